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


class TestNoClaims:
    """Near the same words, and nothing claimed: neither found nor compared."""

    @pytest.mark.parametrize(
        "words",
        [
            "the closing of the bridge over the Narva to lorries and coaches",
            "whether the bridge over the Narva should be closed to lorries",
            "to close the bridge over the Narva to lorries before winter",
            "the engineer who closed the bridge over the Narva to lorries",
        ],
    )
    def test_a_thing_restates_nothing(self, words: str) -> None:
        assert keys(Claim(words)) == ()
        assert relation(words, words) is None

    def test_what_points_back_is_one_in_a_quotation_of_one_speaker_only(self) -> None:
        words = "This bridge is a danger to lorries and should be closed before winter"
        one, same, other = (Claim(words, frozenset({who})) for who in ("anna", "anna", "bert"))
        assert relation(one, same) is Relation.RESTATES
        assert relation(one, other) is None

    def test_what_has_no_name_is_one_from_one_speaker_or_at_some_length(self) -> None:
        short, long = "the bank expects lower profits", "lower profits in spring after heavy losses"
        anna, bert = frozenset({"anna"}), frozenset({"bert"})
        assert relation(Claim(short, anna), Claim(short, bert)) is None
        assert relation(Claim(short, anna), Claim(short, anna)) is Relation.RESTATES
        longer = f"the bank expects {long}"
        assert relation(Claim(longer, anna), Claim(longer, bert)) is Relation.RESTATES


class TestPlaceInTheSentence:
    @pytest.mark.parametrize(
        "other",
        [
            "Villagers fear that the bridge over the Narva was closed to lorries for good",
            "The mayor wants the bridge over the Narva closed to lorries",
            "A tunnel is cheaper than repairing the bridge over the Narva, closed to lorries",
        ],
    )
    def test_what_is_feared_wanted_or_mentioned_is_not_said(self, other: str) -> None:
        assert relation("The bridge over the Narva was closed to lorries", other) is None

    def test_another_noun_behind_the_name_is_another_subject(self) -> None:
        one = Claim("Weil will back the bridge over the Narva", frozenset({"anna"}))
        other = Claim("Weil supporters will back the bridge over the Narva", frozenset({"anna"}))
        assert relation(one, other) is None

    def test_a_clause_more_behind_it_may_be_of_the_future(self) -> None:
        longer = f"{BRIDGE}, and the ferry will sail twice as often"
        assert relation(BRIDGE, longer) is Relation.RESTATES
        assert relation(BRIDGE, BRIDGE.replace("was closed", "will be closed")) is None


class TestContradictions:
    MISSING = "Ten miners are missing in the Halden pit after the flood"

    def counted(self, number: str, day: int | None, who: str = "anna") -> Claim:
        return Claim(self.MISSING.replace("Ten", number), frozenset({who}), day)

    def test_another_count_is_contrary_on_one_day_and_news_later(self) -> None:
        now = self.counted("Ten", 700_000)
        assert relation(now, self.counted("Sixteen", 700_000)) is Relation.CONTRADICTS
        assert relation(now, self.counted("Sixteen", 700_003)) is None
        assert relation(self.counted("Ten", None), self.counted("Sixteen", None)) is None

    def test_at_least_so_many_may_be_more(self) -> None:
        now = self.counted("At least six", 700_000)
        assert relation(now, self.counted("Sixteen", 700_000)) is None

    def test_other_units_are_no_other_number(self) -> None:
        one, other = (
            Claim(f"The oil slick off Cape Holm is {size} long", frozenset({"anna"}), 700_000)
            for size in ("20 kilometres", "12 miles")
        )
        assert relation(one, other) is None

    def test_opposites_are_none_where_both_are_denied_or_the_time_is_another(self) -> None:
        raise_it, cut_it = (
            "Norbank has no plans to raise rates",
            "Norbank has no plans to cut rates",
        )
        assert relation(Claim(raise_it, day=1), Claim(cut_it, day=1)) is None
        rose, fell = "Exports of the Halden pit rose", "Exports of the Halden pit fell"
        assert relation(Claim(rose, day=1), Claim(fell, day=1)) is Relation.CONTRADICTS
        assert relation(Claim(rose, day=1), Claim(fell, day=40)) is None

    def test_a_refusal_of_something_else_is_not_contrary(self) -> None:
        talks = Claim("Norbank is in talks with two other banks", day=1)
        longer = Claim("Norbank is in talks with two other banks, which it refuses to name", day=1)
        assert relation(talks, longer) is Relation.RESTATES

    def test_two_who_share_no_name_and_no_speaker_do_not_contradict_each_other(self) -> None:
        one, other = (
            Claim(f"Profit for the first quarter fell to {size} crowns", frozenset({who}), 1)
            for size, who in (("273,000", "anna"), ("114,000", "bert"))
        )
        assert relation(one, other) is None


def test_words_strewn_over_a_longer_claim_in_another_order_are_not_restated() -> None:
    anna = frozenset({"anna"})
    one = Claim("Halden supported the crown with gold and rates", anna)
    strewn = "Gold is dear in Halden because the rates for the crown were supported by ministers"
    kept = (
        "Halden supported the crown with gold and rates because ministers and merchants grew poor"
    )
    assert relation(one, Claim(f"{strewn} and merchants", anna)) is None
    assert relation(one, Claim(kept, anna)) is Relation.RESTATES
