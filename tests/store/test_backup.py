"""Backups: one moment of a store being written to, whole or not at all, nothing replaced."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import NOW, FakeExtractor, article, contents, entry
from tests.store.test_snapshot import WRITER, check, put

from reportedly.errors import StoreError
from reportedly.ingestion import ingest
from reportedly.store import backup, open_snapshot, open_store
from reportedly.store.backup import back_up, restore, verify

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.store import View

KILLS = 12
posix = pytest.mark.skipif(sys.platform == "win32", reason="kills children the POSIX way")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of six articles, with an issue, a run and a memory of the web."""
    path = tmp_path / "store"
    with open_store(path, create=True) as store:
        ingest(
            [article(f"{n} said 0.", f"{n}.txt") for n in range(6)],
            store,
            FakeExtractor(),
            now=NOW,
        )
    with closing(sqlite3.connect(path / "web.sqlite")) as db:
        db.executescript("CREATE TABLE address (a); INSERT INTO address VALUES ('https://x/')")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar.zst"


def dump(view: View, out: Path) -> bytes:
    for name, runs in (("a", False), ("b", True)):
        with out.with_suffix(f".{name}").open("wb") as stream:
            view.dump(stream, "nq", runs=runs)
    return b"".join(out.with_suffix(f".{name}").read_bytes() for name in "ab")


def everything(path: Path, out: Path) -> tuple[object, ...]:
    """Return all that can be asked of a store."""
    with open_snapshot(path) as view:
        issues, runs = tuple(view.issues()), view.runs()
        return dump(view, out), tuple(view.articles()), issues, runs, view.counts()


def drafts(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.suffix in {".part", ".restoring"}]


class TestThereAndBack:
    def test_a_restored_store_is_the_store(self, path: Path, file: Path, tmp_path: Path) -> None:
        made = back_up(path, file, now=NOW)
        assert (made.made, made.articles) == (NOW, 6)
        assert restore(file, tmp_path / "other") == made
        out = tmp_path / "out"
        assert everything(tmp_path / "other", out) == everything(path, out)
        with closing(sqlite3.connect(tmp_path / "other" / "web.sqlite")) as db:
            assert db.execute("SELECT a FROM address").fetchall() == [("https://x/",)]

    def test_it_can_be_written_to(self, path: Path, file: Path, tmp_path: Path) -> None:
        back_up(path, file, now=NOW)
        restore(file, tmp_path / "other")
        with open_store(tmp_path / "other") as store:
            put(store, 1)
            assert check_articles(store) == 1
        with open_snapshot(path) as view:
            assert check_articles(view) == 0

    def test_the_store_is_left_as_it_was(self, path: Path, file: Path) -> None:
        before = contents(path)
        back_up(path, file, now=NOW)
        assert contents(path) == before

    def test_other_programs_open_it(self, path: Path, file: Path, tmp_path: Path) -> None:
        back_up(path, file, now=NOW)
        with zstd.open(file) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            names = tar.getnames()
        assert names[0] == "reportedly.json"
        assert names[-1] == "manifest.json"
        assert {"articles.sqlite", "web.sqlite", "graph/CURRENT"} <= set(names)
        assert not {"lock", "writer.json", "graph/LOCK"} & set(names)

    def test_an_empty_folder_is_a_place_for_a_store(
        self, path: Path, file: Path, tmp_path: Path
    ) -> None:
        back_up(path, file, now=NOW)
        (tmp_path / "empty").mkdir()
        restore(file, tmp_path / "empty")
        restore(file, tmp_path / "deep" / "er")
        assert (tmp_path / "deep" / "er" / "reportedly.json").exists()

    def test_after_a_crash_what_is_due_to_the_graphs_is_in_it(
        self, path: Path, file: Path, tmp_path: Path, monkeypatch
    ) -> None:
        from reportedly.store.oxigraph import Graphs

        def failing(*_: object) -> None:
            raise OSError(5, "Input/output error")

        with open_store(path) as store, monkeypatch.context() as patch:
            patch.setattr(Graphs, "apply", failing)
            with pytest.raises(StoreError):
                store.put([entry(article("Late.", "late.txt"))], NOW)
        back_up(path, file, now=NOW)
        restore(file, tmp_path / "other")
        with open_snapshot(tmp_path / "other") as view:
            assert view.counts().articles == 7
            assert all(view.ntriples(name) for name, _ in view.graphs())


def check_articles(view: View) -> int:
    (number,) = {found.text.split()[2] for found in view.articles()}
    return int(number.rstrip("."))


class TestNothingIsOverwritten:
    def test_a_file(self, path: Path, file: Path) -> None:
        file.write_text("mine")
        with pytest.raises(StoreError, match="nothing is overwritten"):
            back_up(path, file, now=NOW)
        assert file.read_text() == "mine"

    def test_a_file_that_appears_meanwhile(self, path: Path, file: Path, monkeypatch) -> None:
        named = backup._name

        def late(draft: Path, target: Path) -> None:
            target.write_text("mine")
            named(draft, target)

        monkeypatch.setattr(backup, "_name", late)
        with pytest.raises(StoreError, match="nothing is overwritten"):
            back_up(path, file, now=NOW)
        assert file.read_text() == "mine"
        assert drafts(file.parent) == []

    def test_a_store_and_any_other_folder(self, path: Path, file: Path, tmp_path: Path) -> None:
        back_up(path, file, now=NOW)
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "note").touch()
        for taken in (path, tmp_path / "mine", file):
            before = contents(tmp_path)
            with pytest.raises(StoreError, match="nothing is overwritten"):
                restore(file, taken)
            assert contents(tmp_path) == before


class TestWhatIsRefused:
    def test_a_file_in_the_store_itself(self, path: Path) -> None:
        with pytest.raises(StoreError, match="elsewhere"):
            back_up(path, path / "b.tar.zst", now=NOW)

    def test_a_damaged_neighbour_is_named(self, path: Path, file: Path) -> None:
        (path / "web.sqlite").write_bytes(b"nonsense" * 1000)
        with pytest.raises(StoreError, match=r"web\.sqlite: its files are damaged"):
            back_up(path, file, now=NOW)
        assert drafts(file.parent) == []
        assert not file.exists()


class TestWhatIsNoBackup:
    def test_no_store(self, tmp_path: Path, file: Path) -> None:
        with pytest.raises(StoreError, match="no store here"):
            back_up(tmp_path / "nowhere", file, now=NOW)
        assert list(tmp_path.iterdir()) == []

    def test_no_file(self, tmp_path: Path, file: Path) -> None:
        with pytest.raises(StoreError, match="no such file"):
            restore(file, tmp_path / "other")

    @pytest.mark.parametrize("data", [b"", b"nonsense" * 99, zstd.compress(b"nonsense" * 999)])
    def test_another_file(self, tmp_path: Path, file: Path, data: bytes) -> None:
        file.write_bytes(data)
        with pytest.raises(StoreError, match="backup"):
            restore(file, tmp_path / "other")
        assert [each.name for each in tmp_path.iterdir()] == [file.name]

    def test_one_that_was_cut_short_anywhere(self, path: Path, file: Path, tmp_path: Path) -> None:
        back_up(path, file, now=NOW)
        whole, cuts = file.read_bytes(), random.Random(8)
        for cut in sorted(cuts.sample(range(len(whole) - 1), 30)):
            file.write_bytes(whole[:cut])
            with pytest.raises(StoreError, match="backup"):
                verify(file)
        with pytest.raises(StoreError, match="backup"):
            restore(file, tmp_path / "other")
        assert not (tmp_path / "other").exists()
        assert drafts(tmp_path) == []

    def test_one_with_a_wrong_byte_anywhere(self, path: Path, file: Path) -> None:
        back_up(path, file, now=NOW)
        whole, places = file.read_bytes(), random.Random(9)
        for at in places.sample(range(len(whole)), 40):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
            with pytest.raises(StoreError, match="backup"):
                verify(file)

    @pytest.mark.parametrize("name", ["../evil", "/evil", "graph/../../evil", "graph/a/b", ".x"])
    def test_a_member_that_would_leave_the_folder(
        self, tmp_path: Path, file: Path, name: str
    ) -> None:
        with zstd.open(file, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            tar.addfile(tarfile.TarInfo(name))
        with pytest.raises(StoreError, match="belongs to no backup"):
            restore(file, tmp_path / "deep" / "other")
        assert list((tmp_path / "deep").iterdir()) == []

    def test_another_members_bytes(self, path: Path, file: Path, tmp_path: Path) -> None:
        back_up(path, file, now=NOW)
        with zstd.open(file) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            tar.extractall(tmp_path / "out", filter="data")
        (tmp_path / "out" / "articles.sqlite").write_bytes(b"SQLite format 3\0")
        with zstd.open(file, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            for name in ("articles.sqlite", "manifest.json"):
                tar.add(tmp_path / "out" / name, name)
        with pytest.raises(StoreError, match=r"articles\.sqlite"):
            verify(file)


@posix
class TestBesideAWriter:
    def test_it_is_one_moment_and_the_writer_goes_on(
        self, tmp_path: Path, root: Path, path: Path
    ) -> None:
        shutil.rmtree(path)
        with open_store(path, create=True) as store:
            put(store, 0)
        command = [sys.executable, "-c", WRITER, str(path), "1000"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as writer:
            assert writer.stdout.readline() == "1\n"
            for number in range(6):
                back_up(path, tmp_path / f"{number}.tar.zst", now=NOW)
            assert writer.poll() is None
            writer.kill()
        seen = []
        for number in range(6):
            restore(tmp_path / f"{number}.tar.zst", tmp_path / f"r{number}")
            with open_snapshot(tmp_path / f"r{number}") as view:
                seen.append(check(view))
        assert seen == sorted(seen)
        assert seen[-1] > seen[0] > 0, "the writer did not go on"


CHILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from reportedly.store.backup import back_up, restore
for line in sys.stdin:
    what, source, target = line.split()
    child = os.fork()
    if not child:
        os.write(1, f"{os.getpid()}\\n".encode())
        if what == "restore":
            restore(Path(source), Path(target))
        else:
            back_up(Path(source), Path(target), now=datetime.now(UTC))
        os._exit(0)
    os.waitpid(child, 0)
    os.write(1, b"end\\n")
"""


@posix
class TestKilled:
    """Killed at any instant: the new one is whole or not there, and the old one is as it was."""

    @pytest.fixture
    def child(self, root: Path) -> Iterator[subprocess.Popen[str]]:
        command, pipe = [sys.executable, "-c", CHILD], subprocess.PIPE
        with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
            yield process
            process.stdin.close()

    @staticmethod
    def kill(child, what: str, source: Path, target: Path, delay: float | None) -> None:
        child.stdin.write(f"{what} {source} {target}\n")
        child.stdin.flush()
        number = int(child.stdout.readline())
        if delay is not None:
            time.sleep(delay)
            os.kill(number, 9)
        assert child.stdout.readline() == "end\n"

    @pytest.fixture
    def large(self, tmp_path: Path) -> Path:
        """A store that takes long enough to copy for somebody to come in between."""
        with open_store(tmp_path / "large", create=True) as store:
            texts = ("\n".join(f"{n} said {i}." for i in range(40)) for n in range(200))
            store.put([entry(article(text, f"{n}.txt")) for n, text in enumerate(texts)], NOW)
        return tmp_path / "large"

    def test_while_backing_up(self, child, large: Path, file: Path, tmp_path: Path) -> None:
        instants, cut = random.Random(5), 0
        for _ in range(KILLS):
            self.kill(child, "backup", large, file, instants.uniform(0.0, 0.12))
            if file.exists():
                assert verify(file).articles == 200
                file.unlink()
            else:
                cut += 1
        assert cut, "none was killed in time"
        self.kill(child, "backup", large, file, None)
        assert verify(file).articles == 200
        with open_store(large) as store:
            assert store.counts().articles == 200

    def test_while_restoring(self, child, large: Path, file: Path, tmp_path: Path) -> None:
        back_up(large, file, now=NOW)
        instants, cut, target = random.Random(6), 0, tmp_path / "target"
        for _ in range(KILLS):
            self.kill(child, "restore", file, target, instants.uniform(0.0, 0.12))
            if target.exists():
                with open_snapshot(target) as view:
                    assert view.counts().articles == 200
                shutil.rmtree(target)
            else:
                cut += 1
        assert cut, "none was killed in time"
        self.kill(child, "restore", file, target, None)
        assert everything(target, tmp_path / "out") == everything(large, tmp_path / "out")

    def test_what_they_leave_is_removed_later(self, path: Path, file: Path, tmp_path: Path) -> None:
        young, old = tmp_path / f".{file.name}-1.part", tmp_path / f".{file.name}-2.part"
        for draft in (young, old):
            draft.touch()
        room = tmp_path / ".other-1.restoring"
        room.mkdir()
        long_ago = time.time() - timedelta(hours=2).total_seconds()
        for draft in (old, room):
            os.utime(draft, (long_ago, long_ago))
        back_up(path, file, now=NOW)
        restore(file, tmp_path / "other")
        assert drafts(tmp_path) == [young.name]


class TestCompaction:
    def test_it_takes_less_space_and_is_the_same(self, path: Path, tmp_path: Path) -> None:
        from reportedly.store.folder import occupied

        with open_store(path) as store:
            for number in range(1, 10):
                put(store, number)
        before, size = everything(path, tmp_path / "out"), occupied(path)
        with open_store(path) as store, open_snapshot(path) as view:
            store.compact()
            assert view.counts() == store.counts()
        assert everything(path, tmp_path / "out") == before
        assert occupied(path) < size

    def test_readers_come_and_go_meanwhile(self, path: Path, monkeypatch) -> None:
        from reportedly.store.oxigraph import Graphs

        compacted, seen = Graphs.optimize, []

        def slow(graphs: Graphs) -> None:
            with open_snapshot(path) as view:
                seen.append(view.counts().articles)
            compacted(graphs)

        monkeypatch.setattr(Graphs, "optimize", slow)
        with open_store(path) as store:
            store.compact()
        assert seen == [6]
