"""Articles and an extractor that needs no language model, for tests of the store."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.errors import Issue
from reportedly.graph.iri import graph_iri
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
from reportedly.store import Entry, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MODEL = Model("reportedly/0.1", "fake", "1", "0" * 64)
NOW = datetime(2024, 5, 17, 12, 0, tzinfo=UTC)
WORDS = "Officials said on Monday that the talks had failed."


class FakeExtractor:
    """Finds one statement a line, all of them the publisher's; a text with FAIL fails."""

    def __init__(self, model: Model = MODEL) -> None:
        self.model = model
        self.seen: list[Article] = []

    def extract(self, articles: Iterable[Article]) -> Iterator[Reading | Issue]:
        for article in articles:
            self.seen.append(article)
            if "FAIL" in article.text:
                yield Issue(article.name, "extract", "it says FAIL")
            else:
                yield reading(article, self.model)


def reading(article: Article, model: Model = MODEL) -> Reading:
    outlet = Actor("outlet", article.publisher or "Outlet", ActorType.ORGANIZATION)
    published = TemporalExtent("published", None, None, None, None, DateBasis.UNKNOWN)
    hop = Hop("outlet", SpeechMode.DOCUMENT, Commitment.CERTAIN_UNKNOWN)
    statements = tuple(
        Statement(f"st-{span.start}", (span,), (span.of(article.text),), (hop,), 0.75)
        for span in _lines(article.text)
    )
    return Reading(
        article,
        model,
        "outlet",
        "published",
        actors=(outlet,),
        times=(published,),
        statements=statements,
    )


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(start, start + len(line))
        start += len(line) + 1


def article(text: str = WORDS, name: str = "a.txt", **more: object) -> Article:
    found = Article(text, name, location=f"/news/{name}")
    return replace(found, **more)  # type: ignore[arg-type]


def entry(of: Article, model: Model = MODEL) -> Entry:
    triples = graph.triples(reading(of, model))
    return Entry(of, model, graph_iri(of), triples, len(of.text.split("\n")))


def tables(path: Path) -> dict[str, int]:
    """Return how many rows each table of the store in `path` has."""
    names = ("version", "text", "place", "journal", "issue")
    with closing(sqlite3.connect(path / "articles.sqlite")) as db:
        return {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def make_older(path: Path, version: int) -> None:
    """Take the tables from the store in `path` that came after a version of its books."""
    steps = [sql for number, sql in schema._STEPS.items() if number > version]
    names = re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", "".join(steps))
    with closing(sqlite3.connect(path / "articles.sqlite", isolation_level=None)) as db:
        db.execute("DROP VIEW current")  # a step replaced it
        for name in names:
            db.execute(f"DROP TABLE {name}")
        db.execute(schema._CURRENT)
        db.execute(f"PRAGMA user_version = {version}")


def contents(path: Path) -> dict[str, bytes]:
    """Return every file under `path` with its bytes."""
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }
