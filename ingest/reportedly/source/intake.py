"""Reads what the user names, a file, a folder, an address or "-", as a stream of articles.

One article is in memory at a time. An input that cannot be read becomes an issue that names it,
and the next one is read.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from reportedly.article import Article
from reportedly.edtf import bounds
from reportedly.errors import Issue, SourceError
from reportedly.source import edtf, encoding, folder, mhtml, text
from reportedly.source.folder import Found, printable
from reportedly.source.metadata import host
from reportedly.source.web.plan import Web

# Bytes of one file: pages come with scripts, and with images written into them.
LARGEST = 20_000_000
# Characters of one article. A 400-page book has fewer; the language model takes 60 s and 2.5 GB
# of memory for 900,000. More than this is an archive of many articles.
LONGEST = 1_000_000
_MOST_NEIGHBOURS = 10_000  # names in a folder that are compared for "did you mean"
_PAGE_START = re.compile(
    r"\ufeff?(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_LISTINGS = {".opml", ".rss", ".atom", ".xml"}
_URL = re.compile(r"[a-z][a-z0-9+.-]+://|www\.", re.IGNORECASE)


def read(
    sources: Iterable[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    stdin: BinaryIO | None = None,
    publisher: str | None = None,
    published: str | None = None,
    urls: Iterable[str] = (),
    since: str | None = None,
    limit: int | None = None,
    web: Web | None = None,
) -> Iterator[Article | Issue]:
    """Return the articles that `sources` name (one, or several), one at a time, in their order.

    A source is a file, a folder (read recursively), an address on the web, or "-" for standard
    input (`stdin`, by default the process's); `urls` are lines that name further addresses.
    `publisher` and `published` (EDTF) serve where a source does not say: what a page states wins.
    A page that names no publisher, and for which none is given, has its host. What was published
    before `since` (EDTF) is left out; after `limit` articles and issues, reading ends.

    Raises SourceError at once where `published` or `since` is not EDTF.
    """
    given = None if published is None else edtf.checked(published)
    first = None if since is None else bounds(edtf.checked(since))[0]
    name = (publisher or "").strip() or None
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    plan = replace(web or Web(), since=first, limit=limit)
    items = (_filled(item, name, given) for item in _all(several, urls, stdin, plan))
    return islice((item for item in items if _is_recent(item, first)), limit)


def _is_recent(item: Article | Issue, since: date | None) -> bool:
    """Tell whether `item` may be from `since` or later; an issue always, as one undated."""
    if since is None or isinstance(item, Issue):
        return True
    last = bounds(item.published)[1]
    return last is None or last >= since


def _all(
    sources: Iterable[str | os.PathLike[str]],
    urls: Iterable[str],
    stdin: BinaryIO | None,
    web: Web,
) -> Iterator[Article | Issue]:
    """Yield what the sources hold; addresses that follow one another are fetched together."""
    paths = (os.fspath(source) for source in sources)
    named = ((_is_address(path), path) for path in paths)
    lines = (line.strip().removeprefix("\ufeff") for line in urls)
    listed = ((True, line) for line in lines if line and not line.startswith("#"))
    for on_the_web, group in groupby(chain(named, listed), key=itemgetter(0)):
        if on_the_web:
            from reportedly.source.web import walk  # here: requests takes 0.1 s to import

            yield from walk.articles((url for _, url in group), web, _article)
        else:
            for _, source in group:
                yield from _items(source, stdin, web)


def _is_address(source: str) -> bool:
    return _URL.match(source) is not None and "\0" not in source and not os.path.lexists(source)


def _filled(item: Article | Issue, publisher: str | None, published: str | None) -> Article | Issue:
    """Return `item` with what the user says where the source says nothing."""
    if isinstance(item, Issue):
        return item
    return replace(
        item,
        publisher=item.publisher or publisher or host(item.url),
        published=item.published or published,
    )


def _items(source: str, stdin: BinaryIO | None, web: Web) -> Iterator[Article | Issue]:
    path = Path(source)
    if source == "-":
        stream = stdin or sys.stdin.buffer
        yield _attempt("standard input", lambda: _article(_capped(stream), "stdin"))
    elif not source or "\0" in source:
        yield Issue(repr(source), "source", "not a path", "give a file, a folder or '-'")
    elif _is_folder(path):
        found = folder.files(path)
        yield from (item if isinstance(item, Issue) else _file(item) for item in found)
    elif path.suffix.lower() in _LISTINGS and path.is_file():
        yield from _listed(path, web)
    elif path.suffix.lower() in folder.DATA and _exists(path):
        yield Issue(source, "source", f"a {path.suffix} file is no article", folder.DATA_ADVICE)
    elif _is_dangling(path):
        yield Issue(printable(source), "source", *folder.DANGLING)
    else:
        yield _file(Found(path, path.name)) if _exists(path) else _missing(source)


def _listed(path: Path, web: Web) -> Iterator[Article | Issue]:
    """Yield the articles that a feed, a sitemap or an OPML list leads to, given as a file."""
    from reportedly.source.web import walk

    item = printable(str(path))
    try:
        with path.open("rb") as stream:
            data = _capped(stream)
        yield from walk.listed(data, item, web, _article)
    except SourceError as error:
        yield replace(Issue.of(error, "source"), item=item)
    except OSError as error:
        yield Issue(item, "source", error.strerror or str(error), "check its permissions")


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


def _file(found: Found) -> Article | Issue:
    return _attempt(printable(str(found.path)), lambda: _opened(found))


def _attempt(item: str, article: Callable[[], Article]) -> Article | Issue:
    """Return what `article` makes, or the issue that says, of `item`, why it could not."""
    try:
        return article()
    except SourceError as error:
        return replace(Issue.of(error, "source"), item=item)
    except OSError as error:
        return Issue(item, "source", error.strerror or str(error), "check its permissions")


def _opened(found: Found) -> Article:
    with found.path.open("rb") as stream:
        data = _capped(stream)
    location = printable(str(found.path.absolute()))
    return _article(data, printable(found.name), location)


def _capped(stream: BinaryIO) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        reason = f"more than {LARGEST // 10**6} MB, too long for one article"
        raise SourceError("", reason, "split it into one file per article")
    return data


def _article(data: bytes, name: str, location: str = "") -> Article:
    """Return the article in `data`, refusing one too long for a language model."""
    article = _read(data, name, location)
    if len(article.text) > LONGEST:
        reason = f"{len(article.text):,} characters of text, too long for one article"
        raise SourceError("", reason, "split it into one file per article")
    return article


def _read(data: bytes, name: str, location: str) -> Article:
    """Return the article in `data`: a page by its name or its beginning, else plain text."""
    ending = Path(name).suffix.lower()
    archive = ending in folder.ARCHIVES
    content = mhtml.page(data, name) if archive else encoding.decode(data, name)
    if not (archive or ending in folder.PAGES or _PAGE_START.match(content[:10_000])):
        return text.article(content, name, location)
    from reportedly.source import page  # here, because trafilatura takes a second to import

    return page.article(content, name, location)


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
