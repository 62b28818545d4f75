"""Reading beside a writer: every reader looks at a copy that does not change.

RocksDB lets one process in, and pyoxigraph's own read-only opening beside a live writer may remove
files that the writer needs. So a reader gets a *room*, a folder of its own under `snapshots/`,
with a copy of the graphs that shares the big files with the original (hard links): it takes a few
ms and next to no space. It goes when the reader closes; that of a killed reader goes when
somebody next opens the store.

Who makes the copy? If nobody is writing, the reader does, holding the writer's lock meanwhile.
Otherwise it leaves a file `request` in its room, and the writer, who looks for those every 50 ms,
makes the copy between two batches and stands still until the reader has fixed its view of the
texts too. Whoever removes `request` first has the say: the reader, who then knows that graphs and
texts belong together, or the writer, who will not wait for ever; the reader then asks again.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
import uuid
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import StoreError
from reportedly.store.folder import busy, existing, faults
from reportedly.store.lock import Lock
from reportedly.store.oxigraph import Graphs, copy_still
from reportedly.store.records import Records
from reportedly.store.recovery import recover
from reportedly.store.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.store.folder import Folder

_PATIENCE = 10.0  # seconds that a reader waits for a copy; a writer's batch takes well under one
_STANDSTILL = 2.0  # seconds that a writer waits for a reader
_LOOK = 0.05  # seconds between a writer's looks for readers
_STALE = 60.0  # seconds after which a room that nobody holds is taken for left behind
_AGAIN = "try again when it has finished"


class Room:
    """A reader's folder: its lock, its request and the copy it gets."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = Lock(path / "lock")
        self.graph = path / "graph"
        self._request = path / "request"
        self._refusal = path / "refusal"

    def ask(self) -> None:
        """Ask whoever is writing for a copy, throwing away one that came too late."""
        shutil.rmtree(self.graph, ignore_errors=True)
        self._request.touch()

    @property
    def waiting(self) -> bool:
        """Whether a request has been left and not been taken back."""
        return self._request.exists()

    def settle(self) -> bool:
        """Take the request back; tell whether it was still there."""
        try:
            self._request.unlink()
        except FileNotFoundError:
            return False
        return True

    def refuse(self, reason: str) -> None:
        """Tell the reader that there will be no copy."""
        self._refusal.write_text(reason, encoding="utf-8")
        self.settle()

    def refusal(self) -> str | None:
        """Return why there will be no copy, None if nobody said so."""
        with suppress(FileNotFoundError):
            return self._refusal.read_text(encoding="utf-8")
        return None

    def leave(self) -> None:
        """Remove the room."""
        self.lock.release()
        shutil.rmtree(self.path, ignore_errors=True)


def rooms(folder: Folder) -> Iterator[Room]:
    """Iterate over the readers' rooms, left ones included."""
    if folder.snapshots.is_dir():
        yield from (Room(path) for path in folder.snapshots.iterdir() if path.is_dir())


def sweep(folder: Folder) -> None:
    """Remove the rooms that killed readers left.

    A young one may be that of a reader who is about to take its lock.
    """
    for room in rooms(folder):
        with suppress(OSError, sqlite3.OperationalError):  # it may be going as we look
            if time.time() - room.path.stat().st_mtime > _STALE and room.lock.acquire():
                room.leave()


# ------------------------------------------------------------------------------ the writer's side


class Concierge(threading.Thread):
    """Makes copies for readers while a writer is at work.

    `between` is held whenever the graphs and the books do not match; `copy` makes a copy.
    """

    def __init__(
        self, folder: Folder, between: threading.RLock, copy: Callable[[Path], None]
    ) -> None:
        super().__init__(name="snapshots", daemon=True)
        self._folder = folder
        self._between = between
        self._copy = copy
        self._closing = threading.Event()

    def run(self) -> None:
        """Look for requests until closed."""
        while not self._closing.wait(_LOOK):
            for room in rooms(self._folder):
                if room.waiting and not room.graph.exists():
                    self._serve(room)

    def _serve(self, room: Room) -> None:
        with self._between:
            try:
                with faults(self._folder):
                    self._copy(room.graph)
            except StoreError as fault:
                with suppress(OSError):  # the reader may have gone, and its room with it
                    room.refuse(fault.reason)
                return
            end = time.monotonic() + _STANDSTILL
            while room.waiting and time.monotonic() < end:
                time.sleep(_LOOK / 10)
            room.settle()

    def close(self) -> None:
        """Stop looking."""
        self._closing.set()
        self.join()


# ------------------------------------------------------------------------------ the reader's side


class Snapshot(View):
    """The store as it was at one moment, for reading."""

    def __init__(self, name: str, room: Room, records: Records) -> None:
        super().__init__(name)
        self._room = room
        self._books = records
        self._opened: Graphs | None = Graphs(room.graph, read_only=True)

    @property
    def _graphs(self) -> Graphs:
        if self._opened is None:
            raise StoreError(self.name, "this snapshot is closed")
        return self._opened

    @property
    def _records(self) -> Records:
        return self._books

    @property
    def graph(self) -> Path:
        """The folder of the copied graphs, until this is closed."""
        return self._room.graph

    def copy_of_books(self) -> Path:
        """Return a copy of the books that goes with the graphs, until this is closed."""
        target = self._room.path / "articles.sqlite"
        with faults(self.name):
            self._books.copy_to(target)
        return target

    def close(self) -> None:
        """Let go of everything, and remove the copy."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        self._books.close()
        self._room.leave()


def take_snapshot(path: Path, patience: float = _PATIENCE) -> Snapshot:
    """Return the store in `path` as it is now.

    Raises StoreError where there is none that can be read, StoreBusyError where a writer does not
    answer within `patience` seconds.
    """
    folder = existing(path)
    with faults(folder), ExitStack() as undo:
        sweep(folder)
        room = _enter(folder)
        undo.callback(room.leave)
        records = _fill(folder, room, patience)
        undo.callback(records.close)
        snapshot = Snapshot(str(folder), room, records)
        undo.pop_all()
        return snapshot


def _enter(folder: Folder) -> Room:
    room = Room(folder.snapshots / uuid.uuid4().hex)
    room.path.mkdir(parents=True)
    room.lock.acquire()
    return room


def _fill(folder: Folder, room: Room, patience: float) -> Records:
    """Get a copy of the graphs into `room`; return the books that go with it."""
    end = time.monotonic() + patience
    room.ask()
    while time.monotonic() < end:
        with Lock(folder.lock) as lock:
            if lock.acquire():
                return _copied(folder, room)
        if reason := room.refusal():
            raise busy(folder, f"is writing and cannot make a snapshot: {reason}", _AGAIN)
        if room.graph.exists():
            records = Records(folder.articles, read_only=True)
            if room.settle():
                return records
            records.close()
            room.ask()
        time.sleep(_LOOK / 5)
    raise busy(folder, f"is writing and made no snapshot within {patience:g} s", _AGAIN)


def _copied(folder: Folder, room: Room) -> Records:
    """Copy the graphs of a store that nobody writes to, after a crash mending them first."""
    room.settle()
    shutil.rmtree(room.graph, ignore_errors=True)
    recover(folder)
    records = Records(folder.articles, read_only=True)
    copy_still(folder.graph, room.graph)
    return records
