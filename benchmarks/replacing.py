"""What it costs to replace one article in a small store and in a large one.

    python -m benchmarks.replacing [--sizes 100 100000] [--rounds 40] [--folder FOLDER]

Articles are made up and small, 89 quads each, no two alike; nothing is extracted. Measured
are the replacement alone, in a store that is open, and the whole of a run: open, ingest one changed
article, close. Rounds go to and fro between the stores, so that a busy machine slows both. The bar:
in the large store less than twice as long. Filling the large one takes some minutes; a store that
is already in the folder is used as it is, with fresh text in its articles.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.store import MODEL, MadeUp, reading

from reportedly import graph
from reportedly.article import Article
from reportedly.graph.iri import graph_iri
from reportedly.ingestion import ingest
from reportedly.store import Entry, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.store import Store

NOW = datetime(2024, 5, 17, tzinfo=UTC)
_LINES = 3
_BATCH = 200
_WORDS = [f"word{number}" for number in range(20_000)]


def article(number: int, edition: int) -> Article:
    """Return what stands at a place; of words by chance, so that no two texts are copies."""
    words = random.Random(f"{number} {edition}")
    lines = (" ".join(words.choices(_WORDS, k=14)) for _ in range(_LINES))
    return Article("\n".join(lines), f"{number}.txt", location=f"/made-up/{number}")


def entry(of: Article) -> Entry:
    """Return the article as it is stored."""
    return Entry(of, MODEL, graph_iri(of), graph.triples(reading(of)), _LINES)


def fill(path: Path, size: int) -> None:
    """Put so many articles into the store, those that it lacks."""
    with open_store(path, create=True) as store:
        numbers = iter(range(store.counts().articles, size))
        while batch := list(islice(numbers, _BATCH)):
            store.put([entry(article(number, 0)) for number in batch], NOW)
            print(f"\r{batch[-1] + 1:,} articles", end="", file=sys.stderr)
        store.tidy()
    print(file=sys.stderr)


def timed(work: Callable[[], object]) -> float:
    """Return how long `work` takes, in milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def replacements(size: int, edition: Iterator[int]) -> Iterator[Article]:
    """Yield changed articles, from anywhere in the store."""
    numbers = random.Random(size)
    while True:
        yield article(numbers.randrange(size), next(edition))


def run(path: Path, changed: Article) -> None:
    """Do what `reportedly ingest` does with one changed article that is read at once."""
    with open_store(path) as store:
        summary = ingest([changed], store, MadeUp(), now=NOW)
    if summary.changed != 1:
        raise SystemExit(f"{path}: {summary}, and one should have changed")


def put(store: Store, changed: Article) -> None:
    """Replace one article in an open store."""
    store.put([entry(changed)], NOW)


def measure(paths: dict[int, Path], rounds: int) -> dict[int, tuple[float, float]]:
    """Return for each size the median of a replacement and of a run."""
    editions = count(int(time.time()))
    changes = {size: replacements(size, editions) for size in paths}
    alone: dict[int, list[float]] = {size: [] for size in paths}
    whole: dict[int, list[float]] = {size: [] for size in paths}
    stores = {size: open_store(path) for size, path in paths.items()}
    for _ in range(rounds):
        for size, store in stores.items():
            changed = next(changes[size])
            alone[size].append(timed(lambda s=store, c=changed: put(s, c)))  # type: ignore[misc]
    for store in stores.values():
        store.close()
    for _ in range(rounds):
        for size, path in paths.items():
            changed = next(changes[size])
            whole[size].append(timed(lambda p=path, c=changed: run(p, c)))  # type: ignore[misc]
    return {
        size: (statistics.median(alone[size]), statistics.median(whole[size])) for size in paths
    }


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        paths = {size: folder / f"store-{size}" for size in given.sizes}
        for size, path in paths.items():
            fill(path, size)
            with open_snapshot(path) as view:
                print(f"{size:>9,} articles, {view.counts().quads:,} quads")
        found = measure(paths, given.rounds)
    first = found[given.sizes[0]]
    for size, (alone, whole) in found.items():
        print(
            f"{size:>9,} articles: replacing one {alone:6.1f} ms ({alone / first[0]:.2f} x),"
            f" a whole run {whole:6.1f} ms ({whole / first[1]:.2f} x)"
        )


if __name__ == "__main__":
    main()
