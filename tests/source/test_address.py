"""One article, one address: what is taken off a URL, what stays, and which address a page has."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.source.address import canonical, chosen, is_front, registered

STORY = "https://www.post.example/2024/ferry"

# what somebody has -> what the article is called
ADDRESSES = {
    # as it is
    "https://www.post.example/2024/ferry": STORY,
    "https://post.example/2024/ferry": "https://post.example/2024/ferry",
    "https://post.example/news/a?id=7": "https://post.example/news/a?id=7",
    "https://post.example/?p=12": "https://post.example/?p=12",
    "https://news.post.example/ferry": "https://news.post.example/ferry",
    "https://post.example/Ferry": "https://post.example/Ferry",
    # scheme, host, port, user
    "http://www.post.example/2024/ferry": STORY,
    "HTTPS://WWW.Post.Example/2024/ferry": STORY,
    "http://www.post.example:80/2024/ferry": STORY,
    "https://www.post.example:443/2024/ferry": STORY,
    "http://www.post.example:443/2024/ferry": STORY,
    "https://www.post.example./2024/ferry": STORY,
    "https://ann:secret@www.post.example/2024/ferry": STORY,
    "http://post.example:8080/ferry": "http://post.example:8080/ferry",
    "https://post.example:8443/ferry": "https://post.example:8443/ferry",
    "http://127.0.0.1:8000/ferry": "http://127.0.0.1:8000/ferry",
    "http://192.0.2.7/ferry": "http://192.0.2.7/ferry",
    "http://intranet/ferry": "http://intranet/ferry",
    "http://[2001:db8::1]/ferry": "http://[2001:db8::1]/ferry",
    "  https://www.post.example/2024/ferry ": STORY,
    # hosts of phones
    "https://m.post.example/2024/ferry": STORY,
    "https://mobile.post.example/2024/ferry": STORY,
    "https://amp.post.example/2024/ferry": STORY,
    "https://touch.post.example/2024/ferry": STORY,
    "https://www.m.post.example/2024/ferry": STORY,
    "https://m.news.post.example/ferry": "https://news.post.example/ferry",
    "https://m.bbc.co.uk/news/1": "https://www.bbc.co.uk/news/1",
    "https://m.example/ferry": "https://m.example/ferry",
    "https://amp.dev/ferry": "https://amp.dev/ferry",
    "https://mother.post.example/ferry": "https://mother.post.example/ferry",
    # AMP
    "https://www.post.example/2024/ferry/amp": STORY,
    "https://www.post.example/2024/ferry/amp/": STORY,
    "https://www.post.example/amp/2024/ferry": STORY,
    "https://www.post.example/2024/amp/ferry": STORY,
    "https://www.post.example/2024/ferry.amp": STORY,
    "https://www.post.example/2024/ferry.amp.html": "https://www.post.example/2024/ferry.html",
    "https://www.post.example/2024/ferry?amp": STORY,
    "https://www.post.example/2024/ferry?amp=1": STORY,
    "https://www.post.example/2024/ferry?outputType=amp": STORY,
    "https://www.post.example/2024/ferry?output=amp": STORY,
    "https://www.post.example/2024/ferry?amp_js_v=0.1&usqp=mq331AQ": STORY,
    "https://www-post-example.cdn.ampproject.org/c/s/www.post.example/2024/ferry": STORY,
    "https://www-post-example.cdn.ampproject.org/v/s/www.post.example/2024/ferry/amp": STORY,
    "https://www.google.com/amp/s/www.post.example/2024/ferry": STORY,
    "https://www.google.co.uk/amp/www.post.example/2024/ferry": STORY,
    "https://post.example/amp": "https://post.example/amp",
    "https://post.example/amplifier": "https://post.example/amplifier",
    "https://post.example/camp/2": "https://post.example/camp/2",
    "https://post.example/a?output=csv": "https://post.example/a?output=csv",
    # phones and print, by parameter and path
    "https://www.post.example/2024/ferry?m=1": STORY,
    "https://www.post.example/2024/ferry?mobile=true": STORY,
    "https://www.post.example/2024/ferry?view=mobile": STORY,
    "https://www.post.example/2024/ferry/print": STORY,
    "https://www.post.example/2024/ferry/print/": STORY,
    "https://www.post.example/2024/ferry?print=1": STORY,
    "https://www.post.example/2024/ferry?view=print": STORY,
    "https://www.post.example/2024/ferry?printable=yes": STORY,
    "https://post.example/a?m=202405": "https://post.example/a?m=202405",
    "https://post.example/a?print=77": "https://post.example/a?print=77",
    "https://post.example/print": "https://post.example/print",
    "https://post.example/blueprint": "https://post.example/blueprint",
    # trackers
    "https://www.post.example/2024/ferry?utm_source=x&utm_medium=y": STORY,
    "https://www.post.example/2024/ferry?UTM_Source=x": STORY,
    "https://www.post.example/2024/ferry?fbclid=IwAR0": STORY,
    "https://www.post.example/2024/ferry?gclid=1&gbraid=2&_ga=3": STORY,
    "https://www.post.example/2024/ferry?at_medium=RSS&at_campaign=KARANGA": STORY,
    "https://www.post.example/2024/ferry?CMP=Share_iOSApp_Other": STORY,
    "https://www.post.example/2024/ferry?smid=tw-share": STORY,
    "https://www.post.example/2024/ferry?ref=rss": STORY,
    "https://www.post.example/2024/ferry?mc_cid=1&mc_eid=2": STORY,
    "https://www.post.example/2024/ferry?pk_campaign=a&mtm_kwd=b": STORY,
    "https://www.post.example/2024/ferry?wt_mc=a&xtor=b": STORY,
    "https://post.example/a?id=7&amp;utm_source=x": "https://post.example/a?id=7",
    "https://post.example/a?utm_source=x&id=7&fbclid=y": "https://post.example/a?id=7",
    "https://post.example/a?cid=7": "https://post.example/a?cid=7",
    "https://post.example/a?gallery=7": "https://post.example/a?gallery=7",
    "https://post.example/a?reference=7": "https://post.example/a?reference=7",
    "https://post.example/a?page=2": "https://post.example/a?page=2",
    # sessions
    "https://www.post.example/2024/ferry;jsessionid=0A1B2C3D": STORY,
    "https://www.post.example/2024/ferry;jsessionid=0A1B2C3D?utm_source=x": STORY,
    "https://www.post.example/2024/ferry?PHPSESSID=0a1b2c3d4e5f": STORY,
    "https://www.post.example/2024/ferry?ASPSESSIONIDQQ=ABC": STORY,
    "https://www.post.example/(S(lit3py55t21z5v55vlm25s55))/2024/ferry": STORY,
    "https://www.post.example/2024/ferry?sid=0a1b2c3d4e5f6071": STORY,
    "https://post.example/a?sid=7": "https://post.example/a?sid=7",
    # fragments
    "https://www.post.example/2024/ferry#comments": STORY,
    "https://www.post.example/2024/ferry#:~:text=the%20ferry": STORY,
    "https://www.post.example/2024/ferry#": STORY,
    "https://post.example/#!/2024/ferry": "https://post.example/#!/2024/ferry",
    # paths
    "https://www.post.example/2024/ferry/": STORY,
    "https://www.post.example//2024///ferry": STORY,
    "https://www.post.example/2023/../2024/./ferry": STORY,
    "https://www.post.example/2024/ferry/index.html": STORY,
    "https://www.post.example/2024/ferry/index.php": STORY,
    "https://www.post.example/2024/ferry/default.aspx": STORY,
    "https://post.example/index.php?id=7": "https://post.example/?id=7",
    "https://post.example/index-fund": "https://post.example/index-fund",
    "https://post.example": "https://post.example/",
    "https://post.example/index.html": "https://post.example/",
    "https://web.archive.org/web/2024/https://post.example/a": (
        "https://web.archive.org/web/2024/https://post.example/a"
    ),
    # spellings
    "https://post.example/a?b=2&a=1": "https://post.example/a?a=1&b=2",
    "https://post.example/a?a=1&a=1": "https://post.example/a?a=1",
    "https://post.example/a?": "https://post.example/a",
    "https://post.example/a?1234": "https://post.example/a?1234",
    "https://post.example/%7Eann/caf%c3%a9": "https://post.example/~ann/caf%C3%A9",
    "https://post.example/~ann/café": "https://post.example/~ann/caf%C3%A9",
    "https://post.example/a b": "https://post.example/a%20b",
    "https://post.example/100%": "https://post.example/100%25",
    "https://xn--e1afmkfd.xn--80akhbyknj4f/a": "https://пример.испытание/a",
    "https://ПРИМЕР.испытание/a": "https://пример.испытание/a",
    # no web address at all
    "mailto:ann@post.example": "mailto:ann@post.example",
    "urn:newsml:post:1": "urn:newsml:post:1",
    "https://[broken": "https://[broken",
    "https://post.example:port/": "https://post.example:port/",
    "": "",
}


@pytest.mark.parametrize(("url", "address"), ADDRESSES.items())
def test_an_article_has_one_address(url: str, address: str) -> None:
    assert canonical(url) == address
    assert canonical(address) == address


def test_the_table_is_not_small() -> None:
    assert len(ADDRESSES) >= 80


PART = st.one_of(
    st.sampled_from(
        "amp print m www index.html .amp a.amp.html .. . // ?amp=1 &utm_x=2 ;jsessionid=1 #!x "
        "#y ?id=%41 %7e %2 (S(a)) ? & = xn--e1afmkfd .cdn.ampproject.org/c/s/ :80 :8080 @ é İ"
        " ß".split()
    ),
    st.text(max_size=4),
)


@given(st.lists(PART, max_size=8).map("".join), st.sampled_from(["https://", "http://", ""]))
@example("m.amp.post.example/amp/amp/print/index.html", "http://")
def test_a_canonical_address_is_its_own(rest: str, scheme: str) -> None:
    for url in (f"{scheme}{rest}", f"{scheme}post.example/{rest}"):
        once = canonical(url)
        assert canonical(once) == once
        assert canonical(url) == once


@given(st.text(max_size=30), st.text(max_size=10))
def test_whatever_the_path_the_host_stays(path: str, query: str) -> None:
    found = canonical(f"https://post.example/{path}?q={query}")
    assert urlsplit(found).hostname == "post.example"
    assert found.isascii()


class TestWhichAddressAPageHas:
    HAD = "https://m.post.example/amp/2024/ferry"

    def test_what_it_states_on_its_own_site(self) -> None:
        assert chosen(self.HAD, [STORY, "https://www.post.example/other"]) == STORY
        assert chosen("https://a.post.co.uk/x", ["https://b.post.co.uk/y"]) == (
            "https://b.post.co.uk/y"
        )

    @pytest.mark.parametrize(
        "stated",
        [
            "https://elsewhere.example/2024/ferry",
            "https://www.post.example/",
            "https://www.post.example/index.html?utm_source=x",
            "https://www.post.example/en/",
            "https://post.co.uk/x",
        ],
    )
    def test_another_site_or_a_front_page_is_not_believed(self, stated: str) -> None:
        assert chosen(self.HAD, [stated]) == self.HAD
        assert chosen(self.HAD, [stated, STORY]) == STORY

    def test_sites_under_one_public_suffix_are_strangers(self) -> None:
        assert chosen("https://a.co.uk/x", ["https://b.co.uk/y"]) == "https://a.co.uk/x"

    def test_where_nobody_knows_where_it_was_had(self) -> None:
        assert chosen(None, ["https://post.example/", STORY]) == STORY
        assert chosen(None, []) is None

    def test_front_pages(self) -> None:
        assert is_front("http://post.example/index.php")
        assert is_front("https://post.example/de-at/")
        assert not is_front("https://post.example/?p=1")
        assert not is_front("https://post.example/ferry")

    def test_the_registered_domain(self) -> None:
        assert registered("https://news.bbc.co.uk:8443/x") == "bbc.co.uk"
        assert registered("http://127.0.0.1/x") == "127.0.0.1"
        assert registered("https://[broken") is None
        assert registered("news/a.html") is None


def test_users_of_one_host_are_sites_of_their_own() -> None:
    own, other = "https://anna.blogspot.com/2024/1", "https://boris.blogspot.com/2024/1"
    assert chosen(own, [other]) == own
    assert chosen(own, ["https://anna.blogspot.com/2024/2"]) == "https://anna.blogspot.com/2024/2"
    assert canonical("https://m.anna.blogspot.com/1") == "https://anna.blogspot.com/1"
