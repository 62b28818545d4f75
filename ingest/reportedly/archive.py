"""What was fetched, as it was sent, in WARC files: to be read again without asking anybody.

    archive/
      reportedly-20240517T120000Z-00001.warc.gz         a record for each answer, each packed alone
      reportedly-20240517T123000Z-00001.warc.gz.open    being written
      .index.sqlite    which answers are in which file already
      .lock            held by the one run that writes here

Every answer with status 200 is kept, robots.txt and feeds included, once as long as it does not
change. When the files take more than the limit, the oldest goes. A run begins a file of its own,
so a killed one can only have left a last record that is half there; the next run cuts that off.

WARC 1.1 (ISO 28500:2017). Bodies are as the server packed them; a transfer coding such as "chunked"
is of the connection and not of the answer, so that its header is kept under another name.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import sqlite3
import threading
import uuid
import zlib
from contextlib import ExitStack
from datetime import UTC, datetime
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Final, Self

import reportedly
from reportedly.errors import StoreBusyError
from reportedly.store.folder import faults
from reportedly.store.lock import Lock

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from reportedly.source.web.witness import Exchange

LARGEST_FILE: Final = 1_000_000_000  # bytes; what the WARC standard recommends (annex A)

_PARTS = 8  # files that an archive has at least, so that what goes is an eighth of it
_ENDING = ".warc.gz"
_OPEN = ".open"
_PIECE = 2**20
_CONNECTION = {"transfer-encoding", "connection", "keep-alive", "content-length"}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (
    address TEXT NOT NULL, digest TEXT NOT NULL, file TEXT NOT NULL,
    PRIMARY KEY (address, digest)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_file ON kept (file);
PRAGMA synchronous = OFF;
"""
_HAS = "SELECT 1 FROM kept WHERE address = ? AND digest = ?"


class Archive:
    """The archive in the folder `path`, which is made if need be, of `limit` bytes at most.

    A witness of fetches (`source.web.witness`) and a context manager; nothing is written before
    there is something to keep. `began` names the files. Raises StoreBusyError where another run
    writes to the folder, StoreError where the disk does not take it.
    """

    keeps = True

    def __init__(self, path: Path, limit: int, began: datetime) -> None:
        self.path = path
        self._limit = limit
        self._name = f"reportedly-{began.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        self._turn = threading.Lock()
        self._held = ExitStack()
        self._index: sqlite3.Connection | None = None
        self._out: IO[bytes] | None = None
        self._number = 0
        self._done = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def saw(self, exchange: Exchange) -> None:
        """Keep an answer, unless the archive has it."""
        if exchange.status != HTTPStatus.OK:
            return
        digest = _digest(exchange.sent)
        with self._turn, faults(self.path):
            if self._done:  # a fetch ahead, which nobody waits for
                return
            index = self._opened()
            wanted = [exchange.url, digest]
            if index.execute(
                "SELECT 1 FROM kept WHERE address = ? AND digest = ?", wanted
            ).fetchone():
                return
            name = self._write(gzip.compress(_response(exchange, digest), mtime=0))
            index.execute("INSERT INTO kept VALUES (?, ?, ?)", [*wanted, name])

    def close(self) -> None:
        """Finish the file and let others write here."""
        with self._turn, faults(self.path):
            self._done = True
            self._finish()
            self._held.close()
            self._index = None

    # --------------------------------------------------------------------------------- the folder

    def _opened(self) -> sqlite3.Connection:
        """Return the index, having made the folder ours and mended it."""
        if self._index is None:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = self._held.enter_context(Lock(self.path / ".lock"))
            if not lock.acquire():
                reason = "another run is writing to this archive"
                raise StoreBusyError(str(self.path), reason, "give each run a folder of its own")
            self._index = sqlite3.connect(
                self.path / ".index.sqlite", isolation_level=None, check_same_thread=False
            )
            self._held.callback(self._index.close)
            self._index.executescript(_SCHEMA)
            for left in self.path.glob(f"*{_ENDING}{_OPEN}"):
                self._mend(left, self._index)
        return self._index

    def _mend(self, left: Path, index: sqlite3.Connection) -> None:
        """Close a file that a killed run left, without a record that is half there."""
        size = _whole(left)
        with left.open("r+b") as file:
            file.truncate(size)
        name = left.name.removesuffix(_OPEN)
        index.execute("DELETE FROM kept WHERE file = ?", [name])  # it may know more than was saved
        if size:
            left.rename(left.with_name(name))
        else:
            left.unlink()

    def _closed(self) -> list[Path]:
        """Return the files that are finished, the oldest first."""
        return sorted(self.path.glob(f"reportedly-*{_ENDING}"))

    def _make_room(self, size: int) -> None:
        """Remove the oldest files until there is room for `size` more bytes."""
        files = self._closed()
        total = sum(file.stat().st_size for file in files) + (self._out.tell() if self._out else 0)
        for file in files:
            if total + size <= self._limit:
                break
            total -= file.stat().st_size
            if self._index is not None:
                self._index.execute("DELETE FROM kept WHERE file = ?", [file.name])
            file.unlink()

    # ----------------------------------------------------------------------------------- the file

    def _write(self, record: bytes) -> str:
        """Append a packed record; return the name of the file that has it."""
        if self._out and self._out.tell() + len(record) > min(LARGEST_FILE, self._limit // _PARTS):
            self._finish()
        out = self._out or self._begun()
        data = record if out.tell() else _info(self._file.name) + record
        self._make_room(len(data))
        self._append(out, data)
        return self._file.name

    @property
    def _file(self) -> Path:
        return self.path / f"{self._name}-{self._number:05}{_ENDING}"

    def _begun(self) -> IO[bytes]:
        self._number += 1
        while self._file.exists():
            self._number += 1
        self._out = self._file.with_name(self._file.name + _OPEN).open("xb", buffering=0)
        return self._out

    @staticmethod
    def _append(out: IO[bytes], data: bytes) -> None:
        """Write all of `data` or nothing."""
        start = out.tell()
        try:
            written = 0
            while written < len(data):
                written += out.write(data[written:])
        except OSError:
            out.truncate(start)
            out.seek(start)
            raise

    def _finish(self) -> None:
        """Give the file that is being written its name."""
        if self._out is not None:
            size = self._out.tell()
            os.fsync(self._out.fileno())
            self._out.close()
            self._out = None
            draft = self._file.with_name(self._file.name + _OPEN)
            if size:
                draft.rename(self._file)
            else:
                draft.unlink()


def _whole(path: Path) -> int:
    """Return how many bytes of a gzip file are whole members."""
    whole = at = 0
    member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            while piece:
                try:
                    member.decompress(piece)
                except zlib.error:
                    return whole
                if not member.eof:
                    at += len(piece)
                    break
                at += len(piece) - len(member.unused_data)
                whole, piece = at, member.unused_data
                member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    return whole


# -------------------------------------------------------------------------------- the records


def _info(name: str) -> bytes:
    software = f"reportedly/{reportedly.__version__}"
    fields = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    header = {
        "WARC-Type": "warcinfo",
        "WARC-Date": _moment(datetime.now(UTC)),
        "WARC-Filename": name,
        "Content-Type": "application/warc-fields",
    }
    return gzip.compress(_record(header, fields), mtime=0)


def _response(exchange: Exchange, digest: str) -> bytes:
    header = {
        "WARC-Type": "response",
        "WARC-Date": _moment(exchange.when),
        "WARC-Target-URI": exchange.url,
        "WARC-Payload-Digest": digest,
        "Content-Type": "application/http; msgtype=response",
    }
    return _record(header, _http(exchange))


def _http(exchange: Exchange) -> bytes:
    """Return an answer as HTTP/1.1 writes it."""
    lines = [f"HTTP/1.1 {exchange.status} {exchange.reason}"]
    for name, value in exchange.headers:
        own = name if name.lower() not in _CONNECTION else f"X-Archive-Orig-{name}"
        lines.append(f"{own}: {' '.join(value.split())}")
    lines.append(f"Content-Length: {len(exchange.sent)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + exchange.sent


def _record(header: dict[str, str], block: bytes) -> bytes:
    first = {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>", "WARC-Block-Digest": _digest(block)}
    fields = {**header, **first, "Content-Length": str(len(block))}
    lines = [f"{name}: {value}\r\n" for name, value in fields.items()]
    return f"WARC/1.1\r\n{''.join(lines)}\r\n".encode() + block + b"\r\n\r\n"


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _digest(data: bytes) -> str:
    """Return a digest as WARC files have it, which every tool for them can verify."""
    sha1 = hashlib.sha1(data, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(sha1).decode()}"
