"""Reads what the user names, a file, a folder or "-", as a stream of articles.

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
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reportedly.article import Article, PublishedBasis
from reportedly.errors import Issue
from reportedly.source import address, edtf, folder, language, outlet
from reportedly.source.folder import Found, printable

if TYPE_CHECKING:
    from reportedly.source.formats.fields import Mapping as Fields
    from reportedly.source.formats.input import Input
    from reportedly.source.formats.stream import Meter

_MOST_NEIGHBOURS = 10_000  # names in a folder that are compared for "did you mean"
_URL = re.compile(r"[a-z][a-z0-9+.-]+://|www\.", re.IGNORECASE)


def read(
    sources: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    stdin: BinaryIO | None = None,
    publisher: str | None = None,
    published: str | None = None,
    mapping: Mapping[str, str] | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | Issue]:
    """Return the articles that `sources` name (one, or several), one at a time, in their order.

    A source is a file, a folder (read recursively) or "-" for standard input (`stdin`, by default
    the process's). `publisher` and `published` (EDTF) serve where a source does not say: what a
    page states wins. A page that names no publisher, and for which none is given, has the one
    that is registered for its domain (`outlet`), else its host. `mapping` says where the parts of
    an article are in records ({"text": "story.body"}, see `formats.fields`); `meter` is told how
    many bytes have been read, of how many.

    Raises SourceError at once where `published` is not EDTF or `mapping` names no part.
    """
    from reportedly.source.formats import fields

    date = None if published is None else edtf.checked(published)
    name = (publisher or "").strip() or None
    mapped = fields.mapping(f"{part}={path}" for part, path in (mapping or {}).items())
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    if meter is not None:
        several = list(several)
        meter.total = _size(several)
    reading = _Reading(stdin, mapped, meter)
    items = (item for source in several for item in reading.items(os.fspath(source)))
    return (_filled(item, name, date) for item in items)


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

    def items(self, source: str) -> Iterator[Article | Issue]:
        """Yield the articles that `source` names."""
        path = Path(source)
        if source == "-":
            yield from self._standard_input()
        elif not source or "\0" in source:
            yield Issue(repr(source), "source", "not a path", "give a file, a folder or '-'")
        elif _is_folder(path):
            yield from self._folder(path)
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
    if _URL.match(source):
        reason = "an address on the web: this version reads files, folders and '-'"
        return Issue(source, "source", reason, "save the page and give the file")
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
