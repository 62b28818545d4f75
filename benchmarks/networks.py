"""Networks from a store: how fast they are built, and measured with networkit and with networkx.

    python benchmarks/networks.py [--articles 14000] [--samples 64] [--store FOLDER]
        [--skip-networkx] [--skip-sparql]

A made-up store: articles of 20 statements, each with a chain of three hops between a dozen actors
of 100,000, most of them of the article's own circle. Nothing is extracted; the graphs have what
networks are made of, in the terms that ingestion writes. Seconds are of the clock and of the
processor: on a machine that others use too, the second says more. networkx's communities take
minutes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.graph import vocabulary as v
from reportedly.graph.iri import KG
from reportedly.network import betweenness, build, communities, measures, pagerank
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.store import View

ACTORS = 100_000
OUTLETS = 400
CIRCLES = 500
STATEMENTS = 20  # an article


def graphs(articles: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the made-up graphs as N-Triples lines."""
    chance = random.Random(1)
    for number in range(articles):
        lines = []
        for subject, predicate, thing in article(f"{KG}doc/{number:016x}", number, chance):
            term = thing if thing.startswith('"') else f"<{thing}>"
            lines.append(f"<{subject}> <{predicate}> {term} .")
        yield f"{KG}graph/doc/{number:016x}", lines


def article(document: str, number: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of one article."""
    size = ACTORS // CIRCLES
    circle = chance.randrange(CIRCLES) * size
    cast = [circle + chance.randrange(size) for _ in range(10)]
    cast += [chance.randrange(ACTORS) for _ in range(2)]
    outlet = f"{KG}actor/outlet-{chance.randrange(OUTLETS)}"
    day = f'"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"^^<{v.XSD_DATE}>'
    yield document, v.TYPE, v.NEWS_ARTICLE
    yield document, v.SHA256, f'"{number:064x}"'
    yield document, v.PUBLISHER, outlet
    yield document, v.WHEN, f"{document}#t"
    yield f"{document}#t", v.EARLIEST, day
    yield f"{document}#t", v.LATEST, day
    for actor in {outlet, *(f"{KG}actor/actor-number-{each}" for each in cast)}:
        yield actor, v.TYPE, v.ACTOR
        yield actor, v.TYPE, v.ORGANIZATION
        yield actor, v.NAME, f'"{actor.rpartition("/")[2]}"'
    for position in range(STATEMENTS):
        hops = [f"{KG}actor/actor-number-{each}" for each in chance.sample(cast, 2)]
        yield from statement(f"{document}#st-{position * 90}-{position * 90 + 80}", [*hops, outlet])


def statement(this: str, actors: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the triples of a statement with a chain of `actors`."""
    yield this, v.TYPE, v.STATEMENT
    yield this, v.TEXT, f'"What {actors[0]} said {this}"@en'
    for place, actor in enumerate(actors):
        hop = f"{this}-a{place + 1}"
        yield this, v.HAS_ATTRIBUTION, hop
        yield hop, v.TYPE, v.ATTRIBUTION
        yield hop, v.ATTRIBUTED_TO, actor
        yield hop, v.FACTUALITY, f"{v.SC}Uu"
        if place + 1 < len(actors):
            yield hop, v.RELAYED_BY, f"{this}-a{place + 2}"


def clocked(name: str, act: Callable[[], Any]) -> tuple[Any, float, float]:
    """Run `act` and print how long it took; return what it gave and the seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"  {name:34} {wall:8.1f} s  {cpu:8.1f} s of the processor", flush=True)
    return found, wall, cpu


def fill(folder: Path, articles: int) -> None:
    """Make a store of made-up articles: graphs and gists as `Store.put` writes them, at once.

    `put` would also compare every statement with all others, which takes longer than all else here.
    """
    made, start = graphs(articles), time.perf_counter()
    with open_store(folder, create=True) as store:
        while batch := list(islice(made, 1_000)):
            quads = (f"{line[:-1]}<{name}> .\n" for name, lines in batch for line in lines)
            store._graphs.store.bulk_load("".join(quads).encode(), n_quads())
            with store._records.transaction():
                for name, lines in batch:
                    store._records.gists.enter(name, lines)
        store.compact()
        quads = len(store._graphs.store)
    took = time.perf_counter() - start
    print(f"{articles:,} articles, {quads:,} quads, stored in {took:.0f} s", flush=True)


def n_quads() -> Any:
    """Return the format of the lines."""
    import pyoxigraph as ox

    return ox.RdfFormat.N_QUADS


@dataclass(frozen=True)
class Endpoint:
    """The store without its gists, as any other that answers SPARQL."""

    store: View

    def query(self, sparql: str) -> Any:
        """Answer a query."""
        return self.store.query(sparql)


def building(store: View, *, slow: bool) -> Any:
    """Measure building; return who-quotes-whom."""
    print("Built from the store:")
    networks = {}
    kinds = {"": store, ", in SPARQL": Endpoint(store)} if slow else {"": store}
    for (how, source), name in product(kinds.items(), ("who-quotes-whom", "claim-source")):
        network, wall, cpu = clocked(f"{name}{how}", partial(build, source, name))
        size = network.number_of_edges()
        rates = f"{size / wall:,.0f} edges/s, {size / cpu:,.0f} by the processor"
        print(f"    {network.number_of_nodes():,} nodes, {size:,} edges: {rates}", flush=True)
        networks.setdefault(name, network)
    return networks["who-quotes-whom"]


def measuring(network: Any, samples: int, *, slow: bool) -> None:
    """Compare the backends on one network."""
    print("Measured:")
    clocked("networkit is loaded", lambda: import_module("networkit"))
    clocked("PageRank", lambda: pagerank(network))
    tasks: dict[str, Callable[[measures.Backend], Any]] = {
        f"betweenness from {samples} nodes": lambda backend: betweenness(
            network, samples=samples, backend=backend
        ),
        "communities": lambda backend: communities(network, backend=backend),
    }
    for name, task in tasks.items():
        fast, wall, cpu = clocked(f"{name}, networkit", lambda task=task: task("networkit"))
        if slow:
            other, longer, more = clocked(f"{name}, networkx", lambda task=task: task("networkx"))
            print(f"    {longer / wall:.1f} times as fast, {more / cpu:.1f} by the processor")
            if name == "communities":
                pair = (measures.modularity(network, groups) for groups in (fast, other))
                print("    modularity {:.3f}, networkx's {:.3f}".format(*pair), flush=True)


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=14_000)
    options.add_argument("--samples", type=int, default=64)
    options.add_argument("--store", type=Path, help="made if it is not there, and kept")
    options.add_argument("--skip-networkx", action="store_true")
    options.add_argument("--skip-sparql", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = chosen.store or Path(folder) / "store"
        if not place.exists():
            fill(place, chosen.articles)
        with open_snapshot(place) as store:
            network = building(store, slow=not chosen.skip_sparql)
        measuring(network, chosen.samples, slow=not chosen.skip_networkx)


if __name__ == "__main__":
    main()
