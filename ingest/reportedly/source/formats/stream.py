"""Bytes taken once, from front to back, with a look ahead; never more of them than asked for.

Every reader takes a `Stream`, whether the bytes come from a file, a pipe, or out of something
compressed, so that readers go into one another like boxes: a JSON Lines file within gzip within
ZIP is three of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

BLOCK = 64 * 1024  # bytes taken from below at a time


@dataclass(slots=True)
class Meter:
    """How many bytes of the inputs were read, of how many; `total` is None where nobody knows."""

    done: int = 0
    total: int | None = None


class Stream:
    """What `take` gives, which returns at most as many bytes as it is asked for, b"" at the end.

    `position` is the number of bytes taken from here so far.
    """

    def __init__(self, take: Callable[[int], bytes]) -> None:
        self._take = take
        self._held = b""
        self._at = 0
        self._before = 0  # bytes that went before those held

    @property
    def position(self) -> int:
        """The number of bytes read and skipped."""
        return self._before + self._at

    def block(self) -> bytes:
        """Return what comes next, at least one byte except at the end; nothing is taken."""
        if self._at == len(self._held):
            self._refill()
        return self._held[self._at : self._at + BLOCK]

    def _refill(self) -> bool:
        data = self._take(BLOCK)  # may raise, and then nothing has changed
        self._before += len(self._held)
        self._held, self._at = data, 0
        return bool(data)

    def peek(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer only at the end; nothing is taken."""
        if len(self._held) - self._at < size:
            parts = [self._held[self._at :]]
            missing = size - len(parts[0])
            while missing > 0 and (more := self._take(max(missing, BLOCK))):
                parts.append(more)
                missing -= len(more)
            self._before += self._at
            self._held, self._at = b"".join(parts), 0
        return self._held[self._at : self._at + size]

    def skip(self, size: int) -> int:
        """Leave out `size` bytes; return how many there were."""
        missing = size
        while missing > 0:
            held = len(self._held) - self._at
            step = min(missing, held)
            self._at += step
            missing -= step
            if missing and not self.block():
                break
        return size - missing

    def read(self, size: int) -> bytes:
        """Return the next `size` bytes, fewer only at the end."""
        data = self.peek(size)
        self.skip(len(data))
        return data

    def line(self, longest: int) -> bytes | None:
        """Return the next line with its end, b"" at the end, None for a longer one (left out)."""
        parts: list[bytes] = []
        size = 0
        while self._at < len(self._held) or self._refill():
            start = self._at
            self._at = self._held.find(b"\n", start) + 1 or len(self._held)
            size += self._at - start
            if size <= longest:
                parts.append(self._held[start : self._at])
            else:
                parts = []
            if self._held[self._at - 1] == 10:
                break
        return b"".join(parts) if size <= longest else None

    def skip_to(self, mark: bytes) -> bool:
        """Leave out what comes before the next `mark`; tell whether there is one."""
        while len(held := self.peek(len(mark))) == len(mark):
            held = self.block()
            found = held.find(mark)
            self.skip(found if found >= 0 else max(len(held) - len(mark) + 1, 1))
            if found >= 0:
                return True
        self.skip(len(held))
        return False


def stream_of(file: BinaryIO, meter: Meter | None = None) -> Stream:
    """Return the bytes of an open file; what is read of it is added to `meter`."""
    # A pipe's `read` waits until it has all that it is asked for; `read1` gives what is there.
    take: Callable[[int], bytes] = getattr(file, "read1", file.read)
    if meter is None:
        return Stream(take)

    def counted(size: int) -> bytes:
        data = take(size)
        meter.done += len(data)
        return data

    return Stream(counted)
