"""Corrections as examples to learn from: the text, where things stand in it, and what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.correction import standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.article import Span
    from reportedly.correction import Correction
    from reportedly.store import View


def examples(view: View) -> Iterator[dict[str, Any]]:
    """Yield an example for each correction that nobody took back; grades teach nothing.

    Offsets count code points of `text`, ends exclusive, as `reportedly extract` has them, and mean
    the text that somebody looked at, even if the article has another version now.
    """
    for it in standing(view.corrections()):
        if it.mark and not it.is_grade:
            yield _example(it, view)


def _example(it: Correction, view: View) -> dict[str, Any]:
    article, mark = view.article(it.version), it.mark
    if mark is None:
        raise TypeError(it)
    return {
        "number": it.number,
        "doc": article.name,
        "version": it.version,
        "text": article.text,
        "statement": mark.node,
        "source": _pairs(mark.source),
        "cue": _pairs(mark.cues),
        "content": _pairs(mark.spans),
        "actor": mark.actor,
        "wrong": it.act.value,
        "of": it.of or None,
        "was": it.was_name or it.was or None,
        "is": it.value_name or it.value or None,
        "is_type": it.kind or None,
        "other": _pairs(it.other.spans) if it.other else None,
        "by": it.by,
        "when": it.when.isoformat(),
        "why": it.why or None,
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
