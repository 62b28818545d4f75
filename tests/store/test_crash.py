"""Killed at any instant: nothing acknowledged is lost, nothing is half there, a re-run finishes."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from tests.store import crasher
from tests.store.fakes import reading, tables

from reportedly import graph
from reportedly.graph.iri import RUN_GRAPHS, graph_iri
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import View

KILLS = 60
EDITIONS = 5
EXPECTED = {
    graph_iri(article): sorted(graph.triples(reading(article)))
    for number in range(EDITIONS)
    for article in reversed(crasher.edition(number))  # of two that share a text, the first counts
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills children the POSIX way")


@pytest.fixture
def forker(root: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.store.crasher"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as process:
        yield process
        process.stdin.close()


def _run(
    forker, path: Path, number: int, bulk: int, *, after: int = 0, delay: float | None = None
) -> list[str]:
    """Run a child, killing it `delay` seconds after the article `after` was acknowledged.

    Return the versions it acknowledged.
    """
    forker.stdin.write(f"{number} {bulk} {path}\n")
    forker.stdin.flush()
    child = int(forker.stdout.readline())
    told: list[str] = []
    while True:
        if delay is not None and len(told) >= after:
            time.sleep(delay)
            delay = None
            with suppress(ProcessLookupError):  # it has finished
                os.kill(child, signal.SIGKILL)
        if (line := forker.stdout.readline().rstrip("\n")).startswith("end "):
            break
        told.append(line)
    assert line in ({"end 0", "end 9"} if "done" in told else {"end 9"})
    return told


def _check(view: View, acknowledged: list[str]) -> None:
    current = dict(view.graphs())
    assert set(acknowledged) - {"done"} <= set(current.values())
    names = {str(name) for (name,) in view.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert {name for name in names if not name.startswith(RUN_GRAPHS)} == set(current), (
        "a graph without an article, or an article without its graph"
    )
    ran = {str(name) for (name,) in view.query("SELECT ?g { ?run prov:generated ?g }")}
    noted = {each.graph for run in view.runs() for each in view.brought(run.run.began)} - {""}
    assert set(current) <= ran == noted, "an article that no run brought, or a run that did not"
    for name, version in current.items():
        assert view.ntriples(name) == EXPECTED[name]
        assert view.text(version)


def _dump(path: Path) -> bytes:
    out = io.BytesIO()
    with open_snapshot(path) as view:
        view.dump(out, "nq")
    return out.getvalue()


def test_sixty_kills(tmp_path: Path, forker) -> None:
    instants = random.Random(20240517)
    path, whole = tmp_path / "killed", tmp_path / "whole"
    cut = 0
    for kill in range(KILLS):
        number, bulk = kill * EDITIONS // KILLS, instants.choice((50, 4000))
        # Some die while opening, some in their first batch, some while writing a later one.
        after, longest = instants.choice(((0, 0.1), (1, 0.01), (17, 0.01)))
        told = _run(forker, path, number, bulk, after=after, delay=instants.uniform(0, longest))
        cut += "done" not in told
        if kill % 2 or not (path / "reportedly.json").exists():
            with open_store(path, create=True) as view:
                _check(view, told)
        else:
            with open_snapshot(path) as view:
                _check(view, told)
    assert cut >= 50, "most children had finished before they were killed"

    assert "done" in _run(forker, path, EDITIONS - 1, 50)
    for number in range(EDITIONS):
        _run(forker, whole, number, 4000)
    assert _dump(path) == _dump(whole)
    assert tables(path)["journal"] == 0
    assert all(file.stem.isdecimal() for file in (path / "graph").glob("*.sst")), "left behind"
