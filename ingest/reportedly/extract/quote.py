"""Paragraphs, and where quotation marks open and close in them.

Works on characters alone. A quotation lies within one paragraph; one that is still open at the
paragraph's end is marked so, because newspapers then go on in the next paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reportedly.article import Span

# Opening mark -> the marks that close it. A straight mark closes itself; '' and `` are typists'.
_CLOSERS = {'"': '"”', "“": '”"', "„": "“”", "«": "»", "‘": "’", "''": "''", "``": "''"}
_MARK = re.compile(r"''|``|[\"“”„«»‘’]")
_WRAP = 100  # no newspaper text set in lines this short is unwrapped: e-mail wraps at 72 to 80


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks; `closed` is False where the closing mark is missing."""

    span: Span
    closed: bool

    @property
    def inside(self) -> Span:
        """The quoted words without the marks."""
        return Span(self.span.start + 1, self.span.end - self.closed)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of `text`: its lines, or its blocks where lines are hard-wrapped."""
    lines = [Span(*m.span()) for m in re.finditer(r"\S[^\r\n]*", text)]
    if not _is_wrapped(text, lines):
        return lines
    return [Span(*m.span()) for m in re.finditer(r"\S(?:[^\n]|\n(?![^\S\n]*(?:\n|$)))*", text)]


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Tell whether lines are short and many run on into the next, as in e-mail."""
    if len(lines) < 4 or max(line.end - line.start for line in lines) > _WRAP:
        return False
    running_on = sum(
        text[below.start].islower() and line.end - line.start > _WRAP // 2
        for line, below in pairwise(lines)
    )
    return running_on * 3 > len(lines)


def quotes(text: str, parts: list[Span]) -> list[Quote]:
    """Return the quotations in the paragraphs `parts` of `text`, in order, marks included."""
    return [quote for part in parts for quote in _in_paragraph(text, part)]


def _in_paragraph(text: str, part: Span) -> list[Quote]:
    found: list[Quote] = []
    start: int | None = None
    closers = ""
    for mark in _MARK.finditer(text, *part):
        at, sign = mark.start(), mark[0]
        if start is None:
            if sign in _CLOSERS and _opens(text, mark):
                start, closers = at, _CLOSERS[sign]
        elif sign in closers and _closes(text, mark):
            found.append(Quote(Span(start, mark.end()), closed=True))
            start = None
    if start is not None and text[start] not in "‘'":
        found.append(Quote(Span(start, part.end), closed=False))
    return found


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark stands at the start of a word."""
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    return not after.isspace() and not before.isalnum()


def _closes(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark can close: an apostrophe within a word does not."""
    after = text[mark.end()] if mark.end() < len(text) else " "
    before = text[mark.start() - 1]
    return not after.isalnum() and (mark[0] != '"' or not before.isspace() or after.isspace())
