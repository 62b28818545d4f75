"""Whatever bytes come from the web: an answer or a SourceError, and never anything private."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.source.web.site import item, rss

from reportedly.errors import Issue, SourceError
from reportedly.source.web import body, entry, listing, reading
from reportedly.source.web.address import address, is_public, joined
from reportedly.source.web.listing import Kind, Link, kind, links, safe

PIECES = st.sampled_from(
    [
        *("<rss>", "<channel>", "<item>", "</item>", "<title>", "<link>", "http://a.example/1"),
        *("<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='/1'/>", "<loc>"),
        *("<urlset>", "<url>", "<sitemapindex>", "<lastmod>", "<opml>", "<outline xmlUrl='/f'>"),
        *("<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#0;", "&x;", "<!DOCTYPE rss>", "\x0b"),
        *("2024-01-26", "<?xml version='1.0' encoding='utf-16'?>", "\ufeff", "[", "\ud800", "<"),
        *('{"version": "https://jsonfeed.org/version/1.1", "items": [', '{"url": "/1"}', "]}"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)


@given(TEXTS)
def test_any_list_gives_links_and_issues_or_is_refused(text: str) -> None:
    found = kind(text)
    if found in listing.LISTINGS:
        with suppress(SourceError):
            for link in links(text, found, "https://post.example/list"):
                assert isinstance(link, Link | Issue)
                if isinstance(link, Link):
                    assert address(link.url).url == link.url


@given(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_a_document_or_are_refused(data: bytes) -> None:
    with suppress(SourceError):
        reading.document(data, "https://post.example/1", "text/html", "no-such-charset")
    with suppress(SourceError):
        body.unpacked(data, 1000)


@given(st.text() | TEXTS)
def test_any_entry_has_paragraphs_without_breaks(html: str) -> None:
    for paragraph in entry.paragraphs(html):
        assert paragraph == " ".join(paragraph.split()) != ""


@given(st.text(), st.text())
def test_any_words_are_an_address_or_are_refused(base: str, link: str) -> None:
    with suppress(SourceError):
        found = joined(base, link)
        assert address(found.url) == found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://Post.Example", "https://Post.Example/"),
        (" https://post.example/a#b\n", "https://post.example/a"),
        ("https://post.\nexample/a", "https://post.example/a"),
        ("www.post.example/a", "https://www.post.example/a"),
    ],
)
def test_an_address_as_people_write_it(written: str, meant: str) -> None:
    assert address(written).url == meant
    assert address(written).host == address(meant).host.lower()


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1"),
        *("64:ff9b::169.254.169.254", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1", "::7f00:1"),
    ],
)
def test_numbers_that_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1"]
)
def test_numbers_that_are_public(number: str) -> None:
    assert is_public(number)


@given(st.ip_addresses(v=4))
def test_a_number_is_as_public_as_the_one_it_stands_for(number: object) -> None:
    for form in ("{}", "::ffff:{}", "64:ff9b::{}"):
        assert is_public(form.format(number)) == is_public(str(number))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<!-- a -->\n<?xml version='1.0'?><!DOCTYPE rss><rss>", Kind.FEED),
        ("<atom:feed xmlns:atom='x'>", Kind.FEED),
        ("<rdf:RDF>", Kind.FEED),
        ("\ufeff <sm:urlset>", Kind.SITEMAP),
        ("<sitemapindex>", Kind.SITEMAP),
        ("<opml>", Kind.OPML),
        ("<!doctype html><html>", Kind.PAGE),
        ("<p>rss</p>", Kind.OTHER),
        ("{}", Kind.OTHER),
        ("The mayor said <rss>", Kind.OTHER),
    ],
)
def test_a_list_is_known_by_its_first_element(text: str, found: Kind) -> None:
    assert kind(text) is found


def test_declarations_are_taken_away() -> None:
    text = '\ufeff<?xml version="1.0" encoding="utf-16"?>\n<!DOCTYPE rss SYSTEM "x">\n<rss/>'
    assert safe(text).strip() == b"<rss/>"


def test_a_feed_of_very_many_tags_is_refused_at_once() -> None:
    with pytest.raises(SourceError, match="too many"):
        links(rss(item("/1", "<a>" * 200_000)), Kind.FEED, "https://post.example/")
