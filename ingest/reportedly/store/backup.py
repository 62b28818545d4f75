"""A store in one file: a copy of one moment, taken beside a writer, and made a store again.

The file is a tar packed with zstd, so that `tar --zstd -xf` opens it without us. Last in it comes
`manifest.json` with the size and the SHA-256 of every other member: a file that was cut short has
none, and one that was damaged does not agree with it. What is restored is compared before it gets
its name.

Both appear under their names when they are complete and not before, and neither replaces anything.
A killed one leaves a hidden draft beside its place, which the next one there removes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tarfile
import tempfile
import time
import uuid
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import reportedly
from reportedly.errors import StoreError
from reportedly.store.folder import FORMAT, existing, faults
from reportedly.store.snapshot import take_snapshot

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.store.folder import Folder
    from reportedly.store.snapshot import Snapshot

MANIFEST: Final = "manifest.json"

_KIND = "reportedly backup"
_VERSION = 1  # of what the file holds
_PIECE = 2**20
_ABANDONED = 3600.0  # seconds without a byte after which a draft is a killed process's
_LARGEST_MANIFEST = 50_000_000
_MEMBER = re.compile(r"(?:graph/)?[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_ANEW = "make the backup again, or take another one"
_CHECKED: Final[dict[int, int]] = {zstd.CompressionParameter.checksum_flag: 1}


@dataclass(frozen=True, slots=True)
class Backup:
    """What a file holds: when the copy was made, by which software, how many articles and bytes."""

    made: datetime
    software: str
    articles: int
    size: int


def _ignore(_: int) -> None:
    """Take no notice."""


# -------------------------------------------------------------------------------------- backing up


def back_up(
    store: Path, target: Path, *, now: datetime, on_progress: Callable[[int], None] = _ignore
) -> Backup:
    """Write the store in the folder `store`, as it is at this moment, to the new file `target`.

    A writer may be at work and goes on meanwhile. `on_progress` is told how many bytes were read.
    Raises StoreError where there is no store, where `target` exists, or where the disk is full.
    """
    _refuse_existing(target)
    folder = existing(store)
    if store.resolve() in target.resolve().parents:
        reason = "lies in the store itself, and would be in every later backup"
        raise StoreError(str(target), reason, "keep it elsewhere, best on another disk")
    with faults(target), take_snapshot(store) as view, _draft_file(target) as draft:
        files = dict(_copies(folder, view))
        with zstd.open(draft, "wb", options=_CHECKED) as packed:
            articles = view.counts().articles
            manifest = _written(packed, files, now, articles, on_progress)
        _settle(draft)
        _name(draft, target)
    return manifest


def _copies(folder: Folder, view: Snapshot) -> Iterator[tuple[str, Path]]:
    """Yield name and place of each file of a store, copied where somebody may be writing to it."""
    yield folder.marker.name, folder.marker
    yield folder.articles.name, view.copy_of_books()
    for path in sorted(view.graph.iterdir()):
        if path.is_file() and not path.name.startswith("LO"):  # LOCK, LOG
            yield f"{folder.graph.name}/{path.name}", path
    for path in sorted(folder.path.iterdir()):
        if _is_beside(folder, path):
            yield path.name, _copied(path, view.graph.with_name(path.name))


def _is_beside(folder: Folder, path: Path) -> bool:
    """Tell whether a file lies beside texts and graphs and is worth keeping."""
    if path in {folder.marker, folder.articles, folder.writer} or not path.is_file():
        return False
    passing = ("lock", "-wal", "-shm", "-journal")
    return _MEMBER.fullmatch(path.name) is not None and not path.name.endswith(passing)


def _copied(path: Path, target: Path) -> Path:
    """Copy a file of which somebody else may be in the middle, if it is a database."""
    if path.suffix != ".sqlite":
        shutil.copyfile(path, target)
        return target
    with (
        faults(path),
        closing(sqlite3.connect(path, timeout=30)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return target


def _written(
    packed: zstd.ZstdFile,
    files: dict[str, Path],
    now: datetime,
    articles: int,
    on_progress: Callable[[int], None],
) -> Backup:
    """Write the members and the manifest; return what they are."""
    known: dict[str, dict[str, Any]] = {}
    with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, path in files.items():
            with path.open("rb") as stream:
                counted = _Hashing(stream)
                tar.addfile(_member(name, path.stat().st_size, now), counted)
            known[name] = {"size": counted.size, "sha256": counted.digest}
            on_progress(sum(each["size"] for each in known.values()))
        software = f"reportedly/{reportedly.__version__}"
        manifest = {
            "kind": _KIND,
            "version": _VERSION,
            "format": FORMAT,
            "software": software,
            "made": now.isoformat(),
            "articles": articles,
            "files": known,
        }
        data = json.dumps(manifest, indent=1).encode()
        tar.addfile(_member(MANIFEST, len(data), now), BytesIO(data))
    return _told(manifest)


def _member(name: str, size: int, now: datetime) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(now.timestamp()), 0o600
    return info


class _Hashing:
    """A stream that counts and hashes what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        data = self._stream.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read so far."""
        return self._hash.hexdigest()


# --------------------------------------------------------------------------------------- restoring


def restore(source: Path, store: Path, *, on_progress: Callable[[int], None] = _ignore) -> Backup:
    """Make the store in the new folder `store` from the file `source`.

    Raises StoreError where `source` is no backup, is damaged or cut short, or where there is
    something at `store` already.
    """
    _refuse_existing(store, empty=True)
    with faults(store), _draft_folder(store) as draft:
        found = _unpacked(source, draft, on_progress)
        existing(draft)
        for path in (*draft.rglob("*"), draft):
            _settle(path)
        _refuse_existing(store, empty=True)
        if store.is_dir():
            store.rmdir()
        draft.rename(store)
        _settle(store.parent)
    return found


def verify(source: Path, *, on_progress: Callable[[int], None] = _ignore) -> Backup:
    """Read the whole file `source` and hold it against its manifest; write nothing.

    Raises StoreError where it is no backup, is damaged or cut short.
    """
    return _unpacked(source, None, on_progress)


def _unpacked(source: Path, target: Path | None, on_progress: Callable[[int], None]) -> Backup:
    """Write the members of `source` to the folder `target`, if there is one; verify them all."""
    known: dict[str, dict[str, Any]] = {}
    try:
        with zstd.open(source, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is None or not _MEMBER.fullmatch(member.name) or member.name in known:
                    raise _damaged(source, f"a member {member.name!r} that belongs to no backup")
                if member.name == MANIFEST:
                    manifest = stream.read(_LARGEST_MANIFEST)
                    while packed.read(_PIECE):  # the checksum of all comes last
                        pass
                    return _agreed(source, manifest, known)
                known[member.name] = _kept(stream, target and target / member.name)
                on_progress(sum(each["size"] for each in known.values()))
    except FileNotFoundError as fault:
        if Path(fault.filename or "") != source:
            raise
        raise StoreError(str(source), "no such file", "check the path") from fault
    except (tarfile.TarError, zstd.ZstdError, EOFError) as fault:
        if not known:
            raise StoreError(str(source), f"is no backup ({fault})", "check the path") from fault
        raise _damaged(source, str(fault)) from fault
    raise _damaged(source, f"it has no {MANIFEST}: it was cut short")


def _kept(stream: IO[bytes], target: Path | None) -> dict[str, Any]:
    """Read a member to its end, writing it to `target`; return its size and hash."""
    counted = _Hashing(stream)
    if target is None:
        while counted.read(_PIECE):
            pass
    else:
        target.parent.mkdir(exist_ok=True)
        with target.open("xb") as out:
            while piece := counted.read(_PIECE):
                out.write(piece)
    return {"size": counted.size, "sha256": counted.digest}


def _agreed(source: Path, data: bytes, known: dict[str, dict[str, Any]]) -> Backup:
    """Return what the manifest says, if what was read agrees with it."""
    try:
        manifest = json.loads(data)
        told, version = manifest["files"], manifest["version"]
        if manifest["kind"] != _KIND:
            raise ValueError(manifest["kind"])
        found = _told(manifest)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _damaged(source, f"its {MANIFEST} cannot be read") from fault
    if version > _VERSION or manifest["format"] > FORMAT:
        reason = f"a newer reportedly made it ({found.software})"
        raise StoreError(str(source), reason, "pip install --upgrade reportedly")
    wrong = sorted(name for name in {*told, *known} if told.get(name) != known.get(name))
    if wrong:
        raise _damaged(source, f"{', '.join(wrong[:3])} is not what was backed up")
    return found


def _told(manifest: dict[str, Any]) -> Backup:
    size = sum(each["size"] for each in manifest["files"].values())
    made = datetime.fromisoformat(manifest["made"]).astimezone(UTC)
    return Backup(made, manifest["software"], manifest["articles"], size)


def _damaged(source: Path, reason: str) -> StoreError:
    return StoreError(str(source), f"a damaged backup: {reason}", _ANEW)


# ------------------------------------------------------------------------------- names and drafts


def _refuse_existing(path: Path, *, empty: bool = False) -> None:
    """Raise StoreError where there is something at `path`; an `empty` folder is nothing."""
    if not os.path.lexists(path) or (empty and path.is_dir() and not any(path.iterdir())):
        return
    raise StoreError(str(path), "is there already, and nothing is overwritten", "another name")


@contextmanager
def _draft_file(target: Path) -> Iterator[Path]:
    """Give the name of a file beside `target` that goes in the end, if it is still there."""
    prefix = f".{target.name}-"
    for left in target.parent.glob(f"{prefix}*.part"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _draft_folder(target: Path) -> Iterator[Path]:
    """Give a folder beside `target` that goes in the end, if it is still there."""
    prefix = f".{target.name}-"
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f"{prefix}*.restoring"):
        times = [path.stat().st_mtime for path in (left, *left.rglob("*"))]
        if time.time() - max(times) > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
    draft = target.parent / f"{prefix}{uuid.uuid4().hex}.restoring"  # open to whom mkdir opens it
    draft.mkdir()
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _name(draft: Path, target: Path) -> None:
    """Give a complete file its name, unless something has it."""
    try:
        os.link(draft, target)
    except FileExistsError:
        _refuse_existing(target)
    except OSError:  # a file system without hard links
        _refuse_existing(target)
        draft.rename(target)
    _settle(target.parent)


def _settle(path: Path) -> None:
    """Bring a file or a folder to the disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
