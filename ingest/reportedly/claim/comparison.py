"""How two claims stand to each other, with a score and the method that gave it.

First, both must claim something at all (`clause`). Then, what they have in common: the share of
their words, each by what it says, of the shorter and of both, and in how far the order is kept.
Then what sets them apart (`difference`): one "not" more, an opposite word, other numbers, another
time, parties that have changed places. Where nothing does, a logistic curve over the first gives
the score of a restatement; where exactly one of "not", opposite and number does, and all else is as
good as the same, the two contradict each other.

The weights are those that fitted best on the half of tests/data/claims called "dev"
(`benchmarks/claims.py --fit`); the thresholds were read off the curve of that half.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from reportedly.claim import lexicon
from reportedly.claim.difference import differences, opposites
from reportedly.claim.matter import is_one_matter
from reportedly.claim.wording import worded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportedly.claim.wording import Claim, Wording


class Relation(StrEnum):
    """How one claim stands to another."""

    RESTATES = "restates"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two claims are to each other: `method` says by which way it was found."""

    kind: Relation
    score: float
    method: str


RULES: Final = 2
"""The edition of all that is in this package; a store links its articles anew by another one."""

THRESHOLDS: Final[Mapping[Relation, float]] = {Relation.RESTATES: 0.7, Relation.CONTRADICTS: 0.9}
"""Scores from which on a link is made."""

FEATURES: Final = ("contained", "shared", "order", "exchanged", "peak")
_WEIGHTS: Final = {
    Relation.RESTATES: (0.0, 0.0, 0.0, -6.4, -3.8),
    Relation.CONTRADICTS: (0.4, 0.0, 6.9, -3.0, -1.3),
}
_BIAS: Final = {Relation.RESTATES: 5.2, Relation.CONTRADICTS: -3.0}
_LIKE = 88.0  # of 100: two spellings of one word
_LONG = 6  # letters from which on spellings are compared
_EXCHANGED = 0.5
_ADDED = 0.3
_PART = 0.65  # of all words
_IN_ORDER = 0.7
_HOPELESS = 0.45  # of all words; what has less in common says much more, or something else


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two claims have in common (`features`, 0 to 1 each) and what sets them apart.

    `identical` claims have the same words, in order. Those of the `same_matter` can be contrary.
    """

    features: tuple[float, ...]
    apart: frozenset[str]
    identical: bool
    same_matter: bool


def compare(
    one: Claim, other: Claim, thresholds: Mapping[Relation, float] = THRESHOLDS
) -> Verdict | None:
    """Return how `one` stands to `other`, the order does not matter; None where not at all."""
    found = evidence(one, other)
    verdict = judged(found) if found else None
    return verdict if verdict and verdict.score >= thresholds[verdict.kind] else None


def judged(found: Evidence) -> Verdict | None:
    """Return what the evidence makes the two to each other, however low the score."""
    if not found.apart and _is_scattered(found):
        return None
    if not found.apart:
        score = 1.0 if found.identical else score_of(found, Relation.RESTATES)
        return Verdict(Relation.RESTATES, score, "same words" if found.identical else "paraphrase")
    if found.same_matter and (method := contrary(found.apart)):
        return Verdict(Relation.CONTRADICTS, score_of(found, Relation.CONTRADICTS), method)
    return None


def _is_scattered(found: Evidence) -> bool:
    """Tell whether the words of one are strewn over a much longer other one, in another order."""
    _, shared, order, *_ = found.features
    return shared < _PART and order < _IN_ORDER


def contrary(apart: frozenset[str]) -> str:
    """Return by which method what sets two apart makes them contrary; else empty."""
    if "negation" in apart and apart <= {"negation", "opposite", "quantity"}:
        return "negation"
    if "opposite" in apart and apart <= {"opposite", "other figure"}:
        return "opposite words"
    return _CONTRARY.get(next(iter(apart)), "") if len(apart) == 1 else ""


_CONTRARY: Final = {
    "negation": "negation",
    "opposite": "opposite words",
    "other figure": "other number",
    "share": "other number",
}


def score_of(found: Evidence, kind: Relation) -> float:
    """Return the score of the features on the curve of a kind, to three digits."""
    raw = _BIAS[kind] + sum(w * f for w, f in zip(_WEIGHTS[kind], found.features, strict=True))
    return round(1 / (1 + math.exp(-raw)), 3)


def evidence(one: Claim, other: Claim) -> Evidence | None:
    """Return what speaks for and against; None where the two have next to nothing in common."""
    a, b = worded(one.text), worded(other.text)
    if not (a.claims and b.claims):
        return None
    pairs = _matched(a, b)
    common = _common(a, b, pairs)
    if not common or common / (a.total + b.total - common) < _HOPELESS:
        return None
    apart = differences(one, other, a, b, pairs)
    lone_a, lone_b = _in_place_of(a, b, pairs, apart)
    features = (
        common / min(a.total, b.total),
        common / (a.total + b.total - common),
        _order(a, b, pairs),
        min(sum(lone_a), sum(lone_b)),
        min(max(lone_a, default=0.0), max(lone_b, default=0.0)),
    )
    identical = a.stems == b.stems and a.figures == b.figures
    return Evidence(
        tuple(round(f, 4) for f in features),
        apart,
        identical,
        is_one_matter((one, other), a, b, pairs, apart),
    )


def _in_place_of(
    a: Wording, b: Wording, pairs: Mapping[str, str], apart: frozenset[str]
) -> tuple[list[float], list[float]]:
    """Return what either says in the place of what the other says."""
    contrary_words = opposites(a, b)
    lone_a = _lone(a, {*pairs, *contrary_words, *_compounds(a, [*b.weights])})
    lone_b = _lone(b, {*pairs.values(), *contrary_words, *_compounds(b, [*a.weights])})
    if "opposite" not in apart:
        lone_a, lone_b = lone_a + _refused(a, b), lone_b + _refused(b, a)
    return lone_a + _counted(a, b), lone_b + _counted(b, a)


def _common(a: Wording, b: Wording, pairs: Mapping[str, str]) -> float:
    """Return how much what both have says; a word that is two in the other counts once."""
    said: dict[str, float] = {}
    for x, y in pairs.items():
        said[y] = max(said.get(y, 0.0), min(a.weights[x], b.weights[y]))
    return sum(said.values())


def _lone(of: Wording, matched: Collection[str]) -> list[float]:
    """Return what the words say that have no counterpart.

    In the place of another even a common word says something: "the market", "the school". What is
    only added with an "and" says less.
    """
    return [
        _ADDED * said if stem in of.joined else max(said, _EXCHANGED)
        for stem, said in of.weights.items()
        if stem not in matched
    ]


def _refused(of: Wording, other: Wording) -> list[float]:
    """Return what a "rejects" that only `of` has says in the place of another verb."""
    own = lexicon.negating()
    return [_EXCHANGED] if of.raw & own and not other.raw & own else []


def _counted(of: Wording, other: Wording) -> list[float]:
    """Return what a number says that only `of` has, where the other has none."""
    return [_EXCHANGED] if of.figures and not other.figures else []


def _matched(a: Wording, b: Wording) -> dict[str, str]:
    """Return each stem of `a` with its like in `b`: the same, spelt alike, or two made one."""
    pairs = {stem: stem for stem in a.weights if stem in b.weights}
    rest_a = [s for s in a.weights if s not in pairs]
    rest_b = [s for s in b.weights if s not in pairs]
    if not pairs or not rest_a or not rest_b:
        return pairs
    for x in rest_a:
        for y in rest_b:
            if _alike(x, y):
                pairs[x] = y
                rest_b.remove(y)
                break
    pairs.update(_compounds(a, rest_b))
    rest_a = [s for s in rest_a if s not in pairs]
    pairs.update({whole: part for part, whole in _compounds(b, rest_a).items()})
    return pairs


def _alike(x: str, y: str) -> bool:
    return min(len(x), len(y)) >= _LONG and x[0] == y[0] and ratio(x, y) >= _LIKE


def _compounds(a: Wording, rest: list[str]) -> dict[str, str]:
    """Return stems of `a` that with the one before make a word in the `rest` of `b`."""
    out: dict[str, str] = {}
    for first, second in zip(a.stems, a.stems[1:], strict=False):
        for whole in rest:
            if whole == first + second:
                out |= {first: whole, second: whole}
    return out


def _order(a: Wording, b: Wording, pairs: Mapping[str, str]) -> float:
    """Return in how far what both have comes in one order."""
    here = [pairs[s] for s in dict.fromkeys(a.stems) if s in pairs]
    wanted = set(here)
    there = [s for s in dict.fromkeys(b.stems) if s in wanted]
    if len(here) < 2:
        return 1.0
    return float(LCSseq.similarity(here, there)) / len(here)
