"""Killed while correcting or reading anew: no correction is lost, none is half applied."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests.corrections.corrector import MANY, edition, step
from tests.store.fakes import NOW, tables

from reportedly.correction import standing
from reportedly.graph.correcting import corrected
from reportedly.graph.iri import curation_iri
from reportedly.graph.ledger import ledger
from reportedly.store import View, open_snapshot, open_store

KILLS = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills children the POSIX way")


@pytest.fixture
def forker(root: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.corrections.corrector"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None
        yield process
        process.stdin.close()


def _run(forker: subprocess.Popen[str], path: Path, *, after: int, delay: float | None) -> int:
    """Run a child, killing it `delay` seconds after it acknowledged `after` corrections.

    Return the last one that it acknowledged.
    """
    assert forker.stdin is not None
    assert forker.stdout is not None
    forker.stdin.write(f"{path}\n")
    forker.stdin.flush()
    child, told = int(forker.stdout.readline()), [0]
    while True:
        if delay is not None and len(told) > after:
            time.sleep(delay)
            delay = None
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        if (line := forker.stdout.readline().rstrip("\n")).startswith("end "):
            return max(told)
        told += [int(line)] if line != "done" else []


def _check(view: View) -> None:
    """The books, the curation graph and the article's graph tell one story."""
    made = view.corrections()
    assert view.ntriples(curation_iri()) == sorted(ledger(made, {}))
    ((name, version),) = view.graphs()
    read = edition(int(_model(view)))
    assert (name, version) == (read.graph, read.article.version)
    assert view.extracted(version) == tuple(sorted(read.triples))
    expected = corrected(read.triples, version, standing(made))
    assert view.ntriples(name) == list(expected.lines)
    assert len(expected.applied) == len(standing(made)), "every correction holds in each edition"


def _model(view: View) -> str:
    rows = view.query("SELECT ?v { ?m a prov:Entity ; schema:softwareVersion ?v }")
    ((number,),) = rows  # type: ignore[union-attr]
    return str(number)


def test_kills_at_any_instant(tmp_path: Path, forker: subprocess.Popen[str]) -> None:
    instants = random.Random(20240519)
    path, whole = tmp_path / "store", tmp_path / "whole"
    for place in (path, whole):
        with open_store(place, create=True) as store:
            store.put([edition(0)], NOW)
    acknowledged = cut = 0
    for kill in range(KILLS):
        told = _run(forker, path, after=instants.choice((0, 1, 3)), delay=instants.uniform(0, 0.06))
        acknowledged = max(acknowledged, told)
        with open_store(path) if kill % 2 else open_snapshot(path) as view:
            _check(view)
            made = len(view.corrections())
            assert made >= acknowledged
            cut += made < MANY
        if made == MANY:
            break
    assert cut >= 5, "most children had finished before they were killed"
    _run(forker, path, after=MANY + 1, delay=None)
    with open_store(whole) as store:
        for number in range(1, MANY + 1):
            step(store, number)
    with open_snapshot(path) as view, open_snapshot(whole) as other:
        assert [replace(it, mark=None, version="") for it in view.corrections()] == [
            replace(it, mark=None, version="") for it in other.corrections()
        ], "killed or not, the same was done"
    assert tables(path)["journal"] == 0
