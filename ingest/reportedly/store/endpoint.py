"""Somebody else's SPARQL 1.1 endpoint, for reading: graphs that were loaded there, but no texts.

Questions go out by POST as the SPARQL 1.1 Protocol has it (section 2.1.2). Whether the default
graph is the union of all named graphs, which the ready-made questions need, is for each server to
say: Oxigraph's does so when asked with `union-default-graph`, as here; others have a setting.
An answer counts only when it is whole: some servers cut it short, with status 200, when they run
out of time.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

import requests

from reportedly.errors import QueryError, StoreError
from reportedly.graph.iri import version_of
from reportedly.store import oxigraph, sparql
from reportedly.store.answers import Solutions, Triples
from reportedly.store.change import Counts
from reportedly.store.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rdflib import Dataset

    from reportedly.store.answers import Answer
    from reportedly.store.records import Records

_TIMEOUT = (10, 300)  # seconds to connect, and to wait for the next bytes of an answer
_SHOWN = 300  # characters of what a server says
_SYSTEM = re.compile(r"\[Errno -?\d+\] ([^)\"']+)")  # within what requests says of itself
_LOCAL = "ingest into a folder and name that with --store"
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
_COUNTS = """
SELECT (COUNT(DISTINCT ?g) AS ?graphs) (COUNT(DISTINCT ?stated) AS ?statements) (COUNT(*) AS ?quads)
WHERE { GRAPH ?g { ?s ?p ?o } OPTIONAL { ?s a rep:Statement . BIND(?s AS ?stated) } }
"""


class Remote:
    """Named graphs behind the endpoint at `url`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()

    def query(self, query: str) -> Answer:
        """Answer a SPARQL query, raising QueryError where the server finds fault with it."""
        if sparql.form(query) in {"SELECT", "ASK"}:
            return self._parsed(query, "application/sparql-results+json")
        return self._parsed(query, "application/n-triples")

    def names(self) -> list[str]:
        """Return the IRIs of all graphs, sorted."""
        return sorted(str(name) for (name,) in self._rows(_GRAPHS))

    def ntriples(self, graph: str) -> list[str]:
        """Return the triples of a graph as sorted N-Triples lines without line ends."""
        answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        return oxigraph.lines_of(answer) if isinstance(answer, Triples) else []

    def dataset(self) -> Dataset:
        """Raise StoreError: rdflib would fetch everything, one pattern at a time."""
        raise StoreError(self._url, "an endpoint gives no rdflib Dataset", _LOCAL)

    def counts(self) -> Counts:
        """Return how much the endpoint has; it counts one by one."""
        for row in self._rows(_COUNTS):
            return Counts(*(value if isinstance(value, int) else 0 for value in row))
        return Counts(0, 0, 0)

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _rows(self, query: str) -> Solutions | tuple[()]:
        answer = self.query(query)
        return answer if isinstance(answer, Solutions) else ()

    def _parsed(self, query: str, media_type: str) -> Answer:
        body = self._post(sparql.undeclared(query) + query, media_type)
        try:
            if media_type.endswith("json"):
                return oxigraph.parsed_results(body)
            return oxigraph.parsed_triples(body)
        except SyntaxError as fault:
            reason = f"its answer is cut short or not {media_type}: {fault}"
            raise StoreError(self._url, reason, "ask for less, or raise its time limit") from fault

    def _post(self, query: str, media_type: str) -> bytes:
        try:
            answer = self._session.post(
                self._url,
                params={"union-default-graph": ""},
                data={"query": query},
                headers={"Accept": media_type},
                timeout=_TIMEOUT,
                allow_redirects=False,  # following one turns a POST into a GET without the question
            )
        except requests.RequestException as fault:
            said = _SYSTEM.search(str(fault))
            reason = f"does not answer: {said[1] if said else fault}"
            raise StoreError(self._url, reason, _LOCAL) from fault
        if answer.status_code != HTTPStatus.OK:
            self._refused(answer)
        return answer.content

    def _refused(self, answer: requests.Response) -> NoReturn:
        said = " ".join(answer.text.split())[:_SHOWN]
        if answer.status_code == HTTPStatus.BAD_REQUEST:
            raise QueryError("query", f"{self._url} does not understand it: {said}")
        if moved := answer.headers.get("Location"):
            raise StoreError(self._url, "is not the endpoint's address", f"--store {moved}")
        raise StoreError(self._url, f"answers {answer.status_code}: {said}", _LOCAL)


class Endpoint(View):
    """The graphs at a SPARQL endpoint, for reading; whatever needs texts raises StoreError."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._remote = Remote(url)

    @property
    def _graphs(self) -> Remote:
        return self._remote

    @property
    def _records(self) -> Records:
        raise StoreError(self.name, "an endpoint has statements but no texts", _LOCAL)

    def search(self, words: str, limit: int = 0) -> None:
        """Return None: an endpoint has no index of words."""

    def gists(self, columns: Sequence[str]) -> None:
        """Return None: an endpoint has the graphs alone."""

    def names(self, part: str = "") -> None:
        """Return None: an endpoint has no index of names."""

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Iterate over the graphs of articles: IRI and article version, by IRI."""
        return ((name, version_of(name)) for name in self._remote.names() if version_of(name))

    def counts(self) -> Counts:
        """Return how many articles, statements and quads there are."""
        return self._remote.counts()

    def close(self) -> None:
        """Close the connection."""
        self._remote.close()
