"""What went wrong in the runs, in the database of the books."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from reportedly.errors import Issue
from reportedly.store.change import Logged, plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

SCHEMA: Final = """
CREATE TABLE issue (
    run TEXT NOT NULL, happened TEXT NOT NULL,
    item TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, advice TEXT NOT NULL
);
"""
_ISSUES = """
SELECT * FROM issue
WHERE (:stage IS NULL OR stage = :stage) AND (:like IS NULL OR item LIKE :like)
  AND (:since IS NULL OR happened >= :since)
ORDER BY rowid
"""
_CLEARED = """
DELETE FROM issue
WHERE (:stage IS NULL OR stage = :stage) AND (:like IS NULL OR item LIKE :like)
  AND (:before IS NULL OR happened < :before)
"""


class IssueLog:
    """The recorded issues in an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, issues: Iterable[Issue], run: str, when: datetime) -> None:
        """Record `issues` of the run `run`."""
        rows = [
            [run, when.isoformat(), *map(plain, (i.item, i.stage, i.reason, i.advice))]
            for i in issues
        ]
        self._db.executemany("INSERT INTO issue VALUES (?, ?, ?, ?, ?, ?)", rows)

    def recorded(
        self, *, stage: str | None = None, since: datetime | None = None, like: str | None = None
    ) -> Iterator[Logged]:
        """Iterate over the recorded issues, oldest first; see `View.issues`."""
        rows = self._db.execute(
            _ISSUES, {"stage": stage, "like": like, "since": since and since.isoformat()}
        )
        return (
            Logged(run, datetime.fromisoformat(happened), Issue(*issue))
            for run, happened, *issue in rows
        )

    def clear(self, stage: str | None, before: datetime | None, like: str | None) -> int:
        """Forget recorded issues; return how many there were."""
        return self._db.execute(
            _CLEARED, {"stage": stage, "like": like, "before": before and before.isoformat()}
        ).rowcount
