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


def test_an_upgrade_says_a_line_now_and_then_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times = iter([100.0, 110.0, 131.0, 140.0, 170.0])
    monkeypatch.setattr(terminal.time, "monotonic", lambda: next(times))
    with terminal.upgrade("upgrading the store", 20_000) as show:
        for done in (1000, 3100, 4000, 7000):
            show(done, "gists")
    assert capsys.readouterr() == (
        "",
        "upgrading the store: 3,100 (100.0/s) of 20,000, gists\n"
        "upgrading the store: 7,000 (100.0/s) of 20,000, gists\n",
    )


def everything(terminal_: int) -> str:
    """Return what was written to a terminal whose other end is closed."""
    parts = []
    try:
        while part := os.read(terminal_, 100_000):
            parts.append(part)
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(terminal_)
    return b"".join(parts).decode()


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
    shown = everything(ours)
    assert "ingesting" in shown
    assert "1,234" in shown
    assert "1234 new" in shown
