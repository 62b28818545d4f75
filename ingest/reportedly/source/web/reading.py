"""What an address gave, as an article, or as a listing of more addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reportedly.article import Article
from reportedly.errors import SourceError
from reportedly.source import address, encoding
from reportedly.source.web import listing
from reportedly.source.web.listing import LISTINGS, Kind, Link

Reader = Callable[[bytes, str, str], Article]
"""Makes an article of something that is no web page: (bytes, name, location)."""

# What servers call texts, and files that they know nothing about.
_TEXTS = {"", "text/plain", "text/markdown", "application/octet-stream"}
_PAGES = {"text/html", "application/xhtml+xml"}
_MISLED = "open it in a browser; the site may have moved it"


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes from the web: `url` is where redirects ended; `text` is None if they are no text."""

    url: str
    data: bytes
    kind: Kind
    text: str | None

    @property
    def is_listing(self) -> bool:
        """Whether it lists other addresses."""
        return self.kind in LISTINGS


def document(data: bytes, url: str, media: str = "", charset: str = "") -> Document:
    """Return what `data` is; raise SourceError where it is text and nothing we can read."""
    try:
        text = encoding.decode(data, url, charset)
    except SourceError:
        if data and not media.startswith("text/"):
            return Document(url, data, Kind.OTHER, None)
        raise
    kind = listing.kind(text)
    if kind is Kind.OTHER and media in _PAGES:
        kind = Kind.PAGE
    if kind is Kind.OTHER and media not in _TEXTS:
        reason = f"{media}, but no page, feed, sitemap or OPML list"
        raise SourceError(url, reason, "open it in a browser to see what it is")
    return Document(url, data, kind, text)


def expect(link: Link, kind: Kind) -> None:
    """Raise SourceError where `link` leads to something that does not belong there."""
    if link.expected and kind not in link.expected:
        wanted = " or ".join(sorted(link.expected - {Kind.OTHER}))
        raise SourceError(link.url, f"{kind} where {wanted} should be", _MISLED)


def article(found: Document, link: Link, read: Reader) -> Article:
    """Return the article in `found`, which `link` led to; what it does not say, the link may."""
    if found.kind is Kind.PAGE and found.text is not None:
        from reportedly.source import page  # here, because trafilatura takes a second to import

        said = page.article(_saved(found.text, found.url), found.url, link.url)
    else:
        said = read(found.data, found.url, link.url)
    url = address.chosen(found.url, [said.url] if said.url else [])
    return replace(
        said,
        name=url or found.url,
        url=url,
        title=said.title or link.title,
        published=said.published or link.published,
        authors=said.authors or link.authors,
        language=said.language or link.language,
    )


def _saved(html: str, url: str) -> str:
    """Return a page with its address noted as browsers do in the pages that they save.

    The document type comes first because trafilatura takes what has no "html" in its first 50
    characters for a fragment.
    """
    whole = html if listing.kind(html) is Kind.PAGE else f"<html><body>{html}</body></html>"
    return f"<!DOCTYPE html><!-- saved from url=({len(url):04}){url} -->\n{whole}"
