"""Links are right, and most are found, over the pairs in `tests/data/claims`.

All parts but "dev", from which the weights come, are held against floors here.
"""

from __future__ import annotations

import hashlib

import pytest
from benchmarks.claims import PARTS, Pair, pairs, score

from reportedly.claim import RULES, THRESHOLDS, Relation, compare, keys

GOLD = pairs()
UNSEEN = [pair for pair in GOLD if pair.half != "dev"]


def test_there_is_enough_of_it_and_the_parts_share_no_claim() -> None:
    assert len(GOLD) >= 1700
    assert len(UNSEEN) >= 1400
    assert {pair.half for pair in GOLD} == {*PARTS}
    texts = [{pair.one.text for pair in GOLD if pair.half == part} for part in PARTS]
    assert sum(map(len, texts)) == len(set().union(*texts))


@pytest.mark.parametrize("kind", ["negation", "number", "entity", "time", "topic", "speaker"])
def test_there_are_hard_negatives_in_either_part(kind: str) -> None:
    for part in (UNSEEN, [pair for pair in GOLD if pair.half == "dev"]):
        assert any(p.kind == kind and p.relation is not Relation.RESTATES for p in part)


@pytest.mark.parametrize(
    ("parts", "relation", "recall"),
    [
        (("test", "fresh"), Relation.RESTATES, 0.65),
        (("test", "fresh"), Relation.CONTRADICTS, 0.8),
        (("second",), Relation.RESTATES, 0.5),
        (("second",), Relation.CONTRADICTS, 0.55),
        (("third",), Relation.RESTATES, 0.6),
        (("third",), Relation.CONTRADICTS, 0.44),
        (("fourth",), Relation.CONTRADICTS, 0.6),
        (("fifth",), Relation.CONTRADICTS, 0.65),
        (("sixth",), Relation.RESTATES, 0.7),
        (("sixth",), Relation.CONTRADICTS, 0.75),
        (("seventh",), Relation.RESTATES, 0.65),
        (("seventh",), Relation.CONTRADICTS, 0.6),
    ],
)
def test_what_is_linked_is_right_on_the_parts_that_no_weights_come_from(
    parts: tuple[str, ...], relation: Relation, recall: float
) -> None:
    """Measured at the default, the last of them blind: docs/claims.md has all figures."""
    found = score([pair for pair in GOLD if pair.half in parts], relation, THRESHOLDS[relation])
    assert found.precision >= 0.95
    assert found.recall >= recall


@pytest.mark.parametrize("kind", ["fragment", "anaphora"])
def test_what_claims_nothing_and_what_points_back_are_never_linked(kind: str) -> None:
    some = [pair for pair in GOLD if pair.kind == kind]
    assert len(some) >= 12
    assert [pair for pair in some if compare(pair.one, pair.other)] == []


def test_no_restatement_has_another_number_time_party_or_speaker() -> None:
    assert [p for p in GOLD if p.kind in _NEVER and _is_restated(p)] == []


_NEVER = {"number", "time", "speaker", "places", "opposite", "share", "condition"}


def _is_restated(pair: Pair) -> bool:
    verdict = compare(pair.one, pair.other)
    return verdict is not None and verdict.kind is Relation.RESTATES


_EDITIONS = {2: "77ceea82e72f"}


def test_other_rules_have_another_number() -> None:
    """By it a store knows that its links are of yesterday: raise it and enter what comes out."""
    found = [
        (keys(p.one), keys(p.other), compare(p.one, p.other))
        for p in GOLD
        if p.half in {"dev", "test", "fresh"}
    ]
    assert _EDITIONS[RULES] == hashlib.sha256(repr(found).encode()).hexdigest()[:12]


def test_what_is_linked_is_mostly_looked_at_at_all() -> None:
    linked = [p for p in GOLD if p.relation and compare(p.one, p.other)]
    met = [p for p in linked if len({*keys(p.one)} & {*keys(p.other)}) >= 2]
    assert len(met) / len(linked) >= 0.93
