"""Works that a document cites: reports, articles, studies of named organisations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.lexicon import WORK_NOUNS
from reportedly.statement import Actor, ActorType, Work

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORK = "|".join(sorted(map(re.escape, WORK_NOUNS), key=len, reverse=True))
_AFTER = re.compile(rf"(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?({_WORK})\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b((?:{_WORK}))\s+(?:(?!seen|obtained|reviewed|viewed|shared|leaked)\w+\s+)?"
    r"(?:by|from|of|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def works(text: str, mentions: Iterable[tuple[Span, Actor]]) -> list[Work]:
    """Return the works of named organisations that `text` cites, one a publisher and kind."""
    out: dict[str, Work] = {}
    for span, actor in mentions:
        if actor.type is not ActorType.ORGANIZATION:
            continue
        before = _BEFORE.search(text, max(span.start - 60, 0), span.start)
        after = _AFTER.match(text, span.end)
        if before is None and after is None:
            continue
        noun = (before or after)[1].casefold()  # type: ignore[index]  # one of them matched
        whole = Span(before.start(), span.end) if before else Span(span.start, after.end())  # type: ignore[union-attr]
        key = f"work-{actor.key}-{noun}"
        out.setdefault(key, Work(key, f"{actor.name} {noun}", actor.key, whole))
    return list(out.values())
