"""Who the actors of a network are: names, kinds, counts and grades, each read in one scan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from reportedly.graph import vocabulary as v
from reportedly.network.links import CURATION, NEVER, begun, part

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from reportedly.network.links import Source

_CLASSES: Final = {iri: str(kind) for kind, iri in v.ACTOR_CLASS.items()} | {
    f"{v.SCHEMA}Country": "place"
}


@dataclass(frozen=True)
class Cast:
    """What is known of the actors of a store; nothing is read before it is wanted.

    Where `only` some are, each goes by who stands for it, and these alone are looked up.
    """

    source: Source
    only: tuple[str, ...] = ()

    def _pairs(self, pattern: str) -> Iterable[tuple[str, str]]:
        rows = self.source.rows(f"SELECT DISTINCT ?own ?value WHERE {{ {self._limits} {pattern} }}")
        return ((self.source.main.get(own, own), value) for own, value in rows)

    @cached_property
    def _limits(self) -> str:
        if not self.only:
            return ""
        own = {*self.only, *(own for own, main in self.source.main.items() if main in self.only)}
        return f"VALUES ?own {{ {' '.join(f'<{one}>' for one in sorted(own))} }}"

    @property
    def names(self) -> Mapping[str, Collection[str]]:
        """All names that actors go by."""
        return self._known[0]

    @cached_property
    def _known(self) -> tuple[Mapping[str, Collection[str]], Mapping[str, Collection[str]]]:
        """All names that actors go by, and all their classes."""
        if self.only or self.source.tables is None:
            return self._names(), self._classes()
        return self.source.tables.named()

    @cached_property
    def _types(self) -> dict[str, str]:
        return {actor: _kind(tuple(classes)) for actor, classes in self._known[1].items()}

    def _names(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        unnamed = part("?own", f"{self._limits} GRAPH ?h {{ ?own a rep:UnnamedActor }}")
        for pattern in ("?own schema:name ?value", "?own rdfs:label ?value"):
            actors = unnamed if "label" in pattern else ""
            for actor, name in self._pairs(f"{actors} GRAPH ?g {{ {pattern} }}"):
                found.setdefault(actor, set()).add(name)
        return found

    @cached_property
    def _chosen(self) -> dict[str, str]:
        return dict(self._pairs(f"{CURATION} {{ ?own skos:prefLabel ?value }}"))

    def _classes(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for iri in _CLASSES:
            for actor, _ in self._pairs(f"GRAPH ?g {{ ?own a <{iri}> }} BIND(1 AS ?value)"):
                found.setdefault(actor, set()).add(iri)
        return found

    @cached_property
    def grades(self) -> dict[str, str]:
        """How reliable somebody called an actor or document, A to F."""
        pairs = self._pairs(f"{CURATION} {{ ?own rep:reliability ?value }}")
        return {node: grade.removeprefix(v.SC) for node, grade in pairs}

    @cached_property
    def says(self) -> dict[str, int]:
        """How many statements begin with an actor."""
        if self.source.tables is not None:
            return self.source.tables.counts("begun")
        return self._counted(begun() + self.source.actor("?hop", "rep:attributedTo", "who"))

    @cached_property
    def spoken_of(self) -> dict[str, int]:
        """How many statements are about an actor."""
        if self.source.tables is not None:
            return self.source.tables.counts("about")
        return self._counted(begun() + self.source.actor("?s", "rep:about", "who"))

    def _counted(self, core: str) -> dict[str, int]:
        limits = self.source.originals()
        limits += self.source.times() if self.source.window.limited else ""
        query = f"SELECT ?who (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {core} {limits} }} GROUP BY ?who"
        return {who: int(n) for who, n in self.source.rows(query) if who}

    def label(self, actor: str) -> str:
        """Return what an actor is called; one without a name goes by its IRI."""
        return self._chosen.get(actor) or min(self.names.get(actor, [actor]))

    def type(self, actor: str) -> str:
        """Return what kind of party an actor is."""
        return self._types.get(actor, "group")

    def like(self, words: str) -> Callable[[str], bool]:
        """Return a test for actors with `words` in one of their names, or with that IRI."""
        wanted = words.casefold()

        def fits(actor: str) -> bool:
            names = self.names.get(actor, ())
            return actor == words or any(wanted in name.casefold() for name in names)

        return fits

    def dress(self, counts: Mapping[str, int]) -> Callable[[str], dict[str, Any]]:
        """Return what gives an actor's attributes, looked up once for many actors."""
        chosen, names, types = self._chosen, self.names, self._types
        grades = self.grades

        def dressed(actor: str) -> dict[str, Any]:
            label = chosen.get(actor) or min(names.get(actor, (actor,)))
            kind = types.get(actor, "group")
            data = {"label": label, "type": kind, "count": counts.get(actor, 0)}
            return data | {"reliability": grades[actor]} if actor in grades else data

        return dressed

    def describe(self, network: Any, counts: Mapping[str, int]) -> Any:
        """Give the nodes that have no type yet, actors, what is known of them."""
        dressed = self.dress(counts)
        for node, data in network.nodes(data=True):
            if "type" not in data:
                data.update(dressed(node))
        for node, grade in self.grades.items():
            if node in network:
                network.nodes[node]["reliability"] = grade
        return dated(network)


@cache
def _kind(classes: tuple[str, ...]) -> str:
    kinds = {_CLASSES[iri] for iri in classes}
    return "unnamed" if "unnamed" in kinds else min(kinds, default="group")


def dated(network: Any) -> Any:
    """Give nodes the first and the last day of their edges."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for source, target, data in network.edges(data=True):
        if begin := data.get("first"):
            if begin < first.get(source, NEVER):
                first[source] = begin
            if begin < first.get(target, NEVER):
                first[target] = begin
        if end := data.get("last"):
            if end > last.get(source, ""):
                last[source] = end
            if end > last.get(target, ""):
                last[target] = end
    for node, data in network.nodes(data=True):
        if node in first:
            data["first"] = first[node]
        if node in last:
            data["last"] = last[node]
    return network
