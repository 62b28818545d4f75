"""A full disk ends a run with a message; what was acknowledged stays, and a re-run finishes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="limits the POSIX way")


def filled(root: Path, *command: str) -> list[dict[str, object]]:
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(trials: list[dict[str, object]], reason: str) -> None:
    assert [trial["wrong"] for trial in trials] == [[]] * len(trials)
    assert len({trial["dump"] for trial in trials}) == 1, "stores that should be the same"
    stopped = [str(trial["said"]) for trial in trials if trial["said"]]
    assert len(stopped) >= 4
    assert all(reason in said for said in stopped), stopped


@posix
def test_a_file_that_may_not_grow(root: Path, tmp_path: Path) -> None:
    trials = filled(root, sys.executable, "-m", "tests.store.filler", "limit", str(tmp_path))
    check(trials, "store")


def test_a_small_file_system(root: Path, tmp_path: Path) -> None:
    mount = f'mount -t tmpfs -o size=64m tmpfs "{tmp_path}"'
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if shutil.which("unshare") is None or subprocess.run([*inside, mount], check=False).returncode:
        pytest.skip("this system lets nobody mount a file system of their own")
    program = f'{mount} && exec "{sys.executable}" -m tests.store.filler tmpfs "{tmp_path}"'
    check(filled(root, *inside, program), "the disk is full")
