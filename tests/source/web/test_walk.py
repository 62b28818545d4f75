"""Pages, feeds, sitemaps and OPML lists on a site: which articles come of them."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest
from tests.source.web.conftest import PLAN, QUICK, articles, issue, reading
from tests.source.web.site import Site, item, page, redirect, rss

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import read

XML = "application/xml"
DAY = "Fri, 26 Jan 2024 10:00:00 +0200"
LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def locations(found: list[Article]) -> list[str]:
    return [article.location for article in found]


def sitemap(*entries: str, root: str = "urlset") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/'
        'sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"{''.join(entries)}</{root}>"
    )


def entry(loc: str, more: str = "", tag: str = "url") -> str:
    return f"<{tag}><loc>{loc}</loc>{more}</{tag}>"


def news(date: str, title: str) -> str:
    return (
        "<news:news><news:publication><news:name>Gazette</news:name><news:language>en"
        f"</news:language></news:publication><news:publication_date>{date}"
        f"</news:publication_date><news:title>{title}</news:title></news:news>"
    )


# -- a page ------------------------------------------------------------------------------------


def test_a_page_is_an_article(site: Site) -> None:
    url = site.add("/news/1?id=7", page("Mayor denies ferry sale", "2024-01-26T10:00:00+02:00"))
    (article,) = articles(f"{url}#top")
    assert article.title == "Mayor denies ferry sale"
    assert article.published == "2024-01-26T10:00:00+02:00"
    assert article.url == article.name == article.location == f"{site.url}/news/1?id=7"
    assert article.text.startswith("Mayor denies ferry sale\n\nThe mayor said on day 0")


def test_the_address_that_the_page_states_wins(site: Site) -> None:
    head = '<link rel="canonical" href="/news/1">'
    url = site.add("/news/1?utm_source=x", page("One", head=head))
    (article,) = articles(url)
    assert (article.url, article.location) == (f"{site.url}/news/1", url)


def test_the_encoding_is_what_the_server_says_where_the_page_does_not(site: Site) -> None:
    html = page("Мэр отрицает продажу").encode("cp1251")
    said = site.add("/header", html, media='text/html; Charset="windows-1251"')
    meta = page("Мэр отрицает продажу", head="<meta charset=windows-1251>").encode("cp1251")
    stated = site.add("/meta", meta, media="text/html")
    assert [found.title for found in articles(said, stated)] == ["Мэр отрицает продажу"] * 2


def test_html_that_does_not_begin_as_a_page_is_one_by_its_media_type(site: Site) -> None:
    (article,) = articles(site.add("/1", "<div>" + page("One").partition("<body>")[2]))
    assert "<" not in article.text


def test_plain_text_is_an_article(site: Site) -> None:
    (article,) = articles(site.add("/1.txt", "Anna Lind said the dam was safe.", "text/plain"))
    assert article.text == "Anna Lind said the dam was safe."
    assert article.url == site.url + "/1.txt"


@pytest.mark.parametrize(
    ("data", "media", "reason"),
    [
        ("{}", "application/json", "application/json, but no page, feed"),
        ("var a = 1;", "application/javascript", "application/javascript, but no page"),
        (b"\x00\x01\xfe" * 99, "application/octet-stream", "not text"),
        (b"", "text/html", "empty"),
        ("<p>Hi</p>", "text/html", "no article text"),
    ],
)
def test_what_is_no_article_is_named(
    site: Site, data: str | bytes, media: str, reason: str
) -> None:
    assert reason in issue(site.add("/1", data, media)).reason


@pytest.mark.parametrize(
    "url", ["ftp://example.org/1", "https://", "http://exa mple.org/", "https://a:b@example.org/1"]
)
def test_what_is_no_web_address_is_named(url: str) -> None:
    assert issue(url).item == url


def test_without_a_scheme_www_will_do() -> None:
    assert issue("www.reportedly.invalid/1").item == "https://www.reportedly.invalid/1"


# -- feeds -------------------------------------------------------------------------------------


def test_a_feed_gives_the_pages_of_its_entries(site: Site) -> None:
    site.add("/1", page("One", "2024-01-20"))
    site.add("/2", page("Two"))
    more = "<dc:creator>Ann Lee</dc:creator>"
    feed = rss(item("/1", "Teaser one", DAY), item(f"{site.url}/2", "Teaser two", DAY, more))
    first, second = articles(site.add("/feed", feed, XML))
    assert (first.title, first.published, first.authors) == ("One", "2024-01-20", ())
    assert (second.title, second.published) == ("Two", "2024-01-26T10:00:00+02:00")
    assert second.authors == ("Ann Lee",)


def test_an_atom_feed(site: Site) -> None:
    site.add("/1", page("One"))
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>T</title><entry><title>t'
        '</title><link rel="self" href="/self"/><link rel="enclosure" href="/talk.mp3"/>'
        '<link href="/1"/><author><name>Bo Ek</name></author><published>2024-01-26T00:00:00+02:00'
        "</published><updated>2024-02-02T00:00:00Z</updated></entry></feed>"
    )
    (article,) = articles(site.add("/feed", feed, "application/atom+xml"))
    assert (article.published, article.authors) == ("2024-01-26", ("Bo Ek",))
    assert site.pages() == ["/feed", "/1"]


def test_an_rss_1_feed(site: Site) -> None:
    site.add("/1", page("One"))
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/'
        'rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><title>T'
        f'</title></channel><item rdf:about="/1"><title>t</title><link>{site.url}/1</link>'
        "<dc:date>2024-01-26</dc:date></item></rdf:RDF>"
    )
    assert articles(site.add("/feed", feed, XML))[0].published == "2024-01-26"


def test_a_json_feed(site: Site) -> None:
    site.add("/1", page("One"))
    entries = [
        {"id": "1", "url": "/1", "date_published": "2024-01-26", "authors": [{"name": "Ann Lee"}]},
        {"id": "2", "title": "No address"},
        "nonsense",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": entries}
    first, second = reading(site.add("/feed", json.dumps(feed), "application/feed+json"))
    assert isinstance(first, Article)
    assert (first.published, first.authors) == ("2024-01-26", ("Ann Lee",))
    assert isinstance(second, Issue)


def test_a_feed_is_known_by_its_bytes(site: Site) -> None:
    site.add("/1", page("One"))
    assert len(articles(site.add("/page.html", rss(item("/1")), "text/html"))) == 1


def test_the_entries_own_text(site: Site) -> None:
    own = (
        "<content:encoded><![CDATA[<p>The mayor said\nthe ferry was <b>sold</b>.</p><!-- x -->"
        "<script>track()</script><div>Nobody<br>agrees.</div>&nbsp;]]></content:encoded>"
    )
    feed = rss(item("/1", "Ferry &amp; dam", DAY, own), item("/2", "Empty"))
    url = site.add("/feed", feed, XML)
    first, second = reading(url, own_text=True)
    assert isinstance(first, Article)
    assert first.text == "Ferry & dam\n\nThe mayor said the ferry was sold.\n\nNobody\n\nagrees."
    assert (first.title, first.url) == ("Ferry & dam", site.url + "/1")
    assert isinstance(second, Issue)
    assert "no text of its own" in second.reason
    assert site.pages() == ["/feed"]


def test_dates_that_are_vague_stay_vague(site: Site) -> None:
    dates = {"January 2024": "2024-01", "2024-01-26": "2024-01-26", "yesterday": None, "": None}
    dates["Fri, 26 Jan 2024 00:00:00 +0200"] = "2024-01-26"
    for n, _ in enumerate(dates):
        site.add(f"/{n}", page(f"Story {n}"))
    feed = rss(*(item(f"/{n}", date=date) for n, date in enumerate(dates)))
    found = articles(site.add("/feed", feed, XML))
    assert [article.published for article in found] == list(dates.values())


def test_an_unknown_entity_or_a_bare_ampersand_loses_no_address(site: Site) -> None:
    site.add("/1?a=1&b=2", page("One"))
    feed = rss(item("/1?a=1&amp;b=2", "Lind&nbsp;& Ek"))
    assert articles(site.add("/feed", feed, XML))[0].url == site.url + "/1?a=1&b=2"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!-- a --><!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY % y SYSTEM "z">%y;]>',
        LAUGHS,
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_any_parser_sees_them(
    site: Site, head: str, encoding: str
) -> None:
    text = rss(item("/1", "&x;&j;"), head=head).replace("utf-8", encoding)
    assert "declares entities" in issue(site.add("/feed", text.encode(encoding), XML)).reason
    assert site.pages() == ["/feed"]


@pytest.mark.parametrize("root", ["urlset", "opml"])
def test_entities_are_refused_in_other_lists_too(site: Site, root: str) -> None:
    text = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file:///etc/passwd">]><{root}>&x;</{root}>'
    assert "declares entities" in issue(site.add("/list", text, XML)).reason


def test_a_document_type_that_only_names_a_standard_is_harmless(site: Site) -> None:
    site.add("/1", page("One"))
    head = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
    assert len(articles(site.add("/feed", rss(item("/1"), head=head), XML))) == 1


@pytest.mark.parametrize(
    "text", ["<rss" + " \x01" * 50, "<rss>" + "<a>" * 200_000, '<feed xmlns="nothing">', "<rss/>"]
)
def test_a_garbage_feed_is_named(site: Site, text: str) -> None:
    found = reading(site.add("/feed", text, XML))
    assert [type(one) for one in found] in ([Issue], [])


def test_a_page_in_place_of_a_feed_is_named(site: Site) -> None:
    site.add("/feed", page("Please log in"))
    opml = f'<opml version="2.0"><body><outline xmlUrl="{site.url}/feed"/></body></opml>'
    found = issue(site.add("/list.opml", opml, "text/x-opml"))
    assert found.reason == "a web page where a JSON feed or a feed should be"


def test_a_feed_in_place_of_a_page_is_not_followed(site: Site) -> None:
    site.add("/2", rss(item("/3")), XML)
    found = issue(site.add("/1", rss(item("/2"), item("/1")), XML))
    assert found.item == site.url + "/2"
    assert site.pages() == ["/1", "/2"]


def test_an_address_in_a_feed_may_not_lead_into_a_private_network(site: Site, other: Site) -> None:
    secret = other.add("/1", page("Secret"))
    feed = site.add("/feed", rss(item(secret), item("http://169.254.169.254/")), XML)
    for found in reading(feed):
        assert isinstance(found, Issue)
        assert "private network" in found.reason
    assert other.log == []


# -- sitemaps ----------------------------------------------------------------------------------


def test_a_sitemap_index_leads_to_pages(site: Site) -> None:
    for n in range(3):
        site.add(f"/{n}", page(f"Story {n}"))
    packed = gzip.compress(sitemap(entry(site.url + "/0"), entry(site.url + "/1")).encode())
    site.add("/a.xml.gz", packed, "application/x-gzip")
    site.add("/b.xml", sitemap(entry(site.url + "/2"), entry(site.url + "/0")), XML)
    parts = [entry(f"{site.url}/{name}", tag="sitemap") for name in ("a.xml.gz", "b.xml")]
    index = site.add("/sitemap.xml", sitemap(*parts, root="sitemapindex"), XML)
    assert locations(articles(index)) == [f"{site.url}/{n}" for n in range(3)]
    assert sorted(site.pages()).count("/0") == 1


def test_a_news_sitemap_says_when_and_what(site: Site) -> None:
    site.add("/1", page("").replace("<h1></h1>", ""))
    text = sitemap(entry(site.url + "/1", news("2024-01-26T08:00:00Z", "Dam &amp; mayor")))
    (article,) = articles(site.add("/news.xml", text, XML))
    assert (article.title, article.published) == ("Dam & mayor", "2024-01-26T08:00:00Z")
    assert article.language == "en"


def test_since_leaves_out_what_is_older(site: Site) -> None:
    entries = [
        entry(site.url + "/old-news", news("2023-12-31", "x") + "<lastmod>2024-02-01</lastmod>"),
        entry(site.url + "/old-page", "<lastmod>2023-06-01T10:00:00Z</lastmod>"),
        entry(site.url + "/changed", "<lastmod>2024-01-20</lastmod>"),
        entry(site.url + "/undated"),
        entry(site.url + "/new", news("2024-01-02", "x")),
    ]
    site.add("/changed", page("Changed", "2020-01-01"))
    site.add("/undated", page("Undated"))
    site.add("/new", page("New"))
    old = entry(site.url + "/old.xml", "<lastmod>2023-01-01</lastmod>", tag="sitemap")
    new = entry(site.url + "/new.xml", "<lastmod>2024-03-01</lastmod>", tag="sitemap")
    site.add("/new.xml", sitemap(*entries), XML)
    index = site.add("/index.xml", sitemap(old, new, root="sitemapindex"), XML)
    found = articles(index, since="2024-01")
    assert locations(found) == [site.url + "/undated", site.url + "/new"]
    assert set(site.pages()) == {"/index.xml", "/new.xml", "/changed", "/undated", "/new"}


def test_a_sitemap_that_lists_itself_ends(site: Site) -> None:
    text = sitemap(entry(site.url + "/index.xml", tag="sitemap"), root="sitemapindex")
    assert reading(site.add("/index.xml", text, XML)) == []


def test_a_sitemap_that_breaks_off_is_read_as_far_as_it_goes(site: Site) -> None:
    site.add("/1", page("One"))
    text = sitemap(entry(site.url + "/1"), entry(site.url + "/2"))
    cut = text[: text.index("/2") + 1]
    first, *_ = reading(site.add("/sitemap.xml", cut, XML))
    assert isinstance(first, Article)


def test_a_large_sitemap_is_read_in_little_memory(site: Site) -> None:
    site.add("/0", page("Story"))
    entries = (entry(f"{site.url}/{n}", news("2024-01-26", "x")) for n in range(20_000))
    text = sitemap(*entries)
    plan = replace(PLAN, manners=replace(QUICK, largest=50_000_000))
    reading(site.url + "/0")  # what is imported for a page does not count
    tracemalloc.start()
    try:
        found = reading(site.add("/sitemap.xml", text, XML), plan=plan, limit=1)
        assert tracemalloc.get_traced_memory()[1] < 6 * len(text)
    finally:
        tracemalloc.stop()
    assert [type(one) for one in found] == [Article]
    assert site.pages() == ["/0", "/sitemap.xml", "/0"]


# -- lists of feeds and of addresses -----------------------------------------------------------


def opml(site: Site) -> str:
    for n in range(2):
        site.add(f"/{n}", page(f"Story {n}"))
        site.add(f"/feed{n}", rss(item(f"/{n}")), XML)
    return (
        '<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline'
        f' text="News"><outline text="Local"><outline type="rss" xmlUrl="{site.url}/feed0"/>'
        f'</outline></outline><outline xmlurl="{site.url}/feed1"/><outline text="none"/>'
        "</body></opml>"
    )


def test_an_opml_list_leads_through_feeds_to_pages(site: Site) -> None:
    url = site.add("/list.opml", opml(site), "text/x-opml")
    assert locations(articles(url)) == [site.url + "/0", site.url + "/1"]


def test_an_opml_list_may_be_a_file(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "mine.opml"
    file.write_text(opml(site), encoding="utf-8")
    # Its addresses are somebody else's: they may not lead into a private network.
    found = reading(str(file))
    assert ["private network" in str(one) for one in found] == [True, True]


def test_a_file_that_only_looks_like_a_list_is_named(tmp_path: Path) -> None:
    file = tmp_path / "data.xml"
    file.write_text("<root><a/></root>", encoding="utf-8")
    assert "not a feed" in issue(str(file)).reason


def test_a_list_of_addresses(site: Site) -> None:
    for n in range(2):
        site.add(f"/{n}", page(f"Story {n}"))
    lines = io.StringIO(f"# mine\n\n  {site.url}/0  \n{site.url}/1\n/etc/passwd\n{site.url}/0\n")
    first, second, wrong = reading(urls=lines)
    assert [first.location, second.location] == [site.url + "/0", site.url + "/1"]  # type: ignore[union-attr]
    assert isinstance(wrong, Issue)
    assert (wrong.item, wrong.reason) == ("/etc/passwd", "not an http or https address")


def test_a_limit_fetches_no_more_than_it_needs(site: Site) -> None:
    for n in range(20):
        site.add(f"/{n}", page(f"Story {n}"))
    feed = site.add("/feed", rss(*(item(f"/{n}") for n in range(20))), XML)
    assert len(articles(feed, limit=3)) == 3
    assert site.pages() == ["/feed", "/0", "/1", "/2"]


def test_a_dry_run_fetches_lists_only(site: Site) -> None:
    feed = site.add("/feed", rss(item("/1", "One", DAY), item("/2", "Two")), XML)
    first, second = articles(feed, dry=True)
    assert (first.name, first.title, first.published) == (
        site.url + "/1",
        "One",
        "2024-01-26T10:00:00+02:00",
    )
    assert second.text == ""
    assert site.pages() == ["/feed"]


def test_files_and_addresses_mix_in_order(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "dam.txt"
    file.write_text("Anna Lind said the dam was safe.", encoding="utf-8")
    urls = [site.add(f"/{n}", page(f"Story {n}")) for n in range(2)]
    found = articles(urls[0], str(file), urls[1])
    assert locations(found) == [urls[0], str(file), urls[1]]


def test_reading_no_further_ends_all_fetching(site: Site) -> None:
    urls = [site.add(f"/{n}", page(f"Story {n}")) for n in range(10)]
    stream = read(urls, web=replace(PLAN, manners=replace(QUICK, pause=1)))
    assert isinstance(next(iter(stream)), Article)
    del stream
    sleep(0.5)
    asked = len(site.log)
    sleep(1.5)
    assert len(site.log) == asked <= 9


def test_since_is_a_date() -> None:
    with pytest.raises(SourceError, match="EDTF"):
        read([], since="January")


# -- addresses that pages state ----------------------------------------------------------------


@pytest.mark.parametrize("path", ["/news/1", "/", "/?p=1"])
@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://gazette.example/news/9">',
        '<meta property="og:url" content="https://gazette.example/news/9">',
        "<!-- saved from url=(0030)https://gazette.example/news/9 -->",
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type":'
        ' "NewsArticle", "headline": "One", "url": "https://gazette.example/news/9"}</script>',
    ],
)
def test_a_page_cannot_take_the_address_of_another_site(site: Site, path: str, head: str) -> None:
    url = site.add(path, page("One", head=head))
    (article,) = articles(url)
    assert article.url == article.name == url


def test_nor_where_it_was_redirected_to(site: Site) -> None:
    head = '<link rel="canonical" href="https://gazette.example/news/9">'
    site.routes["/short"] = redirect("/news/1")
    url = site.add("/news/1", page("One", head=head))
    (article,) = articles(f"{site.url}/short")
    assert article.url == url
