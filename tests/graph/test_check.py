"""The shapes accept our graphs and the gold one, and name what is wrong with any other."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Graph, URIRef
from tests.graph.factory import ARTICLE, READING, TEXT, any_text, at

from reportedly.article import Span
from reportedly.graph import Anchor, Violation, broken_anchors, grounded, triples, violations
from reportedly.graph.iri import anchor_iri, document_iri
from reportedly.graph.rdf import graph_of
from reportedly.graph.vocabulary import PREFIXES
from reportedly.resources import folder

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "seed-article.ttl"
CURATION = SHARED / "design" / "named-graphs-example.trig"
D = document_iri(ARTICLE)


def test_our_graphs_conform() -> None:
    assert violations(triples(READING)) == []


def test_a_reading_without_statements_conforms() -> None:
    assert violations(triples(replace(READING, statements=(), works=(), events=()))) == []


def test_an_rdflib_graph_will_do_as_well() -> None:
    assert violations(graph_of(triples(READING))) == []


def test_the_gold_graph_conforms() -> None:
    if not GOLD.exists():
        pytest.skip(f"no gold graph at {GOLD}")
    assert violations(Graph().parse(GOLD)) == []


def test_the_shapes_are_shapes() -> None:
    import pyshacl

    shapes = Graph().parse(folder("ontology") / "shapes.ttl")
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def expanded(turtle: str) -> str:
    """Return a pattern in which prefixed names stand for IRIs of N-Triples lines."""
    prefixes = {**PREFIXES, "d": f"{D}#", "ac": "https://w3id.org/reportedly/kg/actor/"}
    named = "|".join(sorted(prefixes, key=len, reverse=True))
    pattern = re.compile(rf"\b({named}):([\w=,;.-]*\w)")
    return pattern.sub(lambda m: f"<{prefixes[m[1]]}{m[2]}>", turtle)


def without(pattern: str) -> list[str]:
    lines = triples(READING)
    left = [line for line in lines if not line.startswith(expanded(pattern))]
    assert len(left) < len(lines), pattern
    return left


def also(*lines: str) -> list[str]:
    return [*triples(READING), *(f"{expanded(line)} ." for line in lines)]


def changed(old: str, new: str) -> list[str]:
    lines = [line.replace(expanded(old), expanded(new)) for line in triples(READING)]
    assert tuple(lines) != triples(READING), old
    return lines


told = at("told")
TOLD = f"char={told.start},{told.end}"
HOP1, HOP2 = (f"d:st-ready-a{n} rep:attributedTo" for n in (1, 2))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (without(f"<{D}> schema:publisher"), "exactly one publisher"),
        (also(f"<{D}> schema:publisher ac:northern-herald"), "exactly one publisher"),
        (without(f"<{D}> rep:when"), "exactly one publication time"),
        (without(f"<{D}> dcterms:issued"), "one EDTF string"),
        (changed('"2024-04-18" .', '"last Thursday" .'), "one EDTF string"),
        (without(f"<{D}> schema:sha256"), "SHA-256"),
        (without(f"<{D}> rep:extractedBy"), "names the extraction that read it"),
        (without("d:work-union-report rdfs:label"), "hash of its text, or"),
        (without("d:x schema:softwareVersion"), "the software and its version"),
        (without("ac:ana-kovac schema:name"), "exactly one name"),
        (also('ac:ana-kovac schema:name "Anna"'), "exactly one name"),
        (without("d:actor-officials rdfs:label"), "the description that the text gives"),
        (also("d:actor-officials owl:sameAs ac:velm"), "may not be identified"),
        (also('d:actor-officials schema:name "Bob"'), "has no name"),
        (
            also("ac:someone rdf:type rep:UnnamedActor", 'ac:someone rdfs:label "someone"'),
            "belongs to its document",
        ),
        (without("d:st-part rep:text"), "has a text"),
        (without("d:st-part rep:anchor"), "anchored in the text"),
        (without("d:st-part rep:attribution"), "chain of attributions"),
        (without("d:st-ready rep:attribution d:st-ready-a2"), "exactly one outermost hop"),
        (without("d:st-ready-a1 rep:relayedBy"), "exactly one outermost hop"),
        (without("d:st-ready-a1 rep:attributedTo"), "attributed to exactly one actor"),
        (
            changed(f"{HOP1} ac:ana-kovac", f"{HOP1} ac:nobody"),
            "attributed to an actor of the graph",
        ),
        (
            changed(f"{HOP2} ac:coastal-post", f"{HOP2} ac:velm"),
            "must be the publisher",
        ),
        (
            also("d:st-opening-a3 rep:relayedBy d:st-opening-a1"),
            "the chain is cyclic",
        ),
        (without("d:st-part rep:extractedBy"), "names the extraction that found it"),
        (changed('"0.87"', '"1.87"'), "decimal from 0 to 1"),
        (changed('"0.87"', '"high"'), "decimal from 0 to 1"),
        (changed("sc:CTplus", "sc:certain"), "from FactBank's scale"),
        (changed("sc:direct", "sc:spoken"), "one speech mode"),
        (also('d:st-opening-a2 rep:cue "wrote"'), "hop with cue words is anchored"),
        (also('d:st-opening-a1 rep:cue "wrote"'), "at most one cue"),
        (without("d:st-doubt rep:evaluation"), "an assessment evaluates"),
        (without("d:st-doubt-e1 rep:target"), "one target"),
        (also("d:st-doubt-e2 rep:target d:nothing"), "one target"),
        (changed("sc:disputes", "sc:hates"), "one stance"),
        (changed("sc:very-unlikely", "sc:rare"), "degree of ICD 203"),
        (changed("sc:moderate-confidence", "sc:sure"), "high, moderate or low"),
        (without("d:st-doubt-e1 rep:hedge"), "words that express it"),
        (without("d:ev-strike rdfs:label"), "an event has a label"),
        (without("d:ev-strike rep:anchor"), "an event is anchored"),
        (without("d:t-may rep:dateBasis"), "how it is known"),
        (changed('rep:edtf "2024-05"', 'rep:edtf "in May"'), "one EDTF string"),
        (changed('"2024-05-01"', '"2025-05-01"'), "earliest day is after the latest"),
        (changed('"2024-05-01"', '"the first"'), "earliest day is a date"),
        (without(f"d:{TOLD} oa:hasSource"), "exactly one document"),
        (without(f"d:{TOLD};pos oa:start"), "one position selector"),
        (without(f"d:{TOLD};quote oa:exact"), "one quote selector"),
        (without(f"d:{TOLD} oa:hasSelector d:{TOLD};pos"), "two selectors"),
        (changed(f'"{told.end}"', f'"{told.end + 1}"'), "length of the quote differs"),
        (changed(f'"{told.end}"', '"the end"'), "one end, an integer"),
        (changed(f'"{told.start}"', '"-3"'), "one start, an integer from 0 on"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(lines: list[str], message: str) -> None:
    found = violations(lines)
    assert any(message in violation.message for violation in found), found


def test_a_violation_names_the_node_and_the_value() -> None:
    found = violations(changed("sc:disputes", "sc:hates"))
    assert found == [
        Violation(f"{D}#st-doubt-e1", "an evaluation has one stance", f"{PREFIXES['sc']}hates")
    ]


def test_a_comparison_names_the_document_and_the_node() -> None:
    (found,) = violations(changed('"2024-05-01"', '"2025-05-01"'))
    assert (found.focus, found.value) == (D, f"{D}#t-may")


def test_checking_writes_nothing_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    violations(changed('"2024-05-01"', '"the first"'))
    assert not caplog.records


CORRECTION = (
    "rdf:type rep:Correction",
    "rep:corrects d:st-ready-a1",
    "rep:verdict sc:replaced",
    "rep:replacement <https://w3id.org/reportedly/kg/correction/1#a>",
    "prov:wasAssociatedWith <https://w3id.org/reportedly/kg/person/7>",
    'prov:endedAtTime "2024-05-01T10:00:00Z"^^xsd:dateTime',
)


def correction(*parts: str) -> list[str]:
    return [f"<https://w3id.org/reportedly/kg/correction/1> {expanded(part)} ." for part in parts]


def test_a_correction_conforms() -> None:
    assert violations(correction(*CORRECTION)) == []


@pytest.mark.parametrize("left_out", [1, 2, 4, 5])
def test_a_correction_is_whole(left_out: int) -> None:
    parts = CORRECTION[:left_out] + CORRECTION[left_out + 1 :]
    assert len(violations(correction(*parts))) == 1


# rdflib's TriG parser uses what rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
def test_the_curation_graph_of_the_design_conforms() -> None:
    if not CURATION.exists():
        pytest.skip(f"no example at {CURATION}")
    dataset = Dataset()
    dataset.parse(CURATION, format="trig")
    name = URIRef("https://w3id.org/reportedly/kg/graph/curation")
    assert violations(dataset.graph(name)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ac:velm rep:reliability sc:G", "reliability is one grade, A to F"),
        ("d:st-ready rep:credibility sc:A", "credibility is one grade, 1 to 6"),
    ],
)
def test_grades_are_of_the_admiralty_code(line: str, message: str) -> None:
    (found,) = violations([f"{expanded(line)} ."])
    assert found.message == message


# ------------------------------------------------------------------------------------- anchors

STORED = {ARTICLE.version: TEXT}.get


def anchor(span: Span, exact: str | None = None, document: str = D) -> Anchor:
    return Anchor(document, span.start, span.end, span.of(TEXT) if exact is None else exact)


def test_anchors_that_hold_are_not_mentioned() -> None:
    assert broken_anchors([anchor(told), anchor(at("Velm"))], STORED) == []


def test_an_anchor_with_other_words_is_broken() -> None:
    assert broken_anchors([anchor(told, "said")], STORED) == [
        Violation(anchor_iri(D, told), "its document has 'told' there", "said")
    ]


def test_an_anchor_outside_its_text_is_broken() -> None:
    for span in (Span(-1, 3), Span(3, 3), Span(3, len(TEXT) + 1)):
        (found,) = broken_anchors([anchor(span)], STORED)
        assert found.message == f"its document has only {len(TEXT)} characters"


def test_an_anchor_in_a_text_that_is_not_stored_is_broken() -> None:
    elsewhere = "https://w3id.org/reportedly/kg/doc/0000"
    (found,) = broken_anchors([anchor(told, document=elsewhere)], STORED)
    assert found == Violation(
        anchor_iri(elsewhere, told), "the text of its document is not stored", "told"
    )


@given(st.text(min_size=1), st.integers(0, 99), st.integers(1, 99), any_text)
def test_an_anchor_holds_just_when_its_words_are_there(
    text: str, start: int, length: int, words: str
) -> None:
    exact = text[start : start + length]
    inside = start + length <= len(text)
    row = Anchor(D, start, start + length, exact)
    assert (broken_anchors([row], lambda _: text) == []) is inside
    if words != exact:
        assert broken_anchors([row._replace(exact=words)], lambda _: text)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, len(TEXT)))
def test_what_is_grounded_conforms_whatever_is_stored(length: int) -> None:
    """A text cut off anywhere loses statements, times, works, events and mentions alike."""
    reading, issues = grounded(READING, replace(ARTICLE, text=TEXT[:length]))
    assert issues or length >= TEXT.index(" goes on")  # no part has words behind that
    assert violations(triples(reading)) == []
