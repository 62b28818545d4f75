"""The ontology files are complete, small, and the same as the constants in code."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from tests.graph.factory import READING

from reportedly import statement
from reportedly.claim import Relation
from reportedly.correction import Act as Correcting
from reportedly.correction import Correction, Mark
from reportedly.graph import Link, copy_triples, link_triples, runs, triples, vocabulary
from reportedly.graph.curation import curation
from reportedly.graph.ledger import ledger
from reportedly.identity.judgement import Act, Judgement
from reportedly.resources import folder
from reportedly.statement import Actor, ActorType

REP, SC, SCHEMA = vocabulary.REP, vocabulary.SC, vocabulary.SCHEMA
ONTOLOGY = Graph().parse(folder("ontology") / "reportedly.ttl")
SCALES = Graph().parse(folder("ontology") / "scales.ttl")
ALIGNMENTS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.relatedMatch,
)
EXAMPLE_PREFIXES = {
    **vocabulary.PREFIXES,
    "ac": "https://w3id.org/reportedly/kg/actor/",
    "d": "https://w3id.org/reportedly/kg/doc/00112233aabbccdd#",
}
_NOW = datetime(2024, 5, 17, tzinfo=UTC)
JUDGEMENTS = (
    Judgement(
        Act.MERGE,
        "https://w3id.org/reportedly/kg/actor/a",
        "https://w3id.org/reportedly/kg/actor/b",
        "anna",
        _NOW,
        "one",
        "m",
        1.0,
        "A",
        "B",
    ),
    Judgement(
        Act.SPLIT, "https://w3id.org/reportedly/kg/actor/c", "https://x.example/d", "anna", _NOW
    ),
)


_STATEMENT = Mark("https://w3id.org/reportedly/kg/doc/00112233aabbccdd#st-1-5", (), ("four",))
_HERALD = "https://w3id.org/reportedly/kg/actor/herald"
CORRECTIONS = (
    Correction(
        Correcting.ACTOR, "anna", _NOW, "heard it", "0011", mark=_STATEMENT, value=_HERALD, number=1
    ),
    Correction(Correcting.RELIABILITY, "anna", _NOW, subject=_HERALD, value="B", number=2),
)
LINKS = (
    Link(
        "https://w3id.org/reportedly/kg/doc/00112233aabbccdd#st-1-9",
        "https://w3id.org/reportedly/kg/doc/44556677eeff0011#st-3-8",
        Relation.RESTATES,
        0.9,
        "same words",
    ),
)


def declared(*kinds: URIRef) -> set[str]:
    found = {str(s) for kind in kinds for s in ONTOLOGY.subjects(RDF.type, kind)}
    return {term for term in found if term.startswith(REP)}


CLASSES = declared(OWL.Class)
PROPERTIES = declared(OWL.ObjectProperty, OWL.DatatypeProperty)
TERMS = sorted(CLASSES | PROPERTIES)


def constants(namespace: str) -> set[str]:
    values = vars(vocabulary).values()
    return {v for v in values if isinstance(v, str) and v.startswith(namespace) and v != namespace}


def test_the_ontology_stays_small() -> None:
    assert len(CLASSES) <= 12
    assert len(PROPERTIES) <= 30


def test_every_term_of_the_ontology_has_a_constant_and_the_other_way_round() -> None:
    assert constants(REP) == set(TERMS)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_label_comment_example_and_alignment(term: str) -> None:
    this = URIRef(term)
    assert [label.language for label in ONTOLOGY.objects(this, RDFS.label)] == ["en"]
    assert [comment.language for comment in ONTOLOGY.objects(this, RDFS.comment)] == ["en"]
    assert len(list(ONTOLOGY.objects(this, SKOS.example))) == 1
    assert any((this, relation, None) in ONTOLOGY for relation in ALIGNMENTS)


@pytest.mark.parametrize("term", TERMS)
def test_every_example_is_turtle_that_uses_the_term(term: str) -> None:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in EXAMPLE_PREFIXES.items())
    example = Graph().parse(
        data=head + str(ONTOLOGY.value(URIRef(term), SKOS.example)), format="turtle"
    )
    used = {str(node) for triple in example for node in triple}
    assert term in used
    assert {node for node in used if node.startswith(REP)} <= set(TERMS)


def test_only_vocabularies_whose_inferences_we_want_are_superclasses() -> None:
    wanted = (REP, vocabulary.PROV, vocabulary.SKOS, "http://www.w3.org/2006/time#")
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        for above in ONTOLOGY.objects(None, relation):
            assert str(above).startswith(wanted)


def test_domains_and_ranges_of_our_own_are_declared_classes() -> None:
    for relation in (RDFS.domain, RDFS.range):
        for value in map(str, ONTOLOGY.objects(None, relation)):
            assert value in CLASSES or not value.startswith(REP)


def test_every_enumeration_of_a_statement_is_a_scale() -> None:
    enumerations = {
        value
        for value in vars(statement).values()
        if inspect.isclass(value) and issubclass(value, StrEnum) and value is not StrEnum
    }
    assert enumerations - {statement.ActorType} <= set(vocabulary.SCHEMES.values())
    assert set(vocabulary.ACTOR_CLASS) == set(statement.ActorType)


def test_the_schemes_in_the_file_are_those_in_code() -> None:
    assert {str(s) for s in SCALES.subjects(RDF.type, SKOS.ConceptScheme)} == set(
        vocabulary.SCHEMES
    )


@pytest.mark.parametrize("scheme", vocabulary.SCHEMES)
def test_a_scheme_has_the_terms_of_its_enumeration_and_a_source(scheme: str) -> None:
    this = URIRef(scheme)
    terms = {str(term) for term in SCALES.subjects(SKOS.inScheme, this)}
    assert terms == {vocabulary.scale_term(value) for value in vocabulary.SCHEMES[scheme]}
    assert SCALES.value(this, SKOS.prefLabel)
    assert SCALES.value(this, SKOS.definition)
    published = URIRef(f"{vocabulary.DCTERMS}source")
    assert SCALES.value(this, published) or SCALES.value(this, RDFS.seeAlso)


def test_every_term_of_a_scale_is_labelled_and_defined() -> None:
    for term in SCALES.subjects(SKOS.inScheme, None):
        assert str(term).startswith(SC)
        assert SCALES.value(term, SKOS.prefLabel)
        assert SCALES.value(term, SKOS.definition)


def test_the_degrees_of_likelihood_meet_without_gaps() -> None:
    """ICD 203 (2015), D.6.e.2.a: 1 to 99 per cent in seven degrees."""
    low, high = URIRef(f"{SCHEMA}minValue"), URIRef(f"{SCHEMA}maxValue")
    degrees = [URIRef(vocabulary.scale_term(value)) for value in statement.Likelihood]
    bounds = [(float(SCALES.value(d, low)), float(SCALES.value(d, high))) for d in degrees]
    assert (bounds[0][0], bounds[-1][1]) == (0.01, 0.99)
    assert all(before[1] == after[0] for before, after in pairwise(bounds))


def test_every_degree_of_likelihood_has_a_range() -> None:
    low, high = URIRef(f"{SCHEMA}minValue"), URIRef(f"{SCHEMA}maxValue")
    degrees = {
        URIRef(vocabulary.scale_term(value))
        for scale in (statement.Likelihood, statement.PhiaLikelihood, statement.IpccLikelihood)
        for value in scale
    }
    assert set(SCALES.subjects(low, None)) == set(SCALES.subjects(high, None)) == degrees
    for degree in degrees:
        assert 0 <= float(SCALES.value(degree, low)) < float(SCALES.value(degree, high)) <= 1


def test_factbank_signs_are_spelt_out() -> None:
    assert vocabulary.scale_term(statement.Commitment.PROBABLE) == f"{SC}PRplus"
    assert vocabulary.scale_term(statement.Commitment.NOT_CERTAIN) == f"{SC}PSminus"
    assert vocabulary.scale_term(statement.Commitment.UNCOMMITTED) == f"{SC}Uu"
    assert vocabulary.scale_term(statement.SpeechMode.DOCUMENT) == f"{SC}document-level"


def test_graphs_are_written_in_the_vocabulary_and_use_all_of_its_foreign_terms() -> None:
    written = set()
    known_actor = Actor("kyiv", "Kyiv", ActorType.PLACE)
    reading = replace(READING, actors=(*READING.actors, known_actor))
    lines = [
        *triples(reading),
        *curation(JUDGEMENTS),
        *ledger(CORRECTIONS, {}),
        *copy_triples("00112233aabbccdd", "44556677eeff0011"),
        *runs.beginning(_NOW, "reportedly/0.1.0"),
        *runs.bringing(_NOW, "https://w3id.org/reportedly/kg/a", ["https://x.example/b"]),
        *runs.ending(_NOW, _NOW, {"new": 1}),
        *link_triples(LINKS),
    ]
    for subject, predicate, thing in (line[:-2].split(" ", 2) for line in lines):
        assert subject.startswith("<https://w3id.org/reportedly/kg/")
        written.add(predicate)
        if predicate == f"<{vocabulary.TYPE}>":
            written.add(thing)
        written.add(thing.rpartition("^^")[2])
    known = {f"<{term}>" for term in vars(vocabulary).values() if isinstance(term, str)}
    predicates = {line.split(" ", 2)[1] for line in lines}
    assert predicates <= known
    foreign = {f"<{t}>" for t in constants("http") if not t.startswith((REP, SC))}
    namespaces = {f"<{iri}>" for iri in vocabulary.PREFIXES.values()}
    assert foreign - namespaces <= written
