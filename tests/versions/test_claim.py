"""Claims from graphs: nothing that they are compared by is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.factory import READING

from reportedly.graph import triples
from reportedly.graph.ntriples import node, string
from reportedly.graph.parsing import nodes
from reportedly.statement import AnalyticConfidence, Commitment, Likelihood
from reportedly.versions import claims


def test_all_statements_in_the_order_of_the_text() -> None:
    found = claims(triples(READING))
    assert [(c.text, c.in_headline) for c in found] == [
        ("Port of Velm to open in May", True),
        ("The port of Velm will open in May", False),
        ("We are ready … and so is the crew", False),
        ("the date very unlikely", False),
        ("unlikely", False),
    ]


def test_the_chain_from_the_publisher_inwards() -> None:
    opening = claims(triples(READING))[1]
    assert [(v.name, v.commitment, v.depth, v.cue) for v in opening.voices] == [
        ("Coastal Post", Commitment.UNCOMMITTED, 1, ""),
        ("Northern Herald", Commitment.UNCOMMITTED, 2, ""),
        ("two officials", Commitment.CERTAIN, 3, "told"),
    ]
    assert opening.speakers == {"two officials"}
    assert opening.speaker == "two officials"


def test_how_firm_an_assessment_is() -> None:
    doubt = claims(triples(READING))[3]
    assert doubt.hedges == ("very unlikely",)
    assert doubt.degrees == (Likelihood.VERY_UNLIKELY,)
    assert doubt.confidences == (AnalyticConfidence.MODERATE,)


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    line = f"{node('s')} {node('p')} {string(text)} ."
    expected = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    assert nodes([line]) == {"s": {"p": [expected]}}


def test_a_line_that_is_no_triple() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        nodes(["nonsense"])
