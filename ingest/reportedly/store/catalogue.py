"""What the books know of articles, to look it up; `Records` is what writes it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from reportedly.article import Article
from reportedly.statement import Model
from reportedly.store.change import Counts, Version, plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class Catalogue:
    """The articles in an open database."""

    _db: sqlite3.Connection

    def graph_of(self, version: str) -> str | None:
        """Return the graph of a version; None if it is not current."""
        found = self._db.execute(
            "SELECT graph FROM current WHERE version = ?", [version]
        ).fetchone()
        return found[0] if found else None

    def has_articles(self) -> bool:
        """Tell whether any article is current."""
        return self._db.execute("SELECT 1 FROM current LIMIT 1").fetchone() is not None

    def text(self, version: str) -> str | None:
        """Return the text of a version, current or not; None if it was never here."""
        found = self._db.execute("SELECT text FROM text WHERE version = ?", [version]).fetchone()
        return found[0] if found else None

    def article(self, version: str) -> Article | None:
        """Return an article version, current or not; None if it was never here."""
        found = self._db.execute(
            "SELECT article, text FROM version JOIN text USING (version) WHERE version = ?",
            [version],
        ).fetchone()
        return article_of(*found) if found else None

    def articles(self) -> Iterator[Article]:
        """Iterate over the current articles by version."""
        rows = self._db.execute(
            "SELECT article, text FROM current JOIN text USING (version) ORDER BY version"
        )
        return (article_of(*row) for row in rows)

    def outlines(self) -> Iterator[tuple[str, Article, Model]]:
        """Iterate over version, article without its text, and model of all that is current."""
        models: dict[str, Model] = {}  # a few, however many articles there are
        rows = self._db.execute("SELECT version, article, model FROM current ORDER BY version")
        for version, article, model in rows:
            if model not in models:
                models[model] = Model(**json.loads(model))
            yield version, article_of(article, ""), models[model]

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Iterate over the graphs of current articles, by IRI, with the version in each."""
        rows = self._db.execute("SELECT graph, version FROM current ORDER BY graph")
        return ((graph, version) for graph, version in rows)

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the versions that were found at `place`, by when they last appeared there."""
        rows = self._db.execute(
            "SELECT version, graph, p.recorded, now FROM place AS p"
            " JOIN version USING (version) WHERE place = ? ORDER BY p.recorded, now",
            [plain(place)],
        )
        return tuple(
            Version(version, graph, datetime.fromisoformat(recorded), bool(current))
            for version, graph, recorded, current in rows
        )

    def counts(self) -> Counts:
        """Return how much is current."""
        row = self._db.execute(
            "SELECT count(*), total(statements), total(quads) FROM current"
        ).fetchone()
        return Counts(*map(int, row))


def article_of(metadata: str, text: str) -> Article:
    """Return an article from its metadata, as JSON, and its text."""
    fields = json.loads(metadata)
    return Article(**{**fields, "text": text, "authors": tuple(fields["authors"])})
