"""What looks contrary is so only where both claims are about the same thing at the same time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.claim import Claim, Relation, compare

MINISTER = "Transport Minister Paul Grims visited the flooded villages on the Sula"
CONTRARY = "Transport Minister Paul Grims did not visit the flooded villages on the Sula"


def is_contrary(one: str, other: str, days: int = 0) -> bool:
    verdict = compare(Claim(one, day=0), replace(Claim(other), day=days))
    return verdict is not None and verdict.kind is Relation.CONTRADICTS


def test_the_plain_case() -> None:
    assert is_contrary(MINISTER, CONTRARY)
    assert is_contrary(CONTRARY, f"{MINISTER} with food and blankets")


@pytest.mark.parametrize(
    "denial",
    [
        f"{CONTRARY} with food and blankets",
        f"{CONTRARY} until the rain had stopped",
        "Transport Minister Paul Grims was not the only one who visited the flooded villages on"
        " the Sula",
        "Transport Minister Paul Grims's wife did not visit the flooded villages on the Sula",
        "The driver of Transport Minister Paul Grims did not visit the flooded villages on the"
        " Sula",
        "Transport Minister Paul Grims might not visit the flooded villages on the Sula",
    ],
)
def test_who_denies_more_or_of_another_denies_nothing(denial: str) -> None:
    assert not is_contrary(MINISTER, denial)


def test_what_is_denied_has_the_same_object() -> None:
    sold = "The shipping company Altara has sold its stake in the Karsk terminal to an investor"
    assert is_contrary(sold, "The shipping company Altara has not sold its stake in Karsk")
    assert not is_contrary(sold, "The shipping company Altara has not sold tickets in Karsk")


def test_two_denials_of_one_verb_are_one_only_of_one_object() -> None:
    one = "The steel maker Altara would not cut its dividend in Velm"
    assert compare(Claim(one), Claim("The steel maker Altara would not cut jobs in Velm")) is None
    assert not is_contrary(
        "The steel maker Altara knew of the leak at its mill in Velm",
        "The steel maker Altara did not report the leak at its mill in Velm",
    )


def test_some_died_and_as_many_survived() -> None:
    one = "Three climbers died in the avalanche on Mount Kilar"
    assert not is_contrary(one, one.replace("died", "survived"))


def test_what_has_not_happened_may_have_by_the_end_of_the_week() -> None:
    has, has_not = (
        f"The harbour in Velm has {word}reopened to oil tankers" for word in ("", "not ")
    )
    assert is_contrary(has_not, has)
    assert not is_contrary(has_not, has, days=4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Food prices in Velm rose 12 percent in the year to March",
            "Food prices in Velm rose 2 percent in March",
        ),
        (
            "The harbour in Velm has reopened after the strike",
            "The harbour in Velm had closed after the strike",
        ),
        (
            "Rents in Velm fell to 900 crowns in 1998",
            "Rents in Velm fell to 600 crowns this year",
        ),
        (
            "Wages in Velm fell by 4 percent on average",
            "Wages of nurses in Velm fell by 9 percent on average",
        ),
        (
            "Shares in Velm Steel opened lower on Monday",
            "Shares in Velm Steel closed higher on Monday",
        ),
    ],
)
def test_other_numbers_and_opposites_of_other_periods_or_of_a_part(one: str, other: str) -> None:
    assert not is_contrary(one, other)


def test_no_more_than_is_a_bound_and_no_denial() -> None:
    one = "No more than 40 people were hurt when the stand in Velm collapsed"
    assert not is_contrary(one, "About 40 people were hurt when the stand in Velm collapsed")


def test_what_should_be_and_what_is_said_of_the_brother_is_no_restatement() -> None:
    one = "Bishop Oren Castle resigned over the abuse in Mora"
    for other in (
        "Bishop Oren Castle should resign over the abuse in Mora",
        "Bishop Oren Castle's deputy resigned over the abuse in Mora",
    ):
        assert compare(Claim(one), Claim(other)) is None


def test_a_law_that_allows_is_another_than_one_that_forbids() -> None:
    one = "The parliament of Velm passed a law that allows hunters to shoot wolves"
    assert not is_contrary(one, one.replace("allows", "forbids"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The new owner of the Velm Courier sold its",
            "The old owner of the Velm Courier sold its",
        ),
        ("Paul Grims said that he had sold its", "Paul Grims said that his deputy had sold its"),
        ("Paul Grims has sold 40 of its", "Paul Grims has sold half of its"),
        ("Paul Grims won the first of its", "Paul Grims won the third of its"),
    ],
)
def test_one_of_a_kind_is_not_another_of_it(one: str, other: str) -> None:
    assert compare(Claim(f"{one} printing presses"), Claim(f"{other} printing presses")) is None


def test_out_of_control_is_not_under_control() -> None:
    one, other = (
        f"The fire in the Velm oil refinery is {how} control" for how in ("under", "out of")
    )
    assert is_contrary(one, other)
