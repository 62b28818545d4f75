"""A store is a folder that says so; everything else is left alone, and every failure is named."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import NOW, WORDS, article, contents, entry, make_older

from reportedly import upgrading
from reportedly.errors import StoreBusyError, StoreError
from reportedly.store import Outcome, open_snapshot, open_store
from reportedly.store.folder import Folder, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import Store


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    with open_store(path, create=True) as store:
        store.put([entry(article())], NOW)
    return path


def test_a_new_store_is_made_where_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down" / "store"
    with open_store(path, create=True) as store:
        assert store.counts().articles == 0
    assert json.loads((path / "reportedly.json").read_text()) == {"format": 1}


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        assert store.put([entry(article())], NOW) == (Outcome.NEW,)


@pytest.mark.parametrize("opening", [open_store, open_snapshot])
@pytest.mark.parametrize("exists", [True, False])
def test_reading_what_is_not_there_says_what_to_do(tmp_path: Path, opening, exists) -> None:
    path = tmp_path / "store"
    if exists:
        path.mkdir()
    with pytest.raises(StoreError, match="no store here yet") as caught:
        opening(path)
    assert caught.value.advice == f"reportedly ingest SOURCE --store {path}"
    assert path.exists() == exists


@pytest.mark.parametrize("create", [True, False])
def test_a_strangers_folder_is_not_filled_with_files(tmp_path: Path, create: bool) -> None:
    (tmp_path / "thesis.odt").write_text("mine")
    with pytest.raises(StoreError, match=r"not a store \(it holds thesis\.odt\)"):
        open_store(tmp_path, create=create)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_file_is_not_a_store(tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text("mine")
    for create in (True, False):
        with pytest.raises(StoreError, match="is a file, not a store"):
            open_store(file, create=create)
    with pytest.raises(StoreError):
        open_store(file / "below", create=True)
    assert file.read_text() == "mine"


def test_a_store_of_a_newer_format_is_left_alone(filled: Path) -> None:
    (filled / "reportedly.json").write_text('{"format": 2}')
    before = contents(filled)
    for opening in (open_store, open_snapshot):
        with pytest.raises(StoreError, match="a newer reportedly wrote it") as caught:
            opening(filled)
        assert "upgrade" in caught.value.advice
    assert contents(filled) == before


@pytest.mark.parametrize("marker", ["", "{", "[]", '{"format": "one"}'])
def test_a_damaged_marker_is_named(filled: Path, marker: str) -> None:
    (filled / "reportedly.json").write_text(marker)
    with pytest.raises(StoreError, match=r"reportedly\.json is damaged") as caught:
        open_store(filled)
    assert caught.value.advice.endswith('{"format": 1} into it')


def test_what_a_killed_creation_leaves_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / ".reportedly.json-a8x").write_text("")
    with open_store(tmp_path, create=True) as store:
        assert store.counts().articles == 0


def test_a_store_that_was_only_begun_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "reportedly.json").write_text('{"format": 1}')
    with open_snapshot(tmp_path) as snapshot:
        assert snapshot.counts().articles == 0
        assert snapshot.query("ASK { ?s ?p ?o }") is False


@pytest.mark.parametrize("opening", [open_store, open_snapshot])
class TestDamage:
    """Lost or overwritten files are reported, not guessed around."""

    def test_lost_graphs(self, filled: Path, opening) -> None:
        (filled / "graph").rename(filled.parent / "elsewhere")
        with pytest.raises(StoreError, match="graph/ is missing or damaged"):
            opening(filled)

    def test_lost_books(self, filled: Path, opening) -> None:
        (filled / "articles.sqlite").unlink()
        with pytest.raises(StoreError, match=r"articles\.sqlite is missing beside graph/"):
            opening(filled)

    def test_overwritten_books(self, filled: Path, opening) -> None:
        (filled / "articles.sqlite").write_bytes(b"garbage " * 1000)
        with pytest.raises(StoreError, match="its files are damaged"):
            opening(filled)

    def test_overwritten_graphs(self, filled: Path, opening) -> None:
        for manifest in (filled / "graph").glob("MANIFEST-*"):
            manifest.write_bytes(b"garbage " * 1000)
        with pytest.raises(StoreError, match="its files are damaged") as caught:
            opening(filled).query("ASK { ?s ?p ?o }")
        assert "backup" in caught.value.advice


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(filled: Path) -> None:
    filled.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="this user may not write there"):
            open_store(filled)
    finally:
        filled.chmod(0o700)


def _limit(store: Store) -> None:
    """Let SQLite find the disk full when it needs one page more."""
    (pages,) = store._records._db.execute("PRAGMA page_count").fetchone()
    store._records._db.execute(f"PRAGMA max_page_count={pages}")


def test_a_full_disk_is_named_and_loses_nothing(filled: Path) -> None:
    more = [entry(article(f"{n} said so.\n" * 400, f"{n}.txt")) for n in range(8)]
    with open_store(filled) as store:
        _limit(store)
        with pytest.raises(StoreError, match="the disk is full") as caught:
            store.put(more, NOW)
        assert "what was acknowledged is kept" in caught.value.advice
        with pytest.raises(StoreError, match="an earlier batch failed half way"):
            store.put(more, NOW)
    with open_store(filled) as store:
        assert store.counts().articles == 1
        assert set(store.put(more, NOW)) == {Outcome.NEW}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError("IO error: No space left on device: While appending"), "the disk is full"),
        (sqlite3.OperationalError("database or disk is full"), "the disk is full"),
        (PermissionError(13, "Permission denied"), "this user may not write there"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "may not write"),
        (sqlite3.DatabaseError("database disk image is malformed"), "its files are damaged"),
        (RuntimeError("Corruption: block checksum mismatch"), "its files are damaged"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_faults_of_disk_and_databases_become_store_errors(fault: Exception, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught, faults("here"):
        raise fault
    assert caught.value.__cause__ is fault


# ---------------------------------------------------------------------------- one writer at a time


def test_a_second_writer_is_told_who_the_first_is(filled: Path) -> None:
    with open_store(filled):
        with pytest.raises(
            StoreBusyError, match=rf"process {os.getpid()} \(.*\), since 20"
        ) as told:
            open_store(filled)
        assert "reading works" in told.value.advice
    with open_store(filled) as store:
        assert store.counts().articles == 1


HOLD = """
import sys, time
from reportedly.store import open_store
with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_writer_in_another_process_is_named_and_a_dead_one_is_no_obstacle(filled: Path) -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLD, str(filled)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreBusyError, match=f"process {other.pid} ") as told:
            open_store(filled)
        assert str(filled) in str(told.value)
        other.kill()
        other.wait()
    assert Folder(filled).writer.exists(), "a killed process cannot clean up"
    with open_store(filled) as store:
        assert store.counts().articles == 1
    assert not Folder(filled).writer.exists()


def test_only_the_user_may_read_who_is_writing(filled: Path) -> None:
    with open_store(filled):
        assert Folder(filled).writer.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_an_endpoint_is_not_written_to() -> None:
    with pytest.raises(StoreError, match="an endpoint is only read from"):
        open_store("https://example.org/sparql", create=True)


def test_an_answer_outlives_the_store_and_is_no_obstacle(filled: Path) -> None:
    with open_store(filled) as store:
        view = store.dataset()
        rows = iter(store.query("SELECT * { ?s ?p ?o }"))
        triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        next(rows)
    with open_store(filled) as store:
        assert store.query("ASK { ?s ?p ?o }") is True
        assert len(list(rows)) > 1
        assert len(list(triples)) > 1
    with pytest.raises(AttributeError):
        view.query("ASK {}")


def test_a_dataset_that_is_still_being_read_is_named(filled: Path) -> None:
    with open_store(filled) as store:
        rows = iter(store.dataset().query("SELECT * { ?s ?p ?o }"))
        next(rows)
    with open_store(filled) as store:
        with pytest.raises(StoreError, match="still open elsewhere") as caught:
            store.query("ASK {}")
        assert "finish reading" in caught.value.advice
    del caught, rows
    gc.collect()  # now, since Oxigraph's answers must not be freed in another thread


def test_closing_twice_is_harmless(filled: Path) -> None:
    store = open_store(filled)
    store.close()
    store.close()
    with closing(open_snapshot(filled)) as snapshot:
        snapshot.close()
        with pytest.raises(StoreError, match="closed"):
            snapshot.query("ASK {}")


class TestAnOlderStore:
    """What it lacks is made when it is first opened to write: shown, and never done twice."""

    COUNT = 250

    @pytest.fixture
    def older(self, tmp_path: Path) -> Path:
        path = tmp_path / "store"
        texts = (article(f"{WORDS} {number}", f"{number}.txt") for number in range(self.COUNT))
        with open_store(path, create=True) as store:
            store.put([entry(one) for one in texts], NOW)
        make_older(path, 9)
        return path

    def test_who_watches_is_told_how_far_it_is(self, older: Path) -> None:
        told: list[tuple[int, str]] = []
        with upgrading.watched(watcher(told)):
            open_store(older).close()
            assert told == [(0, "upgrading the store"), (100, ""), (200, ""), (250, "")]
            open_store(older).close()
        assert len(told) == 4

    def test_who_stops_it_loses_the_last_batch_at_most(self, older: Path) -> None:
        with upgrading.watched(watcher([], stop_at=200)), pytest.raises(KeyboardInterrupt):
            open_store(older)
        with open_snapshot(older) as view:
            assert view.gists(["titles"]) is None
            assert sum(1 for _ in view.articles()) == self.COUNT
        told: list[tuple[int, str]] = []
        with upgrading.watched(watcher(told)), open_store(older) as store:
            assert [done for done, _ in told] == [0, 50]
            assert len(list(store.gists(["titles"]) or ())) == self.COUNT


def watcher(told: list[tuple[int, str]], stop_at: int = -1) -> upgrading.Watcher:
    @contextmanager
    def watch(what: str, _whole: int) -> Iterator[upgrading.Show]:
        told.append((0, what))

        def show(done: int, _text: str) -> None:
            told.append((done, ""))
            if done == stop_at:
                raise KeyboardInterrupt

        yield show

    return watch
