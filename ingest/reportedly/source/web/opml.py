"""OPML lists of feeds (https://opml.org/spec2.opml), outlines at any depth."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from reportedly.errors import Issue, SourceError
from reportedly.source.web.address import joined
from reportedly.source.web.listing import Kind, Link, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEEDS = frozenset({Kind.FEED, Kind.JSON_FEED})


def links(text: str, base: str) -> Iterator[Link | Issue]:
    """Iterate over the feeds in the list `text` found at `base`."""
    events = etree.iterparse(
        BytesIO(safe(text)),
        events=("start",),
        tag="{*}outline",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=True,
        huge_tree=False,
    )
    return _links(events, base)


def _links(events: Any, base: str) -> Iterator[Link | Issue]:
    try:
        for _, outline in events:
            written = next(
                (value for name, value in outline.items() if name.lower() == "xmlurl"), ""
            )
            if written:
                yield _link(written, base)
    except etree.XMLSyntaxError as fault:
        yield Issue(base, "source", f"an OPML list that cannot be parsed ({fault})", "")


def _link(written: str, base: str) -> Link | Issue:
    try:
        return Link(joined(base, written).url, _FEEDS)
    except SourceError as error:
        return Issue.of(error, "source")
