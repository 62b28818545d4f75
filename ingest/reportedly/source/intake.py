"""Reads what the user names, a file, a folder, an address or "-", as a stream of articles.

One article is in memory at a time. An input that cannot be read becomes an issue that names it,
and the next one is read.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportedly.article import Article, PublishedBasis
from reportedly.edtf import bounds
from reportedly.errors import Issue, SourceError
from reportedly.source import address, edtf, folder, language, outlet
from reportedly.source.folder import Found, printable
from reportedly.source.web.plan import Web

if TYPE_CHECKING:
    from reportedly.source.formats.fields import Mapping as Fields
    from reportedly.source.formats.input import Input
    from reportedly.source.formats.stream import Meter

_MOST_NEIGHBOURS = 10_000  # names in a folder that are compared for "did you mean"
_LISTINGS = {".opml", ".rss", ".atom", ".xml"}
_LARGEST_LISTING = 60_000_000  # bytes; a sitemap may have 50 MB
_URL = re.compile(r"[a-z][a-z0-9+.-]+://|www\.", re.IGNORECASE)


def read(
    sources: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    stdin: BinaryIO | None = None,
    publisher: str | None = None,
    published: str | None = None,
    mapping: Mapping[str, str] | None = None,
    meter: Meter | None = None,
    urls: Iterable[str] = (),
    since: str | None = None,
    limit: int | None = None,
    web: Web | None = None,
) -> Iterator[Article | Issue]:
    """Return the articles that `sources` name (one, or several), one at a time, in their order.

    A source is a file, a folder (read recursively), an address on the web, or "-" for standard
    input (`stdin`, by default the process's); `urls` are lines that name further addresses.
    `publisher` and `published` (EDTF) serve where a source does not say: what a page states wins.
    A page that names no publisher, and for which none is given, has the one that is registered for
    its domain (`outlet`), else its host. `mapping` says where the parts of an article are in
    records ({"text": "story.body"}, see `formats.fields`); `meter` is told how many bytes have
    been read, of how many. What was published before `since` (EDTF) is left out; after `limit`
    articles and issues, reading ends.

    Raises SourceError at once where `published` or `since` is not EDTF or `mapping` names no part.
    """
    from reportedly.source.formats import fields

    given = None if published is None else edtf.checked(published)
    first = None if since is None else bounds(edtf.checked(since))[0]
    name = (publisher or "").strip() or None
    mapped = fields.mapping(f"{part}={path}" for part, path in (mapping or {}).items())
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    if meter is not None:
        several = list(several)
        meter.total = _size(several)
    plan = replace(web or Web(), since=first, limit=limit)
    reading = _Reading(stdin, mapped, meter, plan)
    items = (_filled(item, name, given) for item in _all(several, urls, reading))
    return islice((item for item in items if _is_recent(item, first)), limit)


def _is_recent(item: Article | Issue, since: date | None) -> bool:
    """Tell whether `item` may be from `since` or later; an issue always, as one undated."""
    if since is None or isinstance(item, Issue):
        return True
    last = bounds(item.published)[1]
    return last is None or last >= since


def _all(
    sources: Iterable[str | os.PathLike[str]], urls: Iterable[str], reading: _Reading
) -> Iterator[Article | Issue]:
    """Yield what the sources hold; addresses that follow one another are fetched together."""
    paths = (os.fspath(source) for source in sources)
    named = ((_is_address(path), path) for path in paths)
    lines = (line.strip().removeprefix("\ufeff") for line in urls)
    listed = ((True, line) for line in lines if line and not line.startswith("#"))
    for on_the_web, group in groupby(chain(named, listed), key=itemgetter(0)):
        if on_the_web:
            from reportedly.source.formats import document
            from reportedly.source.web import walk  # here: requests takes 0.1 s to import

            yield from walk.articles((url for _, url in group), reading.web, document.article)
        else:
            for _, source in group:
                yield from reading.items(source)


def _is_address(source: str) -> bool:
    return _URL.match(source) is not None and "\0" not in source and not os.path.lexists(source)


def _size(sources: Iterable[str | os.PathLike[str]]) -> int | None:
    """Return how many bytes the files in `sources` have; None where that cannot be known."""
    total = 0
    for named in sources:
        source = os.fspath(named)
        path = Path(source)
        if source == "-" or "\0" in source or not _exists(path):
            return None
        if _is_folder(path):
            found = folder.files(path, Counter())
            total += sum(_bytes(one.path) for one in found if isinstance(one, Found))
        else:
            total += _bytes(path)
    return total


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _filled(item: Article | Issue, publisher: str | None, published: str | None) -> Article | Issue:
    """Return `item` with what the user says where the source says nothing."""
    if isinstance(item, Issue):
        return item
    url = item.url and address.canonical(item.url)
    return replace(
        item,
        publisher=item.publisher or publisher or outlet.publisher(url),
        published=item.published or published,
        published_basis=item.published_basis or (PublishedBasis.GIVEN if published else None),
        language=language.of(item.text, item.language),
        url=url,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is the same for all sources of a run."""

    stdin: BinaryIO | None
    mapping: Fields
    meter: Meter | None
    web: Web

    def items(self, source: str) -> Iterator[Article | Issue]:
        """Yield the articles that `source` names."""
        path = Path(source)
        if source == "-":
            yield from self._standard_input()
        elif not source or "\0" in source:
            yield Issue(repr(source), "source", "not a path", "give a file, a folder or '-'")
        elif _is_folder(path):
            yield from self._folder(path)
        elif path.suffix.lower() in _LISTINGS and path.is_file():
            yield from self._listed(path)
        elif path.suffix.lower() in folder.DATA and _exists(path):
            reason = f"a {path.suffix} file is no article"
            yield Issue(source, "source", reason, folder.DATA_ADVICE)
        elif _is_dangling(path):
            yield Issue(printable(source), "source", *folder.DANGLING)
        elif _exists(path):
            yield from self._file(path)
        else:
            yield _missing(source)

    def _standard_input(self) -> Iterator[Article | Issue]:
        from reportedly.source.formats import registry
        from reportedly.source.formats.input import Input
        from reportedly.source.formats.stream import stream_of

        stream = stream_of(self.stdin or sys.stdin.buffer, self.meter)
        given = Input(stream, "standard input", "stdin", mapping=self.mapping)
        yield from registry.articles(given)

    def _folder(self, path: Path) -> Iterator[Article | Issue]:
        from reportedly.source.formats import registry

        data: Counter[str] = Counter()
        inputs = (
            one
            for found in folder.files(path, data)
            for one in ([found] if isinstance(found, Issue) else self._opened(found, found=True))
        )
        yield from registry.gathered(inputs, data, printable(str(path)))

    def _listed(self, path: Path) -> Iterator[Article | Issue]:
        """Yield the articles that a feed, a sitemap or an OPML list leads to, given as a file."""
        from reportedly.source.formats import document
        from reportedly.source.web import walk

        item = printable(str(path))
        try:
            with path.open("rb") as stream:
                data = stream.read(_LARGEST_LISTING + 1)
            if len(data) > _LARGEST_LISTING:
                reason = f"more than {_LARGEST_LISTING // 10**6} MB, too long for a list"
                raise SourceError(item, reason, "split it")
            yield from walk.listed(data, item, self.web, document.article)
        except SourceError as error:
            yield replace(Issue.of(error, "source"), item=item)
        except OSError as error:
            yield Issue(item, "source", error.strerror or str(error), "check its permissions")

    def _file(self, path: Path) -> Iterator[Article | Issue]:
        from reportedly.source.formats import registry

        for one in self._opened(Found(path, path.name)):
            yield from [one] if isinstance(one, Issue) else registry.articles(one)

    def _opened(self, where: Found, *, found: bool = False) -> Iterator[Input | Issue]:
        """Yield the open file, which is closed when the next is asked for."""
        from reportedly.source.formats.input import Input
        from reportedly.source.formats.stream import stream_of

        item = printable(str(where.path))
        try:
            file = where.path.open("rb")
        except OSError as error:
            reason = error.strerror or str(error)
            yield Issue(item, "source", reason, "check its permissions")
            return
        with file:
            yield Input(
                stream_of(file, self.meter),
                item,
                printable(where.name),
                printable(str(where.path.absolute())),
                self.mapping,
                file if file.seekable() else None,
                self.meter,
                found=found,
            )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_dangling(path: Path) -> bool:
    """Tell whether `path` is a link to something that does not exist."""
    try:
        path.stat()
    except FileNotFoundError:
        return path.is_symlink()
    except OSError:
        return False
    return False


def _exists(path: Path) -> bool:
    """Tell whether there is something at `path`, even if we may not look at it."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _missing(source: str) -> Issue:
    near = _near(Path(source))
    advice = f"did you mean {near}?" if near else "check the path"
    return Issue(printable(source), "source", "no such file or folder", advice)


def _near(path: Path) -> str | None:
    """Return the path most like `path` that exists, looking in the deepest folder that does."""
    parent = path.parent
    while not _is_folder(parent) and parent != parent.parent:
        path, parent = parent, parent.parent
    try:
        names = [other.name for other in islice(parent.iterdir(), _MOST_NEIGHBOURS)]
    except OSError:
        return None
    close = get_close_matches(path.name, names, n=1)
    return printable(str(parent / close[0])) if close else None
