"""When the first line of a plain text is its headline."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.errors import SourceError
from reportedly.source.text import article, headline

BODY = "\n\nThe mayor said so on Monday.\n"


def test_the_sample_article_has_its_headline(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    assert (headline(text) or "").endswith("Western military assistance to Ukraine – ISW")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Mayor denies ferry sale{BODY}", "Mayor denies ferry sale"),
        ("\ufeff\r\n  Mayor denies ferry sale  \r\n\r\nShe said.", "Mayor denies ferry sale"),
        (f"# Mayor denies ferry sale{BODY}", "Mayor denies ferry sale"),
        (f"Who sold the ferry?{BODY}", "Who sold the ferry?"),
    ],
)
def test_a_short_first_line_before_a_blank_line_is_the_headline(text: str, title: str) -> None:
    assert headline(text) == title
    assert title in text


@pytest.mark.parametrize(
    "text",
    [
        f"The mayor denied that the ferry was sold.{BODY}",
        f"The mayor said: “It was not sold.”{BODY}",
        f"Statement by the mayor:{BODY}",
        f"Ferry{BODY}",
        f"{'Mayor denies ferry sale ' * 20}{BODY}",
        "Mayor denies ferry sale\nThe mayor said so on Monday.\n",
        "Mayor denies ferry sale",
        "Mayor denies ferry sale\n\n \n",
        "---\ntitle: Mayor denies ferry sale\n---\n\nThe mayor said so.",
        f"* * *{BODY}",
    ],
)
def test_anything_less_plain_is_not(text: str) -> None:
    assert headline(text) is None


def test_nothing_else_is_read_into_a_plain_text() -> None:
    read = article(f"Mayor denies ferry sale{BODY}", "ferry.txt", "")
    assert read.text == f"Mayor denies ferry sale{BODY}"
    assert (read.publisher, read.published, read.authors, read.language, read.url) == (
        *(None, None, ()),
        *(None, None),
    )


def test_one_nul_in_a_long_text_makes_it_binary() -> None:
    with pytest.raises(SourceError, match="binary"):
        article(f"Mayor denies ferry sale{BODY * 50}\0", "ferry.txt", "")


def test_a_long_run_of_blanks_takes_no_time() -> None:
    assert headline("a " + " " * 5_000_000 + "b") is None
