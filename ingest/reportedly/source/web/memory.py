"""What earlier runs had from which address, so that a later one need only ask what has changed.

The articles themselves are kept by the store; here is how to ask for them again. An address whose
article never reached the store, because the run was killed in between, counts as never fetched.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reportedly.errors import StoreError
from reportedly.source.web.answer import Redirect, Validators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.article import Article

_SCHEMA = """
CREATE TABLE address (
    address   TEXT PRIMARY KEY,
    url       TEXT NOT NULL,    -- where redirects from it ended
    etag      TEXT NOT NULL,
    modified  TEXT NOT NULL,
    stamp     TEXT NOT NULL,
    redirects TEXT NOT NULL,    -- JSON: pairs of status and address
    digest    TEXT NOT NULL,    -- of the article's text; or ""
    listing   BLOB NOT NULL     -- a feed, sitemap or OPML list, zlib; or empty
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an address gave: an article or the bytes of a listing.

    `stamp` is when it was last changed according to the listing it is in.
    """

    validators: Validators
    redirects: tuple[Redirect, ...] = ()
    stamp: str = ""
    article: Article | None = None
    listing: bytes = b""


class Memory(Protocol):
    """Remembers addresses from one run to the next."""

    def recall(self, address: str) -> Remembered | None:
        """Return what `address` gave, with the article's text; None where that is not known."""

    def keep(self, address: str, had: Remembered) -> None:
        """Remember what `address` gave."""


class Forgetful:
    """Remembers nothing: every run fetches everything."""

    def recall(self, address: str) -> Remembered | None:  # noqa: ARG002 Memory's signature
        """Return None."""
        return None

    def keep(self, address: str, had: Remembered) -> None:
        """Do nothing."""


_Row = tuple[str, str, str, str, str, str, bytes]


class FileMemory:
    """Remembers in the SQLite file `path`, made when there is first something to remember.

    Any thread may ask for a listing; `stored` is called in the thread that asks for an article. It
    returns the article that the store has from an address now, None where it has none.
    """

    def __init__(self, path: Path, stored: Callable[[str], Article | None]) -> None:
        self._path = path
        self._stored = stored
        self._opened: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def recall(self, address: str) -> Remembered | None:
        """Return what `address` gave the last time."""
        row = self._row(address)
        if row is None:
            return None
        url, etag, modified, stamp, redirects, digest, listing = row
        article = self._stored(address) if digest else None
        if digest and (article is None or article.sha256 != digest):
            return None
        return Remembered(
            Validators(url, etag, modified),
            tuple(Redirect(*step) for step in json.loads(redirects)),
            stamp,
            article,
            zlib.decompress(listing) if listing else b"",
        )

    def _row(self, address: str) -> _Row | None:
        if self._opened is None and not self._path.exists():
            return None
        with self._lock, self._faults():
            found: _Row | None = self._db.execute(
                "SELECT url, etag, modified, stamp, redirects, digest, listing"
                " FROM address WHERE address = ?",
                [address],
            ).fetchone()
        return found

    def keep(self, address: str, had: Remembered) -> None:
        """Remember what `address` gave; writes only what is new."""
        row = (
            had.validators.url,
            had.validators.etag,
            had.validators.modified,
            had.stamp,
            json.dumps([[step.status, step.url] for step in had.redirects]),
            had.article.sha256 if had.article else "",
            zlib.compress(had.listing) if had.listing else b"",
        )
        if row != self._row(address):
            with self._lock, self._faults():
                self._db.execute(
                    "INSERT OR REPLACE INTO address VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [address, *row],
                )

    def forget(self, addresses: Iterable[str]) -> None:
        """Know nothing of `addresses` any more, so that they are fetched whole."""
        if self._opened is not None or self._path.exists():
            with self._lock, self._faults():
                rows = ([address] for address in addresses)
                self._db.executemany("DELETE FROM address WHERE address = ?", rows)

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    @property
    def _db(self) -> sqlite3.Connection:
        if self._opened is None:
            self._opened = sqlite3.connect(
                self._path, timeout=30, isolation_level=None, check_same_thread=False
            )
            (made,) = self._opened.execute("PRAGMA user_version").fetchone()
            if not made:
                self._opened.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT")
            # Losing the last addresses in a power cut costs fetching them again, nothing more.
            self._opened.execute("PRAGMA synchronous=OFF")
        return self._opened

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            advice = "delete this file: pages are then fetched anew, and nothing else is lost"
            raise StoreError(str(self._path), str(fault), advice) from fault
