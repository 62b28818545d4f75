"""A network in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.network.build import components

if TYPE_CHECKING:
    from reportedly.network.build import Network


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
    parts = components(network)
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
