"""Who matters in a network: centralities, communities, bottlenecks, bridges between communities.

Everything takes a networkx graph and gives plain values by node. Where networkit is installed
(`pip install 'reportedly[fast]'`) and the network is large, it does the work; on small ones
networkx does, and the tests hold the two to the same results. Weights are strengths: they count
for PageRank and communities, never as distances. Parallel edges are one edge of their summed
weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import networkx as nx  # type: ignore[import-untyped]
import numpy as np

from reportedly.errors import QueryError
from reportedly.network import fast

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from reportedly.network.build import Network

Backend: TypeAlias = Literal["auto", "networkx", "networkit"]
LARGE: Final = 20_000
"""Edges from which networkit is the quicker one by enough to matter, its loading included."""
_SAMPLES: Final = 256
_EXACT: Final = 2_000  # nodes up to which betweenness is not sampled
_DAMPING, _TOLERANCE, _STEPS = 0.85, 1e-9, 200


def _is_fast(network: Network, backend: Backend) -> bool:
    if backend == "networkit" and not fast.available():
        raise QueryError(
            "networkit", "is not installed", "pip install 'reportedly[fast]', or another backend"
        )
    if backend != "auto":
        return backend == "networkit"
    return network.number_of_edges() >= LARGE and fast.available()


def pagerank(network: Network) -> dict[Any, float]:
    """Return how much of a reader's time a node gets who follows edges, by weight.

    In who-quotes-whom it is high for those whose words everybody ends up passing on. As
    `networkx.pagerank`, which needs SciPy; this does not.
    """
    nodes = list(network)
    if not nodes:
        return {}
    flow = _Flow.of(network)
    rank = np.full(len(nodes), 1 / len(nodes))
    for _ in range(_STEPS):
        before, rank = rank, flow.step(rank)
        if np.abs(rank - before).sum() < len(nodes) * _TOLERANCE:
            break
    return dict(zip(nodes, rank.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Flow:
    """How rank flows along edges."""

    source: Any
    target: Any
    share: Any
    sinks: Any

    @classmethod
    def of(cls, network: Network) -> _Flow:
        source, target, weight = fast.arrays(network)
        if not network.is_directed():
            loops = source == target
            source, target, weight = (
                np.concatenate((source, target[~loops])),
                np.concatenate((target, source[~loops])),
                np.concatenate((weight, weight[~loops])),
            )
        out = np.bincount(source, weight, minlength=len(network))
        return cls(source, target, weight / out[source], out == 0)

    def step(self, rank: Any) -> Any:
        size = len(rank)
        moved = np.bincount(self.target, rank[self.source] * self.share, minlength=size)
        return _DAMPING * (moved + rank[self.sinks].sum() / size) + (1 - _DAMPING) / size


def betweenness(
    network: Network, *, samples: int | None = None, seed: int = 0, backend: Backend = "auto"
) -> dict[Any, float]:
    """Return the share of shortest paths that lead through each node.

    Up to 2,000 nodes it is exact, in larger networks an estimate from the paths of 256 nodes
    chosen at random, unless `samples` says how many.
    """
    size = network.number_of_nodes()
    if samples is None and size > _EXACT:
        samples = _SAMPLES
    if samples is not None and samples >= size:
        samples = None
    if _is_fast(network, backend):
        return fast.betweenness(network, samples, seed)
    simple = nx.DiGraph(network) if network.is_directed() else nx.Graph(network)
    found: dict[Any, float] = nx.betweenness_centrality(simple, k=samples, seed=seed)
    return found


def degree(network: Network) -> dict[Any, float]:
    """Return the share of the other nodes that each node has an edge with, as networkx does."""
    found: dict[Any, float] = nx.degree_centrality(network)
    return found


def closeness(network: Network) -> dict[Any, float]:
    """Return how near each node is to those that lead to it; slow beyond some thousand nodes."""
    found: dict[Any, float] = nx.closeness_centrality(network)
    return found


CENTRALITIES: Final[Mapping[str, Callable[[Any], dict[Any, float]]]] = {
    "pagerank": pagerank,
    "betweenness": betweenness,
    "degree": degree,
    "closeness": closeness,
}
"""The centralities by name."""


def communities(network: Network, *, seed: int = 0, backend: Backend = "auto") -> list[set[Any]]:
    """Return groups of nodes with more edges within than between (Louvain), largest first.

    Directions do not count. Who quotes nobody and is quoted by nobody is alone.
    """
    if _is_fast(network, backend):
        found: Iterable[set[Any]] = fast.communities(network, seed)
    else:
        found = nx.community.louvain_communities(_undirected(network), seed=seed)
    return sorted(found, key=lambda group: (-len(group), min(map(str, group))))


def modularity(network: Network, groups: Collection[set[Any]]) -> float:
    """Return how much better than chance the communities keep edges within."""
    value: float = nx.community.modularity(_undirected(network), groups)
    return value


def _undirected(network: Network) -> Any:
    """Return the network as a simple one without directions, weights added up."""
    simple = nx.Graph()
    simple.add_nodes_from(network)
    for source, target, weight in network.edges(data="weight", default=1):
        if simple.has_edge(source, target):
            simple.edges[source, target]["weight"] += weight
        else:
            simple.add_edge(source, target, weight=weight)
    return simple


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A node without which its part of the network falls into `parts`.

    `cut_off` is how many nodes are then severed from the largest of them.
    """

    node: Any
    parts: int
    cut_off: int


def bottlenecks(network: Network) -> list[Bottleneck]:
    """Return the nodes that alone hold a part of the network together, the worst first.

    These are the vertex cuts of one node, directions ignored; `cut` finds larger ones.
    """
    simple = _undirected(network)
    found = [
        each
        for part in nx.connected_components(simple)
        for each in _joints(simple.subgraph(part), len(part))
    ]
    return sorted(found, key=lambda each: (-each.cut_off, -each.parts, str(each.node)))


def _joints(part: Any, size: int) -> list[Bottleneck]:
    """Find the joints of one connected part in the tree of its blocks and joints."""
    blocks = list(nx.biconnected_components(part))
    if len(blocks) < 2:
        return []
    seen: set[Any] = set()
    joints: set[Any] = set()
    for block in blocks:
        joints |= block & seen
        seen |= block
    tree = nx.Graph()
    weights: dict[Any, int] = {}
    for number, block in enumerate(blocks):
        key = ("block", number)
        weights[key] = len(block - joints)
        tree.add_node(key)
        tree.add_edges_from((key, ("joint", node)) for node in block & joints)
    weights |= {("joint", node): 1 for node in joints}
    below = dict(weights)
    parts: dict[Any, list[int]] = {("joint", node): [] for node in joints}
    for above, under in reversed(list(nx.dfs_edges(tree, ("block", 0)))):
        below[above] += below[under]
        if above in parts:
            parts[above].append(below[under])
    found = []
    for key, sizes in parts.items():
        every = [*sizes, size - below[key]]
        found.append(Bottleneck(key[1], len(every), size - 1 - max(every)))
    return found


def cut(network: Network, sources: Iterable[Any], target: Any) -> set[Any]:
    """Return the fewest nodes that all paths from any of `sources` to `target` lead through.

    Their number is also how many paths there are that share no node. In an attribution network,
    from the documents to the claim, they are those whom everybody has it from. Raises QueryError
    where a source has an edge to the target, so that nobody stands between, or is not there.
    """
    starts = [node for node in sources if node in network]
    if target not in network or not starts or target in starts:
        raise QueryError(str(target), "not a node apart from the sources", "nodes of the network")
    if any(network.has_edge(node, target) for node in starts):
        raise QueryError(str(target), "nobody stands between it and a source", "other sources")
    joined = nx.DiGraph(network) if network.is_directed() else nx.Graph(network)
    start = object()
    joined.add_edges_from((start, node) for node in starts)
    # The sources themselves are no answer: each is split off with a way around it.
    entries = {follower for node in starts for follower in list(joined[node])} - set(starts)
    joined.remove_nodes_from(starts)
    joined.add_edges_from((start, node) for node in entries - {start})
    if start not in joined or not nx.has_path(joined, start, target):
        return set()
    return set(nx.minimum_node_cut(joined, start, target))


@dataclass(frozen=True, slots=True)
class Bridge:
    """A node with edges into other communities than its own: how many of them, how many edges."""

    node: Any
    community: int
    reaches: int
    edges: int


def bridges(network: Network, groups: Collection[set[Any]]) -> list[Bridge]:
    """Return the nodes that join communities, those that reach most of them first."""
    home = {node: number for number, group in enumerate(groups) for node in group}
    reached: dict[Any, set[int]] = {}
    edges: dict[Any, int] = {}
    for source, target in network.edges():
        if home[source] != home[target]:
            for node, other in ((source, target), (target, source)):
                reached.setdefault(node, set()).add(home[other])
                edges[node] = edges.get(node, 0) + 1
    found = [Bridge(node, home[node], len(reached[node]), edges[node]) for node in reached]
    return sorted(found, key=lambda each: (-each.reaches, -each.edges, str(each.node)))


@dataclass(frozen=True, slots=True)
class Measures:
    """What `measure` finds: by node, and the groups, joints and bridges as lists."""

    pagerank: dict[Any, float]
    betweenness: dict[Any, float]
    communities: list[set[Any]]
    bottlenecks: list[Bottleneck]
    bridges: list[Bridge]


def measure(network: Network, *, seed: int = 0, backend: Backend = "auto") -> Measures:
    """Measure `network` and write to its nodes what concerns them.

    They get `pagerank`, `betweenness`, `community` (0 is the largest) and `bottleneck` (how many
    nodes would be cut off), which all exports then have.
    """
    groups = communities(network, seed=seed, backend=backend)
    joints = bottlenecks(network)
    found = Measures(
        pagerank(network),
        betweenness(network, seed=seed, backend=backend),
        groups,
        joints,
        bridges(network, groups),
    )
    home = {node: number for number, group in enumerate(groups) for node in group}
    cut_off = {each.node: each.cut_off for each in joints}
    for node, data in network.nodes(data=True):
        data["pagerank"] = found.pagerank[node]
        data["betweenness"] = found.betweenness[node]
        data["community"] = home[node]
        data["bottleneck"] = cut_off.get(node, 0)
    return found
