"""Which of a page's many statements about itself is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.source import jsonld
from reportedly.source.edtf import checked
from reportedly.source.markup import Markup
from reportedly.source.metadata import clean, host, read

HEADLINE = "Mayor denies that the ferry was sold"
URL = "https://post.example/2024/01/26/ferry"


def markup(**metas: str) -> Markup:
    return Markup(metas={name.replace("__", ":"): (value,) for name, value in metas.items()})


def script(**node: Any) -> Markup:
    return Markup(scripts=(json.dumps({"@type": "NewsArticle", **node}),))


def test_a_page_that_says_nothing_says_nothing() -> None:
    said = read(Markup())
    assert (said.title, said.publisher, said.published, said.language, said.url) == (None,) * 5
    assert said.authors == ()


@pytest.mark.parametrize(
    "page",
    [
        Markup(title=f"{HEADLINE} - The Post", metas={"og:site_name": ("The Post",)}),
        Markup(title=f"{HEADLINE} | post.example", canonical=(URL,)),
        Markup(title=f"{HEADLINE} | Post", canonical=(URL,)),
        Markup(
            title="Shock at the quay", headings=("The Post", HEADLINE), own_headings=(HEADLINE,)
        ),
        Markup(title=f"{HEADLINE} - Post", headings=("News", HEADLINE)),
        Markup(title=HEADLINE[:24], headings=("News", HEADLINE)),
        Markup(title="The Post", metas={"og:site_name": ("The Post",)}, headings=(HEADLINE,)),
        script(headline="  Mayor denies\n that the ferry was&nbsp;sold "),
        markup(og__title=HEADLINE),
    ],
)
def test_the_title_is_the_headline_that_readers_saw(page: Markup) -> None:
    assert read(page).title == HEADLINE


def test_a_headline_that_ends_in_its_source_keeps_it() -> None:
    page = Markup(
        title="Ferry sale “most likely” – ISW | The Post", metas={"og:site_name": ("The Post",)}
    )
    assert read(page).title == "Ferry sale “most likely” – ISW"


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        (URL, URL),
        (f" {URL}#comments ", URL),
        ("https://post.example/a b|c?q=<d>", "https://post.example/a%20b%7Cc?q=%3Cd%3E"),
        ("https://post.example/новини/пором", "https://post.example/новини/пором"),
        ("https://post.example/?p=12", "https://post.example/?p=12"),
        ("https://post.example/", None),
        ("https://post.example", None),
        ("/2024/ferry", None),
        ("javascript:void(0)", None),
        ("file:///home/me/ferry.html", None),
        ("https://[broken", None),
        ("https://localhost/ferry", None),
        ("", None),
    ],
)
def test_a_canonical_url_is_absolute_and_names_a_page(canonical: str, url: str | None) -> None:
    assert read(Markup(canonical=(canonical,))).url == url


def test_a_relative_canonical_url_is_completed() -> None:
    assert read(Markup(canonical=("/ferry",), base="https://post.example/")).url == (
        "https://post.example/ferry"
    )


def test_where_the_canonical_url_is_the_home_page_the_next_best_is_taken() -> None:
    page = Markup(canonical=("https://post.example/",), saved_from=URL)
    assert read(page).url == URL


def test_the_host_is_named_without_www() -> None:
    assert host("https://www.post.example:8080/ferry") == "post.example"
    assert host(None) is None


@pytest.mark.parametrize(
    ("page", "published"),
    [
        (
            script(datePublished="2024-01-26T08:00:00Z", dateModified="2024-02-01"),
            "2024-01-26T08:00:00Z",
        ),
        (markup(article__published_time="2024-01-26"), "2024-01-26"),
        (markup(article__modified_time="2024-01-26"), None),
        (markup(date="26.01.2024", pubdate="2024-01-26"), "2024-01-26"),
        (script(dateModified="2024-01-26", dateCreated="2024-01-25"), None),
        (Markup(dates=("2 days ago", "2024-01-26")), "2024-01-26"),
        (Markup(canonical=(URL,)), "2024-01-26"),
        (Markup(canonical=("https://post.example/2024/jan/26/ferry",)), "2024-01-26"),
        (Markup(canonical=("https://post.example/2024/01/ferry",)), "2024-01"),
        (Markup(canonical=("https://post.example/2024/ferry",)), None),
        (Markup(canonical=("https://post.example/2024/02/31/ferry",)), None),
    ],
)
def test_a_date_comes_from_metadata_or_the_url_path(page: Markup, published: str | None) -> None:
    assert read(page).published == published


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee, Bo Ek & Cy Ray", ("Ann Lee", "Bo Ek", "Cy Ray")),
        ("Lee, Ann", ("Lee, Ann",)),
        ("Ann Lee; Ann Lee", ("Ann Lee",)),
        ("ann@post.example", ()),
        ("https://facebook.example/ann", ()),
    ],
)
def test_authors_are_named_one_by_one(byline: str, authors: tuple[str, ...]) -> None:
    assert read(markup(author=byline)).authors == authors


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-US", "en"),
        ("UK_ua", "uk"),
        ("de", "de"),
        ("yue-Hant", "yue"),
        ("english", None),
        ("und", None),
        ("", None),
    ],
)
def test_a_language_is_its_iso_639_code(tag: str, language: str | None) -> None:
    assert read(Markup(language=tag)).language == language


def test_references_between_the_nodes_of_one_graph_are_resolved_across_scripts() -> None:
    article = {
        "@type": "NewsArticle",
        "author": [{"@id": "#ann"}, "Bo Ek"],
        "publisher": {"@id": "#post"},
    }
    others = {"@graph": [{"@id": "#ann", "name": "Ann Lee"}, {"@id": "#post", "name": "The Post"}]}
    said = read(Markup(scripts=(json.dumps(article), json.dumps(others))))
    assert said.authors == ("Ann Lee", "Bo Ek")
    assert said.publisher == "The Post"


def test_of_several_articles_in_json_ld_the_one_with_the_pages_url_counts() -> None:
    teaser = {
        "@type": "NewsArticle",
        "url": "https://post.example/other",
        "headline": "Another story",
    }
    own = {"@type": "NewsArticle", "mainEntityOfPage": {"@id": URL}, "headline": HEADLINE}
    page = Markup(scripts=(json.dumps([teaser, own]),), canonical=(URL,))
    assert read(page).title == HEADLINE


@pytest.mark.parametrize(
    "script_text", ["", "{", "null", "[[[]]]", "1" * 6000, '{"@type": 3}', "[" * 9999]
)
def test_json_ld_that_is_broken_or_odd_says_nothing(script_text: str) -> None:
    assert jsonld.article(jsonld.nodes([script_text]), None) == {}


def test_titles_lose_entities_control_codes_and_half_characters() -> None:
    assert clean("AT&amp;amp;T\n said\x00 \ud800 e\u0301") == "AT&amp;T said é"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "@type @id name url headline author publisher datePublished mainEntityOfPage "
                "inLanguage @graph".split()
            ),
            inner | st.just("NewsArticle"),
            max_size=5,
        )
    ),
)


@given(st.lists(JSON, max_size=3), st.lists(st.text(max_size=30), max_size=4), st.text(max_size=40))
def test_any_metadata_is_read_into_values_that_can_be_written(
    nodes: list[object], texts: list[str], url: str
) -> None:
    page = Markup(
        title=url,
        headings=tuple(texts),
        metas={"og:url": (f"https://{url}",), "author": tuple(texts), "date": tuple(texts)},
        canonical=(url, f"http://post.example/{url}"),
        scripts=tuple(map(json.dumps, nodes)),
    )
    said = read(page)
    for text in (
        said.title,
        said.publisher,
        said.published,
        said.language,
        said.url,
        *said.authors,
    ):
        assert text is None or text.encode()
    assert said.published is None or checked(said.published)
