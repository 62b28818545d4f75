"""Runs commands as a user does, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportedly import cli

Run = Callable[..., Result]

GAZETTE = (
    "Mayor denies that the dam has cracked\n\n"
    "Mayor Anna Lind denied on Monday that the dam above Lower Town had cracked.\n\n"
    "“The dam is as safe as it was in 1921,” Lind said. “Nobody has to leave.”\n\n"
    "Two engineers who know the dam said a breach was very unlikely, according to The Courier.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with one article in articles/."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "dam.txt").write_text(GAZETTE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Return a function that runs `reportedly` with the given words."""

    def command(*words: str, input: str | bytes | None = None) -> Result:  # noqa: A002
        return CliRunner().invoke(cli.commands, words, input=input, prog_name="reportedly")

    return command


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the one article in it, to be read only."""
    place = tmp_path_factory.mktemp("filled")
    (place / "dam.txt").write_text(GAZETTE, encoding="utf-8")
    words = ["ingest", str(place / "dam.txt"), "--store", str(place / "store")]
    result = CliRunner().invoke(cli.commands, [*words, "--publisher", "The Gazette"])
    assert result.exit_code == 0, result.output
    return place / "store"
