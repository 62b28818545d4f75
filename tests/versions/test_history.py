"""Versions in a store: listed, compared, withdrawn; and where claims got firmer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import MODEL, NOW, FakeExtractor, article, entry

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.errors import StoreError
from reportedly.extract.hedge import hedges
from reportedly.graph.iri import graph_iri, version_iri
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Hop,
    Reading,
    SpeechMode,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry, Status, open_store
from reportedly.versions import Act, difference, drift, history, withdraw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import Store

URL = "https://gazette.example/dam"
DAYS = [timedelta(days=day) for day in range(4)]
ACT = Act("anna", NOW, "retracted")


def page(*lines: str, title: str = "") -> Article:
    text = "\n".join((*([title, ""] if title else []), *lines))
    return article(text, url=URL, location=URL, title=title or None, publisher="Gazette")


def told(page: Article, *speakers: str) -> Entry:
    """The reading in which each line is said by the speaker of its number, "" the publisher."""
    text, start, statements = page.text, 0, []
    headline = Span(0, len(page.title)) if page.title else None
    names = dict.fromkeys(("Gazette", *filter(None, speakers)))
    for number, line in enumerate(text.split("\n")):
        span = Span(start, start + len(line))
        start = span.end + 1
        body = number - (2 if headline else 0)
        if body < 0 or not line:
            continue
        own = Hop("Gazette", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED)
        speaker = speakers[body] if body < len(speakers) else ""
        hops = (Hop(speaker, SpeechMode.INDIRECT, Commitment.CERTAIN, 1), own)
        hops = hops if speaker else (own,)
        found = hedges(text, [span])
        statements.append(Statement(f"st-{span.start}", (span,), (line,), hops, 0.9, hedges=found))
    reading = Reading(
        page,
        MODEL,
        "Gazette",
        "published",
        headline,
        actors=tuple(Actor(name, name, ActorType.ORGANIZATION) for name in names),
        times=(TemporalExtent("published", None, None, None, None, DateBasis.UNKNOWN),),
        statements=tuple(statements),
    )
    return Entry(page, MODEL, graph_iri(page), graph.triples(reading), len(statements))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as found:
        for day, text in enumerate(("The dam may break.", "The dam will break.", "All is well.")):
            found.put([told(page(text), "Ministry")], NOW + DAYS[day])
        yield found


@pytest.mark.parametrize(
    "what", [URL, version_iri(page("The dam may break.").version), page("All is well.").version]
)
def test_an_article_is_meant_by_address_document_or_version(store: Store, what: str) -> None:
    assert [(it.number, it.status) for it in history(store, what)] == [
        (1, Status.FORMER),
        (2, Status.FORMER),
        (3, Status.CURRENT),
    ]


def test_a_file_is_meant_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(tmp_path / "store", create=True) as store:
        store.put([entry(article(location=str(tmp_path / "a.txt")))], NOW)
        assert len(history(store, "a.txt")) == 1


def test_the_last_two_are_compared_unless_told(store: Store) -> None:
    last = difference(store, URL)
    assert (last.before.number, last.after.number) == (2, 3)
    assert [pair.kind for pair in last.pairs] == ["added", "dropped"]
    first = difference(store, URL, newer=2)
    assert [pair.kind for pair in first.pairs] == ["hardened"]
    back = difference(store, URL, older=2, newer=1)
    assert [pair.kind for pair in back.pairs] == ["softened"]
    assert not first.models_differ


@pytest.mark.parametrize(("older", "newer"), [(None, 1), (0, 2), (1, 4), (-1, 2)])
def test_a_version_that_is_not_there(store: Store, older: int | None, newer: int) -> None:
    with pytest.raises(StoreError, match="there are 3"):
        difference(store, URL, older=older, newer=newer)


def test_nothing_was_ever_found_there(store: Store) -> None:
    with pytest.raises(StoreError, match="no article was ever found"):
        history(store, "https://gazette.example/other")


def test_versions_that_other_models_read_can_be_read_anew(store: Store) -> None:
    newer = replace(MODEL, version="2")
    changed = page("All is very well.")
    store.put([replace(told(changed, "Ministry"), model=newer)], NOW + DAYS[3])
    assert difference(store, URL).models_differ
    extractor = FakeExtractor(newer)
    reread = difference(store, URL, extractor=extractor)
    assert not reread.models_differ
    assert [it.text for it in extractor.seen] == ["All is well.", "All is very well."]
    assert [pair.kind for pair in reread.pairs] == ["reworded"]


def test_withdrawing_what_is_current_and_putting_it_back(store: Store) -> None:
    assert withdraw(store, URL, ACT).status is Status.WITHDRAWN
    with pytest.raises(StoreError, match="no version of it is current, the last is withdrawn"):
        withdraw(store, URL, ACT)
    assert withdraw(store, URL, ACT, undo=True).status is Status.CURRENT
    with pytest.raises(StoreError, match="no version of it is withdrawn"):
        withdraw(store, URL, ACT, undo=True)


def test_a_former_version_has_left_already(store: Store) -> None:
    with pytest.raises(StoreError, match="no version of it is current, the last is former"):
        withdraw(store, version_iri(page("The dam may break.").version), ACT)


class TestDrift:
    def test_a_later_version_is_firmer(self, store: Store) -> None:
        (found,) = drift(store, ["version"])
        assert (found.origin, found.firmer) == ("The dam may break.", "The dam will break.")
        assert found.notes == ("hedges: may → –",)

    @pytest.mark.parametrize(
        ("title", "line", "speaker", "notes"),
        [
            ("Dam above town to break", "The dam above town may break.", "", "hedges: may → –"),
            ("Dam may break above town", "The dam above town may break.", "", None),
            ("Bridge to close in June", "The dam above town may break.", "", None),
            ("Dam above town to break", "The dam above town will break.", "Ministry",
             "attribution: Ministry → –"),
            ("Ministry: dam above town to break", "The dam above town will break.", "Ministry",
             None),
        ],
    )  # fmt: skip
    def test_a_headline_is_firmer_than_the_body(
        self, tmp_path: Path, title: str, line: str, speaker: str, notes: str | None
    ) -> None:
        with open_store(tmp_path / "other", create=True) as store:
            store.put([told(page(line, title=title), speaker)], NOW)
            found = [it.notes for it in drift(store, ["headline"])]
        assert found == ([(notes,)] if notes else [])

    def test_a_body_that_is_once_as_firm_bears_the_headline_out(self, tmp_path: Path) -> None:
        lines = ("The dam above town may break.", "The dam above town will break.")
        with open_store(tmp_path / "other", create=True) as store:
            store.put([told(page(*lines, title="Dam above town to break"))], NOW)
            assert list(drift(store, ["headline"])) == []

    def test_a_relayer_is_more_committed_than_the_source(self, tmp_path: Path) -> None:
        given = told(page("The dam will break."), "Ministry")
        uncommitted, possible, certain = (
            f"<https://w3id.org/reportedly/scale/{it}>" for it in ("Uu", "PSplus", "CTplus")
        )
        lines = [
            it.replace(certain, possible).replace(uncommitted, certain) for it in given.triples
        ]
        with open_store(tmp_path / "other", create=True) as store:
            store.put([replace(given, triples=tuple(sorted(lines)))], NOW)
            (found,) = drift(store, ["hop"])
        assert found.notes == ("Ministry PS+ → Gazette CT+",)

    def test_another_document_restates_more_firmly(self, tmp_path: Path) -> None:
        careful = told(page("The dam may break."), "Ministry")
        bold = told(article("The dam will break.", "bold.txt"), "Ministry")
        here, there = (f"{version_iri(it.article.version)}#st-0" for it in (bold, careful))
        link = f"<{here}> <https://w3id.org/reportedly#restates> <{there}> ."
        with open_store(tmp_path / "other", create=True) as store:
            linked = replace(bold, triples=tuple(sorted((*bold.triples, link))))
            store.put([careful, linked], NOW)
            (found,) = drift(store, ["restatement"])
            assert list(drift(store)) == [found]
        assert (found.origin, found.firmer) == ("The dam may break.", "The dam will break.")
