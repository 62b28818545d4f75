"""What files show: colours, places and times in GEXF, Cytoscape JSON, and what another reads.

The second reader is npm's graphology-gexf, which Gephi Lite reads with. Where node and the package
are not installed (`npm install graphology graphology-gexf @xmldom/xmldom` in tests/export), its
tests are skipped.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given
from lxml import etree
from tests.export.test_networks import any_network, anything, assert_valid, bytes_of, edges_of
from tests.network.made import made
from tests.network.needs import built

from reportedly.errors import ExportError
from reportedly.export.appearance import OPEN, is_look, joined, node_spells, spells_of
from reportedly.export.cytoscape import write_cytoscape
from reportedly.export.gexf import write_gexf
from reportedly.export.graphml import write_graphml
from reportedly.export.networks import by_ending, network_for
from reportedly.export.tables import write_edges, write_nodes
from reportedly.network import NETWORKS, build, dress

if TYPE_CHECKING:
    from reportedly.store import Store

NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
READER = Path(__file__).with_name("read_gexf.mjs")


@pytest.fixture(scope="session")
def taxes(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return made(tmp_path_factory.mktemp("looks"))


def moving(network: Any) -> Any:
    network.graph["mode"] = "dynamic"
    return dress(network)


class TestGexf:
    @anything
    @given(network=any_network())
    def test_is_valid_dressed_and_in_time_whatever_is_in_it(
        self, shared: Path, network: Any
    ) -> None:
        for node, data in network.nodes(data=True):
            data.update(first="2024-05-01", last="soon" if node == 1 else "9999-12-31")
            data.pop("count", None)
        for *_, data in network.edges(data=True):
            data.pop("weight", None)
        written = bytes_of(write_gexf, moving(network))
        assert_valid(shared, written)
        again = nx.read_gexf(BytesIO(written))
        assert again.number_of_nodes() == network.number_of_nodes()
        assert again.number_of_edges() == network.number_of_edges()

    @pytest.mark.parametrize("name", NETWORKS)
    def test_networkx_reads_looks_back(self, bridge: Store, shared: Path, name: str) -> None:
        network = dress(built(bridge, name))
        written = bytes_of(write_gexf, network)
        assert_valid(shared, written)
        again = nx.read_gexf(BytesIO(written))
        for node, data in network.nodes(data=True):
            look = again.nodes[node].pop("viz")
            assert look["position"] == pytest.approx(data["viz"]["position"])
            assert look["size"] == pytest.approx(data["viz"]["size"])
            assert {c: look["color"][c] for c in "rgb"} == data["viz"]["color"]

    def test_spells(self, taxes: Any, shared: Path) -> None:
        network = moving(build(taxes, "who-quotes-whom", spells=True))
        written = bytes_of(write_gexf, network)
        assert_valid(shared, written)
        root = etree.fromstring(written)
        graph = root.find("g:graph", NS)
        assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
        (edge,) = root.xpath("//g:edge[@source[contains(., 'post')]]", namespaces=NS)
        # A day's spell ends the day after: Gephi does not show one that ends where it starts.
        assert [dict(spell.attrib) for spell in edge.iter("{*}spell")] == [
            {"start": "2024-05-01", "end": "2024-05-02"},
            {"start": "2024-06-10", "end": "2024-06-11"},
        ]
        (node,) = root.xpath("//g:node[@label='The Agency']", namespaces=NS)
        assert len(list(node.iter("{*}spell"))) == 2

    def test_no_spell_is_empty(self, bridge: Store) -> None:
        for name in NETWORKS:
            root = etree.fromstring(bytes_of(write_gexf, moving(built(bridge, name, spells=True))))
            for spell in root.iter("{*}spell"):
                assert spell.attrib
                assert spell.get("start", "") < spell.get("end", "~")

    def test_open_ends_stay_open(self, bridge: Store) -> None:
        network = moving(build(bridge, "claim-source"))
        root = etree.fromstring(bytes_of(write_gexf, network))
        (node,) = root.xpath("//g:node[@label='an official']", namespaces=NS)
        assert [dict(spell.attrib) for spell in node.iter("{*}spell")] == [{"end": "2025-01-01"}]
        (undated,) = root.xpath("//g:node[@label='Repairs are wanted.']", namespaces=NS)
        assert not list(undated.iter("{*}spell"))  # there at all times

    def test_an_edge_is_never_there_without_its_nodes(self, bridge: Store) -> None:
        network = build(bridge, "claims", spells=True)
        for source, target, data in network.edges(data=True):
            for node in (source, target):
                around = node_spells(network, node)
                assert not around or all(inside(spell, around) for spell in spells_of(data))

    def test_what_is_no_look_is_an_attribute(self) -> None:
        network = nx.Graph()
        network.add_node("a", viz={"color": {"r": 300, "g": 0, "b": 0}})
        network.add_node("b", viz="v")
        again = nx.read_gexf(BytesIO(bytes_of(write_gexf, network)))
        assert again.nodes["b"]["viz"] == "v"
        assert json.loads(again.nodes["a"]["viz"]) == {"color": {"r": 300, "g": 0, "b": 0}}

    @pytest.mark.parametrize(
        "value",
        [
            None,
            {},
            "v",
            {"size": -1},
            {"size": math.inf},
            {"size": True},
            {"color": {"r": 1, "g": 1}},
            {"color": {"r": 1, "g": 1, "b": 1, "a": 2}},
            {"position": {"x": 1}},
            {"position": {"x": "1", "y": 0}},
            {"shape": "disc"},
        ],
    )
    def test_odd_looks(self, value: object) -> None:
        assert not is_look(value)


def inside(spell: tuple[str, str], around: list[tuple[str, str]]) -> bool:
    start, end = spell
    return any(
        (first == OPEN or (start != OPEN and first <= start))
        and (last == OPEN or (end != OPEN and end <= last))
        for first, last in around
    )


def test_a_first_day_after_the_last_is_no_spell() -> None:
    assert spells_of({"first": "2024-06-01", "last": "2024-05-01"}) == []
    assert spells_of({"first": "2024-05-01"}) == [("2024-05-01", OPEN)]


def test_overlapping_spells_are_one() -> None:
    assert joined({("2024-01-01", "2024-03-01"), ("2024-02-01", "2024-02-05")}) == [
        ("2024-01-01", "2024-03-01")
    ]
    assert joined({(OPEN, "2024-01-05"), ("2024-02-01", OPEN)}) == [
        (OPEN, "2024-01-05"),
        ("2024-02-01", OPEN),
    ]
    assert joined({(OPEN, "2024-03-01"), ("2024-02-01", OPEN)}) == []


class TestGraphology:
    """Gephi Lite's reader."""

    @pytest.fixture
    def read(self) -> Any:
        node = shutil.which("node")
        if node is None:
            pytest.skip("needs node: https://nodejs.org")

        def read(gexf: bytes) -> dict[str, Any]:
            done = subprocess.run([node, READER], input=gexf, capture_output=True, check=False)
            if b"ERR_MODULE_NOT_FOUND" in done.stderr:
                pytest.skip("needs npm install graphology graphology-gexf @xmldom/xmldom")
            assert done.returncode == 0, done.stderr.decode()
            found: dict[str, Any] = json.loads(done.stdout)
            return found

        return read

    @pytest.mark.parametrize("name", NETWORKS)
    def test_equal_counts_and_attributes(self, bridge: Store, read: Any, name: str) -> None:
        network = dress(built(bridge, name))
        again = read(bytes_of(write_gexf, network))
        assert again["directed"] == network.is_directed()
        nodes = {each["key"]: each["attributes"] for each in again["nodes"]}
        assert set(nodes) == set(network)
        for node, data in network.nodes(data=True):
            found = nodes[node]
            for key, value in data.items():
                if key != "viz":
                    assert found[key] == value
            assert found["x"] == pytest.approx(data["viz"]["position"]["x"])
            assert found["size"] == pytest.approx(data["viz"]["size"])
            red, green, blue = (data["viz"]["color"][channel] for channel in "rgb")
            assert found["color"] == f"rgb({red},{green},{blue})"
        assert len(again["edges"]) == network.number_of_edges()
        weights = sorted(edge["attributes"]["weight"] for edge in again["edges"])
        assert weights == sorted(weight for *_, weight in network.edges(data="weight"))
        stances = [edge["attributes"].get("stance") for edge in again["edges"]]
        wanted = [stance for *_, stance in network.edges(data="stance")]
        assert sorted(filter(None, stances)) == sorted(filter(None, wanted))

    def test_hostile_text(self, read: Any) -> None:
        network = nx.DiGraph()
        network.add_node("\x00 <a>", label="\ud800 🌉 الجسر \u202e & \"'")
        network.add_edge("\x00 <a>", "b\n", weight=2)
        again = read(bytes_of(write_gexf, network))
        assert {each["key"] for each in again["nodes"]} == {"\ufffd <a>", "b\n"}
        assert "\ufffd 🌉 الجسر \u202e & \"'" in {
            each["attributes"]["label"] for each in again["nodes"]
        }

    def test_with_times(self, taxes: Any, read: Any) -> None:
        network = moving(build(taxes, "who-quotes-whom", spells=True))
        again = read(bytes_of(write_gexf, network))
        assert (len(again["nodes"]), len(again["edges"])) == (4, 3)


class TestCytoscape:
    def test_elements(self, bridge: Store) -> None:
        network = dress(build(bridge, "claims"))
        found = json.loads(bytes_of(write_cytoscape, network))
        nodes = {each["data"]["id"]: each["data"] for each in found["elements"]["nodes"]}
        assert set(nodes) == set(network)
        assert {node: data["count"] for node, data in nodes.items()} == dict(
            network.nodes(data="count")
        )
        assert len(found["elements"]["edges"]) == network.number_of_edges()
        node = found["elements"]["nodes"][0]
        assert set(node) == {"data", "position"}
        kinds = {edge["data"]["interaction"] for edge in found["elements"]["edges"]}
        assert kinds == {"says", "in", "judges"}

    @anything
    @given(network=any_network())
    def test_is_json_whatever_is_in_the_network(self, network: Any) -> None:
        found = json.loads(bytes_of(write_cytoscape, network))["elements"]
        assert len(found["nodes"]) == network.number_of_nodes()
        assert len(found["edges"]) == network.number_of_edges()
        keys = {each["data"]["id"] for each in found["nodes"]}
        assert len(keys) == len(found["nodes"])
        assert all(each["data"]["source"] in keys for each in found["edges"])


@pytest.mark.parametrize("write", [write_graphml, write_nodes, write_edges])
def test_looks_are_no_columns_elsewhere(bridge: Store, write: Any) -> None:
    plain = bytes_of(write, build(bridge, "claims"))
    assert bytes_of(write, dress(build(bridge, "claims"))) == plain


class TestReady:
    def test_gexf_is_dressed_and_moves(self, taxes: Any) -> None:
        network = network_for("gexf", taxes, "who-quotes-whom", since="2024-06")
        assert network.graph["mode"] == "dynamic"
        assert all("viz" in data for _, data in network.nodes(data=True))
        assert network.number_of_edges() == 2

    def test_plain_is_plain(self, taxes: Any) -> None:
        network = network_for("gexf", taxes, "who-quotes-whom", plain=True)
        assert dict(network.nodes(data=True)) == dict(
            build(taxes, "who-quotes-whom").nodes(data=True)
        )
        assert edges_of(network) == edges_of(build(taxes, "who-quotes-whom"))

    def test_measures_are_columns(self, taxes: Any) -> None:
        network = network_for("graphml", taxes, "who-quotes-whom", measures=True)
        again = nx.read_graphml(BytesIO(bytes_of(write_graphml, network)))
        assert all({"pagerank", "community"} <= set(data) for _, data in again.nodes(data=True))

    def test_endings(self) -> None:
        assert by_ending("picture", "A.SVG") == "svg"
        assert by_ending("timeline", "months.csv") == "timeline.csv"
        with pytest.raises(ExportError, match=r"\.svg or \.png"):
            by_ending("picture", "a.jpg")
