"""A text as the attribution model sees it: words, what they look like, and windows of them.

Whatever way quotation marks are typed they become the same word here, and whether a word stands
inside a quotation is a feature, so the model need not have seen a typographer's habits before. The
words themselves lose their case, as the encoder wants; their shape keeps what case tells.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from reportedly.extract.quote import paragraphs, quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.article import Span

_WORD = re.compile(r"''|``|(?<=\w)['’](?:s|t|d|m|ll|re|ve)\b|\w+|\.{2,}|--+|[^\w\s]", re.IGNORECASE)
_ALIKE = str.maketrans("’‘ʼ′‐‑‒―", "''''---—")
_STOPS = frozenset(".!?…")
_CLOSING = frozenset("\"'”’»)]")


class Shape(IntEnum):
    """What the letters of a word look like."""

    MARK, LOWER, TITLE, UPPER, INITIAL, MIXED, DIGIT = range(7)


class Quoted(IntEnum):
    """Where a word stands towards quotation marks; OPEN: inside ones that are never closed."""

    OUTSIDE, OPENING, INSIDE, CLOSING, OPEN = range(5)


class Words(NamedTuple):
    """The words of a text in order: offsets, normalised forms and features, all of one length."""

    starts: list[int]
    ends: list[int]
    forms: list[str]
    shapes: list[int]
    quoted: list[int]
    begins: list[int]
    """1 where the word is the first of a paragraph."""

    def __len__(self) -> int:
        return len(self.starts)


def words(text: str) -> Words:
    """Return the words of `text`; punctuation marks are words."""
    parts = paragraphs(text)
    found = list(_WORD.finditer(text))
    starts = [match.start() for match in found]
    ends = [match.end() for match in found]
    forms = [match[0].translate(_ALIKE) for match in found]
    quoted = [int(Quoted.OUTSIDE)] * len(found)
    at = 0
    for quote in quotes(text, parts):
        first = at = _first_from(starts, quote.span.start, at)
        while at < len(starts) and starts[at] < quote.span.end:
            quoted[at] = Quoted.INSIDE if quote.closed else Quoted.OPEN
            at += 1
        if first < at:
            quoted[first], forms[first] = Quoted.OPENING, '"'
        if quote.closed and first < at - 1:
            quoted[at - 1], forms[at - 1] = Quoted.CLOSING, '"'
    return Words(
        starts,
        ends,
        forms,
        [_shape(match[0]) for match in found],
        quoted,
        _beginnings(starts, parts),
    )


def _first_from(starts: Sequence[int], offset: int, at: int) -> int:
    while at < len(starts) and starts[at] < offset:
        at += 1
    return at


def _shape(word: str) -> Shape:
    first = word[0]
    if first.isdigit():
        return Shape.DIGIT
    if not any(c.isalpha() for c in word):
        return Shape.MARK
    if word.islower():
        return Shape.LOWER
    if word.isupper():
        return Shape.UPPER if len(word) > 1 else Shape.INITIAL
    return Shape.TITLE if first.isupper() and not any(map(str.isupper, word[1:])) else Shape.MIXED


def _beginnings(starts: Sequence[int], parts: Sequence[Span]) -> list[int]:
    begins = [0] * len(starts)
    at = 0
    for part in parts:
        at = _first_from(starts, part.start, at)
        if at < len(starts) and starts[at] < part.end:
            begins[at] = 1
    return begins


def windows(found: Words, costs: Sequence[int], most: int) -> list[range]:
    """Cut the words into runs that cost at most `most`, `costs` being what each word costs.

    A cut comes at the end of a paragraph if the window is half full there, else at the end of a
    sentence if it is a quarter full, else anywhere. A word that alone costs more has its own
    window.
    """
    out: list[range] = []
    start = spent = 0
    paragraph = sentence = (0, 0)  # the last good places to cut: word, what is spent before it
    for at, cost in enumerate(costs):
        if found.begins[at]:
            paragraph = (at, spent)
        elif _ends_sentence(found.forms, at):
            sentence = (at, spent)
        while at > start and spent + cost > most:
            cut = _cut(start, at, paragraph, sentence, most)
            out.append(range(start, cut))
            spent -= sum(costs[start:cut])
            paragraph, sentence = (
                (place, before - sum(costs[start:cut])) if place > cut else (0, 0)
                for place, before in (paragraph, sentence)
            )
            start = cut
        spent += cost
    if start < len(costs):
        out.append(range(start, len(costs)))
    return out


def _cut(
    start: int, at: int, paragraph: tuple[int, int], sentence: tuple[int, int], most: int
) -> int:
    if paragraph[0] > start and paragraph[1] >= most // 2:
        return paragraph[0]
    if sentence[0] > start and sentence[1] >= most // 4:
        return sentence[0]
    return at


def _ends_sentence(forms: Sequence[str], at: int) -> bool:
    """Tell whether a sentence ends before the word `at`."""
    before = at - 1
    while before >= 0 and at - before < 3 and forms[before] in _CLOSING:
        before -= 1
    return before >= 0 and forms[before][-1] in _STOPS and forms[at] not in _CLOSING
