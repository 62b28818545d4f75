"""What gzip and zstd have packed, unpacked as it is read.

A small file can stand for an endless one, so that unpacking stops where no text could have been
packed so tightly.
"""

from __future__ import annotations

import sys
import zlib

from reportedly.errors import SourceError
from reportedly.source.formats.stream import Stream

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
# News is packed to a third or a fifth, a table of much the same rows to a thirtieth. Zeros are
# packed to a thousandth by gzip, and to next to nothing by zstd.
TIGHTEST = 200
ALLOWED = 20_000_000  # bytes that are unpacked before anybody counts
_WINDOW = 27  # 128 MiB of memory: what `zstd --ultra -22` writes and `unzstd` reads unasked
_ADVICE = "get the file again; `gzip -t FILE` or `zstd -t FILE` tells whether it is whole"


class Guard:
    """Counts what goes in and comes out of an unpacker, and stops a bomb."""

    def __init__(self, item: str) -> None:
        self._item = item
        self._packed = 0
        self._unpacked = 0

    def count(self, packed: int, unpacked: int) -> None:
        """Note what was unpacked from how much; raise SourceError where that cannot be text."""
        self._packed += packed
        self._unpacked += unpacked
        if self._unpacked > ALLOWED + TIGHTEST * self._packed:
            reason = f"unpacks to more than {TIGHTEST} times its size, as no text does"
            raise SourceError(self._item, reason, "leave it out: it is made to fill the memory")


class Gunzip:
    """The `take` of a stream of what gzip has packed, in one member or in many."""

    def __init__(self, packed: Stream, item: str) -> None:
        self._packed = packed
        self._item = item
        self._guard = Guard(item)
        self._member: zlib._Decompress | None = None

    def __call__(self, size: int) -> bytes:
        """Return at most `size` bytes; raise SourceError where the packed ones are damaged."""
        while self._member is not None or self._opens():
            data = self._packed.block()
            if not data:
                raise self._damaged("ends in the middle")
            if out := self._unpack(data, size):
                return out
        return b""

    def _opens(self) -> bool:
        """Begin the next member; tell whether there is one."""
        while self._packed.peek(1) == b"\0":  # padding, as on tapes
            self._packed.skip(1)
        if not self._packed.peek(1):
            return False
        if self._packed.peek(len(GZIP)) != GZIP:
            raise self._damaged("has something else behind it")
        self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return True

    def _unpack(self, data: bytes, size: int) -> bytes:
        member = self._member
        assert member is not None  # noqa: S101 for the type checker
        try:
            out = member.decompress(data, size)
        except zlib.error as error:
            raise self._damaged(f"is damaged ({error})") from error
        # At the end of a member `unconsumed_tail` may hold what `unused_data` holds.
        taken = len(data) - len(member.unused_data if member.eof else member.unconsumed_tail)
        self._packed.skip(taken)
        self._guard.count(taken, len(out))
        if member.eof:
            self._member = None
        return out

    def recover(self) -> bool:
        """Go on with the next member; tell whether there is one."""
        self._member = None
        self._packed.skip(1)
        return self._packed.skip_to(GZIP)

    def _damaged(self, how: str) -> SourceError:
        reason = f"gzip-compressed, and {how} at byte {self._packed.position:,}"
        return SourceError(self._item, reason, _ADVICE)


class Unzstd:
    """The `take` of a stream of what zstd has packed."""

    def __init__(self, packed: Stream, item: str) -> None:
        self._packed = packed
        self._item = item
        self._guard = Guard(item)
        self._frame: zstd.ZstdDecompressor | None = None
        self._over = b""  # what a frame was given and is behind its end

    def __call__(self, size: int) -> bytes:
        """Return at most `size` bytes; raise SourceError where the packed ones are damaged."""
        while self._frame is not None or self._over or self._packed.block():
            if self._frame is None:
                options = {int(zstd.DecompressionParameter.window_log_max): _WINDOW}
                self._frame = zstd.ZstdDecompressor(options=options)
            if out := self._unpack(self._frame, size):
                return out
        return b""

    def _unpack(self, frame: zstd.ZstdDecompressor, size: int) -> bytes:
        data = self._more() if frame.needs_input else b""
        if frame.needs_input and not data:
            raise self._damaged("ends in the middle")
        try:
            out = frame.decompress(data, size)
        except zstd.ZstdError as error:
            raise self._damaged(f"is damaged ({error})") from error
        self._guard.count(len(data), len(out))
        if frame.eof:
            self._frame, self._over = None, frame.unused_data
        return out

    def _more(self) -> bytes:
        data = self._over or self._packed.block()
        if self._over:
            self._over = b""
        else:
            self._packed.skip(len(data))
        return data

    def _damaged(self, how: str) -> SourceError:
        reason = f"zstd-compressed, and {how} at byte {self._packed.position:,}"
        return SourceError(self._item, reason, _ADVICE)
