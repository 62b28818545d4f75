"""The elements of a page that say something about its article, lifted out of the parsed tree.

`Markup` is a plain value, so that what the elements mean (`metadata`) is decided without a tree.
Elements that belong to something else on the page are left out: a reader's comment, a sidebar,
the teaser of another article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

# As browsers note in the pages they save.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
_PUBLICATION_TIME = {"published", "entry-date", "dt-published", "pubdate", "publish-date"}
_MOST_MARKED = 100  # elements of one kind that are looked at; an article marks one or two

Element = Any  # an lxml element; lxml ships no types


@dataclass(frozen=True, slots=True)
class Markup:
    """The elements of a page that carry metadata, in document order, as written.

    `metas` maps the lower-case name or property to the contents; `publishers`, `dates` and
    `bylines` are what elements marked as publisher, publication time and author hold;
    `headings` are the page's `h1`, `own_headings` those within its `article` or `main`.
    """

    language: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()
    own_headings: tuple[str, ...] = ()
    metas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    canonical: tuple[str, ...] = ()
    base: str = ""
    saved_from: str = ""
    scripts: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()

    def meta(self, *names: str) -> Iterator[str]:
        """Yield the non-empty contents of the metas called `names`, in the order of `names`."""
        return (value for name in names for value in self.metas.get(name, ()) if value.strip())


def read(tree: Element, html: str) -> Markup:
    """Return the metadata elements of the page `html`, parsed as `tree`."""
    saved_from = _SAVED_FROM.search(html, 0, 2000)
    headings = list(tree.iter("h1"))
    return Markup(
        language=tree.get("lang") or tree.get("xml:lang") or "",
        title=next((content(title) for title in tree.iter("title")), ""),
        headings=tuple(map(content, headings)),
        own_headings=tuple(content(h1) for h1 in headings if _inside(h1, "article", "main")),
        metas=_metas(tree),
        canonical=tuple(
            link.get("href", "") for link in tree.iter("link") if "canonical" in _words(link, "rel")
        ),
        base=next((base.get("href", "") for base in tree.iter("base")), ""),
        saved_from=saved_from[1] if saved_from else "",
        scripts=tuple(
            script.text or ""
            for script in tree.iter("script")
            if "ld+json" in script.get("type", "").lower()
        ),
        publishers=tuple(_properties(tree, "publisher")),
        dates=tuple(_dates(tree)),
        bylines=tuple(_bylines(tree)),
    )


def content(element: Element) -> str:
    """Return all text in `element`."""
    return "".join(element.itertext())


def _words(element: Element, attribute: str) -> set[str]:
    return set(element.get(attribute, "").lower().split())


def _inside(element: Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _metas(tree: Element) -> dict[str, tuple[str, ...]]:
    metas = defaultdict(list)
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "http-equiv"):
            for name in _words(meta, attribute):
                metas[name].append(meta.get("content", ""))
    return {name: tuple(values) for name, values in metas.items()}


def _own(tree: Element, elements: Iterable[Element]) -> Iterator[Element]:
    """Yield the `elements` outside comments, sidebars and articles other than the first."""
    first = next(tree.iter("article"), None)
    for element in islice(elements, _MOST_MARKED):
        nearest = next(element.iterancestors("article"), first)
        if nearest is first and not any(map(_elsewhere, element.iterancestors())):
            yield element


def _elsewhere(element: Element) -> bool:
    return element.tag in {"aside", "footer", "nav"} or "Comment" in element.get("itemtype", "")


def _properties(tree: Element, name: str) -> Iterator[str]:
    """Yield the microdata values called `name`: a nested name, a content attribute or the text."""
    holders = (
        element for element in tree.xpath("//*[@itemprop]") if name in _words(element, "itemprop")
    )
    for element in _own(tree, holders):
        named = element.xpath(".//*[@itemprop='name']")
        holder = named[0] if named else element
        yield holder.get("content") or holder.get("datetime") or content(holder)


def _dates(tree: Element) -> Iterator[str]:
    yield from _properties(tree, "datepublished")
    times = filter(_is_publication_time, tree.iter("time", "abbr", "span"))
    for element in _own(tree, times):
        yield element.get("datetime") or element.get("title") or content(element)


def _is_publication_time(element: Element) -> bool:
    marked = bool(_words(element, "class") & _PUBLICATION_TIME)
    return marked or element.get("pubdate") is not None


def _bylines(tree: Element) -> Iterator[str]:
    yield from _properties(tree, "author")
    yield from map(content, _own(tree, tree.xpath("//a[@rel='author']")))
    lines = (
        element for element in tree.xpath("//*[@class]") if "byline" in _words(element, "class")
    )
    for element in _own(tree, lines):
        if re.match(r"\s*by\s", content(element), re.IGNORECASE):
            yield content(element)
