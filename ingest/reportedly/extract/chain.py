"""From findings to statements: each content with the chain of hops that brought it here.

A finding whose cue stands in another's content was relayed by that other's speaker, and so on out
to the publisher, who is the last hop of every chain. A relayer is not taken to endorse what it
relays. Where one attribution says nothing but that somebody else said something ("ISW underscored
that Putin has reiterated that ..."), only the innermost proposition becomes a statement; the
others are its hops.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.article import Span, SpanIndex
from reportedly.extract import hedge
from reportedly.extract.assessment import evaluations
from reportedly.extract.contrary import CONTRARY, TREATING
from reportedly.extract.finding import holders, proposition
from reportedly.extract.lexicon import REFUSING, REPORT_NOUNS, REPORTING, VERBS
from reportedly.extract.scale import ICD203
from reportedly.extract.speaker import Voice
from reportedly.statement import (
    Commitment,
    Event,
    Hop,
    SpeechMode,
    Statement,
    TemporalExtent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.extract.finding import Finding, Speaker
    from reportedly.extract.quote import Quote
    from reportedly.extract.scale import Scale
    from reportedly.extract.speaker import Speakers

_SHELL = 0.75  # share of a content that an inner attribution must fill to make it a mere shell
_BESIDE = 40  # characters between a cue and a time that belongs to it
# "This is said in a report": points at other sentences and says nothing itself.
_POINTER = re.compile(
    r"(?:this|that|it|so)\s+(?:is|was|has been)\s+(?:said|stated|reported|noted|mentioned)\b",
    re.IGNORECASE,
)
# "asked not to be named", "spoke on condition of anonymity", "declined to comment": about speaking,
# and nothing said.
_NOTHING_SAID = re.compile(
    r"(?:not\s+)?to\s+be\s+(?:named|identified|quoted)\b|to\s+(?:comment|elaborate|say\s+more)\b|anonymity\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:declin|refus)\w*\s+to\s+(?:comment|discuss|elaborate|answer|respond|reply|say)"
    r"|(?:\bnot|n['’]t)\s+(?:immediately\s+)?(?:respond|reply|comment|answer)",
    re.IGNORECASE,
)
_TELLING = {"tell", "say", "speak", "write", "add", "comment", "complain", "confirm", "admit"}
_NOMINAL = re.compile(r"(?:an?|the|his|her|its|their)\s", re.IGNORECASE)
_OBJECT = 5  # words up to which an inner content that is no clause is taken for a mere object
_WORDS = 2  # a content of fewer words is a pointer ("it", "the plan"), not a proposition
# How sure the rules are of each construction: precision on PolNeAR's training part, rounded.
_CONFIDENCE = {"verb": 0.8, "object": 0.55, "according to": 0.7, "noun": 0.5, "headline": 0.6}


class Scene:
    """One document's findings with their voices, quotations and times, ready to be chained."""

    def __init__(
        self,
        text: str,
        found: Sequence[Finding],
        speakers: Speakers,
        *,
        quotes: Sequence[Quote],
        times: Sequence[TemporalExtent],
        publisher: str,
        scale: Scale = ICD203,
    ) -> None:
        self._text = text
        self._scale = scale
        self._quotes = SpanIndex(quote.span for quote in quotes)
        timed = [(time.span, time.key) for time in times if time.span is not None]
        self._times = SpanIndex(span for span, _ in timed)
        self._time_keys = [key for _, key in timed]
        self._speakers = speakers
        self._publisher = publisher
        self._found = sorted(found, key=lambda f: (f.cue[0], f.start))
        self._cited = [self._cited_by(f) for f in self._found]
        self._voices = [self._voices_of(f.speakers) for f in self._found]
        self._carriers = [self._carried_by(f) for f in self._found]
        self._outer = _relaying(self._found)
        self._treated = [
            (pair[0], pair[1])
            for f in self._found
            if f.lemma == TREATING and len(pair := speakers.cast.mentioned_in(f.content)) == 2
        ]

    def actor_of(self, finding: Finding) -> str | None:
        """Return the actor that a finding's first speaker stands for."""
        voices = self._voices[self._found.index(finding)]
        return voices[0].actor if voices else None

    def statements(self) -> tuple[tuple[Statement, ...], tuple[Event, ...]]:
        """Return the document's statements in text order, and the events they evaluate."""
        shells = {self._outer[at] for at in range(len(self._found)) if self._is_shell_of(at)}
        events: dict[str, Event] = {}
        out: dict[str, Statement] = {}
        for at in range(len(self._found)):
            if at in shells or not self._is_proposition(at):
                continue
            statement, targets = self._statement(at)
            if statement.key not in out:
                out[statement.key] = statement
                events |= {event.key: self._peopled(event) for event in targets}
        return tuple(sorted(out.values(), key=lambda s: (s.spans, s.key))), tuple(events.values())

    # ------------------------------------------------------------------------------- nesting

    def _voices_of(self, speakers: Sequence[Speaker]) -> tuple[Voice, ...]:
        voices = (self._speakers.voice(speaker) for speaker in speakers)
        return tuple(dict.fromkeys(voice for voice in voices if voice is not None))

    def _cited_by(self, finding: Finding) -> tuple[Voice, ...]:
        voices = (self._speakers.cited(speaker) for speaker in finding.cited)
        return tuple(voice for voice in voices if voice is not None)

    def _carried_by(self, finding: Finding) -> tuple[Voice, ...]:
        """Return the outlet that heard or saw it: "told the BBC", "a memo seen by Le Monde"."""
        hearers = self._speakers.hearers
        outlet = hearers.shown(finding.source)
        if outlet is None and finding.lemma in _TELLING:
            outlet = hearers.told(finding.cue[-1], finding.content)
        return () if outlet in {None, self._publisher} else (Voice(str(outlet), None),)

    def _is_shell_of(self, at: int) -> bool:
        """Tell whether the finding all but fills the content of the one that holds it."""
        outer = self._outer[at]
        if outer is None or not self._voices[at]:
            return False
        inner, holder = self._found[at], self._found[outer]
        extent = inner.extent
        impersonal = not self._voices[outer]
        if inner.negated or (inner.confidence is not None and inner.lemma not in REPORTING):
            return False  # "sends signals about" is not a relay but what is being said
        filled = extent.end - extent.start >= _SHELL * holder.size
        return (inner.clausal or impersonal) and filled

    def _is_proposition(self, at: int) -> bool:
        """Tell whether the finding says something that is worth a node of its own."""
        finding = self._found[at]
        words = " ".join(span.of(self._text) for span in finding.content)
        if (
            len(words.removeprefix("to ").split()) < _WORDS
            or _POINTER.match(words)
            or _NOTHING_SAID.match(words)
            or _REFUSED.search(self._text, finding.cue[0].start, finding.cue[-1].end)
            or self._is_mere_object(at)
            or finding.lemma in REFUSING
        ):
            return False
        if self._voices[at]:
            return True
        # "It is reported that ...": nobody is named, so the statement is the publisher's alone.
        return not finding.speakers and self._outer[at] is None and finding.clausal

    def _is_mere_object(self, at: int) -> bool:
        """Tell whether an inner finding only names what it speaks of ("criticised the plan")."""
        finding = self._found[at]
        words = sum(len(span.of(self._text).split()) for span in finding.content)
        inner = self._outer[at] is not None
        return inner and not finding.clausal and finding.stance == "none" and words <= _OBJECT

    # ------------------------------------------------------------------------------- building

    def _statement(self, at: int) -> tuple[Statement, tuple[Event, ...]]:
        finding = self._found[at]
        spans = proposition(self._text, finding)
        judged, targets = evaluations(self._text, finding, spans, self._scale)
        statement = Statement(
            key=f"st-{spans[0].start}-{spans[-1].end}",
            spans=spans,
            quote=tuple(span.of(self._text) for span in spans),
            hops=self._hops(at, spans),
            confidence=confidence(finding),
            about=self._speakers.cast.mentioned_in(spans),
            when=self._times_in(spans),
            hedges=hedge.hedges(self._text, spans),
            evaluations=judged,
        )
        return statement, targets

    def _hops(self, at: int, spans: tuple[Span, ...]) -> tuple[Hop, ...]:
        """Return the chain inner to outer; parallel speakers share their next hop outwards."""
        levels: list[list[Hop]] = []
        publisher = Hop(self._publisher, SpeechMode.DOCUMENT, Commitment.UNCOMMITTED)
        position: int | None = at
        while position is not None:
            finding = self._found[position]
            level = [*self._cited_hops(position), *self._spoken_hops(position)]
            own = [hop for hop in level if hop.actor == self._publisher]
            if own or (not level and self._outer[position] is None):
                publisher = replace(publisher, source=finding.source, cue=finding.cue)
            carried = [
                self._hop(voice, (), (), None)
                for voice in self._carriers[position]
                if voice not in self._voices[position]
            ]
            # What somebody said "to the contrary" is no part of what the citing one cites.
            aside = position != at and self._found[at].lemma == CONTRARY
            cited = [] if aside else self._cited_hops(position)
            for hops in (cited, self._spoken_hops(position), carried):
                levels = _with_level(levels, [h for h in hops if h not in own])
            if self._outer[position] is None and (voice := self._treating(position)) is not None:
                levels = _with_level(levels, [self._hop(voice, (), (), None)])
            position = self._outer[position]
        if levels:
            commitment = self._commitment(self._found[at], spans)
            mode = SpeechMode.INDIRECT if self._cited[at] else self._mode(self._found[at])
            levels[0] = [replace(hop, mode=mode, commitment=commitment) for hop in levels[0]]
        return _linked([*levels, [publisher]])

    def _treating(self, at: int) -> Voice | None:
        """Return who reports, unsaid, what a source says: between X's words Y's text is X's topic.

        Only where the article tells that X dealt with a text of Y.
        """
        speakers = [voice.actor for voice in self._voices[at]]
        for treating, treated in self._treated:
            if speakers == [treated] and all(treating in beside for beside in self._beside(at)):
                return Voice(treating, None)
        return None

    def _beside(self, at: int) -> tuple[list[str], list[str]]:
        """Return who speaks last before and first behind a finding that nobody relays."""

        def first(numbers: Iterable[int]) -> list[str]:
            for number in numbers:
                if self._outer[number] is None and self._voices[number]:
                    return [voice.actor for voice in self._voices[number]]
            return []

        return first(range(at - 1, -1, -1)), first(range(at + 1, len(self._found)))

    def _spoken_hops(self, at: int) -> list[Hop]:
        finding = self._found[at]
        when = self._stated_at(finding)
        return [self._hop(v, finding.source, finding.cue, when) for v in self._voices[at]]

    def _cited_hops(self, at: int) -> list[Hop]:
        finding = self._found[at]
        cue = (finding.cited_cue,) if finding.cited_cue is not None else ()
        phrases = tuple(speaker.phrase for speaker in finding.cited)
        return [self._hop(voice, phrases, cue, None) for voice in self._cited[at]]

    def _hop(
        self, voice: Voice, source: tuple[Span, ...], cue: tuple[Span, ...], when: str | None
    ) -> Hop:
        return Hop(
            actor=voice.actor,
            mode=SpeechMode.INDIRECT,
            commitment=Commitment.UNCOMMITTED,
            source=source,
            cue=cue,
            work=voice.work or self._speakers.cast.work_of(voice.actor),
            stated_at=when,
        )

    def _times_in(self, spans: Iterable[Span]) -> tuple[str, ...]:
        found = ((t, n) for span in spans for t, n in self._times.near(span) if span.covers(t))
        return tuple(dict.fromkeys(self._time_keys[number] for _, number in found))

    def _mode(self, finding: Finding) -> SpeechMode:
        touched = [[q for q, _ in self._quotes.near(span)] for span in finding.content]
        if not any(touched):
            return SpeechMode.INDIRECT
        whole = all(
            any(q.covers(span) for q in quotes)
            for span, quotes in zip(finding.content, touched, strict=True)
        )
        return SpeechMode.DIRECT if whole else SpeechMode.MIXED

    def _commitment(self, finding: Finding, spans: tuple[Span, ...]) -> Commitment:
        if finding.negated or finding.modal:
            return Commitment.UNCOMMITTED
        verb = VERBS.get(finding.lemma)
        base = verb.commitment if verb is not None else Commitment.CERTAIN
        degree = hedge.likelihood(self._text, spans, self._scale)
        return hedge.commitment(
            base, degree[0] if degree else None, self._text, spans[0], self._scale
        )

    def _stated_at(self, finding: Finding) -> str | None:
        """Return the time in the reporting clause: beside the cue, outside what is reported."""
        cue = Span(finding.cue[0].start, finding.cue[-1].end)
        if _NOMINAL.match(self._text, cue.start):
            return None  # "a desire to ..." is no act at a time
        taken = (*finding.content, *finding.source)
        for span, number in self._times.near(Span(max(cue.start - _BESIDE, 0), cue.end + _BESIDE)):
            between = self._text[min(cue.end, span.end) : max(cue.start, span.start)]
            near = len(between) <= _BESIDE and "\n" not in between and ". " not in between
            if near and not any(other.overlaps(span) for other in taken):
                return self._time_keys[number]
        return None

    def _peopled(self, event: Event) -> Event:
        return replace(event, participants=self._speakers.cast.mentioned_in((event.span,)))


def _relaying(found: Sequence[Finding]) -> list[int | None]:
    """Return for each finding the one that relays it: the shortest that holds it.

    It is always longer than what it holds, so that no chain is a circle.
    """
    out: list[int | None] = []
    for one, outer in zip(found, holders(found), strict=True):
        longer = [n for n in outer if found[n].size > one.size]
        out.append(min(longer, key=lambda n: found[n].size, default=None))
    return out


def _with_level(levels: list[list[Hop]], hops: list[Hop]) -> list[list[Hop]]:
    """Add a level, but nobody relays themselves ("I think" in one's own quotation)."""
    inner = {hop.actor for hop in levels[-1]} if levels else set()
    kept = [hop for hop in hops if hop.actor not in inner]
    return [*levels, kept] if kept else levels


def _linked(levels: Sequence[Sequence[Hop]]) -> tuple[Hop, ...]:
    """Flatten the levels, letting every hop of one level be relayed by the next level's first."""
    out: list[Hop] = []
    for level in levels:
        following = None if level is levels[-1] else len(out) + len(level)
        out += [replace(hop, relayed_by=following) for hop in level]
    return tuple(out)


def confidence(finding: Finding) -> float:
    """Return how sure the model is of a finding, or the rules of its kind, 0 to 1."""
    if finding.confidence is not None:
        return finding.confidence
    if finding.lemma in _CONFIDENCE:
        return _CONFIDENCE[finding.lemma]
    if finding.lemma in REPORT_NOUNS and finding.lemma not in VERBS:
        return _CONFIDENCE["noun"]
    return _CONFIDENCE["verb" if finding.clausal else "object"]
