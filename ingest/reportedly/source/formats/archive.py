"""ZIP: what lies in an archive, one member after the other; nothing is written to the disk.

The names in an archive are labels and no paths: they tell members apart and are never opened.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from reportedly.errors import Issue
from reportedly.source import folder
from reportedly.source.formats.compressed import Guard
from reportedly.source.formats.input import Input
from reportedly.source.formats.stream import Stream

MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK")
# The list of members is held in memory, about 600 bytes for each.
MOST_MEMBERS = 200_000
_LONGEST_LIST = 60_000_000  # bytes of that list in the archive
# An archive in an archive, or in a pipe, cannot be read in any order unless it is in memory.
LARGEST_HELD = 64_000_000
_SPLIT = "unpack it, and give the folder"
_DAMAGED = "get the file again; `unzip -t FILE` tells whether it is whole"
UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error),
    *(NotImplementedError, RuntimeError, OverflowError),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def opened(source: Input) -> zipfile.ZipFile:
    """Return the archive in `source`; raise SourceError where it is damaged, or a bomb."""
    file = source.file or _held(source)
    try:
        _refuse_crowds(source, file)
        return zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise source.error(f"a damaged ZIP archive ({error})", _DAMAGED) from error


def _held(source: Input) -> BinaryIO:
    data = source.stream.read(LARGEST_HELD + 1)
    if len(data) > LARGEST_HELD:
        size = LARGEST_HELD // 10**6
        raise source.error(f"a ZIP archive of more than {size} MB that is not a file", _SPLIT)
    return BytesIO(data)


def _refuse_crowds(source: Input, file: BinaryIO) -> None:
    """Look at the end of the archive, which says how many members it has, before they are read."""
    size = file.seek(0, 2)
    file.seek(max(size - 66_000, 0))
    tail = file.read()
    file.seek(0)
    end, large = tail.rfind(b"PK\5\6"), tail.rfind(b"PK\6\6")
    members = length = 0
    if 0 <= end <= len(tail) - 22:
        members, length = struct.unpack_from("<HL", tail, end + 10)
    if 0 <= large <= len(tail) - 56:
        members, length = struct.unpack_from("<QQ", tail, large + 32)
    if members > MOST_MEMBERS or length > _LONGEST_LIST:
        raise source.error(f"a ZIP archive of {members:,} members, too many to list", _SPLIT)


def kind(archive: zipfile.ZipFile) -> bytes:
    """Return what the archive says it is in its first member, "mimetype"; b"" mostly."""
    first = next(iter(archive.infolist()), None)
    if first is None or first.filename != "mimetype" or first.flag_bits & 1:
        return b""
    try:
        with archive.open(first) as file:
            return file.read(200)
    except UNREADABLE:
        return b""


def members(source: Input, archive: zipfile.ZipFile, data: Counter[str]) -> Iterator[Input | Issue]:
    """Yield what lies in the archive, in its order; data files are counted in `data` by ending.

    Hidden members, and what a browser saves beside a page, are left out, as in folders.
    """
    guard = Guard(source.item)
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    companions = folder.companions(entry.filename for entry in entries)
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if _is_hidden(path) or any(str(above) in companions for above in path.parents):
            pass
        elif path.suffix.lower() in folder.DATA:
            data[path.suffix.lower()] += 1
        else:
            yield from _member(source, archive, entry, guard)
        if source.meter and source.file:
            source.meter.done += entry.compress_size
    if not entries:
        yield source.issue("an empty archive", "give one that holds articles")


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") and part != ".." for part in path.parts) or (
        path.parts[:1] == ("__MACOSX",)
    )


def _member(
    source: Input, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, guard: Guard
) -> Iterator[Input | Issue]:
    label = _CONTROL.sub("\ufffd", folder.printable(entry.filename)).lstrip("/")
    member = source.inside(Stream(lambda _: b""), label)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return  # a link to another member or to nowhere: its text is a path
    if entry.flag_bits & 1:
        yield member.issue("encrypted", "unpack it with its password, and give the folder")
        return
    try:
        with archive.open(entry) as file:
            stream = Stream(_Member(file, member, guard, entry.compress_size))
            yield source.inside(stream, label)
    except UNREADABLE as error:
        yield member.issue(f"cannot be unpacked ({error})", _DAMAGED)


class _Member:
    """The `take` of the stream of a member's bytes."""

    def __init__(self, file: IO[bytes], member: Input, guard: Guard, packed: int) -> None:
        self._file = file
        self._input = member
        self._archive = guard
        self._own = Guard(member.item)
        self._own.count(packed, 0)
        self._archive.count(packed, 0)

    def __call__(self, size: int) -> bytes:
        try:
            data = self._file.read(size)
        except UNREADABLE as error:
            reason = f"cannot be unpacked ({error})"
            raise self._input.error(reason, _DAMAGED) from error
        self._own.count(0, len(data))
        self._archive.count(0, len(data))
        return data
