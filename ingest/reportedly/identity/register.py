"""A starter register of parties that news names often: countries, capitals, bodies, outlets.

It is a file of facts beside this module and is looked up without a network. A name is found when it
equals one of the names there once both are folded (`name.body_words`), never by likeness; names
that several parties bear, such as Georgia, are not in it. Acronyms must be written as acronyms:
"WHO" is the World Health Organization and "The Who" is not. No persons are in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from reportedly.identity.name import body_words
from reportedly.statement import ActorType

FILE: Final = Path(__file__).with_name("register.tsv")
WIKIDATA: Final = "http://www.wikidata.org/entity/"
_PLACES = frozenset({"country", "state", "capital"})
_ACRONYM = 5  # letters at most


@dataclass(frozen=True, slots=True)
class Known:
    """A party in the register; `wikidata` is its item's number, empty where none is certain."""

    kind: str
    name: str
    wikidata: str
    aliases: tuple[str, ...]

    @property
    def type(self) -> ActorType:
        """What it is as an actor."""
        return ActorType.PLACE if self.kind in _PLACES else ActorType.ORGANIZATION

    @property
    def item(self) -> str:
        """The IRI of its Wikidata item, empty where none is certain."""
        return WIKIDATA + self.wikidata if self.wikidata else ""


def known(name: str, type: ActorType) -> Known | None:  # noqa: A002 as Actor has it
    """Return the party that an actor of this name and type is; None for persons and strangers."""
    if type in {ActorType.PERSON, ActorType.UNNAMED}:
        return None
    found = _index().get(" ".join(body_words(name)))
    if found is None:
        return None
    alias, party = found
    return None if _is_acronym(alias) and not _is_acronym(name) else party


def parties() -> tuple[Known, ...]:
    """Return the whole register."""
    return tuple(_read())


@cache
def _index() -> dict[str, tuple[str, Known]]:
    """Return each folded name with the name as it is written and the party that bears it."""
    return {
        " ".join(body_words(alias)): (alias, party)
        for party in _read()
        for alias in (party.name, *party.aliases)
    }


@cache
def _read() -> tuple[Known, ...]:
    rows = FILE.read_text(encoding="utf-8").splitlines()
    return tuple(_party(row) for row in rows if row and not row.startswith("#"))


def _party(row: str) -> Known:
    kind, name, wikidata, aliases = row.split("\t")
    return Known(kind, name, wikidata, tuple(filter(None, aliases.split("|"))))


def _is_acronym(name: str) -> bool:
    letters = [c for c in name.removeprefix("the ").removeprefix("The ") if c.isalpha()]
    return len(letters) <= _ACRONYM and all(c.isupper() for c in letters)
