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
from reportedly.source import clutter, markup, metadata, repair
from reportedly.source.tree import Element

# Entity declarations in the document type: no browser heeds them, and the parser, which takes
# them for text, then misses the head of the page.
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_OPENING = 100_000  # characters in which these are looked for
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
_OPENING_PARAGRAPHS = 4  # in which a dateline may stand: behind a headline, a lead, a byline
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
        found = markup.read(tree, html)
        paragraphs = _paragraphs(tree)
        said = metadata.read(found, paragraphs[:_OPENING_PARAGRAPHS])
        kept = _without(paragraphs, said.title, said.publisher)
        body = "\n\n".join(clutter.tidy(kept, said.authors))
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
        published_basis=said.basis,
        authors=said.authors,
        language=said.language,
        url=said.url,
        section=said.section,
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


def _paragraphs(tree: Element) -> list[str]:
    """Return the paragraphs of the main text on `tree`, which is changed.

    `fast` leaves out trafilatura's comparison with two other extractors: it gives the same text
    for every page in tests/data/pages in half the time, and without it a page of nothing but
    links counts as an article. Tables of figures hold no statements.
    """
    if posted := repair.messages(tree):
        return list(map(metadata.clean, posted))
    above = repair.lead(tree)
    clutter.prune(tree)
    repair.repair(tree)
    text = trafilatura.extract(
        tree, fast=True, favor_precision=True, include_comments=False, include_tables=False
    )
    lines = [re.sub(r"^- ", "", line.strip()) for line in (text or "").splitlines()]
    return _led([line for line in lines if line], above and metadata.clean(above))


def _led(paragraphs: list[str], above: str | None) -> list[str]:
    """Return `paragraphs` with the lead before them, if there is one and they are without it."""
    if not above or not paragraphs or any(above in text for text in paragraphs):
        return paragraphs
    return [above, *paragraphs]


def _without(paragraphs: list[str], title: str | None, site: str | None) -> list[str]:
    """Return `paragraphs` without the headline or the site's name at their beginning."""
    kept = [text for text in paragraphs[:3] if metadata.clean(text) not in {title, site}]
    return [*kept, *paragraphs[3:]]
