"""What became of the statements between two versions, on claims made up for it."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from reportedly.graph import vocabulary
from reportedly.graph.rdf import read_turtle
from reportedly.statement import AnalyticConfidence, Commitment, Degree, Likelihood
from reportedly.versions import KINDS, RANGES, Claim, Kind, Voice, compare, counted, shifts

_NUMBERS = count()


def claim(
    text: str,
    *speakers: str,
    hedges: str = "",
    commitment: Commitment = Commitment.CERTAIN,
    cue: str = "said",
    degrees: tuple[Degree, ...] = (),
    confidences: tuple[AnalyticConfidence, ...] = (),
) -> Claim:
    """A claim that the Gazette relays from `speakers`, outer to inner; by default the mayor's."""
    chain = speakers or ("mayor",)
    voices = [Voice("gazette", "Gazette", Commitment.UNCOMMITTED, 1)] + [
        Voice(name, name, commitment if name == chain[-1] else Commitment.UNCOMMITTED, depth, cue)
        for depth, name in enumerate(chain, 2)
        if name != "gazette"
    ]
    words = tuple(filter(None, hedges.split("|")))
    return Claim(f"#{next(_NUMBERS)}", text, 0, tuple(voices), words, degrees, confidences)


def own(text: str, hedges: str = "") -> Claim:
    return claim(text, "gazette", hedges=hedges)


def kind(before: Claim, after: Claim) -> str:
    pairs = compare([before], [after])
    return "+".join(pair.kind for pair in pairs)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (claim("The dam will hold"), claim("The  dam will hold"), "same"),
        (claim("120 people left the town"), claim("180 people left the town"), "reworded"),
        (claim("The dam holds"), claim("The bridge was closed by police"), "added+dropped"),
        (claim("The dam holds"), claim("The dam holds", "engineers"), "reattributed"),
        (claim("The dam holds"), claim("The dam holds", "Courier", "mayor"), "reattributed"),
        # hedges
        (claim("The dam may break", hedges="may"), claim("The dam will break"), "hardened"),
        (
            claim("The dam breaks"),
            claim("The dam allegedly breaks", hedges="allegedly"),
            "softened",
        ),
        (
            claim("The dam may allegedly break", hedges="may|allegedly"),
            claim("The dam may break", hedges="may"),
            "hardened",
        ),
        (
            claim("The dam may break", hedges="may"),
            claim("The dam allegedly broke", hedges="allegedly"),
            "reworded",
        ),
        # estimative words go by the ranges of their scale, to either side
        (
            claim("A breach is likely", hedges="likely"),
            claim("A breach is very likely", hedges="very likely"),
            "hardened",
        ),
        (
            claim("A breach is unlikely", hedges="unlikely"),
            claim("A breach is very unlikely", hedges="very unlikely"),
            "hardened",
        ),
        (
            claim("A breach is almost certain", hedges="almost certain"),
            claim("A breach"),
            "hardened",
        ),
        (
            claim("A breach is very likely", hedges="very likely"),
            claim("A breach is likely", hedges="likely"),
            "softened",
        ),
        (
            claim("A breach is likely", hedges="likely"),
            claim("A breach is unlikely", hedges="unlikely"),
            "reversed",
        ),
        (
            claim("A breach is likely soon", hedges="likely"),
            claim("A breach is allegedly soon", hedges="allegedly"),
            "mixed",
        ),
        # what a speaker commits to, and the cue that tells
        (
            claim("The dam is safe", cue="believes", commitment=Commitment.PROBABLE),
            claim("The dam is safe", cue="confirmed"),
            "hardened",
        ),
        (
            claim("The dam is safe", commitment=Commitment.POSSIBLE),
            claim("The dam is safe"),
            "same",  # with the same words and cue only the reading of it can differ
        ),
        (claim("The dam is safe"), claim("The dam is not safe"), "reversed"),
        (claim("Nobody has to leave"), claim("Everybody has to leave"), "reversed"),
        # who says it
        (claim("The dam is safe"), own("The dam is safe"), "hardened"),
        (own("The dam is safe"), claim("The dam is safe"), "softened"),
    ],
)
def test_kinds(before: Claim, after: Claim, expected: str) -> None:
    assert kind(before, after) == expected


def test_an_analyst_s_confidence_is_compared_by_its_level() -> None:
    low, high = (
        claim("A breach is likely", hedges="likely", confidences=(level,))
        for level in (AnalyticConfidence.LOW, AnalyticConfidence.HIGH)
    )
    assert [shift.sign for shift in shifts(low, high)] == [1]
    assert [shift.sign for shift in shifts(high, low)] == [-1]


def test_another_scale_is_no_other_word() -> None:
    from reportedly.statement import PhiaLikelihood

    icd, phia = (
        claim("A breach is unlikely", hedges="unlikely", degrees=(degree,))
        for degree in (Likelihood.UNLIKELY, PhiaLikelihood.UNLIKELY)
    )
    assert shifts(icd, phia) == ()


def test_notes_say_what_differs() -> None:
    before = claim("120 people may leave", hedges="may")
    (pair,) = compare([before], [claim("180 people leave")])
    assert pair.notes == ("hedges: may → –", "numbers: 120 → 180")


def test_each_statement_is_paired_once_and_with_the_likest() -> None:
    before = [claim("The dam will hold"), claim("The dam will hold"), claim("The road is closed")]
    after = [claim("The road is closed today"), claim("The dam will hold")]
    pairs = compare(before, after)
    assert [(p.before and p.before.iri, p.kind) for p in pairs] == [
        (before[2].iri, Kind.REWORDED),
        (before[0].iri, Kind.SAME),
        (before[1].iri, Kind.DROPPED),
    ]


_claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(
            ["the dam will hold", "the dam may hold", "road closed", "", "no dam", "12 left"]
        ),
        st.sampled_from(["mayor", "gazette", "officials"]),
        hedges=st.sampled_from(["", "may", "likely", "unlikely|may"]),
    ),
    max_size=6,
)


@given(_claims, _claims)
def test_every_statement_is_accounted_for(before: list[Claim], after: list[Claim]) -> None:
    pairs = compare(before, after)
    assert Counter(p.before.iri for p in pairs if p.before) == Counter(c.iri for c in before)
    assert [p.after.iri for p in pairs if p.after] == [c.iri for c in after]
    assert sum(counted(pairs).values()) == len(pairs)
    assert list(counted(pairs)) == list(KINDS)


@given(_claims)
def test_against_itself_all_is_the_same(claims: list[Claim]) -> None:
    assert {pair.kind for pair in compare(claims, claims)} <= {Kind.SAME}


@given(_claims, _claims)
def test_what_hardened_one_way_softened_the_other(one: list[Claim], other: list[Claim]) -> None:
    for before, after in zip(one, other, strict=False):
        there, back = shifts(before, after), shifts(after, before)
        assert sorted(shift.sign for shift in there) == sorted(-shift.sign for shift in back)


def test_ranges_are_those_of_the_scales() -> None:
    graph = read_turtle(ROOT / "ontology" / "scales.ttl")
    query = f"""SELECT ?term ?low ?high {{
        ?term <{vocabulary.SCHEMA}minValue> ?low ; <{vocabulary.SCHEMA}maxValue> ?high }}"""
    told = {str(term): (float(low), float(high)) for term, low, high in graph.query(query)}  # type: ignore[misc]
    assert told == {vocabulary.scale_term(degree): bounds for degree, bounds in RANGES.items()}
