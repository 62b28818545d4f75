"""What words alone tell of whether a speaker judges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.judging import FEATURES, Judging, numbers
from reportedly.extract.opinion import kinds
from reportedly.extract.tagging import STANCES


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("reckless", ("bad",)),
        ("recklessly", ("bad",)),
        ("failures", ("bad",)),
        ("praising", ()),
        ("wisest", ("good",)),
        ("tidied", ()),
        ("gimmicks", ("meant",)),
        ("table", ()),
    ],
)
def test_a_word_judges_in_any_of_its_forms(word: str, found: tuple[str, ...]) -> None:
    assert kinds(word) == found


def test_a_negation_turns_a_word_round() -> None:
    plain, negated = numbers(["fair"], []), numbers(["not", "fair"], [])
    turned = numbers(["not", "a", "fair"], [])
    assert set(turned) & set(negated) - set(plain) - set(numbers(["not"], []))


@given(st.lists(st.text(max_size=12), max_size=30), st.lists(st.text(max_size=12), max_size=4))
def test_features_are_rows_of_the_table_each_once(content: list[str], cue: list[str]) -> None:
    rows = numbers(content, cue)
    assert rows == sorted(set(rows))
    assert all(0 <= row < FEATURES for row in rows)


def test_where_the_words_tell_nothing_the_network_decides() -> None:
    table = np.zeros((FEATURES, len(STANCES)), dtype=np.float32)
    judging = Judging(table, np.zeros(len(STANCES), dtype=np.float32))
    network = np.log(np.array([0.1, 0.2, 0.4, 0.1, 0.1, 0.1], dtype=np.float32))
    assert STANCES[int(judging.joined(network, ["stone"], ["said"]).argmax())] == "disputes"
