"""WARC: the pages in a web archive, such as Common Crawl's CC-NEWS.

A record is a response of a server as it went over the wire, and the address that was asked for.
The pages among them are articles; requests, robots.txt, pictures, redirects and revisits of what
was seen before are left out. When a page was fetched is in the archive, too, and is no date of
publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import encoding
from reportedly.source.address import chosen
from reportedly.source.formats import http
from reportedly.source.formats.compressed import Gunzip
from reportedly.source.formats.input import LARGEST, Input
from reportedly.source.formats.record import address
from reportedly.source.formats.stream import Stream

MAGIC = b"WARC/"
_VERSION = re.compile(rb"WARC/\d+\.\d+\s*$")
_LONGEST_LINE = 64 * 1024
_MOST_LINES = 200
_OPENING = 8 * 1024  # bytes of an answer in which its header says what it is
_PAGES = ("text/html", "application/xhtml+xml")
_CUT = "the file ends in the middle of it"
_ADVICE = "get the file again; the other records are read"

Header = dict[str, str]


class BrokenRecordError(Exception):
    """A record is not as the format has it; the message says in what."""


def read(source: Input, unpacker: Gunzip | None = None) -> Iterator[Article | Issue]:
    """Yield the pages in a WARC; `unpacker` is what its bytes come out of."""
    stream = source.stream
    for number in count(1):
        at, one = stream.position, source.record(number)
        try:
            _skip_blank_lines(stream)
            at = stream.position
            header = _header(stream)
            if header is None:
                return
            yield from _content(one, stream, header)
        except (BrokenRecordError, SourceError) as error:
            reason = error.reason if isinstance(error, SourceError) else str(error)
            yield one.issue(f"a broken record at byte {at:,}: {reason}", _ADVICE)
            if not _goes_on(stream, unpacker):
                return


def _goes_on(stream: Stream, unpacker: Gunzip | None) -> bool:
    """Go to the next record, past what is damaged; tell whether there is one."""
    while True:
        try:
            return stream.skip_to(b"WARC/1.")
        except SourceError:
            if unpacker is None or not unpacker.recover():
                return False


def _skip_blank_lines(stream: Stream) -> None:
    while stream.peek(1) in (b"\r", b"\n"):
        stream.skip(1)


def _header(stream: Stream) -> Header | None:
    """Return the next record's header, names in lower case; None at the end."""
    line = stream.line(_LONGEST_LINE)
    if line == b"":
        return None
    if line is None or not _VERSION.match(line):
        raise BrokenRecordError("it does not begin with WARC/1.0")
    header: Header = {}
    for _ in range(_MOST_LINES):
        line = stream.line(_LONGEST_LINE)
        if line in (b"\r\n", b"\n"):
            return header
        if not line:
            break
        name, _, value = line.decode("utf-8", "replace").partition(":")
        header.setdefault(name.strip().lower(), value.strip())
    raise BrokenRecordError("its header does not end")


def _content(one: Input, stream: Stream, header: Header) -> Iterator[Article | Issue]:
    """Yield the page in a record, if it is one, and leave the stream behind it."""
    length = header.get("content-length", "")
    if not (length.isascii() and length.isdecimal() and len(length) < 16):
        raise BrokenRecordError("it does not say how long it is")
    size, start = int(length), stream.position
    if _is_page(header, stream.peek(min(size, _OPENING))):
        data = stream.read(min(size, LARGEST + 1))
        if len(data) < min(size, LARGEST + 1):
            raise BrokenRecordError(_CUT)
        yield from _page(one, data, header)
    stream.skip(size - (stream.position - start))
    if stream.position - start < size:
        raise BrokenRecordError(_CUT)


def _is_page(header: Header, opening: bytes) -> bool:
    """Tell whether a record holds a page that a server gave: by its header and the answer's."""
    kind = header.get("content-type", "").partition(";")[0].strip().lower()
    if header.get("warc-type", "").lower() == "resource":
        return kind in _PAGES
    if header.get("warc-type", "").lower() != "response" or kind not in ("", "application/http"):
        return False
    status, sent = http.opening(opening)
    return status == 200 and sent in _PAGES


def _page(one: Input, data: bytes, header: Header) -> Iterator[Article | Issue]:
    url = address(header.get("warc-target-uri", "").strip("<>"))
    if len(data) > LARGEST:
        reason = f"a page of more than {LARGEST // 10**6} MB ({url})"
        yield one.issue(reason, "nothing is to be done: it is no article")
        return
    try:
        yield _article(one, data, header, url)
    except (SourceError, http.AnswerError) as error:
        advice = error.advice if isinstance(error, SourceError) else _ADVICE
        reason = error.reason if isinstance(error, SourceError) else str(error)
        yield one.issue(f"{reason} ({url})", advice)


def _article(one: Input, data: bytes, header: Header, url: str | None) -> Article:
    from reportedly.source import page

    charset = ""
    if header.get("warc-type", "").lower() == "response":
        answer = http.answer(data)
        data, charset = http.body(answer), answer.charset
    html = encoding.decode(data, one.item, charset)
    # Said as browsers say it in the pages they save: links on the page are relative to it.
    said = f"<!-- saved from url=(0000){url} -->" if url else ""
    article = page.article(said + html, one.name, one.location)
    return replace(article, url=chosen(url, [article.url] if article.url else []))
