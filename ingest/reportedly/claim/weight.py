"""How much a word says: the rarer, the more.

The word list that ships with the attribution model is in order of frequency, which is all that is
needed; a word that is not in it is as rare as its last.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Final

from reportedly.resources import folder

_LEAST: Final = 0.1
_COMMON = math.log(60)  # the rank up to which words say nothing
_RARE = math.log(30_000)


@cache
def _ranks() -> dict[str, int]:
    lines = (folder("model") / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = (line for line in lines if line.isalpha() and len(line) > 1)
    return {word: rank for rank, word in enumerate(words, 1)}


@lru_cache(maxsize=100_000)
def weight(word: str) -> float:
    """Return how much `word`, in lower case, says, from 0.1 to 1."""
    rank = _ranks().get(word)
    if rank is None:
        return 1.0
    return min(1.0, max(_LEAST, (math.log(rank) - _COMMON) / (_RARE - _COMMON)))
