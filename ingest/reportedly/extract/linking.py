"""Who belongs to which cue: pairs of fragments scored by a small network, in numpy.

Each cue picks one source or none, so a source may serve several cues. Each content picks one cue,
so a cue may have several contents: a quotation that it interrupts, two that it introduces.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportedly.extract.tagging import CONTENT, CUE, SOURCE, Fragment
from reportedly.extract.words import Quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from reportedly.extract.words import Words

    Floats = npt.NDArray[np.float32]

_FAR = (0, 1, 2, 4, 8, 16, 32, 64)
_LONG = (1, 3, 8)
# Kinds of features and how many values each has: distance before and behind the cue, cues between,
# fragments of the same role between, ends of sentences between, paragraphs between, length, and
# which of both stand in quotation marks.
_SIZES = (2 * (len(_FAR) + 1), 4, 4, 4, 3, len(_LONG) + 1, 4)
_OFFSETS = tuple(int(n) for n in np.cumsum((0, *_SIZES[:-1])))
KINDS = len(_SIZES)
"""Kinds of features of a pair."""

FEATURES = sum(_SIZES)
"""Rows of the table of feature embeddings; a pair has one of each kind."""

_STOPS = frozenset({".", "!", "?", "…"})


class Layout:
    """What stands between two fragments of the words `part`."""

    def __init__(self, found: Words, part: range, fragments: Sequence[Fragment]) -> None:
        self._breaks = [n for n, at in enumerate(part) if found.begins[at]]
        self._stops = [n for n, at in enumerate(part) if found.forms[at] in _STOPS]
        self._quoted = [found.quoted[at] != Quoted.OUTSIDE for at in part]
        self._places = [
            sorted(f.first for f in fragments if f.role == role) for role in (SOURCE, CUE, CONTENT)
        ]

    def features(self, fragment: Fragment, cue: Fragment) -> list[int]:
        """Return the row of each kind of feature for a pair."""
        before = fragment.last < cue.first
        low, high = (fragment.last, cue.first) if before else (cue.last, fragment.first)
        values = (
            bisect_left(_FAR, max(high - low - 1, 0)) + (0 if before else len(_FAR) + 1),
            self._between(self._places[CUE], low, high, 3),
            self._between(self._places[fragment.role], low, high, 3),
            self._between(self._stops, low, high, 3),
            self._between(self._breaks, low, high + 1, 2),
            bisect_left(_LONG, fragment.last - fragment.first + 1),
            2 * self._quoted[fragment.first] + self._quoted[cue.first],
        )
        return [offset + value for offset, value in zip(_OFFSETS, values, strict=True)]

    @staticmethod
    def _between(places: Sequence[int], low: int, high: int, most: int) -> int:
        return min(max(bisect_left(places, high) - bisect_left(places, low + 1), 0), most)


class Links(NamedTuple):
    """What the linker says of a window's fragments, as positions among them with probabilities."""

    sources: dict[int, tuple[int | None, float]]
    """For each cue its source."""
    cues: dict[int, tuple[int, float]]
    """For each content its cue; empty where there is no cue."""


class Linker:
    """Scores pairs with the weights of one role: (fragment, cue) -> score."""

    def __init__(self, weights: Mapping[str, Floats], role: str) -> None:
        self._features = weights[f"{role}.features.weight"]
        self._mixed = weights[f"{role}.mixed.weight"].T, weights[f"{role}.mixed.bias"]
        self._score = weights[f"{role}.score.weight"][0], weights[f"{role}.score.bias"][0]
        self._nothing = weights[f"{role}.nothing.weight"][0], weights[f"{role}.nothing.bias"][0]

    def scores(self, fragments: Floats, cues: Floats, features: npt.NDArray[np.intp]) -> Floats:
        """Return (fragments, cues) scores from (fragments, width), (cues, width), kinds last."""
        both = fragments[:, None] + cues[None] + self._features[features].sum(axis=2)
        hidden = np.maximum(both, 0) @ self._mixed[0] + self._mixed[1]
        scores: Floats = np.maximum(hidden, 0) @ self._score[0] + self._score[1]
        return scores

    def nothing(self, cues: Floats) -> Floats:
        """Return (cues,) scores of having no fragment at all."""
        scores: Floats = cues @ self._nothing[0] + self._nothing[1]
        return scores


class Heads:
    """What follows the encoder: transition scores and the linkers, from their weights by name."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.transitions = weights["transitions"]
        self._linkers = (SOURCE, Linker(weights, "source")), (CONTENT, Linker(weights, "content"))

    def linked(self, fragments: Sequence[Fragment], ends: Floats, layout: Layout) -> Links:
        """Link the fragments of a window; `ends` is (words, 6, width)."""
        places: list[list[int]] = [[], [], []]
        for at, fragment in enumerate(fragments):
            places[fragment.role].append(at)
        links = Links({}, {})
        if not places[CUE]:
            return links
        cues = _seen(fragments, places[CUE], ends)
        for role, linker in self._linkers:
            mine = places[role]
            scores = np.empty((0, len(cues)), dtype=np.float32)
            if mine:
                features = np.array(
                    [
                        [layout.features(fragments[f], fragments[c]) for c in places[CUE]]
                        for f in mine
                    ]
                )
                scores = linker.scores(_seen(fragments, mine, ends), cues, features)
            if role == SOURCE:
                all_scores = np.vstack([scores, linker.nothing(cues)])
                for at, column in zip(places[CUE], _softmax(all_scores.T), strict=True):
                    best = int(column.argmax())
                    links.sources[at] = (
                        mine[best] if best < len(mine) else None,
                        float(column[best]),
                    )
            else:
                for at, row in zip(mine, _softmax(scores), strict=True):
                    best = int(row.argmax())
                    links.cues[at] = (places[CUE][best], float(row[best]))
        return links


def _seen(fragments: Sequence[Fragment], which: Sequence[int], ends: Floats) -> Floats:
    """Return the projections of fragments: that of the first word plus that of the last."""
    role = fragments[which[0]].role
    first = [fragments[at].first for at in which]
    last = [fragments[at].last for at in which]
    seen: Floats = ends[first, 2 * role] + ends[last, 2 * role + 1]
    return seen


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return shares
