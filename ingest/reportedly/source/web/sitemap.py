"""Sitemaps, their indexes, and news sitemaps (sitemaps.org 0.9; Google's news extension)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from reportedly.errors import Issue, SourceError
from reportedly.source import edtf, metadata
from reportedly.source.web.address import joined
from reportedly.source.web.listing import Kind, Link, safe

if TYPE_CHECKING:
    from collections.abc import Iterator


def links(text: str, base: str) -> Iterator[Link | Issue]:
    """Iterate over the pages, or further sitemaps, in the sitemap `text` found at `base`.

    One entry is in memory at a time. What is not well-formed is read as far as it goes.
    """
    # A name in any namespace, because many sitemaps have theirs misspelt.
    tags = ("{*}url", "{*}sitemap")
    events = etree.iterparse(
        BytesIO(safe(text)),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=True,
        huge_tree=False,
    )
    return _links(events, base)


def _links(events: Any, base: str) -> Iterator[Link | Issue]:
    try:
        for _, element in events:
            yield _link(element, base)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as fault:
        yield Issue(base, "source", f"a sitemap that cannot be parsed ({fault})", "")


def _link(element: Any, base: str) -> Link | Issue:
    written = _text(element, "{*}loc")
    try:
        url = joined(base, written).url
    except SourceError as error:
        return Issue.of(error, "source")
    changed = _text(element, "{*}lastmod")
    if etree.QName(element).localname == "sitemap":
        return Link(url, frozenset({Kind.SITEMAP}), changed=changed)
    return Link(
        url,
        title=metadata.clean(_text(element, "{*}news/{*}title")) or None,
        published=edtf.stated(_text(element, "{*}news/{*}publication_date")),
        language=_text(element, "{*}news/{*}publication/{*}language")[:2].lower() or None,
        changed=changed,
    )


def _text(element: Any, path: str) -> str:
    return (element.findtext(path) or "").strip()
