"""In whose words something stands, and to whom they are said.

Of attributions this tells by place: which contents hold a word, which sources it helps to describe,
and which cues speak to it ("told him") or ask about it ("asked whether he").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span, SpanIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.extract.finding import Finding, Speaker

_WHETHER = re.compile(r"\W*(?:whether|if|how|why|what|when|where|who)\b", re.IGNORECASE)
_ASKING = frozenset({"ask", "wonder", "query"})
_ASIDE = re.compile(r",|\b(?:who|whom|that|which|because)\b")


class Contents:
    """The contents, cues and sources of one document's attributions, by place."""

    def __init__(self, text: str, found: Sequence[Finding]) -> None:
        self._text = text
        self._found = found
        self._contents = SpanIndex(span for finding in found for span in finding.content)
        self._holders = [n for n, finding in enumerate(found) for _ in finding.content]
        self._cues = SpanIndex(span for finding in found for span in finding.cue)
        self._cued = [n for n, finding in enumerate(found) for _ in finding.cue]
        speakers = [s for finding in found for s in (*finding.speakers, *finding.cited)]
        self._described = [speaker for speaker in speakers if speaker.phrase != speaker.head]
        self._phrases = SpanIndex(speaker.phrase for speaker in self._described)

    def covers(self, span: Span) -> bool:
        """Tell whether words stand in what somebody says."""
        return self._contents.covers(span)

    def holders(self, span: Span) -> list[int]:
        """Return the numbers of the attributions whose contents hold words, the smallest first."""
        found = (self._holders[n] for s, n in self._contents.near(span) if s.covers(span))
        return sorted(found, key=lambda number: self._found[number].size)

    def smallest(self, span: Span) -> Span:
        """Return the smallest content that holds words."""
        held = (s for s, _ in self._contents.near(span) if s.covers(span))
        return min(held, key=lambda content: content.end - content.start)

    def asking(self, span: Span) -> set[int]:
        """Return the attributions that speak to whom words mean, or ask about them.

        "Lee told him", "Lee asked whether he", "Lee accused the company": somebody else is meant.
        """
        just = Span(max(span.start - 2, 0), span.start)
        told = {
            self._cued[n]
            for cue, n in self._cues.near(just)
            if cue.end <= span.start and not self._text[cue.end : span.start].strip()
        }
        told = {n for n in told if not any(s.covers(span) for s in self._found[n].content)}
        return told | {
            self._holders[n]
            for content, n in self._contents.near(span)
            if content.covers(span)
            and self._found[self._holders[n]].lemma in _ASKING
            and _WHETHER.match(self._text, content.start) is not None
        }

    def describing(self, span: Span) -> list[Speaker]:
        """Return the speakers whom words help to describe: "two people close to her"."""
        near = [(phrase, self._described[n]) for phrase, n in self._phrases.near(span)]
        return [
            speaker
            for phrase, speaker in near
            if phrase.covers(span)
            and span.start >= speaker.head.end
            and _ASIDE.search(self._text, speaker.head.end, span.start) is None
        ]
