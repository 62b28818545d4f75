"""From the words of a source to the actor they stand for.

A name resolves to its actor; a role ("the minister") to the person whom the text gave it; "ISW
analysts", "a Pentagon spokesman" and "the report" to the organisation they come with or came with
before; pronouns as `stage` tells. Whoever is left ("officials", "two people familiar with the
matter") is an unnamed actor of this document with the words as its description: an unnamed source
is never given a name.

Everything is resolved in text order, but "he" in what somebody says is mostly that somebody, who
may only be named behind it and is then resolved first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.extract import anonymity, authorship
from reportedly.extract.cast import Cast
from reportedly.extract.contents import Contents
from reportedly.extract.described import Descriptions
from reportedly.extract.finding import Speaker
from reportedly.extract.grammar import NO_NOUNS, Nouns
from reportedly.extract.hearer import Hearers
from reportedly.extract.house import BODIES, HIS_HOUSE, HOUSES, STUDIES, is_body, is_house
from reportedly.extract.kind import LETTERS
from reportedly.extract.lexicon import SPOKES_NOUNS, WORK_NOUNS
from reportedly.extract.person import ROLE_NOUNS, gender_of_noun, office
from reportedly.extract.reference import (
    BETWEEN,
    INDEFINITE,
    KNOWN,
    OFFICE,
    THIS_PAPER,
    at_first,
    in_title,
    noun_in,
    references,
)
from reportedly.extract.roster import slug
from reportedly.extract.stage import (
    FIRST,
    OWN,
    PLURAL,
    PRONOUNS,
    SINGULAR,
    WE,
    Stage,
    gender_of_pronoun,
)
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.extract.finding import Finding

_NOBODY = {"you", "one", "who", "what"}
# People and texts that speak for whoever they belong to; "officials" and "sources" do not.
_STANDING_FOR = re.compile(
    r"(?:analyst|expert|researcher|author|editor|spokes(?:man|woman|person|people)|spokesmen|"
    r"think-tank|campaign|administration|government|ministry|agency|organi[sz]ation|group|newspaper|"
    r"outlet|company|bank|union)s?$"
)
_SPOKES = re.compile(r"(?:an?\s+)?spokes(?:man|woman|person)", re.IGNORECASE)
_HEADS = frozenset(
    """boss captain ceo chair chairman chairwoman coach commander director editor executive founder
    governor leader manager mayor owner president secretary skipper spokesman spokesperson
    spokeswoman""".split()
)


class Voice(NamedTuple):
    """Who speaks: an actor's key, and the cited work's where the source is a text."""

    actor: str
    work: str | None


class Speakers:
    """Resolves the speakers of one document and everybody whom it mentions again."""

    def __init__(
        self,
        text: str,
        named: Sequence[Actor],
        found: Sequence[Finding],
        nouns: Nouns = NO_NOUNS,
        publisher: str = "",
    ) -> None:
        self._text = text
        self.cast = Cast(text, named)
        self._mentions = self.cast.mentions
        self._contents = Contents(text, found)
        self._found = found
        self._voices: dict[Speaker, Voice | None] = {}
        self._sources: dict[Speaker, Sequence[Span]] = {}
        self._said_from: dict[Speaker, int] = {}
        self._publisher = publisher
        self._stage = Stage(text, publisher)
        self.hearers = Hearers(text, self._mentions, self._stage)
        for span, actor in self._mentions:
            self._stage.enter(actor, span, inside=self._contents.covers(span))
        heads = SpanIndex(speaker.head for finding in found for speaker in finding.speakers)
        self._beside = SpanIndex(nouns.beside)
        strangers = (s for s in nouns.plural if not heads.near(s) and not self._is_named(s))
        self._stage.pass_by(strangers, self._contents.covers)
        self._descriptions = Descriptions(text, self.cast, self._stage, self._others, self._asking)
        self._walk()

    def cited(self, speaker: Speaker) -> Voice | None:
        """Return whom "citing ..." names, or None where that is a thing: "citing weak demand"."""
        last = speaker.head.of(self._text).casefold()
        kinds = {last, last.removesuffix("s")}
        known = self._is_named(speaker.head) or kinds & (SPOKES_NOUNS | WORK_NOUNS | ROLE_NOUNS)
        return self.voice(speaker) if known else None

    def voice(self, speaker: Speaker) -> Voice | None:
        """Return who `speaker` is, or None for a voice that cannot be anyone else's."""
        return self._voices.get(speaker)

    # ------------------------------------------------------------------------------ in order

    def _walk(self) -> None:
        """Resolve speakers, pronouns and roles in text order."""
        for finding in self._found:
            for speaker in finding.speakers:
                self._sources.setdefault(speaker, finding.source)
                if finding.start < speaker.head.start:
                    self._said_from[speaker] = finding.start
            for speaker in finding.cited:
                self._sources.setdefault(speaker, (speaker.phrase,))
        speakers: dict[Span, list[Speaker]] = {}
        for speaker in self._sources:
            speakers.setdefault(speaker.head, []).append(speaker)
        pronouns = [Span(*m.span()) for m in PRONOUNS.finditer(self._text)]
        for actor in self.cast.actors:
            self._stage.know(actor.key, self.cast.sex(actor.key))
        self._stage.learn(pronouns)
        taken = SpanIndex(speaker.head for speaker in self._sources)
        others = {span for span in pronouns if span not in speakers}
        phrases = {p for p in references(self._text) if not self._is_beside(p)}
        phrases |= {*in_title(self._text), *at_first(self._text)}
        others |= {p for p in phrases if not taken.near(p) and self._is_free(p)}
        for span in sorted({*speakers, *others}):
            for speaker in speakers.get(span, ()):
                self._speak(speaker)
            if span not in speakers:
                self._refer(span)

    def _speak(self, speaker: Speaker) -> None:
        """Resolve a speaker, once; one who is named behind what they say may be asked for early."""
        if speaker in self._voices:
            return
        self._voices[speaker] = None  # so that nobody is asked for who they are while it is asked
        voice = self._voices[speaker] = self._resolve(speaker, self._sources[speaker])
        if voice is None:
            return
        inside = self._contents.covers(speaker.head)
        actor, word = self.cast[voice.actor], speaker.head.of(self._text).casefold()
        spoken_for = actor.type is not ActorType.PERSON and not actor.scoped
        guise = gender_of_noun(word) if spoken_for and word in ROLE_NOUNS else None
        if word.removesuffix("s") in WORK_NOUNS:
            guise = "n"
        self._stage.enter(actor, speaker.head, inside=inside, speaks=True, guise=guise)
        if voice.work is None and self._is_free(self._core(speaker)):
            phrase = anonymity.description(self._text, speaker.phrase)
            self.cast.note(voice.actor, phrase)

    def _refer(self, span: Span) -> None:
        word = span.of(self._text).casefold()
        if word == "it" and self._stage.is_expletive(span):
            return
        if word in SINGULAR | PLURAL | FIRST:
            actor = self._pronoun(word, span)
        elif THIS_PAPER.match(self._text, span.start):
            actor = self.cast.get(self._publisher)
        elif (own := HIS_HOUSE.match(self._text, span.start)) is not None:
            owner = self._pronoun(own["whose"].casefold(), Span(*own.span("whose")))
            actor = self.cast.house(owner.key) if owner is not None else None
        else:
            noun = noun_in(self._text, span)
            actor = self._mentioned_role(span, noun) if noun is not None else None
        if actor is not None:
            self._stage.enter(actor, span, inside=self._contents.covers(span))
            self.cast.note(actor.key, span)

    def _mentioned_role(self, span: Span, at: Span) -> Actor | None:
        """Return who "the minister" is, or "the government", known from now on."""
        noun = office(self._text, at.of(self._text).casefold(), at.start)
        if (actor := self._descriptions.role(noun, span)) is not None or noun not in BODIES:
            return actor
        return self._unnamed(Speaker(span, span), ActorType.ORGANIZATION)

    def _is_named(self, span: Span) -> bool:
        return self._mentions.at(span) is not None

    def _is_free(self, phrase: Span) -> bool:
        """Tell whether no name stands in a phrase but a place's: "the Boston-based company"."""
        return not self._is_named(phrase) or self._descriptions.is_placed(phrase)

    def _is_beside(self, phrase: Span) -> bool:
        """Tell whether another noun follows that is meant: "the police" of "the police station"."""
        return bool(self._beside.near(Span(phrase.end - 1, phrase.end)))

    # ---------------------------------------------------------------------------- resolution

    def _resolve(self, speaker: Speaker, source: Sequence[Span]) -> Voice | None:
        head = speaker.head.of(self._text).casefold()
        alone = speaker.phrase == speaker.head
        if alone and head in _NOBODY:
            return None
        if alone and head in SINGULAR | PLURAL | FIRST:
            since = self._said_from.get(speaker)
            actor = self._pronoun(head, speaker.head, speaks=True, since=since)
            return Voice(actor.key, None) if actor is not None else None
        named = (
            self._mentions.at(self._without_letters(speaker.head))
            or self.cast.spelt(speaker.head.of(self._text))
            or self._apposed(speaker, source)
            or self.cast.beside(speaker.phrase)
        )
        if named is not None:
            return Voice(named.key, None)
        return self._description(head, speaker)

    def _without_letters(self, head: Span) -> Span:
        """Return the word before the letters behind a name: "Lee" for the "KC" of "Ann Lee KC"."""
        letters = LETTERS.fullmatch(self._text, head.start - 1, head.end) is not None
        return Span(head.start - 2, head.start - 1) if letters else head

    def _description(self, head: str, speaker: Speaker) -> Voice:
        """Return who a source without a name is: somebody known, their house, or an unnamed one."""
        one = head if head.endswith("ss") or head in HOUSES else head.removesuffix("s")
        noun = office(self._text, one, speaker.head.start)
        stands = _STANDING_FOR.search(head) is not None
        house = noun in HOUSES and not INDEFINITE.match(speaker.phrase.of(self._text))
        if noun in WORK_NOUNS or head in WORK_NOUNS:
            stands = True
            work = authorship.work(self._text, self.cast, noun, speaker)
            if work is not None and work.publisher:
                return Voice(work.publisher, work.key)
            author = authorship.author(self._text, self.cast, self._stage, noun, speaker)
            if author is not None:
                return Voice(author.key, None)
        elif known := self._known(noun, speaker) or self._descriptions.later(noun, speaker):
            return Voice(known.key, None)
        if house:
            return Voice(self._unnamed(speaker, ActorType.ORGANIZATION).key, None)
        owner = self._owner(speaker) if stands else None
        return Voice((owner or self._unnamed(speaker)).key, None)

    def _known(self, noun: str, speaker: Speaker) -> Actor | None:
        """Return who "the minister", "the officials", "the bank" is, if somebody was it before."""
        phrase = self._core(speaker)
        words = phrase.of(self._text)
        bare = len(words.split()) == 1 or self._stage.is_title(phrase)
        if not bare and not KNOWN.match(words):
            return None
        if (holder := self.cast.holder(noun)) is not None and OFFICE.fullmatch(words):
            return holder
        if self.cast.mentioned_in((phrase,)) and not self._descriptions.is_placed(phrase):
            return self.cast.get(f"unnamed-{slug(words)}")
        return self._descriptions.role(noun, Span(speaker.phrase.start, speaker.head.end))

    def _core(self, speaker: Speaker) -> Span:
        """Return a source without what a comma adds: "the company, which makes kitchens"."""
        comma = self._text.find(",", speaker.head.end, speaker.phrase.end)
        return Span(speaker.phrase.start, comma) if comma > 0 else speaker.phrase

    def _apposed(self, speaker: Speaker, source: Sequence[Span]) -> Actor | None:
        """Return the person right behind a role: "its director, Ann Lee, said"."""
        for span, actor in self._mentions.behind(speaker.head.end):
            if span.start > speaker.head.end + 90 or not any(s.covers(span) for s in source):
                return None
            between = self._text[speaker.head.end : span.start]
            fits = actor.type is ActorType.PERSON or (
                actor.type is ActorType.ORGANIZATION
                and speaker.head.of(self._text).casefold() in HOUSES
            )
            if fits and BETWEEN.fullmatch(between):
                return actor
        return None

    def _pronoun(
        self, word: str, span: Span, *, speaks: bool = False, since: int | None = None
    ) -> Actor | None:
        holders = self._contents.holders(span)
        speaking = [actor for n in holders if (actor := self._speaker_of(n)) is not None]
        quoted = self._stage.is_quoted(span)
        if word in FIRST:
            return self._first_person(word, span, speaking[0]) if quoted and speaking else None
        if holders and not quoted:
            meant, settled = self._told_of(word, span, speaking)
            if settled:
                return meant
        avoided = {actor.key for actor in speaking} if quoted else set()
        avoided |= self._described_by(span) | self._asking(span)
        found = self._stage.antecedent(word, span, avoided, speaks=speaks, since=since)
        if found is None and since is not None:
            found = self._stage.antecedent(word, span, avoided, speaks=speaks)
        if found is not None and found.type is ActorType.PERSON:
            self._stage.know(found.key, gender_of_pronoun(word))
        return found

    def _first_person(self, word: str, span: Span, speaking: Actor) -> Actor | None:
        """Return who "I" is, or "we": the organisation that somebody speaks for."""
        if word not in WE:
            return speaking
        if speaking.type is ActorType.UNNAMED and speaking.side is not None:
            return self.cast[speaking.side]
        return self._house(speaking, span) if speaking.type is ActorType.PERSON else speaking

    def _told_of(
        self, word: str, span: Span, speaking: Sequence[Actor]
    ) -> tuple[Actor | None, bool]:
        """Return whom a pronoun means in reported words, and if that settles it: "Lee said he"."""
        content = self._contents.smallest(span)
        owner = self._stage.owner(word, span, content) if word in OWN else None
        if owner is not None:
            return owner, True
        asking = self._asking(span)
        for actor in speaking:
            if actor.key in asking:
                continue
            body = actor.type is ActorType.ORGANIZATION
            if body and self._stage.passed_by(word, span, content):
                return None, True
            if self._stage.agrees(actor, word):
                self._stage.know(actor.key, gender_of_pronoun(word))
                return actor, True
        return None, False

    def _others(self, span: Span) -> set[str]:
        """Return who cannot be meant where they speak themselves, or are being described."""
        return self._keys(self._contents.holders(span)) | self._described_by(span)

    def _asking(self, span: Span) -> set[str]:
        return self._keys(self._contents.asking(span))

    def _described_by(self, span: Span) -> set[str]:
        voices = (self._voices.get(speaker) for speaker in self._contents.describing(span))
        return {voice.actor for voice in voices if voice is not None}

    def _keys(self, numbers: Iterable[int]) -> set[str]:
        """Return the keys of those who speak in attributions."""
        actors = (self._speaker_of(number) for number in numbers)
        return {actor.key for actor in actors if actor is not None}

    def _house(self, person: Actor, span: Span) -> Actor | None:
        """Return whom somebody speaks for who says "we"."""
        if (house := self.cast.house(person.key)) is not None:
            return house
        if not self.cast.roles(person.key) & _HEADS:
            return None
        return self._stage.salient(span.start, lambda actor: is_house(actor, "organisation"))

    def _speaker_of(self, number: int) -> Actor | None:
        for speaker in self._found[number].speakers:
            if speaker in self._sources:
                self._speak(speaker)
            if (voice := self._voices.get(speaker)) is not None:
                return self.cast[voice.actor]
        return None

    def _owner(self, speaker: Speaker) -> Actor | None:
        """Return the organisation in the phrase, or for "the report" the one that last spoke.

        "Analysts" alone are those of a think tank, if one spoke.
        """
        if (side := self.cast.side(speaker.phrase)) is not None:
            return self.cast[side]
        words, at = speaker.phrase.of(self._text), speaker.head.start
        if _SPOKES.fullmatch(words):  # whoever was last heard, or else spoken of
            return self._stage.last(at, is_body, near=True, speaking=True) or self._stage.last(
                at, is_body, near=True
            )
        if INDEFINITE.match(words) or len(words.split()) > 2:
            return None
        bare = KNOWN.match(words) is None

        def fits(actor: Actor) -> bool:
            studies = STUDIES.search(actor.name) is not None
            return actor.type is ActorType.ORGANIZATION and (studies or not bare)

        if bare and speaker.head.of(self._text).casefold().removesuffix("s") in WORK_NOUNS:
            return None
        return self._stage.last(at, fits, speaking=True)

    def _unnamed(self, speaker: Speaker, kind: ActorType = ActorType.UNNAMED) -> Actor:
        actor = self.cast.unnamed(speaker.phrase, kind)
        self._stage.know(actor.key, gender_of_noun(speaker.head.of(self._text).casefold()))
        return actor
