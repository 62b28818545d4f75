"""Tags, pieces and decoding: from what the network computes to spans and links.

Every word has one tag: outside, or the begin or inside of a source, a cue or a content. The best
sequence is found by the Viterbi algorithm with the learned transition scores; sequences that make
no sense are impossible. Then every cue picks its source, or none, and every content its cue.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from reportedly.extract.words import Quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from reportedly.extract.words import Words

    Floats = npt.NDArray[np.float32]

ROLES: Final = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)

NAMES: Final = ("PERSON", "ORG", "PLACE")
"""Kinds of names; their tags are numbered like those of the roles."""

STANCES: Final = ("none", "supports", "disputes", "undercuts", "reframes", "neutral")
"""What a speaker may do to what he speaks of; "none" where he judges nothing."""

_RUN = re.compile(r"[^\W_]+|[\W_]")
_MOST = 12  # pieces of a word: what is longer is an address or a row of signs
_LONGEST = 24  # characters of a piece
_REMEMBERED = 50_000  # words


IMPOSSIBLE: Final = -1e4
"""A score that no sequence of tags makes up for."""


class Tag:
    """Numbers of the tags."""

    OUTSIDE: Final = 0
    COUNT: Final = 1 + 2 * len(ROLES)

    @staticmethod
    def begin(role: int) -> int:
        """Return the tag of the first word of a fragment."""
        return 1 + 2 * role

    @staticmethod
    def inside(role: int) -> int:
        """Return the tag of a fragment's other words."""
        return 2 + 2 * role


def allowed() -> npt.NDArray[np.bool_]:
    """Return which tag may follow which; the row COUNT is what may come first."""
    table = np.ones((Tag.COUNT + 1, Tag.COUNT), dtype=bool)
    for role in range(len(ROLES)):
        inside = Tag.inside(role)
        table[:, inside] = False
        table[[Tag.begin(role), inside], inside] = True
    return table


class Fragment(NamedTuple):
    """A run of words with one role: first and last word."""

    role: int
    first: int
    last: int


class Pieces:
    """Cuts words into the encoder's word pieces (BERT's uncased WordPiece), remembering them.

    `vocabulary` has the pieces in the order of their numbers; those that go on begin with "##".
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers["[UNK]"]
        self._known: dict[str, tuple[int, ...]] = {}
        self.marks = self._numbers["[CLS]"], self._numbers["[SEP]"]
        """What the encoder wants before and behind a window."""

    def of(self, form: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of a word, at least one and at most `_MOST`."""
        found = self._known.get(form)
        if found is None:
            runs = _RUN.findall(_plain(form))
            found = tuple(n for run in runs for n in self._cut(run))[:_MOST] or (self._unknown,)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[form] = found
        return found

    def _cut(self, run: str) -> list[int]:
        """Cut off the longest known piece again and again."""
        out = []
        start = 0
        while start < len(run):
            for end in range(min(len(run), start + _LONGEST), start, -1):
                number = self._numbers.get(("##" if start else "") + run[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            out.append(number)
            start = end
        return out


def _plain(form: str) -> str:
    """Return a word without case and accents."""
    if form.isascii():
        return form.lower()
    apart = unicodedata.normalize("NFD", form.lower())
    return "".join(c for c in apart if unicodedata.category(c) != "Mn")


class Input(NamedTuple):
    """A window as the encoder takes it: pieces, their looks, and the first piece of every word.

    A look is shape, quotation state, and whether the word begins a paragraph.
    """

    pieces: list[int]
    looks: list[tuple[int, int, int]]
    heads: list[int]


_PLAIN = (0, 0, 0)
_COMBINED: Final = np.array([2 * len(Quoted), 2, 1])


def combined_looks(looks: Sequence[tuple[int, int, int]]) -> npt.NDArray[np.int64]:
    """Return the number of each look, as exported networks want it."""
    numbers: npt.NDArray[np.int64] = np.array(looks, dtype=np.int64) @ _COMBINED
    return numbers


def encoded(found: Words, part: range, pieces: Pieces) -> Input:
    """Return the words `part` as input, between the encoder's marks of begin and end."""
    out = Input([pieces.marks[0]], [_PLAIN], [])
    for at in part:
        cut = pieces.of(found.forms[at])
        out.heads.append(len(out.pieces))
        out.pieces.extend(cut)
        look = (found.shapes[at], found.quoted[at], found.begins[at])
        out.looks.extend([look] * len(cut))
    out.pieces.append(pieces.marks[1])
    out.looks.append(_PLAIN)
    return out


def best_tags(scores: Floats, transitions: Floats) -> list[int]:
    """Return the best sequence of tags for words with `scores` (words, tags).

    `transitions` is (tags + 1, tags), its last row for the first word.
    """
    if not len(scores):
        return []
    before = transitions[-1] + scores[0]
    steps = transitions[:-1]
    back = np.empty(scores.shape, dtype=np.int8)
    for at in range(1, len(scores)):
        ways = before[:, None] + steps
        back[at] = ways.argmax(axis=0)
        before = ways.max(axis=0) + scores[at]
    tags = [int(before.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        tags.append(int(back[at, tags[-1]]))
    return tags[::-1]


def fragments(tags: Sequence[int]) -> list[Fragment]:
    """Return the fragments that a sequence of tags marks, in order.

    An inside that follows nothing of its kind begins a fragment.
    """
    found: list[Fragment] = []
    for at, tag in enumerate(tags):
        if not tag:
            continue
        role, inside = divmod(tag - 1, 2)
        if inside and found and found[-1].role == role and found[-1].last == at - 1:
            found[-1] = found[-1]._replace(last=at)
        else:
            found.append(Fragment(role, at, at))
    return found
