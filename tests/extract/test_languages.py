"""Articles go to the extractor of their language; without one they are kept, and that is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.source.test_language import TEXTS
from tests.store.fakes import NOW, FakeExtractor, article

from reportedly import graph
from reportedly.errors import Issue, ModelError
from reportedly.extract import ArticleExtractor, ByLanguage, for_every_language, is_unread
from reportedly.extract import languages as module
from reportedly.graph.iri import graph_iri
from reportedly.ingestion import ingest
from reportedly.statement import Model
from reportedly.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

TOY = Model("toy/1", "toy", "1", "0" * 64)
ENGLISH = article(TEXTS["en"], "en.txt", language="en")
UKRAINIAN = article(
    TEXTS["uk"], "uk.txt", language="uk", publisher="Вісник", published="2024-05-17"
)
UNKNOWN = article("2 : 1", "score.txt")


def toy() -> FakeExtractor:
    """Return an extractor such as a package brings: a statement a line."""
    return FakeExtractor(TOY)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as store:
        yield store


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A package that brings `toy` for Ukrainian and something broken for Polish."""
    info = tmp_path / "site" / "toy-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[reportedly.extractors]\nuk = tests.extract.test_languages:toy\npl = nowhere:toy\n"
    )
    monkeypatch.syspath_prepend(str(info.parent))


class TestWhoReadsWhat:
    def test_english_and_unknown_by_ours_others_by_nobody(self) -> None:
        english = FakeExtractor()
        readers = ByLanguage(english)
        failed = Issue("gone.txt", "source", "no such file")
        items = [ENGLISH, UKRAINIAN, failed, UKRAINIAN, UNKNOWN, ENGLISH]
        found = list(readers.extract(items))
        assert [f if isinstance(f, Issue) else f.article for f in found] == items
        assert english.seen == [ENGLISH, UNKNOWN, ENGLISH]
        assert [is_unread(f.model) for f in found if not isinstance(f, Issue)] == [
            False, True, True, False, False,
        ]  # fmt: skip

    def test_what_nobody_reads_is_a_document_without_statements(self) -> None:
        (found,) = ByLanguage(FakeExtractor()).extract([UKRAINIAN])
        assert found.statements == ()
        lines = graph.triples(found)
        assert graph.violations(lines) == []
        assert '<http://purl.org/dc/terms/language> "uk"' in "\n".join(lines)
        assert "Вісник" in "\n".join(lines)

    @pytest.mark.usefixtures("installed")
    def test_a_package_brings_an_extractor(self) -> None:
        readers = ByLanguage(FakeExtractor())
        assert readers.model_for(UKRAINIAN) == TOY
        (found,) = readers.extract([UKRAINIAN])
        assert found.model == TOY
        assert found.statements

    @pytest.mark.usefixtures("installed")
    def test_one_that_does_not_load_is_named(self) -> None:
        with pytest.raises(ModelError, match="nowhere:toy: cannot be used for language pl"):
            list(ByLanguage(FakeExtractor()).extract([replace(UKRAINIAN, language="pl")]))

    def test_extractors_of_ones_own(self) -> None:
        readers = ByLanguage(FakeExtractor(), {"uk": toy()})
        assert readers.model_for(UKRAINIAN) == TOY
        assert readers.model_for(ENGLISH) != TOY

    def test_ours_is_only_asked_for_english(self) -> None:
        ours, another = ArticleExtractor(), FakeExtractor()
        assert isinstance(for_every_language(ours), ByLanguage)
        assert for_every_language(another) is another


class TestIngestion:
    def run(self, store: Store, *items: object, others: dict | None = None) -> object:
        return ingest(items, store, ByLanguage(FakeExtractor(), others or {}), now=NOW)

    def test_it_is_stored_noted_and_no_failure(self, store: Store) -> None:
        summary = self.run(store, ENGLISH, UKRAINIAN)
        assert str(summary) == "2 new, 0 changed, 0 unchanged, 0 failed; not extracted: 1 uk"
        assert summary.failed == 0
        (logged,) = store.issues()
        assert logged.issue.item == "uk.txt"
        assert logged.issue.stage == "language"
        assert logged.issue.reason == "not extracted: language uk"
        assert store.text(UKRAINIAN.version) == TEXTS["uk"]
        assert store.ntriples(graph_iri(UKRAINIAN))
        assert store.counts().statements == len(TEXTS["en"].split("\n"))

    def test_the_second_time_nothing_is_said(self, store: Store) -> None:
        self.run(store, ENGLISH, UKRAINIAN)
        assert str(self.run(store, ENGLISH, UKRAINIAN)) == (
            "0 new, 0 changed, 2 unchanged, 0 failed"
        )
        assert len(list(store.issues())) == 1

    def test_once_there_is_an_extractor_it_is_read(self, store: Store) -> None:
        self.run(store, UKRAINIAN)
        summary = self.run(store, UKRAINIAN, others={"uk": toy()})
        assert str(summary) == "0 new, 1 changed, 0 unchanged, 0 failed"
        assert store.counts().statements == 1

    def test_several_languages_are_counted(self, store: Store) -> None:
        items = [
            article(f"{n}", f"{n}.txt", language=tag)
            for n, tag in enumerate(["uk", "de", "uk", "en"])
        ]
        assert str(self.run(store, *items)).endswith("; not extracted: 1 de, 2 uk")


def test_the_name_of_the_group_is_what_the_documentation_says(root: Path) -> None:
    assert f'"{module.GROUP}"' in (root / "docs" / "duplicates.md").read_text(encoding="utf-8")
