"""Our own annotated passages: `tests/data/attribution/*.xml`.

A passage is paragraphs of text with inline tags `s`, `c` and `q` for source, cue and content; `n`
says which attributions they belong to. Attributions may stand inside others' contents. A cue may
say in `a` what its speaker does to what he speaks of: one of `tagging.STANCES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from training.corpus import Gold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from training.corpus import Spans

_ROLES = {"s": 0, "c": 1, "q": 2}


class Passage(NamedTuple):
    """A text with its attributions, by number, inner ones included."""

    name: str
    kind: str
    text: str
    gold: list[Gold]
    stances: dict[int, str]
    """What speakers do to what they speak of, by where their cue begins."""


def passages(file: Path) -> Iterator[Passage]:
    """Yield the passages of a file."""
    for passage in ElementTree.parse(file).getroot():
        roles: dict[str, tuple[Spans, Spans, Spans]] = {}
        stances: dict[int, str] = {}
        text = ""
        for paragraph in passage:
            text = _read(paragraph, text + "\n\n" if text else "", roles, stances)
        gold = [Gold(*(sorted(spans) for spans in roles[n])) for n in sorted(roles, key=int)]
        yield Passage(passage.get("id", ""), passage.get("kind", ""), text, gold, stances)


def _read(
    element: Element,
    text: str,
    roles: dict[str, tuple[Spans, Spans, Spans]],
    stances: dict[int, str],
) -> str:
    """Return `text` with the element's words behind it, noting what its tags say."""
    start = len(text)
    text += element.text or ""
    for child in element:
        text = _read(child, text, roles, stances) + (child.tail or "")
    if (stance := element.get("a")) is not None:
        stances[start] = stance
    if element.tag in _ROLES:
        for number in element.get("n", "").split():
            mine = roles.setdefault(number, ([], [], []))
            mine[_ROLES[element.tag]].append((start, len(text)))
    return text


def outermost(gold: list[Gold]) -> list[Gold]:
    """Return the attributions whose cue stands in no other's content."""
    contents = [(span, n) for n, one in enumerate(gold) for span in one.content]
    return [
        one
        for n, one in enumerate(gold)
        if not any(a <= one.cue[0][0] and one.cue[0][1] <= b for (a, b), m in contents if m != n)
    ]
