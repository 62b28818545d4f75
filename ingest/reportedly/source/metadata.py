"""What a page says of its article: title, publisher, date, authors, language, canonical URL.

Only what the page states counts. A date comes from JSON-LD, a meta element, an element marked as
the publication time, or the path of the canonical URL; never from the running text, a copyright
line, a "last modified" or the day the page was fetched. That is why none of trafilatura's own
metadata is used: it falls back on the first date anywhere in the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from reportedly.source import address, edtf, jsonld
from reportedly.source.markup import Markup

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "article:published"),
    *("article.published", "parsely-pub-date", "sailthru.date", "citation_publication_date"),
    *("dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "publication-date"),
)
_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_PUBLISHER = ("publisher", "dc.publisher", "dcterms.publisher", "application-name")
_TITLE = ("og:title", "dc.title", "dcterms.title", "twitter:title")
_LANGUAGE = ("og:locale", "content-language", "dc.language", "language")
_PATH_DATE = re.compile(
    rf"/((?:19|20)\d\d)/(0[1-9]|1[0-2]|{'|'.join(edtf.MONTHS)})(?:/(0[1-9]|[12]\d|3[01]))?(?=/)"
)
# Control characters, and the halves of characters that JSON's escapes let through.
_UNWRITABLE = re.compile(r"(?!\s)[\x00-\x1f\x7f-\x9f]|[\ud800-\udfff]")
_SEPARATORS = " -–—|:•·«»"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What `Markup` says, cleaned; None or empty where it says nothing."""

    title: str | None
    publisher: str | None
    published: str | None
    authors: tuple[str, ...]
    language: str | None
    url: str | None


def read(markup: Markup) -> Metadata:
    """Return what the page states of its article."""
    found = jsonld.nodes(markup.scripts)
    url = _url(markup, [jsonld.address(jsonld.article(found, None))])
    node = jsonld.article(found, url)
    publishers = _publishers(markup, jsonld.names(node, "publisher", found))
    return Metadata(
        title=_title(markup, jsonld.text(node, "headline"), [*publishers, *_site_words(url)]),
        publisher=next(iter(publishers), None),
        published=_published(markup, jsonld.text(node, "datePublished"), url),
        authors=_authors(markup, jsonld.names(node, "author", found)),
        language=_language(markup, jsonld.text(node, "inLanguage")),
        url=url,
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
    given = [*stated, *markup.publishers, *markup.meta("og:site_name", *_PUBLISHER)]
    return [name for text in given if (name := clean(text)) and "://" not in name]


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


def _without_site(title: str, sites: Iterable[str]) -> str:
    """Return `title` without " - Site name" at its end; "" if it is the site's name alone."""
    folded = title.casefold()
    for site in sites:
        if folded == site:
            return ""
        rest = title[: -len(site)] if folded.endswith(site) and len(folded) == len(title) else ""
        if rest.rstrip() != rest.rstrip(_SEPARATORS):
            return rest.rstrip(_SEPARATORS)
    return title


def _agree(one: str, other: str) -> bool:
    """Tell whether the two are one headline; a stated one may be cut short."""
    first, second = (re.sub(r"\W+", "", text.casefold()) for text in (one, other))
    shorter = min(len(first), len(second))
    return first == second or (shorter >= 20 and first[:shorter] == second[:shorter])


def _published(markup: Markup, stated: str, url: str | None) -> str | None:
    texts = [stated, *markup.meta(*_PUBLISHED), *markup.dates]
    dates = (date for text in texts if (date := edtf.stated(text)))
    return next(dates, None) or _path_date(url)


def _path_date(url: str | None) -> str | None:
    """Return the date in a path like /2024/01/26/ or /2024/jan/26/; a month where it has no day."""
    match = _PATH_DATE.search(urlsplit(url).path) if url else None
    if match is None:
        return None
    year, month, day = match.groups()
    number = f"{edtf.MONTHS.index(month) + 1:02}" if month in edtf.MONTHS else month
    return edtf.stated("-".join(part for part in (year, number, day) if part))


def _authors(markup: Markup, stated: Iterable[str]) -> tuple[str, ...]:
    """Return the authors by name, from the first place that names any, each once."""
    for place in (stated, list(markup.meta(*_AUTHOR)), markup.bylines):
        names = [name for text in place for name in _people(clean(text))]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _people(byline: str) -> list[str]:
    """Split "By Ann Lee and Bo Ek"; at commas only between full names ("Doe, Jane" is one)."""
    if "://" in byline or "@" in byline or len(byline) > 200:
        return []
    listed = re.sub(r"^by\s+", "", byline, flags=re.IGNORECASE)
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
