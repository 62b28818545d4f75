"""A server's answer as it went over the wire: status, header, and the body unpacked.

Archives differ in whether they keep a body as it was sent; where its header says that it is
chunked or packed and it is not, it is taken as it is.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from io import BytesIO

from reportedly.errors import SourceError
from reportedly.source.formats.compressed import GZIP, ZSTD, Gunzip, Unzstd
from reportedly.source.formats.input import LARGEST
from reportedly.source.formats.stream import Stream

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER = 200_000


class AnswerError(ValueError):
    """The bytes are no answer, or one that cannot be unpacked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, header (names in lower case) and body as it was sent."""

    status: int
    header: dict[str, str]
    sent: bytes

    @property
    def kind(self) -> str:
        """The media type, "text/html"."""
        return self.header.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that the header states, or ""."""
        message = Message()
        message["Content-Type"] = self.header.get("content-type", "")
        return message.get_content_charset("") or ""


def answer(data: bytes) -> Answer:
    """Return the answer in `data`; raise AnswerError where it is none."""
    status, end = _STATUS.match(data), _END.search(data, 0, _LONGEST_HEADER)
    if status is None or end is None:
        raise AnswerError("not an answer of a server")
    lines = data[: end.start()].decode("latin-1").splitlines()[1:]
    header: dict[str, str] = {}
    for name, _, value in (line.partition(":") for line in lines):
        header.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status[1]), header, data[end.end() :])


def opening(data: bytes) -> tuple[int, str]:
    """Return status and media type as the beginning of an answer states them; 0 and "" if not."""
    try:
        given = answer(data)
    except AnswerError:
        return 0, ""
    return given.status, given.kind


def body(given: Answer) -> bytes:
    """Return the body as its author wrote it; raise AnswerError where it cannot be unpacked."""
    data = given.sent
    if "chunked" in given.header.get("transfer-encoding", "").lower():
        data = _dechunked(data)
    for coding in reversed(given.header.get("content-encoding", "").lower().split(",")):
        data = _decoded(data, coding.strip())
    return data


def _dechunked(data: bytes) -> bytes:
    if not _CHUNK.match(data):
        return data
    out, at = [], 0
    while chunk := _CHUNK.match(data, at):
        size = int(chunk[0].partition(b";")[0].strip(), 16)
        out.append(data[chunk.end() : chunk.end() + size])
        at = chunk.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else data[at : at + 1] == b"\n"
        if not size:
            break
    return b"".join(out)


def _decoded(data: bytes, coding: str) -> bytes:
    if data.startswith(GZIP):
        return _unpacked(Gunzip(_stream(data), "its body"))
    if data.startswith(ZSTD):
        return _unpacked(Unzstd(_stream(data), "its body"))
    if coding == "deflate" and not data.lstrip().startswith(b"<"):
        return _inflated(data)
    if coding == "br" and not data.lstrip().startswith(b"<"):
        raise AnswerError("packed with brotli, which is not read")
    return data


def _stream(data: bytes) -> Stream:
    return Stream(BytesIO(data).read)


def _unpacked(unpacker: Callable[[int], bytes]) -> bytes:
    try:
        data = Stream(unpacker).read(LARGEST + 1)
    except SourceError as error:
        raise AnswerError(error.reason) from error
    return _refused_if_large(data)


def _inflated(data: bytes) -> bytes:
    """Unpack "deflate", which servers send with and without the zlib header."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _refused_if_large(zlib.decompressobj(bits).decompress(data, LARGEST + 1))
        except zlib.error:
            continue
    raise AnswerError("packed with deflate, and damaged")


def _refused_if_large(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise AnswerError(f"more than {LARGEST // 10**6} MB unpacked")
    return data
