"""Whether a speaker judges, from the words alone: a linear model beside the network.

The network reads a content as a whole, and is sure of itself even where an idiom is new to it. A
weight for every word, pair of words and class of words that judge (`opinion`) knows less, but what
it knows holds in other texts too; together they are right more often than either. The features are
hashed, so the weights are one small table.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

import numpy as np

from reportedly.extract.opinion import kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FEATURES: Final = 1 << 15  # rows of the table: smaller than with a row for each, and as good
_NETWORK = 0.2  # what its log chances count beside these: 0.12 to 0.25 do as well
_STEM = 5  # letters by which forms of a word are told
_SCOPE = 4  # words that a negation reaches
_LAST = 3  # words at the end, where a clause mostly puts what it is about
_BALANCE = 3  # more good than bad words than this are as many as this
_NEGATING = frozenset(
    """not no never nothing nobody none without hardly nor neither cannot barely scarcely rather
    far 't""".split()
)
_TURNING = frozenset("but yet though although however".split())
_GOOD, _BAD = ("good", "~bad"), ("bad", "~good")


class Judging(NamedTuple):
    """The weights: (FEATURES, stances), and the constant of each stance."""

    weights: Floats
    constants: Floats

    def joined(
        self, network: npt.NDArray[np.floating], content: Sequence[str], cue: Sequence[str]
    ) -> Floats:
        """Return scores of the stances, log chances but for a constant."""
        rows = numbers(content, cue)
        scores = self.weights[rows].sum(axis=0) / math.sqrt(len(rows))
        joined: Floats = _NETWORK * network + scores + self.constants
        return joined


def numbers(content: Sequence[str], cue: Sequence[str]) -> list[int]:
    """Return the rows of what the words of a content and its cue have, sorted."""
    known = [_known(word) for word in content]
    found = {word.number for word in known}
    found.update(word.stem for word in known)
    # A checksum goes on from the one of what is before: "a b" from "a".
    found.update(crc32(b.behind, a.number) for a, b in pairwise([_FIRST, *known, _END]))
    telling = [(at, word) for at, word in enumerate(known) if word.tells]
    found.update(map(_number, _of_opinion(telling, content)))
    found.update(map(_number, _of_cue([word.lower() for word in cue])))
    return sorted({number % FEATURES for number in found})


class _Known(NamedTuple):
    """A word: its number and its stem's, how it goes on behind another, and what it tells."""

    number: int
    stem: int
    behind: bytes
    kinds: tuple[str, ...]
    negates: bool
    turns: bool

    @property
    def tells(self) -> bool:
        return bool(self.kinds) or self.negates or self.turns


@lru_cache(maxsize=50_000)
def _known(form: str) -> _Known:
    word = form.lower()
    number = _number(word)
    stem = _number(f"{word[:_STEM]}*") if len(word) > _STEM else number
    return _Known(
        number,
        stem,
        f" {word}".encode(),
        kinds(word),
        word in _NEGATING,
        word in _TURNING,
    )


def _number(feature: str) -> int:
    return crc32(feature.encode())


_FIRST, _END = _known("<"), _known(">")  # the ends of a content


def _of_cue(words: Sequence[str]) -> Iterator[str]:
    yield from (f"c:{word}" for word in words)
    yield f"c: {' '.join(words)}"


def _of_opinion(telling: Iterable[tuple[int, _Known]], words: Sequence[str]) -> Iterator[str]:
    """Yield the classes of the words that judge, where they stand, and their sequence."""
    seen: list[str] = []
    reached = -1
    for at, word in telling:
        if word.negates:
            reached = at + _SCOPE
            continue
        if word.turns:
            seen.append("BUT")
            reached = -1
        for kind in word.kinds:
            told = f"~{kind}" if at <= reached else kind
            seen.append(told)
            yield f"@{told} after {words[at - 1].lower() if at else '<'}"
            if at >= len(words) - _LAST:
                yield f"@end {told}"
    yield from (f"@{one}" for one in seen)
    yield from (f"@{a}>{b}" for a, b in pairwise(seen))
    yield from (f"@{one}x2" for one in seen if seen.count(one) > 1)
    good, bad = (sum(map(seen.count, side)) for side in (_GOOD, _BAD))
    yield f"@balance {max(-_BALANCE, min(_BALANCE, good - bad))}"
