"""A small version of `benchmarks/jobs.py months`: days of runs, killed again and again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs all of 127.0.0.0/8")


def test_days_of_kills_lose_and_double_nothing(root: Path) -> None:
    words = ["--sources", "18", "--days", "8", "--kills", "12"]
    result = subprocess.run(
        [sys.executable, "benchmarks/jobs.py", "months", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["ingest", str(root)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "missing: 0 []; twice: 0 []" in result.stdout
