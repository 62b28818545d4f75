"""Nodes and edges put into an empty directed network at once.

networkx looks at each node of each edge and copies all attributes. Half a million nodes and edges
whose attributes nobody else holds go into the dictionaries that its classes document ("dict of dict
of dict") in half the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def fill(
    network: Any,
    nodes: Mapping[str, dict[str, Any]],
    edges: Iterable[tuple[str, str, dict[str, Any]]],
) -> None:
    """Put `nodes` and `edges` between them, each pair once, into an empty DiGraph."""
    network._node.update(nodes)
    after, before = network._succ, network._pred
    after.update({node: {} for node in nodes})
    before.update({node: {} for node in nodes})
    for source, target, data in edges:
        after[source][target] = before[target][source] = data
