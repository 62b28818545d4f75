"""Sketches of texts by key, in SQLite: which earlier documents may be the same text as this one.

A row for each key of a document, ordered by key and arrival. How many documents there are does not
matter to memory, only to the disk; a look-up reads a page or two for each key. What many texts have
in common, an agency's footer, makes long lists under a few keys; of these only the earliest
are read, since other keys find the text itself.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

SCHEMA: Final = """
CREATE TABLE sketch (
    key    INTEGER NOT NULL,
    number INTEGER NOT NULL,        -- of the document, by arrival
    PRIMARY KEY (key, number)
) WITHOUT ROWID;
"""

_EARLIER = "SELECT number FROM sketch WHERE key = ? AND number < ? ORDER BY number LIMIT ?"
_LATER = "SELECT number FROM sketch WHERE key = ? AND number > ? ORDER BY number LIMIT ?"
_LISTED = 64  # documents read under one key
_MOST = 16  # candidates: comparing two texts takes 1 ms
_VOTES = 2  # keys in common; of 47 pairs of one text in tests/data/copies none had fewer than 4


class Sketches:
    """The table `sketch` of an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, number: int, keys: Sequence[int]) -> None:
        """File the document `number` under its keys."""
        rows = [(key, number) for key in keys]
        self._db.executemany("INSERT OR IGNORE INTO sketch VALUES (?, ?)", rows)

    def remove(self, number: int, keys: Sequence[int]) -> None:
        """Take the document `number` out; `keys` are those it was filed under."""
        rows = [(key, number) for key in keys]
        self._db.executemany("DELETE FROM sketch WHERE key = ? AND number = ?", rows)

    def before(self, number: int, keys: Sequence[int]) -> list[int]:
        """Return the documents that came before `number` and may be the same text, by arrival."""
        return self._candidates(_EARLIER, number, keys)

    def after(self, number: int, keys: Sequence[int]) -> list[int]:
        """Return the documents that came after `number` and may be the same text, by arrival."""
        return self._candidates(_LATER, number, keys)

    def _candidates(self, query: str, number: int, keys: Sequence[int]) -> list[int]:
        """Return those that share the most keys; the earliest of several that share as many."""
        votes = Counter(
            other for key in keys for (other,) in self._db.execute(query, [key, number, _LISTED])
        )
        enough = min(_VOTES, len(keys))
        ranked = sorted((-count, other) for other, count in votes.items() if count >= enough)
        return sorted(other for _, other in ranked[:_MOST])
