"""Networks as files: valid whatever is in them, and the same when others read them back."""

from __future__ import annotations

import csv
import math
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.network.needs import built
from tests.query.bridge import ACTOR, COURIER, WIRE, iri

from reportedly.export.attributes import Kind, kinds
from reportedly.export.gexf import write_gexf
from reportedly.export.graphml import write_graphml
from reportedly.export.markup import clean
from reportedly.export.tables import write_edges, write_nodes
from reportedly.network import NETWORKS, build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportedly.store import Store

HOSTILE = [
    "\x00\x01\x1b\x7f",
    "\ud800 half \udfff",
    "\ufffe\uffff",
    "<&>\"'",
    "]]> <!-- -->",
    " a\nb\tc\r\nd  e ",
    "🌉 الجسر \u202e \u2028",
    "",
    "&#0;",
]
any_text = st.text(st.characters(exclude_categories=()), max_size=8) | st.sampled_from(HOSTILE)
any_value = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9, max_value=9),
    st.dates(),
    any_text,
    st.lists(any_text, max_size=2),
    st.dictionaries(any_text, st.integers(), max_size=1),
    st.frozensets(st.integers(), max_size=2),
)
RESERVED = (
    "id label weight kind title for pid start end source key type viz node_for_adding u_for_edge"
).split()
any_name = st.sampled_from(RESERVED) | any_text
any_data = st.dictionaries(any_name, any_value, max_size=3)
any_node = any_text | st.integers(0, 3) | st.tuples(st.integers(0, 2), any_text)


@st.composite
def any_network(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))
    network = kind(name=draw(any_text))
    nodes = draw(st.lists(any_node, max_size=4, unique=True))
    network.add_nodes_from((node, draw(any_data)) for node in nodes)
    for _ in range(draw(st.integers(0, 4)) if nodes else 0):
        ends = (draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes)))
        edge = network.add_edge(*ends)
        data = network.edges[(*ends, edge)] if network.is_multigraph() else network.edges[ends]
        data.update(draw(any_data))
    return network


def bytes_of(write: Callable[[Any, BytesIO], None], network: Any) -> bytes:
    out = BytesIO()
    write(network, out)
    return out.getvalue()


@cache
def schema(shared: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(shared / "eval" / "gexf" / "1.3" / "gexf.rng"))


def assert_valid(shared: Path, gexf: bytes) -> None:
    rules = schema(shared)
    assert rules.validate(etree.fromstring(gexf)), rules.error_log


anything = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


class TestGexf:
    @anything
    @given(network=any_network())
    def test_is_valid_whatever_is_in_the_network(self, shared: Path, network: Any) -> None:
        assert_valid(shared, bytes_of(write_gexf, network))

    @anything
    @given(network=any_network())
    def test_networkx_reads_back_as_much(self, network: Any) -> None:
        again = nx.read_gexf(BytesIO(bytes_of(write_gexf, network)))
        assert again.number_of_nodes() == network.number_of_nodes()
        assert again.number_of_edges() == network.number_of_edges()
        assert again.is_directed() == network.is_directed()

    @pytest.mark.parametrize("name", NETWORKS)
    def test_our_networks_come_back_as_they_were(
        self, bridge: Store, shared: Path, name: str
    ) -> None:
        network = built(bridge, name)
        written = bytes_of(write_gexf, network)
        assert_valid(shared, written)
        again = nx.read_gexf(BytesIO(written))
        assert dict(again.nodes(data=True)) == dict(network.nodes(data=True))
        # Without parallel edges networkx makes it a simple graph, which has no keys.
        assert edges_of(again) == edges_of(type(again)(network))

    def test_types_and_values(self) -> None:
        network = nx.DiGraph()
        network.add_node(
            "n",
            label="L",
            truth=True,
            whole=7,
            share=0.5,
            exact=Decimal("0.25"),
            day=date(2024, 5, 1),
            moment=datetime(2024, 5, 1, 12, tzinfo=UTC),
            many=["a", "b"],
            some={3, 1},
            named={"k": 1},
            mixed=1,
            huge=2**70,
            nothing=None,
        )
        network.add_node("m", mixed="x", share=3, infinite=-math.inf, none=math.nan)
        data = nx.read_gexf(BytesIO(bytes_of(write_gexf, network))).nodes
        assert data["n"] == {
            "label": "L",
            "truth": True,
            "whole": 7,
            "share": 0.5,
            "exact": 0.25,
            "day": "2024-05-01",
            "moment": "2024-05-01T12:00:00+00:00",
            "many": "a | b",
            "some": "1 | 3",
            "named": '{"k": 1}',
            "mixed": "1",
            "huge": str(2**70),
        }
        assert data["m"].pop("none") != 0
        assert data["m"] == {"label": "m", "mixed": "x", "share": 3.0, "infinite": -math.inf}

    def test_attributes_with_reserved_names_take_nobodys_place(self) -> None:
        network = nx.DiGraph()
        network.add_node("n", id="other", type="t", pid="p", start="s", viz="v")
        network.add_edge("n", "n", id="e", type="t", source="s", weight=2, kind="k", label="l")
        again = nx.read_gexf(BytesIO(bytes_of(write_gexf, network)))
        assert dict(again.nodes) == {
            "n": {"id": "other", "type": "t", "pid": "p", "start": "s", "viz": "v", "label": "n"}
        }
        assert again.edges["n", "n"] == {
            "id": "e", "type": "t", "source": "s", "weight": 2, "kind": "k", "label": "l",
        }  # fmt: skip

    def test_parallel_edges_keep_their_keys(self) -> None:
        network = nx.MultiDiGraph()
        network.add_edge("a", "b", "says", weight=1)
        network.add_edge("a", "b", "denies", weight=2)
        again = nx.read_gexf(BytesIO(bytes_of(write_gexf, network)))
        assert dict(again["a"]["b"]) == {"says": {"weight": 1}, "denies": {"weight": 2}}

    def test_a_weight_that_is_none_is_an_attribute(self, shared: Path) -> None:
        network = nx.Graph()
        network.add_edge("a", "b", weight="heavy")
        network.add_edge("b", "c", weight=math.inf)
        written = bytes_of(write_gexf, network)
        assert_valid(shared, written)
        assert nx.read_gexf(BytesIO(written)).edges["a", "b"]["weight"] == "heavy"

    def test_nodes_that_look_the_same_stay_apart(self) -> None:
        network = nx.Graph([(1, "1"), ("\x00", "\x01")])
        again = nx.read_gexf(BytesIO(bytes_of(write_gexf, network)))
        assert sorted(again) == ["1", "1~2", "\ufffd", "\ufffd~2"]

    def test_the_same_network_gives_the_same_bytes(self, bridge: Store) -> None:
        first, second = (bytes_of(write_gexf, build(bridge, "claims")) for _ in range(2))
        assert first == second


def edges_of(network: Any) -> list[tuple[Any, ...]]:
    edges = network.edges(keys=True, data=True) if network.is_multigraph() else network.edges.data()
    directed = network.is_directed()
    return sorted((edge if directed else (*sorted(edge[:2]), *edge[2:]) for edge in edges), key=str)


class TestGraphml:
    @anything
    @given(network=any_network())
    def test_networkx_reads_back_as_much(self, network: Any) -> None:
        again = nx.read_graphml(BytesIO(bytes_of(write_graphml, network)))
        assert again.number_of_nodes() == network.number_of_nodes()
        assert again.number_of_edges() == network.number_of_edges()

    @pytest.mark.parametrize("name", NETWORKS)
    def test_our_networks_come_back_as_they_were(self, bridge: Store, name: str) -> None:
        network = built(bridge, name)
        again = nx.read_graphml(
            BytesIO(bytes_of(write_graphml, network)), force_multigraph=network.is_multigraph()
        )
        assert dict(again.nodes(data=True)) == dict(network.nodes(data=True))
        assert edges_of(again) == edges_of(network)


class TestTables:
    def test_nodes(self, bridge: Store) -> None:
        rows = table(write_nodes, build(bridge, "who-quotes-whom"))
        assert list(rows[0]) == ["Id", "Label", "type", "count", "first", "last"]
        assert len(rows) == 11
        assert {
            "Id": f"{ACTOR}ada-brandt",
            "Label": "Ada Brandt",
            "type": "person",
            "count": "2",
            "first": "2024-05-01",
            "last": "2024-05-01",
        } in rows

    def test_edges(self, bridge: Store) -> None:
        rows = table(write_edges, build(bridge, "who-quotes-whom"))
        header = list(rows[0])
        assert header[:4] == ["Source", "Target", "Type", "Weight"]
        assert sorted(header[4:]) == ["documents", "example", "first", "last"]
        assert rows[0]["Type"] == "Directed"
        assert len(rows) == 14

    def test_parallel_edges_have_keys_and_types_stay_apart(self, bridge: Store) -> None:
        rows = table(write_edges, build(bridge, "claims"))
        assert {row["key"] for row in rows} == {"says", "in", "disputes", "reframes"}
        assert {row["Weight"] for row in rows} == {"1"}

    def test_no_formulas(self, bridge: Store) -> None:
        rows = table(write_nodes, build(bridge, "claims"))
        (maths,) = (row for row in rows if row["Id"] == iri(WIRE, "s1"))
        assert maths["Label"].startswith("'=2+2")
        assert any(row["Id"] == iri(COURIER, "s1") for row in rows)
        network = nx.Graph()
        network.add_node("n", label="-5", number=-5, other="@x", truth=False)
        assert table(write_nodes, network) == [
            {"Id": "n", "Label": "'-5", "number": "-5", "other": "'@x", "truth": "false"}
        ]

    def test_columns_that_a_table_has_already(self) -> None:
        network = nx.Graph()
        network.add_edge("a", "b", type="t", source="s")
        assert list(table(write_edges, network)[0]) == [
            "Source", "Target", "Type", "Weight", "type_", "source_",
        ]  # fmt: skip

    @anything
    @given(network=any_network())
    def test_whatever_is_in_the_network(self, network: Any) -> None:
        assert len(table(write_nodes, network)) == network.number_of_nodes()
        assert len(table(write_edges, network)) == network.number_of_edges()


def table(write: Callable[[Any, BytesIO], None], network: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(bytes_of(write, network).decode(), newline="")))


def test_columns_get_the_widest_type_they_need() -> None:
    data: list[dict[Any, object]] = [{"a": 1, "b": True, "c": 1, "d": None}, {"a": 1.5, "b": 1}]
    assert kinds(data) == {"a": Kind.DOUBLE, "b": Kind.STRING, "c": Kind.LONG}


@given(any_text)
def test_clean_text_is_as_long_as_it_was(text: str) -> None:
    assert len(clean(text)) == len(text)
    etree.Element("e").text = clean(text)
