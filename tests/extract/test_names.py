"""Names are mended by what stands around them, and gathered into one actor each."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.view import chain, one

from reportedly.article import Span
from reportedly.extract.name import Name, mended
from reportedly.extract.roster import named_actors


def seen(text: str, *names: tuple[str, str]) -> list[Name]:
    """Return names as the network might have seen them, each at its next place in the text."""
    out, at = [], 0
    for words, label in names:
        start = text.index(words, at)
        at = start + len(words)
        out.append(Name(Span(start, at), label))
    return out


def actors(text: str, *names: tuple[str, str]) -> list[tuple[str, str, list[str]]]:
    """Return name, type and mentions of each actor."""
    return [
        (a.name, a.type.value, [s.of(text) for s in a.mentions])
        for a in named_actors(text, seen(text, *names))
    ]


@pytest.mark.parametrize(
    ("text", "given", "wanted"),
    [
        (
            "“No,” said Ottilie Marsh, its general secretary.",
            [("Ottilie", "PLACE"), ("Marsh", "ORG")],
            [("Ottilie Marsh", "PERSON")],
        ),
        (
            "The plan failed, cautioned Priska Vohl, the study's lead author.",
            [("Priska Vohl", "ORG")],
            [("Priska Vohl", "PERSON")],
        ),
        (
            "Researchers in Lund disagree.",
            [("Lund", "PERSON")],
            [("Lund", "PLACE")],
        ),
        (
            "She has confidence in Harper.",
            [("Harper", "PERSON")],
            [("Harper", "PERSON")],
        ),
        (
            "Analysts at Marlow Finch expect a loss.",
            [("Marlow", "PERSON")],
            [("Marlow Finch", "ORG")],
        ),
        (
            "LYON, May 2 (Meridia) - Rain fell.",
            [("LYON", "ORG")],
            [("LYON", "ORG"), ("Meridia", "ORG")],
        ),
        (
            "TARTU, May 2 - Rain fell.",
            [],
            [("TARTU", "PLACE")],
        ),
        (
            "Talks with the Social Democrats went on, and a Democrat left.",
            [],
            [("Social Democrats", "ORG")],
        ),
        (
            "The union Amplify said no, and the charity Warm Homes for All said yes.",
            [],
            [("Amplify", "ORG"), ("Warm Homes for All", "ORG")],
        ),
        (
            "Court Agencies Warn Latvia Over Ports\n\nLatvia said no.",
            [("Court Agencies Warn", "ORG"), ("Latvia", "PLACE"), ("Latvia", "PLACE")],
            [("Court Agencies Warn", "ORG"), ("Latvia", "PLACE"), ("Latvia", "PLACE")],
        ),
        (
            "Agencies Warn Latvia Over Ports\n\nLatvia said no.",
            [("Agencies Warn Latvia", "ORG"), ("Latvia", "PLACE")],
            [("Latvia", "PLACE"), ("Latvia", "PLACE")],
        ),
    ],
)
def test_a_name_is_what_its_surroundings_say(
    text: str, given: list[tuple[str, str]], wanted: list[tuple[str, str]]
) -> None:
    found = mended(text, (), seen(text, *given))
    assert [(name.span.of(text), name.label) for name in found] == wanted


def test_the_first_words_of_an_organisation_are_its_short_name() -> None:
    text = "Harrow & Finch Bank said no. Shares in Harrow & Finch fell."
    assert actors(text, ("Harrow & Finch Bank", "ORG"), ("Harrow & Finch", "ORG")) == [
        ("Harrow & Finch Bank", "organization", ["Harrow & Finch Bank", "Harrow & Finch"])
    ]


def test_a_surname_of_several_words_joins_its_full_name() -> None:
    text = "Mieke van Aalst won. Later Van Aalst wept."
    assert actors(text, ("Mieke van Aalst", "PERSON"), ("Van Aalst", "PERSON")) == [
        ("Mieke van Aalst", "person", ["Mieke van Aalst", "Van Aalst"])
    ]


def test_a_title_tells_which_of_two_people_a_surname_means() -> None:
    text = "Paul Orme and Linda Orme own the farm. Mr Orme was asleep."
    names = [("Paul Orme", "PERSON"), ("Linda Orme", "PERSON"), ("Orme", "PERSON")]
    assert ("Paul Orme", "person", ["Paul Orme", "Orme"]) in actors(text, *names)
    neither = text.replace("Mr Orme", "Orme")
    assert ("Orme", "person", ["Orme"]) in actors(neither, *names)


def test_brackets_shorten_the_last_words_of_a_name() -> None:
    text = "The Nordic Border Watch Mission (BWM) left."
    assert actors(text, ("Nordic Border Watch Mission", "ORG")) == [
        ("Nordic Border Watch Mission", "organization", ["Nordic Border Watch Mission", "BWM"])
    ]


def test_who_said_a_quotation_was_spoken_of_before_it(read: Read) -> None:
    reading = read(
        "Paul Dorn rejected calls for his resignation. He said he had done no wrong.\n\n"
        "The group's chairman, Mark Ensor, was unmoved. “He has had three years. The blame is "
        "his,” he told the Gazette."
    )
    assert chain(reading, one(reading, "The blame is his"))[0] == "Mark Ensor"


def test_the_company_stays_the_company_whatever_is_said_of_it(read: Read) -> None:
    reading = read(
        "Shares of Tallis Kitchens Plc fell on Monday. The company, which has three works in "
        "Lancashire, said its profit would be lower."
    )
    assert chain(reading, one(reading, "its profit would be lower"))[0] == "Tallis Kitchens Plc"
