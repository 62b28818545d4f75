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

from reportedly.source import visible
from reportedly.source.tree import Element, content, leads_home

# As browsers note in the pages they save.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->")
_PUBLICATION_TIME = {"published", "entry-date", "dt-published", "pubdate", "publish-date"}
_TITLE_CLASSES = {"entry-title", "post-title", "article-title", "article__title", "headline"}
_AUTHOR_CLASSES = {"author", "author-name", "p-author", "byline__name", "article__author", "byl"}
_LONGEST_NAME = 80
_MOST_MARKED = 100  # elements of one kind that are looked at; an article marks one or two


@dataclass(frozen=True, slots=True)
class Markup:
    """The elements of a page that carry metadata, in document order, as written.

    `metas` maps the lower-case name or property to the contents; `publishers`, `dates` and
    `bylines` are what elements marked as publisher, publication time and author hold;
    `headings` are the page's `h1`, `own_headings` those within its `article` or `main`; `site` is
    the name that leads to the home page from a heading. `around` are the short texts beside the
    headline, `posted` the times of messages.
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
    sections: tuple[str, ...] = ()
    site: str = ""
    around: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()

    def meta(self, *names: str) -> Iterator[str]:
        """Yield the non-empty contents of the metas called `names`, in the order of `names`."""
        return (value for name in names for value in self.metas.get(name, ()) if value.strip())


def read(tree: Element, html: str) -> Markup:
    """Return the metadata elements of the page `html`, parsed as `tree`."""
    saved_from = _SAVED_FROM.search(html, 0, 2000)
    sites = [h1 for h1 in tree.iter("h1") if leads_home(h1)]
    headings = [h1 for h1 in tree.iter("h1") if h1 not in sites] or list(_titled(tree))
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
        sections=tuple(_properties(tree, "articlesection")),
        site=next(map(content, sites), ""),
        around=visible.around(next(iter([*headings, *tree.iter("h2")]), None)),
        posted=tuple(time.get("datetime", "") for time in _message_times(tree)),
    )


def _titled(tree: Element) -> Iterator[Element]:
    """Yield the lower headings that are marked as the article's, where no `h1` is."""
    for heading in tree.iter("h2", "h3"):
        marked = _words(heading, "class") & _TITLE_CLASSES
        if not (marked or "headline" in _words(heading, "itemprop")):
            continue
        if not any(map(_elsewhere, heading.iterancestors())):
            yield heading


def _message_times(tree: Element) -> Iterator[Element]:
    for link in tree.xpath("//a[contains(@class, 'tgme_widget_message_date')]"):
        yield from link.iter("time")


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
    named = (element for element in tree.xpath("//*[@class]") if _names_author(element))
    yield from map(content, _own(tree, named))


def _names_author(element: Element) -> bool:
    """Tell whether an element is marked as an author's name (hCard and what sites make of it)."""
    words = _words(element, "class")
    if "fn" in words:
        return any("vcard" in _words(card, "class") for card in element.iterancestors())
    return bool(words & _AUTHOR_CLASSES) and len(content(element)) <= _LONGEST_NAME
