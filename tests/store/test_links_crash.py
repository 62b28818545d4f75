"""Killed while it links: no link is lost, none is half there, and going on gives the same store."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.store import linker

from reportedly import claim
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from pathlib import Path

KILLS = 4

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills children the POSIX way")


def run(root: Path, path: Path, what: object, *, until: int | None, delay: float = 0) -> int:
    """Run a linker, killing it shortly after it acknowledged `until`; return the last it did."""
    command = [sys.executable, "-m", "tests.store.linker", str(path), str(what)]
    last = -1
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            last = int(line)
            if last == until:
                time.sleep(delay)
                process.kill()
    return last


def dump(path: Path) -> bytes:
    out = io.BytesIO()
    with open_snapshot(path) as view:
        view.dump(out, "nq")
    return out.getvalue()


def test_killed_again_and_again_the_links_are_those_of_a_store_that_was_left_alone(
    tmp_path: Path, root: Path
) -> None:
    chance = random.Random(6)
    count = len(linker.pages())
    done = -1
    for kill in range(1, KILLS + 1):
        until = kill * count // (KILLS + 1)
        done = run(root, tmp_path / "killed", done + 1, until=until, delay=chance.uniform(0, 0.03))
        assert done >= until
    run(root, tmp_path / "killed", done + 1, until=None)
    run(root, tmp_path / "whole", 0, until=None)
    found = dump(tmp_path / "killed")
    assert found == dump(tmp_path / "whole")
    assert found.count(b"rdf-syntax-ns#Statement") >= 12


def test_killed_while_it_links_anew_the_rest_is_still_due(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(claim, "RULES", 1)
        older.setattr(claim, "compare", lambda *_: None)
        linker.put(tmp_path / "killed")
    assert b"rdf-syntax-ns#Statement" not in dump(tmp_path / "killed")
    run(root, tmp_path / "killed", "relink", until=4)
    with open_store(tmp_path / "killed") as store:
        assert 0 < store._records.links.owing() <= 12 - 4
    run(root, tmp_path / "killed", "relink", until=2, delay=0.005)
    run(root, tmp_path / "killed", "relink", until=None)
    linker.put(tmp_path / "whole")
    found = dump(tmp_path / "killed")
    assert found == dump(tmp_path / "whole")
    assert found.count(b"rdf-syntax-ns#Statement") >= 12
