"""Word pieces, the best sequence of tags, and fragments."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.extract.tagging import (
    CONTENT,
    CUE,
    IMPOSSIBLE,
    SOURCE,
    Fragment,
    Pieces,
    Tag,
    allowed,
    best_tags,
    encoded,
    fragments,
)
from reportedly.extract.words import words

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ze", "##len", "##sky", "cafe", "'", "s", "said"]


@pytest.fixture
def pieces() -> Pieces:
    return Pieces(VOCABULARY)


def test_the_longest_pieces_first_without_case_and_accents(pieces: Pieces) -> None:
    assert [VOCABULARY[n] for n in pieces.of("Zelensky")] == ["ze", "##len", "##sky"]
    assert [VOCABULARY[n] for n in pieces.of("Café")] == ["cafe"]
    assert [VOCABULARY[n] for n in pieces.of("'s")] == ["'", "s"]


def test_what_is_not_known_is_one_piece(pieces: Pieces) -> None:
    assert pieces.of("zelenia") == (1,)
    assert pieces.of("🙂") == (1,)
    assert pieces.of("\u0301") == (1,)  # an accent alone leaves nothing


def test_a_window_stands_between_marks_and_knows_its_words(pieces: Pieces) -> None:
    found = words("Zelensky said")
    given_ = encoded(found, range(len(found)), pieces)
    assert [VOCABULARY[n] for n in given_.pieces] == [
        "[CLS]", "ze", "##len", "##sky", "said", "[SEP]",
    ]  # fmt: skip
    assert given_.heads == [1, 4]
    assert len(given_.looks) == len(given_.pieces)


def _transitions(rng: np.random.Generator) -> np.ndarray:
    free = rng.normal(size=(Tag.COUNT + 1, Tag.COUNT)).astype(np.float32)
    return np.where(allowed(), free, np.float32(IMPOSSIBLE))


@given(st.integers(0, 2**32 - 1), st.integers(1, 4))
def test_the_best_sequence_is_the_best_of_all(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    scores = rng.normal(size=(length, Tag.COUNT)).astype(np.float32)
    transitions = _transitions(rng)

    def total(tags: tuple[int, ...]) -> float:
        moves = sum(float(transitions[a, b]) for a, b in pairwise(tags))
        first = float(transitions[-1, tags[0]])
        return first + moves + sum(float(scores[at, tag]) for at, tag in enumerate(tags))

    best = best_tags(scores, transitions)
    assert total(tuple(best)) == pytest.approx(
        max(total(tags) for tags in product(range(Tag.COUNT), repeat=length)), abs=1e-4
    )


def test_no_words_have_no_tags() -> None:
    nothing = np.empty((0, Tag.COUNT), dtype=np.float32)
    assert best_tags(nothing, _transitions(np.random.default_rng(0))) == []


def test_fragments_of_tags() -> None:
    tags = [
        Tag.begin(SOURCE), Tag.inside(SOURCE), Tag.begin(CUE), Tag.OUTSIDE,
        Tag.begin(CONTENT), Tag.begin(CONTENT), Tag.inside(CONTENT),
    ]  # fmt: skip
    assert fragments(tags) == [
        Fragment(SOURCE, 0, 1),
        Fragment(CUE, 2, 2),
        Fragment(CONTENT, 4, 4),
        Fragment(CONTENT, 5, 6),
    ]
