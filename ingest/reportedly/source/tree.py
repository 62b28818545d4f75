"""The parsed tree of a page: what the modules that look into it share."""

from __future__ import annotations

import re
from typing import Any

Element = Any  # an lxml element; lxml ships no types


def content(element: Element) -> str:
    """Return all text in `element`."""
    return "".join(element.itertext())


def leads_home(heading: Element) -> bool:
    """Tell whether a heading is the site's name with a link to its home page."""
    links = [link.get("href", "") for link in heading.iter("a")]
    return any(re.fullmatch(r"(?:https?://[^/]+/?|/)(?:index\.\w+)?", link) for link in links)
