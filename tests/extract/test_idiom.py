"""Wordings that say by themselves what a speaker does to a claim."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.view import one

from reportedly.article import Span
from reportedly.extract.idiom import is_possible, reading
from reportedly.statement import Likelihood, Stance


def read_alone(words: str) -> Stance | None:
    return reading(words, [Span(0, len(words))])


@pytest.mark.parametrize(
    "words",
    [
        "the link to the spill has never been independently established",
        "the cure is nowhere near proven",
        "who ordered the strike remains to be confirmed",
        "the firm has yet to present any real evidence",
        "that there will be rain by then is a very big if",
        "one should not go reading too much into a single poll",
        "there was no way of checking where the film was shot",
        "a warm March proves nothing",
        "Where is your proof?",
    ],
)
def test_a_claim_loses_its_grounds(words: str) -> None:
    assert read_alone(words) is Stance.UNDERCUTS


@pytest.mark.parametrize(
    "words",
    [
        "the raid was nothing more than a publicity exercise",
        "the real reason is that the lease runs out in May",
        "the visit was a sign of how far the party has drifted",
        "his tears were for the cameras",
        "the row says more about the paper than about the play",
    ],
)
def test_a_claim_gets_another_meaning(words: str) -> None:
    assert read_alone(words) is Stance.REFRAMES


@pytest.mark.parametrize(
    "words",
    [
        "nobody knows yet whether the dam will hold",
        "it is unclear if the cable was cut",
        "sabotage could not be ruled out",
        "the odds of a rematch are even",
        "the early results were mixed",
        "the vote is a toss-up",
        "it is difficult to predict where the ash will fall",
    ],
)
def test_a_claim_is_weighed_without_a_side(words: str) -> None:
    assert read_alone(words) is Stance.NEUTRAL


@pytest.mark.parametrize(
    "words",
    [
        "the minister's sums do not add up",
        "that is simply not true",
        "the coach should never have picked him",
        "they should have closed the road on Friday",
        "the offer is too little, too late",
        "there is no excuse for a week without water",
        "the plan falls well short of what was promised",
    ],
)
def test_a_set_phrase_rejects(words: str) -> None:
    assert read_alone(words) is Stance.DISPUTES


@pytest.mark.parametrize(
    "words",
    [
        "the truce is a small step in the right direction",
        "the paper stands by its reporting",
        "there is no doubt that the bones are human",
        "as far as we know, the papers are in order",
        "the new bridge is long overdue",
    ],
)
def test_a_set_phrase_agrees(words: str) -> None:
    assert read_alone(words) is Stance.SUPPORTS


@pytest.mark.parametrize(
    "words",
    [
        "I should have listened to my sister",
        "the shop opened at nine and closed at five",
        "the council will not rule out running its own buses",
        "the parcel was signed for by a neighbour",
    ],
)
def test_a_plain_report_is_no_set_phrase(words: str) -> None:
    assert read_alone(words) is None


@pytest.mark.parametrize(
    ("words", "possible"),
    [
        ("the strike could shut the port for a week", True),
        ("a third wave may follow in autumn", True),
        ("she could see the smoke from her kitchen", False),
        ("the boats could not leave", False),
        ("he asked whether the port might close", False),
        ("the price could have been lower", False),
    ],
)
def test_what_is_possible_is_told_from_what_somebody_can_do(words: str, possible: bool) -> None:
    assert is_possible(words, [Span(0, len(words))]) is possible


def test_a_thing_can_be_called_likely(read: Read) -> None:
    reading = read("Maria Holt, who runs the port, called a second strike “highly unlikely”.")
    (evaluation,) = one(reading, "second strike").evaluations
    assert (evaluation.stance, evaluation.likelihood) == (
        Stance.DISPUTES,
        Likelihood.VERY_UNLIKELY,
    )


def test_who_suspects_something_thinks_it_is_so(read: Read) -> None:
    reading = read("Anna Lind suspects that a faulty valve was to blame for the fire.")
    (evaluation,) = one(reading, "faulty valve").evaluations
    assert evaluation.stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lind hopes to win a fairer deal for the weavers before the winter.",
        "The council promised to repair the worst of the roads by June.",
        "Peter Novak demanded that the disgraceful wall be torn down at once.",
    ],
)
def test_wishes_promises_and_demands_judge_nothing(read: Read, text: str) -> None:
    assert not [e for one in read(text).statements for e in one.evaluations]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Anna Lind opposed the sale of the harbour.", Stance.DISPUTES),
        ("Anna Lind applauded the sale of the harbour.", Stance.SUPPORTS),
        ("Anna Lind complained that the harbour was the best-kept secret.", Stance.DISPUTES),
    ],
)
def test_who_opposes_applauds_or_complains_takes_sides(
    read: Read, text: str, stance: Stance
) -> None:
    (evaluation,) = (e for one in read(text).statements for e in one.evaluations)
    assert evaluation.stance is stance
