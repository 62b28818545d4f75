"""Wire copy: each outlet's is a document of its own, linked to the one that came first."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.store.fakes import MODEL, NOW, FakeExtractor, article, contents, entry, make_older

from reportedly.graph import violations
from reportedly.graph.iri import copy_graph_iri, graph_iri, version_iri
from reportedly.ingestion import ingest
from reportedly.inspection import inspect
from reportedly.query import run as ask
from reportedly.store import open_snapshot, open_store
from reportedly.store.oxigraph import Graphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.article import Article
    from reportedly.store import Store, View

PAIRS = [
    json.loads(line)
    for line in (ROOT / "tests/data/copies/pairs.jsonl").read_text(encoding="utf-8").splitlines()
]
FERRY, RETOLD = PAIRS[0]["one"], PAIRS[0]["other"]
EDITED = next(p["other"] for p in PAIRS if p["one"] == FERRY and p["kind"] == "lightly edited")
OTHERS = list(dict.fromkeys(p["one"] for p in PAIRS if p["one"] != FERRY and p["same"]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as store:
        yield store


def page(outlet: str, text: str = FERRY, **more: object) -> Article:
    url = f"https://{outlet}.example/ferry"
    return article(text, f"{outlet}.html", url=url, publisher=outlet.title(), **more)


def put(store: Store, *pages: Article) -> None:
    """Let the articles arrive, each in a run of its own."""
    for one in pages:
        ingest([one], store, FakeExtractor(), now=NOW)


LINKS = "SELECT ?copy ?first { GRAPH ?g { ?copy prov:wasDerivedFrom ?first } }"


def links(view: View) -> dict[str, str]:
    """Return whose copy each document is."""
    found = {str(copy): str(first) for copy, first in view.query(LINKS)}
    assert found == {
        str(copy): str(first)
        for copy, first in view.query(LINKS.replace("wasDerivedFrom", "alternateOf"))
    }
    return found


def linked(*pairs: tuple[Article, Article]) -> dict[str, str]:
    return {version_iri(copy.version): version_iri(first.version) for copy, first in pairs}


WIRE, POST, ECHO = page("wire"), page("post", RETOLD), page("echo", EDITED)


def test_copies_are_documents_of_their_own_linked_to_the_first(store: Store) -> None:
    put(store, WIRE, *(page(f"other{n}", text) for n, text in enumerate(OTHERS)), POST, ECHO)
    assert links(store) == linked((POST, WIRE), (ECHO, WIRE))
    assert store.counts().articles == 3 + len(OTHERS)


def test_an_exact_copy_at_another_address(store: Store) -> None:
    short = "Storm closes the bridge at Karsk until further notice, police say."
    put(store, WIRE, page("post"), page("a", short), page("b", short), page("c", "No comment."))
    put(store, page("d", "No comment."))
    assert links(store) == linked((page("post"), WIRE), (page("b", short), page("a", short)))


def test_the_same_text_in_two_files_is_one_document(store: Store) -> None:
    put(store, article(FERRY, "a.txt"), article(FERRY, "b.txt"))
    assert links(store) == {}
    assert store.counts().articles == 1


def test_an_articles_own_graph_is_the_same_whether_it_is_a_copy_or_not(
    store: Store, tmp_path: Path
) -> None:
    put(store, WIRE, POST)
    with open_store(tmp_path / "alone", create=True) as alone:
        put(alone, POST)
        assert alone.ntriples(graph_iri(POST)) == store.ntriples(graph_iri(POST))


def test_the_order_of_arrival_says_who_was_first(store: Store) -> None:
    put(store, ECHO, POST, WIRE)
    assert links(store) == linked((POST, ECHO), (WIRE, ECHO))


def test_batches_make_no_difference(store: Store, tmp_path: Path) -> None:
    pages = [WIRE, *(page(f"o{n}", text) for n, text in enumerate(OTHERS[:20])), POST, ECHO]
    put(store, *pages)
    with open_store(tmp_path / "together", create=True) as together:
        ingest(pages, together, FakeExtractor(), now=NOW)
        assert dump(together) == dump(store)


def dump(view: View) -> bytes:
    out = io.BytesIO()
    view.dump(out, "nq")
    return out.getvalue()


def test_a_second_run_writes_nothing(path: Path) -> None:
    with open_store(path, create=True) as store:
        put(store, WIRE, POST, ECHO)
    before = contents(path)
    with open_store(path) as store:
        put(store, WIRE, POST, ECHO)
    assert contents(path) == before


def test_a_newer_model_leaves_the_links_alone(store: Store) -> None:
    put(store, WIRE, POST, ECHO)
    before = links(store)
    newer = FakeExtractor(replace(MODEL, version="2"))
    ingest([WIRE, POST, ECHO], store, newer, now=NOW)
    assert links(store) == before


class TestWhatIsReplaced:
    def test_a_corrected_original_stays_the_original(self, store: Store) -> None:
        put(store, WIRE, POST, ECHO)
        corrected = page("wire", FERRY.replace("212", "214"))
        put(store, corrected)
        assert links(store) == linked((POST, corrected), (ECHO, corrected))

    def test_when_the_original_becomes_another_text_the_next_copy_is_the_first(
        self, store: Store
    ) -> None:
        put(store, WIRE, POST, ECHO, page("wire", OTHERS[0]))
        assert links(store) == linked((ECHO, POST))

    def test_a_copy_that_becomes_another_text_is_no_copy(self, store: Store) -> None:
        put(store, WIRE, POST, ECHO, page("post", OTHERS[0]))
        assert links(store) == linked((ECHO, WIRE))
        assert copy_graph_iri(POST.version) not in str(dump(store))

    def test_an_early_page_that_takes_over_a_text_becomes_its_first(self, store: Store) -> None:
        early = page("early", OTHERS[0])
        put(store, early, WIRE, POST)
        assert links(store) == linked((POST, WIRE))
        taken = page("early", EDITED)
        put(store, taken)
        assert links(store) == linked((WIRE, taken), (POST, taken))

    def test_a_text_that_comes_back(self, store: Store) -> None:
        put(store, WIRE, POST, page("wire", OTHERS[0]), WIRE)
        assert links(store) == linked((POST, WIRE))

    @given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=10))
    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_links_always_lead_to_current_documents_and_never_in_circles(
        self, tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int]]
    ) -> None:
        texts = [FERRY, RETOLD, EDITED, OTHERS[0], OTHERS[1]]
        with open_store(tmp_path_factory.mktemp("any") / "store", create=True) as store:
            put(store, *(page(f"outlet{where}", texts[what]) for where, what in edits))
            now = {version_iri(version) for _, version in store.graphs()}
            found = links(store)
            assert found.keys() | set(found.values()) <= now
            for start in found:
                seen, at = {start}, start
                while at in found:
                    at = found[at]
                    assert at not in seen
                    seen.add(at)
            same = [v for v in now if _text(store, v) in texts[:3]]
            assert len(same) - sum(v in found for v in same) == bool(same), "one first a text"


def _text(store: Store, document: str) -> str:
    return store.text(document.rpartition("/")[2])


def test_every_edition_of_a_big_story_leads_to_the_first(store: Store) -> None:
    chance = random.Random(1)
    words = OTHERS[2].split(" ")
    pages = []
    for outlet in range(120):
        edited = list(words)
        edited[chance.randrange(len(words))] = "indeed"
        pages.append(page(f"outlet{outlet}", " ".join(edited)))
    ingest(pages, store, FakeExtractor(), now=NOW)
    assert set(links(store).values()) == {version_iri(pages[0].version)}
    assert len(links(store)) == 119


def test_the_links_conform_and_are_checked(store: Store) -> None:
    put(store, WIRE, POST)
    assert [found.violations for found in inspect(store)] == [(), ()]
    copy, first = version_iri(POST.version), version_iri(WIRE.version)
    prov = "http://www.w3.org/ns/prov#"
    assert violations([f"<{copy}> <{prov}wasDerivedFrom> <{first}> ."]) != []
    both = [f"<{copy}> <{prov}{term}> <{first}> ." for term in ("wasDerivedFrom", "alternateOf")]
    assert violations(both) == []
    two = [line.replace(first, f"{first[:-1]}x") for line in both]
    assert "a copy is derived from exactly one document of the store" in {
        violation.message for violation in violations([*both, *two])
    }


def test_the_question(store: Store) -> None:
    put(store, WIRE, page("twin"), ECHO, page("alone", OTHERS[0]))
    answer = ask(store, "copies")
    columns = ("by", "first_by", "copied", "editions", "copy", "first")
    at = [answer.columns.index(column) for column in columns]
    first = version_iri(WIRE.version)
    twin = version_iri(page("twin").version)
    assert sorted(tuple(row[i] for i in at) for row in answer) == [
        ("Echo", "Wire", "nearly", 3, version_iri(ECHO.version), first),
        ("Twin", "Wire", "word for word", 3, twin, first),
    ]
    assert [row[at[0]] for row in ask(store, "copies", {"publisher": "echo"})] == ["Echo"]
    assert len(list(ask(store, "copies", {"publisher": "wire"}))) == 2


def test_a_store_of_the_first_version_is_compared_when_it_is_next_written_to(path: Path) -> None:
    with open_store(path, create=True) as store:
        put(store, WIRE, POST, *(page(f"o{n}", text) for n, text in enumerate(OTHERS[:3])))
    make_older(path, 1)
    with open_store(path) as store:
        store.put([entry(ECHO)], NOW)
        found = links(store)
    assert len(found) == 2
    with open_snapshot(path) as view:
        assert links(view) == found


@pytest.mark.parametrize("step", range(4))
def test_a_writer_that_dies_before_the_graphs_are_changed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    pages = [WIRE, POST, ECHO, page("wire", OTHERS[0])]
    with open_store(path, create=True) as store:
        put(store, *pages[:step])
        with monkeypatch.context() as patch, pytest.raises(KeyError):
            patch.setattr(Graphs, "apply", _died)
            put(store, pages[step])
    with open_store(path) as store, open_store(tmp_path / "sound", create=True) as sound:
        put(sound, *pages[: step + 1])
        assert dump(store) == dump(sound)
        put(store, *pages[step:])
        put(sound, *pages[step:])
        assert dump(store) == dump(sound)


def _died(*_: object) -> None:
    raise KeyError("killed")  # no error that anybody expects
