"""Who and what a document knows of: its actors with their mentions, roles and houses, its works.

The named actors are there from the start. Unnamed ones ("officials", "two people familiar with the
matter") join as they speak; each belongs to this document and has its words for a description.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.extract import anonymity, outlet
from reportedly.extract.apposition import aside, kinds
from reportedly.extract.house import house_of
from reportedly.extract.mention import Mentions
from reportedly.extract.person import OFFICES, gender_of_noun, roles, wider
from reportedly.extract.roster import folded, slug
from reportedly.extract.work import works
from reportedly.statement import Actor, ActorType, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.article import Span


_AGE = re.compile(r",\s+(?:aged\s+)?(\d\d)(?=,|\s+and\b|\.)")

_NEAR = 60  # characters around a name


class Cast:
    """The actors and works of one document, told apart by their keys."""

    def __init__(self, text: str, named: Sequence[Actor]) -> None:
        self._text = text
        self._actors = {actor.key: actor for actor in named}
        self._by_name = _by_name(named)
        self._roles: dict[str, set[str]] = {}
        self._sexes: dict[str, str] = {}
        self._beside: dict[int, str] = {}
        self._again: dict[str, set[Span]] = {}
        self._houses: dict[str, Actor] = {}
        self._kinds: dict[str, set[str]] = {}
        self.mentions = Mentions(named)
        self._works = works(text, self.mentions)
        for span, actor in self.mentions:
            if actor.type is ActorType.PERSON:
                self._introduce(actor, span)
            else:
                self._classify(actor, span)

    def _introduce(self, actor: Actor, span: Span) -> None:
        """Note the roles that stand beside a person's name, and whom they speak for."""
        for role in roles(self._text, span):
            self._roles.setdefault(actor.key, set()).update({role.noun}, wider(role.noun))
            self._sexes[actor.key] = self._sexes.get(actor.key) or gender_of_noun(role.noun)
            if role.phrase is not None:
                self.note(actor.key, role.phrase)
                self._beside[role.phrase.start] = actor.key
        if (phrase := aside(self._text, span)) is not None:
            self.note(actor.key, phrase)
        if (house := house_of(self._text, self.mentions, span)) is not None:
            self._houses.setdefault(actor.key, house)

    def _classify(self, actor: Actor, span: Span) -> None:
        """Note what an organisation is called beside its name: "Corbin Hale, an energy company"."""
        for kind in kinds(self._text, span) if actor.type is ActorType.ORGANIZATION else ():
            self._kinds.setdefault(actor.key, set()).add(kind.noun)
            if kind.phrase is not None:
                self.note(actor.key, kind.phrase)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Every actor, named ones first, then unnamed ones as they came up."""
        return tuple(
            replace(actor, mentions=tuple(sorted({*actor.mentions, *again})))
            if (again := self._again.get(key))
            else actor
            for key, actor in self._actors.items()
        )

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that the document cites."""
        return tuple(self._works)

    def __getitem__(self, key: str) -> Actor:
        return self._actors[key]

    def get(self, key: str) -> Actor | None:
        """Return the actor with a key, if it came up."""
        return self._actors.get(key)

    def spelt(self, name: str) -> Actor | None:
        """Return the actor of that name, or the one person of that surname."""
        return self._by_name.get(folded(name))

    def roles(self, key: str) -> set[str]:
        """Return the nouns that stand beside a person's name."""
        return self._roles.get(key, set())

    def beside(self, phrase: Span) -> Actor | None:
        """Return the person whose role stands where a phrase begins: "its chairman, Ann Lee"."""
        key = self._beside.get(phrase.start)
        return self._actors[key] if key is not None else None

    def sex(self, key: str) -> str:
        """Return "m" or "f" for a person whose roles say it, else ""."""
        return self._sexes.get(key, "")

    def age(self, person: Actor) -> str:
        """Return how old somebody is said to be beside their name, "" where nothing says it."""
        found = (_AGE.match(self._text, span.end) for span in person.mentions)
        return next((age[1] for age in found if age is not None), "")

    def kinds(self, key: str) -> set[str]:
        """Return the nouns that stand beside an organisation's name."""
        return self._kinds.get(key, set())

    def holder(self, noun: str) -> Actor | None:
        """Return the one person of the document who holds an office, named before or after."""
        keys = [key for key, nouns in self._roles.items() if noun in nouns]
        return self._actors[keys[0]] if noun in OFFICES and len(keys) == 1 else None

    def house(self, key: str) -> Actor | None:
        """Return the organisation that a person was said to speak for."""
        return self._houses.get(key)

    def work_of(self, actor: str) -> str | None:
        """Return the one work of `actor` that the document cites, if it is one."""
        own = [work.key for work in self._works if work.publisher == actor]
        return own[0] if len(own) == 1 else None

    def mentioned_in(self, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the named actors mentioned in the spans, in order, each once."""
        found = (actor.key for span in spans for _, actor in self.mentions.within(span))
        return tuple(dict.fromkeys(found))

    def near(self, actor: Actor, stem: str, before: int) -> bool:
        """Tell whether a word that begins so stands near a name: "Nordavik, of Finland"."""
        around = (
            self._text[max(span.start - _NEAR, 0) : span.start].rsplit(". ", 1)[-1]
            + self._text[span.start : min(span.end + _NEAR, before)].split(". ", 1)[0]
            for span in actor.mentions
            if span.end <= before
        )
        return any(re.search(rf"\b{re.escape(stem)}", words) for words in around)

    def side(self, phrase: Span) -> str | None:
        """Return whom an unnamed source belongs to: the Kremlin of "Kremlin officials"."""
        for span, actor in self.mentions.within(phrase):
            shown = outlet.hears(self._text, phrase, span)
            if actor.type is not ActorType.PERSON and not shown:
                return actor.key
        return None

    def note(self, key: str, span: Span) -> None:
        """Note that words which are no name mean an actor."""
        self._again.setdefault(key, set()).add(span)

    def unnamed(self, source: Span, kind: ActorType = ActorType.UNNAMED) -> Actor:
        """Return the unnamed actor whom the words of a source describe, the same for the same."""
        phrase = anonymity.description(self._text, source)
        words = " ".join(phrase.of(self._text).split())
        key = f"unnamed-{slug(words)}"
        former = self._actors.get(key)
        actor = Actor(
            key,
            words,
            kind,
            tuple(sorted({*(former.mentions if former is not None else ()), phrase})),
            scoped=True,
        )
        if kind is ActorType.UNNAMED:
            known = former.reason if former is not None else None
            actor = replace(
                actor,
                count=anonymity.count(words),
                side=self.side(source),
                reason=known or anonymity.reason(self._text, source),
            )
        self._actors[key] = actor
        return actor


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
