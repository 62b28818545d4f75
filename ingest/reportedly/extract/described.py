"""Who is meant by a description: "the minister", "the Finnish firm", "the 41-year-old".

A role goes to the person whom the text gave it, a kind of organisation to one of that kind; an age
or a country to whoever is most in view and not known for another.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.extract.house import (
    ANY,
    ANY_HOUSE,
    FIRMS,
    HOUSES,
    MAKERS,
    NO_FIRMS,
    is_called,
    is_house,
)
from reportedly.extract.person import gender_of_noun
from reportedly.extract.reference import EPITHET, INDEFINITE, KNOWN, ONE, noun_in
from reportedly.extract.stage import nucleus
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.article import Span
    from reportedly.extract.cast import Cast
    from reportedly.extract.finding import Speaker
    from reportedly.extract.stage import Stage

_OF_PLACE = re.compile(r"[Tt]he\s+(?P<place>[A-Z]\w{2,})(?:-\w+)?\s+[a-z]+(?:\s[a-z]+)?$")
_BASED = re.compile(r"-based\s")
_STEM = 3  # letters that "Finland" and "Finnish" share


class Descriptions:
    """Resolves the descriptions of one document.

    `others` tells who cannot be meant at a place, since they speak there or are described there;
    `asking` who speaks to whoever stands at a place.
    """

    def __init__(
        self,
        text: str,
        cast: Cast,
        stage: Stage,
        others: Callable[[Span], set[str]],
        asking: Callable[[Span], set[str]],
    ) -> None:
        self._text = text
        self._cast = cast
        self._stage = stage
        self._others = others
        self._asking = asking

    def later(self, noun: str, speaker: Speaker) -> Actor | None:
        """Return who "an Iraqi doctor" of the first sentence is: the one doctor named after it."""
        words = speaker.phrase.of(self._text)
        if not ONE.match(words) or not self._stage.opens(speaker.phrase):
            return None

        def fits(actor: Actor) -> bool:
            if actor.type is ActorType.PERSON:
                return noun in self._cast.roles(actor.key)
            return is_called(actor, noun)

        return self._stage.ahead(speaker.head.end, fits)

    def is_placed(self, phrase: Span) -> bool:
        """Tell whether nothing but a place is named in a phrase: "the Osaka company"."""
        named = [self._cast[key] for key in self._cast.mentioned_in((phrase,))]
        place = _OF_PLACE.match(self._text, *phrase) is not None
        return place and all(actor.type is ActorType.PLACE for actor in named)

    def role(self, noun: str, span: Span) -> Actor | None:
        """Return who is meant by a noun and the phrase around it, if somebody in view can be."""
        phrase = span.of(self._text)
        plural = phrase.casefold().endswith("s") and not noun.endswith("s")

        def fits(actor: Actor) -> bool:
            if actor.type is ActorType.UNNAMED:
                return (f"{noun}s" if plural else noun) in nucleus(actor.name).casefold().split()
            if plural:
                return False
            if actor.type is ActorType.PERSON:
                return noun in self._cast.roles(actor.key)
            return is_called(actor, noun) or noun in self._cast.kinds(actor.key)

        found = None
        if not INDEFINITE.match(phrase):
            near = noun in HOUSES | MAKERS and self._stage.salient(span.start, fits)
            found = near or self._stage.last(span.start, fits)
        if found is None and EPITHET.match(self._text, span.start):
            found = self._epithet(span)
        if found is None and self._stage.opens(span):
            found = self._stage.ahead(span.end, fits)
        if found is None and noun in ANY_HOUSE | MAKERS:
            found = self._placed(noun, span)
        if found is None and not plural:
            found = self._house(noun, span)
        return found

    def _house(self, noun: str, span: Span) -> Actor | None:
        """Return which organisation "the company" is; not just any is "the Danish company"."""
        phrase = span.of(self._text)
        bare = len(phrase.split()) == 1 + bool(KNOWN.match(phrase))
        bare = bare and (phrase[0].isupper() or phrase.casefold() != noun)
        trade = noun in MAKERS or _BASED.search(phrase) is not None  # "the biscuit maker"
        bare = bare or (trade and phrase[:4].casefold() == "the ")
        if noun not in ANY_HOUSE | MAKERS or not bare:
            return None
        asking, can = self._asking(span), self._can_be(noun)
        first = self._stage.salient(span.start, lambda a: a.key not in asking and can(a))
        return first or self._stage.salient(
            span.start, lambda a: a.key not in asking and is_house(a, noun)
        )

    def _placed(self, noun: str, span: Span) -> Actor | None:
        """Return who "the Finnish firm" is: the last that something Finnish stands beside."""
        place = _OF_PLACE.match(self._text, *span)
        if place is None:
            return None
        stem, can = place["place"][:_STEM], self._can_be(noun)
        return self._stage.last(
            span.start, lambda a: can(a) and self._cast.near(a, stem, span.start)
        )

    def _epithet(self, span: Span) -> Actor | None:
        """Return who "the striker" or "the Hungarian" is: most in view, not known for another."""
        at = noun_in(self._text, span) or span
        stem, noun = at.of(self._text)[:_STEM], at.of(self._text).casefold()
        barred = self._others(span)
        if noun[0].isdigit():
            ages = ((actor.key, self._cast.age(actor)) for actor in self._cast.actors)
            barred |= {key for key, age in ages if age and not noun.startswith(age)}
        elif stem[:1].islower():  # a calling
            roles = ((actor.key, self._cast.roles(actor.key)) for actor in self._cast.actors)
            barred |= {key for key, known in roles if known and noun not in known}
        sex = gender_of_noun(noun)

        def fits(actor: Actor) -> bool:
            person = actor.type is ActorType.PERSON and actor.key not in barred
            return person and self._stage.is_sex(actor, sex)

        if stem[:1].isupper() and (
            known := self._stage.salient(
                span.start, lambda a: fits(a) and self._cast.near(a, stem, span.start)
            )
        ):
            return known
        return self._stage.salient(span.start, fits)

    def _can_be(self, noun: str) -> Callable[[Actor], bool]:
        """Return what tells whether an organisation can be "the firm", "the airline"."""

        def fits(actor: Actor) -> bool:
            called = self._cast.kinds(actor.key) - ANY
            if called & NO_FIRMS and noun in FIRMS:
                return False
            return is_house(actor, noun) and (not called or noun in ANY)

        return fits
