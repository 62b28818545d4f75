"""Any SPARQL 1.1 endpoint can be asked; half an answer is none."""

from __future__ import annotations

import io
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest
from tests.store.fakes import NOW, article, entry

from reportedly.errors import QueryError, StoreError
from reportedly.graph.iri import graph_iri
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.store import Store, View

ARTICLES = [article(f"{n} said so.\nNobody else did.", f"{n}.txt") for n in range(3)]
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("endpoint") / "store", create=True) as store:
        store.put([entry(found) for found in ARTICLES], NOW)
        yield store


class Handler(BaseHTTPRequestHandler):
    """Answers what the server's `respond` says: status, headers, body."""

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        status, headers, body = self.server.respond(form["query"][0], self.headers["Accept"])
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(respond: Callable[[str, str], tuple[int, dict[str, str], bytes]]) -> Iterator[View]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.respond = respond
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            with open_snapshot(f"http://127.0.0.1:{server.server_port}/sparql") as view:
                yield view
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def view(store: Store) -> Iterator[View]:
    """An endpoint that knows no prefix but those it is told."""

    def respond(query: str, accept: str) -> tuple[int, dict[str, str], bytes]:
        raw = store._graphs.store.query(query, use_default_graph_as_union=True)
        if accept == JSON:
            from pyoxigraph import QueryResultsFormat

            return 200, {}, raw.serialize(format=QueryResultsFormat.JSON)
        from pyoxigraph import RdfFormat

        assert accept == "application/n-triples"
        return 200, {}, raw.serialize(format=RdfFormat.N_TRIPLES)

    with served(respond) as view:
        yield view


@contextmanager
def answering(status: int, body: bytes, **headers: str) -> Iterator[View]:
    with served(lambda *_: (status, headers, body)) as view:
        yield view


class TestAsking:
    """What an endpoint answers is what a folder answers."""

    QUERIES = (
        "SELECT ?s ?v ?x { ?s a rep:Statement ; rep:modelConfidence ?v } ORDER BY ?s",
        "SELECT (COUNT(?g) AS ?n) { GRAPH ?g { ?s a rep:Statement } }",
        "ASK { ?s a rep:Statement }",
        "ASK { ?s a rep:Assessment }",
    )

    @pytest.mark.parametrize("query", QUERIES)
    def test_the_same_as_a_folder(self, view: View, store: Store, query: str) -> None:
        theirs, ours = view.query(query), store.query(query)
        if isinstance(ours, bool):
            assert theirs is ours
        else:
            assert theirs.columns == ours.columns
            assert list(theirs) == list(ours)

    def test_serialised(self, view: View) -> None:
        assert view.query("SELECT ?n { VALUES ?n { 1 } }").serialize("csv") == b"n\r\n1\r\n"

    def test_construct(self, view: View, store: Store) -> None:
        query = "CONSTRUCT { ?s a rep:Statement } WHERE { ?s a rep:Statement }"
        assert set(view.query(query)) == set(store.query(query))
        assert b"a rep:Statement" in view.query(query).serialize("ttl")

    def test_graphs_and_dump(self, view: View, store: Store) -> None:
        assert list(view.graphs()) == list(store.graphs())
        name = graph_iri(ARTICLES[0])
        assert view.ntriples(name) == store.ntriples(name)
        ours, theirs = io.BytesIO(), io.BytesIO()
        store.dump(ours, "nq")
        view.dump(theirs, "nq")
        assert ours.getvalue() == theirs.getvalue()

    def test_counts(self, view: View, store: Store) -> None:
        assert view.counts() == store.counts()

    def test_texts_are_not_there(self, view: View) -> None:
        for ask in (
            lambda: view.text("0" * 16),
            lambda: view.article("0" * 16),
            lambda: list(view.articles()),
            lambda: view.versions("/a"),
            lambda: list(view.issues()),
        ):
            with pytest.raises(StoreError, match="statements but no texts") as caught:
                ask()
            assert "folder" in caught.value.advice
        with pytest.raises(StoreError, match="no rdflib Dataset"):
            view.dataset()

    def test_updates_and_federation_are_refused_here(self, view: View) -> None:
        for query in ("DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"):
            with pytest.raises(QueryError):
                view.query(query)


class TestBadAnswers:
    QUERY = "SELECT ?s { ?s ?p ?o }"

    @pytest.mark.parametrize(
        "body",
        [
            b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}}',
            b'{"head":{"vars":["s"]},"results":{"bindings":[',
            b"",
            b"<html>a login page</html>",
            b'{"head":{"vars":["s"]},"results":{"bindings":[]}} and more',
        ],
    )
    def test_half_an_answer_is_none(self, body: bytes) -> None:
        with answering(200, body) as view, pytest.raises(StoreError, match="cut short or not"):
            view.query(self.QUERY)

    def test_half_a_graph_is_none(self) -> None:
        with (
            answering(200, b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <ur") as view,
            pytest.raises(StoreError, match="cut short or not application/n-triples"),
        ):
            view.query("CONSTRUCT WHERE { ?s ?p ?o }")

    def test_what_the_server_finds_wrong_is_the_questions_fault(self) -> None:
        said = b"Parse error:\n  line 1, column 9"
        with answering(400, said) as view, pytest.raises(QueryError, match="line 1, column 9"):
            view.query(self.QUERY)

    @pytest.mark.parametrize("status", [401, 404, 500, 503])
    def test_any_other_status_is_the_servers(self, status: int) -> None:
        with (
            answering(status, b"sorry") as view,
            pytest.raises(StoreError, match=f"{status}: sorry"),
        ):
            view.query(self.QUERY)

    def test_an_address_that_has_moved_is_told(self) -> None:
        with answering(301, b"", Location="http://127.0.0.1/query") as view:
            with pytest.raises(StoreError) as caught:
                view.query(self.QUERY)
            assert caught.value.advice == "--store http://127.0.0.1/query"

    def test_nobody_there(self) -> None:
        view = open_snapshot("http://127.0.0.1:9/sparql")
        with view, pytest.raises(StoreError, match="does not answer: Connection refused"):
            view.query(self.QUERY)
