"""A lock between processes that the operating system takes back when its holder dies.

It is an empty SQLite file held in an exclusive transaction. SQLite is the most careful file lock
in the standard library: it works on Windows too, a forked child does not inherit it, two holders
in one process exclude each other, and closing some other handle of the file does not let it go
(which bare `fcntl` locks do).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType


class Lock:
    """An exclusive lock on the file at `path`, which is made where it is missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: sqlite3.Connection | None = None

    def acquire(self, patience: float = 0.0) -> bool:
        """Take the lock, waiting up to `patience` seconds; tell whether it is held now.

        Raises OSError or sqlite3.Error where the file cannot be made.
        """
        connection = sqlite3.connect(
            self._path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode=MEMORY")  # else a second file lies beside it
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as fault:
            connection.close()
            if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                return False
            raise
        self._held = connection
        return True

    def release(self) -> None:
        """Let the lock go, if it is held."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
