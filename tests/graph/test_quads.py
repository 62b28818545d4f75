"""A reading becomes triples: all of it, in the same order, whatever characters are in it."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal
from tests.graph.factory import HEADLINE, READING, TEXT, any_reading, any_text, at, said

from reportedly.article import Span
from reportedly.graph import ntriples, triples
from reportedly.graph.iri import document_iri, graph_iri
from reportedly.graph.vocabulary import PREFIXES
from reportedly.statement import (
    Actor,
    ActorType,
    DateBasis,
    Reading,
    TemporalExtent,
)

D = document_iri(READING.article)


def turtle(*statements: str) -> set[str]:
    """Return the N-Triples lines of Turtle in which `d:` is the article's document."""
    prefixes = {**PREFIXES, "d": f"{D}#", "ac": "https://w3id.org/reportedly/kg/actor/"}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    data = head + "\n".join(statements)
    parsed = pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in parsed}


def about(subject: str, reading: Reading = READING) -> set[str]:
    """Return what the graph says of a subject, in pyoxigraph's spelling."""
    lines = "\n".join(line for line in triples(reading) if line.startswith(f"<{subject}> "))
    parsed = pyoxigraph.parse(lines.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in parsed}


def place(words: str, nth: int = 0) -> str:
    return f"<{D}#char={at(words, nth).start},{at(words, nth).end}>"


def test_the_document_tells_what_its_source_says() -> None:
    assert about(D) == turtle(
        f'<{D}> a rep:Document , schema:NewsArticle ; schema:headline "{HEADLINE}"@en ;',
        f'schema:sha256 "{READING.article.sha256}" ; schema:publisher ac:coastal-post ;',
        'schema:url "https://coastal.example/velm"^^xsd:anyURI ; schema:author "Jo Marsh" ;',
        'dcterms:identifier "velm.html" ; dcterms:language "en" ; dcterms:issued "2024-04-18" ;',
        'schema:articleSection "Ports" ;',
        f"rep:when d:t-pub ; rep:extractedBy d:x ; rep:anchor {place(HEADLINE)} .",
    )


def test_where_the_bytes_came_from_stays_out_of_the_graph() -> None:
    assert not any("nowhere" in line for line in triples(READING))


def test_the_extraction_names_software_and_model_but_no_time() -> None:
    model = "https://w3id.org/reportedly/kg/model/en_core_web_sm-3.8.0"
    agent = "https://w3id.org/reportedly/kg/agent/reportedly-0.1.0"
    assert about(f"{D}#x") == turtle(
        f"d:x a rep:Extraction ; prov:used <{D}> , <{model}> ; prov:wasAssociatedWith <{agent}> ;",
        'schema:softwareVersion "reportedly/0.1.0" .',
    )
    assert about(model) == turtle(
        f'<{model}> a prov:Entity ; schema:name "en_core_web_sm" ;',
        f'schema:softwareVersion "3.8.0" ; schema:sha256 "{"ab" * 32}" .',
    )
    assert about(agent) == turtle(f"<{agent}> a prov:SoftwareAgent .")
    assert not any("dateTime" in line for line in triples(READING))


def test_a_named_actor_is_shared_and_an_unnamed_one_described() -> None:
    assert about("https://w3id.org/reportedly/kg/actor/harbour-union") == turtle(
        'ac:harbour-union a rep:Actor , schema:Organization ; schema:name "Harbour Union" ;',
        f'schema:alternateName "HU" ; rep:anchor {place("Harbour Union")} .',
    )
    assert about(f"{D}#actor-officials") == turtle(
        'd:actor-officials a rep:Actor , rep:UnnamedActor ; rdfs:label "two officials"@en ;',
        'schema:numberOfItems "2" ; schema:affiliation ac:velm ;',
        f'skos:scopeNote "two officials"@en ; rep:anchor {place("two officials")} .',
    )


def test_pronouns_are_no_places_of_an_actor() -> None:
    text = "Maria Costa left. She was tired."
    costa = Actor("costa", "Maria Costa", ActorType.PERSON, (Span(0, 11), Span(18, 21)))
    reading = replace(
        READING,
        article=replace(READING.article, text=text),
        actors=(costa,),
        publisher="costa",
        headline=None,
        attributions=(),
        times=(),
        works=(),
        events=(),
        statements=(),
    )
    anchors = [line for line in triples(reading) if "#anchor>" in line]
    assert [line.split("#char=")[1][:4] for line in anchors] == ["0,11"]


def test_actors_that_share_a_name_but_for_case_are_one_with_one_name() -> None:
    loud = Actor("LOUD", "ANA KOVAČ", ActorType.PERSON)
    lines = about(
        "https://w3id.org/reportedly/kg/actor/ana-kovac",
        replace(READING, actors=(*READING.actors, loud)),
    )
    assert turtle('ac:ana-kovac schema:name "Ana Kovač" .') <= lines
    assert turtle('ac:ana-kovac schema:alternateName "ANA KOVAČ" .') <= lines
    assert sum("/name>" in line for line in lines) == 1


def test_a_statement_keeps_its_words_its_places_and_its_chain() -> None:
    assert about(f"{D}#st-opening") == turtle(
        'd:st-opening a rep:Statement ; rep:text "The port of Velm will open in May"@en ;',
        f"rep:anchor {place('The port of Velm will open in May')} ; rep:about ac:velm ;",
        "rep:when d:t-may ; rep:modelConfidence 0.87 ; rep:extractedBy d:x ;",
        "rep:attribution d:st-opening-a1 , d:st-opening-a2 , d:st-opening-a3 .",
    )
    assert about(f"{D}#st-opening-a1") == turtle(
        "d:st-opening-a1 a rep:Attribution ; rep:attributedTo d:actor-officials ;",
        'rep:factuality sc:CTplus ; rep:speechMode sc:indirect ; rep:cue "told" ;',
        f"rep:anchor {place('two officials')} , {place('told')} ;",
        "rep:statedAt d:t-tuesday ; rep:relayedBy d:st-opening-a2 .",
    )
    assert about(f"{D}#st-opening-a3") == turtle(
        "d:st-opening-a3 a rep:Attribution ; rep:attributedTo ac:coastal-post ;",
        f"rep:factuality sc:Uu ; rep:speechMode sc:document-level ; rep:viaDocument <{D}> .",
    )


def test_a_split_quote_is_joined_and_its_white_space_tidied() -> None:
    assert turtle('d:st-ready rep:text "We are ready … and so is the crew"@en .') <= about(
        f"{D}#st-ready"
    )


def test_an_assessment_is_a_statement_too_and_judges_statements_and_events() -> None:
    lines = about(f"{D}#st-doubt")
    assert (
        turtle(
            'd:st-doubt a rep:Statement , rep:Assessment ; rep:hedge "very unlikely" ;',
            "rep:evaluation d:st-doubt-e1 , d:st-doubt-e2 .",
        )
        <= lines
    )
    assert about(f"{D}#st-doubt-e1") == turtle(
        "d:st-doubt-e1 a rep:Evaluation ; rep:target d:st-opening ; rep:stance sc:disputes ;",
        'rep:likelihood sc:very-unlikely ; rep:hedge "very unlikely" ;',
        "rep:analyticConfidence sc:moderate-confidence .",
    )
    assert about(f"{D}#st-doubt-e2") == turtle(
        "d:st-doubt-e2 a rep:Evaluation ; rep:target d:ev-strike ; rep:stance sc:neutral ."
    )


def test_parts_works_and_events_are_linked() -> None:
    report = place("The Harbour Union's report")
    assert turtle("d:st-part dcterms:isPartOf d:st-doubt .") <= about(f"{D}#st-part")
    assert turtle("d:st-doubt-a1 rep:viaDocument d:work-union-report .") <= about(
        f"{D}#st-doubt-a1"
    )
    assert about(f"{D}#work-union-report") == turtle(
        'd:work-union-report a rep:Document ; rdfs:label "Harbour Union report"@en ;',
        f"schema:publisher ac:harbour-union ; rep:anchor {report} .",
    )
    assert about(f"{D}#ev-strike") == turtle(
        'd:ev-strike a rep:Event ; rdfs:label "strike of the doctors"@en ;',
        f"rep:participant d:actor-doctors ; rep:anchor {place('strike of the doctors')} .",
    )


def test_a_vague_time_has_only_the_bounds_it_has() -> None:
    assert about(f"{D}#t-may") == turtle(
        'd:t-may a rep:TemporalExtent ; rdfs:label "May"@en ; rep:edtf "2024-05" ;',
        'sem:hasEarliestBeginTimeStamp "2024-05-01"^^xsd:date ; rep:dateBasis sc:relative ;',
        'sem:hasLatestEndTimeStamp "2024-05-31"^^xsd:date ;',
        f"rep:anchor {place('May', 1)} .",
    )
    assert about(f"{D}#t-tuesday") == turtle(
        'd:t-tuesday a rep:TemporalExtent ; rdfs:label "Tuesday"@en ; rep:dateBasis sc:relative ;',
        'sem:hasLatestEndTimeStamp "2024-04-18"^^xsd:date ;',
        f"rep:anchor {place('Tuesday')} .",
    )


def test_a_place_in_the_text_has_position_and_quote_with_twenty_characters_around() -> None:
    span = at("told")
    name = f"{D}#char={span.start},{span.end}"
    assert about(name) == turtle(
        f"<{name}> a oa:SpecificResource ; oa:hasSource <{D}> ;",
        f"oa:hasSelector <{name};pos> , <{name};quote> .",
    )
    assert about(f"{name};pos") == turtle(
        f"<{name};pos> a oa:TextPositionSelector ; oa:start {span.start} ; oa:end {span.end} ."
    )
    assert about(f"{name};quote") == turtle(
        f'<{name};quote> a oa:TextQuoteSelector ; oa:exact "told" ;',
        f'oa:prefix "{TEXT[span.start - 20 : span.start]}" ;',
        f'oa:suffix "{TEXT[span.end : span.end + 20]}" .',
    )


def test_a_statement_in_the_headline_is_part_of_it() -> None:
    lines = about(f"{D}#st-title")
    assert turtle(f"d:st-title schema:isPartOf {place(HEADLINE)} .") <= lines
    assert not any("schema.org/isPartOf" in line for line in about(f"{D}#st-opening"))


def test_a_document_without_a_date_was_issued_at_an_unknown_time() -> None:
    unknown = TemporalExtent("t-pub", None, None, None, None, DateBasis.UNKNOWN)
    inferred = TemporalExtent("t-pub", None, "2024", date(2024, 1, 1), None, DateBasis.INFERRED)
    dateline = TemporalExtent("t-pub", at("May"), "2024-05", None, None, DateBasis.EXPLICIT)
    article = replace(READING.article, published=None)
    for time, issued in ((unknown, "unknown"), (inferred, "unknown"), (dateline, "2024-05")):
        reading = replace(READING, article=article, times=(time,))
        assert turtle(f'<{D}> dcterms:issued "{issued}" .') <= about(D, reading)


def test_references_that_lead_nowhere_are_left_out() -> None:
    lost = said("st-lost", at("May"), about=("nobody",), when=("never",), part_of="nothing")
    lines = about(f"{D}#st-lost", replace(READING, statements=(lost,)))
    assert lines == turtle(
        'd:st-lost a rep:Statement ; rep:text "May"@en ; rep:modelConfidence 0.87 ;',
        f"rep:anchor {place('May')} ; rep:extractedBy d:x ; rep:attribution d:st-lost-a1 ;",
        f"schema:isPartOf {place(HEADLINE)} .",
    )


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en", "en"),
        ("en-GB", "en-gb"),
        ("pt_BR", "pt-br"),
        ("zh-Hant-TW", "zh-hant-tw"),
        ("es-419", "es-419"),
        ("English", ""),
        ("en-x-klingon", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_text_is_tagged_with_its_language_where_the_tag_is_sound(
    language: str | None, tag: str
) -> None:
    assert ntriples.language_tag(language) == tag
    if tag:
        assert str(pyoxigraph.Literal("a", language=tag)) == f'"a"@{tag}'
        assert Literal("a", lang=tag).n3() == f'"a"@{tag}'


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.93, "0.93"),
        (1.0, "1"),
        (0.0, "0"),
        (1 / 3, "0.3333"),
        (0.00001, "0"),
        (7.0, "1"),
        (-1.0, "0"),
        (math.nan, "0"),
    ],
)
def test_confidence_is_a_decimal_of_at_most_four_digits(number: float, written: str) -> None:
    assert ntriples.share(number) == f'"{written}"^^<http://www.w3.org/2001/XMLSchema#decimal>'


@given(any_text)
def test_every_character_survives_but_lone_surrogates(text: str) -> None:
    line = f"<u:s> <u:p> {ntriples.string(text)} ."
    assert len(line.splitlines()) == 1
    (triple,) = pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES)
    (parsed,) = Graph().parse(data=line, format="nt").objects()
    assert triple.object.value == str(parsed) == ntriples.clean(text)
    assert len(parsed) == len(text)


def as_tuples(triples: object) -> set[tuple[str, ...]]:
    """Return triples of pyoxigraph or rdflib in one form."""
    found = set()
    for subject, predicate, thing in triples:  # type: ignore[attr-defined]
        if isinstance(thing, pyoxigraph.Literal):
            found.add(
                (
                    subject.value,
                    predicate.value,
                    thing.value,
                    thing.language or "",
                    thing.datatype.value,
                )
            )
        elif isinstance(thing, pyoxigraph.NamedNode):
            found.add((subject.value, predicate.value, thing.value))
        elif isinstance(thing, Literal):
            kind = thing.datatype or (f"{PREFIXES['rdf']}langString" if thing.language else None)
            kind = kind or f"{PREFIXES['xsd']}string"
            found.add((str(subject), str(predicate), str(thing), thing.language or "", str(kind)))
        else:
            found.add((str(subject), str(predicate), str(thing)))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_reading)
def test_any_reading_is_the_same_to_every_reader_of_rdf(reading: Reading) -> None:
    lines = triples(reading)
    assert list(lines) == sorted(set(lines))
    data = "\n".join(lines) + "\n"
    by_oxigraph = [
        (quad.subject, quad.predicate, quad.object)
        for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    ]
    store = pyoxigraph.Store()
    graph = graph_iri(reading.article)
    store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {' '.join(lines)} }} }}")
    by_update = [
        (quad.subject, quad.predicate, quad.object)
        for quad in store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph))
    ]
    assert len(by_oxigraph) == len(lines) == len(by_update)
    assert as_tuples(by_oxigraph) == as_tuples(by_update)
    assert as_tuples(by_oxigraph) == as_tuples(Graph().parse(data=data, format="nt"))
    assert not any(isinstance(node, pyoxigraph.BlankNode) for t in by_oxigraph for node in t)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_reading)
def test_the_order_of_parts_does_not_show(reading: Reading) -> None:
    turned = replace(reading, statements=reading.statements[::-1], works=reading.works[::-1])
    keys = [part.key for part in (*reading.statements, *reading.works)]
    if len(set(keys)) == len(keys):
        assert triples(turned) == triples(reading)


def test_the_hash_seed_does_not_show() -> None:
    """Sets of strings are ordered by it; a graph must be the same byte for byte."""
    program = (
        "from tests.graph.factory import READING; from reportedly.graph import triples;"
        "import sys; sys.stdout.buffer.write('\\n'.join(triples(READING)).encode())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {"\n".join(triples(READING)).encode()}


def test_spans_outside_the_text_are_written_as_they_are() -> None:
    """The shapes and the check of anchors must be able to see them."""
    wild = said("st-wild", Span(-5, 2))
    lines = triples(replace(READING, statements=(wild,)))
    assert any("#char=-5,2;pos>" in line and '"-5"' in line for line in lines)
