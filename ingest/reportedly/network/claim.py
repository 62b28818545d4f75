"""A claim: the statements of a store that restate one another, and what each of them rests on.

    (found, *others) = claims(view, "ceasefire signals")    # largest first
    found.independence.independent                          # 1
    [actor.name for actor in found.independence.bottleneck] # ["New York Times"]

Links lead from statement to statement (`rep:restates`), so a claim is all that can be reached from
one of them. Who is merged with whom is taken from the curation graph, whose text is a copy of whose
from the graphs of copies.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from reportedly.errors import QueryError
from reportedly.graph.iri import KG
from reportedly.network.independence import (
    Independence,
    Party,
    Step,
    Telling,
    independence,
    originals,
)
from reportedly.query.answer import has_rows
from reportedly.query.term import READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.query import Queryable

_MOST: Final = 5_000  # statements of one claim; of more, those nearest to the one asked for
_AT_ONCE = 200  # IRIs in one query
_MATCHES = 500  # statements looked at when words are given

_LINKED = """
SELECT ?here ?there ?score ?method WHERE {
  VALUES ?here { %(iris)s }
  GRAPH ?links {
    ?here rep:%(kind)s ?there .
    ?link rdf:predicate rep:%(kind)s ; rep:modelConfidence ?score ; rdfs:label ?method .
    { ?link rdf:subject ?here ; rdf:object ?there } UNION
    { ?link rdf:subject ?there ; rdf:object ?here }
  }
}
"""
_TOLD = """
SELECT ?statement ?text ?document ?headline ?printed ?first ?hop ?outer ?party ?name ?unnamed
WHERE {
  VALUES ?statement { %(iris)s }
  GRAPH ?graph {
    ?statement rep:text ?text ; rep:attribution ?hop .
    ?hop rep:attributedTo ?own .
    ?own schema:name|rdfs:label ?said .
  }
  BIND(IRI(STRBEFORE(STR(?statement), "#")) AS ?document)
  OPTIONAL { GRAPH ?graph { ?hop rep:relayedBy ?outer } }
  OPTIONAL { GRAPH ?graph { ?own a rep:UnnamedActor . BIND(true AS ?unnamed) } }
  OPTIONAL { GRAPH kg:curation { ?own dcterms:isReplacedBy ?main } }
  BIND(COALESCE(?main, ?own) AS ?party)
  OPTIONAL { GRAPH kg:curation { ?party skos:prefLabel ?chosen } }
  BIND(STR(COALESCE(?chosen, ?said)) AS ?name)
  OPTIONAL { GRAPH ?graph { ?document schema:headline ?title } }
  OPTIONAL { GRAPH ?graph { ?document dcterms:identifier ?file } }
  BIND(COALESCE(STR(?title), STR(?file), STR(?document)) AS ?headline)
  OPTIONAL { GRAPH ?graph { ?document dcterms:issued ?printed } FILTER(?printed != "unknown") }
  OPTIONAL { GRAPH ?copies { ?document prov:wasDerivedFrom ?first ; prov:alternateOf ?first } }
}
"""
_WORDED = """
SELECT DISTINCT ?statement WHERE {
  GRAPH ?graph { ?statement rep:attribution ?hop ; rep:text ?text }
  %(filters)s
}
ORDER BY ?statement
LIMIT %(limit)d
"""
_PREFIX = f"PREFIX kg: <{KG}graph/>\n"


@dataclass(frozen=True, slots=True)
class Against:
    """A telling that contradicts one of a claim's: `of`; neither is said to be right."""

    telling: Telling
    of: str
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A claim as it is told: by date of print, where that is known, the others after those."""

    tellings: tuple[Telling, ...]
    against: tuple[Against, ...]

    @property
    def independence(self) -> Independence:
        """On what the claim rests."""
        return independence(self.tellings)

    @property
    def copies(self) -> tuple[Telling, ...]:
        """The tellings that are another one's text once more."""
        own = {telling.statement for telling in originals(self.tellings)}
        return tuple(telling for telling in self.tellings if telling.statement not in own)


def claims(store: Queryable, wanted: str) -> list[ClaimFound]:
    """Return the claims that `wanted` names: a statement's IRI, or words that are in its wording.

    Largest first. Raises QueryError where there are none.
    """
    seeds = [wanted] if wanted.startswith(KG) else _worded(store, wanted)
    found, seen = [], set[str]()
    for seed in seeds:
        if seed not in seen:
            members = _reached(store, seed)
            seen |= set(members)
            if told := claim_of(store, members):
                found.append(told)
    if not found:
        raise QueryError(wanted, "no statement says so", "reportedly query who-said-what")
    return sorted(found, key=lambda it: -len(it.tellings))


def claim_of(store: Queryable, members: Iterable[str]) -> ClaimFound | None:
    """Return the claim that these statements are; None where none of them is in the store."""
    iris = list(members)
    tellings = _told(store, iris)
    if not tellings:
        return None
    links = _links(store, iris, "contradicts")
    others = {told.statement: told for told in _told(store, [there for _, there, *_ in links])}
    against = {
        there: Against(others[there], here, float(score), method)
        for here, there, score, method in sorted(links, key=lambda link: (link[2], *link[:2]))
        if there in others and there not in iris
    }
    return ClaimFound(tuple(tellings), tuple(against.values()))


def _reached(store: Queryable, seed: str) -> list[str]:
    """Return the statement and all that restate it, or restate one that does."""
    found, edge = {seed: None}, [seed]
    while edge and len(found) < _MOST:
        linked = [there for _, there, *_ in _links(store, edge, "restates")]
        edge = [there for there in dict.fromkeys(linked) if there not in found]
        found |= dict.fromkeys(edge)
    return list(found)


def _worded(store: Queryable, words: str) -> list[str]:
    """Return statements that have all the words."""
    filters = " ".join(
        f"FILTER(CONTAINS(LCASE(STR(?text)), {READERS['string'](word.lower())}))"
        for word in words.split()
    )
    query = _WORDED % {"filters": filters, "limit": _MATCHES}
    return [row["statement"] for row in _rows(store, query)] if words.split() else []


def _links(store: Queryable, iris: Sequence[str], kind: str) -> list[tuple[str, str, float, str]]:
    return [
        (row["here"], row["there"], row["score"], row["method"])
        for some in _portions(iris)
        for row in _rows(store, _LINKED % {"iris": some, "kind": kind})
    ]


def _told(store: Queryable, iris: Sequence[str]) -> list[Telling]:
    rows = defaultdict(list)
    for some in _portions(iris):
        for row in _rows(store, _TOLD % {"iris": some}):
            rows[row["statement"]].append(row)
    return sorted(map(_telling, rows.values()), key=lambda t: (t.printed or "9", t.statement))


def _telling(rows: list[dict[str, Any]]) -> Telling:
    one = rows[0]
    steps = {
        row["hop"]: Step(
            row["hop"],
            Party(row["party"], row["name"], bool(row["unnamed"])),
            row["outer"],
        )
        for row in sorted(rows, key=lambda row: (row["hop"], row["name"]))
    }
    return Telling(
        one["statement"],
        one["text"],
        one["document"],
        one["headline"],
        tuple(steps.values()),
        str(one["printed"]) if one["printed"] else None,
        one["first"],
    )


def _portions(iris: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(iris), _AT_ONCE):
        yield " ".join(READERS["iri"](iri) for iri in iris[start : start + _AT_ONCE])


def _rows(store: Queryable, query: str) -> Iterator[dict[str, Any]]:
    answer = store.query(_PREFIX + query)
    if not has_rows(answer):
        raise TypeError(query)
    for row in answer:
        values = (str(value) if isinstance(value, str) else value for value in row)
        yield dict(zip(answer.columns, values, strict=True))
