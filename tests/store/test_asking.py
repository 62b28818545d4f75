"""Questions get plain Python values; a wrong question is told where it is wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.fakes import NOW, article, entry

from reportedly.errors import QueryError
from reportedly.graph.iri import graph_iri
from reportedly.store import Iri, Solutions, Triples, open_snapshot, open_store, sparql
from reportedly.store.answers import XSD, literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.store import Answer, View


@pytest.fixture(scope="module")
def view(tmp_path_factory) -> Iterator[View]:
    path = tmp_path_factory.mktemp("asking") / "store"
    texts = ("Officials said so.\nNobody else did.", "It rained.")
    with open_store(path, create=True) as store:
        store.put([entry(article(text, f"{n}.txt")) for n, text in enumerate(texts)], NOW)
    with open_snapshot(path) as view:
        yield view


def rows(answer: Answer) -> list[tuple[object, ...]]:
    assert isinstance(answer, Solutions)
    return list(answer)


class TestAnswers:
    def test_select_gives_columns_and_rows(self, view: View) -> None:
        answer = view.query(
            "SELECT ?s ?value ?nothing { ?s a rep:Statement ; rep:modelConfidence ?value }"
        )
        assert answer.columns == ("s", "value", "nothing")
        found = rows(answer)
        assert len(found) == 3
        for statement, confidence, nothing in found:
            assert isinstance(statement, Iri)
            assert statement.startswith("https://w3id.org/reportedly/kg/doc/")
            assert confidence == Decimal("0.75")
            assert nothing is None

    def test_ask_gives_a_bool(self, view: View) -> None:
        assert view.query("ASK { ?s a rep:Statement }") is True
        assert view.query("ASK { ?s a rep:Assessment }") is False

    def test_construct_gives_triples(self, view: View) -> None:
        answer = view.query("CONSTRUCT { ?s a rep:Statement } WHERE { ?s a rep:Statement }")
        assert isinstance(answer, Triples)
        found = list(answer)
        assert len(found) == 3
        assert {row[2] for row in found} == {"https://w3id.org/reportedly#Statement"}

    def test_describe_gives_triples(self, view: View) -> None:
        (document,) = rows(view.query("SELECT ?d { ?d a schema:NewsArticle } LIMIT 1"))[0]
        answer = view.query(f"DESCRIBE <{document}>")
        assert (document, Iri(f"{sparql.PREFIXES['dcterms']}identifier")) in {
            row[:2] for row in answer
        }

    def test_a_triple_that_stands_in_two_graphs_is_given_once(self, view: View) -> None:
        officials = "<https://w3id.org/reportedly/kg/actor/outlet>"
        in_graphs = f"SELECT ?g {{ GRAPH ?g {{ {officials} a rep:Actor }} }}"
        assert len(rows(view.query(in_graphs))) == 2
        described = view.query(f"DESCRIBE {officials}")
        assert isinstance(described, Triples)
        lines = described.serialize("nt").splitlines()
        assert len(lines) == len(set(lines)) > 0

    def test_the_default_graph_is_the_union_and_graph_tells_them_apart(self, view: View) -> None:
        found = rows(
            view.query(
                "SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g { ?s a rep:Statement } } GROUP BY ?g"
            )
        )
        names = [graph_iri(a) for a in view.articles()]
        assert sorted(found) == sorted(
            (name, 2 if "Off" in a.text else 1)
            for name, a in zip(names, view.articles(), strict=True)
        )

    @pytest.mark.parametrize(
        ("term", "value"),
        [
            ('"words"', "words"),
            ('"mots"@fr', "mots"),
            ("7", 7),
            ('"7"^^xsd:nonNegativeInteger', 7),
            ("0.50", Decimal("0.5")),
            ("1e3", 1000.0),
            ("true", True),
            ('"2024-05-17"^^xsd:date', date(2024, 5, 17)),
            ('"2024-05-17T12:00:00Z"^^xsd:dateTime', datetime(2024, 5, 17, 12, tzinfo=UTC)),
            ('"2024"^^xsd:gYear', "2024"),
            ('"-0044-03-15"^^xsd:date', "-0044-03-15"),
            ('"2024-05-17Z"^^xsd:date', "2024-05-17Z"),
            ('"seven"^^xsd:integer', "seven"),
            ("rep:Statement", Iri("https://w3id.org/reportedly#Statement")),
        ],
    )
    def test_terms_become_values(self, view: View, term: str, value: object) -> None:
        ((found,),) = rows(view.query(f"SELECT ?v {{ VALUES ?v {{ {term} }} }}"))
        assert found == value
        assert type(found) is type(value)

    def test_every_prefix_is_there_and_may_be_declared_otherwise(self, view: View) -> None:
        for prefix in sparql.PREFIXES:
            assert view.query(f"ASK {{ FILTER(isIRI({prefix}:x)) }}") is True
        assert view.query("PREFIX rep: <http://a/> ASK { FILTER(rep:b = <http://a/b>) }") is True

    def test_results_are_serialised_as_the_w3c_has_it(self, view: View) -> None:
        def ask() -> Answer:
            return view.query("SELECT ?n { VALUES ?n { 1 2 } }")

        assert ask().serialize("csv") == b"n\r\n1\r\n2\r\n"
        assert ask().serialize("tsv") == b"?n\n1\n2\n"
        found = json.loads(ask().serialize("json"))
        assert [row["n"]["value"] for row in found["results"]["bindings"]] == ["1", "2"]
        assert b"<sparql" in ask().serialize("xml")

    def test_triples_are_serialised_too(self, view: View) -> None:
        def ask() -> Answer:
            return view.query("CONSTRUCT { rep:a rep:b 1 } WHERE {}")

        line = b"<https://w3id.org/reportedly#a> <https://w3id.org/reportedly#b> "
        number = b'"1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        assert ask().serialize("nt") == line + number
        assert b"rep:a rep:b 1 ." in ask().serialize("ttl")
        assert json.loads(ask().serialize("jsonld"))
        assert b"rdf:RDF" in ask().serialize("rdf")

    def test_a_format_that_does_not_fit_is_named(self, view: View) -> None:
        with pytest.raises(QueryError, match=r"docx: is not a format .*json, xml, csv, tsv"):
            view.query("SELECT ?n { VALUES ?n { 1 } }").serialize("docx")
        with pytest.raises(QueryError, match=r"csv: is not a format .*ttl, nt, jsonld, rdf"):
            view.query("CONSTRUCT WHERE { ?s ?p ?o }").serialize("csv")

    def test_an_rdflib_dataset(self, view: View) -> None:
        found = view.dataset().query("SELECT (COUNT(?s) AS ?n) { ?s a rep:Statement }")
        assert [int(row.n) for row in found] == [3]


class TestWrongQuestions:
    @pytest.mark.parametrize(
        ("query", "said"),
        [
            (
                "SELECT ?s {\n  ?s a foo:Statement\n}",
                'line 2, column 21: the prefix "foo" is not declared\n'
                "      ?s a foo:Statement\n"
                "                        ^",
            ),
            ("SELECT ?s WHERE {", "line 1, column 18: a { is never closed\n"),
            ("SELECT ?s WHERE ?s ?p ?o }", 'line 1, column 17: expected "{"\n'),
            ("SELECT ?s\n{ ?s ?p }", "line 2, column 10: here, or shortly before\n    { ?s ?p }"),
            ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }", "contains a variable that is unbound"),
            ("SELECT (<urn:f>(1) AS ?x) {}", "custom function <urn:f> is not supported"),
            ("", "begins with SELECT, ASK, CONSTRUCT or DESCRIBE, and this one is empty"),
            ("# only a comment", "and this one is empty"),
            (
                "SELEKT ?s { ?s ?p ?o }",
                "begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with SELEKT",
            ),
            ("PREFIX a: <urn:a#> BASE <urn:b> FROB", "not with FROB"),
        ],
    )
    def test_it_is_told_where(self, view: View, query: str, said: str) -> None:
        with pytest.raises(QueryError) as caught:
            view.query(query)
        assert said in caught.value.reason

    def test_bytes_that_are_not_utf8(self, view: View) -> None:
        with pytest.raises(QueryError, match="not in UTF-8"):
            view.query('SELECT ?s { ?s rep:text "caf\udce9" }')

    @pytest.mark.parametrize(
        "query",
        [
            "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }",
            "delete where { ?s ?p ?o }",
            "PREFIX a: <urn:a#>\n# SELECT\nDROP ALL",
            "BASE <urn:SELECT> CLEAR ALL",
            "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
            "LOAD <http://example.org/>",
        ],
    )
    def test_an_update_is_refused(self, view: View, query: str) -> None:
        with pytest.raises(QueryError, match="changes the store, and a query only reads it"):
            view.query(query)
        assert view.query("ASK { ?s ?p ?o }") is True

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { service silent ?there { ?s ?p ?o } }",
            "SELECT * { ?s rep:a\\#x ?o . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { ?s rep:a\\' ?o . SERVICE <http://127.0.0.1:9/> { ?s rep:b\\' ?o } }",
            "SELECT * { FILTER(1<2) SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * { BIND('''it's''' AS ?x) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        ],
    )
    def test_no_other_server_is_asked(self, view: View, query: str) -> None:
        with pytest.raises(QueryError, match="SERVICE would ask another server"):
            view.query(query)

    @pytest.mark.parametrize(
        "query",
        [
            'ASK { FILTER("SERVICE <x>" != "DROP ALL") }',
            "ASK { FILTER('''a ' SERVICE <http://x/> ''' != \"\") }",
            "ASK { # SERVICE <x>\n }",
            "ASK { FILTER(<urn:x#SERVICE> != rep:SERVICE) }",
            "SELECT ?service { VALUES ?service { 1 } }",
            "# DROP ALL\nPREFIX ex: <urn:INSERT>\nASK {}",
        ],
    )
    def test_words_that_only_look_like_it_are_harmless(self, view: View, query: str) -> None:
        view.query(query)


class TestUndeclaredPrefixes:
    """What a server other than ours has to be told."""

    def test_only_those_that_are_used(self) -> None:
        query = 'PREFIX schema: <urn:#> SELECT * { ?s a rep:X ; schema:name "skos:x" . ?xsc: ?p 1 }'
        assert sparql.undeclared(query) == f"PREFIX rep: <{sparql.PREFIXES['rep']}> "

    def test_lines_keep_their_numbers(self) -> None:
        assert "\n" not in sparql.undeclared("SELECT *\n{ ?s a rep:X, sc:Y }")


@given(
    st.text(max_size=30),
    st.sampled_from(
        [XSD + n for n in ("integer", "date", "dateTime", "boolean", "decimal", "double", "string")]
    ),
)
def test_no_literal_is_too_odd(lexical: str, datatype: str) -> None:
    literal(lexical, datatype)


@given(st.text(max_size=60))
def test_no_text_is_too_odd_for_a_question(view: View, text: str) -> None:
    try:
        view.query(text)
    except QueryError as fault:
        assert fault.reason
