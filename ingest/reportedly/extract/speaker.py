"""From the words of a source to the actor they stand for.

A name resolves to its actor. A pronoun goes to the person, or the organisation or group, that was
last on stage. "ISW analysts", "a Pentagon spokesman" and "the report" stand for the organisation
they come with or came with before. Whoever is left ("officials", "two people familiar with the
matter") is an unnamed actor of this document with the words as its description: an unnamed source
is never given a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.extract.lexicon import SPOKES_NOUNS, WORK_NOUNS
from reportedly.extract.roster import folded, slug
from reportedly.statement import Actor, ActorType, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.extract.finding import Finding, Speaker

_SINGULAR = {"he", "she", "him", "her", "his", "hers"}
_PLURAL = {"they", "them", "their", "it", "its"}
_OWN_VOICE = {"i", "we", "us", "me", "my", "our", "you", "one", "who", "what"}
# People and texts that speak for whoever they belong to; "officials" and "sources" do not.
_STANDING_FOR = re.compile(
    r"(?:analyst|expert|researcher|author|editor|spokes(?:man|woman|person|people)|spokesmen|"
    r"think-tank|campaign|administration|government|ministry|agency|organi[sz]ation|group|newspaper|"
    r"outlet|company|bank|union)s?$"
)
_MEMORY = 200  # mentions back to which a pronoun can refer
_INDEFINITE = re.compile(
    r"(?:an?|some|many|several|most|few|other|another|both|two|three|\d+)\b", re.IGNORECASE
)
_WORK = "|".join(sorted(map(re.escape, WORK_NOUNS), key=len, reverse=True))
_WORK_AFTER = re.compile(rf"(?:['’]s?)?\s+(?:\w+\s+){{0,2}}?({_WORK})\b", re.IGNORECASE)
_WORK_BEFORE = re.compile(
    rf"\b((?:{_WORK}))\s+(?:\w+\s+)?(?:by|from|of|in)\s+(?:the\s+)?$", re.IGNORECASE
)


class Voice(NamedTuple):
    """Who speaks: an actor's key, and the cited work's where the source is a text."""

    actor: str
    work: str | None


class Speakers:
    """Resolves the speakers of one document, in text order, remembering who was on stage."""

    def __init__(self, text: str, named: Sequence[Actor], found: Iterable[Finding]) -> None:
        self._text = text
        self._actors = {actor.key: actor for actor in named}
        mentions = sorted((span, actor) for actor in named for span in actor.mentions)
        self._spans = [span for span, _ in mentions]
        self._mentioned = [actor for _, actor in mentions]
        self._contents = SpanIndex(span for finding in found for span in finding.content)
        self._by_name = _by_name(named)
        self._works = {work.key: work for work in works(text, mentions)}
        self._stage: list[tuple[int, Actor]] = []

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Every actor so far, named ones first, then unnamed ones as they came up."""
        return tuple(self._actors.values())

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that the document cites."""
        return tuple(self._works.values())

    def cited(self, speaker: Speaker) -> Voice | None:
        """Return whom "citing ..." names, or None where that is a thing: "citing weak demand"."""
        last = speaker.head.of(self._text).casefold()
        kinds = {last, last.removesuffix("s")}
        known = self.mentioned_in((speaker.phrase,)) or kinds & (SPOKES_NOUNS | WORK_NOUNS)
        return self.voice(speaker, (speaker.phrase,)) if known else None

    def voice(self, speaker: Speaker, source: Sequence[Span]) -> Voice | None:
        """Return who `speaker` is, or None for a voice that cannot be anyone else's.

        `source` is the whole source that the speaker is part of.
        """
        voice = self._resolve(speaker, source)
        if voice is not None:
            self._stage.append((speaker.head.start, self._actors[voice.actor]))
        return voice

    def work_of(self, actor: str) -> str | None:
        """Return the one work of `actor` that the document cites, if it is one."""
        own = [work.key for work in self._works.values() if work.publisher == actor]
        return own[0] if len(own) == 1 else None

    def mentioned_in(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the named actors mentioned in the spans, in order, each once."""
        keys: dict[str, None] = {}
        for span in spans:
            for at in range(bisect_left(self._spans, (span.start, -1)), len(self._spans)):
                if self._spans[at].start >= span.end:
                    break
                keys[self._mentioned[at].key] = None
        return tuple(keys)

    # ---------------------------------------------------------------------------- resolution

    def _resolve(self, speaker: Speaker, source: Sequence[Span]) -> Voice | None:
        head = speaker.head.of(self._text).casefold()
        if head in _OWN_VOICE and speaker.phrase == speaker.head:
            return None
        if head in _SINGULAR | _PLURAL:
            return self._pronoun(head, speaker.head.start)
        named = self._at(speaker.head) or self._apposed(speaker, source)
        if named is not None:
            return Voice(named.key, None)
        noun = head.removesuffix("s")
        if noun in WORK_NOUNS or head in WORK_NOUNS:
            if (work := self._work(noun, speaker)) is not None and work.publisher:
                return Voice(work.publisher, work.key)
        elif _STANDING_FOR.search(head) is None:
            return self._unnamed(speaker)
        owner = self._owner(speaker)
        return Voice(owner.key, None) if owner is not None else self._unnamed(speaker)

    def _at(self, span: Span) -> Actor | None:
        at = bisect_left(self._spans, span)
        for near in (at, at - 1, at - 2):
            if 0 <= near < len(self._spans) and self._spans[near].overlaps(span):
                return self._mentioned[near]
        return self._by_name.get(folded(span.of(self._text)))

    def _apposed(self, speaker: Speaker, source: Sequence[Span]) -> Actor | None:
        """Return the person right behind a role: "its director, Ann Lee, said"."""
        for at in range(bisect_left(self._spans, (speaker.head.end, -1)), len(self._spans)):
            span, actor = self._spans[at], self._mentioned[at]
            if span.start > speaker.head.end + 30 or not any(s.covers(span) for s in source):
                return None
            between = self._text[speaker.head.end : span.start]
            if actor.type is ActorType.PERSON and re.fullmatch(r",?\s*(?:[A-Z][\w.]*\s)*", between):
                return actor
        return None

    def _pronoun(self, word: str, at: int) -> Voice | None:
        person = word in _SINGULAR
        for _, actor in reversed(self._stage) if not person else ():
            if actor.type not in {ActorType.PERSON, ActorType.PLACE}:
                return Voice(actor.key, None)
        if not person:
            return None
        behind = range(bisect_left(self._spans, (at, -1)) - 1, -1, -1)
        persons = [n for n in islice(behind, _MEMORY) if self._is_person(n)]
        outside = (n for n in persons if not self._contents.covers(self._spans[n]))
        best = next(outside, persons[0] if persons else None)
        return Voice(self._mentioned[best].key, None) if best is not None else None

    def _is_person(self, number: int) -> bool:
        return self._mentioned[number].type is ActorType.PERSON

    def _owner(self, speaker: Speaker) -> Actor | None:
        """Return the organisation in the phrase, or for "analysts" alone the one last on stage."""
        for at in range(bisect_left(self._spans, (speaker.phrase.start, -1)), len(self._spans)):
            if self._spans[at].start >= speaker.phrase.end:
                break
            if self._mentioned[at].type is not ActorType.PERSON:
                return self._mentioned[at]
        words = speaker.phrase.of(self._text)
        if _INDEFINITE.match(words) or len(words.split()) > 2:
            return None
        return next((a for _, a in reversed(self._stage) if a.type is ActorType.ORGANIZATION), None)

    def _work(self, noun: str, speaker: Speaker) -> Work | None:
        """Return the work in the phrase, or for "the report" the last one of that kind."""
        before = [w for w in self._works.values() if w.span.start < speaker.phrase.end]
        inside = [w for w in before if speaker.phrase.overlaps(w.span)]
        alike = [w for w in before if w.label.casefold().endswith(noun)]
        words = speaker.phrase.of(self._text)
        if inside or _INDEFINITE.match(words) or len(words.split()) > 3:
            return inside[-1] if inside else None
        return alike[-1] if alike else None

    def _unnamed(self, speaker: Speaker) -> Voice:
        words = " ".join(speaker.phrase.of(self._text).split())
        key = f"unnamed-{slug(words)}"
        former = self._actors.get(key)
        mentions = former.mentions if former is not None else ()
        self._actors[key] = Actor(
            key, words, ActorType.UNNAMED, tuple(sorted({*mentions, speaker.phrase})), scoped=True
        )
        return Voice(key, None)


def _by_name(named: Sequence[Actor]) -> dict[str, Actor]:
    """Return each spelling's actor, and each surname's that just one person has."""
    spellings = {folded(n): a for a in named for n in (*a.aliases, a.name)}
    surnames: dict[str, set[str]] = {}
    for actor in named:
        if actor.type is ActorType.PERSON and len(actor.name.split()) > 1:
            surnames.setdefault(folded(actor.name.split()[-1]), set()).add(actor.key)
    actors = {actor.key: actor for actor in named}
    own = {name: actors[next(iter(keys))] for name, keys in surnames.items() if len(keys) == 1}
    return own | spellings


def works(text: str, mentions: Iterable[tuple[Span, Actor]]) -> list[Work]:
    """Return the works of named organisations that `text` cites, one a publisher and kind."""
    out: dict[str, Work] = {}
    for span, actor in mentions:
        if actor.type is not ActorType.ORGANIZATION:
            continue
        before = _WORK_BEFORE.search(text, max(span.start - 60, 0), span.start)
        after = _WORK_AFTER.match(text, span.end)
        if before is None and after is None:
            continue
        noun = (before or after)[1].casefold()  # type: ignore[index]  # one of them matched
        whole = Span(before.start(), span.end) if before else Span(span.start, after.end())  # type: ignore[union-attr]
        key = f"work-{actor.key}-{noun}"
        out.setdefault(key, Work(key, f"{actor.name} {noun}", actor.key, whole))
    return list(out.values())
