"""The notebook in docs/ runs from its first cell to its last and prints what it shows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

NEEDED = ("nbclient", "nbformat", "ipykernel", "pandas")
# A process of its own: jupyter opens ports and warns of its own affairs.
RUN = """
import sys
import nbformat
from nbclient import NotebookClient

book = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(book, timeout=300, kernel_name="python3").execute()
nbformat.write(book, sys.argv[2])
"""


def printed(book: dict[str, Any]) -> list[list[str]]:
    """Return what each code cell printed, or what kind of thing it showed."""
    return [[shown(output) for output in cell.get("outputs", [])] for cell in book["cells"]]


def shown(output: dict[str, Any]) -> str:
    if output["output_type"] == "stream":
        return "".join(output["text"])
    return " ".join(sorted(output["data"]))


def test_the_notebook_runs(root: Path, tmp_path: Path) -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: pip install 'reportedly[data,notebook]'")
    shutil.copytree(root / "seeds", tmp_path / "seeds")
    book = root / "docs" / "networks.ipynb"
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(book), "ran.ipynb"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    ran = json.loads((tmp_path / "ran.ipynb").read_text("utf-8"))
    assert printed(ran) == printed(json.loads(book.read_text("utf-8")))
