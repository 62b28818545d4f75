"""What stands among the paragraphs of an article and is none of them."""

from __future__ import annotations

from io import BytesIO

import pytest

from reportedly.article import Article
from reportedly.source import read
from reportedly.source.clutter import tidy

SAID = [
    "The mayor told the council on Monday that the ferry had not been sold to anybody.",
    "“It lies where it has always lain,” Ann Moor said, and she pointed out of the window.",
    "A clerk who asked not to be named believes that an offer has been made from abroad.",
    "The opposition expects a vote in June, which the mayor considers very unlikely indeed.",
]


def paragraphs(*parts: str, author: str = "") -> list[str]:
    """Return what is read of a page with SAID, the `parts` between its two halves."""
    said = [f"<p>{text}</p>" for text in SAID]
    head = f"<head><meta name=author content='{author}'></head>" if author else ""
    body = "".join([*said[:2], *parts, *said[2:]])
    html = f"<html>{head}<body><main><h1>Ferry unsold</h1><article>{body}</article></main>"
    item = next(iter(read(["-"], stdin=BytesIO(html.encode()))))
    assert isinstance(item, Article), item
    return item.text.split("\n\n")[1:]


@pytest.mark.parametrize(
    "clutter",
    [
        "<p><b>Read also:</b> <a href=/1>The ferry that nobody wanted to buy</a></p>",
        "<p>READ MORE: <a href=/1>The ferry that nobody wanted to buy</a></p>",
        "<p><i>[<a href=/1>The ferry that nobody wanted to buy, and who sold it</a>]</i></p>",
        "<div class='newsletter-inline'><p>Get the news at seven. Every day, free.</p></div>",
        "<div class='x'><h4>Newsletter</h4><p>Every morning the best of the harbour.</p></div>",
        "<div class='articlePhotoCredit photo-credit'>Picture by somebody of the agency</div>",
        "<div class='caption'><p>The ferry in the harbour in the morning of Monday</p></div>",
        "<blockquote class='pullquote'><p>It lies where it has always lain</p></blockquote>",
        "<p class=pull-quote>“It lies where it has always lain”</p>",
        "<div data-component='links-block'><ul><li><a href=/1>Why it floats</a></li></ul></div>",
    ],
)
def test_clutter_inside_the_text_goes(clutter: str) -> None:
    assert paragraphs(clutter) == SAID


@pytest.mark.parametrize(
    "kept",
    [
        "It is not the subscription that matters, the union’s newsletter said on Tuesday evening.",
        "“Read also the second page,” the mayor advised the reporters who had come on Tuesday.",
    ],
)
def test_prose_that_speaks_of_such_things_stays(kept: str) -> None:
    assert kept in paragraphs(f"<p>{kept}</p>")


def test_a_quotation_that_stands_nowhere_else_stays_in_its_place() -> None:
    words = "Whoever buys a ferry buys the river with it."
    assert paragraphs(f"<blockquote><p>{words}</p></blockquote>")[2] == words


def test_list_items_are_paragraphs_in_their_order() -> None:
    items = ["It has two decks.", "It has no engine.", "It has never been late."]
    found = paragraphs("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
    assert found[2:5] == items


@pytest.mark.parametrize(
    "mark", ['<a href="#_edn1" name="_ednref1">[1]</a>', '<sup><a href="#fn1">1</a></sup>']
)
def test_endnotes_and_the_marks_that_lead_to_them_go(mark: str) -> None:
    notes = '<p><a href="#_ednref1" name="_edn1">[1]</a> Harbour office, report of 3 May 2023</p>'
    found = paragraphs(f"<p>The office denied it.{mark} It did so twice, on two days.</p>", notes)
    assert found == [*SAID[:2], "The office denied it. It did so twice, on two days.", *SAID[2:]]


def test_an_element_that_holds_the_text_stays_whatever_it_is_called() -> None:
    said = "".join(f"<p>{text}</p>" for text in SAID)
    html = f"<html><h1>Ferry unsold</h1><div class='article social newsletter'>{said}</div>"
    item = next(iter(read(["-"], stdin=BytesIO(html.encode()))))
    assert isinstance(item, Article)
    assert item.text.split("\n\n")[1:] == SAID


@pytest.mark.parametrize(
    "last",
    [
        "Reporting by Ann Lee in Port Salam; editing by Bo Ek",
        "Jan Pohl in Vienna contributed to this report.",
        "Ann Lee is the paper’s harbour correspondent. She has two boats.",
        "This interview has been edited for length.",
        "Follow our coverage of ferries at https://post.example/ferries",
        "___",
    ],
)
def test_notices_after_the_text_go(last: str) -> None:
    assert tidy([*SAID, last], ["Ann Lee"]) == SAID


def test_what_stands_under_notes_to_editors_goes() -> None:
    assert tidy([*SAID, "Notes to editors", "The ferry was built in 1931."], []) == SAID


def test_a_biography_is_one_only_of_an_author_of_the_page() -> None:
    last = "Ann Lee is accused of having sold it; she denies this."
    assert tidy([*SAID, last], ["Bo Ek"])[-1] == last
