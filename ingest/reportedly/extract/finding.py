"""An attribution as the rules find it, before anybody knows who the speakers are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_OPENING, _CLOSING = "\"“„«‘'`", "\"”“»’'"


class Speaker(NamedTuple):
    """One party in a source: its whole phrase, and the word that the phrase hangs on.

    For "who" and the like both are the antecedent's.
    """

    phrase: Span
    head: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One attribution: its three roles as spans, its speakers, and what kind of cue it has.

    `lemma` is the cue's dictionary form. `clausal` tells that the content is a proposition rather
    than a thing, `negated` and `modal` tell of "did not say" and "would say", `quoted` that the
    cue itself stands inside a quotation. `cited` are the parties that the source names as its own
    source ("the Times, citing officials, reported"), with the citing word in `cited_cue`.
    `confidence` is the model's, None where rules found it; `stance` is what the model takes the
    speaker to do to what is spoken of (`tagging.STANCES`).
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    lemma: str
    speakers: tuple[Speaker, ...] = ()
    clausal: bool = True
    negated: bool = False
    modal: bool = False
    quoted: bool = False
    cited: tuple[Speaker, ...] = ()
    cited_cue: Span | None = None
    confidence: float | None = None
    stance: str = "none"

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0].start

    @property
    def size(self) -> int:
        """How many characters the content has."""
        return sum(span.end - span.start for span in self.content)

    @property
    def extent(self) -> Span:
        """From the first to the last character of any role."""
        spans = (*self.source, *self.cue, *self.content)
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def without(self, part: Span | None) -> Finding:
        """Return the same finding with `part` cut off the start of its content."""
        first = self.content[0]
        if part is None or not first.overlaps(part) or part.end >= first.end:
            return self
        start = max(first.start, part.end + 1)
        return replace(self, content=(Span(start, first.end), *self.content[1:]))

    def shifted(self, by: int) -> Finding:
        """Return the same finding with every offset moved by `by`."""
        if by == 0:
            return self
        return replace(
            self,
            source=_moved(self.source, by),
            cue=_moved(self.cue, by),
            content=_moved(self.content, by),
            speakers=tuple(Speaker(*_moved(s, by)) for s in self.speakers),
            cited=tuple(Speaker(*_moved(s, by)) for s in self.cited),
            cited_cue=_moved([self.cited_cue], by)[0] if self.cited_cue else None,
        )


def holders(found: Sequence[Finding]) -> list[list[int]]:
    """Return for each finding the numbers of those in whose content its cue stands."""
    spans = [(span, n) for n, finding in enumerate(found) for span in finding.content]
    index = SpanIndex(span for span, _ in spans)
    return [
        [
            spans[at][1]
            for s, at in index.near(one.cue[0])
            if s.covers(one.cue[0]) and spans[at][1] != n
        ]
        for n, one in enumerate(found)
    ]


def outermost(found: Sequence[Finding]) -> list[Finding]:
    """Return the findings in no other's content; of the rules' those with a source, unquoted."""
    return [
        one
        for one, outer in zip(found, holders(found), strict=True)
        if not outer and (one.confidence is not None or (one.source and not one.quoted))
    ]


def merged(spans: Iterable[Span], gap: int = 1) -> tuple[Span, ...]:
    """Return sorted spans; overlapping ones and ones at most `gap` characters apart are joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + gap:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def proposition(text: str, finding: Finding) -> tuple[Span, ...]:
    """Return a content as a statement's words: without quotation marks around and "that" before.

    PolNeAR counts "that" into the content, so attributions keep it. In "that figure" it stays.
    """
    content = finding.content
    spans = [unquoted(text, span) for span in content]
    that = re.match(r"that\s+(?=\S)", spans[0].of(text), re.IGNORECASE)
    if that is not None and finding.clausal:
        spans[0] = unquoted(text, Span(spans[0].start + that.end(), spans[0].end))
    return tuple(s for s in spans if any(c.isalnum() for c in s.of(text))) or tuple(content)


def unquoted(text: str, span: Span) -> Span:
    """Return `span` without the quotation marks and commas at its ends.

    A mark goes if it closes or opens the whole, or if its partner is not in the span.
    """
    start, end = _bare(text, *span)
    first, last = text[start] in _OPENING, text[end - 1] in _CLOSING
    inside = text[start + 1 : end - 1]
    if first and last:
        start, end = start + 1, end - 1
    elif first and not any(mark in inside for mark in _CLOSING.replace("’", "").replace("'", "")):
        start += 1
    elif last and not any(mark in inside for mark in _OPENING.replace("'", "")):
        end -= 1
    return Span(*_bare(text, start, end)) if start < end else span


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while end - start > 1 and (text[end - 1] == "," or text[end - 1].isspace()):
        end -= 1
    while end - start > 1 and text[start].isspace():
        start += 1
    return start, end


def _moved(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple(span.shifted(by) for span in spans)
