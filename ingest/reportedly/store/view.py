"""What can be asked of a store, whether it is being written to or looked at in a snapshot."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import IO, TYPE_CHECKING, Protocol, Self

from reportedly.errors import StoreError
from reportedly.graph.iri import KG, RUN_GRAPHS
from reportedly.store import oxigraph
from reportedly.store.folder import faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from rdflib import Dataset

    from reportedly.article import Article
    from reportedly.correction import Correction
    from reportedly.identity.judgement import Judgement
    from reportedly.statement import Model
    from reportedly.store.answers import Answer
    from reportedly.store.change import Counts, Logged, Version
    from reportedly.store.editions import Edition, Withdrawal
    from reportedly.store.naming import Called
    from reportedly.store.records import Records
    from reportedly.store.runs import Brought, Recorded


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

    def dump(
        self,
        out: IO[bytes],
        format: str,  # noqa: A002 named as rdflib does
        *,
        runs: bool = False,
    ) -> None:
        """Write the graphs to `out`: nq, trig, jsonld, or ttl with the graphs merged.

        All but those of the runs, which depend on the day; or with `runs` these alone.

        Streams one graph at a time, by IRI, triples sorted: stores of the same content give the
        same bytes.
        """
        with faults(self.name):
            found = self._graphs.names()
        names = [name for name in found if name.startswith(RUN_GRAPHS) == runs]
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

    def names(self, part: str = "") -> list[Called] | None:
        """Return actors with their names, all or those with the words of `part` side by side.

        Case, diacritics and points make no difference. Each comes with the number of documents that
        call the actor so. None where some are missing from the index.
        """
        with faults(self.name):
            return self._records.gists.names(part)

    def gists(self, columns: Sequence[str]) -> Iterator[tuple[str | bytes, ...]] | None:
        """Iterate over `columns` of the gists of all articles' graphs, by graph; see `store.gist`.

        None at an endpoint, and for a store of an older version until it was opened to write.
        """
        with faults(self.name):
            return self._records.gists.all(columns)

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

    def editions(self, place: str) -> tuple[Edition, ...]:
        """Return the versions found at a location or canonical URL with what became of them."""
        with faults(self.name):
            return self._records.editions.at(place)

    def changed_places(self) -> list[str]:
        """Return the homes of documents of which there was more than one version."""
        with faults(self.name):
            return self._records.editions.changed_places()

    def place_of(self, version: str) -> str | None:
        """Return a place where an article version stands or stood; None if it was never here."""
        with faults(self.name):
            return self._records.editions.place_of(version)

    def read_in(self, version: str) -> tuple[str, ...]:
        """Return what was read in an article version, former and withdrawn ones included.

        Sorted N-Triples lines without line ends. Raises StoreError where it was not kept.
        """
        with faults(self.name):
            graph = self._records.graph_of(version)
            kept = None if graph else self._records.editions.kept(version)
        if graph is not None:
            return tuple(sorted(self.extracted(version)))
        if kept is None:
            raise StoreError(version, "what was read in it was not kept", "compare with --reread")
        return tuple(sorted(kept))

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """Return all that was ever withdrawn or put back, oldest first."""
        with faults(self.name):
            return tuple(self._records.editions.acts())

    def outlines(self) -> Iterator[tuple[str, Article, Model]]:
        """Iterate over version, article without its text, and model of all that is current."""
        with faults(self.name):
            yield from self._records.outlines()

    def rereading(self, run: int) -> list[tuple[str, str]]:
        """Return what a re-extraction has done so far: version and report."""
        with faults(self.name):
            return self._records.editions.reports(run)

    def issues(
        self, *, stage: str | None = None, since: datetime | None = None, like: str | None = None
    ) -> Iterator[Logged]:
        """Iterate over the recorded issues, oldest first.

        Only those of a stage, from a moment on (UTC), of inputs like `like`, in which "%" stands
        for any characters and "_" for one.
        """
        with faults(self.name):
            yield from self._records.issues.recorded(stage=stage, since=since, like=like)

    def origin(self, version: str) -> str | None:
        """Return the article version that `version` is a copy of; None if it is none."""
        with faults(self.name):
            return self._records.origin(version)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return what was ever judged of who is who, oldest first."""
        with faults(self.name):
            return tuple(self._records.judgements())

    def runs(self, version: str | None = None) -> tuple[Recorded, ...]:
        """Return the runs that did anything, oldest first; or those that brought a version."""
        with faults(self.name):
            return tuple(self._records.runs.all(version))

    def brought(self, began: datetime) -> Iterator[Brought]:
        """Iterate over what the run that began at that moment did, by place."""
        with faults(self.name):
            yield from self._records.runs.what(began)

    def corrections(self) -> tuple[Correction, ...]:
        """Return what was ever corrected or graded, oldest first."""
        with faults(self.name):
            return tuple(self._records.corrections())

    def extracted(self, version: str) -> tuple[str, ...]:
        """Return a current article's triples as they were extracted, before any correction."""
        with faults(self.name):
            own = self._records.extracted(version)
            return own or tuple(self._graphs.ntriples(f"{KG}graph/doc/{version}"))

    def counts(self) -> Counts:
        """Return how many current articles, statements and quads there are; quick."""
        with faults(self.name):
            return self._records.counts()


def _unknown(version: str) -> StoreError:
    return StoreError(
        version, "no such article version is in the store", "reportedly query documents"
    )
