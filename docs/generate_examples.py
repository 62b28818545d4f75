"""Run the examples in the README and in docs/ and write down what they print.

A block behind `<!-- test -->` is rewritten unless it has a line of three dots; those, which show a
part of the output, are left to whoever reads the result. `tests/test_docs.py` checks them all.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner

from reportedly import cli

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"(<!-- test -->\n```(\w+)\n)(.*?)(?=```)", re.DOTALL)


def printed(block: str) -> str:
    """Return a block with what its commands print now."""
    if "\n...\n" in block:
        return block
    out = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        result = CliRunner().invoke(cli.commands, shlex.split(command)[1:], prog_name="reportedly")
        lines = [line.rstrip() for line in result.output.strip("\n").split("\n")]
        out += [f"$ {command}", *lines]
    return "\n".join(out).rstrip() + "\n"


def renewed(block: re.Match[str]) -> str:
    """Return a block as it is to stand; one in Python is run for what the next ones need."""
    opening, language, text = block.groups()
    if language == "python":
        exec(compile(text, "the page", "exec"), {})
        return block[0]
    return opening + printed(text)


def main() -> None:
    """Rewrite every page in a folder that has the seeds."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        with tempfile.TemporaryDirectory() as place:
            shutil.copytree(ROOT / "seeds", Path(place) / "seeds")
            os.chdir(place)
            text = page.read_text(encoding="utf-8")
            page.write_text(_BLOCK.sub(renewed, text), encoding="utf-8")
            os.chdir(ROOT)


if __name__ == "__main__":
    main()
