"""What finding copies costs, and what it is worth beside other ways.

    python benchmarks/duplicates.py [--articles 200000] [--batch 16]

First the pairs in tests/data/copies: how many copies each way of comparing finds at a precision of
0.98, with the threshold that is best for it there. Then the index: made-up sketches go in as the
store puts them in, a batch a transaction, every tenth of them a copy of an earlier one.
A million takes ten minutes or more and 320 MB of disk; the default takes two minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trafilatura.deduplication import Simhash

from reportedly import likeness
from reportedly.store import copies
from reportedly.store.sketches import Sketches

if TYPE_CHECKING:
    from collections.abc import Callable

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "copies" / "pairs.jsonl"
FLOOR = 0.98
STEPS = 10
LOOKUPS = 2_000


# ---------------------------------------------------------------------------------- ways to compare


def simhash(one: str, other: str) -> float:
    """Return the similarity of trafilatura's fingerprints, of 64 bits."""
    return float(Simhash(one).similarity(Simhash(other)))


def resemblance(one: str, other: str) -> float:
    """Return the share of all shingles that both texts have, which MinHash estimates."""
    a, b = (set(likeness.traits(text).shingles.tolist()) for text in (one, other))
    return len(a & b) / len(a | b)


def containment(one: str, other: str) -> float:
    """Return the share of the shorter text's shingles that the longer one has."""
    a, b = (set(likeness.traits(text).shingles.tolist()) for text in (one, other))
    return len(a & b) / min(len(a), len(b))


def ours(one: str, other: str) -> float:
    """Return 1 where we take the two for one text."""
    return float(likeness.same_text(likeness.traits(one), likeness.traits(other)))


def compare() -> None:
    """Print what each way makes of the gold."""
    pairs = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    print(f"{len(pairs)} pairs, {sum(p['same'] for p in pairs)} of them one text")
    for way in (simhash, resemblance, containment, ours):
        start = time.perf_counter()
        scored = [(way(p["one"], p["other"]), p["same"]) for p in pairs]
        took = (time.perf_counter() - start) / len(pairs)
        threshold, precision, recall = best(scored)
        print(
            f"  {way.__name__:12} precision {precision:.3f}  recall {recall:.3f}"
            f"  (from {threshold:.2f} on)  {took * 1e3:5.2f} ms a pair"
        )
    halves(pairs, ours)


def best(scored: list[tuple[float, bool]]) -> tuple[float, float, float]:
    """Return the threshold with the highest recall at the precision wanted, and both."""
    found = (1.01, 1.0, 0.0)
    for threshold in {score for score, _ in scored}:
        taken = [same for score, same in scored if score >= threshold]
        precision = sum(taken) / len(taken)
        recall = sum(taken) / sum(same for _, same in scored)
        if precision >= FLOOR and recall > found[2] and threshold > 0:
            found = (threshold, precision, recall)
    return found


def halves(pairs: list[dict[str, Any]], way: Callable[[str, str], float]) -> None:
    """Print precision and recall on either half."""
    for half in ("choose", "test"):
        some = [(way(p["one"], p["other"]), p["same"]) for p in pairs if p["half"] == half]
        _, precision, recall = best(some)
        print(f"  ours, the half called {half:7} precision {precision:.3f}  recall {recall:.3f}")


# ---------------------------------------------------------------------------------------- the index


def keys(number: int) -> list[int]:
    """Return the made-up sketch of a document; every tenth shares most of an earlier one's."""
    own = random.Random(number)
    fresh = [own.getrandbits(48) for _ in range(likeness.KEYS)]
    return [*keys(number // 2)[:12], *fresh[12:]] if number % 10 == 9 else fresh


def fill(db: sqlite3.Connection, articles: int, batch: int) -> None:
    """Put `articles` in, printing the rate as the index grows."""
    table = Sketches(db)
    start, told, waiting = time.perf_counter(), 0, 0.0
    for first in range(1, articles + 1, batch):
        made = [(n, keys(n)) for n in range(first, min(first + batch, articles + 1))]
        began = time.perf_counter()
        db.execute("BEGIN IMMEDIATE")
        for number, sketch in made:
            table.before(number, sketch)
            table.add(number, sketch)
            db.execute(
                "INSERT INTO arrival (number, version) VALUES (?, ?)", [number, name(number)]
            )
        db.execute("COMMIT")
        waiting += time.perf_counter() - began
        done = made[-1][0]
        if done * STEPS // articles > told * STEPS // articles:
            rate = (done - told) / waiting
            print(f"  {done:12,} in   {rate:8,.0f} a second, looked up and filed   {peak():5} MiB")
            told, waiting = done, 0.0
    print(f"  {time.perf_counter() - start:.0f} s altogether")


def name(number: int) -> str:
    """Return a made-up version: sixteen hex digits in no order."""
    return f"{random.Random(-number).getrandbits(64):016x}"


def look_up(db: sqlite3.Connection, articles: int) -> None:
    """Print how quickly copies are found, and how many."""
    table = Sketches(db)
    asked = [n for n in random.Random(1).sample(range(1, articles), LOOKUPS) if n % 10 == 9]
    sketches = [(n, keys(n)) for n in asked]
    start = time.perf_counter()
    right = sum(n // 2 in table.before(n, sketch) for n, sketch in sketches)
    took = (time.perf_counter() - start) / len(asked)
    print(f"  {right} of {len(asked)} copies lead to their original, {took * 1e3:.2f} ms each")


def peak() -> int:
    """Return the peak memory of this process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def index(articles: int, batch: int, where: Path | None) -> None:
    """Fill an index on disk and measure it."""
    with tempfile.TemporaryDirectory(prefix="reportedly-benchmark-", dir=where) as folder:
        path = Path(folder) / "index.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.executescript(copies.SCHEMA)
            fill(db, articles, batch)
            look_up(db, articles)
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
    print(f"  {size / articles:.0f} bytes of disk an article, {size >> 20} MiB altogether")
    print(f"  {peak()} MiB of memory at the peak, Python and numpy included")


def main() -> None:
    """Run both."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=200_000)
    options.add_argument("--batch", type=int, default=16)
    options.add_argument("--where", type=Path, help="folder for the index, by default /tmp")
    chosen = options.parse_args()
    if not chosen.articles >= 1_000:
        sys.exit("--articles: at least 1,000")
    print("Comparing:")
    compare()
    print("Index:")
    index(chosen.articles, chosen.batch, chosen.where)


if __name__ == "__main__":
    main()
