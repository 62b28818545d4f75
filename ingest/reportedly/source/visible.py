"""Short texts around a page's headline, in which readers find its date and authors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from reportedly.source.tree import Element, content

_DATES = re.compile(r"date|time|posted|publi|info|meta|submitted|byline|dateline", re.IGNORECASE)
_NOT_OURS = ("aside", "footer", "nav", "form", "figure", "script", "style")
_PROSE = 120  # characters; with a paragraph as long as this the article has begun
_SENTENCE = 50  # or a shorter one that ends like a sentence
_MOST = 14  # short texts after the headline that are looked at
_BEFORE = 3  # and before it


def around(heading: Element | None) -> tuple[str, ...]:
    """Return the short texts that follow `heading`, then those that stand just before it.

    Before the headline there is a site's own date as often as the article's, so what stands there
    must be called a date and share a container with the headline.
    """
    if heading is None:
        return ()
    return (*islice(_after(heading), _MOST), *_before(heading))


def _after(heading: Element) -> Iterator[str]:
    inside = set(heading.iterdescendants())
    for element in heading.xpath("following::*"):
        if element in inside or not isinstance(element.tag, str) or _is_elsewhere(element):
            continue
        for text in _own_texts(element):
            if len(text) >= _PROSE or (len(text) >= _SENTENCE and text.endswith((".", "”", '"'))):
                return
            yield text


def _own_texts(element: Element) -> Iterator[str]:
    """Yield what stands directly in `element`, and behind it."""
    if element.tag in _NOT_OURS:
        return
    for text in (element.text, element.tail):
        line = " ".join((text or "").split())
        if line:
            yield line


def _is_elsewhere(element: Element) -> bool:
    return next(element.iterancestors(*_NOT_OURS), None) is not None


def _before(heading: Element) -> Iterator[str]:
    for anchor in [heading, *islice(heading.iterancestors(), 4)]:
        if anchor.tag in {"body", "html", "main"}:
            return
        for block in islice(anchor.itersiblings(preceding=True), _BEFORE):
            if _DATES.search(block.get("class", "")) and not _is_elsewhere(block):
                yield " ".join(content(block).split())
