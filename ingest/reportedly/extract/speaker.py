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
from reportedly.extract.finding import Speaker
from reportedly.extract.grammar import NO_NOUNS, Nouns
from reportedly.extract.hearer import Hearers
from reportedly.extract.house import (
    ANY,
    ANY_HOUSE,
    FIRMS,
    NO_FIRMS,
    BODIES,
    HIS_HOUSE,
    HOUSES,
    MAKERS,
    STUDIES,
    is_body,
    is_called,
    is_house,
)
from reportedly.extract.kind import LETTERS
from reportedly.extract.lexicon import SPOKES_NOUNS, WORK_NOUNS
from reportedly.extract.person import ROLE_NOUNS, gender_of_noun, office
from reportedly.extract.reference import (
    BETWEEN,
    EPITHET,
    INDEFINITE,
    KNOWN,
    OFFICE,
    ONE,
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
    nucleus,
)
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.extract.finding import Finding

_NOBODY = {"you", "one", "who", "what"}
# People and texts that speak for whoever they belong to; "officials" and "sources" do not.
_STANDING_FOR = re.compile(
    r"(?:analyst|expert|researcher|author|editor|spokes(?:man|woman|person|people)|spokesmen|"
    r"think-tank|campaign|administration|government|ministry|agency|organi[sz]ation|group|newspaper|"
    r"outlet|company|bank|union)s?$"
)
_BASED = re.compile(r"-based\s")
_OF_PLACE = re.compile(r"[Tt]he\s+(?P<place>[A-Z]\w{2,})(?:-\w+)?\s+[a-z]+(?:\s[a-z]+)?$")
_WHETHER = re.compile(r"\W*(?:whether|if|how|why|what|when|where|who)\b", re.IGNORECASE)
_ASKING = frozenset({"ask", "wonder", "query"})
_ASIDE = re.compile(r",|\b(?:who|whom|that|which|because)\b")
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
        self._contents = SpanIndex(span for finding in found for span in finding.content)
        self._holders = [n for n, finding in enumerate(found) for _ in finding.content]
        self._cues = SpanIndex(span for finding in found for span in finding.cue)
        self._cued = [n for n, finding in enumerate(found) for _ in finding.cue]
        self._found = found
        self._voices: dict[Speaker, Voice | None] = {}
        self._sources: dict[Speaker, Sequence[Span]] = {}
        self._said_from: dict[Speaker, int] = {}
        self._described: list[Speaker] = []
        self._phrases = SpanIndex(())
        self._publisher = publisher
        self._stage = Stage(text, publisher)
        self.hearers = Hearers(text, self._mentions, self._stage)
        for span, actor in self._mentions:
            self._stage.enter(actor, span, inside=self._contents.covers(span))
        heads = SpanIndex(speaker.head for finding in found for speaker in finding.speakers)
        self._beside = SpanIndex(nouns.beside)
        strangers = (s for s in nouns.plural if not heads.near(s) and not self._is_named(s))
        self._stage.pass_by(strangers, self._contents.covers)
        self._walk()

    def cited(self, speaker: Speaker) -> Voice | None:
        """Return whom "citing ..." names, or None where that is a thing: "citing weak demand"."""
        last = speaker.head.of(self._text).casefold()
        kinds = {last, last.removesuffix("s")}
        known = self.cast.mentioned_in((speaker.phrase,)) or kinds & (
            SPOKES_NOUNS | WORK_NOUNS | ROLE_NOUNS
        )
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
        self._described = [s for s in self._sources if s.phrase != s.head]
        self._phrases = SpanIndex(speaker.phrase for speaker in self._described)
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
        if (actor := self._role(noun, span)) is not None or noun not in BODIES:
            return actor
        return self._unnamed(Speaker(span, span), ActorType.ORGANIZATION)

    def _is_named(self, span: Span) -> bool:
        return self._mentions.at(span) is not None

    def _is_free(self, phrase: Span) -> bool:
        """Tell whether no name stands in a phrase but a place's: "the Boston-based company"."""
        return not self._is_named(phrase) or self._is_placed(phrase)

    def _is_placed(self, phrase: Span) -> bool:
        """Tell whether nothing but a place is named in a phrase: "the Osaka company"."""
        named = [self.cast[key] for key in self.cast.mentioned_in((phrase,))]
        place = _OF_PLACE.match(self._text, *phrase) is not None
        return place and all(actor.type is ActorType.PLACE for actor in named)

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
            if (author := self._author(noun, speaker)) is not None:
                return Voice(author.key, None)
        elif (known := self._known(noun, speaker) or self._named_later(noun, speaker)) is not None:
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
        if self.cast.mentioned_in((phrase,)) and not self._is_placed(phrase):
            return self.cast.get(f"unnamed-{slug(words)}")
        return self._role(noun, Span(speaker.phrase.start, speaker.head.end))

    def _named_later(self, noun: str, speaker: Speaker) -> Actor | None:
        """Return who "an Iraqi doctor" of the first sentence is: the one doctor named after it."""
        words = speaker.phrase.of(self._text)
        if not ONE.match(words) or not self._stage.opens(speaker.phrase):
            return None

        def fits(actor: Actor) -> bool:
            if actor.type is ActorType.PERSON:
                return noun in self.cast.roles(actor.key)
            return is_called(actor, noun)

        return self._stage.ahead(speaker.head.end, fits)

    def _core(self, speaker: Speaker) -> Span:
        """Return a source without what a comma adds: "the company, which makes kitchens"."""
        comma = self._text.find(",", speaker.head.end, speaker.phrase.end)
        return Span(speaker.phrase.start, comma) if comma > 0 else speaker.phrase

    def _role(self, noun: str, span: Span) -> Actor | None:
        phrase = span.of(self._text)
        plural = phrase.casefold().endswith("s") and not noun.endswith("s")

        def fits(actor: Actor) -> bool:
            if actor.type is ActorType.UNNAMED:
                return (f"{noun}s" if plural else noun) in nucleus(actor.name).casefold().split()
            if plural:
                return False
            if actor.type is ActorType.PERSON:
                return noun in self.cast.roles(actor.key)
            return is_called(actor, noun) or noun in self.cast.kinds(actor.key)

        found = None
        if not INDEFINITE.match(phrase):
            found = self._stage.last(span.start, fits)
        if found is None and EPITHET.match(self._text, span.start):
            found = self._epithet(noun, span)
        if found is None and self._stage.opens(span):
            found = self._stage.ahead(span.end, fits)
        if found is None and noun in ANY_HOUSE | MAKERS:
            found = self._placed(noun, span)
        # "The company" is whichever was last spoken of, "the Danish company" not just any.
        bare = len(phrase.split()) == 1 + bool(KNOWN.match(phrase))
        bare = bare and (phrase[0].isupper() or phrase.casefold() != noun)
        trade = noun in MAKERS or _BASED.search(phrase) is not None  # "the biscuit maker"
        bare = bare or (trade and phrase[:4].casefold() == "the ")
        if found is None and noun in ANY_HOUSE | MAKERS and bare and not plural:
            saying = self._asking(span)
            for can in (self._can_be(noun), lambda actor: is_house(actor, noun)):
                found = found or self._stage.salient(
                    span.start, lambda a, can=can: a.key not in saying and can(a)
                )
        return found

    def _placed(self, noun: str, span: Span) -> Actor | None:
        """Return who "the Finnish firm" is: the last that something Finnish stands beside."""
        place = _OF_PLACE.match(self._text, *span)
        if place is None:
            return None
        stem, can = place["place"][:4], self._can_be(noun)
        return self._stage.last(span.start, lambda a: can(a) and self.cast.near(a, stem, span.start))

    def _epithet(self, noun: str, span: Span) -> Actor | None:
        """Return who "the striker" or "the Hungarian" is: most in view, and not known for another."""
        holders = [self._holders[n] for s, n in self._contents.near(span) if s.covers(span)]
        barred = {actor.key for n in holders if (actor := self._speaker_of(n)) is not None}
        barred |= self._described_by(span)
        if noun[0].isdigit():
            ages = ((actor.key, self.cast.age(actor)) for actor in self.cast.actors)
            barred |= {key for key, age in ages if age and not noun.startswith(age)}
        elif noun == self._text[span.end - len(noun) : span.end]:  # a calling
            roles = ((actor.key, self.cast.roles(actor.key)) for actor in self.cast.actors)
            barred |= {key for key, known in roles if known and noun not in known}
        sex = gender_of_noun(noun)

        def fits(actor: Actor) -> bool:
            person = actor.type is ActorType.PERSON and actor.key not in barred
            return person and self._stage.is_sex(actor, sex)

        at = noun_in(self._text, span)
        stem = at.of(self._text)[:4] if at is not None else ""
        if stem[:1].isupper() and (
            known := self._stage.salient(
                span.start, lambda a: fits(a) and self.cast.near(a, stem, span.start)
            )
        ):
            return known
        return self._stage.salient(span.start, fits)

    def _can_be(self, noun: str) -> Callable[[Actor], bool]:
        """Return what tells whether an organisation can be "the firm", "the airline"."""

        def fits(actor: Actor) -> bool:
            called = self.cast.kinds(actor.key) - ANY
            if called & NO_FIRMS and noun in FIRMS:
                return False
            return is_house(actor, noun) and (not called or noun in ANY)

        return fits

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
        holders = [self._holders[n] for s, n in self._contents.near(span) if s.covers(span)]
        within = [self._speaker_of(n) for n in sorted(holders, key=lambda n: self._found[n].size)]
        quoted = self._stage.is_quoted(span)
        speaking = [actor for actor in within if actor is not None]
        if word in FIRST:
            one = speaking[0] if quoted and speaking else None
            if word not in WE or one is None:
                return one
            if one.type is ActorType.UNNAMED and one.side is not None:
                return self.cast[one.side]
            return self._house(one, span) if one.type is ActorType.PERSON else one
        own = word in OWN and not quoted and holders
        if own and (owner := self._stage.owner(word, span, self._content(span))) is not None:
            return owner
        asking = self._asking(span)
        for actor in speaking if not quoted else ():
            if actor.key in asking:
                continue
            body = actor.type is ActorType.ORGANIZATION
            if body and holders and self._stage.passed_by(word, span, self._content(span)):
                return None
            if self._stage.agrees(actor, word):
                self._stage.know(actor.key, gender_of_pronoun(word))
                return actor
        avoided = {actor.key for actor in speaking} if quoted else set()
        avoided |= self._described_by(span) | self._asking(span)
        found = self._stage.antecedent(word, span, avoided, speaks=speaks, since=since)
        if found is None and since is not None:
            found = self._stage.antecedent(word, span, avoided, speaks=speaks)
        if found is not None and found.type is ActorType.PERSON:
            self._stage.know(found.key, gender_of_pronoun(word))
        return found

    def _asking(self, span: Span) -> set[str]:
        """Return who says something to whom words mean, or asks about them: "Lee told him".

        "She asked whether he", "Lee accused the company": somebody else is meant.
        """
        just = Span(max(span.start - 2, 0), span.start)
        asked = {
            self._holders[n]
            for content, n in self._contents.near(span)
            if content.covers(span)
            and self._found[self._holders[n]].lemma in _ASKING
            and _WHETHER.match(self._text, content.start) is not None
        }
        told = {self._cued[n] for cue, n in self._cues.near(just) if _beside(self._text, cue, span)}
        told = {n for n in told if not any(s.covers(span) for s in self._found[n].content)}
        return {actor.key for n in asked | told if (actor := self._speaker_of(n)) is not None}

    def _described_by(self, span: Span) -> set[str]:
        """Return whom words help to describe, who are somebody else: "two people close to her"."""
        out = set()
        for phrase, number in self._phrases.near(span):
            speaker = self._described[number]
            voice = self._voices.get(speaker)
            if voice is None or not phrase.covers(span) or span.start < speaker.head.end:
                continue
            if _ASIDE.search(self._text, speaker.head.end, span.start) is None:
                out.add(voice.actor)
        return out

    def _content(self, span: Span) -> Span:
        """Return the smallest content that holds words."""
        return min((s for s, _ in self._contents.near(span) if s.covers(span)), key=_size)

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

    def _author(self, noun: str, speaker: Speaker) -> Actor | None:
        return authorship.author(self._text, self.cast, self._stage, noun, speaker)

    def _unnamed(self, speaker: Speaker, kind: ActorType = ActorType.UNNAMED) -> Actor:
        actor = self.cast.unnamed(speaker.phrase, kind)
        self._stage.know(actor.key, gender_of_noun(speaker.head.of(self._text).casefold()))
        return actor


def _beside(text: str, cue: Span, span: Span) -> bool:
    """Tell whether words stand right behind a cue: "told him"."""
    return 0 <= span.start - cue.end < 2 and not text[cue.end : span.start].strip()


def _size(span: Span) -> int:
    return span.end - span.start
