"""Readers see the store as it was at one moment, whoever writes to it, and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import NOW, article, contents, entry, reading

from reportedly import graph
from reportedly.errors import StoreBusyError
from reportedly.graph.iri import graph_iri
from reportedly.store import open_snapshot, open_store, snapshot
from reportedly.store.folder import Folder
from reportedly.store.lock import Lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportedly.store import Store, View


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store"
    with open_store(path, create=True) as store:
        put(store, 0)
    return path


def put(store: Store, number: int) -> None:
    """Replace every text; all of them name the number."""
    store.put([entry(article(f"{n} said {number}.", f"{n}.txt")) for n in range(6)], NOW)


def check(view: View) -> int:
    """Hold graphs against texts; return the number that all of them name."""
    kept = list(view.articles())
    assert len(kept) == 6
    (number,) = {found.text.split()[2] for found in kept}
    names = {str(name) for (name,) in view.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert names == set(dict(view.graphs())) == {graph_iri(found) for found in kept}
    for found in kept:
        assert view.ntriples(graph_iri(found)) == sorted(graph.triples(reading(found)))
    return int(number.rstrip("."))


def rooms(path: Path) -> list[Path]:
    return list(Folder(path).snapshots.iterdir())


class TestAlone:
    def test_a_snapshot_is_the_store(self, path: Path) -> None:
        with open_snapshot(path) as view:
            assert check(view) == 0
            assert view.counts().articles == 6

    def test_it_changes_nothing_in_the_store_and_goes_when_closed(self, path: Path) -> None:
        before = contents(path)
        with open_snapshot(path) as view:
            assert len(rooms(path)) == 1
            check(view)
        assert rooms(path) == []
        assert contents(path) == before

    def test_a_writer_may_come_and_go_meanwhile(self, path: Path) -> None:
        with open_snapshot(path) as early:
            with open_store(path) as store:
                put(store, 1)
                with open_snapshot(path) as late:
                    put(store, 2)
                    assert check(late) == 1
            assert check(early) == 0
        with open_snapshot(path) as view:
            assert check(view) == 2

    def test_many_readers_at_once(self, path: Path) -> None:
        seen: list[int] = []

        def read() -> None:
            with open_snapshot(path) as view:
                seen.append(check(view))

        threads = [threading.Thread(target=read) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert seen == [0] * 6
        assert rooms(path) == []

    def test_it_may_be_read_from_several_threads(self, path: Path) -> None:
        with open_snapshot(path) as view:
            found: list[int] = []
            threads = [threading.Thread(target=lambda: found.append(check(view))) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert found == [0] * 4


WRITER = """
import sys
from reportedly.store import open_store
from tests.store.test_snapshot import put
with open_store(sys.argv[1]) as store:
    for number in range(1, int(sys.argv[2])):
        put(store, number)
        print(number, flush=True)
    sys.stdin.read()
"""


class TestBesideAWriter:
    """Graphs and texts of a snapshot belong together although somebody is writing all the time."""

    def test_in_another_process(self, path: Path, root: Path) -> None:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", WRITER, str(path), "1000"]
        with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as writer:
            assert writer.stdout.readline() == "1\n"
            seen = []
            for _ in range(12):
                with open_snapshot(path) as view:
                    seen.append(check(view))
            assert writer.poll() is None
            assert seen == sorted(seen)
            assert seen[-1] > seen[0] > 0, "the writer did not go on"
            writer.kill()
        with open_snapshot(path) as view:
            assert check(view) >= seen[-1]

    def test_in_this_process(self, path: Path) -> None:
        stop = threading.Event()
        seen: list[int] = []

        def read() -> None:
            while not stop.is_set():
                with open_snapshot(path) as view:
                    seen.append(check(view))

        reader = threading.Thread(target=read)
        with open_store(path) as store:
            reader.start()
            for number in range(1, 20):
                put(store, number)
            stop.set()
            reader.join()
        assert seen
        assert seen == sorted(seen)
        assert rooms(path) == []

    def test_a_writer_that_has_nothing_to_write_does_not_open_the_graphs(self, path: Path) -> None:
        with open_store(path):
            before = contents(path / "graph")
            with open_snapshot(path) as view:
                assert check(view) == 0
            assert contents(path / "graph") == before

    def test_a_writer_that_does_not_answer_is_named(self, path: Path, monkeypatch) -> None:
        monkeypatch.setattr(snapshot.Concierge, "run", lambda concierge: None)
        with open_store(path):
            with pytest.raises(StoreBusyError, match=f"process {os.getpid()} .* made no snapshot"):
                snapshot.take_snapshot(path, patience=0.2)
            assert rooms(path) == []

    def test_a_writer_that_cannot_make_a_copy_says_why(self, path: Path, monkeypatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("reportedly.store.embedded.copy_still", full)
        with open_store(path), pytest.raises(StoreBusyError, match="the disk is full"):
            open_snapshot(path)
        assert rooms(path) == []

    def test_a_writer_whose_last_batch_failed_makes_no_copies(
        self, path: Path, monkeypatch
    ) -> None:
        def failing(*_: object) -> None:
            raise OSError("broken")

        with open_store(path) as store:
            with monkeypatch.context() as patch, pytest.raises(Exception, match="broken"):
                patch.setattr("reportedly.store.oxigraph.Graphs.apply", failing)
                put(store, 1)
            with pytest.raises(StoreBusyError, match="half way"):
                open_snapshot(path)
        with open_snapshot(path) as view:
            assert check(view) == 1, "what was committed to the journal is made good"

    def test_a_reader_that_takes_too_long_asks_again(self, path: Path, monkeypatch) -> None:
        monkeypatch.setattr(snapshot, "_STANDSTILL", 0.3)
        settle, calls = snapshot.Room.settle, []

        def slowly(room: snapshot.Room) -> bool:
            calls.append(threading.current_thread().name)
            if threading.current_thread().name != "snapshots" and len(calls) < 3:
                time.sleep(1.0)  # the writer has lost patience by then
            return settle(room)

        monkeypatch.setattr(snapshot.Room, "settle", slowly)
        with open_store(path) as store:
            put(store, 1)
            with open_snapshot(path) as view:
                assert check(view) == 1
        assert len(calls) > 2


class TestLeftovers:
    def leave(self, path: Path, name: str, age: float) -> Path:
        """Make what a reader that was killed some seconds ago has left."""
        room = Folder(path).snapshots / name
        (room / "graph").mkdir(parents=True)
        (room / "graph" / "000001.sst").write_bytes(b"")
        (room / "lock").touch()
        (room / "request").touch()
        then = time.time() - age
        os.utime(room, (then, then))
        return room

    @pytest.mark.parametrize("opening", [open_store, open_snapshot])
    def test_whoever_comes_next_removes_what_a_killed_reader_left(
        self, path: Path, opening: Callable[[Path], View]
    ) -> None:
        old, young = self.leave(path, "old", 120), self.leave(path, "young", 5)
        with opening(path):
            assert old not in rooms(path)
            assert young in rooms(path)

    def test_a_reader_that_still_reads_is_left_alone(self, path: Path) -> None:
        with open_snapshot(path) as view:
            (room,) = rooms(path)
            os.utime(room, (0, 0))
            with open_store(path) as store:
                put(store, 1)
            assert check(view) == 0

    def test_files_that_are_not_rooms_do_no_harm(self, path: Path) -> None:
        Folder(path).snapshots.mkdir(exist_ok=True)
        (Folder(path).snapshots / ".DS_Store").touch()
        os.utime(Folder(path).snapshots / ".DS_Store", (0, 0))
        with open_store(path), open_snapshot(path) as view:
            assert check(view) == 0


class TestLock:
    def test_one_holder(self, tmp_path: Path) -> None:
        with ExitStack() as held:
            locks = [held.enter_context(Lock(tmp_path / "lock")) for _ in range(2)]
            assert [lock.acquire() for lock in locks] == [True, False]
            locks[0].release()
            assert locks[1].acquire()
        assert list(tmp_path.iterdir()) == [tmp_path / "lock"]

    def test_closing_another_handle_of_the_file_does_not_let_it_go(self, tmp_path: Path) -> None:
        with Lock(tmp_path / "lock") as lock, Lock(tmp_path / "lock") as other:
            assert lock.acquire()
            (tmp_path / "lock").read_bytes()
            assert not other.acquire()
            assert not other.acquire()

    def test_it_can_be_waited_for(self, tmp_path: Path) -> None:
        with Lock(tmp_path / "lock") as lock, Lock(tmp_path / "lock") as other:
            assert lock.acquire()
            threading.Timer(0.1, lock.release).start()
            assert other.acquire(patience=5)
