"""Editions of one text are told from texts that only look alike.

`tests/data/copies/pairs.jsonl` has pairs of invented articles. The thresholds were chosen with the
half called "choose"; the floors here are for the other one, which shares no article with it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from reportedly.likeness import KEYS, same_text, sketch, traits

if TYPE_CHECKING:
    from collections.abc import Iterable

PAIRS = [
    json.loads(line)
    for line in (ROOT / "tests/data/copies/pairs.jsonl").read_text(encoding="utf-8").splitlines()
]
FERRY = PAIRS[0]["one"]


def found(pairs: Iterable[dict]) -> list[dict]:
    """Return the pairs taken for one text."""
    return [p for p in pairs if same_text(traits(p["one"]), traits(p["other"]))]


class TestGold:
    def test_there_is_enough_of_it_and_the_halves_share_no_text(self) -> None:
        assert len(PAIRS) >= 120
        texts = {
            half: {p[side] for p in PAIRS if p["half"] == half for side in ("one", "other")}
            for half in ("choose", "test")
        }
        assert not texts["choose"] & texts["test"]

    def test_nothing_that_only_looks_alike_is_taken_for_a_copy(self) -> None:
        taken = found(p for p in PAIRS if p["half"] == "test")
        precision = sum(p["same"] for p in taken) / len(taken)
        assert precision >= 0.98

    def test_nearly_all_copies_are_found(self) -> None:
        copies = [p for p in PAIRS if p["half"] == "test" and p["same"]]
        assert len(found(copies)) / len(copies) >= 0.89
        missed = {p["kind"] for p in copies} - {p["kind"] for p in found(copies)}
        assert missed == {"edited throughout", "edited, paragraphs reordered"}

    @pytest.mark.parametrize("kind", sorted({p["kind"] for p in PAIRS if not p["same"]}))
    def test_hard_negatives(self, kind: str) -> None:
        assert found(p for p in PAIRS if p["kind"] == kind) == []

    def test_copies_share_keys_under_which_they_are_looked_for(self) -> None:
        for pair in PAIRS:
            if pair["same"] and same_text(traits(pair["one"]), traits(pair["other"])):
                one, other = sketch(traits(pair["one"])), sketch(traits(pair["other"]))
                assert len({*one} & {*other}) >= 2, pair["id"]


class TestTexts:
    def test_case_quotes_and_white_space_do_not_count(self) -> None:
        plain = FERRY.replace("“", '"').replace("”", '"').replace("\n\n", "\r\n").upper()
        assert sketch(traits(plain)) == sketch(traits(FERRY))

    def test_a_short_text_is_a_copy_only_word_for_word(self) -> None:
        short = "Storm closes the bridge at Karsk until further notice."
        assert same_text(traits(short), traits(short.upper()))
        assert not same_text(traits(short), traits(short.replace("notice", "order")))
        assert not same_text(traits(short), traits(f"{short} {short}"))

    def test_a_text_that_says_nothing_is_no_copy(self) -> None:
        for text in ("", "Page not found", "… – !"):
            assert sketch(traits(text)) == ()
            assert not same_text(traits(text), traits(text))

    def test_one_sentence_again_and_again_is_a_short_text(self) -> None:
        assert len(sketch(traits("said so. " * 1000))) == 1

    def test_scripts_without_spaces(self) -> None:
        text = "".join(chr(0x4E00 + n * 37 % 5000) for n in range(200))
        assert same_text(traits(text), traits(f"{text[:60]}，{text[60:150]}"))
        assert not same_text(traits(text), traits(text[::-1]))

    @given(st.text(max_size=300), st.text(max_size=300))
    def test_any_two_texts(self, one: str, other: str) -> None:
        a, b = traits(one), traits(other)
        assert same_text(a, b) == same_text(b, a)
        assert len(sketch(a)) <= KEYS
        assert all(0 <= key < 2**48 for key in sketch(a))
        assert sketch(a) == sketch(traits(one))

    def test_hashes_are_the_same_on_every_machine(self) -> None:
        assert sketch(traits(FERRY))[:2] == SMALLEST


SMALLEST = (6389174635814, 7553857151534)
