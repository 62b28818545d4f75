"""Documents that list others: feeds, sitemaps, OPML lists. Told by their bytes, not by their names.

Whatever is parsed as XML goes through `safe`: a document type that declares entities, the means of
reading local files and of bombs, is refused before any parser sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportedly.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.errors import Issue


class Kind(StrEnum):
    """What a document is to us; the value is what people call it."""

    FEED = "a feed"
    JSON_FEED = "a JSON feed"
    SITEMAP = "a sitemap"
    OPML = "an OPML list"
    PAGE = "a web page"
    OTHER = "something else"


LISTINGS = {Kind.FEED, Kind.JSON_FEED, Kind.SITEMAP, Kind.OPML}


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a listing, with what that says of the article there.

    `expected` are the kinds it may lead to, any if empty. `changed` is when the page was last
    changed, to the second, as the listing states it; `own` is the entry's own content as HTML.
    """

    url: str
    expected: frozenset[Kind] = frozenset({Kind.PAGE, Kind.OTHER})
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    changed: str = ""
    own: str = ""


_PROLOG = r"\ufeff?(?:\s|<!--.*?-->|<\?.*?\?>)*+"
_DOCTYPE = re.compile(rf"({_PROLOG})<!DOCTYPE\b([^<>\[]*)(\[)?", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(
    rf"{_PROLOG}(?:<!DOCTYPE\b[^<>\[]*(?:\[.*?\]\s*)?>)?{_PROLOG}<(?:[\w.-]+:)?([\w.-]+)",
    re.IGNORECASE | re.DOTALL,
)
_DECLARATION = re.compile(r"(\ufeff?\s*)<\?xml\b.*?\?>", re.IGNORECASE | re.DOTALL)
_ROOTS = {
    **dict.fromkeys(("rss", "rdf", "feed", "channel"), Kind.FEED),
    **dict.fromkeys(("urlset", "sitemapindex"), Kind.SITEMAP),
    "opml": Kind.OPML,
    "html": Kind.PAGE,
}
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_OPENING = 20_000  # characters in which a document says what it is


def kind(text: str) -> Kind:
    """Return what the document `text` is, going by its first element."""
    opening = text[:_OPENING]
    if opening.lstrip("\ufeff \t\r\n").startswith("{"):
        return Kind.JSON_FEED if _JSON_FEED.search(opening) else Kind.OTHER
    root = _ROOT.match(opening)
    return _ROOTS.get(root[1].lower(), Kind.OTHER) if root else Kind.OTHER


def links(text: str, found: Kind, base: str) -> Iterator[Link | Issue]:
    """Iterate over what the listing `text` lists; relative addresses in it start from `base`.

    Raises SourceError where it declares entities or cannot be parsed.
    """
    from reportedly.source.web import feed, jsonfeed, opml, sitemap

    readers = {
        Kind.FEED: feed.links,
        Kind.JSON_FEED: jsonfeed.links,
        Kind.SITEMAP: sitemap.links,
        Kind.OPML: opml.links,
    }
    return readers[found](text, base)


def safe(text: str) -> bytes:
    """Return the XML `text` in UTF-8, without its declarations of encoding and document type.

    Raises SourceError where the document type declares anything of its own.
    """
    found = _DOCTYPE.match(text)
    if found and found[3]:
        reason = "it declares entities of its own, which may read files or fill the memory"
        raise SourceError("", reason, "ask the publisher for a feed without a document type")
    if found:
        text = found[1] + text[found.end() :].lstrip().removeprefix(">")
    return _DECLARATION.sub(r"\1", text, count=1).lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
