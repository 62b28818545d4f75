"""Killed while judging: what was acknowledged is there, in the books and in the graph alike."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import NOW, article, entry
from tests.store.judge import MANY, judgement

from reportedly.graph.curation import curation
from reportedly.graph.iri import curation_iri
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KILLS = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills children the POSIX way")


@pytest.fixture
def forker(root: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.judge"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.stdin.close()


def _run(forker, path: Path, *, after: int, delay: float | None) -> list[str]:
    """Run a child, killing it `delay` seconds after it acknowledged `after` judgements."""
    forker.stdin.write(f"{path}\n")
    forker.stdin.flush()
    child, told = int(forker.stdout.readline()), []
    while True:
        if delay is not None and len(told) >= after:
            time.sleep(delay)
            delay = None
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        if (line := forker.stdout.readline().rstrip("\n")).startswith("end "):
            return told
        told.append(line)


def test_kills_at_any_instant(tmp_path: Path, forker) -> None:
    instants = random.Random(20240518)
    path, text = tmp_path / "store", entry(article())
    with open_store(path, create=True) as store:
        store.put([text], NOW)
    acknowledged = 0
    for kill in range(KILLS):
        after = instants.choice((0, 1, 5))
        told = _run(forker, path, after=after, delay=instants.uniform(0, 0.02))
        acknowledged = max([acknowledged, *(int(line) for line in told if line != "done")])
        with open_store(path) if kill % 2 else open_snapshot(path) as view:
            made = view.judgements()
            assert len(made) >= acknowledged
            expected = [replace(judgement(n), number=n) for n in range(1, len(made) + 1)]
            assert list(made) == expected
            assert view.ntriples(curation_iri()) == list(curation(expected))
            assert view.ntriples(text.graph) == sorted(text.triples)
        if len(made) == MANY:
            break
    assert "done" in _run(forker, path, after=MANY + 1, delay=None) or len(made) == MANY
    with open_snapshot(path) as view:
        assert len(view.judgements()) == MANY
