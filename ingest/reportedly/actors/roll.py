"""The actors of a store, merged ones as one: who they are, what they are called, where they occur.

It is read with a handful of grouped queries, so it works on a folder and on an endpoint alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.errors import QueryError
from reportedly.graph.iri import KG
from reportedly.graph.vocabulary import ACTOR_CLASS
from reportedly.identity.likeness import Party
from reportedly.statement import ActorType
from reportedly.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.store import View

_PREFIX: Final = "actor:"
_CURATION: Final = f"<{KG}graph/curation>"
_MAIN: Final = (
    f"OPTIONAL {{ GRAPH {_CURATION} {{ ?own dcterms:isReplacedBy ?main }} }}"
    " BIND(COALESCE(?main, ?own) AS ?iri)"
)
_NAMES: Final = """
SELECT ?own (STR(?called) AS ?name) (COUNT(DISTINCT ?graph) AS ?times)
WHERE { GRAPH ?graph { ?own a rep:Actor ; schema:name|rdfs:label ?called } }
GROUP BY ?own ?called"""
_ALIASES: Final = """
SELECT DISTINCT ?own (STR(?called) AS ?name)
WHERE { GRAPH ?graph { ?own a rep:Actor ; schema:alternateName ?called } }"""
_TYPES: Final = """
SELECT ?own ?class (COUNT(DISTINCT ?graph) AS ?times)
WHERE { GRAPH ?graph { ?own a rep:Actor , ?class } }
GROUP BY ?own ?class"""
_DOCUMENTS: Final = f"""
SELECT ?iri (COUNT(DISTINCT ?graph) AS ?times)
WHERE {{ GRAPH ?graph {{ ?own a rep:Actor }} {_MAIN} }}
GROUP BY ?iri"""
_STATEMENTS: Final = f"""
SELECT ?iri (COUNT(DISTINCT ?statement) AS ?times)
WHERE {{
  GRAPH ?graph {{ ?hop rep:attributedTo ?own . ?statement rep:attribution ?hop }} {_MAIN}
}}
GROUP BY ?iri"""
_MERGED: Final = (
    f"SELECT ?own ?iri WHERE {{ GRAPH {_CURATION} {{ ?own dcterms:isReplacedBy ?iri }} }}"
)
_LABELS: Final = f"SELECT ?iri ?name WHERE {{ GRAPH {_CURATION} {{ ?iri skos:prefLabel ?name }} }}"
_LINKS: Final = """
SELECT DISTINCT ?own ?item WHERE { ?own owl:sameAs ?item FILTER(!STRSTARTS(STR(?item), "%s")) }
""".replace("%s", KG)

_CLASSES: Final = {iri: kind for kind, iri in ACTOR_CLASS.items()}
_LISTED = 8  # candidates shown for a name that several bear


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor: `statements` are those whose chain it is in, `merged` the IRIs it stands for."""

    iri: str
    name: str
    type: ActorType
    aliases: tuple[str, ...]
    statements: int
    documents: int
    merged: tuple[str, ...]
    links: tuple[str, ...]

    @property
    def shared(self) -> bool:
        """Tell whether it is meant to be the same wherever it occurs."""
        return self.iri.startswith(f"{KG}actor/")

    @property
    def party(self) -> Party:
        """The actor as `identity` compares it."""
        return Party(self.iri, self.name, self.type, self.aliases, self.documents)

    def is_called(self, name: str) -> bool:
        """Tell whether this is one of its names, in whatever case."""
        return name.casefold() in {called.casefold() for called in (self.name, *self.aliases)}

    def has(self, part: str) -> bool:
        """Tell whether one of its names contains `part`."""
        return any(part.casefold() in called.casefold() for called in (self.name, *self.aliases))


def roll(view: View) -> tuple[Listed, ...]:
    """Return all actors, those in most documents first."""
    return _Sheet(view).listed()


class _Sheet:
    """What the queries gave, by the actor that stands for those asked about."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._main = dict(self._rows(_MERGED))
        self._names = self._counted(_NAMES)
        self._types = self._counted(_TYPES)

    def _rows(self, query: str) -> Iterator[tuple[str, str]]:
        for one, other, *_ in self._answer(query):
            yield str(one), str(other)

    def _answer(self, query: str) -> Solutions | tuple[()]:
        answer = self._view.query(query)
        return answer if isinstance(answer, Solutions) else ()

    def _counted(self, query: str) -> dict[str, Counter[str]]:
        out: dict[str, Counter[str]] = defaultdict(Counter)
        for own, what, times in self._answer(query):
            out[self._stands(str(own))][str(what)] += int(str(times))
        return out

    def _stands(self, iri: str) -> str:
        return self._main.get(iri, iri)

    def _gathered(self, query: str) -> dict[str, set[str]]:
        out: dict[str, set[str]] = defaultdict(set)
        for own, what in self._rows(query):
            out[self._stands(own)].add(what)
        return out

    def listed(self) -> tuple[Listed, ...]:
        labels, aliases, links = (
            dict(self._rows(_LABELS)),
            self._gathered(_ALIASES),
            self._gathered(_LINKS),
        )
        statements, documents = dict(self._rows(_STATEMENTS)), dict(self._rows(_DOCUMENTS))
        merged = defaultdict(list)
        for own, iri in sorted(self._main.items()):
            merged[iri].append(own)
        found = []
        for iri, names in self._names.items():
            name = labels.get(iri) or min(names, key=lambda n: (-names[n], n))
            found.append(
                Listed(
                    iri=iri,
                    name=name,
                    type=_type(self._types[iri]),
                    aliases=tuple(sorted({*names, *aliases[iri]} - {name})),
                    statements=int(statements.get(iri, "0")),
                    documents=int(documents.get(iri, "0")),
                    merged=tuple(merged[iri]),
                    links=tuple(sorted(links[iri])),
                )
            )
        return tuple(sorted(found, key=lambda a: (-a.documents, -a.statements, a.name, a.iri)))


def _type(classes: Counter[str]) -> ActorType:
    kinds = [(-times, _CLASSES[iri]) for iri, times in classes.items() if iri in _CLASSES]
    return min(kinds)[1] if kinds else ActorType.GROUP


def full(name: str) -> str:
    """Return the IRI that `actor:x` abbreviates; anything else as it is."""
    if name.startswith(_PREFIX):
        return f"{KG}actor/{name.removeprefix(_PREFIX)}"
    return name


def find(actors: Iterable[Listed], name: str) -> Listed:
    """Return the one actor of this name or IRI, as it is merged now.

    Raises QueryError where there is none, or several that somebody must choose from.
    """
    everybody = tuple(actors)
    iri = full(name)
    found = [a for a in everybody if iri == a.iri or iri in a.merged]
    found = found or [a for a in everybody if a.is_called(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise QueryError(
            name, f"{len(found)} actors are called so:\n{_shown(found)}", "give an IRI"
        )
    close = [a for a in everybody if a.has(name)]
    hint = f"; these come near:\n{_shown(close)}" if close else ""
    raise QueryError(name, f"no actor is called so{hint}", "reportedly actors list --like NAME")


def _shown(actors: Iterable[Listed]) -> str:
    listed = list(actors)
    lines = [f"  {a.name} ({a.type}, {a.documents} documents) {a.iri}" for a in listed[:_LISTED]]
    more = len(listed) - _LISTED
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)
