"""Who is who, as people decided: judgements in the books."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from reportedly.identity.judgement import Act, Judgement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

SCHEMA: Final = """
CREATE TABLE judgement (            -- never changed afterwards
    number INTEGER PRIMARY KEY,
    act TEXT NOT NULL, kept TEXT NOT NULL, other TEXT NOT NULL,
    made_by TEXT NOT NULL, made TEXT NOT NULL, why TEXT NOT NULL,
    method TEXT NOT NULL, score REAL,
    kept_name TEXT NOT NULL, other_name TEXT NOT NULL
);
"""


class Judgements:
    """The judgements in an open database, oldest first; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def record(self, made: Iterable[Judgement]) -> tuple[Judgement, ...]:
        """Record judgements; return them with their numbers."""
        return tuple(map(self._numbered, made))

    def _numbered(self, it: Judgement) -> Judgement:
        row = [it.act, it.kept, it.other, it.by, it.when.isoformat(), it.why, it.method, it.score]
        done = self._db.execute(
            "INSERT INTO judgement VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, it.kept_name, it.other_name],
        )
        return replace(it, number=done.lastrowid or 0)

    def __iter__(self) -> Iterator[Judgement]:
        """Iterate over what was ever judged, oldest first."""
        rows = self._db.execute("SELECT * FROM judgement ORDER BY number")
        for number, act, kept, other, by, made, why, method, score, name, other_name in rows:
            when = datetime.fromisoformat(made)
            names = (name, other_name)
            yield Judgement(Act(act), kept, other, by, when, why, method, score, *names, number)
