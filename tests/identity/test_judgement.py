"""What holds follows from all judgements in their order."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from reportedly.identity.judgement import Act, Judgement, standing

WHEN = datetime(2024, 5, 17, tzinfo=UTC)
IRIS = st.sampled_from("abcdef")
MERGES = st.lists(st.tuples(IRIS, IRIS).filter(lambda pair: pair[0] != pair[1]), max_size=12)


def merge(kept: str, other: str) -> Judgement:
    return Judgement(Act.MERGE, kept, other, "anna", WHEN)


def split(one: str, other: str = "") -> Judgement:
    return Judgement(Act.SPLIT, one, other, "anna", WHEN)


def parts(judgements: list[Judgement]) -> set[frozenset[str]]:
    stands = standing(judgements).canonical()
    return {
        frozenset(other for other in "abcdef" if stands.get(other, other) == kept)
        for kept in {stands.get(iri, iri) for iri in "abcdef"}
    }


@given(MERGES)
def test_who_is_merged_is_together_and_somebody_of_them_stands_for_all(
    pairs: list[tuple[str, str]],
) -> None:
    stands = standing([merge(*pair) for pair in pairs]).canonical()
    assert all(stands.get(one, one) == stands.get(other, other) for one, other in pairs)
    assert not set(stands) & set(stands.values())


@given(MERGES, st.randoms())
def test_the_order_of_merges_does_not_change_who_is_together(
    pairs: list[tuple[str, str]], random: object
) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert parts([merge(*p) for p in pairs]) == parts([merge(*p) for p in shuffled])


@given(MERGES, IRIS)
def test_who_is_split_off_stands_alone(pairs: list[tuple[str, str]], iri: str) -> None:
    assert frozenset({iri}) in parts([*(merge(*p) for p in pairs), split(iri)])


@given(MERGES, st.tuples(IRIS, IRIS).filter(lambda pair: pair[0] != pair[1]))
def test_a_split_takes_back_the_last_merge_and_nothing_else(
    pairs: list[tuple[str, str]], last: tuple[str, str]
) -> None:
    before = [merge(*p) for p in pairs if set(p) != set(last)]
    assert parts([*before, merge(*last), split(*last)]) == parts(before)


def test_what_was_parted_may_be_merged_again() -> None:
    again = standing([merge("a", "b"), split("a", "b"), merge("a", "b")])
    assert again.canonical() == {"b": "a"}
    assert again.parted == frozenset()
