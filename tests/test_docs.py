"""The README and the pages in docs/ do what they say: their commands run, their output is so.

A fenced block behind `<!-- test -->` is run, a page's blocks one after the other in one folder that
has the seeds. Commands must print exactly what the page shows; a line of three dots stands for any
lines.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportedly import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"<!-- test -->\n```(\w+)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def blocks(page: Path) -> list[tuple[str, str]]:
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p)], ids=lambda p: p.name)
def test_what_the_page_shows(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    for language, text in blocks(page):
        if language == "python":
            exec(compile(text, page.name, "exec"), {})
        else:
            for command, shown in commands(text):
                assert same(printed(command), shown), f"{command}\n{printed(command)}"


def commands(text: str) -> list[tuple[str, str]]:
    """Return each command of a console block with the output shown for it."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


def printed(command: str) -> str:
    """Return what a command prints, messages included."""
    program, *words = shlex.split(command)
    assert program == "reportedly", command
    result = CliRunner().invoke(cli.commands, words, prog_name="reportedly")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def same(had: str, shown: str) -> bool:
    """Compare output line by line, apart from white space at the ends of lines."""
    wanted = ("(?:.*\n)*?.*" if line == "..." else re.escape(line) for line in lines(shown))
    return re.fullmatch("\n".join(wanted), "\n".join(lines(had))) is not None


def lines(text: str) -> list[str]:
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n").split("\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_changelog_has_this_version() -> None:
    from reportedly import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
