"""Data frames and Parquet, where the extra `data` is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from reportedly.errors import ExportError
from reportedly.export import save, to_dataframe
from reportedly.export.statements import COLUMNS
from reportedly.network import build, dress, timeline
from reportedly.query import run

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.store import Store

libraries = pytest.mark.parametrize(
    "library",
    [
        pytest.param(
            name,
            marks=pytest.mark.skipif(
                find_spec(name) is None, reason=f"needs {name}: pip install 'reportedly[data]'"
            ),
        )
        for name in ("pandas", "polars")
    ],
)
arrow = pytest.mark.skipif(
    find_spec("pyarrow") is None, reason="needs pyarrow: pip install 'reportedly[data]'"
)


def column(frame: Any, name: str) -> list[Any]:
    return list(frame[name])


@libraries
class TestFrames:
    def test_an_answer(self, bridge: Store, library: Any) -> None:
        frame = to_dataframe(run(bridge, "sources"), library=library)
        assert list(frame.columns) == ["source", "statements", "begun", "documents", "iri"]
        assert column(frame, "statements")[0] + 1 > 1  # a number, not text
        one = run(bridge, "statements-of-document", {"document": _document(bridge)})
        assert len(to_dataframe(one, library=library)) > 2

    def test_an_answer_by_its_own_method(self, bridge: Store, library: Any) -> None:
        answer = bridge.query("SELECT ?s ?text { ?s rep:text ?text }")
        assert len(answer.to_dataframe(library)) == 10  # type: ignore[union-attr]
        folded = run(bridge, "actors")
        assert len(folded.to_dataframe(library)) > 5  # type: ignore[union-attr]

    def test_all_statements(self, bridge: Store, library: Any) -> None:
        frame = to_dataframe(bridge, library=library)
        assert tuple(frame.columns) == COLUMNS
        assert len(frame) == 10
        assert 0.88 in column(frame, "confidence")

    def test_a_network(self, bridge: Store, library: Any) -> None:
        network = dress(build(bridge, "claims"))
        nodes = to_dataframe(network, "nodes", library=library)
        edges = to_dataframe(network, "edges", library=library)
        assert (len(nodes), len(edges)) == (22, 23)
        assert list(edges.columns)[:3] == ["source", "target", "key"]
        assert "viz" not in nodes.columns
        assert sum(column(nodes, "count")) == sum(dict(network.nodes(data="count")).values())

    def test_a_timeline(self, bridge: Store, library: Any) -> None:
        frame = to_dataframe(timeline(bridge), library=library)
        assert list(frame.columns) == ["period", "actor", "statements", "iri"]

    def test_nothing(self, bridge: Store, library: Any) -> None:
        answer = bridge.query("SELECT ?s { ?s a rep:Nothing }")
        assert len(to_dataframe(answer, library=library)) == 0


def _document(bridge: Store) -> str:
    from tests.query.bridge import COURIER, DOC

    return f"{DOC}{COURIER.version}"


def test_no_such_library_or_part(bridge: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match="neither pandas nor polars"):
        to_dataframe(run(bridge, "sources"), library="excel")  # type: ignore[arg-type]
    with pytest.raises(ExportError, match="nodes and edges"):
        to_dataframe(nx.Graph(), "rows")  # type: ignore[arg-type]
    monkeypatch.setattr("reportedly.store.frame.find_spec", lambda name: None)
    with pytest.raises(ExportError, match="reportedly\\[data\\]"):
        to_dataframe(run(bridge, "sources"))


class TestParquet:
    @arrow
    def test_types_and_values_come_back(self, bridge: Store, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        network = build(bridge, "who-quotes-whom")
        save("nodes.parquet", network, tmp_path / "nodes.parquet")
        save("edges.parquet", network, tmp_path / "edges.parquet")
        nodes = pq.read_table(tmp_path / "nodes.parquet")
        edges = pq.read_table(tmp_path / "edges.parquet")
        assert (nodes.num_rows, edges.num_rows) == (11, 14)
        assert str(nodes.schema.field("count").type) == "int64"
        rows = {(row["source"], row["target"]): row for row in edges.to_pylist()}
        for source, target, data in network.edges(data=True):
            row = rows[source, target]
            assert {name: row[name] for name in data} == data

    @arrow
    def test_any_values(self, tmp_path: Path) -> None:
        import pyarrow.parquet as pq

        network = nx.MultiGraph()
        network.add_node(1, id="\ud800", mixed=1, truth=True, share=0.5, big=2**70)
        network.add_edge(1, 1, key="k", source="s", mixed=[1, 2])
        for part in ("nodes", "edges"):
            save(f"{part}.parquet", network, tmp_path / part)
        assert pq.read_table(tmp_path / "nodes").to_pylist() == [
            {"id": "1", "id_": "\ufffd", "mixed": 1, "truth": True, "share": 0.5, "big": str(2**70)}
        ]
        assert pq.read_table(tmp_path / "edges").to_pylist()[0]["source_"] == "s"

    @arrow
    def test_of_nothing(self, tmp_path: Path) -> None:
        save("edges.parquet", nx.DiGraph(), tmp_path / "e")
        assert (tmp_path / "e").read_bytes().startswith(b"PAR1")

    def test_without_pyarrow_it_is_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("reportedly.export.frames.find_spec", lambda name: None)
        with pytest.raises(ExportError, match="needs pyarrow"):
            save("nodes.parquet", nx.DiGraph(), tmp_path / "n")
