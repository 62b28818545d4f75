"""How rightly statements of different articles are linked, and what linking costs.

    python benchmarks/claims.py [--fit] [--articles 10000]

First the pairs in tests/data/claims: precision and recall of restatements and contradictions, for
each part, at thresholds from 0.3 to 0.95; then how many of the restatements the search for
candidates brings together at all. `--fit` prints the weights that suit the half called "dev" best.
With `--articles`, made-up articles are put into a store with and without linking.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from reportedly.claim import THRESHOLDS, Claim, Relation, evidence, keys
from reportedly.claim.comparison import FEATURES, contrary, judged

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "claims" / "claims.txt"
HALVES = ("dev", "test", "fresh")
_LINE = re.compile(r"([=!-]) ([\w ]+) \| (.*?)(?: \{(.+)\})?")
_RELATIONS = {"=": Relation.RESTATES, "!": Relation.CONTRADICTS, "-": None}
_SIGNS = (1, 1, 1, -1, -1, 0)
_RIDGE = 0.05  # keeps weights small where the pairs do not tell


class Pair(NamedTuple):
    """Two claims, in which half they are, and what they are to each other."""

    half: str
    kind: str
    relation: Relation | None
    one: Claim
    other: Claim


def pairs() -> list[Pair]:
    """Return the gold."""
    found: list[Pair] = []
    for block in re.split(r"^== ", GOLD.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        half, first, *rest = block.strip().split("\n")
        one = Claim(first, frozenset({"first"}), 0)
        for line in rest:
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(line)
            sign, kind, text, more = match.groups()
            days = int(more) if more and more.startswith("+") else 0
            speaker = more if more and not days else "first"
            other = Claim(text, frozenset({speaker}), days)
            found.append(Pair(half, kind, _RELATIONS[sign], one, other))
    return found


class Score(NamedTuple):
    """Precision and recall of what was found, and how many that is."""

    precision: float
    recall: float
    found: int


def score(gold: list[Pair], relation: Relation, threshold: float) -> Score:
    """Return how well `relation` is found from a threshold on."""
    wanted = sum(pair.relation is relation for pair in gold)
    found = [pair for pair in gold if is_found(pair, relation, threshold)]
    right = sum(pair.relation is relation for pair in found)
    return Score(
        right / len(found) if found else 1.0, right / wanted if wanted else 0.0, len(found)
    )


def is_found(pair: Pair, relation: Relation, threshold: float) -> bool:
    """Tell whether the pair is taken for what `relation` says."""
    there = evidence(pair.one, pair.other)
    verdict = judged(there) if there else None
    return verdict is not None and verdict.kind is relation and verdict.score >= threshold


def curve(gold: list[Pair]) -> None:
    """Print precision and recall of each part at each threshold."""
    for relation in Relation:
        print(f"{relation}, default {THRESHOLDS[relation]}:")
        print("  threshold" + "".join(f"   {half}: precision recall" for half in HALVES))
        for step in range(30, 100, 5):
            scores = (
                score([p for p in gold if p.half == half], relation, step / 100) for half in HALVES
            )
            cells = (f"{s.precision:17.3f}  {s.recall:.3f}" for s in scores)
            print(f"       {step / 100:.2f}  {''.join(cells)}")


def candidates(gold: list[Pair]) -> None:
    """Print how many of the pairs share two keys, without which they are never compared."""
    for relation in Relation:
        some = [p for p in gold if p.relation is relation]
        met = sum(len({*keys(p.one)} & {*keys(p.other)}) >= 2 for p in some)
        print(f"{met} of {len(some)} pairs ({relation}) are brought together by the search")


def fit(gold: list[Pair]) -> None:
    """Print the weights that suit the half called "dev" best."""
    for relation in Relation:
        rows, labels = [], []
        for pair in gold:
            there = evidence(pair.one, pair.other)
            if pair.half != "dev" or there is None or not _in_question(there.apart, relation):
                continue
            rows.append([*there.features, 1.0])
            labels.append(float(pair.relation is relation))
        weights = _fitted(np.array(rows), np.array(labels))
        print(f"{relation}: {len(rows)} pairs, {sum(labels):.0f} of them right")
        print(
            "  "
            + ", ".join(f"{n} {w:.1f}" for n, w in zip((*FEATURES, "bias"), weights, strict=True))
        )


def _in_question(apart: frozenset[str], relation: Relation) -> bool:
    if relation is Relation.RESTATES:
        return not apart
    return contrary(apart) != ""


def _fitted(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights, 0 for a feature that would count against its meaning."""
    used = [*range(rows.shape[1])]
    while True:
        found = _logistic(rows[:, used], labels)
        wrong = [i for i, w in zip(used, found, strict=True) if w * _SIGNS[i] < 0]
        if not wrong:
            weights = np.zeros(rows.shape[1])
            weights[used] = found
            return weights
        used = [i for i in used if i not in wrong]


def _logistic(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * _RIDGE
    ridge[-1, -1] = 0.001
    for _ in range(50):
        shares = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (labels - shares) - ridge @ weights
        bend = (rows * (shares * (1 - shares))[:, None]).T @ rows + ridge
        weights += np.linalg.solve(bend, slope)
    return weights


def mistakes(gold: list[Pair], half: str) -> None:
    """Print what is taken for what it is not, and what is missed."""
    for pair in gold:
        there = evidence(pair.one, pair.other)
        verdict = judged(there) if there else None
        found = verdict.kind if verdict and verdict.score >= THRESHOLDS[verdict.kind] else None
        if pair.half == half and found is not pair.relation:
            print(f"{pair.kind}: {pair.relation} taken for {found}")
            print(f"  {pair.one.text}\n  {pair.other.text}\n  {verdict} {there}")


def main() -> None:
    """Run what is asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--fit", action="store_true")
    options.add_argument("--mistakes", choices=HALVES)
    chosen = options.parse_args()
    gold = pairs()
    if chosen.fit:
        fit(gold)
        return
    if chosen.mistakes:
        mistakes(gold, chosen.mistakes)
        return
    curve(gold)
    candidates(gold)


if __name__ == "__main__":
    main()
