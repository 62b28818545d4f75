"""The folder that a store is: what lies where, how it is recognised, and whose fault a failure is.

    reportedly-data/
      reportedly.json    says that this is a store, and of which format; written first
      articles.sqlite    texts and bookkeeping
      graph/             the graphs, in Oxigraph
      snapshots/         what readers look at, each a folder that goes when its reader does
      lock               held by the one writer
      writer.json        who that is
      web.sqlite         how to ask whether web addresses have changed (source.web.memory)
      jobs.sqlite        what scheduled jobs have done, if there are any (job.state)
      lookups.sqlite     what a reconciliation service has answered, if one was ever asked

A folder that is not empty and has no `reportedly.json` is somebody else's and is never written to.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import sqlite3
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
"""Version of what the folder holds; raised when an older reportedly could not read it."""

RESTORE = "restore the folder from a backup, or ingest the sources into a new one"

_INGEST = "reportedly ingest SOURCE"
_SPACE = (errno.ENOSPC, errno.EDQUOT)
# RocksDB and SQLite say in words what the operating system says in numbers.
_REASONS = (
    (
        re.compile(r"(?i)no space left|disk is full|quota exceeded"),
        "the disk is full",
        "free some space and run the same command again: what was acknowledged is kept",
    ),
    (
        re.compile(
            r"(?i)disk i/o error"
        ),  # SQLite's, also where it cannot map a file on a full disk
        "the disk is full or failing",
        "free some space and run the same command again: what was acknowledged is kept",
    ),
    (
        re.compile(r"(?i)file too large"),
        "a file has become larger than this system lets it",
        "raise the limit (ulimit -f unlimited) and run the same command again",
    ),
    (
        re.compile(r"(?i)permission denied|readonly database|unable to open database|read-only"),
        "this user may not write there",
        "choose another place with --store, or change the folder's permissions",
    ),
    (
        re.compile(r"(?i)corrupt|malformed|not a database|checksum|no such (table|column)"),
        "its files are damaged",
        RESTORE,
    ),
    (
        re.compile(r"lock hold by current process|While lock file"),
        "its graphs are still open elsewhere",
        "first finish reading the answers of earlier queries",
    ),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the parts of the store in `path` lie."""

    path: Path

    @property
    def marker(self) -> Path:
        """The file that makes the folder a store."""
        return self.path / "reportedly.json"

    @property
    def articles(self) -> Path:
        """The SQLite database of texts and bookkeeping."""
        return self.path / "articles.sqlite"

    @property
    def graph(self) -> Path:
        """The folder of the Oxigraph database."""
        return self.path / "graph"

    @property
    def snapshots(self) -> Path:
        """The folder of readers' snapshots."""
        return self.path / "snapshots"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds."""
        return self.path / "lock"

    @property
    def lookups(self) -> Path:
        """The SQLite database of what a reconciliation service has answered."""
        return self.path / "lookups.sqlite"

    @property
    def writer(self) -> Path:
        """The file that tells who the writer is."""
        return self.path / "writer.json"

    def __str__(self) -> str:
        return str(self.path)


def existing(path: Path) -> Folder:
    """Return the store in `path`; raise StoreError where there is none that we can read."""
    folder = Folder(path)
    with faults(folder):
        if path.exists() and not path.is_dir():
            raise StoreError(str(folder), "is a file, not a store", "name a folder with --store")
        if _vacant(path):
            advice = f"{_INGEST} --store {shlex.quote(str(folder))}"
            raise StoreError(str(folder), "there is no store here yet", advice)
        _verify(folder)
        _complete(folder)
    return folder


def created(path: Path) -> Folder:
    """Return the store in `path`, making a new one where there is nothing yet."""
    folder = Folder(path)
    with faults(folder):
        if path.is_dir() or not path.exists():
            path.mkdir(parents=True, exist_ok=True)
            if _vacant(path):
                write_json(folder.marker, {"format": FORMAT})
    return existing(path)


def occupied(path: Path) -> int:
    """Return how many bytes the store in `path` has, readers' snapshots left out."""
    skipped = Folder(path).snapshots
    files = (file for file in path.rglob("*") if skipped not in file.parents)
    return sum(file.stat().st_size for file in files if file.is_file())


@contextmanager
def faults(item: object) -> Iterator[None]:
    """Turn what the disk and the databases raise into a StoreError about `item`.

    RuntimeError is what pyoxigraph raises where RocksDB finds its files damaged.
    """
    try:
        yield
    except (OSError, sqlite3.Error, RuntimeError) as fault:
        raise StoreError(str(item), *_explained(fault)) from fault


def _explained(fault: Exception) -> tuple[str, str]:
    text = " ".join(str(fault).split())
    if getattr(fault, "errno", None) in _SPACE:
        text = f"no space left: {text}"
    for pattern, reason, advice in _REASONS:
        if pattern.search(text):
            return f"{reason} ({text})", advice
    return text, ""


def write_json(path: Path, value: object) -> None:
    """Write `value` so that `path` has all of it or is as it was, and only this user may read."""
    write_whole(path, json.dumps(value))


def write_whole(path: Path, text: str, mode: int = 0o600) -> None:
    """Write `text` so that `path` has all of it or is as it was, with the permissions `mode`."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).chmod(mode)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _vacant(path: Path) -> bool:
    """Tell whether nothing is here but, at most, what a killed `created` left."""
    draft = f".{Folder(path).marker.name}-"
    return not path.exists() or all(entry.name.startswith(draft) for entry in path.iterdir())


def _verify(folder: Folder) -> None:
    if not folder.marker.is_file():
        some = ", ".join(sorted(entry.name for entry in folder.path.iterdir())[:3])
        reason = f"this folder is not a store (it holds {some})"
        raise StoreError(str(folder), reason, "name an empty or a new folder with --store")
    found = _format(folder.marker)
    if found is None:
        reason = f"{folder.marker.name} is damaged"
        advice = f'if this is a store, write {{"format": {FORMAT}}} into it'
        raise StoreError(str(folder), reason, advice)
    if found > FORMAT:
        reason = f"a newer reportedly wrote it (format {found}, this one reads up to {FORMAT})"
        raise StoreError(str(folder), reason, "pip install --upgrade reportedly")


def _format(marker: Path) -> int | None:
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))["format"]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, int) else None


def _complete(folder: Folder) -> None:
    """Refuse a store whose graphs lie there without the bookkeeping that says what they are."""
    if (folder.graph / "CURRENT").exists() and not folder.articles.exists():
        reason = f"{folder.articles.name} is missing beside {folder.graph.name}/"
        raise StoreError(str(folder), reason, RESTORE)


def sign(folder: Folder) -> None:
    """Write down that this process is the writer."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "since": since, "command": shlex.join(sys.argv)}
    write_json(folder.writer, holder)


def busy(folder: Folder, doing: str, advice: str) -> StoreBusyError:
    """Return the error that says who keeps `folder` busy."""
    return StoreBusyError(str(folder), f"{_holder(folder)} {doing}", advice)


def _holder(folder: Folder) -> str:
    try:
        holder = json.loads(folder.writer.read_text(encoding="utf-8"))
        return f"process {holder['pid']} ({holder['command']}), since {holder['since']},"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
