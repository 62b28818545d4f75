"""Progress is shown to a terminal: how many, how fast, how far; anything else stays quiet."""

from __future__ import annotations

import os
import sys

import pytest

from reportedly.cli import terminal
from reportedly.source import Meter


def test_a_pace_is_told_once_there_is_one() -> None:
    assert terminal.pace(1200, 0.2) == "1,200"
    assert terminal.pace(1200, 100) == "1,200 (12.0/s)"


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.progress("ingesting", Meter(5, 10)) as show:
        show(3, "3 new")
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals of this kind are a Unix thing")
@pytest.mark.parametrize("whole", [None, 10, Meter(5, 10), Meter(5, None)])
def test_a_terminal_shows_number_and_text(
    monkeypatch: pytest.MonkeyPatch, whole: int | Meter | None
) -> None:
    ours, theirs = os.openpty()
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(theirs, "w") as screen:
        monkeypatch.setattr(sys, "stderr", screen)
        with terminal.progress("ingesting", whole) as show:
            show(1234, "1234 new")
        shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "ingesting" in shown
    assert "1,234" in shown
    assert "1234 new" in shown
