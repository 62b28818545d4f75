"""One article as plain text, as a page, or as a page saved in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NoReturn

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import encoding, folder, mhtml, text
from reportedly.source.formats.input import Input, whole

_PAGE_START = re.compile(
    r"\ufeff?(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)


def read(source: Input) -> Iterator[Article | Issue]:
    """Yield the article in text or HTML."""
    yield article(whole(source), source.name, source.location)


def article(data: bytes, name: str, location: str) -> Article:
    """Return the article in `data`: a page by its name or its beginning, else plain text."""
    ending = PurePath(name).suffix.lower()
    archive = ending in folder.ARCHIVES
    content = mhtml.page(data, name) if archive else encoding.decode(data, name)
    if not (archive or ending in folder.PAGES or _PAGE_START.match(content[:10_000])):
        return text.article(content, name, location)
    from reportedly.source import page  # here, because trafilatura takes a second to import

    return page.article(content, name, location)


def read_web_archive(source: Input) -> Iterator[Article | Issue]:
    """Yield the article on a page that a browser saved as one file."""
    from reportedly.source import page

    html = mhtml.page(whole(source), source.item)
    yield page.article(html, source.name, source.location)


def refuse_office(source: Input) -> NoReturn:
    """Raise SourceError that tells an old Office document from an encrypted one."""
    data = whole(source)
    if "EncryptedPackage".encode("utf-16-le") in data:
        advice = "open it with its password, and save it without"
        raise SourceError(source.item, "an encrypted Office document", advice)
    raise SourceError(source.item, "an old Office document, not text", "save it as .docx")


def is_tar(head: bytes) -> bool:
    """Tell whether `head` begins a tar archive."""
    return head[257:262] == b"ustar"


def refuse_tar(source: Input) -> NoReturn:
    """Raise SourceError that says what to do with a tar archive."""
    raise source.error("a tar archive, which is not read", "unpack it, and give the folder")
