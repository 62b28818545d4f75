"""What the rules find: given this text, these speakers said these words."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.view import chain, one, said


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        (
            "The minister Anna Lind said that the bridge would open in May.",
            "Anna Lind",
            "the bridge would open in May",
        ),
        (
            "The bridge will open in May, Anna Lind told reporters.",
            "Anna Lind",
            "The bridge will open in May",
        ),
        (
            "“The bridge will open in May,” said Anna Lind, the transport minister.",
            "Anna Lind",
            "The bridge will open in May",
        ),
        (
            "According to Statistics Norway, prices rose sharply in January.",
            "Statistics Norway",
            "prices rose sharply in January",
        ),
        (
            "Prices rose sharply in January, according to Statistics Norway.",
            "Statistics Norway",
            "Prices rose sharply in January",
        ),
        (
            "The dam, Maria Costa warned, could burst within days.",
            "Maria Costa",
            "could burst within days",
        ),
        (
            "Officials familiar with the talks said the offer was rejected.",
            "Officials familiar with the talks",
            "the offer was rejected",
        ),
        (
            "Maria Costa vowed to rebuild the dam before winter.",
            "Maria Costa",
            "to rebuild the dam before winter",
        ),
        (
            "Maria Costa put it bluntly: “We were not ready for this flood.”",
            "Maria Costa",
            "We were not ready for this flood.",
        ),
    ],
)
def test_constructions(read: Read, text: str, actor: str, words: str) -> None:
    found = said(read(text))
    assert any(who == actor and words in what for who, what in found), found


def test_a_split_quotation_is_one_statement(read: Read) -> None:
    reading = read("“We were not ready,” Maria Costa said. “Nobody had told us about the rain.”")
    statement = one(reading, "We were not ready")
    assert statement.quote == ("We were not ready", "Nobody had told us about the rain.")
    assert chain(reading, statement)[0] == "Maria Costa"


def test_a_quotation_of_several_sentences_is_taken_whole(read: Read) -> None:
    reading = read("“It rained. It rained for days. We left,” said Maria Costa.")
    assert one(reading, "It rained").quote == ("It rained. It rained for days. We left",)


def test_speech_modes(read: Read) -> None:
    text = (
        "“The dam will hold through spring,” said Maria Costa.\n\n"
        "Peter Novak said the dam would “surely not last” the winter.\n\n"
        "Anna Lind said the dam was safe."
    )
    modes = [s.hops[0].mode.value for s in read(text).statements]
    assert modes == ["direct", "mixed", "indirect"]


def test_nested_attributions_become_one_chain(read: Read) -> None:
    reading = read(
        "The Institute for Peace noted that Peter Novak has repeated that the dam is safe.",
        publisher="The Gazette",
    )
    statement = one(reading, "the dam is safe")
    assert chain(reading, statement) == ["Peter Novak", "Institute for Peace", "The Gazette"]
    assert len(reading.statements) == 1


def test_the_source_of_a_source_is_the_inner_hop(read: Read) -> None:
    reading = read(
        "The Gazette, citing two former officials, reported that the dam had cracked.",
        publisher="Evening News",
    )
    assert chain(reading, one(reading, "the dam had cracked")) == [
        "two former officials",
        "Gazette",
        "Evening News",
    ]


def test_two_speakers_of_one_statement_share_the_outer_hop(read: Read) -> None:
    reading = read("Peter Novak and Maria Costa said the dam was safe.", publisher="The Gazette")
    hops = one(reading, "the dam was safe").hops
    assert chain(reading, one(reading, "the dam was safe")) == [
        "Peter Novak",
        "Maria Costa",
        "The Gazette",
    ]
    assert [hop.relayed_by for hop in hops] == [2, 2, None]


def test_what_stands_in_somebodys_own_quotation_is_not_a_second_hop(read: Read) -> None:
    reading = read("“I think the dam is safe,” said Maria Costa.", publisher="The Gazette")
    for statement in reading.statements:
        assert chain(reading, statement) == ["Maria Costa", "The Gazette"]


def test_commitment(read: Read) -> None:
    text = (
        "Peter Novak said the dam was safe.\n\n"
        "Maria Costa denied that the dam had cracked.\n\n"
        "Anna Lind said the dam would probably hold.\n\n"
        "Jonas Berg did not say that the dam was old."
    )
    assert [s.hops[0].commitment.value for s in read(text).statements] == [
        "CT+",
        "CT-",
        "PR+",
        "Uu",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Minister says the bridge will close",
        "Photo: Anna Lind said the bridge was safe / Getty Images",
        "Subscribe to our newsletter, said the editor.",
        "Related: Mayor says the bridge is doomed",
    ],
)
def test_furniture_says_nothing(read: Read, line: str) -> None:
    reading = read(f"Anna Lind said the bridge was open.\n\n{line}\n\nIt rained.")
    assert [what for _, what in said(reading)] == ["the bridge was open"]
    assert len(reading.attributions) == 1


@pytest.mark.parametrize(
    ("title", "actor", "words"),
    [
        (
            "Bridge to stay closed until summer – mayor",
            "mayor",
            "Bridge to stay closed until summer",
        ),
        ("Anna Lind: Bridge must stay closed", "Anna Lind", "Bridge must stay closed"),
    ],
)
def test_headlines(read: Read, title: str, actor: str, words: str) -> None:
    reading = read(f"{title}\n\nAnna Lind spoke in Oslo on the bridge.", title=title)
    assert (actor, words) in said(reading)
    assert reading.headline is not None


def test_a_headline_needs_a_speaker(read: Read) -> None:
    title = "Bridge closed: what we know so far"
    assert read(f"{title}\n\nNothing was said.", title=title).statements == ()


def test_pointers_and_refusals_are_no_statements(read: Read) -> None:
    text = "This was said in a report by the Institute for Peace. The ministry declined to comment."
    assert said(read(text)) == []


def test_nothing_is_found_where_nobody_speaks(read: Read) -> None:
    reading = read("The bridge opened in 1921. It crosses the river at Lower Town.")
    assert reading.statements == ()
    assert reading.attributions == ()


def test_attributions_leave_nested_ones_out(read: Read) -> None:
    reading = read("Anna Lind said that Peter Novak believes the dam is safe.")
    assert len(reading.attributions) == 1
    assert len(reading.statements) >= 1
