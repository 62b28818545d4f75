"""One version of a text is one graph; what supersedes what; doing a thing twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.fakes import (
    MODEL,
    NOW,
    WORDS,
    FakeExtractor,
    article,
    contents,
    entry,
    reading,
    tables,
)

from reportedly import graph
from reportedly.errors import Issue, StoreError
from reportedly.graph.iri import RUN_GRAPHS, graph_iri
from reportedly.ingestion import ingest
from reportedly.store import Outcome, Standing, open_snapshot, open_store, oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.article import Article
    from reportedly.store import Store, View

NEWER = replace(MODEL, version="2")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as store:
        yield store


def put(store: Store, *articles: Article) -> list[str]:
    return [str(outcome) for outcome in store.put([entry(a) for a in articles], NOW)]


def graphs(view: View) -> set[str]:
    """Return the names of all graphs but those of runs."""
    rows = view.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    names = {str(name) for (name,) in rows}
    return {name for name in names if not name.startswith(RUN_GRAPHS)}


class TestVersions:
    def test_a_text_becomes_one_named_graph(self, store: Store) -> None:
        assert put(store, article()) == ["new"]
        assert store.ntriples(graph_iri(article())) == sorted(graph.triples(reading(article())))
        assert list(store.graphs()) == [(graph_iri(article()), article().version)]
        assert store.text(article().version) == WORDS
        assert store.article(article().version) == article()

    def test_the_same_again_is_nothing(self, store: Store) -> None:
        put(store, article())
        assert store.standing(article(), MODEL) is Standing.SAME
        assert put(store, article()) == ["unchanged"]

    def test_another_text_in_the_same_file_replaces_the_graph_and_keeps_the_former(
        self, store: Store
    ) -> None:
        former, latter = article(), article("They have begun again.")
        put(store, former)
        assert put(store, latter) == ["changed"]
        assert graphs(store) == {graph_iri(latter)}
        assert store.text(former.version) == WORDS
        assert store.article(former.version) == former
        found = store.versions(former.location)
        assert [(v.version, v.current) for v in found] == [
            (former.version, False),
            (latter.version, True),
        ]
        assert found[0].recorded == NOW

    def test_a_page_is_known_by_its_canonical_url_wherever_it_was_read_from(
        self, store: Store
    ) -> None:
        url = "https://news.example/a"
        put(store, article(name="a.html", url=url))
        assert put(store, article("Corrected.", "b.html", url=url)) == ["changed"]
        assert store.counts().articles == 1
        assert len(store.versions(url)) == 2

    def test_two_saved_copies_of_a_page_do_not_supersede_each_other_in_every_run(
        self, store: Store
    ) -> None:
        url = "https://news.example/a"
        copies = [article("Early.", "1.html", url=url), article("Late.", "2.html", url=url)]
        assert put(store, *copies) == ["new", "changed"]
        assert put(store, *copies) == ["unchanged", "unchanged"]
        assert graphs(store) == {graph_iri(copies[1])}

    def test_an_address_that_leads_to_another_article_every_day_supersedes_none(
        self, store: Store
    ) -> None:
        latest = "https://news.example/latest"
        days = [
            article(f"{d}.", "l", location=latest, url=f"https://news.example/{d}") for d in "12"
        ]
        assert put(store, *days) == ["new", "new"]
        assert store.counts().articles == 2
        assert [v.version for v in store.versions(latest)] == [d.version for d in days]

    def test_two_outlets_that_print_the_same_words_are_two_documents(self, store: Store) -> None:
        pages = [article(name=n, url=f"https://{n}.example/") for n in ("courier", "ledger")]
        assert put(store, *pages) == ["new", "new"]
        assert store.counts().articles == 2

    def test_a_text_from_nowhere_supersedes_nothing(self, store: Store) -> None:
        texts = [article(text, "-", location="") for text in (WORDS, "Another text.")]
        assert put(store, *texts) == ["new", "new"]
        assert store.counts().articles == 2
        assert store.standing(texts[0], MODEL) is Standing.SAME

    def test_a_text_comes_back(self, store: Store) -> None:
        first, second = article(), article("They have begun again.")
        for of in (first, second, first):
            put(store, of)
        assert graphs(store) == {graph_iri(first)}
        found = store.versions(first.location)
        assert [(v.version, v.current) for v in found] == [
            (second.version, False),
            (first.version, True),
        ]

    def test_a_newer_model_replaces_the_graph(self, store: Store) -> None:
        put(store, article())
        assert store.standing(article(), NEWER) is Standing.UNREAD
        assert store.put([entry(article(), NEWER)], NOW) == (Outcome.CHANGED,)
        assert store.ntriples(graph_iri(article())) == sorted(
            graph.triples(reading(article(), NEWER))
        )
        assert store.standing(article(), NEWER) is Standing.SAME

    def test_what_the_source_says_of_it_replaces_the_graph_too(self, store: Store) -> None:
        put(store, article())
        told = article(publisher="Ukrinform", published="2024-05")
        assert put(store, told) == ["changed"]
        assert store.article(told.version).publisher == "Ukrinform"
        assert "Ukrinform" in "\n".join(store.ntriples(graph_iri(told)))

    def test_unknown_versions_and_places(self, store: Store) -> None:
        for ask in (store.text, store.article):
            with pytest.raises(StoreError, match="no such article version"):
                ask("0" * 16)
        assert store.versions("/nowhere") == ()


class TestTwins:
    """The same text in two places is one version, and goes only when it has left both."""

    def test_the_second_place_needs_no_reading(self, store: Store) -> None:
        put(store, article(name="a.txt"))
        assert store.standing(article(name="b.txt"), MODEL) is Standing.KNOWN
        assert store.adopt(article(name="b.txt"), MODEL, NOW) is Outcome.UNCHANGED
        assert store.counts().articles == 1
        for name in ("a.txt", "b.txt"):
            assert store.standing(article(name=name), MODEL) is Standing.SAME

    def test_it_stays_while_one_place_has_it(self, store: Store) -> None:
        put(store, article(name="a.txt"), article(name="b.txt"))
        assert put(store, article("Changed.", "a.txt")) == ["changed"]
        assert graphs(store) == {graph_iri(article()), graph_iri(article("Changed."))}
        assert put(store, article("Changed.", "b.txt")) == ["changed"]
        assert graphs(store) == {graph_iri(article("Changed."))}

    def test_they_may_swap(self, store: Store) -> None:
        put(store, article("One.", "a.txt"), article("Two.", "b.txt"))
        assert put(store, article("Two.", "a.txt"), article("One.", "b.txt")) == ["changed"] * 2
        assert graphs(store) == {graph_iri(article("One.")), graph_iri(article("Two."))}

    def test_differing_words_of_their_sources_do_not_flap(self, store: Store) -> None:
        one, other = article(name="a.txt", publisher="A"), article(name="b.txt", publisher="B")
        assert put(store, one, other) == ["new", "changed"]
        assert put(store, one, other) == ["unchanged", "unchanged"]
        assert store.article(one.version).publisher == "B"


class TestBatches:
    def test_order_within_a_batch_counts(self, store: Store) -> None:
        put(store, article("Zero.", "a.txt"))
        assert put(
            store,
            article("One.", "b.txt"),  # new
            article("One.", "a.txt"),  # drops Zero
            article("Zero.", "c.txt"),  # which is found once more
        ) == ["new", "changed", "new"]
        assert graphs(store) == {graph_iri(article("Zero.")), graph_iri(article("One."))}

    def test_a_large_batch_goes_the_fast_way(self, store: Store, monkeypatch) -> None:
        monkeypatch.setattr(oxigraph, "_BULK", 100)
        batch = [article(f"{n} said so.\nAnd so did {n + 1}.", f"{n}.txt") for n in range(8)]
        put(store, *batch)
        for of in batch:
            assert store.ntriples(graph_iri(of)) == sorted(graph.triples(reading(of)))

    @pytest.mark.parametrize(
        "line",
        [
            "<a> <b> <c> .",
            '<http://a> <http://b> "open .',
            "<http://a b> <http://b> <http://c> .",
            "<http://a> <http://b> <http://c> . <http://a> <http://b> <http://d> .",
            "<http://a> <http://b> <http://c> .\n<http://a> <http://b> <http://d> .",
            "<http://a> <http://b> <http://c> . } } ; DROP ALL #",
            "",
        ],
    )
    def test_a_malformed_graph_is_an_issue_and_spares_its_neighbours(
        self, store: Store, line: str
    ) -> None:
        good, bad = entry(article("Good.", "good.txt")), entry(article("Bad.", "bad.txt"))
        bad = replace(bad, triples=(*bad.triples, line))
        first, second = store.put([bad, good], NOW)
        assert isinstance(first, Issue)
        assert (first.item, first.stage) == ("bad.txt", "store")
        assert second is Outcome.NEW
        assert [version for _, version in store.graphs()] == [good.article.version]

    def test_an_empty_batch_is_nothing(self, store: Store) -> None:
        assert store.put([], NOW) == ()


class TestDoingNothing:
    """Ingesting the same once more leaves every byte of the store as it was."""

    def test_no_file_changes(self, path: Path) -> None:
        articles = [article(f"{n} said so.", f"{n}.txt") for n in range(40)]
        for _ in range(2):
            with open_store(path, create=True) as store:
                ingest(
                    [*articles, article("0 said so.", "copy.txt")], store, FakeExtractor(), now=NOW
                )
        before = contents(path)
        extractor = FakeExtractor()
        with open_store(path) as store:
            summary = ingest(articles, store, extractor, now=NOW.replace(year=2025))
        assert str(summary) == "0 new, 0 changed, 40 unchanged, 0 failed"
        assert extractor.seen == []
        assert contents(path) == before

    def test_the_books_are_settled_when_the_store_is_closed(self, path: Path) -> None:
        with open_store(path, create=True) as store:
            put(store, article())
            assert tables(path)["journal"] == 1
        assert tables(path)["journal"] == 0


class TestTidying:
    def test_graphs_are_optimised_when_a_third_is_new(self, path: Path, monkeypatch) -> None:
        monkeypatch.setattr("reportedly.store.embedded._SMALL", 10)
        optimised = []

        def optimise(graphs: oxigraph.Graphs) -> None:
            optimised.append(graphs)

        monkeypatch.setattr(oxigraph.Graphs, "optimize", optimise)
        with open_store(path, create=True) as store:
            for n in range(30):
                put(store, article(f"{n} said so.", f"{n}.txt"))
                store.tidy()
        assert 3 < len(optimised) < 15


def test_corrections_in_their_own_graph_are_never_touched(store: Store) -> None:
    from rdflib import Literal, URIRef

    corrections = URIRef("https://w3id.org/reportedly/kg/graph/curation")
    note = (URIRef("urn:correction:1"), URIRef("urn:says"), Literal("not so"))
    put(store, article())
    store.dataset().graph(corrections).add(note)
    put(store, article("Other words."))
    assert note in store.dataset().graph(corrections)
    assert str(corrections) not in dict(store.graphs())


# --------------------------------------------------------------------------- whatever the order is

ARTICLES = st.builds(
    article,
    text=st.sampled_from(["One.", "Two.\nAnd more.", "Three."]),
    name=st.sampled_from(["a.txt", "b.txt", "c.txt"]),
    url=st.sampled_from([None, "https://one.example/", "https://two.example/"]),
    publisher=st.sampled_from([None, "Outlet"]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(runs=st.lists(st.lists(ARTICLES, max_size=6), min_size=1, max_size=4))
def test_after_any_history_graphs_and_books_agree(
    runs: list[list[Article]], tmp_path_factory
) -> None:
    path = tmp_path_factory.mktemp("history") / "store"
    seen: dict[str, Article] = {}
    homes: dict[str, str] = {}
    for articles in runs:
        with open_store(path, create=True) as store:
            ingest(articles, store, FakeExtractor(), now=NOW)
        for found in articles:
            if seen.get(found.location) != found:
                seen[found.location] = found
                homes[found.url or found.location] = found.version
                if found.url:
                    homes.pop(found.location, None)
    with open_snapshot(path) as view:
        current = dict(view.graphs())
        assert set(current.values()) == set(homes.values())
        assert graphs(view) == set(current)
        assert view.counts().articles == len(current)
        assert view.counts().quads == sum(len(view.ntriples(name)) for name in current)
        for kept in view.articles():
            assert view.ntriples(graph_iri(kept)) == sorted(graph.triples(reading(kept)))
        for home, version in homes.items():
            assert [v.version for v in view.versions(home) if v.current] == [version]
