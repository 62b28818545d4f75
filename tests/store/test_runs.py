"""Runs of ingestion in the books and in the graph: what each brought, and none half there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store import fakes
from tests.store.fakes import (
    MODEL,
    NOW,
    FakeExtractor,
    article,
    contents,
    entry,
    make_older,
    tables,
)

from reportedly.article import Article
from reportedly.errors import Issue, StoreError
from reportedly.graph.iri import graph_iri, run_graph_iri, run_iri, statement_iri
from reportedly.ingestion import Interrupted, ingest
from reportedly.query import run as ask
from reportedly.store import Run, open_snapshot, open_store
from reportedly.store.oxigraph import Graphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from reportedly.ingestion import Summary
    from reportedly.store import Recorded, Store, View

LATER = NOW + timedelta(days=1)
PROV = "http://www.w3.org/ns/prov#"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as store:
        yield store


def numbered(count: int, said: str = "said so") -> list[Article]:
    return [article(f"{n} {said}.\nNobody else did.", f"{n}.txt") for n in range(count)]


def run(store: Store, items: Iterable[Article | Issue], when: datetime = NOW, **more) -> Summary:
    extractor = more.pop("extractor", FakeExtractor())
    return ingest(items, store, extractor, now=when, **more)


def only(view: View) -> Recorded:
    (found,) = view.runs()
    return found


def said(view: View, when: datetime, term: str) -> set[str]:
    """Return what the graph of a run says of it under a term of PROV."""
    rows = view.query(
        f"SELECT ?x {{ GRAPH <{run_graph_iri(when)}> {{ <{run_iri(when)}> prov:{term} ?x }} }}"
    )
    return {str(x) for (x,) in rows}


class TestWhatIsRecorded:
    def test_what_was_asked_brought_and_failed(self, store: Store) -> None:
        gone = Issue("gone.html", "source", "404 Not Found")
        run(store, [*numbered(3), gone], asked=["news/"], counted=lambda: {"fetched": 7})
        found = only(store)
        assert (found.run.began, found.run.asked, found.ending) == (NOW, ("news/",), "finished")
        assert found.models == (MODEL,)
        assert found.totals == {
            "new": 3,
            "changed": 0,
            "unchanged": 0,
            "failed": 1,
            "statements": 6,
            "refused": 0,
            "fetched": 7,
        }
        assert found.ended is not None
        assert timedelta(0) <= found.ended - NOW < timedelta(minutes=5)
        brought = list(store.brought(NOW))
        assert [each.place for each in brought] == ["/news/0.txt", "/news/1.txt", "/news/2.txt"]
        assert {each.graph for each in brought} == set(dict(store.graphs()))

    def test_the_graph_says_the_same(self, store: Store) -> None:
        run(store, numbered(3))
        assert said(store, NOW, "generated") == set(dict(store.graphs()))
        assert said(store, NOW, "startedAtTime") == {str(NOW)}
        assert len(said(store, NOW, "endedAtTime")) == 1
        counts = store.query(
            "SELECT ?n ?c { ?x dcterms:isPartOf ?r ; rdfs:label ?n ; schema:numberOfItems ?c }"
        )
        assert dict(counts)["new"] == 3

    def test_what_changed_replaces_a_graph(self, store: Store) -> None:
        run(store, numbered(2))
        before = dict(store.graphs())
        run(store, [article("0 denied it.", "0.txt"), *numbered(2)[1:]], LATER)
        after = set(dict(store.graphs()))
        (gone,), (new,) = set(before) - after, after - set(before)
        assert said(store, LATER, "generated") == {new}
        assert said(store, LATER, "invalidated") == {gone}
        (row,) = store.query("SELECT ?new ?old { ?new prov:wasRevisionOf ?old }")
        assert tuple(map(str, row)) == (new, gone)

    def test_a_text_found_elsewhere_is_noted_without_a_graph(self, store: Store) -> None:
        run(store, [article(name="a.txt")])
        run(store, [article(name="a.txt", location="/copies/a.txt")], LATER)
        (found,) = store.brought(LATER)
        assert (found.place, found.outcome, found.graph) == ("/copies/a.txt", "unchanged", "")
        assert said(store, LATER, "generated") == set()

    def test_a_newer_model_is_a_run_of_its_own(self, store: Store) -> None:
        run(store, numbered(2))
        newer = replace(MODEL, version="2")
        run(store, numbered(2), LATER, extractor=FakeExtractor(newer))
        assert [each.models for each in store.runs()] == [(MODEL,), (newer,)]
        version = numbered(1)[0].version
        assert [each.run.began for each in store.runs(version)] == [NOW, LATER]

    def test_articles_put_without_a_run_are_nobodys(self, store: Store) -> None:
        store.put([entry(article())], NOW)
        assert store.runs() == ()

    def test_a_dump_of_articles_has_no_runs_and_the_other_nothing_else(
        self, store: Store, tmp_path: Path
    ) -> None:
        run(store, numbered(2))
        for name, runs in (("articles", False), ("runs", True)):
            with (tmp_path / name).open("wb") as out:
                store.dump(out, "nq", runs=runs)
        assert run_graph_iri(NOW) not in (tmp_path / "articles").read_text()
        graphs = {line.split()[-2] for line in (tmp_path / "runs").read_text().splitlines()}
        assert graphs == {f"<{run_graph_iri(NOW)}>"}


class TestARunThatChangesNothing:
    def test_it_writes_nothing(self, path: Path) -> None:
        with open_store(path, create=True) as store:
            run(store, numbered(5))
        before = contents(path)
        with open_store(path) as store:
            run(store, numbered(5), LATER, asked=["news/"])
        assert contents(path) == before

    def test_one_that_only_fails_is_recorded_with_its_issues(self, store: Store) -> None:
        run(store, [Issue("gone.html", "source", "404 Not Found")])
        found = only(store)
        assert (found.totals["failed"], found.models) == (1, ())
        assert [logged.run for logged in store.issues()] == [found.run.began.isoformat()]


class TestARunThatDoesNotEnd:
    @staticmethod
    def broken(count: int, error: BaseException) -> Iterator[Article]:
        yield from numbered(count)
        raise error

    def test_ctrl_c(self, store: Store) -> None:
        with pytest.raises(Interrupted):
            run(store, self.broken(20, KeyboardInterrupt()))
        found = only(store)
        assert (found.ending, found.totals["new"]) == ("interrupted", 16)

    def test_an_error(self, store: Store) -> None:
        with pytest.raises(StoreError):
            run(store, self.broken(20, StoreError("x", "the disk is full")))
        found = only(store)
        assert (found.ended, found.ending, found.totals["new"]) == (None, None, 16)
        assert len(said(store, NOW, "generated")) == 16
        assert said(store, NOW, "endedAtTime") == set()

    def test_a_failure_between_books_and_graphs_is_mended(self, path: Path, monkeypatch) -> None:
        def failing(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with open_store(path, create=True) as store, monkeypatch.context() as patch:
            patch.setattr(Graphs, "apply", failing)
            with pytest.raises(StoreError, match="disk is full"):
                run(store, numbered(3))
        with open_snapshot(path) as view:
            assert said(view, NOW, "generated") == set(dict(view.graphs()))
            assert len(only(view).models) == 1

    def test_the_same_moment_again_goes_on_with_the_run(self, store: Store) -> None:
        run(store, numbered(3))
        run(store, [article("0 denied it.", "0.txt"), *numbered(5)[1:]])
        found = only(store)
        assert (found.totals["new"], found.totals["changed"]) == (5, 1)
        assert len(said(store, NOW, "generated")) == 6
        assert len(said(store, NOW, "endedAtTime")) == 1

    def test_what_a_closed_run_did_not_do_is_not_its(self, store: Store) -> None:
        run(store, numbered(1))
        store.put([entry(article("Later.", "later.txt"))], LATER)
        assert len(list(store.brought(NOW))) == 1

    def test_a_run_that_was_begun_and_never_did_anything(self, store: Store) -> None:
        store.begin_run(Run(NOW))
        store.end_run("finished", LATER, {"new": 0})
        assert store.runs() == ()


class TestTheQuestions:
    def test_which_run_brought_a_statement(self, store: Store) -> None:
        run(store, numbered(1))
        run(store, numbered(3)[1:], LATER)
        reading = fakes.reading(numbered(3)[2])
        rows = list(ask(store, "which-run", {"statement": statement_iri(reading, "st-0")}))
        assert len(rows) == 1
        assert rows[0][0] == "2024-05-18T12:00:00Z"
        assert rows[0][2:5] == ("reportedly/0.1.0", "fake 1", graph_iri(reading.article))
        assert str(rows[0][5]) == run_iri(LATER)

    def test_the_last_of_several_runs_comes_first(self, store: Store) -> None:
        run(store, numbered(1))
        newer = FakeExtractor(replace(MODEL, version="2"))
        run(store, numbered(1), LATER, extractor=newer)
        document = f"https://w3id.org/reportedly/kg/doc/{numbered(1)[0].version}"
        rows = list(ask(store, "which-run", {"statement": document}))
        assert [row[0] for row in rows] == ["2024-05-18T12:00:00Z", "2024-05-17T12:00:00Z"]

    def test_what_each_run_brought(self, store: Store) -> None:
        run(store, numbered(3))
        run(store, [article("0 denied it.", "0.txt"), Issue("x", "source", "y")], LATER)
        rows = [tuple(row)[2:5] for row in ask(store, "runs", {})]
        assert rows == [(1, 1, 1), (3, 0, 0)]


def test_an_older_store_gets_the_tables(path: Path) -> None:
    with open_store(path, create=True) as store:
        store.put([entry(article())], NOW)
    make_older(path, 3)
    with open_store(path) as store:
        run(store, numbered(1))
        assert only(store).totals["new"] == 1
    assert tables(path)["version"] == 2
