"""What is judged, what contradicts what, parts of statements, and plain wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportedly.article import Span
from reportedly.extract.contrary import contrary
from reportedly.extract.wording import plain
from reportedly.statement import Actor, ActorType, Commitment, Reading, Stance, Statement

if TYPE_CHECKING:
    from tests.extract.conftest import Read


def about(reading: Reading, words: str) -> Statement:
    """Return the one statement that has these words and is no part of another."""
    (found,) = (s for s in reading.statements if words in s.quote[0] and s.part_of is None)
    return found


def test_the_claim_that_is_dismissed_is_the_statement_made_before(read: Read) -> None:
    text = (
        "Ann Lee, who leads the union, said on Monday that forty ships had left the port unchecked."
        ' Harald Voss, the port director, dismissed the claim as "pure invention".'
    )
    reading = read(text)
    claim, dismissal = about(reading, "forty ships"), about(reading, "pure invention")
    assert [e.target for e in dismissal.evaluations] == [claim.key]


def test_words_that_say_what_was_said_before_point_to_it(read: Read) -> None:
    text = (
        "Ann Lee said on Monday that forty ships had left the port of Velm unchecked.\n\n"
        "There is no evidence that forty ships left the port of Velm unchecked, Harald Voss said."
    )
    reading = read(text)
    claim, doubt = reading.statements[0], reading.statements[-1]
    assert [(e.target, e.stance) for e in doubt.evaluations] == [(claim.key, Stance.UNDERCUTS)]


def test_the_same_with_a_not_contradicts(read: Read) -> None:
    text = (
        "Ann Lee said that the ship had entered the port of Velm on Monday.\n\n"
        "Harald Voss said that the ship had not entered the port of Velm on Monday."
    )
    first, second = read(text).statements
    assert (first.contradicts, second.contradicts) == ((), (first.key,))


def test_who_denies_a_statement_contradicts_it(read: Read) -> None:
    reading = read(
        "The ministry said the reactor at Velm had been shut down on Monday. The operator denied "
        "that the reactor at Velm had been shut down on Monday."
    )
    first, second = reading.statements[:2]
    assert second.contradicts == (first.key,)


def test_a_may_in_the_next_paragraph_weakens_no_headline(read: Read) -> None:
    reading = read("Minister: budget is safe\n\nThe council may meet on Friday, the mayor said.\n")
    first = reading.statements[0]
    assert first.hops[0].commitment is not Commitment.POSSIBLE


def test_nobody_contradicts_themselves_by_repeating(read: Read) -> None:
    text = (
        "Ann Lee said that the ship had entered the port of Velm on Monday.\n\n"
        "Harald Voss said that the ship had entered the port of Velm on Monday."
    )
    assert not any(statement.contradicts for statement in read(text).statements)


def test_statements_to_the_contrary_are_found_and_contradict(read: Read) -> None:
    text = (
        "The Harbour Times reported that Ann Lee is ready to sell the yard, despite Lee's recent"
        " public statements to the contrary."
    )
    reading = read(text)
    (own,) = (s for s in reading.statements if s.quote[0].startswith("Lee's"))
    names = {actor.key: actor.name for actor in reading.actors}
    assert names[own.hops[0].actor] == "Ann Lee"
    assert own.contradicts


def test_only_statements_are_to_the_contrary() -> None:
    assert not list(contrary("He left despite Ann Lee's advice to the contrary of May."))


def test_a_comparison_holds_what_is_so_and_what_is_not(read: Read) -> None:
    text = (
        '"The timing of the offer is more consistent with an effort to win time than with a wish to'
        ' sell," analysts at Harbour Watch said.'
    )
    reading = read(text)
    whole = about(reading, "The timing")
    parts = {s.quote[0]: s for s in reading.statements if s.part_of == whole.key}
    assert {words: part.hops[0].commitment for words, part in parts.items()} == {
        "an effort to win time": Commitment.PROBABLE,
        "a wish to sell": Commitment.NOT_PROBABLE,
    }
    judged = {e.target: e.stance for e in whole.evaluations}
    assert judged[parts["an effort to win time"].key] is Stance.SUPPORTS
    assert judged[parts["a wish to sell"].key] is Stance.DISPUTES


def test_a_list_is_its_items(read: Read) -> None:
    text = (
        "The Harbour Times suggested several motives the owner may have: the coming election in"
        " Velm, a wish to pay old debts, and the price of steel."
    )
    reading = read(text)
    (whole,) = (s for s in reading.statements if s.part_of is None)
    parts = [s.quote[0] for s in reading.statements if s.part_of == whole.key]
    assert whole.quote[0].endswith("may have")
    assert parts == ["the coming election in Velm", "a wish to pay old debts", "the price of steel"]


LEE = Actor("lee", "Ann Lee", ActorType.PERSON)
VOSS = Actor("voss", "Harald Voss", ActorType.PERSON)


@pytest.mark.parametrize(
    ("text", "meant", "expected"),
    [
        ("that she would sell the yard", {"she": LEE}, "[Ann Lee] would sell the yard"),
        ("that her yard was his", {"her": LEE, "his": VOSS}, "[Ann Lee’s] yard was [Harald Voss’]"),
        ("he sold his yard", {"he": VOSS, "his": VOSS}, "[Harald Voss] sold [Harald Voss’] yard"),
        ("they told her that", {"they": VOSS, "her": LEE}, "[Harald Voss] told [Ann Lee] that"),
        ("that she would sell it", {"she": LEE}, None),
        ("the yard was sold", {}, None),
        ("that the yard was sold", {}, "the yard was sold"),
        ("I would never sell", {}, None),
    ],
)
def test_a_plain_wording_says_who_is_meant(
    text: str, meant: dict[str, Actor], expected: str | None
) -> None:
    spans = {Span(text.index(word), text.index(word) + len(word)): a for word, a in meant.items()}
    assert plain(text, [Span(0, len(text))], spans, quoted=False) == expected


def test_a_quotation_keeps_its_that() -> None:
    text = "that was that"
    assert plain(text, [Span(0, len(text))], {}, quoted=True) is None
