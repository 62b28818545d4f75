"""Former versions keep what they said; withdrawn ones leave what queries see, and stay away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import MODEL, NOW, FakeExtractor, article, entry

from reportedly.errors import StoreError
from reportedly.ingestion import ingest
from reportedly.store import Outcome, Standing, Status, Withdrawal, open_snapshot, open_store
from reportedly.store.oxigraph import Graphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import Store

FIRST = article("The mayor said the dam may hold.")
SECOND = article("The mayor said the dam will hold.")
PLACE = FIRST.location
AGAIN = replace(MODEL, version="2")


def withdrawal(version: str = FIRST.version, **more: object) -> Withdrawal:
    act = Withdrawal(version, "anna", NOW, "the outlet took it back")
    return replace(act, **more)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as found:
        found.put([entry(FIRST)], NOW)
        yield found


def texts(store: Store) -> list[str]:
    return sorted(str(text) for (text,) in store.query("SELECT ?t { ?s rep:text ?t }"))


class TestFormer:
    def test_what_it_said_stays_when_another_version_takes_its_place(self, store: Store) -> None:
        store.put([entry(SECOND)], NOW + timedelta(days=1))
        old, new = store.editions(PLACE)
        assert (old.status, new.status) == (Status.FORMER, Status.CURRENT)
        assert (old.number, new.number) == (1, 2)
        assert store.read_in(old.version) == tuple(sorted(entry(FIRST).triples))
        assert store.read_in(new.version) == tuple(sorted(entry(SECOND).triples))
        assert texts(store) == [SECOND.text]

    def test_also_when_both_come_in_one_batch(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "other", create=True) as store:
            store.put([entry(FIRST), entry(SECOND)], NOW)
            assert store.read_in(FIRST.version) == tuple(sorted(entry(FIRST).triples))

    def test_a_version_that_comes_back_is_current_again(self, store: Store) -> None:
        store.put([entry(SECOND)], NOW + timedelta(days=1))
        store.put([entry(FIRST)], NOW + timedelta(days=2))
        assert [(e.version, e.status) for e in store.editions(PLACE)] == [
            (SECOND.version, Status.FORMER),
            (FIRST.version, Status.CURRENT),
        ]
        assert texts(store) == [FIRST.text]

    def test_of_a_text_that_was_never_here_nothing_is_known(self, store: Store) -> None:
        assert store.place_of("0" * 16) is None
        assert store.place_of(FIRST.version) == PLACE
        with pytest.raises(StoreError, match="was not kept"):
            store.read_in("0" * 16)


class TestWithdrawal:
    def test_it_leaves_what_queries_see_and_stays_in_the_history(self, store: Store) -> None:
        store.withdraw(withdrawal())
        assert texts(store) == []
        assert store.counts().articles == 0
        (edition,) = store.editions(PLACE)
        assert edition.status is Status.WITHDRAWN
        assert edition.withdrawals == (withdrawal(),)
        assert store.text(FIRST.version) == FIRST.text
        assert store.read_in(FIRST.version) == tuple(sorted(entry(FIRST).triples))

    @pytest.mark.parametrize("name", ["a.txt", "elsewhere.txt"])
    @pytest.mark.parametrize("model", [MODEL, AGAIN])
    def test_finding_the_same_text_again_does_not_bring_it_back(
        self, store: Store, name: str, model: object
    ) -> None:
        store.withdraw(withdrawal())
        extractor = FakeExtractor(model)  # type: ignore[arg-type]
        again = article(FIRST.text, name)
        for _ in range(2):
            summary = ingest([again], store, extractor, now=NOW)
            assert (summary.unchanged, summary.failed) == (1, 0)
        assert extractor.seen == []
        assert texts(store) == []

    def test_another_text_at_its_place_is_a_version_like_any_other(self, store: Store) -> None:
        store.withdraw(withdrawal())
        assert store.put([entry(SECOND)], NOW) == (Outcome.CHANGED,)
        assert texts(store) == [SECOND.text]
        statuses = {e.version: e.status for e in store.editions(PLACE)}
        assert statuses == {FIRST.version: Status.WITHDRAWN, SECOND.version: Status.CURRENT}

    def test_a_page_that_goes_back_to_a_withdrawn_text_shows_nothing(self, store: Store) -> None:
        store.withdraw(withdrawal())
        store.put([entry(SECOND)], NOW)
        ingest([FIRST], store, FakeExtractor(), now=NOW)
        assert texts(store) == []
        assert store.read_in(SECOND.version) == tuple(sorted(entry(SECOND).triples))

    def test_it_can_be_taken_back(self, store: Store) -> None:
        before = store.ntriples(entry(FIRST).graph)
        store.withdraw(withdrawal())
        store.withdraw(withdrawal(undone=True, why="it was not"))
        assert store.ntriples(entry(FIRST).graph) == before
        (edition,) = store.editions(PLACE)
        assert edition.status is Status.CURRENT
        assert [act.undone for act in edition.withdrawals] == [False, True]
        assert store.standing(FIRST, MODEL) is Standing.SAME

    def test_taken_back_after_another_text_has_its_place_it_is_a_former_one(
        self, store: Store
    ) -> None:
        store.withdraw(withdrawal())
        store.put([entry(SECOND)], NOW)
        store.withdraw(withdrawal(undone=True))
        assert texts(store) == [SECOND.text]
        assert {e.version: e.status for e in store.editions(PLACE)}[FIRST.version] is Status.FORMER

    def test_what_is_not_there_cannot_be_withdrawn(self, store: Store) -> None:
        with pytest.raises(StoreError, match="is not withdrawn"):
            store.withdraw(withdrawal(undone=True))
        with pytest.raises(StoreError, match="no current article version"):
            store.withdraw(withdrawal("0" * 16))
        store.withdraw(withdrawal())
        with pytest.raises(StoreError, match="is withdrawn already"):
            store.withdraw(withdrawal())
        store.put([entry(SECOND)], NOW)  # the store is as good as before
        assert len(store.withdrawals()) == 1

    def test_the_first_of_several_copies_is_the_first_again(self, tmp_path: Path) -> None:
        words = "\n".join(
            f"Line {n} of a long report on the dam, number {n * n}." for n in range(40)
        )
        first, copy = article(words, "first.txt"), article(f"{words}\nMore.", "copy.txt")
        with open_store(tmp_path / "copies", create=True) as store:
            store.put([entry(first), entry(copy)], NOW)
            assert store.origin(copy.version) == first.version
            store.withdraw(withdrawal(first.version))
            assert store.origin(copy.version) is None
            store.withdraw(withdrawal(first.version, undone=True))
            assert store.origin(copy.version) == first.version
            assert store.origin(first.version) is None


@pytest.mark.parametrize("undone", [False, True])
def test_a_writer_that_dies_before_the_graphs_are_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undone: bool
) -> None:
    path = tmp_path / "store"
    with open_store(path, create=True) as store:
        store.put([entry(FIRST)], NOW)
        if undone:
            store.withdraw(withdrawal())
        with monkeypatch.context() as patch, pytest.raises(KeyError):
            patch.setattr(Graphs, "apply", _died)
            store.withdraw(withdrawal(undone=undone))
    with open_snapshot(path) as view:
        assert view.counts().articles == int(undone)
        assert len(view.ntriples(entry(FIRST).graph)) == len(entry(FIRST).triples) * undone


def _died(*_: object) -> None:
    raise KeyError
