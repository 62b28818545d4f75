"""What a page says of its article: title, publisher, date, authors, language, canonical URL.

Only what the page states counts. A date comes from JSON-LD, a meta element, an element marked as
the publication time, the path of the canonical URL, the dateline or a line beside the headline
(`dating`); never from the running text, a copyright line, a "last modified" or the day the page
was fetched. That is why none of trafilatura's own metadata is used: it falls back on the first
date anywhere in the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import filterfalse
from urllib.parse import quote, urljoin, urlsplit

from reportedly.article import PublishedBasis
from reportedly.source import address, dating, jsonld
from reportedly.source.markup import Markup

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article:published"),
    *("article.published", "parsely-pub-date", "sailthru.date", "citation_publication_date"),
    *("dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "publication-date"),
)
_AUTHOR = (
    *("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl"),
    *("citation_author", "sailthru.author"),
)
_SECTION = ("article:section", "parsely-section", "cxenseparse:section", "section", "og:section")
# Where many publish: the channel or author is the publisher, and the page's title names it.
_PLATFORMS = {"telegram", "youtube", "facebook", "x", "twitter", "instagram", "tiktok"}
_PUBLISHER = ("publisher", "dc.publisher", "dcterms.publisher", "application-name")
_TITLE = ("og:title", "dc.title", "dcterms.title", "twitter:title")
_LANGUAGE = ("og:locale", "content-language", "dc.language", "language")
_BY = re.compile(r"(?:(?:written|posted|story)\s+)?by:?\s+", re.IGNORECASE)
# Control characters, and the halves of characters that JSON's escapes let through.
_UNWRITABLE = re.compile(r"(?!\s)[\x00-\x1f\x7f-\x9f]|[\ud800-\udfff]")
_SEPARATORS = " -–—|:•·«»"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What `Markup` says, cleaned; None or empty where it says nothing."""

    title: str | None
    publisher: str | None
    published: str | None
    basis: PublishedBasis | None
    authors: tuple[str, ...]
    language: str | None
    url: str | None
    section: str | None


def read(markup: Markup, opening: Sequence[str] = ()) -> Metadata:
    """Return what the page states of its article, whose first paragraphs are `opening`."""
    found = jsonld.nodes(markup.scripts)
    url = _url(markup, [jsonld.address(jsonld.article(found, None))])
    node = jsonld.article(found, url)
    publishers = _publishers(markup, jsonld.names(node, "publisher", found))
    dated = _published(markup, jsonld.text(node, "datePublished"), url, opening)
    return Metadata(
        title=_title(markup, jsonld.text(node, "headline"), [*publishers, *_site_words(url)]),
        publisher=next(iter(publishers), None),
        published=dated.edtf if dated else None,
        basis=dated.basis if dated else None,
        authors=_authors(markup, _written_by(node, found), publishers),
        language=_language(markup, jsonld.text(node, "inLanguage")),
        url=url,
        section=_section(markup, node, found),
    )


def clean(text: str) -> str:
    """Return `text` on one line, in NFC as the main text is, without entities and control codes."""
    line = " ".join(_UNWRITABLE.sub("", unescape(text)).split())
    return unicodedata.normalize("NFC", line)


def host(url: str | None) -> str | None:
    """Return the host of `url` without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _url(markup: Markup, stated: Iterable[str]) -> str | None:
    """Return the first address that names this page: absolute, without fragment, not a home page.

    Some systems give every page the site's home page as canonical URL; taken at its word, one
    article would replace the other in the store.
    """
    absolute = [*markup.meta("og:url"), *stated, markup.saved_from]
    base = next((url for url in [markup.base, *absolute] if url), "")
    candidates = [*(_joined(base, link) for link in markup.canonical), *absolute]
    pages = [url for link in candidates if (url := _page_address(link))]
    return address.chosen(_page_address(markup.saved_from), pages)


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:  # "http://[" is no address
        return ""


def _page_address(link: str) -> str | None:
    try:
        parts = urlsplit(clean(link))
        hostname = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in hostname or " " in parts.netloc:
        return None
    if parts.path in {"", "/"} and not parts.query:
        return None
    # What RFC 3987 does not allow in an IRI is percent-encoded; letters of all scripts may stay.
    address = parts._replace(fragment="").geturl()
    return re.sub(r"[\s<>\"{}|\\^`]", lambda match: quote(match[0]), address)


def _publishers(markup: Markup, stated: Iterable[str]) -> list[str]:
    """Return the names the page gives its publisher or site, the most deliberate first."""
    named = list(markup.meta("og:site_name"))
    if any(name.strip().casefold() in _PLATFORMS for name in named):
        named = [*markup.meta("og:title"), *named]
    given = [*stated, *markup.publishers, *named, *markup.meta(*_PUBLISHER), markup.site]
    names = [name for text in given if (name := clean(text)) and "://" not in name]
    return [*filterfalse(_is_address, names), *filter(_is_address, names)]


def _is_address(name: str) -> bool:
    """Tell whether a name is only a domain, which says less than any other name."""
    return re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name, re.IGNORECASE) is not None


def _site_words(url: str | None) -> list[str]:
    name = host(url)
    return [name, name.partition(".")[0]] if name else []


def _title(markup: Markup, headline: str, sites: Iterable[str]) -> str | None:
    """Return the headline that readers saw, rather than the one made for search or sharing.

    That is the page's `h1` where a stated title confirms it or it is the only one in the article;
    else a stated title. A site's name is no headline, nor is one appended to it part of it.
    """
    sites = [site.casefold() for site in sites]
    stated = [
        _without_site(clean(text), sites)
        for text in [headline, *markup.meta(*_TITLE), markup.title]
    ]
    stated = [text for text in stated if text]
    headings = _headings(markup.headings, sites)
    own = _headings(markup.own_headings, sites)
    confirmed = [line for line in headings if any(_agree(line, text) for text in stated)]
    choices = [*confirmed, *(own if len(own) == 1 else ()), *stated, *headings]
    return next(iter(choices), None)


def _headings(texts: Iterable[str], sites: Iterable[str]) -> list[str]:
    return [line for text in texts if (line := clean(text)) and line.casefold() not in sites]


def _without_site(title: str, sites: Sequence[str]) -> str:
    """Return `title` without " - Site name" at its end; "" if it is the site's name alone."""
    folded = title.casefold()
    for site in sites:
        if folded == site:
            return ""
        rest = title[: -len(site)] if folded.endswith(site) and len(folded) == len(title) else ""
        if rest.rstrip() != rest.rstrip(_SEPARATORS):
            kept = rest.rstrip(_SEPARATORS)
            return "" if kept.casefold() in sites else kept
    return title


def _agree(one: str, other: str) -> bool:
    """Tell whether the two are one headline; a stated one may be cut short."""
    first, second = (re.sub(r"\W+", "", text.casefold()) for text in (one, other))
    shorter = min(len(first), len(second))
    return first == second or (shorter >= 20 and first[:shorter] == second[:shorter])


def _published(
    markup: Markup, stated: str, url: str | None, opening: Sequence[str]
) -> dating.Dated | None:
    texts = [stated, *markup.meta(*_PUBLISHED), *markup.dates, *markup.posted]
    return dating.best(
        [
            dating.in_metadata(texts),
            dating.in_address(url),
            dating.in_dateline(opening, url),
            dating.in_view(markup.around, markup.language),
        ]
    )


def _section(markup: Markup, node: jsonld.Node, found: Sequence[jsonld.Node]) -> str | None:
    """Return the part of the publication: as JSON-LD states it, a meta, or the breadcrumbs."""
    stated = [*jsonld.texts(node, "articleSection"), *markup.meta(*_SECTION), *markup.sections]
    names = map(clean, [*stated, *jsonld.crumbs(found)])
    return next((name for name in names if name and "://" not in name), None)


def _written_by(node: jsonld.Node, found: Sequence[jsonld.Node]) -> list[str]:
    return [name for key in ("author", "contributor") for name in jsonld.names(node, key, found)]


def _authors(markup: Markup, stated: Sequence[str], publishers: Sequence[str]) -> tuple[str, ...]:
    """Return the authors by name, from the first place that names any person, each once.

    The publisher is the author only where no person is named anywhere.
    """
    houses = {name.casefold() for name in publishers}
    written = [
        text for text in markup.around if re.match(r"(?:written\s+)?by\s", text, re.IGNORECASE)
    ]
    places = (stated, list(markup.meta(*_AUTHOR)), markup.bylines, written)
    named = [[name for text in place for name in _people(clean(text))] for place in places]
    persons = ([name for name in names if name.casefold() not in houses] for names in named)
    names = next(filter(None, persons), None) or next(filter(None, named), [])
    return tuple(dict.fromkeys(names))


def _people(byline: str) -> list[str]:
    """Split "By Ann Lee and Bo Ek"; at commas only between full names ("Doe, Jane" is one)."""
    if "://" in byline or "@" in byline or len(byline) > 200:
        return []
    listed = _BY.sub("", byline, count=1) if _BY.match(byline) else byline
    parts = [part.strip() for part in re.split(r"\s+(?:and|&)\s+|;", listed)]
    split = [name.strip() for part in parts for name in part.split(",")]
    names = split if all(" " in name for name in split) else parts
    return [name for name in names if name]


def _language(markup: Markup, stated: str) -> str | None:
    """Return the page's language as an ISO 639 code, region and script left out."""
    for tag in [markup.language, *markup.meta(*_LANGUAGE), stated]:
        match = re.match(r"\s*([a-z]{2,3})(?![a-z])", tag.lower())
        if match and match[1] not in {"und", "mul", "zxx"}:
            return match[1]
    return None
