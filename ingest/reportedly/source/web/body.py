"""The body of an answer, read with a limit on what arrives and on what that unpacks to.

Unpacking is done here, piece by piece, so that a bomb of 10 MB that stands for 10 GB is given up
at the limit and never lies in memory.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reportedly.errors import SourceError

if TYPE_CHECKING:
    import requests

ENCODINGS = "gzip, deflate"
"""What we tell servers that we can unpack."""

_PIECE = 64 * 1024
_GZIP = b"\x1f\x8b"
_EITHER = 32 + zlib.MAX_WBITS  # zlib's word for "gzip or zlib, see the header"
_SPLIT = "give the addresses of single articles instead"
_AGAIN = "run the same command again; if it stays so, save the page in a browser and give the file"


def read(response: requests.Response, largest: int, sent: bytearray | None = None) -> bytes:
    """Return the body of `response`, unpacked as its Content-Encoding says.

    What arrives is added to `sent`, packed as it is, where somebody wants that.

    Raises SourceError where it has more than `largest` bytes, packed or not, or cannot be unpacked.
    """
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and int(announced) > largest:
        raise _too_large(largest)
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing in {"", "identity"}:
        return _plain(response, largest, sent)
    if packing not in {"gzip", "x-gzip", "deflate"}:
        reason = f"sent packed as {packing!r}, which we did not ask for"
        raise SourceError("", reason, "save the page in a browser and give the file")
    unpacking = Unpacking(largest)
    arrived = 0
    while piece := response.raw.read1(_PIECE, decode_content=False):
        arrived += len(piece)
        if arrived > largest:
            raise _too_large(largest)
        unpacking.feed(piece)
        if sent is not None:
            sent += piece
    return unpacking.whole() if arrived else b""


def _plain(response: requests.Response, largest: int, sent: bytearray | None) -> bytes:
    # read1 returns with what there is; read would wait for a whole piece from a slow server.
    data = bytearray()
    while piece := response.raw.read1(_PIECE, decode_content=False):
        data += piece
        if len(data) > largest:
            raise _too_large(largest)
    if sent is not None:
        sent += data
    return bytes(data)


def unpacked(data: bytes, largest: int) -> bytes:
    """Return `data`, or what it holds if it is a gzip file: large sitemaps are."""
    if not data.startswith(_GZIP):
        return data
    unpacking = Unpacking(largest)
    unpacking.feed(data)
    return unpacking.whole()


def _too_large(largest: int) -> SourceError:
    return SourceError("", f"more than {largest // 10**6} MB", _SPLIT)


class Unpacking:
    """Gzip or deflate being unpacked piece by piece, up to `largest` bytes."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._data = bytearray()
        self._member = zlib.decompressobj(_EITHER)
        self._begun = False

    def feed(self, piece: bytes) -> None:
        """Unpack one more piece."""
        try:
            self._take(piece)
        except zlib.error as fault:
            if self._begun:
                raise SourceError("", f"packed data that is damaged ({fault})", _AGAIN) from fault
            # Some servers mean by "deflate" the bare stream, which has no header to know it by.
            self._member = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            self.feed(piece)

    def _take(self, piece: bytes) -> None:
        while piece:
            if self._member.eof:
                if not piece.startswith(_GZIP):
                    return  # padding behind the end
                self._member = zlib.decompressobj(_EITHER)
            room = self._largest + 1 - len(self._data)
            self._data += self._member.decompress(piece, room)
            self._begun = True
            if len(self._data) > self._largest:
                reason = f"more than {self._largest // 10**6} MB once unpacked"
                raise SourceError("", reason, _SPLIT)
            piece = self._member.unused_data if self._member.eof else b""

    def whole(self) -> bytes:
        """Return what was unpacked; raise SourceError where its end is missing."""
        if not self._member.eof:
            raise SourceError("", "packed data that breaks off", _AGAIN)
        return bytes(self._data)
