"""Measures: right on networks worked out by hand, and the same by networkx and networkit."""

from __future__ import annotations

import sys
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import QueryError
from reportedly.network import (
    CENTRALITIES,
    betweenness,
    bottlenecks,
    bridges,
    communities,
    cut,
    dress,
    fast,
    measure,
    pagerank,
)
from reportedly.network.layout import layout
from reportedly.network.measures import modularity

networkit = pytest.mark.skipif(
    not fast.available(), reason="needs networkit: pip install 'reportedly[fast]'"
)

few = settings(max_examples=40, deadline=None)


@st.composite
def networks(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiDiGraph]))
    network = kind()
    network.add_nodes_from(range(draw(st.integers(1, 12))))
    ends = st.tuples(st.sampled_from(list(network)), st.sampled_from(list(network)))
    for source, target in draw(st.lists(ends, max_size=25)):
        network.add_edge(source, target, weight=draw(st.integers(1, 5)))
    return network


def two_cliques() -> Any:
    """Two groups of five, joined by one who is in neither."""
    network = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    network.add_edges_from([(0, "go-between"), ("go-between", 5)])
    return network


class TestPageRank:
    @few
    @given(networks())
    def test_is_networkxs(self, network: Any) -> None:
        power = nx.algorithms.link_analysis.pagerank_alg._pagerank_python
        assert pagerank(network) == pytest.approx(
            power(network, tol=1e-10, max_iter=1000), abs=1e-7
        )

    def test_of_nothing(self) -> None:
        assert pagerank(nx.DiGraph()) == {}


class TestBackends:
    @networkit
    @few
    @given(networks())
    def test_betweenness_is_the_same(self, network: Any) -> None:
        slow = betweenness(network, backend="networkx")
        assert betweenness(network, backend="networkit") == pytest.approx(slow, abs=1e-12)

    @networkit
    @few
    @given(networks())
    def test_communities_are_as_good(self, network: Any) -> None:
        one = communities(network, backend="networkx")
        other = communities(network, backend="networkit")
        for groups in (one, other):
            assert sorted(node for group in groups for node in group) == sorted(network)
        if network.number_of_edges():
            # Both are heuristics, and may end in different places that are equally good.
            assert abs(modularity(network, one) - modularity(network, other)) < 0.2

    @networkit
    @pytest.mark.parametrize("network", [two_cliques(), nx.karate_club_graph()])
    def test_on_known_networks(self, network: Any) -> None:
        one = communities(network, backend="networkx")
        other = communities(network, backend="networkit")
        assert modularity(network, one) == pytest.approx(modularity(network, other), abs=0.01)

    @networkit
    def test_clear_groups_are_the_same(self) -> None:
        network = nx.disjoint_union_all([nx.complete_graph(size) for size in (6, 5, 4)])
        found = [communities(network, backend=name) for name in ("networkx", "networkit")]
        assert found[0] == found[1] == [set(range(6)), set(range(6, 11)), set(range(11, 15))]

    @networkit
    def test_samples_estimate_the_whole(self) -> None:
        network = nx.barabasi_albert_graph(400, 3, seed=1)
        whole = betweenness(network)
        for backend in ("networkx", "networkit"):
            some = betweenness(network, samples=200, backend=backend)
            assert max(abs(some[node] - whole[node]) for node in network) < 0.03

    @networkit
    def test_the_same_seed_gives_the_same(self) -> None:
        network = nx.barabasi_albert_graph(300, 3, seed=1)
        assert communities(network, backend="networkit") == communities(
            network, backend="networkit"
        )

    def test_without_networkit_it_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fast, "available", lambda: False)
        with pytest.raises(QueryError, match="reportedly\\[fast\\]"):
            communities(nx.path_graph(3), backend="networkit")


class TestBottlenecks:
    def test_who_is_between(self) -> None:
        worst, *others = bottlenecks(two_cliques())
        assert (worst.node, worst.parts, worst.cut_off) == ("go-between", 2, 5)
        assert {(each.node, each.cut_off) for each in others} == {(0, 4), (5, 4)}

    @few
    @given(networks())
    def test_what_falls_apart_without_them(self, network: Any) -> None:
        simple = nx.Graph(network.to_undirected())
        found = {each.node: each for each in bottlenecks(network)}
        assert set(found) == set(nx.articulation_points(simple))
        for node, each in found.items():
            rest = simple.subgraph(nx.node_connected_component(simple, node) - {node})
            sizes = [len(part) for part in nx.connected_components(rest)]
            assert (each.parts, each.cut_off) == (len(sizes), sum(sizes) - max(sizes))


class TestCut:
    def test_the_fewest_between(self) -> None:
        network = nx.DiGraph([("a", "x"), ("b", "x"), ("b", "y"), ("x", "z"), ("y", "z")])
        network.add_edge("z", "claim")
        assert cut(network, ["a", "b"], "claim") == {"z"}
        network.add_edge("y", "claim")
        assert cut(network, ["a", "b"], "claim") in ({"y", "z"}, {"x", "y"})

    def test_nobody_leads_there(self) -> None:
        assert cut(nx.DiGraph([("a", "b"), ("c", "d")]), ["a"], "d") == set()

    def test_nobody_stands_between(self) -> None:
        with pytest.raises(QueryError, match="nobody stands between"):
            cut(nx.DiGraph([("a", "claim")]), ["a"], "claim")
        with pytest.raises(QueryError, match="apart from the sources"):
            cut(nx.DiGraph([("a", "claim")]), ["a"], "nowhere")


def test_every_centrality_is_one_number_a_node() -> None:
    network = two_cliques()
    for name, centrality in CENTRALITIES.items():
        found = centrality(network)
        assert set(found) == set(network), name
        assert max(found.values()) <= 1
    assert CENTRALITIES["degree"](network)[0] == pytest.approx(0.5)
    closest = CENTRALITIES["closeness"](network)
    assert max(closest, key=closest.__getitem__) in {0, 5, "go-between"}


def test_bridges() -> None:
    network = two_cliques()
    groups = [set(range(5)), set(range(5, 10)), {"go-between"}]
    first, *others = bridges(network, groups)
    assert (first.node, first.community, first.reaches, first.edges) == ("go-between", 2, 2, 2)
    assert {(each.node, each.reaches) for each in others} == {(0, 1), (5, 1)}


def test_measures_are_written_to_the_nodes() -> None:
    network = two_cliques()
    found = measure(network)
    assert network.nodes["go-between"]["bottleneck"] == 5
    assert network.nodes["go-between"]["betweenness"] == max(found.betweenness.values())
    assert sum(data["pagerank"] for _, data in network.nodes(data=True)) == pytest.approx(1)
    assert {data["community"] for _, data in network.nodes(data=True)} >= {0, 1}


class TestLooks:
    @few
    @given(networks())
    def test_everything_has_a_place_and_nothing_shares_one(self, network: Any) -> None:
        dress(network)
        places = [
            (data["viz"]["position"]["x"], data["viz"]["position"]["y"])
            for _, data in network.nodes(data=True)
        ]
        assert len(set(places)) == len(places)
        assert all("thickness" in data["viz"] for *_, data in network.edges(data=True))

    def test_a_large_network_is_laid_out_in_discs(self) -> None:
        network = nx.disjoint_union_all([nx.star_graph(300)] * 5)
        groups = communities(network)
        places = layout(network, groups)
        middle = {
            n: [sum(places[x][a] for x in g) / len(g) for a in (0, 1)] for n, g in enumerate(groups)
        }
        for number, group in enumerate(groups):
            for node in group:
                x, y = places[node]
                near = min(middle, key=lambda n: (middle[n][0] - x) ** 2 + (middle[n][1] - y) ** 2)
                assert near == number

    def test_the_same_network_looks_the_same(self) -> None:
        one, other = (dress(nx.karate_club_graph()) for _ in range(2))
        assert dict(one.nodes(data="viz")) == dict(other.nodes(data="viz"))

    def test_colours_are_types_where_communities_would_take_minutes(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The function of the same name hides the module.
        monkeypatch.setattr(sys.modules["reportedly.network.dress"], "LARGE", 1)
        monkeypatch.setattr(fast, "available", lambda: False)
        assert dress(two_cliques()).graph["colours"] == "type"
        monkeypatch.undo()
        assert dress(two_cliques()).graph["colours"] == "community"

    def test_what_colours_mean(self) -> None:
        network = nx.Graph([("a", "b")])
        nx.set_node_attributes(network, {"a": "person", "b": "place"}, "type")
        dress(network, "type")
        assert network.nodes["a"]["viz"]["color"] == {"r": 230, "g": 159, "b": 0}
        dress(network, "community")
        assert network.nodes["a"]["viz"]["color"] == network.nodes["b"]["viz"]["color"]
