"""The text that a feed's entry carries itself, as an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.article import Article
from reportedly.errors import SourceError
from reportedly.source.metadata import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.source.web.listing import Link

_BLOCKS = {
    *("p", "div", "table", "tr", "ul", "ol", "li", "dl", "dt", "dd", "pre", "hr", "address"),
    *("section", "article", "aside", "header", "footer", "figure", "blockquote", "br"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
# What is not the writer's text.
_LEFT_OUT = {"script", "style", "iframe", "noscript", "figcaption", "svg", "object", "form"}
_BREAK = "\u2029"
_MOST = 1_000_000  # characters; as long as an article may be


def article(link: Link) -> Article:
    """Return what the entry says by itself: its title, a blank line, its paragraphs.

    Raises SourceError where it says nothing.
    """
    found = paragraphs(link.own[:_MOST])
    if not found:
        reason = "the feed's entry has no text of its own"
        raise SourceError(link.url, reason, "leave out --entry-text to read the page")
    body = "\n\n".join(found)
    return Article(
        text=f"{link.title}\n\n{body}" if link.title else body,
        name=link.url,
        location=link.url,
        title=link.title,
        published=link.published,
        authors=link.authors,
        language=link.language,
        url=link.url,
    )


def paragraphs(html: str) -> list[str]:
    """Return the paragraphs of a piece of HTML as plain text."""
    from lxml import etree

    if not html.strip():
        return []
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    tree = etree.fromstring(f"<div>{html}</div>".encode("utf-8", "replace"), parser)
    if tree is None:
        return []
    text = "".join(_pieces(etree.iterwalk(tree, events=("start", "end"))))
    return [line for part in text.split(_BREAK) if (line := clean(part))]


def _pieces(events: Any) -> Iterator[str]:
    """Yield the text of a tree, with a break before and after each block."""
    for event, element in events:
        edge = _BREAK if element.tag in _BLOCKS else ""
        if event == "end":
            yield edge + (element.tail or "")
        elif element.tag in _LEFT_OUT:
            events.skip_subtree()
        else:
            yield edge + (element.text or "")
