"""Small versions of what `benchmarks/jobs.py` measures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs all of 127.0.0.0/8, /proc")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("months --sources 18 --days 8 --kills 12", "missing: 0 []; twice: 0 []"),
        ("crowd --feeds 60", "60 feeds due at once"),
        ("idle --seconds 10", "watch, idle"),
    ],
)
def test_what_is_promised_holds_on_a_small_scale(root: Path, words: str, said: str) -> None:
    result = subprocess.run(
        [sys.executable, "benchmarks/jobs.py", *words.split()],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "ingest"), str(root)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert said in result.stdout
