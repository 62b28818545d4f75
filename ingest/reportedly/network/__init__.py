"""Networks of the graph, for networkx and whatever reads what it holds (`export`).

    graph = build(store, "who-quotes-whom", since="2024")
    summary = stats(graph)
    measured = measure(graph)                     # centralities, communities, bottlenecks, bridges

A node's key is its IRI. `docs/networks.md` lists the networks with the attributes of their nodes
and edges; `NETWORKS` has their names.
"""

from reportedly.network.build import NETWORKS, Network, build, parameters, slices
from reportedly.network.dress import dress
from reportedly.network.measures import (
    CENTRALITIES,
    Bottleneck,
    Bridge,
    Measures,
    betweenness,
    bottlenecks,
    bridges,
    communities,
    cut,
    measure,
    pagerank,
)
from reportedly.network.stats import Stats, stats
from reportedly.network.timeline import Timeline, timeline

__all__ = [
    "CENTRALITIES",
    "NETWORKS",
    "Bottleneck",
    "Bridge",
    "Measures",
    "Network",
    "Stats",
    "Timeline",
    "betweenness",
    "bottlenecks",
    "bridges",
    "build",
    "communities",
    "cut",
    "dress",
    "measure",
    "pagerank",
    "parameters",
    "slices",
    "stats",
    "timeline",
]
