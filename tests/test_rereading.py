"""Stored texts read anew: what is due, what changes, what is reported, and nothing else touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import MODEL, NOW, FakeExtractor, article, contents, entry, reading

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.ingestion import ingest
from reportedly.rereading import due, preview, reextract, reported
from reportedly.store import Standing, Withdrawal, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.statement import Reading
    from reportedly.store import Store

NEWER = replace(MODEL, version="2")
LATER = NOW + timedelta(days=1)
OLD, NEW = (
    article(f"One.\nTwo of {year}.", f"{year}.txt", published=f"{year}-06") for year in (2023, 2024)
)
UNDATED = article("Three.", "undated.txt")


class Better(FakeExtractor):
    """Misses the first line of what the fake one finds; a text with BROKEN fails."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Reading | Issue]:
        for it in articles:
            self.seen.append(it)
            found = reading(it, self.model)
            issue = Issue(it.name, "extract", "it is broken")
            yield issue if "BROKEN" in it.text else replace(found, statements=found.statements[1:])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as found:
        found.put([entry(it) for it in (OLD, NEW, UNDATED)], NOW)
        yield found


def test_what_another_model_read_is_read_anew_and_reported(store: Store) -> None:
    report = reextract(store, Better(NEWER), now=LATER)
    assert (len(report.articles), report.failed) == (3, 0)
    assert (report.counts["same"], report.counts["dropped"]) == (2, 3)
    assert all(it.is_changed and it.after.startswith("fake 2") for it in report.articles)
    assert store.counts().statements == 2
    assert {model for _, _, model in store.outlines()} == {NEWER}


def test_a_second_run_does_nothing(store: Store) -> None:
    reextract(store, Better(NEWER), now=LATER)
    again = Better(NEWER)
    assert reextract(store, again, now=LATER).articles == ()
    assert again.seen == []


def test_what_the_new_model_finds_the_same_is_no_change(store: Store) -> None:
    report = reextract(store, FakeExtractor(NEWER), now=LATER)
    assert [it.is_changed for it in report.articles] == [False] * 3


def test_only_what_may_be_recent(store: Store) -> None:
    found = due(store, FakeExtractor(NEWER), date(2024, 1, 1))
    assert {version for version, _ in found} == {NEW.version, UNDATED.version}


def test_looking_first_writes_nothing(store: Store, tmp_path: Path) -> None:
    store.close()
    before = contents(tmp_path / "store")
    with open_snapshot(tmp_path / "store") as view:
        report = reported(preview(view, Better(NEWER)))
    assert report.counts["dropped"] == 3
    assert [pair.kind for it in report.articles for pair in it.pairs] == ["dropped"] * 3
    after = contents(tmp_path / "store")
    assert {k: v for k, v in after.items() if ".sst" in k or k == "articles.sqlite"} == {
        k: v for k, v in before.items() if ".sst" in k or k == "articles.sqlite"
    }


def test_finding_it_again_is_no_news_afterwards(store: Store) -> None:
    reextract(store, FakeExtractor(NEWER), now=LATER)
    assert store.standing(OLD, NEWER) is Standing.SAME
    extractor = FakeExtractor(NEWER)
    assert ingest([OLD, NEW, UNDATED], store, extractor, now=LATER).unchanged == 3
    assert extractor.seen == []


def test_an_article_that_fails_keeps_what_was_read_before(store: Store) -> None:
    broken = article("BROKEN\nTwo.", "broken.txt")
    store.put([entry(broken)], NOW)
    issues: list[Issue] = []
    report = reextract(store, Better(NEWER), now=LATER, on_issue=issues.append)
    assert (len(report.articles), report.failed) == (3, 1)
    assert [it.item for it in issues] == ["broken.txt"]
    assert [it.issue.item for it in store.issues()] == ["broken.txt"]
    assert store.read_in(broken.version) == tuple(sorted(entry(broken).triples))
    assert [version for version, _ in due(store, Better(NEWER))] == [broken.version]


def test_a_quote_that_is_not_in_the_text_is_refused(store: Store) -> None:
    class Liar(FakeExtractor):
        def extract(self, articles: Iterable[Article]) -> Iterator[Reading | Issue]:
            for it in articles:
                found = reading(it, self.model)
                lie = replace(found.statements[0], quote=("never said",))
                yield replace(found, statements=(lie, *found.statements[1:]))

    report = reextract(store, Liar(NEWER), now=LATER)
    assert report.refused >= 3
    assert report.counts["dropped"] == 3


def test_withdrawn_and_former_versions_stay_as_they_are(store: Store) -> None:
    store.withdraw(Withdrawal(OLD.version, "anna", NOW, "retracted"))
    changed = replace(NEW, text="Another.")
    store.put([entry(changed)], LATER)
    report = reextract(store, FakeExtractor(NEWER), now=LATER)
    assert {it.version for it in report.articles} == {changed.version, UNDATED.version}
    for it in (OLD, NEW):
        assert store.read_in(it.version) == tuple(sorted(entry(it).triples))


def test_a_text_does_not_take_back_the_place_that_another_has_now(store: Store) -> None:
    copy = replace(OLD, name="copy.txt", location="/news/copy.txt")
    store.adopt(copy, MODEL, NOW)
    store.put([entry(replace(OLD, text="Instead."))], LATER)
    assert store.counts().articles == 4  # the text is still current as the copy
    reextract(store, FakeExtractor(NEWER), now=LATER)
    assert [it.status for it in store.editions(OLD.location)] == ["former", "current"]
    assert store.counts().articles == 4
