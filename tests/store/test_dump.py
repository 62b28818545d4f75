"""A store written out is the same store to every RDF reader, and the same bytes every time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic
from tests.store.fakes import NOW, article, entry, reading

from reportedly import graph
from reportedly.errors import ExportError
from reportedly.graph.iri import graph_iri
from reportedly.store import DUMPS, open_snapshot, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.store import View

TEXTS = (
    'He said: "No."\tThen\u2028he \\left\\.\nZürich, \U0001f600, 北京.',
    "Officials said so.\nNobody else did.",
    "It rained.",
)
ARTICLES = [article(text, f"{n}.txt", language="de-CH") for n, text in enumerate(TEXTS)]


def filled(path: Path, articles: list) -> Path:
    with open_store(path, create=True) as store:
        store.put([entry(found) for found in articles], NOW)
    return path


def dumped(view: View, kind: str) -> bytes:
    out = io.BytesIO()
    view.dump(out, kind)
    return out.getvalue()


# rdflib's own readers use what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:.* is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize("kind", DUMPS)
def test_rdflib_reads_what_was_put_in(tmp_path: Path, kind: str) -> None:
    with open_snapshot(filled(tmp_path / "store", ARTICLES)) as view:
        written = dumped(view, kind)
    wanted = {graph_iri(found): graph.to_graph(reading(found)) for found in ARTICLES}
    if kind == "ttl":
        merged = Graph()
        for one in wanted.values():
            merged += one
        assert isomorphic(Graph().parse(data=written, format="turtle"), merged)
        return
    names = {"nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
    found = Dataset()
    found.parse(data=written, format=names[kind])
    got = {str(g.identifier): g for g in found.graphs() if len(g)}
    assert set(got) == set(wanted)
    for name, one in wanted.items():
        assert isomorphic(got[name], one)


@pytest.mark.parametrize("kind", DUMPS)
def test_the_same_content_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    written = []
    for name, order in (("a", ARTICLES), ("b", ARTICLES[::-1])):
        path = filled(tmp_path / name, order)
        with open_store(path) as store, open_snapshot(path) as view:
            written += [dumped(store, kind), dumped(view, kind)]
    assert len(set(written)) == 1


def test_n_quads_are_sorted_within_graphs_and_graphs_by_name(tmp_path: Path) -> None:
    with open_snapshot(filled(tmp_path / "store", ARTICLES)) as view:
        lines = dumped(view, "nq").decode().split("\n")[:-1]
        assert [name for name, _ in view.graphs()] == sorted(map(graph_iri, ARTICLES))
        assert lines == [
            f"{line[:-1]}<{name}> ." for name, _ in view.graphs() for line in view.ntriples(name)
        ]


def test_turtle_and_trig_use_the_common_prefixes(tmp_path: Path) -> None:
    with open_snapshot(filled(tmp_path / "store", ARTICLES)) as view:
        for kind in ("ttl", "trig"):
            assert b"a rep:Statement" in dumped(view, kind)


def test_an_empty_store(tmp_path: Path) -> None:
    with open_snapshot(filled(tmp_path / "store", [])) as view:
        assert dumped(view, "nq") == b""
        for kind in DUMPS:
            dumped(view, kind)


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with (
        open_snapshot(filled(tmp_path / "store", [])) as view,
        pytest.raises(ExportError, match="docx: is not one of nq, trig, ttl, jsonld"),
    ):
        dumped(view, "docx")


def test_a_reader_that_goes_away_is_not_the_stores_fault(tmp_path: Path) -> None:
    class Gone(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            raise BrokenPipeError

    with open_snapshot(filled(tmp_path / "store", ARTICLES)) as view:
        for kind in DUMPS:
            with pytest.raises(BrokenPipeError):
                view.dump(Gone(), kind)
