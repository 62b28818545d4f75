"""Whether a speaker judges, from the words alone: a linear model beside the network.

The network reads a content as a whole, and is sure of itself even where an idiom is new to it. A
weight for every word, pair of words and class of words that judge (`opinion`) knows less, but what
it knows holds in other texts too; together they are right more often than either. The features are
hashed, so the weights are one small table.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

import numpy as np

from reportedly.extract.opinion import kinds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

FEATURES: Final = 1 << 15  # rows of the table
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
        """Return scores of the stances from the network's log chances and the words."""
        rows = numbers(content, cue)
        scores = self.weights[rows].sum(axis=0) / np.sqrt(max(len(rows), 1)) + self.constants
        own = scores - np.log(np.exp(scores).sum())
        joined: Floats = _NETWORK * network + own
        return joined


def numbers(content: Sequence[str], cue: Sequence[str]) -> list[int]:
    """Return the rows of what the words of a content and its cue have."""
    found = {*_of_words([w.lower() for w in content]), *_of_cue([w.lower() for w in cue])}
    return sorted({crc32(feature.encode()) % FEATURES for feature in found})


def _of_words(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (word[:_STEM] + "*" for word in words if len(word) > _STEM)
    yield from (f"{a} {b}" for a, b in pairwise(["<", *words, ">"]))
    yield from _of_opinion(words)


def _of_cue(words: Sequence[str]) -> Iterator[str]:
    yield from (f"c:{word}" for word in words)
    yield f"c: {' '.join(words)}"


def _of_opinion(words: Sequence[str]) -> Iterator[str]:
    """Yield the classes of the words that judge, where they stand, and their sequence."""
    seen: list[str] = []
    reach = 0
    for at, word in enumerate(words):
        if word in _NEGATING:
            reach = _SCOPE
            continue
        if word in _TURNING:
            seen.append("BUT")
            reach = 0
        for kind in kinds(word):
            told = f"~{kind}" if reach else kind
            seen.append(told)
            yield f"@{told} after {words[at - 1] if at else '<'}"
            if at >= len(words) - _LAST:
                yield f"@end {told}"
        reach = max(0, reach - 1)
    yield from (f"@{one}" for one in seen)
    yield from (f"@{a}>{b}" for a, b in pairwise(seen))
    counts = Counter(seen)
    yield from (f"@{one}x2" for one, count in counts.items() if count > 1)
    good, bad = (sum(counts[one] for one in side) for side in (_GOOD, _BAD))
    yield f"@balance {max(-_BALANCE, min(_BALANCE, good - bad))}"
