"""Pages in the style of many content management systems: what is the article, what is not."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from benchmarks import pages

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import read

PAGES = Path(__file__).parents[1] / "data" / "pages"
EXPECTED = sorted(PAGES.glob("*.json"))
BODY = "".join(
    f"<p>The mayor said on day {n} that the ferry had not been sold.</p>" for n in range(4)
)


def page_of(expected: Path) -> Article:
    page = next(path for path in PAGES.glob(f"{expected.stem}.*html"))
    item = next(iter(read([str(page)])))
    assert isinstance(item, Article), item
    return item


@pytest.fixture(params=EXPECTED, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[Article, dict[str, Any]]:
    return page_of(request.param), json.loads(request.param.read_text(encoding="utf-8"))


def test_a_page_says_of_itself(case: tuple[Article, dict[str, Any]]) -> None:
    read_page, expected = case
    said = {
        "title": read_page.title,
        "publisher": read_page.publisher,
        "published": read_page.published,
        "authors": list(read_page.authors),
        "language": read_page.language,
        "url": read_page.url,
    }
    assert said == {key: expected[key] for key in said}


def test_the_text_is_the_headline_and_every_paragraph_and_nothing_from_around(
    case: tuple[Article, dict[str, Any]],
) -> None:
    read_page, expected = case
    paragraphs = read_page.text.split("\n\n")
    assert paragraphs[0] == read_page.title
    assert paragraphs.count(expected["title"]) == 1
    missing = [text for text in expected["paragraphs"] if text not in paragraphs]
    missing += [text for text in expected.get("contains", []) if text not in read_page.text]
    assert missing == []
    assert [text for text in expected["absent"] if text in read_page.text] == []


@pytest.mark.parametrize("half", ["dev", "test"])
def test_the_bar_for_pages_of_many_systems(half: str) -> None:
    rows = pages.result(pages.ours, half)
    _, _, f1 = pages.measures([overlap for _, overlap, _, _ in rows])
    assert f1 >= 0.95
    wrong = {
        page: found[field]
        for page, _, right, found in rows
        for field in ("published", "basis", "publisher")
        if not right.get(field, False)
    }
    assert wrong == {}


def test_the_text_of_a_page_has_no_stray_blanks(case: tuple[Article, dict[str, Any]]) -> None:
    read_page, _ = case
    assert read_page.text == "\n\n".join(
        paragraph.strip() for paragraph in read_page.text.split("\n\n") if paragraph.strip()
    )
    assert "\n\n\n" not in read_page.text


def test_a_page_without_an_article_is_an_issue() -> None:
    page = str(PAGES / "no-article.html")
    (issue,) = read([page])
    assert isinstance(issue, Issue)
    assert issue.item == page
    assert "no article text found" in issue.reason
    assert "save its text" in issue.advice


@pytest.mark.parametrize(
    "html",
    [
        f"<html><h1>Ferry unsold</h1>{BODY}",
        f"<!DOCTYPE html><h1>Ferry unsold</h1><div><b><i>{BODY}</div></b></p></p>",
        f"<html><head><title>Ferry unsold</title></head><body>{BODY.replace('</p>', '')}",
        f"<html><head><title>Ferry unsold</title></head><body>\0{BODY}\0</body></html>\0",
        f"<html><body><h1>Ferry&nbsp;unsold</h1>{BODY}&bogus;&#0;&#xD800;&#x110000;</body>",
        f'<?xml version="1.0" encoding="utf-16"?><html><h1>Ferry unsold</h1>{BODY}</html>',
        f"<html><h1>Ferry unsold</h1><article>{BODY}<script>if (a < b) </script>",
    ],
)
def test_broken_html_still_gives_the_article(html: str) -> None:
    read_page = _read_page(html)
    assert isinstance(read_page, Article), read_page
    assert read_page.title == "Ferry unsold"
    assert "on day 3 that the ferry had not been sold." in read_page.text
    assert read_page.text.encode()


@pytest.mark.parametrize(
    "other",
    [
        '<div itemtype="https://schema.org/Comment"><meta itemprop="datePublished" content="{}">'
        '<span itemprop="author">Troll</span></div>',
        '<aside><time pubdate datetime="{}">then</time><a rel="author">Troll</a></aside>',
        '<article><time class="published" datetime="{}"></time><p class="byline">By Troll</p>',
    ],
)
def test_dates_and_authors_of_comments_and_teasers_are_not_the_articles(other: str) -> None:
    page = f"<html><h1>Ferry unsold</h1><article>{BODY}</article>{other.format('2020-01-01')}"
    item = _read_page(page)
    assert isinstance(item, Article)
    assert (item.published, item.authors) == (None, ())


@pytest.mark.parametrize("tag", ["div", "b", "p", "ul><li", "table><tr><td", "blockquote", "font"])
def test_a_hundred_thousand_nested_tags_neither_crash_nor_hang(tag: str) -> None:
    item = _read_page(f"<html><h1>Ferry unsold</h1>{BODY}" + f"<{tag}>" * 100_000)
    assert isinstance(item, Article | Issue)


def test_brackets_nested_beyond_the_stack_in_json_ld_are_passed_over() -> None:
    hostile = '<script type="application/ld+json">' + "[" * 200_000 + "</script>"
    item = _read_page(f"<html><head>{hostile}</head><h1>Ferry unsold</h1><article>{BODY}</article>")
    assert isinstance(item, Article)
    assert item.title == "Ferry unsold"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (f"<html>{BODY * 15_000}", "60,002 elements"),
        (f"<html>{'<div>' * 240}{'<i>x</i>' * 15_000}", "nested"),
        (f"<html><p {' '.join(f'a{n}=1' for n in range(30_000))}>{BODY}", "attributes"),
    ],
)
def test_a_page_that_would_take_minutes_is_an_issue(html: str, reason: str) -> None:
    item = _read_page(html)
    assert isinstance(item, Issue)
    assert reason in item.reason


def test_a_long_value_of_one_attribute_is_no_crowd_of_attributes() -> None:
    item = _read_page(f"<html data-page='{'x ' * 50_000}'><h1>Ferry unsold</h1>{BODY}")
    assert isinstance(item, Article)


def _read_page(html: str) -> Article | Issue:
    return next(iter(read(["-"], stdin=BytesIO(html.encode()))))
