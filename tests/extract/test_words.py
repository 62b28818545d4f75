"""Words as the attribution model sees them: offsets that fit, marks that look alike, windows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.words import Quoted, Shape, windows, words

QUOTED = [
    '"We go," she said.',
    "“We go,” she said.",
    "«We go,» she said.",
    "„We go,“ she said.",
    "''We go,'' she said.",
    "‘We go,’ she said.",
]


@pytest.mark.parametrize("text", QUOTED)
def test_quotation_marks_are_one_word_however_typed(text: str) -> None:
    found = words(text)
    assert found.forms == ['"', "We", "go", ",", '"', "she", "said", "."]
    opening, inside, closing, outside = (
        Quoted.OPENING, Quoted.INSIDE, Quoted.CLOSING, Quoted.OUTSIDE,
    )  # fmt: skip
    assert found.quoted == [opening, inside, inside, inside, closing, outside, outside, outside]


def test_apostrophes_open_nothing() -> None:
    found = words("The banks’ losses don’t end, it’s said.")
    assert set(found.quoted) == {Quoted.OUTSIDE}
    assert "'t" in found.forms
    assert "'s" in found.forms


def test_a_quotation_without_an_end_is_marked_so() -> None:
    found = words("“We go on\n“and on.”")
    assert found.quoted[:4] == [Quoted.OPENING, Quoted.OPEN, Quoted.OPEN, Quoted.OPEN]
    assert found.quoted[-1] == Quoted.CLOSING


def test_shapes() -> None:
    found = words("NATO and McKay met J in 2024 at Riga.")
    assert found.shapes == [
        Shape.UPPER, Shape.LOWER, Shape.MIXED, Shape.LOWER, Shape.INITIAL,
        Shape.LOWER, Shape.DIGIT, Shape.LOWER, Shape.TITLE, Shape.MARK,
    ]  # fmt: skip


def test_paragraphs_begin() -> None:
    found = words("First line.\n\nSecond line.")
    assert [form for form, begins in zip(found.forms, found.begins, strict=True) if begins] == [
        "First",
        "Second",
    ]


@given(st.text(max_size=200))
def test_any_text_has_words_in_order_that_fit(text: str) -> None:
    found = words(text)
    assert all(len(column) == len(found) for column in found)
    at = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip() or all(c.isspace() or c == "_" for c in text[at:start])
        at = end


@given(
    st.lists(st.sampled_from(["word", "end.", "\n\nNext", "“Quote", "quote”"]), max_size=120),
    st.integers(1, 40),
)
def test_windows_cover_every_word_once_and_keep_to_the_size(parts: list[str], most: int) -> None:
    found = words(" ".join(parts))
    costs = [1 + len(form) % 3 for form in found.forms]
    cut = windows(found, costs, most)
    assert [at for part in cut for at in part] == list(range(len(found)))
    assert all(len(part) == 1 or sum(costs[at] for at in part) <= most for part in cut)


def test_windows_end_with_paragraphs_where_they_can() -> None:
    found = words("\n".join(["Seven words stand in this one paragraph."] * 6))
    cut = windows(found, [1] * len(found), 20)
    assert all(found.begins[part[0]] for part in cut)
