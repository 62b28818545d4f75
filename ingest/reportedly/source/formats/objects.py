"""JSON and JSON Lines: exports of any shape as articles, however long they are.

A line, an item of the one big list, or a file's only object is a record; a list within an object
that is no article itself (`{"articles": [...]}`, Telegram's `{"messages": [...]}`) is looked into.
Names carry the line where records are lines, else the record's number.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source.formats import fields, record
from reportedly.source.formats.fields import Mapping, Record
from reportedly.source.formats.input import LARGEST, Input, UnfitError
from reportedly.source.formats.scanner import BrokenError, Cut, Scanner
from reportedly.source.formats.stream import Stream

_HEAD = 64 * 1024  # bytes that are looked at to tell lines from one big value
_HOPELESS = 1000  # records without a text, none with one, after which nobody reads on
_DEEPEST = 6
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class Fit:
    """How many records had a text, how many had none, and the first of these."""

    texts: int = 0
    without: int = 0
    example: Record | None = None

    def miss(self, value: Any) -> None:
        """Note a record without a text."""
        self.without += 1
        if self.example is None and isinstance(value, dict):
            self.example = value

    @property
    def is_hopeless(self) -> bool:
        """Tell whether enough was seen to say that this is no list of articles."""
        return not self.texts and self.without >= _HOPELESS

    def verdict(self, source: Input) -> Iterator[Issue]:
        """Yield the issue of records without a text; raise UnfitError where none had one."""
        if not self.texts and self.without:
            raise UnfitError(source.item, *fields.unknown(self.example or {}, source.mapping))
        if self.without:
            left_out = f"{self.without:,} record{'s' if self.without > 1 else ''} without a text"
            yield source.issue(f"{left_out} left out", "nothing is to be done if they are pictures")


def utf8(stream: Stream) -> Stream:
    """Return `stream` in UTF-8 without a byte order mark."""
    head = stream.peek(4)
    name = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if name is None:
        stream.skip(3 if head.startswith(codecs.BOM_UTF8) else 0)
        return stream
    decoder = codecs.getincrementaldecoder(name)("replace")

    def take(_: int) -> bytes:
        while data := stream.block():
            stream.skip(len(data))
            if text := decoder.decode(data):
                return text.encode("utf-8", "replace")
        return b""

    return Stream(take)


def read(source: Input) -> Iterator[Article | Issue]:
    """Yield the articles in JSON or JSON Lines."""
    stream, fit = utf8(source.stream), Fit()
    if not stream.peek(_HEAD).strip():
        raise source.error("empty", "give a file that holds an article's text")
    ways = _lines if _is_lines(source, stream.peek(_HEAD)) else _values
    for item in ways(source, stream, fit):
        yield item
        if fit.is_hopeless:
            break
    yield from fit.verdict(source)


def _is_lines(source: Input, head: bytes) -> bool:
    """Tell whether each line is a record: the first is, or the name says so."""
    if source.name.lower().endswith((".jsonl", ".ndjson")):
        return not head.lstrip().startswith(b"[")
    first, end, rest = head.lstrip().partition(b"\n")
    return bool(end) and rest.lstrip()[:1] in (b"{", b"[") and isinstance(_parsed(first), dict)


def _parsed(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _lines(source: Input, stream: Stream, fit: Fit) -> Iterator[Article | Issue]:
    number = 0
    while (line := _next_line(stream)) is not None:
        number += 1
        if line.data != b"":
            yield from _record(source.record(number), line, source, fit)


def _next_line(stream: Stream) -> Cut | None:
    offset = stream.position
    line = stream.line(LARGEST)
    return None if line == b"" else Cut(line and line.strip(), offset, {})


def _values(source: Input, stream: Stream, fit: Fit) -> Iterator[Article | Issue]:
    """Yield the articles of values that follow one another, mostly there is just one."""
    scanner = Scanner(stream, LARGEST)
    path = tuple(source.mapping.records.split(".")) if source.mapping.records else None
    number = 0
    try:
        while scanner.peek():
            cut = scanner.whole() if path is None and scanner.peek() == b"{" else None
            for found in scanner.elements(path) if cut is None else (cut,):
                number += 1
                alone = cut is not None and number == 1 and not scanner.peek()
                yield from _record(source if alone else source.record(number), found, source, fit)
    except BrokenError as error:
        reason = f"not JSON from byte {stream.position:,} on: {error}"
        yield source.record(number + 1).issue(reason, "export it again; what was before it is read")


def _record(one: Input, cut: Cut, source: Input, fit: Fit) -> Iterator[Article | Issue]:
    """Yield the article in the record `one` of `source`, or those in the lists that it holds."""
    if cut.data is None:
        size = LARGEST // 10**6
        advice = "if the articles are in a list inside it: --map records=PATH.OF.THE.LIST"
        yield one.issue(f"a record of more than {size} MB at byte {cut.offset:,}", advice)
        return
    try:
        value = json.loads(cut.data)
    except (ValueError, RecursionError) as error:
        reason = f"not valid JSON at byte {cut.offset:,}: {error}"
        yield one.issue(reason, "correct it, or export it again; the other records are read")
        return
    found = list(_found(value, cut.around, source.mapping, _DEEPEST))
    if not found:
        fit.miss(value)
    for number, (item, around) in enumerate(found, 1):
        yield from _article(one if item is value else one.record(number), item, around, fit)


def _article(one: Input, item: Record, around: Record, fit: Fit) -> Iterator[Article | Issue]:
    try:
        article = record.article(one, item, one.mapping, around)
    except SourceError as error:
        yield one.issue(error.reason, error.advice)
        return
    if article is None:
        fit.miss(item)
    else:
        fit.texts += 1
        yield article


def _found(
    value: Any, around: Record, mapped: Mapping, deep: int
) -> Iterator[tuple[Record, Record]]:
    """Yield the records in `value` that have a text, each with the object around it.

    The neighbours in a list of one that has a text are records too, though they have none.
    """
    if isinstance(value, dict) and fields.has_text(value, mapped):
        yield value, around
    elif isinstance(value, dict) and deep:
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _found(inner, value, mapped, deep - 1)
    elif isinstance(value, list) and deep:
        records = [item for item in value if isinstance(item, dict)]
        if any(fields.has_text(item, mapped) for item in records):
            yield from ((item, around) for item in records)
        else:
            for item in records:
                yield from _found(item, around, mapped, deep - 1)
