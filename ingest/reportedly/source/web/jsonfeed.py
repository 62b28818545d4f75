"""JSON feeds (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from reportedly.errors import Issue, SourceError
from reportedly.source import edtf, metadata
from reportedly.source.web.address import joined
from reportedly.source.web.listing import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADVICE = "check the address in a browser; give the addresses of its articles instead"


def links(text: str, base: str) -> Iterator[Link | Issue]:
    """Iterate over the items of the feed `text` that was found at `base`."""
    try:
        feed = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as fault:
        raise SourceError("", f"a JSON feed that cannot be parsed ({fault})", _ADVICE) from fault
    items = feed.get("items")
    language = _text(feed, "language")[:2].lower() or None
    listed = items if isinstance(items, list) else []
    return (_link(item, base, language) for item in listed if isinstance(item, dict))


def _link(item: dict[str, Any], base: str, language: str | None) -> Link | Issue:
    title = metadata.clean(_text(item, "title"))
    written = _text(item, "url") or _text(item, "external_url")
    try:
        url = joined(base, written).url
    except SourceError as error:
        return Issue.of(error, "source")
    return Link(
        url,
        title=title or None,
        published=edtf.stated(_text(item, "date_published")),
        authors=_authors(item),
        language=language,
        changed=_text(item, "date_modified"),
        own=_text(item, "content_html") or escape(_text(item, "content_text")),
    )


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _authors(item: dict[str, Any]) -> tuple[str, ...]:
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    return tuple(dict.fromkeys(name for text in names if (name := metadata.clean(text))))
