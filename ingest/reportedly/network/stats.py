"""A network in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx  # type: ignore[import-untyped]

from reportedly.network.measures import measure

if TYPE_CHECKING:
    from reportedly.network.build import Network

MEASURED = ("node", "type", "pagerank", "betweenness", "community", "bottleneck", "reaches", "key")
"""The columns of `measured_rows`."""


@dataclass(frozen=True, slots=True)
class Stats:
    """How large a network is and who stands out.

    `components` are the parts that hang together when directions are ignored, `largest` the nodes
    of the largest. `top` has the nodes with most edges, in and out: label, type, degree.
    """

    name: str
    nodes: int
    edges: int
    components: int
    largest: int
    top: tuple[tuple[str, str, int], ...]


def stats(network: Network, top: int = 10) -> Stats:
    """Return `network` in a few numbers, with its `top` nodes."""
    parts = _components(network)
    ranked = sorted(network.degree, key=lambda pair: (-pair[1], str(pair[0])))[:top]
    nodes = network.nodes
    return Stats(
        name=network.graph.get("name", ""),
        nodes=network.number_of_nodes(),
        edges=network.number_of_edges(),
        components=len(parts),
        largest=max(parts, default=0),
        top=tuple(
            (str(nodes[node].get("label", node)), str(nodes[node].get("type", "")), degree)
            for node, degree in ranked
        ),
    )


def measured_rows(network: Network) -> list[tuple[object, ...]]:
    """Return what `measure` says of each node, the highest PageRank first.

    `reaches` is how many other communities the node has edges into.
    """
    found = measure(network)
    reaches = {bridge.node: bridge.reaches for bridge in found.bridges}
    ranked = sorted(network, key=lambda node: (-found.pagerank[node], str(node)))
    return [
        (
            data.get("label", node),
            data.get("type", ""),
            f"{data['pagerank']:.4f}",
            f"{data['betweenness']:.4f}",
            data["community"],
            data["bottleneck"],
            reaches.get(node, 0),
            node,
        )
        for node, data in ((node, network.nodes[node]) for node in ranked)
    ]


def _components(network: Network) -> list[int]:
    """Return the sizes of the parts that hang together when directions are ignored."""
    return [len(part) for part in nx.connected_components(network.to_undirected(as_view=True))]
