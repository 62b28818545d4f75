"""How two claims stand to each other, with a score and the method that gave it.

First, what they have in common: the share of their words, each by what it says, of the shorter and
of both, and in how far the order is kept. Then what sets them apart: one "not" more, an opposite
word, other numbers, another time, parties that have changed places. Where nothing does, a
logistic curve over the first gives the score of a restatement; where exactly one of "not",
opposite and number does, and all else is as good as the same, the two contradict each other.

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
from reportedly.claim.figure import numbers_conflict, same_moment, same_place, times_conflict
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
_QUOTED = 4  # words of one kind that hardly come together twice by chance
_HOPELESS = 0.45  # of all words; what has less in common says much more, or something else


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two claims have in common (`features`, 0 to 1 each) and what sets them apart.

    `identical` claims have the same words, in order; in those with `same_names` no name stands on
    one side only.
    """

    features: tuple[float, ...]
    apart: frozenset[str]
    identical: bool
    same_names: bool


def compare(
    one: Claim, other: Claim, thresholds: Mapping[Relation, float] = THRESHOLDS
) -> Verdict | None:
    """Return how `one` stands to `other`, the order does not matter; None where not at all."""
    found = evidence(one, other)
    verdict = judged(found) if found else None
    return verdict if verdict and verdict.score >= thresholds[verdict.kind] else None


def judged(found: Evidence) -> Verdict | None:
    """Return what the evidence makes the two to each other, however low the score."""
    if not found.apart:
        score = 1.0 if found.identical else score_of(found, Relation.RESTATES)
        return Verdict(Relation.RESTATES, score, "same words" if found.identical else "paraphrase")
    if found.same_names and (method := contrary(found.apart)):
        return Verdict(Relation.CONTRADICTS, score_of(found, Relation.CONTRADICTS), method)
    return None


def contrary(apart: frozenset[str]) -> str:
    """Return by which method what sets two apart makes them contrary; else empty."""
    if "negation" in apart and apart <= {"negation", "opposite", "quantity"}:
        return "negation"
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
    opposites = _opposites(a, b)
    common = _common(a, b, pairs)
    if not common or common / (a.total + b.total - common) < _HOPELESS:
        return None
    lone_a = _lone(a, {*pairs, *opposites, *_compounds(a, [*b.weights])})
    lone_b = _lone(b, {*pairs.values(), *opposites, *_compounds(b, [*a.weights])})
    features = (
        common / min(a.total, b.total),
        common / (a.total + b.total - common),
        _order(a, b, pairs),
        min(sum(lone_a), sum(lone_b)),
        min(max(lone_a, default=0.0), max(lone_b, default=0.0)),
    )
    apart = frozenset(
        name for name, differs in _DIFFERENCES.items() if differs(one, other, a, b, pairs)
    )
    identical = a.stems == b.stems and a.figures == b.figures
    return Evidence(
        tuple(round(f, 4) for f in features), apart, identical, _names(a, b, pairs) == 1.0
    )


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


def _names(a: Wording, b: Wording, pairs: Mapping[str, str]) -> float:
    """Return 1 where no name stands on one side only, 0 where each has one of its own."""
    lone_a = sum(n not in pairs and n not in b.weights for n in a.names)
    lone_b = sum(n not in pairs.values() and n not in a.weights for n in b.names)
    if lone_a and lone_b:
        return 0.0
    return 1.0 - 0.5 * (lone_a + lone_b) / max(1, len({*a.names, *b.names}))


# ------------------------------------------------------------------------- what sets two apart


def _negation(one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether one says "not" where the other does not.

    A "not" before a word that only the longer claim has, in a clause more, is no such thing.
    """
    if _is_negative(one, a) == _is_negative(other, b):
        return _turned(a, b, pairs) and a.negations == b.negations
    return _turned(a, b, pairs) or not (_is_aside(a, {*pairs}) or _is_aside(b, {*pairs.values()}))


def _turned(a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether a word that both have is negated in one of them."""
    return any((x in a.negated) != (y in b.negated) for x, y in pairs.items())


def _is_aside(of: Wording, matched: Collection[str]) -> bool:
    """Tell whether all that is negated is in this claim only."""
    return bool(of.negated) and not of.negated & {*matched}


def _is_negative(claim: Claim, wording: Wording) -> bool:
    return (wording.negations > 0) != claim.denied


def _negations(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether both say "not", but not as often: nobody can tell what of it they share."""
    return a.negations > 0 < b.negations and a.negations != b.negations


def _opposite(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return _in_pairs(a, b, lexicon.opposite())


def _elsewhere(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return _in_pairs(a, b, lexicon.elsewhere())


def _opposites(a: Wording, b: Wording) -> set[str]:
    known = lexicon.opposite()
    mine, theirs = {*a.weights} - {*b.weights}, {*b.weights} - {*a.weights}
    found = {word: known.get(word, frozenset()) & theirs for word in mine}
    return {word for word, others in found.items() if others}.union(*found.values())


def _in_pairs(a: Wording, b: Wording, known: Mapping[str, frozenset[str]]) -> bool:
    mine = (a.raw | {*a.weights}) - (b.raw | {*b.weights})
    theirs = (b.raw | {*b.weights}) - (a.raw | {*a.weights})
    return any(known.get(word, frozenset()) & theirs for word in mine)


def _share(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return bool(a.shares and b.shares) and a.shares != b.shares


def _tense(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return a.future != b.future


def _number(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return numbers_conflict(a.figures, b.figures) and not _other_figure(_one, _other, a, b, _)


def _other_figure(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether there is another number in the same place: "to 4 percent", "to 5 percent".

    Ten missing today and twelve tomorrow are no such thing, but news.
    """
    return (
        numbers_conflict(a.figures, b.figures)
        and same_place(a.figures, b.figures)
        and same_moment(a.times, b.times, _days(one, other))
    )


def _time(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return times_conflict(a.times, b.times, _days(one, other))


def _days(one: Claim, other: Claim) -> int | None:
    """Return how many days lie between the publications; None if that is not known."""
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def _speaker(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether "I" or an unresolved "he" may be two different people."""
    if not (a.first_person or b.first_person or (a.third_person and b.third_person)):
        return False
    return not one.speakers & other.speakers


def _reference(one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether "this" or "the bank" may be two: "it was a mistake" is said of many things.

    What points back is one only in a quotation, of the same speaker, of some length; what is
    described without a name if either holds.
    """
    same_speaker = bool(one.speakers & other.speakers)
    if a.anaphoric or b.anaphoric:
        return not (same_speaker and _is_quoted(a, b, pairs))
    return (a.vague or b.vague) and not (same_speaker or _is_quoted(a, b, pairs))


def _is_quoted(a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether all words of the shorter claim, and enough of them, are in the longer."""
    return len(pairs) >= _QUOTED and (
        len(pairs) == len(a.weights) or {*b.weights} <= {*pairs.values()}
    )


def _quantity(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return (
        a.quantifiers != b.quantifiers
        and not (a.quantifiers & b.quantifiers)
        and bool(a.quantifiers and b.quantifiers)
    )


def _condition(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return a.conditional != b.conditional


def _unreal(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether what both say is in one of them what somebody fears, wants or proposes."""
    return _is_governed(a, {*pairs}) or _is_governed(b, {*pairs.values()})


def _is_governed(of: Wording, matched: Collection[str]) -> bool:
    """Tell whether a "fears that" that only this claim has stands before most of what both say."""
    alone = [
        of.stems.index(stem) for stem in of.unreal if stem in of.weights and stem not in matched
    ]
    common = [at for at, stem in enumerate(of.stems) if stem in matched]
    return any(2 * sum(at > word for at in common) > len(common) for word in alone)


def _places(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether two parties have changed places: who did it to whom."""
    if a.subject and b.subject and not (a.passive or b.passive) and _is_turned(a, b):
        return True
    names = [n for n in dict.fromkeys(a.stems) if n in a.names or n == a.opening]
    shared = [n for n in names if pairs.get(n) in {*b.names, b.opening}]
    shared = [n for n in shared if n in a.names or pairs[n] in b.names]
    if len(shared) < 2:
        return False
    first, second = shared[0], shared[-1]
    turned = b.stems.index(pairs[first]) > b.stems.index(pairs[second])
    if not (_act_between(a, first, second) and _act_between(b, pairs[first], pairs[second])):
        return False
    return turned != (a.passive != b.passive)


def _is_turned(a: Wording, b: Wording) -> bool:
    """Tell whether either claim's subject is the other one's object ("Velm port" is not)."""
    if a.subject == b.subject or a.subject not in b.weights or b.subject not in a.weights:
        return False
    return a.stems.index(b.subject) > 1 and b.stems.index(a.subject) > 1


def _act_between(of: Wording, one: str, other: str) -> bool:
    start, end = sorted((of.stems.index(one), of.stems.index(other)))
    return any(s not in of.names and s not in lexicon.TITLES for s in of.stems[start + 1 : end])


def _party(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    return _names(a, b, pairs) == 0.0


_DIFFERENCES: Final = {
    "negation": _negation,
    "negations": _negations,
    "opposite": _opposite,
    "elsewhere": _elsewhere,
    "number": _number,
    "other figure": _other_figure,
    "share": _share,
    "tense": _tense,
    "time": _time,
    "speaker": _speaker,
    "reference": _reference,
    "quantity": _quantity,
    "condition": _condition,
    "unreal": _unreal,
    "places": _places,
    "party": _party,
}
