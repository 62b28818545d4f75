"""Killed while versions are replaced, withdrawn or read anew: no loss, no halves, no repetition."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import MODEL, NOW, entry
from tests.store.reviser import PLACES, article, model

from reportedly.store import Status, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.statement import Model
    from reportedly.store import View

KILLS = 12

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills children the POSIX way")


@pytest.fixture
def forker(root: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.reviser"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store", create=True) as store:
        store.put([entry(article(place, 0), model(0)) for place in range(PLACES)], NOW)
    return tmp_path / "store"


def _run(forker, what: str, number: int, path: Path, kill: random.Random | None) -> list[str]:
    """Run a child, killing it at some instant; return the versions that it acknowledged."""
    forker.stdin.write(f"{what} {number} {path}\n")
    forker.stdin.flush()
    child, told = int(forker.stdout.readline()), []
    after = kill.choice((0, 1, 16, 40)) if kill else None
    while True:
        if after is not None and len(told) >= after:
            time.sleep(kill.uniform(0, 0.03))
            after = None
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        if (line := forker.stdout.readline().rstrip("\n")).startswith("end "):
            return told
        told.append(line)


def _whole(view: View, version: str, by: Model) -> bool:
    expected = entry(view.article(version), by).triples
    return view.read_in(version) == tuple(sorted(expected))


def test_replacing(path: Path, forker) -> None:
    instants, cut = random.Random(1), 0
    for kill in range(1, KILLS + 1):
        told = _run(forker, "replace", kill, path, instants)
        cut += "done" not in told
        with open_store(path) if kill % 2 else open_snapshot(path) as view:
            current = {version for _, version in view.graphs()}
            assert len(current) == PLACES
            assert set(told) - {"done"} <= current
            for place in range(PLACES):
                first, *others = view.editions(f"/news/{place}")
                assert _whole(view, first.version, model(0))
                assert all(_whole(view, it.version, MODEL) for it in others)
                statuses = [it.status for it in (first, *others)]
                assert statuses == [Status.FORMER] * len(others) + [Status.CURRENT]
    assert cut >= KILLS / 2, "most children had finished before they were killed"


def test_withdrawing(path: Path, forker) -> None:
    instants = random.Random(2)
    for kill in range(KILLS):
        number = kill // 3
        told = set(_run(forker, "withdraw", number, path, instants if kill % 3 < 2 else None))
        wanted = Status.CURRENT if number % 2 else Status.WITHDRAWN
        with open_store(path) if kill % 2 else open_snapshot(path) as view:
            current = {version for _, version in view.graphs()}
            for place in range(PLACES):
                (it,) = view.editions(f"/news/{place}")
                assert it.status is wanted or it.version not in told
                assert (it.status is Status.CURRENT) == (it.version in current)
                assert bool(view.ntriples(it.graph)) == (it.version in current)
                assert _whole(view, it.version, model(0))
            assert kill % 3 < 2 or len(current) == PLACES * (number % 2)


def test_reading_anew(path: Path, forker) -> None:
    instants, done = random.Random(3), False
    for kill in range(KILLS):
        told = _run(forker, "reread", 1, path, instants)
        with open_store(path) if kill % 2 else open_snapshot(path) as view:
            models = {version: by for version, _, by in view.outlines()}
            assert len(models) == PLACES
            assert all(models[version] == model(1) for version in told if version != "done")
            assert all(_whole(view, version, by) for version, by in models.items())
            reports = [version for version, _ in view.rereading(1)]
            assert reports == sorted(v for v, by in models.items() if by == model(1))
        if done := "done" in told:
            break
    told = _run(forker, "reread", 1, path, None)
    with open_snapshot(path) as view:
        assert len(view.rereading(1)) == PLACES, "the run tells of all that it did"
        assert {by for _, _, by in view.outlines()} == {model(1)}
        assert view.counts().articles == PLACES
    assert not done or told == ["done"], "nothing is read twice"
