"""Who publishes at an address that does not say so itself."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from reportedly.article import Article
from reportedly.source import outlet, read

BODY = "".join(
    f"<p>The mayor said on day {n} that the ferry had not been sold.</p>" for n in range(4)
)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.reuters.com/world/ferry-2024-03-05/", "Reuters"),
        ("https://www.bbc.co.uk/news/1", "BBC News"),
        ("https://edition.cnn.com/2024/03/05/ferry", "CNN"),
        ("https://abcnews.go.com/story", "ABC News"),
        ("https://www.abc.net.au/news/1", "ABC News (Australia)"),
        ("https://notreuters.com/ferry", "notreuters.com"),
        ("https://www.post.example/ferry", "post.example"),
        (None, None),
    ],
)
def test_an_outlet_is_known_by_its_domain_and_else_called_by_it(
    url: str | None, name: str | None
) -> None:
    assert outlet.publisher(url) == name


def test_the_register_is_well_formed() -> None:
    register = outlet.register()
    assert len(register) >= 500
    for domain, entry in register.items():
        assert re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", domain), domain
        assert entry.name == entry.name.strip() != ""
        assert re.fullmatch("[A-Z]{2}", entry.country), domain


@pytest.mark.parametrize(
    ("site", "given", "publisher"),
    [
        ("<meta property='og:site_name' content='The Ferryman'>", "The User", "The Ferryman"),
        ("", "The User", "The User"),
        ("", None, "Le Monde"),
    ],
)
def test_the_page_comes_first_then_the_user_then_the_register(
    site: str, given: str | None, publisher: str
) -> None:
    link = "<link rel=canonical href='https://www.lemonde.fr/en/ferry'>"
    html = f"<html><head>{link}{site}</head><h1>Ferry unsold</h1><article>{BODY}</article>"
    item = next(iter(read(["-"], stdin=BytesIO(html.encode()), publisher=given)))
    assert isinstance(item, Article)
    assert item.publisher == publisher
