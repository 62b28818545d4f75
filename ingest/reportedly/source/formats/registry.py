"""The formats that are read, by name, and which of them given bytes are in.

What the bytes begin with decides, and the name where they say nothing. Another package adds a
format through the entry point group "reportedly.formats", each entry a `Format`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import folder
from reportedly.source.formats import (
    archive,
    compressed,
    document,
    mail,
    objects,
    office,
    pdf,
    table,
    warc,
)
from reportedly.source.formats.input import LONGEST, Input, Reader, UnfitError
from reportedly.source.formats.stream import Stream

GROUP = "reportedly.formats"
MOST_NESTED = 5  # archives and packings around one article
_HEAD = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_OBJECT = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*+(?:\[\s*+)*+\{\s*+(?:"(?:[^"\\\n]|\\.){0,500}+"\s*+:|\})|'
    rb"(?:\xef\xbb\xbf)?\s*+\[\s*+\]\s*+\Z"
)


class Format(NamedTuple):
    """A format: how its bytes begin, how its files' names end, and what reads it.

    `begins` sees the first 64 kB and is asked first; it must not take one format for another.
    """

    name: str
    read: Reader
    endings: tuple[str, ...] = ()
    begins: Callable[[bytes], bool] | None = None


def articles(source: Input) -> Iterator[Article | Issue]:
    """Yield the articles in `source`, whatever format it is in, and issues for what fails.

    Raises UnfitError where nobody asked for it by name, and it is data that holds no articles.
    """
    try:
        if source.depth > MOST_NESTED:
            reason = f"an archive in an archive, {MOST_NESTED} times"
            raise source.error(reason, "unpack it, and give what is inside")
        for item in _format(source).read(source):
            yield _refused_if_long(item, source)
    except UnfitError as error:
        if source.found:
            raise
        yield Issue.of(error, "source")
    except SourceError as error:
        yield source.issue(error.reason, error.advice)
    except OSError as error:
        yield source.issue(error.strerror or str(error), "check its permissions")
    except Exception as error:  # noqa: BLE001 what one input's parser trips over ends that input
        reason = f"cannot be read: {type(error).__name__}: {error}"
        yield source.issue(reason, "report this with the file")


def gathered(
    inputs: Iterable[Input | Issue], data: Counter[str], place: str
) -> Iterator[Article | Issue]:
    """Yield the articles of all `inputs`, which lie in `place`.

    Data files without articles are counted by ending, with those in `data`, and reported together.
    """
    for source in inputs:
        if isinstance(source, Issue):
            yield source
            continue
        try:
            yield from articles(source)
        except UnfitError:
            data[PurePath(source.name).suffix.lower()] += 1
    for ending, count in sorted(data.items()):
        reason = f"{count} data file{'s' if count > 1 else ''} left out, not articles"
        yield Issue(f"{place}/**/*{ending}", "source", reason, folder.DATA_ADVICE)


def _refused_if_long(item: Article | Issue, source: Input) -> Article | Issue:
    if isinstance(item, Issue) or len(item.text) <= LONGEST:
        return item
    reason = f"{len(item.text):,} characters of text, too long for one article"
    label = item.name.removeprefix(source.name)
    return Issue(source.item + label, "source", reason, "split it into one file per article")


def _format(source: Input) -> Format:
    """Return the format of `source`: plain text where nothing else fits."""
    head = source.stream.peek(_HEAD)
    ending = PurePath(source.name).suffix.lower()
    known = formats()
    by_content = (form for form in known.values() if form.begins and form.begins(head))
    by_name = (form for form in known.values() if ending in form.endings)
    found = next(by_content, None) or next(by_name, None)
    if found is None and not ending and table.is_table(head, source.mapping):
        return known["csv"]
    return found or known["text"]


@cache
def formats() -> dict[str, Format]:
    """Return the formats by name, in the order in which they are tried."""
    return {form.name: form for form in (*_OURS, *_others())}


def _others() -> Iterator[Format]:
    from importlib.metadata import entry_points

    for entry in entry_points(group=GROUP):
        form = entry.load()
        if not isinstance(form, Format):
            raise SourceError(entry.value, f"not a Format, in the group {GROUP}", "uninstall it")
        yield form


def _gzip(source: Input) -> Iterator[Article | Issue]:
    unpacker = compressed.Gunzip(source.stream, source.item)
    inner = source.unpacked(Stream(unpacker))
    if inner.stream.peek(len(warc.MAGIC)) == warc.MAGIC:
        return warc.read(inner, unpacker)
    return articles(inner)


def _zstd(source: Input) -> Iterator[Article | Issue]:
    return articles(source.unpacked(Stream(compressed.Unzstd(source.stream, source.item))))


def _zip(source: Input) -> Iterator[Article | Issue]:
    """Yield the articles in an archive, or the one in an office document, which is one too."""
    with archive.opened(source) as opened:
        names = set(opened.namelist())
        kind = archive.kind(opened)
        if form := office.dialect(names, kind):
            yield from office.read(source, opened, form)
        elif what := office.other(names, kind):
            raise source.error(f"{what}, no article", "save a table as CSV, or the text as DOCX")
        else:
            data: Counter[str] = Counter()
            inputs = archive.members(source, opened, data)
            yield from gathered(inputs, data, f"{source.item}!")


def _starts_with(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


_OURS = (
    Format("pdf", pdf.read, (".pdf",), _starts_with(pdf.MAGIC)),
    Format("zip", _zip, (".zip", ".docx", ".odt"), _starts_with(*archive.MAGIC)),
    Format("gzip", _gzip, (".gz",), _starts_with(compressed.GZIP)),
    Format("zstd", _zstd, (".zst",), _starts_with(compressed.ZSTD)),
    Format("warc", warc.read, (".warc",), _starts_with(warc.MAGIC)),
    Format("office", document.refuse_office, (".doc",), _starts_with(_OLE)),
    Format("tar", document.refuse_tar, (".tar", ".tgz"), document.is_tar),
    Format("mbox", mail.read_mailbox, (".mbox",), mail.is_mailbox),
    Format("eml", mail.read, (".eml",), mail.is_mail),
    Format("json", objects.read, (".json", ".jsonl", ".ndjson"), lambda h: bool(_OBJECT.match(h))),
    Format("csv", table.read, (".csv", ".tsv", ".tab")),
    Format("mhtml", document.read_web_archive, (".mht", ".mhtml")),
    Format("text", document.read),
)
