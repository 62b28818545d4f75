"""How a network looks: colours by community or type, sizes by count, places by `layout`.

What is decided here is written to the attribute `viz` of nodes and edges, as networkx and GEXF have
it; GEXF files and pictures show it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from reportedly.network import fast
from reportedly.network.layout import layout
from reportedly.network.measures import LARGE, communities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.network.build import Network

By: TypeAlias = Literal["auto", "community", "type"]

# Okabe and Ito's colours, told apart by the colour-blind, and darker kin for more groups.
PALETTE: Final = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00",
    "#8a7a00", "#5e4fa2", "#7f9f3f", "#a6423a", "#3f7f7f", "#b07aa1",
)  # fmt: skip
OTHER: Final = "#8c8c8c"
TYPES: Final = {
    "person": "#e69f00",
    "organization": "#0072b2",
    "place": "#009e73",
    "group": "#8a7a00",
    "unnamed": "#8c8c8c",
    "statement": "#56b4e9",
    "claim": "#56b4e9",
    "assessment": "#cc79a7",
    "event": "#d55e00",
    "document": "#5e4fa2",
}
SIGNED: Final = {1: "#009e73", -1: "#d55e00"}
_SMALLEST, _LARGEST = 8.0, 40.0


def dress(network: Network, by: By = "auto", *, seed: int = 0) -> Network:
    """Give every node and edge a look, and return the network.

    `by` says what colours mean; where it is "auto", communities, or types where a statement is
    among the nodes or finding communities would take minutes.
    """
    large = network.number_of_edges() >= LARGE and not fast.available()
    if by == "auto":
        by = "type" if large or _has_statements(network) else "community"
    groups = _types(network) if large and by == "type" else communities(network, seed=seed)
    colours = {}
    for number, group in enumerate(groups):
        for node in group:
            kind = str(network.nodes[node].get("type", ""))
            colours[node] = TYPES.get(kind, OTHER) if by == "type" else _shade(number, group)
    network.graph["colours"] = by
    places = layout(network, groups)
    sizes = _sizes(network)
    for node, data in network.nodes(data=True):
        x, y = places[node]
        data["viz"] = {
            "color": rgb(colours[node]),
            "size": sizes[node],
            "position": {"x": round(x, 1), "y": round(y, 1), "z": 0.0},
        }
    for source, _, data in network.edges(data=True):
        shade = SIGNED.get(data.get("sign", 0), colours[source])
        data["viz"] = {"color": {**rgb(shade), "a": 0.6}, "thickness": thickness(data)}
    return network


def _types(network: Network) -> Sequence[set[Any]]:
    """Return the nodes by type, in the place of communities."""
    found: dict[str, set[Any]] = {}
    for node, kind in network.nodes(data="type"):
        found.setdefault(str(kind), set()).add(node)
    return sorted(found.values(), key=len, reverse=True)


def _shade(number: int, group: set[Any]) -> str:
    """Return a community's colour; there is none for who is alone, nor for the smallest."""
    return PALETTE[number] if number < len(PALETTE) and len(group) > 1 else OTHER


def _has_statements(network: Network) -> bool:
    return network.graph.get("name") in {"claims", "claim-source", "story", "attribution"}


def _sizes(network: Network) -> dict[Any, float]:
    """Return sizes whose areas go with the counts, or with degrees where there are none."""
    weights = {
        node: max(float(data.get("count") or 0), 0.0) + network.degree(node) / 2
        for node, data in network.nodes(data=True)
    }
    most = max(weights.values(), default=0) or 1
    return {
        node: round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(weight / most), 2)
        for node, weight in weights.items()
    }


def thickness(data: dict[str, Any]) -> float:
    """Return how thick an edge is drawn: by the logarithm of its weight, 1 to 6."""
    weight = data.get("weight", 1)
    heavy = weight if isinstance(weight, int | float) and weight > 1 else 1
    return round(min(1 + math.log2(heavy) / 1.5, 6.0), 2)


def rgb(colour: str) -> dict[str, int]:
    """Return "#rrggbb" as its channels."""
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}
