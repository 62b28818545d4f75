"""Our GEXF writer against networkx's on the same network in the same run.

    python benchmarks/gexf.py [NODES [EDGES]]

Prints seconds of the clock and of the processor and peak memory on top of the network (`ru_maxrss`
of a process of its own, so that neither writer profits from the other), and the ratios, which alone
mean anything on a machine that others use too. "moving" is ours with a look for every node and edge
and with times, which has twice as much to write. If GEXF_SCHEMA names the official RELAX NG schema,
it also says whether that takes what each writes of a small network; validating a large one takes
far longer than writing it.
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


WRITERS = {"networkx": theirs, "ours": ours, "moving": ours}


def moving(graph: Any) -> None:
    """Give a look to every node and edge, and a last day to every edge."""
    graph.graph["mode"] = "dynamic"
    for number, (_, data) in enumerate(graph.nodes(data=True)):
        place = {"x": float(number % 317), "y": float(number // 317)}
        data["viz"] = {"color": {"r": 9, "g": 99, "b": 199}, "size": 9.5, "position": place}
    for *_, data in graph.edges(data=True):
        data["viz"] = {"color": {"r": 9, "g": 99, "b": 199, "a": 0.6}, "thickness": 1.5}
        data["last"] = "2025-01-01"


def measured(name: str, nodes: int, edges: int, path: Path) -> tuple[float, float, float]:
    """Return the best seconds of `ROUNDS`, also of the processor, and the MiB that it took."""
    graph = network(nodes, edges)
    if name == "moving":
        moving(graph)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, busy = [], []
    for _ in range(ROUNDS):
        start, begin = time.perf_counter(), time.process_time()
        WRITERS[name](graph, path)
        seconds.append(time.perf_counter() - start)
        busy.append(time.process_time() - begin)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return min(seconds), min(busy), (after - before) / 1024


def valid(name: str, path: Path) -> str:
    """Tell whether the schema takes what a writer makes of a small network."""
    from lxml import etree

    schema = os.environ.get("GEXF_SCHEMA")
    if not schema:
        return "not checked"
    WRITERS[name](network(500, 2_000), path)
    return "yes" if etree.RelaxNG(etree.parse(schema)).validate(etree.parse(path)) else "no"


def main(nodes: int = 100_000, edges: int = 500_000) -> None:
    """Measure both and print."""
    print(f"{nodes:,} nodes, {edges:,} edges, best of {ROUNDS}")
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in WRITERS:
            path = Path(folder) / f"{name}.gexf"
            with get_context("spawn").Pool(1) as pool:
                results[name] = pool.apply(measured, (name, nodes, edges, path))
            seconds, busy, memory = results[name]
            size = path.stat().st_size / 2**20
            times = f"{seconds:6.1f} s  {busy:6.1f} s of the processor"
            told = f"{times}  +{memory:5.0f} MiB  file {size:4.0f} MiB"
            print(f"{name:9}{told}  valid: {valid(name, path)}", flush=True)
    clock, processor = (results["networkx"][each] / results["ours"][each] for each in (0, 1))
    print(f"time: {clock:.1f} times as fast, by the processor {processor:.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
