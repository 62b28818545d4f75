"""What exactly a "not" denies: the verb behind it, and the object of that verb."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from reportedly.claim import lexicon
from reportedly.claim.lexicon import canonical, stem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.claim.wording import Wording

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’]t)?")
_ENDS: Final = lexicon.PREPOSITIONS | {"of", "to", "about", "that", "and", "or", "but"}
_WEAK: Final = frozenset(
    """say tell report allege claim state add note stress use make take get go let""".split()
)
"""Verbs that are passed over elsewhere, as they say little."""


def has_other_object(
    texts: tuple[str, str], a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether what is negated has another object: "sold its stake", "not sold lithium"."""
    for x, y in pairs.items():
        if x in a.negated or y in b.negated:
            here, there = _behind(texts[0], x), _behind(texts[1], y)
            return bool(here and there) and not {pairs.get(stem, stem) for stem in here} & there
    return False


def denies_another_verb(text: str, other: Wording) -> bool:
    """Tell whether a "not" is of a verb that says little, and that the other claim has not."""
    words = [word.replace("’", "").replace("'", "") for word in _WORD.findall(text.casefold())]
    return any(
        before in lexicon.NEGATORS and word in _WEAK and stem(word) not in other.raw
        for before, word in pairwise(words)
    )


def _behind(text: str, verb: str) -> frozenset[str]:
    """Return the stems of the words behind `verb`, up to a preposition."""
    words = iter(_WORD.findall(text.casefold()))
    if not any(canonical(word) == verb for word in words):
        return frozenset()
    own = takewhile(lambda word: word not in _ENDS, words)
    return frozenset(canonical(word) for word in own if word not in lexicon.STOP)
