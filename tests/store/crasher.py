"""A process that ingests and tells what was acknowledged, to be killed in the middle of it.

Run as a program it forks such a process for every line that it reads, since loading everything
anew would take longer than what is to be killed. Both write to its standard output.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.store.fakes import NOW, FakeExtractor
from tests.store.forking import forking, say

from reportedly.article import Article
from reportedly.ingestion import ingest
from reportedly.store import Entry, Store, open_store, oxigraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

PLACES = 320


def edition(number: int) -> list[Article]:
    """Return the articles of a day: every second text is new, every third stands in two places."""
    texts = [
        "\n".join(f"{i} said {line} in {number if i % 2 else 0}." for line in range(3))
        for i in range(PLACES)
    ]
    return [
        Article(text, f"{place}-{i}.txt", location=f"/{place}/{i}")
        for i, text in enumerate(texts)
        for place in (("news", "copies") if i % 3 == 0 else ("news",))
    ]


def run(path: Path, number: int, bulk: int) -> None:
    """Ingest an edition, with `bulk_load` from `bulk` quads on."""
    oxigraph._BULK = bulk
    with open_store(path, create=True) as store:
        _announce(store)
        ingest(edition(number), store, FakeExtractor(), now=NOW)
    say("done")


def _announce(store: Store) -> None:
    put = store.put

    def announced(entries: Sequence[Entry], now: datetime) -> object:
        outcomes = put(entries, now)
        say(*(entry.article.version for entry in entries))
        return outcomes

    store.put = announced  # type: ignore[method-assign,assignment]


def _asked(line: str) -> None:
    number, bulk, path = line.split(" ", 2)
    run(Path(path), int(number), int(bulk))


if __name__ == "__main__":
    forking(_asked)
