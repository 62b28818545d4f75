"""Networks of the three invented articles, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from tests.network.needs import built
from tests.query.bridge import ACTOR, COURIER, DOC, LEDGER, WIRE, iri

from reportedly.errors import QueryError
from reportedly.network import NETWORKS, build, stats

if TYPE_CHECKING:
    from reportedly.store import Store


def test_who_quotes_whom(bridge: Store) -> None:
    network = build(bridge, "who-quotes-whom")
    assert isinstance(network, nx.DiGraph)
    assert (network.number_of_nodes(), network.number_of_edges()) == (11, 14)
    assert network.edges[f"{ACTOR}northport-courier", f"{ACTOR}ada-brandt"] == {
        "weight": 1,
        "documents": 1,
        "first": "2024-05-01",
        "last": "2024-05-01",
        "example": iri(COURIER, "s1"),
    }
    # "recently" has no first day, and an undated article no day at all.
    assert "first" not in network.edges[f"{ACTOR}bridge-institute", iri(WIRE, "official")]
    assert not {"first", "last"} & set(network.edges[f"{ACTOR}wire-weekly", f"{ACTOR}radio-nord"])


def test_a_chain_is_a_path_from_the_publisher_to_the_origin(bridge: Store) -> None:
    network = build(bridge, "who-quotes-whom")
    names = ("wire-weekly", "radio-nord", "daily-ledger", "bridge-institute")
    chain = [*(f"{ACTOR}{name}" for name in names), iri(WIRE, "official")]
    assert nx.is_path(network, chain)


def test_unnamed_sources_of_two_documents_are_two_nodes(bridge: Store) -> None:
    network = build(bridge, "who-quotes-whom")
    unnamed = {node for node, kind in network.nodes(data="type") if kind == "unnamed"}
    assert unnamed == {
        iri(COURIER, "officials"),
        iri(LEDGER, "officials"),
        iri(LEDGER, "inspectors"),
        iri(WIRE, "official"),
    }


def test_actors_are_described(bridge: Store) -> None:
    network = build(bridge, "who-quotes-whom")
    assert network.nodes[f"{ACTOR}bridge-institute"] == {
        "label": "Bridge Institute",
        "type": "organization",
        "count": 2,
        "first": "2024-05-02",
        "last": "2024-12-31",
    }


def test_the_questions_parameters_hold(bridge: Store) -> None:
    network = build(bridge, "who-quotes-whom", actor="Wire")
    assert set(network) == {
        f"{ACTOR}{name}"
        for name in ("wire-weekly", "ada-brandt", "tom-okafor", "radio-nord", "bridge-institute")
    }


def test_claims(bridge: Store) -> None:
    network = build(bridge, "claims")
    assert isinstance(network, nx.MultiDiGraph)
    kinds = [kind for _, _, kind in network.edges(data="kind")]
    assert {kind: kinds.count(kind) for kind in kinds} == {"says": 11, "in": 10, "judges": 2}
    assert network.edges[f"{ACTOR}ada-brandt", iri(COURIER, "s1"), "says"]["commitment"] == "CT+"
    assert network.edges[iri(COURIER, "s3"), iri(COURIER, "s2"), "disputes"] == {
        "kind": "judges",
        "weight": 1,
        "stance": "disputes",
        "sign": -1,
        "likelihood": "very-unlikely",
        "first": "2024-05-02",
        "last": "2024-05-02",
    }
    assert network.nodes[iri(COURIER, "s3")]["type"] == "assessment"
    assert network.nodes[iri(WIRE, "ev-1")] == {
        "label": "the closure",
        "type": "event",
        "count": 1,
    }
    assert network.nodes[f"{DOC}{COURIER.version}"]["count"] == 4
    assert network.nodes[f"{DOC}{WIRE.version}"]["count"] == 3  # one of them by two speakers


def test_co_mention(bridge: Store) -> None:
    network = build(bridge, "co-mention")
    assert list(network.edges(data=True)) == [
        (f"{ACTOR}ada-brandt", f"{ACTOR}tom-okafor", {"weight": 1, "documents": 1})
    ]
    assert network.nodes[f"{ACTOR}ada-brandt"]["count"] == 1


@pytest.mark.parametrize("name", NETWORKS)
def test_every_node_and_edge_has_what_the_page_promises(bridge: Store, name: str) -> None:
    network = built(bridge, name)
    assert network.graph["name"] == name
    for _, data in network.nodes(data=True):
        assert {"label", "type", "count"} <= set(data)
    for *_, data in network.edges(data=True):
        assert data["weight"] >= 1


def test_no_such_network_or_parameter(bridge: Store) -> None:
    with pytest.raises(QueryError, match="did you mean co-mention"):
        build(bridge, "co-mentions")
    with pytest.raises(QueryError, match="no parameter when"):
        build(bridge, "who-quotes-whom", when="2024")
    with pytest.raises(QueryError, match="no parameter name"):
        build(bridge, "co-mention", name="x")
    with pytest.raises(QueryError, match="no parameter actor"):
        build(bridge, "claims", actor="x")


def test_stats(bridge: Store) -> None:
    found = stats(build(bridge, "who-quotes-whom"), top=2)
    assert (found.name, found.nodes, found.edges) == ("who-quotes-whom", 11, 14)
    assert (found.components, found.largest) == (1, 11)
    assert found.top == (
        ("Daily Ledger", "organization", 7),
        ("Bridge Institute", "organization", 4),
    )


def test_stats_of_nothing() -> None:
    assert stats(nx.DiGraph()).components == 0
    assert stats(nx.MultiDiGraph([(1, 2), (1, 2), (3, 3)])).largest == 2
