"""The same in C++: the one module that knows networkit, which the extra `fast` installs.

networkit is under the MIT licence and has wheels for every Python that we support. It works on
numbers, so a network is handed over as arrays; one thread, so that the same network gives the same
result.
"""

from __future__ import annotations

from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.network.build import Network


def available() -> bool:
    """Tell whether networkit is installed."""
    return find_spec("networkit") is not None


def arrays(network: Network, *, weighted: bool = True) -> tuple[Any, Any, Any]:
    """Return sources, targets (as positions of nodes) and weights of all edges.

    Every edge once, also where there are several between two nodes; weights are 1 unless
    `weighted`. networkx's own way to walk the edges takes twice as long as its dictionaries do.
    """
    place = {node: number for number, node in enumerate(network)}
    neighbours = [near for _, near in network.adjacency()]
    degrees = np.fromiter(map(len, neighbours), np.int64, len(place))
    source = np.repeat(np.arange(len(place)), degrees)
    near = chain.from_iterable(neighbours)
    target = np.fromiter(map(place.__getitem__, near), np.int64, len(source))
    links = chain.from_iterable(each.values() for each in neighbours)
    if network.is_multigraph():
        parallel = list(links)
        times = np.fromiter(map(len, parallel), np.int64, len(source))
        source, target = np.repeat(source, times), np.repeat(target, times)
        links = chain.from_iterable(each.values() for each in parallel)
    weight = _weights(links, len(source)) if weighted else np.ones(len(source))
    if not network.is_directed():  # there each edge is met from both of its ends
        once = source <= target
        source, target, weight = source[once], target[once], weight[once]
    return source, target, weight


def _weights(links: Iterable[dict[str, Any]], size: int) -> Any:
    return np.fromiter((link.get("weight", 1) for link in links), float, size)


def _graph(network: Network, *, directed: bool, weighted: bool = True) -> Any:
    """Return a networkit graph without parallel edges, their weights added up."""
    import networkit as nk

    size = network.number_of_nodes()
    source, target, weight = arrays(network, weighted=weighted)
    if not len(source):
        return nk.Graph(size, weighted=weighted, directed=directed)
    if network.is_multigraph() or directed != network.is_directed():
        if not directed:
            source, target = np.minimum(source, target), np.maximum(source, target)
        pairs, which = np.unique(source * size + target, return_inverse=True)
        weight = np.bincount(which, weight, minlength=len(pairs))
        source, target = pairs // size, pairs % size
    edges = (weight, (source, target)) if weighted else (source, target)
    return nk.GraphFromCoo(edges, n=size, weighted=weighted, directed=directed)


def _one_thread(seed: int) -> None:
    import networkit as nk

    nk.setNumberOfThreads(1)
    nk.setSeed(seed, useThreadId=False)


def communities(network: Network, seed: int) -> list[set[Any]]:
    """Return communities by the Louvain method with refinement (PLM)."""
    import networkit as nk

    _one_thread(seed)
    algorithm = nk.community.PLM(_graph(network, directed=False), refine=True)
    groups: dict[int, set[Any]] = {}
    found = algorithm.run().getPartition().getVector()
    for node, group in zip(network, found, strict=True):
        groups.setdefault(group, set()).add(node)
    return list(groups.values())


def betweenness(network: Network, samples: int | None, seed: int) -> dict[Any, float]:
    """Return betweenness, from all nodes or from `samples` of them, scaled as networkx does."""
    import networkit as nk

    _one_thread(seed)
    graph = _graph(network, directed=network.is_directed(), weighted=False)
    if samples is None:
        algorithm = nk.centrality.Betweenness(graph, normalized=False)
    else:
        algorithm = nk.centrality.EstimateBetweenness(graph, samples, normalized=False)
    scores = np.asarray(algorithm.run().scores())
    size = len(network)
    pairs = (size - 1) * (size - 2) or 1
    # Both count an undirected path from each of its ends.
    return dict(zip(network, (scores / pairs).tolist(), strict=True))
