"""The three invented articles of `tests/data/bridge` in a real store."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from reportedly.article import Article
from reportedly.graph.iri import graph_iri
from reportedly.statement import Model
from reportedly.store import Entry, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[1] / "data" / "bridge"
COURIER, LEDGER, WIRE = (
    Article((FOLDER / name).read_bytes().decode(), name)
    for name in ("courier.txt", "ledger.txt", "wire.txt")
)
DOC = "https://w3id.org/reportedly/kg/doc/"
ACTOR = "https://w3id.org/reportedly/kg/actor/"


def iri(article: Article, key: str) -> str:
    """The node that the TriG file calls `c:key`, `l:key` or `w:key`."""
    return f"{DOC}{article.version}#{key}"


def entries() -> Iterator[Entry]:
    lines = defaultdict(list)
    for quad in ox.parse(path=FOLDER / "bridge.trig"):
        lines[str(quad.graph_name)].append(f"{quad.triple} .")
    for article in (COURIER, LEDGER, WIRE):
        graph = graph_iri(article)
        yield Entry(article, Model("hand/1", "none", "0", ""), graph, (*lines[f"<{graph}>"],), 4)


def filled(folder: Path) -> Store:
    store = open_store(folder, create=True)
    store.put(list(entries()), datetime(2024, 5, 3, tzinfo=UTC))
    return store
