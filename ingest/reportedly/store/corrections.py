"""Corrections in the books, and the extraction's own graphs of the articles that have any.

Queries see an article's corrected graph; what was extracted is kept here, packed, and is what
corrections are applied to, each time anew. They go with the document and not with one version of
its text: whatever was said of a former version is looked for in the one that takes its place.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from reportedly.correction import Act, Correction, Mark, standing
from reportedly.graph.correcting import Corrected, corrected
from reportedly.store.change import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    GraphOf = Callable[[str], Sequence[str]]
    """Gives the triples of a graph."""

SCHEMA: Final = """
CREATE TABLE correction (           -- never changed afterwards
    number INTEGER PRIMARY KEY,
    version TEXT NOT NULL,          -- of the article that it, or what it undoes, is about
    body TEXT NOT NULL              -- JSON: the Correction
);
CREATE INDEX correction_version ON correction (version) WHERE version != '';
CREATE TABLE extracted (            -- graphs that corrections have changed, as they were extracted
    version TEXT PRIMARY KEY,
    triples BLOB NOT NULL           -- N-Triples lines, zlib
);
"""
# What was said of the versions that a home of this one has or had.
_CONCERNING = """
SELECT number, body FROM correction WHERE version = :version AND version != ''
UNION
SELECT number, body FROM correction WHERE version != '' AND version IN (
    SELECT before.version FROM place AS now JOIN place AS before USING (place)
    WHERE now.version = :version AND now.home AND now.now AND before.home)
ORDER BY number
"""
_CONCERNED = """
SELECT :version WHERE EXISTS (SELECT 1 FROM current WHERE version = :version)
UNION
SELECT now.version FROM place AS before JOIN place AS now USING (place)
WHERE before.version = :version AND before.home AND now.home AND now.now
ORDER BY 1
"""
_LOST = """
INSERT INTO issue
SELECT ?, ?, json_extract(article, '$.name'), 'correct', ?, 'reportedly corrections'
FROM version WHERE version = ?
"""


class Corrections:
    """The corrections in an open database, oldest first; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def enter(
        self, made: Iterable[Correction], graph_of: GraphOf
    ) -> tuple[tuple[Correction, ...], list[Change]]:
        """Record corrections and apply them to the current articles that they are about.

        Returns them with their numbers, and what is due to the articles' graphs.
        """
        done = tuple(map(self._numbered, made))
        changes = []
        for version in self._concerned(done):
            if graph := self._graph(version):
                before = tuple(graph_of(graph))
                after = self.seen(version, self.extracted(version) or before, None)
                changes.append(Change.between(graph, before, after))
        return done, changes

    def follow(self, version: str, graph_of: GraphOf, now: datetime) -> list[Change]:
        """Apply what was said of a version's predecessors, when it has taken their place.

        `graph_of` gives what was extracted, unless that is here. The graph is written as a whole:
        what is seen of it may be due to change in the same transaction.
        """
        graph = self._graph(version)
        if not graph or not self._concerning(version):
            return []
        own = self.extracted(version) or tuple(graph_of(graph))
        return [Change(graph, self.seen(version, own, now), (graph,))]

    def _numbered(self, it: Correction) -> Correction:
        body = json.dumps({**asdict(it), "when": it.when.isoformat()}, ensure_ascii=False)
        done = self._db.execute("INSERT INTO correction VALUES (NULL, ?, ?)", [it.version, body])
        return replace(it, number=done.lastrowid or 0)

    def undone_by(self, made: Iterable[Correction]) -> tuple[Correction, ...]:
        """Return the corrections that some of `made` take back."""
        numbers = sorted({it.undoes for it in made} - {0})
        rows = self._db.execute(
            "SELECT number, body FROM correction WHERE number IN (SELECT value FROM json_each(?))",
            [json.dumps(numbers)],
        )
        return tuple(_correction(*row) for row in rows)

    def __iter__(self) -> Iterator[Correction]:
        """Iterate over all that was ever recorded, oldest first."""
        rows = self._db.execute("SELECT number, body FROM correction ORDER BY number")
        return (_correction(*row) for row in rows)

    def extracted(self, version: str) -> tuple[str, ...] | None:
        """Return an article version's graph as it was extracted, where another one is seen."""
        found = self._db.execute(
            "SELECT triples FROM extracted WHERE version = ?", [version]
        ).fetchone()
        return tuple(zlib.decompress(found[0]).decode().split("\n")) if found else None

    def seen(self, version: str, own: Sequence[str], now: datetime | None) -> tuple[str, ...]:
        """Return the graph that is seen of what was extracted, and keep that if they differ.

        With `now`, corrections for which it has no hold are recorded as issues.
        """
        holding = self._concerning(version)
        done = corrected(own, version, holding) if holding else Corrected(tuple(own))
        self._db.execute("DELETE FROM extracted WHERE version = ?", [version])
        if done.applied:
            packed = zlib.compress("\n".join(own).encode(), 1)
            self._db.execute("INSERT INTO extracted VALUES (?, ?)", [version, packed])
        if now:
            run = now.isoformat()
            lost = ((f"correction {n} is lost: {why}", version) for n, why in done.lost.items())
            self._db.executemany(_LOST, ((run, run, *each) for each in lost))
        return done.lines

    def _graph(self, version: str) -> str:
        found = self._db.execute(
            "SELECT graph FROM current WHERE version = ?", [version]
        ).fetchone()
        return found[0] if found else ""

    def _concerned(self, made: Iterable[Correction]) -> list[str]:
        """Return the current versions of the articles that corrections are about."""
        about = sorted({it.version for it in made} - {""})
        rows = (self._db.execute(_CONCERNED, {"version": version}) for version in about)
        return list(dict.fromkeys(version for found in rows for (version,) in found))

    def _concerning(self, version: str) -> tuple[Correction, ...]:
        """Return what holds of the statements of an article version or the ones before it."""
        if self._db.execute("SELECT 1 FROM correction LIMIT 1").fetchone() is None:
            return ()
        rows = self._db.execute(_CONCERNING, {"version": version})
        return standing(_correction(*row) for row in rows)


def _correction(number: int, body: str) -> Correction:
    fields = json.loads(body)
    marks = {name: Mark.of(fields[name]) if fields[name] else None for name in ("mark", "other")}
    when, act = datetime.fromisoformat(fields["when"]), Act(fields["act"])
    return Correction(**{**fields, **marks, "when": when, "act": act, "number": number})
