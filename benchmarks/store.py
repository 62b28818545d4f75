"""What the store costs: writing, reading beside a writer, doing nothing, and memory.

    python benchmarks/store.py [--articles 64] [--rounds 2] [--memory 1000 10000]

Articles are made up, one statement a line, about 900 quads each; nothing is extracted, so that
only the store is measured. Ratios say more than milliseconds: they hold on a busy machine too.
Takes a minute or two.
"""

from __future__ import annotations

import argparse
import io
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.graph.iri import graph_iri
from reportedly.ingestion import ingest
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Hop,
    Model,
    Reading,
    SpeechMode,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

NOW = datetime(2024, 5, 17, tzinfo=UTC)
MODEL = Model("reportedly/benchmark", "made up", "1", "0" * 64)
LINES = 40  # statements of about 25 quads each


class MadeUp:
    """Takes every line for a statement of the publisher's."""

    model = MODEL

    def extract(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Yield a reading for each article."""
        return map(reading, articles)


def reading(article: Article) -> Reading:
    """Return what `MadeUp` finds."""
    outlet = Actor("outlet", "Outlet", ActorType.ORGANIZATION)
    published = TemporalExtent("published", None, None, None, None, DateBasis.UNKNOWN)
    hop = Hop("outlet", SpeechMode.DOCUMENT, Commitment.CERTAIN_UNKNOWN)
    statements, start = [], 0
    for line in article.text.split("\n"):
        span = Span(start, start + len(line))
        statements.append(Statement(f"st-{start}", (span,), (line,), (hop,), 0.75))
        start = span.end + 1
    return Reading(
        article,
        MODEL,
        "outlet",
        "published",
        actors=(outlet,),
        times=(published,),
        statements=tuple(statements),
    )


def articles(count: int, lines: int = LINES, edition: int = 0) -> Iterator[Article]:
    """Yield made-up articles; another edition has other texts in the same places."""
    for n in range(count):
        text = "\n".join(f"In {edition}, {n} said {line} of the talks." for line in range(lines))
        yield Article(text, f"{n}.txt", location=f"/news/{n}.txt")


def entries(found: Iterable[Article]) -> list[Entry]:
    """Return what is to be put into a store."""
    made = [(article, graph.triples(reading(article))) for article in found]
    return [Entry(a, MODEL, graph_iri(a), t, LINES) for a, t in made]


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder that goes afterwards."""
    path = Path(tempfile.mkdtemp(prefix="reportedly-benchmark-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)  # Oxigraph may still be closing


def clock(act: Callable[[], object]) -> float:
    """Return the seconds that `act` takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def batches(made: list[Entry], size: int) -> Iterator[list[Entry]]:
    """Cut `made` into batches."""
    return (made[i : i + size] for i in range(0, len(made), size))


# ------------------------------------------------------------------------------ how graphs go in


def n_quads(batch: list[Entry]) -> bytes:
    """Return a batch as N-Quads."""
    return "".join(f"{t[:-1]}<{e.graph}> .\n" for e in batch for t in e.triples).encode()


def updated(store: ox.Store, batch: list[Entry]) -> None:
    """Write by SPARQL update."""
    drops = " ; ".join(f"DROP SILENT GRAPH <{e.graph}>" for e in batch)
    inside = "".join(f"GRAPH <{e.graph}> {{ {' '.join(e.triples)} }}" for e in batch)
    store.update(f"{drops} ; INSERT DATA {{ {inside} }}")


def loaded(store: ox.Store, batch: list[Entry]) -> None:
    """Write by `load`."""
    store.load(n_quads(batch), ox.RdfFormat.N_QUADS)


def extended(store: ox.Store, batch: list[Entry]) -> None:
    """Write by `extend`, with Quad objects."""
    store.extend(list(ox.parse(n_quads(batch), ox.RdfFormat.N_QUADS)))


def bulk_loaded(store: ox.Store, batch: list[Entry]) -> None:
    """Write by `bulk_load`."""
    store.bulk_load(n_quads(batch), ox.RdfFormat.N_QUADS)


WAYS = (
    ("update, one article each", updated, 1),
    ("update, 16 together", updated, 16),
    ("load, one article each", loaded, 1),
    ("load, 16 together", loaded, 16),
    ("extend, 16 together", extended, 16),
    ("bulk_load, one article each", bulk_loaded, 1),
    ("bulk_load, 4 together", bulk_loaded, 4),
    ("bulk_load, 16 together", bulk_loaded, 16),
    ("bulk_load, 64 together", bulk_loaded, 64),
)


def writing(made: list[Entry], rounds: int) -> None:
    """Compare the ways by which graphs can get into Oxigraph."""
    best = {
        name: min(_into_a_new_one(made, way, size) for _ in range(rounds))
        for name, way, size in WAYS
    }
    least = min(best.values())
    for name, took in best.items():
        print(f"  {name:30} {took * 1e3:6.1f} ms an article   {took / least:4.1f} x the least")


def _into_a_new_one(
    made: list[Entry], way: Callable[[ox.Store, list[Entry]], None], size: int
) -> float:
    """Return the seconds an article takes."""
    with folder() as path:
        store = ox.Store(path / "graph")
        took = clock(lambda: [way(store, batch) for batch in batches(made, size)])
    return took / len(made)


# ------------------------------------------------------------------------------- the whole store


def putting(made: list[Entry], replacing: list[Entry], rounds: int) -> None:
    """Measure `put`, texts and books included, and doing nothing."""
    new, changed, same = [], [], []
    for _ in range(rounds):
        with folder() as path, open_store(path, create=True) as store:
            new += [clock(lambda b=b: store.put(b, NOW)) / len(b) for b in batches(made, 16)]
            same.append(clock(lambda: [store.standing(e.article, MODEL) for e in made]) / len(made))
            some = replacing[:48]
            changed += [clock(lambda b=b: store.put(b, NOW)) / len(b) for b in batches(some, 16)]
    quads = statistics.mean(len(entry.triples) for entry in made)
    print(f"  an article has {quads:.0f} quads")
    for name, took in (("new", new), ("changed", changed)):
        print(
            f"  {name:10} {statistics.median(took) * 1e3:6.1f} ms an article (median of batches),"
            f" {min(took) * 1e3:.1f} at best"
        )
    print(f"  {'unchanged':10} {min(same) * 1e3:6.3f} ms an article")


def reading_beside(made: list[Entry], rounds: int) -> None:
    """Measure what it takes to get a snapshot, with and without a writer, and to dump it."""
    with folder() as path:
        with open_store(path, create=True) as store:
            for batch in batches(made, 16):
                store.put(batch, NOW)
            store.tidy()
            beside = [clock(lambda: open_snapshot(path).close()) for _ in range(rounds)]
        alone = [clock(lambda: open_snapshot(path).close()) for _ in range(rounds)]
        with open_snapshot(path) as view:
            quads = view.counts().quads
            dump = clock(lambda: view.dump(io.BytesIO(), "nq"))
    print(f"  of a store of {quads:,} quads")
    print(f"  a snapshot, nobody writing     {statistics.median(alone) * 1e3:6.1f} ms")
    print(f"  a snapshot beside a writer     {statistics.median(beside) * 1e3:6.1f} ms")
    print(f"  N-Quads, sorted                {dump / quads * 1e6:6.1f} ms a thousand quads")


def memory(count: int) -> None:
    """Ingest `count` small articles and print the peak of this process, in MiB."""
    with folder() as path, open_store(path, create=True) as store:
        ingest(articles(count, 3), store, MadeUp(), now=NOW)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)


def memories(counts: list[int]) -> None:
    """Print the peak memory of a run for each number of articles."""
    for count in counts:
        command = [sys.executable, __file__, "--memory-of", str(count)]
        start = time.perf_counter()
        found = subprocess.run(command, capture_output=True, text=True, check=True)
        took = time.perf_counter() - start
        print(f"  {count:7,} articles   {int(found.stdout):5} MiB at the peak   {took:5.0f} s")


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=64)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--memory", type=int, nargs="*", default=[1_000, 10_000])
    options.add_argument("--memory-of", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.memory_of:
        memory(chosen.memory_of)
        return
    print("Memory:")
    memories(chosen.memory)  # first: a child's peak counts from what its parent had
    made = entries(articles(chosen.articles))
    print("Graphs into Oxigraph:")
    writing(made, chosen.rounds)
    print("Articles into the store:")
    putting(made, entries(articles(chosen.articles, edition=1)), chosen.rounds)
    print("Snapshots:")
    reading_beside(made, 10)


if __name__ == "__main__":
    main()
