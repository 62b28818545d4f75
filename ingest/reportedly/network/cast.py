"""Who the actors of a network are: names, kinds, counts and grades, each read in one scan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from reportedly.graph import vocabulary as v
from reportedly.network.links import CURATION, NEVER, begun, known_days, part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reportedly.network.links import Source

_CLASSES: Final = {iri: str(kind) for kind, iri in v.ACTOR_CLASS.items()} | {
    f"{v.SCHEMA}Country": "place"
}


@dataclass(frozen=True)
class Cast:
    """What is known of the actors of a store; nothing is read before it is wanted."""

    source: Source

    def _pairs(self, pattern: str) -> Iterable[tuple[str, str]]:
        rows = self.source.rows(f"SELECT DISTINCT ?own ?value WHERE {{ {pattern} }}")
        return ((self.main.get(own, own), value) for own, value in rows)

    @cached_property
    def main(self) -> dict[str, str]:
        """Who stands for an actor that was merged."""
        pattern = f"{CURATION} {{ ?own dcterms:isReplacedBy ?value }}"
        rows = self.source.rows(f"SELECT ?own ?value WHERE {{ {pattern} }}")
        return {row[0]: row[1] for row in rows}

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """All names that actors go by."""
        found: dict[str, set[str]] = {}
        unnamed = part("?own", "GRAPH ?h { ?own a rep:UnnamedActor }")
        for pattern in ("?own schema:name ?value", "?own rdfs:label ?value"):
            actors = unnamed if "label" in pattern else ""
            for actor, name in self._pairs(f"{actors} GRAPH ?g {{ {pattern} }}"):
                found.setdefault(actor, set()).add(name)
        return found

    @cached_property
    def _chosen(self) -> dict[str, str]:
        return dict(self._pairs(f"{CURATION} {{ ?own skos:prefLabel ?value }}"))

    @cached_property
    def _types(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for iri, kind in _CLASSES.items():
            for actor, _ in self._pairs(f"GRAPH ?g {{ ?own a <{iri}> }} BIND(1 AS ?value)"):
                found[actor] = kind if kind == "unnamed" else min(found.get(actor, kind), kind)
        return found

    @cached_property
    def grades(self) -> dict[str, str]:
        """How reliable somebody called an actor or document, A to F."""
        pairs = self._pairs(f"{CURATION} {{ ?own rep:reliability ?value }}")
        return {node: grade.removeprefix(v.SC) for node, grade in pairs}

    @cached_property
    def says(self) -> dict[str, int]:
        """How many statements begin with an actor."""
        return self._counted(begun() + self.source.actor("?hop", "rep:attributedTo", "who"))

    @cached_property
    def spoken_of(self) -> dict[str, int]:
        """How many statements are about an actor."""
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

    def describe(self, network: Any, counts: Mapping[str, int]) -> Any:
        """Give the nodes that have no type yet, actors, what is known of them."""
        for node, data in network.nodes(data=True):
            if "type" not in data:
                data.update(label=self.label(node), type=self.type(node), count=counts.get(node, 0))
            if node in self.grades:
                data["reliability"] = self.grades[node]
        return dated(network)


def dated(network: Any) -> Any:
    """Give nodes the first and the last day of their edges."""
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for source, target, data in network.edges(data=True):
        begin, end = data.get("first"), data.get("last")
        for node in (source, target):
            if begin and begin < first.get(node, NEVER):
                first[node] = begin
            if end and end > last.get(node, ""):
                last[node] = end
    for node, data in network.nodes(data=True):
        data.update(known_days(first.get(node, ""), last.get(node, "")))
    return network
