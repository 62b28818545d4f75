"""Reads what a page says of itself in JSON-LD (schema.org), as far as an article needs.

A page's scripts are joined into one index of nodes, because content management systems split one
graph over several scripts and refer to a publisher or author by `@id`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

Node = Mapping[str, object]

_ARTICLE_ENDINGS = ("article", "blogposting", "report")
_MOST_NODES = 10_000  # a page of a large live blog has some hundred


def nodes(scripts: Sequence[str]) -> list[Node]:
    """Return every JSON object in `scripts`, outer before inner, in document order.

    A script that is no JSON is passed over: it says nothing that can be trusted.
    """
    found: list[Node] = []
    pending = [value for script in reversed(scripts) if (value := _parsed(script)) is not None]
    while pending and len(found) < _MOST_NODES:
        value = pending.pop()
        if isinstance(value, dict):
            found.append(value)
            pending.extend(reversed(value.values()))
        elif isinstance(value, list):
            pending.extend(reversed(value))
    return found


def _parsed(script: str) -> object:
    try:
        return json.loads(script.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):  # also a number of 5,000 digits, and 100,000 brackets
        return None


def article(found: Iterable[Node], url: str | None) -> Node:
    """Return the node of the page's article: the one with its `url`, else the first; {} if none."""
    articles = [node for node in found if any(map(_is_article, _many(node.get("@type"))))]
    own = (node for node in articles if url and url in {address(node), _id(node)})
    return next(own, articles[0] if articles else {})


def _is_article(kind: object) -> bool:
    return isinstance(kind, str) and kind.lower().endswith(_ARTICLE_ENDINGS)


def address(node: Node) -> str:
    """Return the URL that `node` gives for its page, or ""."""
    page = node.get("mainEntityOfPage")
    return text(node, "url") or _id(page) or (page if isinstance(page, str) else "")


def text(node: Node, key: str) -> str:
    """Return the string under `key`, or ""."""
    value = node.get(key)
    return value if isinstance(value, str) else ""


def texts(node: Node, key: str) -> tuple[str, ...]:
    """Return the strings under `key`, one or a list of them."""
    return tuple(value for value in _many(node.get(key)) if isinstance(value, str))


def crumbs(found: Iterable[Node]) -> tuple[str, ...]:
    """Return the names in the first trail of breadcrumbs between the home page and the article.

    The section is the first of them. A last one without an address is the article itself, and so
    is the last of three.
    """
    trail = next((node for node in found if "BreadcrumbList" in _many(node.get("@type"))), {})
    items = [item for item in _many(trail.get("itemListElement")) if isinstance(item, dict)]
    inner = [_crumb(item) for item in items][1:-1]
    return tuple(filter(None, inner))


def _crumb(item: Node) -> str:
    thing = item.get("item")
    return text(item, "name") or (text(thing, "name") if isinstance(thing, dict) else "")


def names(node: Node, key: str, found: Iterable[Node]) -> tuple[str, ...]:
    """Return the names of the persons or organisations under `key`, references resolved."""
    by_id = {_id(other): other for other in found if "name" in other and _id(other)}
    return tuple(name for value in _many(node.get(key)) if (name := _name(value, by_id)))


def _name(value: object, by_id: Mapping[str, Node]) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    return text(value, "name") or text(by_id.get(_id(value), {}), "name")


def _id(value: object) -> str:
    return text(value, "@id") if isinstance(value, dict) else ""


def _many(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]
