"""An HTML page as an article: its headline, a blank line, and its main text.

trafilatura finds the main text; what the page says of itself is read by `metadata`. Precision
counts more than recall here: a menu or teaser that slips into the text becomes a false statement,
a lost caption only a missing one. Before that the tree is repaired where trafilatura is known to
lose or mix up news text: layout tables, paragraphs that are `div`s, a lead that is called teaser.
Of the 55 paragraphs in tests/data/pages it finds 49 as they are and all once repaired, and in
neither case any of the 55 pieces of menu, advertisement, comment or footer listed there.
"""

from __future__ import annotations

import logging
import re
from itertools import islice

import trafilatura

from reportedly.article import Article
from reportedly.errors import SourceError
from reportedly.source import markup, metadata
from reportedly.source.markup import Element, content

_BLOCKS = (
    *("p", "div", "table", "ul", "ol", "dl", "pre", "hr", "form", "fieldset", "iframe", "address"),
    *("section", "article", "aside", "header", "footer", "nav", "main", "figure", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "noscript"),
)
# Entity declarations in the document type: no browser heeds them, and the parser, which takes
# them for text, then misses the head of the page.
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_OPENING = 100_000  # characters in which these are looked for
_LEAD = re.compile(r"teaser|lede|lead(?!er)|intro|summary|standfirst", re.IGNORECASE)
# Seconds grow with the elements and with how deep they lie: 39,000 paragraphs side by side take
# 2 s, 30,000 at depth 240 took 14 to 23 s. News pages have one to five thousand at depth 10 to 30.
_MOST_ELEMENTS = 40_000
_MOST_ANCESTORS = 2_000_000  # the depths of all elements added up
_SAMPLED = 20  # one element in so many stands for all
_TAG = re.compile(r"""<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*+""", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
# The parser compares each attribute of a tag with all before it: 20,000 take it 0.7 s, 200,000
# take 148 s. A tag shorter than twice this number of characters cannot have so many.
_MOST_ATTRIBUTES = 10_000
_SENTENCE = 80  # characters; a shorter text in a bare `div` is a label as often as a paragraph
_COLUMN = 400  # characters in one cell that make a table a page layout rather than data
# The shortest main text that is read: a cookie notice in tests/data/pages has 49 characters, a
# two-sentence news flash 167.
_SHORTEST = 80
_ADVICE = "open it in a browser: if the article is there, save its text as a .txt file"

# Without a handler Python prints the library's warnings to stderr, in between our own lines.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def article(html: str, name: str, location: str) -> Article:
    """Return the article on the page `html`.

    Raises SourceError where no main text is found on it.
    """
    try:
        tree = _parsed(html, name)
        said = metadata.read(markup.read(tree, html))
        body = _main_text(tree, said.title)
    except SourceError:
        raise
    except Exception as error:  # whatever a parser trips over concerns this page alone
        raise SourceError(name, f"a page that cannot be parsed ({error!r})", _ADVICE) from error
    if len(body) < _SHORTEST:
        raise SourceError(name, "no article text found in the page", _ADVICE)
    return Article(
        text=f"{said.title}\n\n{body}" if said.title else body,
        name=name,
        location=location,
        title=said.title,
        publisher=said.publisher,
        published=said.published,
        authors=said.authors,
        language=said.language,
        url=said.url,
    )


def _parsed(html: str, name: str) -> Element:
    if any(map(_is_crowded, _TAG.finditer(html))):
        raise SourceError(name, "a page with thousands of attributes on one tag", _ADVICE)
    opening = _DECLARATIONS.sub("<!DOCTYPE html>", html[:_OPENING], count=1)
    tree = trafilatura.load_html(opening + html[_OPENING:])
    if tree is None:
        raise SourceError(name, "no article text found in the page", _ADVICE)
    size = sum(1 for _ in tree.iter())
    sample = islice(tree.iter(), 0, None, _SAMPLED)
    depths = _SAMPLED * sum(1 for element in sample for _ in element.iterancestors())
    if size > _MOST_ELEMENTS or depths > _MOST_ANCESTORS:
        raise SourceError(name, f"a page of {size:,} elements, too large or too nested", _ADVICE)
    return tree


def _is_crowded(tag: re.Match[str]) -> bool:
    if tag.end() - tag.start() < 2 * _MOST_ATTRIBUTES:
        return False
    return len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES


def _main_text(tree: Element, title: str | None) -> str:
    """Return the main text on `tree`, which is changed, paragraphs separated by blank lines.

    `fast` leaves out trafilatura's comparison with two other extractors: it gives the same text
    for every page in tests/data/pages in half the time, and without it a page of nothing but
    links counts as an article. Tables of figures hold no statements.
    """
    _unfold_layout_tables(tree)
    _mark_paragraphs(tree)
    _keep_lead(tree)
    text = trafilatura.extract(
        tree, fast=True, favor_precision=True, include_comments=False, include_tables=False
    )
    lines = [re.sub(r"^- ", "", line.strip()) for line in (text or "").splitlines()]
    paragraphs = [line for line in lines if line]
    if title and title in map(metadata.clean, paragraphs[:2]):
        paragraphs.pop([metadata.clean(line) for line in paragraphs].index(title))
    return "\n\n".join(paragraphs)


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
    """Turn a `div` that holds running text and no other block into a paragraph."""
    leaves = [div for div in tree.iter("div") if next(div.iterdescendants(*_BLOCKS), None) is None]
    for div in leaves:
        if _length(div) >= _SENTENCE:
            div.tag = "p"


def _keep_lead(tree: Element) -> None:
    """Make the block called teaser, lead or intro beside the headline part of the article.

    Elsewhere such a block advertises another article, so trafilatura drops it everywhere.
    """
    for heading in tree.iter("h1"):
        for anchor in islice(heading.iterancestors(), 1):
            beside = [*islice(heading.itersiblings(), 3), *islice(anchor.itersiblings(), 3)]
            for block in beside:
                if _LEAD.search(block.get("class", "")):
                    del block.attrib["class"]
