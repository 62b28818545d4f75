"""The line from articles to the store: what is counted, what is recorded, what is never lost."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import MODEL, NOW, FakeExtractor, article, contents, reading

from reportedly import graph
from reportedly.errors import Issue, ModelError, StoreError
from reportedly.graph.iri import graph_iri
from reportedly.ingestion import Interrupted, Summary, ingest
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.article import Article
    from reportedly.statement import Reading
    from reportedly.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as store:
        yield store


def numbered(count: int, said: str = "said so") -> list[Article]:
    return [article(f"{n} {said}.\nNobody else did.", f"{n}.txt") for n in range(count)]


def run(store: Store, items: Iterable[Article | Issue], **more: object) -> Summary:
    return ingest(items, store, more.pop("extractor", FakeExtractor()), now=NOW, **more)


class TestSummary:
    def test_new_changed_unchanged_failed(self, store: Store) -> None:
        run(store, numbered(43))
        later = [*numbered(3, "denied it"), *numbered(55)[3:], article("FAIL", "bad.txt")]
        summary = run(store, later)
        assert str(summary) == "12 new, 3 changed, 40 unchanged, 1 failed"
        assert summary.statements == 30

    def test_nothing(self, store: Store) -> None:
        assert run(store, []) == Summary()

    def test_progress_is_told_after_every_article(self, store: Store) -> None:
        told: list[Summary] = []
        final = run(store, [*numbered(20), article("FAIL", "b.txt")], on_progress=told.append)
        assert told[-1] == final
        assert [s.new + s.failed for s in told] == list(range(1, 22))

    def test_the_same_text_twice_in_a_run_is_one(self, store: Store) -> None:
        extractor = FakeExtractor()
        twice = [article(name="a.txt"), article(name="b.txt"), article(name="a.txt")]
        summary = run(store, twice, extractor=extractor)
        assert str(summary) == "1 new, 0 changed, 2 unchanged, 0 failed"
        assert len(extractor.seen) == 1

    def test_another_text_at_the_same_place_in_a_run_wins(self, store: Store) -> None:
        summary = run(store, [article("Early."), article("Late."), article("Early.")])
        assert str(summary) == "1 new, 2 changed, 0 unchanged, 0 failed"
        assert [kept.text for kept in store.articles()] == ["Early."]


class TestWhatIsRead:
    def test_unchanged_articles_are_not_extracted(self, store: Store) -> None:
        run(store, numbered(5))
        extractor = FakeExtractor()
        run(store, numbered(7), extractor=extractor)
        assert [seen.name for seen in extractor.seen] == ["5.txt", "6.txt"]

    def test_a_newer_model_reads_everything_again(self, store: Store) -> None:
        run(store, numbered(5))
        newer = FakeExtractor(replace(MODEL, version="2"))
        assert run(store, numbered(5), extractor=newer).changed == 5
        assert run(store, numbered(5), extractor=newer).unchanged == 5

    def test_a_publisher_given_later_replaces_the_graphs(self, store: Store) -> None:
        run(store, numbered(5))
        told = [replace(a, publisher="The Gazette") for a in numbered(5)]
        assert run(store, told).changed == 5
        assert "The Gazette" in "\n".join(store.ntriples(graph_iri(told[0])))

    def test_the_graph_holds_nothing_of_the_run(self, tmp_path: Path) -> None:
        for name, when in (("a", NOW), ("b", NOW.replace(year=2030))):
            with open_store(tmp_path / name, create=True) as store:
                ingest(numbered(3), store, FakeExtractor(), now=when)
                assert store.ntriples(graph_iri(numbered(1)[0])) == sorted(
                    graph.triples(reading(numbered(1)[0]))
                )

    def test_extraction_gets_small_batches(self, store: Store) -> None:
        sizes = []

        class Counting(FakeExtractor):
            def extract(self, articles: Iterable[Article]) -> Iterator[Reading | Issue]:
                sizes.append(len(list(articles)))
                yield from super().extract(articles)

        long = [article(f"{n} " + "said so. " * 20_000, f"long-{n}.txt") for n in range(3)]
        run(store, [*numbered(20), *long], extractor=Counting())
        assert sum(sizes) == 23
        assert max(sizes) == 16
        assert sizes[-1] == 1


class TestFailures:
    def test_each_is_named_recorded_and_not_the_end(self, store: Store) -> None:
        missing = Issue("gone.html", "source", "404 Not Found", "check the address")
        told: list[Issue] = []
        summary = run(store, [missing, article("FAIL", "bad.txt"), article()], on_issue=told.append)
        assert str(summary) == "1 new, 0 changed, 0 unchanged, 2 failed"
        assert [issue.item for issue in told] == ["gone.html", "bad.txt"]
        logged = list(store.issues())
        assert [entry.issue for entry in logged] == told
        assert {(entry.run, entry.when) for entry in logged} == {(NOW.isoformat(), NOW)}

    def test_a_failed_article_is_tried_again_next_time(self, store: Store) -> None:
        run(store, [article("FAIL")])
        assert store.counts().articles == 0
        assert run(store, [article("FAIL")]).failed == 1

    def test_an_article_that_fails_keeps_its_former_version(self, store: Store) -> None:
        run(store, [article("Good.")])
        run(store, [article("FAIL")])
        assert [kept.text for kept in store.articles()] == ["Good."]

    def test_a_quote_that_is_not_there_is_refused_and_the_article_kept(self, store: Store) -> None:
        class Inventing(FakeExtractor):
            def extract(self, articles: Iterable[Article]) -> Iterator[Reading | Issue]:
                for found in super().extract(articles):
                    first, *others = found.statements
                    yield replace(found, statements=(replace(first, quote=("No!",)), *others))

        summary = run(store, numbered(2), extractor=Inventing())
        assert (summary.new, summary.refused, summary.statements) == (2, 2, 2)
        assert {entry.issue.stage for entry in store.issues()} == {"ground"}
        assert store.counts().statements == 2

    @pytest.mark.parametrize("error", [KeyError("key"), StoreError("item", "reason")])
    def test_a_reading_that_breaks_the_graph_is_one_article_lost(
        self, store: Store, monkeypatch, error: Exception
    ) -> None:
        made = graph.triples

        def broken(found: Reading) -> tuple[str, ...]:
            if found.article.name == "1.txt":
                raise error
            return made(found)

        monkeypatch.setattr(graph, "triples", broken)
        summary = run(store, numbered(3))
        assert (summary.new, summary.failed) == (2, 1)
        (entry,) = store.issues()
        assert entry.issue.stage == "ground"

    def test_file_names_that_are_not_utf_8(self, store: Store) -> None:
        odd = article(name="caf\udce9.txt")
        summary = run(store, [odd, Issue("caf\udce9.html", "source", "unreadable")])
        assert (summary.new, summary.failed) == (1, 1)
        assert run(store, [odd]).unchanged == 1
        assert store.article(odd.version) == odd

    def test_a_model_that_does_not_load_ends_the_run(self, store: Store) -> None:
        class Broken(FakeExtractor):
            def extract(self, articles: Iterable[Article]) -> Iterator[Reading | Issue]:
                raise ModelError("en_core_web_sm", "is not installed")

        with pytest.raises(ModelError):
            run(store, numbered(1), extractor=Broken())


class TestCtrlC:
    @staticmethod
    def interrupted(count: int) -> Iterator[Article]:
        yield from numbered(count)
        raise KeyboardInterrupt

    def test_what_was_done_is_told_and_safe(self, path: Path) -> None:
        with open_store(path, create=True) as store, pytest.raises(Interrupted) as caught:
            run(store, self.interrupted(40))
        assert caught.value.summary.new == 32, "two whole batches"
        assert isinstance(caught.value, KeyboardInterrupt)
        with open_snapshot(path) as view:
            assert view.counts().articles == 32
        with open_store(path) as store:
            assert str(run(store, numbered(40))) == "8 new, 0 changed, 32 unchanged, 0 failed"

    def test_in_the_middle_of_a_batch(self, path: Path, monkeypatch) -> None:
        from reportedly.store.oxigraph import Graphs

        def stopped(*_: object) -> None:
            raise KeyboardInterrupt

        with open_store(path, create=True) as store:
            run(store, numbered(5))
            with monkeypatch.context() as patch, pytest.raises(Interrupted) as caught:
                patch.setattr(Graphs, "apply", stopped)
                run(store, numbered(20, "denied it"))
            assert caught.value.summary == Summary()
            with pytest.raises(StoreError, match="run the same command again"):
                run(store, numbered(1, "wavered"))
        with open_snapshot(path) as view:
            for name, version in view.graphs():
                assert view.ntriples(name) == sorted(graph.triples(reading(view.article(version))))
        with open_store(path) as store:
            run(store, numbered(20, "denied it"))
            assert store.counts().articles == 20


def test_memory_stays_flat(path: Path) -> None:
    def peak(count: int) -> int:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        with open_store(path, create=True) as store:
            ingest(
                (article(f"{count} {n} said so.", f"{n}.txt") for n in range(count)),
                store,
                _Forgetful(),
                now=NOW,
            )
        return tracemalloc.get_traced_memory()[1] - before

    tracemalloc.start()
    try:
        peak(32)
        assert peak(320) < 1.5 * peak(64)
    finally:
        tracemalloc.stop()


class _Forgetful(FakeExtractor):
    """Does not note what it has seen."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Reading]:
        return (reading(found) for found in articles)


def test_a_run_that_finds_nothing_new_leaves_every_byte_alone(path: Path) -> None:
    with open_store(path, create=True) as store:
        run(store, numbered(20))
    before = contents(path)
    with open_store(path) as store:
        assert run(store, numbered(20)).unchanged == 20
    assert contents(path) == before
