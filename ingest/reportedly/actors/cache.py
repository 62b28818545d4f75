"""What a reconciliation service has answered before, kept beside the store for some months."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from reportedly.actors.service import Asked, Proposal
from reportedly.store.folder import faults

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

KEPT: Final = timedelta(days=90)  # what is not on Wikidata today may be next season


class Cache:
    """Answers of one service, in the SQLite file at `path`; a context manager."""

    def __init__(self, path: Path, service: str) -> None:
        self._path, self._service = path, service
        with faults(path):
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS answer (service TEXT, name TEXT, type TEXT, asked TEXT,"
                " proposals TEXT, PRIMARY KEY (service, name, type)) WITHOUT ROWID"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def get(self, asked: Asked, now: datetime) -> tuple[Proposal, ...] | None:
        """Return what was proposed for a name; None where that was never asked, or too long ago."""
        with faults(self._path):
            found = self._db.execute(
                "SELECT asked, proposals FROM answer WHERE service = ? AND name = ? AND type = ?",
                [self._service, *asked],
            ).fetchone()
        if found is None or now - datetime.fromisoformat(found[0]) > KEPT:
            return None
        return tuple(
            Proposal(id, name, score, match, tuple(types))
            for id, name, score, match, types in json.loads(found[1])  # noqa: A001
        )

    def put(self, asked: Asked, proposals: tuple[Proposal, ...], now: datetime) -> None:
        """Keep what was proposed for a name."""
        text = json.dumps([astuple(proposal) for proposal in proposals])
        with faults(self._path):
            self._db.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?)",
                [self._service, *asked, now.isoformat(), text],
            )
