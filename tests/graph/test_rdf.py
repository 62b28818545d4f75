"""The same graph as rdflib objects, and as JSON-LD under our context."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from tests.graph.factory import READING

from reportedly.graph import to_graph, to_rdflib, triples, vocabulary
from reportedly.graph.iri import document_iri, graph_iri
from reportedly.resources import folder

# rdflib's JSON-LD parser uses what rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "seed-article.ttl"
CONTEXT = json.loads((folder("ontology") / "context.jsonld").read_text())["@context"]


def test_a_graph_holds_every_triple_and_knows_the_prefixes() -> None:
    graph = to_graph(READING)
    assert len(graph) == len(triples(READING))
    assert "rep:Statement" in graph.serialize(format="turtle")
    assert dict(graph.namespaces())["rep"] == URIRef(vocabulary.REP)


def test_a_dataset_holds_them_in_the_article_s_named_graph() -> None:
    dataset = to_rdflib(READING)
    name = URIRef(graph_iri(READING.article))
    assert set(dataset.graph(name)) == set(to_graph(READING))
    assert {quad[3] for quad in dataset.quads()} == {name}
    assert dict(dataset.namespaces())["sc"] == URIRef(vocabulary.SC)


def in_json_ld(data: str) -> Graph:
    return Graph().parse(data=data, format="json-ld")


def test_json_ld_under_the_context_is_the_same_graph() -> None:
    graph = to_graph(READING)
    document = graph.serialize(format="json-ld", context=CONTEXT)
    assert set(in_json_ld(document)) == set(graph)


def test_the_context_has_a_short_name_for_everything_we_write() -> None:
    document = to_graph(READING).serialize(format="json-ld", context=CONTEXT)
    nodes = json.loads(document)["@graph"]
    keys = {key for node in nodes for key in node}
    assert not {key for key in keys if ":" in key}
    types = {kind for node in nodes for kind in _listed(node["type"])}
    assert not {kind for kind in types if ":" in kind}


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def test_the_context_has_every_term_of_the_ontology_under_its_own_name() -> None:
    ours = {v for v in vars(vocabulary).values() if isinstance(v, str)} - {vocabulary.REP}
    for term in (term for term in ours if term.startswith(vocabulary.REP)):
        entry = CONTEXT[term.removeprefix(vocabulary.REP)]
        assert (entry["@id"] if isinstance(entry, dict) else entry) == (
            f"rep:{term.removeprefix(vocabulary.REP)}"
        )


def test_a_document_written_by_hand_means_what_it_says() -> None:
    document = document_iri(READING.article)
    written = {
        "@context": CONTEXT,
        "id": f"{document}#st-1-9",
        "type": ["Statement", "Assessment"],
        "text": {"@value": "It will not rain", "@language": "en"},
        "modelConfidence": "0.5",
        "attribution": {
            "id": f"{document}#st-1-9-a1",
            "type": "Attribution",
            "factuality": "sc:PRplus",
            "statedAt": {"id": f"{document}#t-1", "earliest": "2024-05-01"},
        },
    }
    graph = in_json_ld(json.dumps(written))
    statement, hop = URIRef(f"{document}#st-1-9"), URIRef(f"{document}#st-1-9-a1")
    assert (statement, RDF.type, URIRef(vocabulary.ASSESSMENT)) in graph
    assert (statement, URIRef(vocabulary.TEXT), Literal("It will not rain", lang="en")) in graph
    half = Literal("0.5", datatype=URIRef(vocabulary.XSD_DECIMAL))
    assert (statement, URIRef(vocabulary.MODEL_CONFIDENCE), half) in graph
    assert (hop, URIRef(vocabulary.FACTUALITY), URIRef(f"{vocabulary.SC}PRplus")) in graph
    day = Literal("2024-05-01", datatype=URIRef(vocabulary.XSD_DATE))
    assert (URIRef(f"{document}#t-1"), URIRef(vocabulary.EARLIEST), day) in graph


def test_the_gold_graph_survives_the_context() -> None:
    if not GOLD.exists():
        pytest.skip(f"no gold graph at {GOLD}")
    gold = Graph().parse(GOLD)
    assert set(in_json_ld(gold.serialize(format="json-ld", context=CONTEXT))) == set(gold)
