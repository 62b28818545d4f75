"""A process that ingests on a disk that fills up, frees some space, and ingests again.

    python -m tests.store.filler tmpfs|limit FOLDER

With "tmpfs", FOLDER is a small file system of its own and a file of ballast takes up what is to be
taken up; with "limit" no file may grow beyond so much (RLIMIT_FSIZE), which any system can do.
Prints a JSON line for each trial: what the first run said, and what was amiss afterwards.
"""

from __future__ import annotations

import io
import json
import resource
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from tests.store.crasher import edition
from tests.store.fakes import NOW, FakeExtractor, reading

from reportedly import graph
from reportedly.errors import StoreError
from reportedly.graph.iri import graph_iri
from reportedly.ingestion import ingest
from reportedly.store import Store, open_snapshot, open_store

# Bytes that are left, or that a file may have: from "not even the marker" to "almost enough".
FREE = {
    "tmpfs": (0, 20_000, 400_000, 700_000, 1_500_000, 2_500_000, 4_000_000),
    "limit": (10, 50_000, 200_000, 400_000),
}
ARTICLES = edition(0)[:220]
MEANT = {graph_iri(article): sorted(graph.triples(reading(article))) for article in ARTICLES[::-1]}


def fill(mode: str, folder: Path, free: int) -> None:
    """Leave `free` bytes."""
    if mode == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, resource.RLIM_INFINITY))
        return
    left = shutil.disk_usage(folder).free - free
    (folder / "ballast").write_bytes(b"\0" * left)


def relieve(mode: str, folder: Path) -> None:
    """Take back what `fill` did."""
    if mode == "limit":
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
    else:
        (folder / "ballast").unlink()


def ingested(path: Path, acknowledged: set[str]) -> str:
    """Ingest; return what went wrong."""
    try:
        with open_store(path, create=True) as store:
            put = store.put

            def noted(entries, now):
                outcomes = put(entries, now)
                acknowledged.update(entry.article.version for entry in entries)
                return outcomes

            store.put = noted  # type: ignore[method-assign]
            ingest(ARTICLES, store, FakeExtractor(), now=NOW)
    except StoreError as fault:
        return str(fault)
    return ""


def amiss(path: Path, acknowledged: set[str]) -> list[str]:
    """Return what a store lacks that was acknowledged, or has by halves."""
    with open_snapshot(path) as view:
        current = dict(view.graphs())
        wrong = [f"lost: {version}" for version in acknowledged - set(current.values())]
        return wrong + [f"half: {name}" for name in current if view.ntriples(name) != MEANT[name]]


def dumped(view: Store) -> bytes:
    out = io.BytesIO()
    view.dump(out, "nq")
    return out.getvalue()


def trial(mode: str, folder: Path, free: int) -> dict[str, object]:
    """Ingest with little space, then with enough."""
    path, acknowledged = folder / "store", set[str]()
    fill(mode, folder, free)
    try:
        said = ingested(path, acknowledged)
        with suppress(StoreError), open_snapshot(path) as view:  # may need space itself
            view.counts()
    finally:
        relieve(mode, folder)
    early = len(acknowledged)
    wrong = amiss(path, acknowledged) if acknowledged else []
    again = ingested(path, acknowledged)
    wrong += amiss(path, acknowledged) + ([again] if again else [])
    with open_store(path) as store:
        whole = dumped(store)
    shutil.rmtree(path)
    return {
        "free": free,
        "said": said,
        "early": early,
        "wrong": wrong,
        "dump": len(whole),
    }


def main() -> None:
    """Try every amount of space."""
    mode, folder = sys.argv[1], Path(sys.argv[2])
    for free in FREE[mode]:
        sys.stdout.write(json.dumps(trial(mode, folder, free)) + "\n")


if __name__ == "__main__":
    main()
