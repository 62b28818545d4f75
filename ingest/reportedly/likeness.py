"""Whether two articles are one text in two editions, and where to look for the other.

A text is taken apart into *shingles*, every four words that follow one another. What two texts have
in common is the share of the shorter one's shingles that the longer one has too, so an article cut
from the end, or with a paragraph more, is still the same text. A report on tomorrow's weather has
many of today's words as well, but not its figures: of the numbers and of the names too, most must
be shared. Two press releases may share a footer longer than their news: what is common must be
spread over the whole of the shorter text.

To find a text among millions, each leaves a `sketch`: the sixteen smallest of its shingles' hashes
(a bottom-k sketch: A. Broder, On the resemblance and containment of documents, 1997). Texts that
share many shingles share some of the smallest. `docs/duplicates.md` has what was measured.

Text only, no language: words are runs of letters and digits, and in scripts that are written
without spaces every character is a word.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

KEYS: Final = 16
"""How many hashes a sketch has at most."""

_SHINGLE = 4  # words
# With fewer shingles a text is only the same as another if all its words are; with fewer words
# than the second number it says too little for even that ("Page not found").
_FEWEST = 30
_FEWEST_WORDS = 8
# Shares of the shorter text that the longer must have; chosen on one half of tests/data/copies.
_SHINGLES = 0.55
_SPREAD = 0.9
_PARTS = 0.6  # of a text that has paragraphs of its own, if both texts open alike
_OPENING = 0.5
_NUMBERS = 0.6
_NAMES = 0.6
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_PASSAGE = 16  # words
_HEAD = 64  # words of headline and lead
_BITS = 48  # of a hash: SQLite keeps such a number in six bytes
_MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)  # splitmix64's constants


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a text is compared: its shingles' hashes, numbers and names.

    `running` has the hashes in the text's order, `shingles` each once, sorted.
    """

    running: Hashes
    shingles: Hashes
    numbers: frozenset[str]
    names: frozenset[str]


def traits(text: str) -> Traits:
    """Return what of `text` is compared with others."""
    import numpy as np

    words = _WORD.findall(text)
    folded = [word.casefold() for word in words]
    numbers = frozenset(w for w in folded if any(map(str.isdigit, w)))
    names = frozenset(f for w, f in zip(words, folded, strict=True) if w[0].isupper())
    running = _running(folded)
    return Traits(running, np.unique(running), numbers, names)


def sketch(of: Traits) -> tuple[int, ...]:
    """Return the keys under which a text is to be found; none if it says too little."""
    return tuple(of.shingles[:KEYS].tolist())


def same_text(one: Traits, other: Traits) -> bool:
    """Tell whether the two are editions of one text; the order does not matter."""
    if min(len(one.shingles), len(other.shingles)) < _FEWEST:
        return len(one.shingles) == len(other.shingles) == 1 and _common(one, other) == 1
    return (
        _common(one, other) >= _SHINGLES
        and _is_spread(one, other)
        and _shared(one.numbers, other.numbers) >= _NUMBERS
        and _shared(one.names, other.names) >= _NAMES
    )


def _common(one: Traits, other: Traits) -> float:
    """Return the share of the shorter text's shingles that the longer one has."""
    import numpy as np

    both = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    return both / min(len(one.shingles), len(other.shingles))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that the larger one has; one is forgiven."""
    fewer = min(len(one), len(other))
    return min(1.0, (len(one & other) + 1) / fewer) if fewer else 1.0


def _is_spread(one: Traits, other: Traits) -> bool:
    """Tell whether what the two share is more than a footer."""
    spread = _spread(one, other)
    return spread >= _SPREAD or (spread >= _PARTS and _open_alike(one, other))


def _open_alike(one: Traits, other: Traits) -> bool:
    """Tell whether much of either opening, headline included, is somewhere in the other."""
    import numpy as np

    pairs = ((one, other), (other, one))
    found = (np.isin(a.running[:_HEAD], b.shingles).mean() for a, b in pairs)
    return all(share >= _OPENING for share in found)


def _spread(one: Traits, other: Traits) -> float:
    """Return the share of the shorter text's passages of which the longer one has something."""
    import numpy as np

    shorter, longer = sorted((one, other), key=lambda t: (len(t.shingles), t.running.tobytes()))
    found = np.isin(shorter.running, longer.shingles)
    count = max(1, len(found) // _PASSAGE)
    return float(np.mean([part.any() for part in np.array_split(found, count)]))


def _running(words: list[str]) -> Hashes:
    """Return the hashes of the words' shingles in their order.

    A text with few of them is one shingle as a whole.
    """
    import numpy as np

    hashes = np.array([zlib.crc32(w.encode(errors="surrogatepass")) for w in words], np.uint64)
    found = _rolled(hashes, _SHINGLE)
    if len(np.unique(found)) >= _FEWEST:
        return found
    return _rolled(hashes, len(words)) if len(words) >= _FEWEST_WORDS else found[:0]


def _rolled(hashes: Hashes, length: int) -> Hashes:
    """Return one hash for every `length` numbers that follow one another."""
    import numpy as np

    count = max(0, len(hashes) - length + 1)
    out = np.zeros(count, np.uint64)
    for at in range(length):
        out = _mixed(out ^ hashes[at : at + count])
    return out >> np.uint64(64 - _BITS)


def _mixed(numbers: Hashes) -> Hashes:
    """Return `numbers` with their bits mixed (splitmix64; arithmetic modulo 2**64 is meant)."""
    import numpy as np

    first, second, third = map(np.uint64, _MIX)
    out = numbers + first
    out = (out ^ (out >> np.uint64(30))) * second
    out = (out ^ (out >> np.uint64(27))) * third
    mixed: Hashes = out ^ (out >> np.uint64(31))
    return mixed
