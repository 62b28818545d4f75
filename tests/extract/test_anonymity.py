"""Unnamed sources: how many, whose, and why they are not named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.article import Span
from reportedly.extract.anonymity import count, reason
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from tests.extract.conftest import Read


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("two officials", "2"),
        ("a senior official", "1"),
        ("an aide to the minister", "1"),
        ("the three diplomats", "3"),
        ("at least 12 residents", "12"),
        ("several people", "several"),
        ("a few analysts", "a few"),
        ("officials", None),
        ("former and current senior officials", None),
    ],
)
def test_how_many_a_description_says_they_are(description: str, expected: str | None) -> None:
    assert count(description) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two officials, who asked not to be named because the talks are secret, said so.",
            "the talks are secret",
        ),
        (
            "Two officials spoke on condition of anonymity to discuss classified findings. Rain.",
            "discuss classified findings",
        ),
        (
            "Two officials who were not authorised to speak publicly said that it had failed.",
            "not authorised to speak publicly",
        ),
        ("Two officials, speaking on condition of anonymity, said so.", "condition of anonymity"),
        ("Two officials said so because they were asked.", None),
    ],
)
def test_why_they_are_not_named(text: str, expected: str | None) -> None:
    found = reason(text, Span(0, len("Two officials")))
    assert (found and found.of(text)) == expected


def test_an_unnamed_source_keeps_what_the_text_tells_of_it(read: Read) -> None:
    text = (
        "The Kremlin has begun to plan for the summer, the Harbour Times reported.\n\n"
        "Three Kremlin officials, who asked not to be named because the plans are secret, told the"
        " paper that the budget had been doubled."
    )
    reading = read(text)
    (actor,) = (a for a in reading.actors if a.type is ActorType.UNNAMED and a.key != "publisher")
    (side,) = (a.name for a in reading.actors if a.key == actor.side)
    assert (actor.count, side) == ("3", "Kremlin")
    assert actor.reason is not None
    assert actor.reason.of(text) == "the plans are secret"
