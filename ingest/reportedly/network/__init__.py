"""Networks of the graph, for networkx and whatever reads what it holds (`export`).

    graph = build(store, "who-quotes-whom")
    summary = stats(graph)

A node's key is its IRI. `docs/networks.md` lists the networks with the attributes of their nodes
and edges; `NETWORKS` has their names.
"""

from reportedly.network.build import NETWORKS, Network, build
from reportedly.network.stats import Stats, stats

__all__ = ["NETWORKS", "Network", "Stats", "build", "stats"]
