"""Who was mentioned where, and so whom a pronoun can mean.

A pronoun goes to whoever agrees with it and is most in view: spoken of in the sentence before
rather than three before, at a sentence's beginning rather than in its middle, in the article's own
words rather than inside what somebody else says, and speaking rather than spoken of (the order of
Grosz, Joshi and Weinstein's centering, 1995).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from math import log1p
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.extract.lexicon import WORK_NOUNS
from reportedly.extract.person import gender
from reportedly.extract.quote import paragraphs, quotes
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set


_HE, _SHE = {"he", "him", "his", "himself"}, {"she", "her", "hers", "herself"}
SINGULAR = frozenset(_HE | _SHE)
_IT = {"it", "its", "itself"}
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"} | _IT)
OWN = frozenset({"his", "its", "their"})
WE = frozenset({"we", "us", "our", "ours"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"} | WE)
PRONOUNS = re.compile(
    rf"\b(?:{'|'.join(sorted((SINGULAR | PLURAL | FIRST) - {'us'}))}|(?-i:us))\b(?!\.\w)",
    re.IGNORECASE,
)
# "It is clear that", "it took three hours", "it rained": nobody is meant.
_EXPLETIVE = re.compile(
    r"it(?:['’]s|\s+(?:is|was|would\s+be|will\s+be|has\s+been|seems|seemed|appears|appeared|remains|remained"
    r"|became|makes|made|took|takes|rained|snowed))\s+(?:\w+ly\s+|not\s+|now\s+|also\s+|too\s+|very\s+)?"
    r"(?:\w+\s+){0,2}?(?:that|to|for|whether|how|what|why|who|if|until|since|hours?|days?|years?)\b",
    re.IGNORECASE,
)
# Not behind "U.S." or "Mr.".
_SENTENCE = re.compile(
    r"(?:(?<!\b[A-Z])(?<!\b[A-Z][a-z])[.!?][\"”’')]*\s+|\n\s*)(?=[\"“‘'(]*[A-Z0-9“\"])"
)
# How much in view somebody is, beside one for a sentence's beginning and one for speaking.
_BACK = 2.0  # less for every sentence back
_INSIDE = 1.2  # less for what somebody else says
_GOES_ON = 0.7  # more for who spoke, where a pronoun speaks
_NAMELESS = 1.0  # less for who has no name
_HOUSED = 0.8  # less for an organisation as "they"
_NEARER = 0.8  # more for the nearer of two, as "its"
_REACH = 1  # sentences back to which "it" reaches
# The same for a description: "the company", "the striker".
_FREQUENT = 1.0
_BEHIND = 0.5
_MEMORY = 300  # mentions back to which anything reaches
_ALONG = 0.7  # what the same paragraph adds to how much in view somebody is
_OFTEN = 0.4  # what having been mentioned often adds, by the logarithm
_MOST = 0.7  # share of the pronouns that must agree on whether somebody is a man or a woman
_FAR = 5  # sentences back to which a pronoun reaches
_AHEAD = 10  # sentences in which somebody described at first is named at last
_OPENING = 2  # sentences, the title among them, that speak of people before they name them
_PEOPLE = re.compile(
    r"(?:[^s]s|people|family|team|couple|crew|group|police|staff|men|women|media|press)$",
    re.IGNORECASE,
)


_TAIL = re.compile(
    r",|\s(?:of|in|at|from|with|who|for|by|close|familiar|published|seen"
    r"|\w+ing(?=\s(?:his|her|its|their|the|an?)\b))\s"
)
_THINGS = WORK_NOUNS | frozenset(
    """prosecution defence defense opposition jury review inquiry investigation audit poll
    government ministry department council committee agency court parliament side camp public market
    data evidence figures video tape film footage photograph research survey result finding
    indicator announcement decision ruling verdict move deal law bill budget plan""".split()
)


class _Entry(NamedTuple):
    start: int
    end: int
    key: str
    inside: bool
    speaks: bool
    guise: str | None
    """What speaks for the actor: a person by gender, "" where unknown, or "n" for a text of theirs:
    "a ministry spokeswoman", "Lee's report"."""


_STRANGERS = Actor("strangers", "strangers", ActorType.GROUP)  # whoever is no actor


class Stage:
    """The mentions of one text, as they become known."""

    def __init__(self, text: str, publisher: str = "") -> None:
        self._text = text
        self._publisher = publisher
        self._sentences = [0, *(m.end() for m in _SENTENCE.finditer(text))]
        self._entries: list[_Entry] = []
        self._actors: dict[str, Actor] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._genders: dict[str, str] = {}
        blocks = paragraphs(text)
        self._first = blocks[0].end if len(blocks) > 1 else 0
        self._paragraphs = [block.start for block in blocks]
        self._quotes = SpanIndex(quote.span for quote in quotes(text, blocks))

    def enter(
        self,
        actor: Actor,
        span: Span,
        *,
        inside: bool,
        speaks: bool = False,
        guise: str | None = None,
    ) -> None:
        """Note a mention; `inside` means in what somebody says, `speaks` as the source of it.

        `guise` is the gender of who or what speaks for the actor: "m", "f", "n", "" if unknown.
        """
        insort(
            self._entries,
            _Entry(span.start, span.end, actor.key, inside, speaks, guise),
            key=lambda entry: entry[:5],
        )
        self._actors[actor.key] = actor
        insort(self._places[actor.key], span.start)
        if actor.type is ActorType.PERSON and not self._genders.get(actor.key):
            self._genders[actor.key] = gender(self._text, span)

    def pass_by(self, spans: Iterable[Span], inside: Callable[[Span], bool]) -> None:
        """Note the plural nouns that are nobody's name; "they" may be they, and nobody known."""
        key = _STRANGERS.key
        seen = [_Entry(*span, key, inside(span), speaks=False, guise=None) for span in spans]
        self._entries = sorted([*self._entries, *seen], key=lambda entry: entry[:5])
        self._places[key] = [entry.start for entry in seen]
        self._actors[key] = _STRANGERS

    def know(self, key: str, sex: str) -> None:
        """Note what a description tells of somebody's gender."""
        self._genders[key] = self._genders.get(key) or sex

    def learn(self, pronouns: Iterable[Span]) -> None:
        """Note whom "he" and "she" can mean by those that can mean just one person."""
        votes: defaultdict[str, list[str]] = defaultdict(list)
        for span in pronouns:
            sex = gender_of_pronoun(span.of(self._text).casefold())
            if sex and not self.is_quoted(span) and (key := self._alone(span)) is not None:
                votes[key].append(sex)
        for key, said in votes.items():
            for sex in "mf":
                if said.count(sex) > _MOST * len(said):
                    self.know(key, sex)

    def _alone(self, span: Span) -> str | None:
        """Return the only person spoken of in a pronoun's sentence, up to it, or the one before."""
        here = self._sentence(span.start)
        found: dict[int, set[str]] = {0: set(), 1: set()}
        for entry in self._behind(span.start):
            back = here - self._sentence(entry.start)
            if back > 1:
                break
            if self._actors[entry.key].type is ActorType.PERSON:
                found[back].add(entry.key)
        near = found[0] or found[1]
        return next(iter(near)) if len(near) == 1 else None

    def is_expletive(self, span: Span) -> bool:
        """Tell whether an "it" means nobody: "it is clear that"."""
        return _EXPLETIVE.match(self._text, span.start) is not None

    def is_quoted(self, span: Span) -> bool:
        """Tell whether a word stands in a quotation."""
        return self._quotes.covers(span)

    def agrees(self, actor: Actor, word: str) -> bool:
        """Tell whether an actor can be meant by a pronoun."""
        if actor is _STRANGERS:
            return word in PLURAL - _IT
        if word in SINGULAR:
            sex = self._genders.get(actor.key, "")
            person = actor.type is ActorType.PERSON or self._is_one(actor)
            return person and sex in {"", "m" if word in _HE else "f"}
        if word in _IT:
            return actor.type in {ActorType.ORGANIZATION, ActorType.PLACE, ActorType.GROUP}
        if actor.type is ActorType.UNNAMED:
            return not self._is_one(actor)
        return actor.type in {ActorType.ORGANIZATION, ActorType.GROUP}

    @staticmethod
    def _is_one(actor: Actor) -> bool:
        """Tell whether an unnamed person ("a senior official") from several, or from a thing."""
        if actor.type is not ActorType.UNNAMED:
            return False
        noun = nucleus(actor.name)
        last = noun.split()[-1].casefold() if noun.split() else ""
        return _PEOPLE.search(noun) is None and last not in _THINGS

    def last(
        self,
        before: int,
        fits: Callable[[Actor], bool],
        *,
        near: bool = False,
        speaking: bool = False,
    ) -> Actor | None:
        """Return the actor last mentioned before a place that fits.

        With `near` only a few sentences count, with `speaking` only sources.
        """
        here = self._sentence(before)
        for entry in self._behind(before):
            if near and here - self._sentence(entry.start) > _FAR:
                return None
            actor = self._actors[entry.key]
            known = actor is not _STRANGERS and (entry.speaks or not speaking)
            if known and fits(actor):
                return actor
        return None

    def salient(self, before: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return who is most in view and most spoken of, of those that fit: "the striker"."""
        here = self._sentence(before)
        best: tuple[float, int] | None = None
        found = None
        for entry in self._behind(before):
            back = here - self._sentence(entry.start)
            if back > _FAR:
                break
            actor = self._actors[entry.key]
            if entry.end > before or actor is _STRANGERS or not fits(actor):
                continue
            often = log1p(bisect_left(self._places[entry.key], before))
            score = _FREQUENT * often - _BEHIND * back + self._is_first(entry) + entry.speaks
            if best is None or (score, entry.start) > best:
                best, found = (score, entry.start), actor
        return found

    def is_sex(self, actor: Actor, sex: str) -> bool:
        """Tell whether nothing says that an actor is of the other sex."""
        return not sex or self._genders.get(actor.key, "") in {"", sex}

    def ahead(self, after: int, fits: Callable[[Actor], bool]) -> Actor | None:
        """Return the one actor that fits of those mentioned in the next sentences."""
        here = self._sentence(after)
        at = bisect_left(self._entries, after, key=lambda entry: entry.start)
        found: dict[str, Actor] = {}
        for entry in self._entries[at : at + _MEMORY]:
            if self._sentence(entry.start) - here > _AHEAD:
                break
            actor = self._actors[entry.key]
            if actor is not _STRANGERS and fits(actor):
                found[entry.key] = actor
        return next(iter(found.values())) if len(found) == 1 else None

    def opens(self, span: Span) -> bool:
        """Tell whether words stand in the title or in the first sentence below it."""
        return self._sentence(span.start) <= _OPENING

    def is_title(self, span: Span) -> bool:
        """Tell whether words stand in the first line, where articles are left out."""
        return span.start < self._first

    def owner(self, word: str, span: Span, within: Span) -> Actor | None:
        """Return whom "his" or "its" means by what stands before it in the same content."""
        for entry in self._behind(span.start):
            if entry.start < within.start:
                return None
            actor = self._actors[entry.key]
            known = actor is not _STRANGERS and entry.end <= span.start
            if known and self.agrees(actor, word):
                return actor
        return None

    def passed_by(self, word: str, span: Span, within: Span) -> bool:
        """Tell whether "they" may be people spoken of before it in the same content."""
        if word not in PLURAL - _IT:
            return False
        for entry in self._behind(span.start):
            if entry.start < within.start:
                return False
            if self._actors[entry.key] is _STRANGERS:
                return True
        return False

    def antecedent(
        self,
        word: str,
        span: Span,
        avoided: Set[str],
        *,
        speaks: bool = False,
        since: int | None = None,
    ) -> Actor | None:
        """Return whom a pronoun means, None where nobody in view agrees with it.

        One that `speaks` rather goes on from who spoke, before what is said began: at `since`.
        """
        start = self._saying(span) if speaks else span.start
        start = start if since is None else min(start, since)
        here, paragraph = self._sentence(start), self._paragraph(start)
        inside = self._is_inside(span)
        best: tuple[float, int] | None = None
        found = None
        reach = _REACH if word in _IT else _FAR
        for entry in self._behind(start):
            back = here - self._sentence(entry.start)
            if back > reach:
                break
            actor = self._actors[entry.key]
            agrees = self.agrees(actor, word) or _stands_in(entry, word)
            if entry.key in avoided or entry.end > span.start or not agrees:
                continue
            if speaks and actor is _STRANGERS:
                continue
            if entry.key == self._publisher and word not in _IT:
                continue
            first = self._is_first(entry)
            score = (
                -_BACK * back
                + first
                + entry.speaks
                - _INSIDE * (entry.inside and not inside)
                + _ALONG * (self._paragraph(entry.start) == paragraph)
            )
            if speaks:
                score += _GOES_ON * entry.speaks - (actor.type is ActorType.PLACE)
            score -= 1.5 * (entry.key == self._publisher)
            if word in SINGULAR:
                score -= _NAMELESS * (actor.type is ActorType.UNNAMED)
            if word not in SINGULAR | _IT and actor.type is ActorType.ORGANIZATION:
                score -= _HOUSED
            if word == "its" and back == 0 and found is None:
                score += _NEARER  # "X ..., while Y delivered its biggest increase": the nearer one
            score += _OFTEN * log1p(bisect_left(self._places[entry.key], start))
            if best is None or (score, entry.start) > best:
                best, found = (score, entry.start), actor
        return None if found is _STRANGERS else found

    def _behind(self, place: int) -> Iterator[_Entry]:
        """Yield the mentions before a place, the last first."""
        at = bisect_left(self._entries, place, key=lambda entry: entry.start)
        for number in range(at - 1, max(at - _MEMORY, 0) - 1, -1):
            yield self._entries[number]

    def _saying(self, span: Span) -> int:
        """Return where the quotation begins that "he said" follows, else where "he" stands."""
        before = Span(max(span.start - 4, 0), span.start)
        return min((q.start for q, _ in self._quotes.near(before)), default=span.start)

    def _is_inside(self, span: Span) -> bool:
        at = bisect_left(self._entries, span.start, key=lambda entry: entry.start)
        return self.is_quoted(span) or (at < len(self._entries) and self._entries[at].inside)

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at)

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._paragraphs, at)

    def _is_first(self, entry: _Entry) -> bool:
        """Tell whether nothing but a few words stand before a mention in its sentence.

        Not for "Lee" in "Lee's lawyer".
        """
        if self._text[entry.end : entry.end + 2] in {"'s", "’s"}:
            return False
        return entry.start - self._sentences[self._sentence(entry.start) - 1] < 40


def _stands_in(entry: _Entry, word: str) -> bool:
    """Tell whether "he" can be who spoke for an organisation, "it" the report of a person."""
    return (
        entry.guise is not None
        and word in SINGULAR | _IT
        and (entry.guise == "n" if word in _IT else entry.guise in {"", gender_of_pronoun(word)})
    )


def nucleus(description: str) -> str:
    """Return a description up to its noun: "an official" of "an official in the ministry"."""
    return _TAIL.split(description, maxsplit=1)[0]


def gender_of_pronoun(word: str) -> str:
    """Return "m" or "f" for a pronoun that says it, else ""."""
    return "m" if word in _HE else "f" if word in _SHE else ""
