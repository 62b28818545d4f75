"""What can be asked of a store, whether it is being written to or looked at in a snapshot."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import IO, TYPE_CHECKING, Protocol, Self

from reportedly.errors import StoreError
from reportedly.store import oxigraph
from reportedly.store.folder import faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from types import TracebackType

    from rdflib import Dataset

    from reportedly.article import Article
    from reportedly.identity.judgement import Judgement
    from reportedly.store.answers import Answer
    from reportedly.store.change import Counts, Logged, Version
    from reportedly.store.records import Records


class Graphs(Protocol):
    """Named graphs, wherever they are."""

    def query(self, query: str) -> Answer:
        """Answer a SPARQL query."""
        ...

    def names(self) -> list[str]:
        """Return the IRIs of all graphs, sorted."""
        ...

    def ntriples(self, graph: str) -> list[str]:
        """Return the triples of a graph as sorted N-Triples lines without line ends."""
        ...

    def dataset(self) -> Dataset:
        """Return the graphs as an rdflib Dataset."""
        ...


class View(ABC):
    """Graphs and texts of the store at `name`, for reading; a context manager."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    @abstractmethod
    def _graphs(self) -> Graphs: ...

    @property
    @abstractmethod
    def _records(self) -> Records: ...

    @abstractmethod
    def close(self) -> None:
        """Let go of everything that is held open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---------------------------------------------------------------------------------- the graphs

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL query; prefixes of `sparql.PREFIXES` need no declaration.

        The default graph is the union of all named graphs; `GRAPH ?g` tells them apart. Raises
        QueryError where the query is malformed or would change something.
        """
        with faults(self.name):
            return self._graphs.query(sparql)

    def dataset(self) -> Dataset:
        """Return the store as an rdflib Dataset, valid until this is closed."""
        with faults(self.name):
            return self._graphs.dataset()

    def dump(self, out: IO[bytes], format: str) -> None:  # noqa: A002 named as rdflib does
        """Write all graphs to `out`: nq, trig, jsonld, or ttl with the graphs merged.

        Streams one graph at a time, by IRI, triples sorted: stores of the same content give the
        same bytes.
        """
        with faults(self.name):
            names = self._graphs.names()
        oxigraph.write(((name, self.ntriples(name)) for name in names), out, format)

    def ntriples(self, graph: str) -> list[str]:
        """Return the triples of a named graph as sorted N-Triples lines without line ends."""
        with faults(self.name):
            return self._graphs.ntriples(graph)

    def search(self, words: str, limit: int = 100_000) -> tuple[str, ...] | None:
        """Return the IRIs of the statements that say `words`, best first; None without an index.

        Words as `wording.Asked` has them. An endpoint has no index, and a store of an older
        version has one only after it was opened to write.
        """
        with faults(self.name):
            return self._records.wording.find(words, limit)

    # ----------------------------------------------------------------------------------- the texts

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Iterate over the graphs of the current articles: IRI and article version, by IRI."""
        with faults(self.name):
            yield from self._records.graphs()

    def text(self, version: str) -> str:
        """Return the text of an article version, superseded ones included."""
        with faults(self.name):
            text = self._records.text(version)
        if text is None:
            raise _unknown(version)
        return text

    def article(self, version: str) -> Article:
        """Return an article version as it was read last, superseded ones included."""
        with faults(self.name):
            article = self._records.article(version)
        if article is None:
            raise _unknown(version)
        return article

    def articles(self) -> Iterator[Article]:
        """Iterate over the current articles, by version."""
        with faults(self.name):
            yield from self._records.articles()

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the versions found at a location or canonical URL, the current one last."""
        with faults(self.name):
            return self._records.versions(place)

    def issues(
        self, *, stage: str | None = None, since: datetime | None = None, like: str | None = None
    ) -> Iterator[Logged]:
        """Iterate over the recorded issues, oldest first.

        Only those of a stage, from a moment on (UTC), of inputs like `like`, in which "%" stands
        for any characters and "_" for one.
        """
        with faults(self.name):
            yield from self._records.issues(stage=stage, since=since, like=like)

    def origin(self, version: str) -> str | None:
        """Return the article version that `version` is a copy of; None if it is none."""
        with faults(self.name):
            return self._records.origin(version)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return what was ever judged of who is who, oldest first."""
        with faults(self.name):
            return tuple(self._records.judgements())

    def counts(self) -> Counts:
        """Return how many current articles, statements and quads there are; quick."""
        with faults(self.name):
            return self._records.counts()


def _unknown(version: str) -> StoreError:
    return StoreError(
        version, "no such article version is in the store", "reportedly query documents"
    )
