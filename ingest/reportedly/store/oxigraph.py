"""The one module that knows Oxigraph: graphs on disk, SPARQL, RDF formats.

How graphs are written was chosen by measuring (`benchmarks/store.py`). Graphs of new articles go
in together: a batch from about 4,000 quads on takes half the time through `bulk_load`, a smaller
one is quicker in a transaction. A graph that replaces another is one update, hence one transaction.
`bulk_load` is not a transaction, but the journal (`records`) makes up for that: what a kill
leaves half there is put in again before anybody sees it.

Oxigraph writes numbers in their canonical form: `0.10` comes back as `0.1`.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from itertools import groupby
from typing import IO, TYPE_CHECKING, Final, TypeAlias, TypeVar

import pyoxigraph as ox

from reportedly.errors import ExportError, QueryError
from reportedly.store import sparql
from reportedly.store.answers import Answer, Iri, Row, Solutions, Triples, Value, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rdflib import Dataset

    from reportedly.store.change import Change

_BULK = 4_000  # quads from which bulk_load is the quicker way
_DATASETS: Final = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}
_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
DUMPS: Final = tuple(_DATASETS)
"""Formats that a whole store can be written in; Turtle has all graphs merged."""

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_Format = TypeVar("_Format")


class Graphs:
    """Named graphs on disk, open for this process alone; `read_only` ones in a private copy.

    What the disk and RocksDB raise comes out as OSError or RuntimeError.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.store = ox.Store.read_only(_name(path)) if read_only else ox.Store(path)
        self._datasets: list[Dataset] = []

    def close(self) -> None:
        """Close the database; it stays open as long as an unfinished answer reads it."""
        for view in self._datasets:
            view.close()
        del self.store

    def apply(self, changes: Iterable[Change]) -> None:
        """Make `changes` in their order; making them twice is the same as once."""
        for replacing, group in groupby(
            changes, lambda change: bool(change.dropped or change.removed)
        ):
            if replacing:
                for change in group:
                    self.store.update(_update(change))
            else:
                self._insert(list(group))

    def _insert(self, changes: list[Change]) -> None:
        text = "".join(_quads(change.graph, change.triples) for change in changes).encode()
        count = sum(len(change.triples) for change in changes)
        if count < _BULK:
            self.store.load(text, ox.RdfFormat.N_QUADS)
        else:
            self.store.bulk_load(text, ox.RdfFormat.N_QUADS)

    def flush(self) -> None:
        """Return when everything is on the disk."""
        self.store.flush()

    def optimize(self) -> None:
        """Rewrite the database for faster reading."""
        self.store.optimize()

    def copy_to(self, target: Path) -> None:
        """Make a copy that does not change any more, sharing what the disk allows to share."""
        self.store.backup(target)

    def query(self, query: str) -> Answer:
        """Answer a SPARQL query over the union of all graphs; `GRAPH ?g` tells them apart."""
        sparql.form(query)
        with _questions(query):
            found = self.store.query(
                query, prefixes=sparql.PREFIXES, use_default_graph_as_union=True
            )
            return _answer(found, query)

    def dataset(self) -> Dataset:
        """Return the graphs as an rdflib Dataset."""
        from reportedly.store.dataset import dataset  # rdflib takes 0.2 s to load

        view = dataset(self.store)
        self._datasets.append(view)
        return view

    def names(self) -> list[str]:
        """Return the IRIs of all graphs, sorted."""
        return sorted(name.value for name in self.store.named_graphs())

    def ntriples(self, graph: str) -> list[str]:
        """Return the triples of a graph as sorted N-Triples lines without line ends."""
        written = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph))
        return _lines(written or b"")


def _name(path: Path) -> str:
    """Return `path` as Oxigraph takes it, UTF-8 whatever the locale says file names are in."""
    return os.fsencode(path).decode(errors="replace")


def fault_of(graph: str, triples: tuple[str, ...]) -> str | None:
    """Tell what is wrong with N-Triples lines for `graph`; None if each is one triple."""
    try:
        names = [
            q.graph_name for q in ox.parse(_quads(graph, triples).encode(), ox.RdfFormat.N_QUADS)
        ]
        one = ox.NamedNode(graph)
    except (SyntaxError, ValueError) as fault:
        return str(fault)
    return None if names == [one] * len(triples) else "a line that is not one triple"


def sweep(graph: Path) -> None:
    """Remove the tables that a `bulk_load` was writing when its process was killed.

    Oxigraph calls them bulk-N.sst; RocksDB's own have numbers for names, and it looks after those.
    """
    for file in graph.glob("*.sst"):
        if not file.stem.isdecimal():
            file.unlink()


def copy_still(graph: Path, target: Path) -> None:
    """Make a copy of a database that no process has open, without opening it.

    This is what RocksDB's own checkpoint does: tables (`.sst`) are never written to again and can
    be shared, the little rest is copied. `target` appears when it is complete.
    """
    draft = target.with_name(f"{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    if (graph / "CURRENT").exists():
        for file in graph.iterdir():
            if file.suffix == ".sst":
                _share(file, draft / file.name)
            elif file.is_file() and not file.name.startswith("LO"):  # LOCK, LOG, LOG.old.*
                shutil.copyfile(file, draft / file.name)
    else:
        ox.Store(draft)
    draft.rename(target)


def _share(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(file, target)


def _quads(graph: str, triples: Iterable[str]) -> str:
    return "".join(f"{line[:-1]}<{graph}> .\n" for line in triples)


def _lines(ntriples: bytes) -> list[str]:
    return sorted(ntriples.decode().split("\n")[:-1])


def _update(change: Change) -> str:
    steps = [f"DROP SILENT GRAPH <{graph}>" for graph in change.dropped]
    for verb, lines in (("DELETE", change.removed), ("INSERT", change.triples)):
        if lines:
            inside = "\n".join(lines)
            steps.append(f"{verb} DATA {{ GRAPH <{change.graph}> {{\n{inside}\n}} }}")
    return " ;\n".join(steps)


# ------------------------------------------------------------------------------------------ dumps


def write(
    graphs: Iterable[tuple[str, list[str]]],
    out: IO[bytes],
    format: str,  # noqa: A002 named as rdflib and pyoxigraph do
) -> None:
    """Write named graphs, given as N-Triples lines, to `out` in one of `DUMPS`; streams.

    The order is the one given, so that the same graphs give the same bytes. In Turtle a triple
    that stands in several graphs is written once for each.
    """
    if format not in DUMPS:
        raise ExportError(format, f"is not one of {', '.join(DUMPS)}")
    if format == "nq":
        for graph, lines in graphs:
            out.write(_quads(graph, lines).encode())
        return
    quads = (
        quad
        for graph, lines in graphs
        for quad in ox.parse(_quads(graph, lines).encode(), ox.RdfFormat.N_QUADS)
    )
    prefixes = dict(sparql.PREFIXES)
    if format == "ttl":
        ox.serialize((quad.triple for quad in quads), out, _DATASETS[format], prefixes=prefixes)
    else:
        ox.serialize(quads, out, _DATASETS[format], prefixes=prefixes)


# ---------------------------------------------------------------------------------------- answers


def parsed_results(body: bytes) -> Answer:
    """Return what a server answered in SPARQL JSON; raise SyntaxError unless it is whole."""
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QuerySolutions):
        for _ in found:  # a server that runs out of time may send half of it with status 200
            pass
        found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    return _answer(found, "")


def parsed_triples(body: bytes) -> Triples:
    """Return what a server answered in N-Triples; raise SyntaxError unless it is whole."""
    return _triples([quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)], "")


def detached(answer: Answer) -> Answer:
    """Return an answer that does not keep the database open."""
    if isinstance(answer, Solutions):
        return parsed_results(answer.serialize("json"))
    return parsed_triples(answer.serialize("nt")) if isinstance(answer, Triples) else answer


def lines_of(triples: Triples) -> list[str]:
    """Return triples as sorted N-Triples lines without line ends."""
    return _lines(triples.serialize("nt"))


@contextmanager
def _questions(query: str) -> Iterator[None]:
    """Turn what Oxigraph says of a query into a QueryError; damage passes through."""
    try:
        yield
    except SyntaxError as fault:
        raise sparql.malformed(query, str(fault)) from fault
    except RuntimeError as fault:
        if "orruption" in str(fault):
            raise
        raise QueryError("query", str(fault)) from fault


def _answer(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, query: str) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    if isinstance(found, ox.QueryTriples):
        return _triples(found, query)

    def written(format: str) -> bytes:  # noqa: A002
        with _questions(query):
            return found.serialize(format=_known(format, _RESULTS)) or b""

    columns = tuple(variable.value for variable in found.variables)
    return Solutions(columns, _rows(found, query), written)


def _triples(found: Iterable[ox.Triple], query: str) -> Triples:
    triples = _different(found)

    def written(format: str) -> bytes:  # noqa: A002
        with _questions(query):
            known = _known(format, _GRAPHS)
            return ox.serialize(triples, format=known, prefixes=dict(sparql.PREFIXES)) or b""

    return Triples(_rows(triples, query), written)


def _different(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield each triple once; Oxigraph gives one again for every graph that it stands in."""
    seen = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _rows(found: Iterable[Iterable[_Term | None]], query: str) -> Iterator[Row]:
    with _questions(query):
        for row in found:
            yield tuple(map(_value, row))


def _value(term: _Term | None) -> Value:
    if isinstance(term, ox.Literal):
        return literal(term.value, term.datatype.value)
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    return None if term is None else Iri(term)


def _known(format: str, formats: dict[str, _Format]) -> _Format:  # noqa: A002
    if format not in formats:
        raise QueryError(format, f"is not a format of this answer: {', '.join(formats)}")
    return formats[format]
