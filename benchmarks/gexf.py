"""Our GEXF writer against networkx's on the same network in the same run.

    python benchmarks/gexf.py [NODES [EDGES]]

Prints seconds and peak memory on top of the network (`ru_maxrss` of a process of its own, so that
neither writer profits from the other), and the ratio, which alone means anything on a machine that
others use too. If GEXF_SCHEMA names the official RELAX NG schema, it also says whether that takes
what each writes of a small network; validating a large one takes far longer than writing it.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import networkx as nx

ROUNDS = 3


def network(nodes: int, edges: int) -> Any:
    """Return a directed network like who-quotes-whom: names, kinds, counts, dates."""
    chance = random.Random(1)
    graph = nx.DiGraph(name="benchmark")
    for i in range(nodes):
        graph.add_node(
            f"https://w3id.org/reportedly/kg/actor/a{i}",
            label=f"Actor № {i} & Co",
            type=chance.choice(["person", "organization", "unnamed"]),
            count=chance.randrange(1000),
        )
    keys = list(graph)
    ends: set[tuple[str, str]] = set()
    while len(ends) < edges:
        ends.add((chance.choice(keys), chance.choice(keys)))
    for source, target in sorted(ends):
        graph.add_edge(
            source,
            target,
            weight=chance.randrange(1, 50),
            documents=chance.randrange(1, 9),
            first=f"20{chance.randrange(10, 25)}-0{chance.randrange(1, 10)}-01",
        )
    return graph


def ours(graph: Any, path: Path) -> None:
    """Write with our writer."""
    from reportedly.export import save

    save("gexf", graph, path)


def theirs(graph: Any, path: Path) -> None:
    """Write with networkx's."""
    nx.write_gexf(graph, path, version="1.3")


WRITERS = {"networkx": theirs, "ours": ours}


def measured(name: str, nodes: int, edges: int, path: Path) -> tuple[float, float]:
    """Return the best seconds of `ROUNDS` and the MiB that writing added to the process."""
    graph = network(nodes, edges)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        WRITERS[name](graph, path)
        seconds.append(time.perf_counter() - start)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return min(seconds), (after - before) / 1024


def valid(name: str, path: Path) -> str:
    """Tell whether the schema takes what a writer makes of a small network."""
    from lxml import etree

    schema = os.environ.get("GEXF_SCHEMA")
    if not schema:
        return "not checked"
    WRITERS[name](network(500, 2_000), path)
    return "yes" if etree.RelaxNG(etree.parse(schema)).validate(etree.parse(path)) else "no"


def main(nodes: int = 100_000, edges: int = 491_000) -> None:
    """Measure both and print."""
    print(f"{nodes:,} nodes, {edges:,} edges, best of {ROUNDS}")
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in WRITERS:
            path = Path(folder) / f"{name}.gexf"
            with get_context("spawn").Pool(1) as pool:
                results[name] = pool.apply(measured, (name, nodes, edges, path))
            seconds, memory = results[name]
            size = path.stat().st_size / 2**20
            told = f"{seconds:6.1f} s  +{memory:5.0f} MiB  file {size:4.0f} MiB"
            print(f"{name:9}{told}  valid: {valid(name, path)}", flush=True)
    print(f"time: {results['networkx'][0] / results['ours'][0]:.1f} times as fast")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
