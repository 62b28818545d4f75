"""What makes two claims one, contrary, or neither; and that comparing keeps its promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.claim import Claim, Relation, compare, keys
from reportedly.claim.figure import Figure, figures, numbers_conflict, times, times_conflict

BRIDGE = "The bridge over the Narva was closed to lorries because its pillars are cracked"


def relation(one: str | Claim, other: str | Claim) -> Relation | None:
    a, b = (Claim(it) if isinstance(it, str) else it for it in (one, other))
    verdict = compare(a, b)
    return verdict.kind if verdict else None


@pytest.mark.parametrize(
    "other",
    [
        BRIDGE,
        "the bridge over the Narva was closed to lorries because its pillars are cracked.",
        "The Narva bridge was shut to lorries because its pillars are cracked",
        "[The bridge over the Narva] was closed to lorries because its pillars are cracked",
    ],
)
def test_the_same_in_other_words(other: str) -> None:
    assert relation(BRIDGE, other) is Relation.RESTATES


def test_one_not_more_is_contrary_and_so_is_a_denial() -> None:
    denied = BRIDGE.replace("was closed", "was not closed")
    assert relation(BRIDGE, denied) is Relation.CONTRADICTS
    assert relation(Claim(BRIDGE), Claim(BRIDGE, denied=True)) is Relation.CONTRADICTS
    assert relation(Claim(denied), Claim(BRIDGE, denied=True)) is Relation.RESTATES


def test_a_not_in_a_clause_more_is_not_contrary() -> None:
    longer = f"{BRIDGE} and nobody had not inspected the railings"
    assert relation(BRIDGE, longer) is not Relation.CONTRADICTS


def test_what_we_say_is_another_claim_from_another_speaker() -> None:
    words = "We closed the bridge over the Narva to lorries because its pillars are cracked"
    one, same, other = (Claim(words, frozenset({who})) for who in ("anna", "anna", "bert"))
    assert relation(one, same) is Relation.RESTATES
    assert relation(one, other) is None


def test_yesterday_is_another_day_a_week_later() -> None:
    words = f"{BRIDGE} yesterday"
    assert relation(Claim(words, day=700_000), Claim(words, day=700_001)) is Relation.RESTATES
    assert relation(Claim(words, day=700_000), Claim(words, day=700_007)) is None


def test_a_name_with_its_titles_is_no_claim() -> None:
    assert keys(Claim("Democratic presidential nominee Hillary Clinton")) == ()
    assert keys(Claim("Yes, indeed")) == ()


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("fourteen people and 30 dogs", [14, 30]),
            ("2.5 million crowns", [2_500_000]),
            ("1,200 or twenty-one", [1200, 21]),
            ("$3bn", [3e9]),
            ("on 3 May 2024", []),
            ("in 2019", []),
            ("2019 percent", [2019]),
            ("a hundred horses", [100]),
            ("no one", []),
        ],
    )
    def test_numbers_and_no_dates(self, text: str, values: list[float]) -> None:
        assert [figure.value for figure in figures(text)] == values

    def test_a_round_number_agrees_with_an_exact_one(self) -> None:
        assert figures("about 2,000") == (Figure(2000, "~"),)
        assert not numbers_conflict(figures("about 2,000 people"), figures("1,950 people"))
        assert not numbers_conflict(figures("more than 2,000"), figures("2,100"))
        assert numbers_conflict(figures("2,000 people"), figures("1,950 people"))
        assert numbers_conflict(figures("more than 2,000"), figures("9,000"))

    def test_one_that_says_no_number_agrees_with_all(self) -> None:
        assert not numbers_conflict(figures("people died"), figures("14 people died"))

    def test_other_times(self) -> None:
        assert times_conflict(times("until Monday"), times("until Friday"), None)
        assert times_conflict(times("next year"), times("last year"), 0)
        assert not times_conflict(times("in May"), times("since 2019"), None)
        assert times("They may march") == frozenset()


any_claim = st.builds(
    Claim,
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from([*BRIDGE.split(), "not", "14", "Monday", "we", "never", "…", "[he]"])
        ).map(" ".join),
    ),
    st.frozensets(st.sampled_from(["a", "b"])),
    st.none() | st.integers(700_000, 700_400),
    st.booleans(),
)


@given(any_claim, any_claim)
def test_any_two_claims(one: Claim, other: Claim) -> None:
    here, there = compare(one, other), compare(other, one)
    assert (here and here.kind) == (there and there.kind)
    for verdict in filter(None, (here, there)):
        assert 0 <= verdict.score <= 1
    own = compare(one, one)
    assert own is None or own.kind is Relation.RESTATES
    assert keys(one) == keys(Claim(one.text))
