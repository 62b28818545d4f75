"""The triples of one article's graph, to be looked up and changed; terms are N-Triples strings."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}

Triple = tuple[str, str, str]


class Sheet:
    """A set of triples with what is said of a node, and what points at it, at hand."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._of: dict[str, set[Triple]] = defaultdict(set)
        self._at: dict[str, set[Triple]] = defaultdict(set)
        for line in lines:
            subject, predicate, thing = line[:-2].split(" ", 2)
            self.add(subject, predicate[1:-1], thing)

    def lines(self) -> tuple[str, ...]:
        """Return the triples as sorted N-Triples lines."""
        every = (triple for triples in self._of.values() for triple in triples)
        return tuple(sorted(f"{s} <{p}> {o} ." for s, p, o in every))

    def has(self, subject: str) -> bool:
        """Tell whether anything is said of a node."""
        return bool(self._of.get(subject))

    def all(self, subject: str, predicate: str) -> list[str]:
        """Return what a node has, sorted."""
        return sorted(o for _, p, o in self._of.get(subject, ()) if p == predicate)

    def one(self, subject: str, predicate: str) -> str:
        """Return the first of what a node has, empty where it has none."""
        return next(iter(self.all(subject, predicate)), "")

    def pointing(self, predicate: str, thing: str) -> list[str]:
        """Return the nodes that have `thing`, sorted."""
        return sorted(s for s, p, _ in self._at.get(thing, ()) if p == predicate)

    def add(self, subject: str, predicate: str, thing: str) -> None:
        """Say one thing more."""
        triple = (subject, predicate, thing)
        self._of[subject].add(triple)
        self._at[thing].add(triple)

    def remove(self, subject: str, predicate: str = "", thing: str = "") -> None:
        """Take back what is said of a node: with this predicate, of this thing, or all."""
        for triple in tuple(self._of.get(subject, ())):
            if predicate in {"", triple[1]} and thing in {"", triple[2]}:
                self._of[subject].discard(triple)
                self._at[triple[2]].discard(triple)

    def put(self, subject: str, predicate: str, thing: str) -> None:
        """Have a node have this and nothing else."""
        self.remove(subject, predicate)
        self.add(subject, predicate, thing)

    def cut(self, thing: str) -> None:
        """Take back whatever points at a node."""
        for subject, predicate, _ in tuple(self._at.get(thing, ())):
            self.remove(subject, predicate, thing)


def text_of(term: str) -> str:
    """Return the text of a literal, without its language or type."""
    found = _LITERAL.match(term)
    return _ESCAPE.sub(_plain, found[1]) if found else ""


def iri_of(term: str) -> str:
    """Return the IRI of a node, empty for a literal."""
    return term[1:-1] if term.startswith("<") else ""


def _plain(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])
