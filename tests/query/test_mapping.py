"""The questions read what `graph` writes: a reading with everything in it, through a real store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.graph.factory import DOUBT, OPENING, READING, at

from reportedly.graph import triples
from reportedly.graph.iri import document_iri, evaluation_iri, graph_iri, statement_iri
from reportedly.network import NETWORKS, build
from reportedly.query import questions, run, table
from reportedly.store import Entry, Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = document_iri(READING.article)


@pytest.fixture(scope="module")
def velm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    graph, lines = graph_iri(READING.article), triples(READING)
    entry = Entry(READING.article, READING.model, graph, lines, len(READING.statements))
    with open_store(tmp_path_factory.mktemp("velm") / "store", create=True) as store:
        store.put([entry], datetime(2024, 4, 18, tzinfo=UTC))
        yield store


def ask(store: Store, name: str, **params: object) -> list[dict[str, str]]:
    columns, rows = table(run(store, name, params))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def row(store: Store, name: str, key: str, **params: object) -> dict[str, Any]:
    iri = statement_iri(READING, key)
    (found,) = (each for each in ask(store, name, **params) if each["statement"] == iri)
    return found


def test_who_said_what(velm: Store) -> None:
    opening = row(velm, "who-said-what", OPENING.key)
    assert (opening["speaker"], opening["commitment"]) == ("two officials", "CT+")
    assert opening["chain"] == "Coastal Post ← Northern Herald ← two officials"
    assert (opening["said"], opening["printed"]) == ("Tuesday", "2024-04-18")
    assert opening["judged"] == "disputes (very-unlikely)"
    assert opening["document"] == READING.article.title
    ready = row(velm, "who-said-what", "st-ready", actor="kovač")
    assert ready["says"] == "We are ready … and so is the crew"


def test_each_statement_is_there_once(velm: Store) -> None:
    keys = {statement_iri(READING, statement.key) for statement in READING.statements}
    for found in (
        ask(velm, "who-said-what"),
        ask(velm, "statements-of-document", document=DOCUMENT),
        ask(velm, "claims"),
    ):
        assert {each["statement"] for each in found} == keys
        assert len(found) == len(keys)


def test_its_chain(velm: Store) -> None:
    hops = ask(velm, "chain", statement=statement_iri(READING, OPENING.key))
    assert [hop["actor"] for hop in hops] == ["Coastal Post", "Northern Herald", "two officials"]
    assert (hops[2]["cue"], hops[2]["said"]) == ("told", "Tuesday")
    doubt = ask(velm, "chain", statement=statement_iri(READING, DOUBT.key))
    assert doubt[1]["work"] == "Harbour Union report"


def test_assessments(velm: Store) -> None:
    disputes, neutral = sorted(ask(velm, "assessments"), key=lambda each: each["takes"])
    assert (disputes["judge"], disputes["hedges"]) == ("Harbour Union", "very unlikely")
    assert (disputes["from"], disputes["to"]) == ("0.05", "0.2")
    assert disputes["confidence"] == "moderate"
    assert neutral["judged"] == "strike of the doctors"
    assert evaluation_iri(disputes["assessment"], 0) in "".join(triples(READING))


def test_places_and_kinds(velm: Store) -> None:
    opening = row(velm, "statements-of-document", OPENING.key, document=DOCUMENT)
    start, end = at("The port of Velm will open in May")
    assert (opening["start"], opening["end"]) == (str(start), str(end))
    kinds = {each["called"]: each["kind"] for each in ask(velm, "actors")}
    assert kinds == {
        "Ana Kovač": "person",
        "Coastal Post": "organization",
        "Harbour Union": "organization",
        "Northern Herald": "organization",
        "Velm": "place",
        "doctors": "group",
        "two officials": "unnamed",
    }


def test_documents_and_dates(velm: Store) -> None:
    (document,) = ask(velm, "documents")
    assert (document["statements"], document["assessments"]) == ("5", "1")
    assert (document["sources"], document["unnamed"]) == ("4", "1")
    roles = {each["time_of"] for each in ask(velm, "dates")}
    assert roles == {"publication", "saying", "content"}


def test_no_question_or_network_fails(velm: Store) -> None:
    needed = {"iri": statement_iri(READING, OPENING.key), "edtf": "2024", "actor": "Kovač"}
    needed |= {"words": "port", "string": "a", "integer": "1", "decimal": "1"}
    for question in questions():
        wanted = {p.name: needed[p.type] for p in question.parameters if p.required}
        ask(velm, question.name, **wanted)
    needed_by = {
        "attribution": {"statement": statement_iri(READING, OPENING.key)},
        "story": {"about": "port"},
    }
    for name in NETWORKS:
        build(velm, name, **needed_by.get(name, {}))
