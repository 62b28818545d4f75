"""CSV and TSV: a line of names, then a record a row. Names carry the line where the row begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import encoding
from reportedly.source.formats import fields, record
from reportedly.source.formats.input import LARGEST, Input
from reportedly.source.formats.objects import Fit, utf8
from reportedly.source.formats.stream import Stream

_HEAD = 64 * 1024
_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_LONG_ROW = "is a quotation mark in it never closed?"


def read(source: Input) -> Iterator[Article | Issue]:
    """Yield the articles in a table with a line of names."""
    stream, fit = utf8(source.stream), Fit()
    head = stream.peek(_HEAD)
    if not head.strip():
        raise source.error("empty", "give a file that holds an article's text")
    csv.field_size_limit(LARGEST)
    lines = _Lines(stream, encoding.likely(head))
    tabs = source.name.lower().endswith((".tsv", ".tab"))
    rows = _rows(source, lines, "\t" if tabs else delimiter(_first_line(head, lines.encoding)))
    names = next((row for _, row in rows if not isinstance(row, Issue)), [])
    for line, row in rows:
        if isinstance(row, Issue):
            yield row
        elif any(row):
            yield from _article(source.record(line), names, row, fit)
        if fit.is_hopeless:
            break
    if not fit.texts and not fit.without:
        fit.miss(dict.fromkeys(names))
    yield from fit.verdict(source)


def delimiter(header: str) -> str:
    """Return what separates the names in a table's first line."""
    bare = _QUOTED.sub("", header)
    return max(_DELIMITERS, key=bare.count)


def is_table(head: bytes, mapped: fields.Mapping) -> bool:
    """Tell whether `head` begins with a line of names, one of which is plainly the text's."""
    if b"\0" in head[:1000]:
        return False
    first = _first_line(head, encoding.likely(head))
    sign = delimiter(first)
    names = next(csv.reader([first], delimiter=sign), [])
    if len(names) < 2 or max(map(len, names)) > 60:
        return False
    row = dict.fromkeys(names, "x")
    stated = [
        target for target in ("title", "url", "published") if fields.find(row, target, mapped)
    ]
    return bool(stated) and fields.has_text(row, mapped)


def _first_line(head: bytes, name: str) -> str:
    return head.lstrip(b"\r\n").partition(b"\n")[0].decode(name, "replace").strip("\r")


class _Lines:
    """The lines of a stream as text; `number` is that of the last one given."""

    def __init__(self, stream: Stream, name: str) -> None:
        self._stream = stream
        self.encoding = name
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while (line := self._stream.line(LARGEST)) != b"":
            self.number += 1
            yield (line or b"\n").decode(self.encoding, "replace").replace("\0", "")


def _rows(source: Input, lines: _Lines, sign: str) -> Iterator[tuple[int, list[str] | Issue]]:
    """Yield each row with the line it begins in; a row that cannot be read is an issue."""
    reader = csv.reader(iter(lines), delimiter=sign)
    while True:
        start = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"the row from line {start:,} to {lines.number:,} cannot be read ({error})"
            yield start, source.record(start).issue(reason, _LONG_ROW)
        else:
            yield start, row


def _article(one: Input, names: list[str], row: list[str], fit: Fit) -> Iterator[Article | Issue]:
    fields_ = dict(zip(names, row, strict=False))
    try:
        article = record.article(one, fields_, one.mapping)
    except SourceError as error:
        yield one.issue(error.reason, error.advice)
        return
    if article is None:
        fit.miss(fields_)
    else:
        fit.texts += 1
        yield article
