"""What networks ask of a store: who is linked to whom, how often and when.

A store of ours has the gists of its graphs, which `tables` reads; any other, such as an endpoint,
is asked in SPARQL. There what takes longest is to turn the store's numbers for terms back into
text, some 4 µs for each. So joining and counting are left to it, and what comes out is a row for
each edge. Every pattern is a subselect of its own with a limit that nothing reaches, because
Oxigraph then joins by hashing; left to itself it looks up each row in turn, which takes twice as
long and more.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from reportedly.graph.iri import curation_iri, statement_of
from reportedly.network.tables import Tables
from reportedly.query.answer import has_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.network.window import Window
    from reportedly.query import Queryable

CURATION: Final = f"GRAPH <{curation_iri()}>"
_UNREACHED: Final = "LIMIT 1000000000"
# An aggregate over a variable that is unbound in one row is an error (SPARQL 1.1, 18.5.1).
NEVER, ALWAYS = "9999-12-31", "0001-01-01"
_COPIES: Final = (
    "SELECT ?copy WHERE { GRAPH ?link { ?copy prov:wasDerivedFrom ?first ;"
    " prov:alternateOf ?first } }"
)
_DAY: Final = '"%s"^^xsd:date'
_PRINTED: Final = (
    "GRAPH ?g { ?d a schema:NewsArticle . ?d rep:when ?t } "
    "OPTIONAL { GRAPH ?g { ?t sem:hasEarliestBeginTimeStamp ?printed } } "
    "OPTIONAL { GRAPH ?g { ?t sem:hasLatestEndTimeStamp ?printed_last } }"
)
_SAID: Final = (
    "GRAPH ?h { ?hop rep:statedAt ?said_at } "
    "OPTIONAL { GRAPH ?h { ?said_at sem:hasEarliestBeginTimeStamp ?said } } "
    "OPTIONAL { GRAPH ?h { ?said_at sem:hasLatestEndTimeStamp ?said_last } }"
)


def part(columns: str, pattern: str) -> str:
    """Return a pattern that is evaluated by itself and joined by hashing."""
    return f"{{ SELECT {columns} WHERE {{ {pattern} }} {_UNREACHED} }}\n"


def relays() -> str:
    """Every hop `?hop` with the next one outwards, `?outer`, in the graph `?g`."""
    return part("?g ?hop ?outer", "GRAPH ?g { ?hop rep:relayedBy ?outer }")


def begun() -> str:
    """Every statement `?s` with the hops `?hop` that it begins with, in the graph `?g`."""
    inner = part("?hop", "GRAPH ?any { ?inner rep:relayedBy ?hop }")
    return part("?g ?s ?hop", f"GRAPH ?g {{ ?s rep:attribution ?hop }} MINUS {inner}")


@dataclass(frozen=True)
class Source:
    """A store with the patterns that depend on what it holds.

    Where `within` some graphs, the patterns read these alone, which takes no longer in a large
    store than in a small one.
    """

    store: Queryable
    window: Window
    within: tuple[str, ...] = ()

    @cached_property
    def tables(self) -> Tables | None:
        """The gists of the store's graphs, where it has them."""
        copies = (row[0] for row in self.rows(_COPIES)) if self.copies_left_out else ()
        return Tables.of(self.store, self.window, self.main, copies)

    @cached_property
    def main(self) -> dict[str, str]:
        """Who stands for an actor that was merged."""
        pattern = f"{CURATION} {{ ?own dcterms:isReplacedBy ?main }}"
        rows = self.rows(f"SELECT ?own ?main WHERE {{ {pattern} }}")
        return {row[0]: row[1] for row in rows}

    @cached_property
    def has_copies(self) -> bool:
        """Whether any document is a copy of another."""
        return bool(self.store.query("ASK { ?a prov:wasDerivedFrom ?b ; prov:alternateOf ?b }"))

    @property
    def copies_left_out(self) -> bool:
        """Whether there are copies that do not count."""
        return not self.window.copies and self.has_copies

    def actor(self, of: str, predicate: str, name: str, graph: str = "") -> str:
        """Bind `?name` to the actor that `predicate` leads to, who stands for it if merged."""
        columns = f"{graph} {of} ?{name}"
        if not self.main:
            return part(columns, f"{self._limits('g')}GRAPH ?g {{ {of} {predicate} ?{name} }}")
        merged = part("?own ?main", f"{CURATION} {{ ?own dcterms:isReplacedBy ?main }}")
        return part(
            columns,
            f"{self._limits('g')}GRAPH ?g {{ {of} {predicate} ?own }} OPTIONAL {merged}"
            f"BIND(COALESCE(?main, ?own) AS ?{name})",
        )

    def originals(self) -> str:
        """Take out the graphs `?g` of copies, where they do not count."""
        if not self.copies_left_out:
            return ""
        link = "GRAPH ?link { ?copy prov:wasDerivedFrom ?first ; prov:alternateOf ?first }"
        graph = f"{self._limits('g')}GRAPH ?g {{ ?copy schema:sha256 ?hash }}"
        return f"MINUS {part('?g', f'{graph} {link}')}"

    def _limits(self, name: str) -> str:
        graphs = " ".join(f"<{graph}>" for graph in self.within)
        return f"VALUES ?{name} {{ {graphs} }} " if graphs else ""

    def times(self) -> str:
        """Bind `?begin` and `?end`, the days on which `?hop` can have been said or printed."""
        window = self.window
        limits = []
        if window.since:
            limits.append(f"COALESCE(?latest >= {_DAY % window.since}, true)")
        if window.until:
            limits.append(f"COALESCE(?earliest <= {_DAY % window.until}, true)")
        if limits:
            limits.append("(BOUND(?earliest) || BOUND(?latest))")
        return (
            f"OPTIONAL {part('?g ?printed ?printed_last', self._limits('g') + _PRINTED)}"
            f"OPTIONAL {part('?hop ?said_at ?said ?said_last', self._limits('h') + _SAID)}"
            "BIND(IF(BOUND(?said_at), ?said, ?printed) AS ?earliest)\n"
            "BIND(IF(BOUND(?said_at), ?said_last, ?printed_last) AS ?latest)\n"
            f"BIND(COALESCE(?earliest, {_DAY % NEVER}) AS ?begin)\n"
            f"BIND(COALESCE(?latest, {_DAY % ALWAYS}) AS ?end)\n"
        ) + (f"FILTER({' && '.join(limits)})\n" if limits else "")

    def edges(
        self, core: str, keys: str = "", each: str = "?s"
    ) -> Iterator[tuple[*tuple[str, ...], dict[str, Any]]]:
        """Yield each edge between `?from` and `?to` of `core`, with how often `each` is there.

        That is from, to, `keys`, and the edge's attributes (`counted`).
        """
        place = 2 + bool(keys)
        spells = '(GROUP_CONCAT(DISTINCT CONCAT(STR(?begin), "/", STR(?end)); SEPARATOR=" ")'
        wanted = f"{spells} AS ?spells)" if self.window.spells else ""
        rows = self.rows(
            f"SELECT ?from ?to {keys} (COUNT(DISTINCT {each}) AS ?weight)"
            " (COUNT(DISTINCT ?g) AS ?documents) (MIN(?begin) AS ?first) (MAX(?end) AS ?last)"
            f" (SAMPLE({each}) AS ?example) {wanted}\n"
            f"WHERE {{\n{core}{self.originals()}{self.times()}}}\nGROUP BY ?from ?to {keys}"
        )
        return ((*row[:place], counted(row[place:])) for row in rows)

    def rows(self, sparql: str) -> Iterator[list[str]]:
        """Yield the rows of a SELECT as text, "" for what is not bound."""
        answer = self.store.query(sparql)
        if not has_rows(answer):
            raise TypeError(sparql)
        lines = csv.reader(StringIO(answer.serialize("csv").decode(), newline=""))
        next(lines)
        return lines


def counted(cells: list[str]) -> dict[str, Any]:
    """Return number, documents, first, last, example and perhaps spells as an edge's attributes."""
    weight, documents, first, last, example, *more = cells
    data: dict[str, Any] = {"weight": int(weight), "documents": int(documents)}
    data |= known_days(first, last)
    data["example"] = statement_of(example)
    if more and (found := spells(more[0])):
        data["spells"] = found
    return data


def known_days(first: str, last: str) -> dict[str, str]:
    """Return the first and the last day, without the ones that stand for none."""
    found = {}
    if first and first != NEVER:
        found["first"] = first
    if last and last != ALWAYS:
        found["last"] = last
    return found


def spells(cell: str) -> list[str]:
    """Return spells as ISO 8601 intervals, ".." for an end that nobody knows, sorted."""
    return sorted(
        "/".join(".." if day in {NEVER, ALWAYS} else day for day in spell.split("/"))
        for spell in cell.split()
        if spell != f"{NEVER}/{ALWAYS}"
    )
