"""Repairs of a page's tree where the finder of main texts is known to lose or mix up news text.

Layout tables, paragraphs that are `div`s or lines between breaks, the headings of a live blog's
posts, a lead that is called teaser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse, islice

from reportedly.source.tree import Element, content, leads_home

_BLOCKS = (
    *("p", "div", "table", "ul", "ol", "dl", "pre", "hr", "form", "fieldset", "iframe", "address"),
    *("section", "article", "aside", "header", "footer", "nav", "main", "figure", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "noscript"),
)
_LEAD = re.compile(
    r"teaser|lede|lead(?!er)|intro|summary|standfirst|excerpt|\bdek\b|deck\b|sub-?title|sub-?head"
    r"|sub-?headline|\bsub\b|abstract|description",
    re.IGNORECASE,
)
_NO_LEAD = re.compile(r"author|bio|byline|caption|share|newsletter|related", re.IGNORECASE)
_NAMED = ("class", "id", "data-gu-name", "data-qa", "data-testid", "itemprop")
_SENTENCE = 80  # characters; a shorter text in a bare `div` is a label as often as a paragraph
_COLUMN = 400  # characters in one cell that make a table a page layout rather than data
_LONGEST_LEAD = 600
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


def repair(tree: Element) -> None:
    """Change `tree` so that what is a paragraph looks like one."""
    _unfold_layout_tables(tree)
    _mark_paragraphs(tree)
    _open_posts(tree)


def lead(tree: Element) -> str | None:
    """Return the block called lead, standfirst or subtitle beside the headline, if there is one.

    Elsewhere such a block advertises another article, so main-text finders drop it everywhere.
    """
    for heading in filterfalse(leads_home, tree.iter("h1")):
        for block in _beside(heading):
            if text := _lead_in(block):
                return text
    return None


def _lead_in(block: Element) -> str | None:
    called = " ".join(block.get(name, "") for name in _NAMED)
    if block.tag in {"nav", "figure", "aside", "ul"} or _NO_LEAD.search(called):
        return None
    if not _LEAD.search(called):
        return None
    mixed = block.tag == "section" or next(block.iter("ul", "ol", "h1"), None) is not None
    parts = (p for p in (block.iterchildren("p") if mixed else block.iter("p")) if _length(p))
    first = next(parts, None if mixed else block)
    text = "" if first is None else " ".join(content(first).split())
    return text if 20 <= len(text) <= _LONGEST_LEAD else None


def _beside(heading: Element) -> Iterator[Element]:
    """Yield what follows the headline: its siblings, those of its parents, and their children."""
    for anchor in [heading, *islice(heading.iterancestors(), 3)]:
        if anchor.tag in {"body", "main", "html"}:
            return
        for block in islice(anchor.itersiblings(), 3):
            yield block
            yield from islice(block.iterchildren("p", "div", "h2", "h3"), 2)


def messages(tree: Element) -> list[str]:
    """Return the paragraphs of the messages on a messenger's preview, in order; often none."""
    found = tree.xpath("//*[contains(concat(' ', @class, ' '), ' tgme_widget_message_text ')]")
    return [line for element in found for line in _lines(element)]


def _lines(element: Element) -> list[str]:
    return [line for part in _in_order(element).split("\n") if (line := " ".join(part.split()))]


def _in_order(element: Element) -> str:
    text = element.text or ""
    for child in element:
        text += "\n" if child.tag == "br" else _in_order(child)
        text += child.tail or ""
    return text


def _length(element: Element) -> int:
    return len(content(element).strip())


def _unfold_layout_tables(tree: Element) -> None:
    """Turn tables that lay out a page into `div`s, so that a menu's cell is judged by itself."""
    cells = [cell for cell in tree.iter("td") if next(cell.iterdescendants("table"), None) is None]
    for column in [cell for cell in cells if _length(cell) >= _COLUMN]:
        for table in column.iterancestors("table"):
            for part in list(table.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th")):
                part.tag = "div"


def _mark_paragraphs(tree: Element) -> None:
    """Turn a `div` that holds running text and no other block into a paragraph.

    A short one is running text too if it ends like a sentence and has the class of a long one.
    """
    leaves = [div for div in tree.iter("div") if next(div.iterdescendants(*_BLOCKS), None) is None]
    long = [div for div in leaves if _length(div) >= _SENTENCE]
    classes = {div.get("class") for div in long} - {None, ""}
    for div in leaves:
        like = div.get("class") in classes and _ENDS.search(content(div).strip())
        if like or _length(div) >= _SENTENCE:
            div.tag = "p"


def _open_posts(tree: Element) -> None:
    """Make one article of a live blog's posts, with their headings and without their clocks."""
    posts = _posts(tree)
    holder = _common(posts) if len(posts) > 1 else None
    if holder is None or holder.tag == "body":
        return
    for item in list(holder.iter("li")):
        if next(item.iter("article"), None) is not None:
            item.tag = item.getparent().tag = "div"
    for post in posts:
        for header in list(post.iter("header")):
            header.tag = "div"
        for clock in list(post.iter("time")):
            clock.clear(keep_tail=True)
        post.tag = "div"
    # Else the body of the first post, going by its class, is taken for that of the page.
    for element in holder.iterdescendants():
        element.attrib.pop("class", None)
    holder.tag = "article"


def _posts(tree: Element) -> list[Element]:
    """Return the articles on a page whose headline belongs to none of them: posts, no teasers."""
    articles = list(tree.iter("article"))
    if any(next(article.iter("h1"), None) is not None for article in articles):
        return []
    return [article for article in articles if _unlinked(article) >= _SENTENCE]


def _unlinked(element: Element) -> int:
    prose = list(element.iter("p"))
    return sum(map(_length, prose)) - sum(_length(link) for p in prose for link in p.iter("a"))


def _common(elements: list[Element]) -> Element | None:
    """Return the lowest element that holds all `elements`."""
    shared = list(elements[0].iterancestors())
    for element in elements[1:]:
        above = set(element.iterancestors())
        shared = [ancestor for ancestor in shared if ancestor in above]
    return shared[0] if shared else None
