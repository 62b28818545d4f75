"""Names are mended by what stands around them, and gathered into one actor each."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.view import chain, one

from reportedly.article import Span
from reportedly.extract.kind import Name
from reportedly.extract.name import mended
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


def test_titles_belong_to_no_name_and_a_given_name_joins_its_full_one() -> None:
    text = "Ottilie van Berg won. Ms Van Berg wept. Ottilie smiled."
    names = [("Ottilie van Berg", "PERSON"), ("Ms Van Berg", "PERSON"), ("Ottilie", "PERSON")]
    assert actors(text, *names) == [
        ("Ottilie van Berg", "person", ["Ottilie van Berg", "Van Berg", "Ottilie"])
    ]


def test_a_name_that_begins_with_a_possessive_is_its_owners() -> None:
    text = "The Marlow County Sheriff's Department said no."
    assert actors(text, ("'s Department", "ORG")) == [
        (
            "Marlow County Sheriff's Department",
            "organization",
            ["Marlow County Sheriff's Department"],
        )
    ]


@pytest.mark.parametrize(
    "source",
    [
        "The secretary general of the Dock Council, Oda Brandt,",
        "A partner at the accountancy firm Marsh and Hale, Oda Brandt,",
        "The port's chairman of trustees Oda Brandt",
        "Oda Brandt",
    ],
)
def test_the_name_behind_a_role_is_who_speaks(read: Read, source: str) -> None:
    reading = read(f"{source} says the quay needs new cranes.")
    assert chain(reading, one(reading, "the quay needs new cranes"))[0] == "Oda Brandt"


def test_an_office_is_its_holders_before_they_are_named(read: Read) -> None:
    reading = read(
        "The region's coroner has found that the bridge was unsafe.\n\n"
        "In his report the coroner, Emil Lund, said the bolts had rusted."
    )
    assert chain(reading, one(reading, "the bridge was unsafe"))[0] == "Emil Lund"
