"""The index of names: what actors are called, folded so that spellings of one name are equal.

An actor has a row for each of its names, with the number of graphs that call it so. It is changed
with the gists, from the same triples, and a graph's rows are noted with the graph, so that they can
be taken out when it goes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeAlias

from reportedly.identity.name import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

SCHEMA: Final = """
DROP TABLE IF EXISTS name;          -- made from the graphs, it can be made anew at any time
DROP TABLE IF EXISTS naming;
CREATE TABLE name (
    id        INTEGER PRIMARY KEY,
    actor     TEXT NOT NULL,
    name      TEXT NOT NULL,
    folded    TEXT NOT NULL,        -- its words as naming.folded has them
    documents INTEGER NOT NULL,
    UNIQUE (actor, name)
);
CREATE TABLE naming (               -- JSON: the rows of name that a graph has
    graph TEXT PRIMARY KEY, names TEXT NOT NULL
) WITHOUT ROWID;
"""
Called: TypeAlias = tuple[str, str, int]
"""An actor, one of its names, and how many graphs call it so."""
_PUT = """
INSERT INTO name (actor, name, folded, documents) VALUES (?, ?, ?, 1)
ON CONFLICT (actor, name) DO UPDATE SET documents = documents + 1 RETURNING id"""


def folded(name: str) -> str:
    """Return the words of a name without case, diacritics and points, a blank between them."""
    return " ".join(words(name))


class Naming:
    """The index in an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def enter(self, graph: str, called: Iterable[tuple[str, str]]) -> None:
        """Take in actors of a graph with their names, each pair once."""
        numbers = [
            self._db.execute(_PUT, [actor, name, folded(name)]).fetchone()[0]
            for actor, name in called
        ]
        self._db.execute("INSERT INTO naming VALUES (?, ?)", [graph, json.dumps(numbers)])

    def forget(self, graph: str) -> None:
        """Take out the names of a graph."""
        found = self._db.execute("SELECT names FROM naming WHERE graph = ?", [graph]).fetchone()
        if not found:
            return
        rows = [[number] for number in json.loads(found[0])]
        self._db.executemany("UPDATE name SET documents = documents - 1 WHERE id = ?", rows)
        self._db.executemany("DELETE FROM name WHERE id = ? AND documents < 1", rows)
        self._db.execute("DELETE FROM naming WHERE graph = ?", [graph])

    def find(self, part: str) -> list[Called]:
        """Return the names that have the words of `part` side by side; all if it has none."""
        rows = self._db.execute(
            "SELECT actor, name, documents FROM name"
            " WHERE instr(' ' || folded || ' ', ?) ORDER BY actor, name",
            [f" {folded(part)} ".replace("  ", " ")],
        )
        return rows.fetchall()
