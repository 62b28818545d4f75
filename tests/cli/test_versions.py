"""history, withdraw, reextract and network drift, as a user runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FIRST = "The dam may break within days, Mayor Anna Lind said.\n"
SECOND = "The dam will break within days, Mayor Anna Lind said.\n"


@pytest.fixture
def edited(run: Run, folder: Path) -> str:
    """The name of a file that was ingested in two versions."""
    page = folder / "lower-town.txt"
    for text in (FIRST, SECOND):
        page.write_text(text, encoding="utf-8")
        assert run("ingest", page.name, "--publisher", "The Gazette").exit_code == 0
    return page.name


def test_from_history_to_drift(run: Run, edited: str) -> None:
    listed = json.loads(run("history", edited, "--format", "json").stdout)
    assert [(it["number"], it["status"]) for it in listed] == [(1, "former"), (2, "current")]

    result = run("history", edited, "--diff", "--format", "json")
    (pair,) = json.loads(result.stdout)["statements"]
    assert (pair["kind"], pair["before"]["hedges"], pair["after"]["hedges"]) == (
        "hardened",
        ["may"],
        [],
    )
    assert "1 hardened" in result.stderr
    assert "hardened" in run("history", edited, "--diff").stdout
    assert "hardened" in run("history", edited, "--diff", "--reread").stdout

    drift = run("network", "drift", "--kind", "version", "--format", "jsonl")
    assert json.loads(drift.stdout)["firmer"] == "The dam will break within days"
    assert "1 claim firmer" in drift.stderr
    assert run("network", "drift", "--kind", "hop", "--format", "csv").stdout.count("\n") == 1


def test_withdrawn_and_put_back(run: Run, edited: str) -> None:
    def said() -> str:
        return run("query", "who-said-what", "--format", "csv").stdout

    result = run("withdraw", edited, "--reason", "retracted", "--by", "anna")
    assert (result.exit_code, result.stderr) == (0, f"version 2 of {edited} withdrawn\n")
    assert "within days" not in said()
    history = run("history", edited).stdout
    assert "withdrawn by anna" in history
    assert "retracted" in history
    assert "1 unchanged" in run("ingest", edited, "--publisher", "The Gazette").stderr
    assert "within days" not in said()
    assert run("check").exit_code == 0

    again = run("withdraw", edited, "--reason", "retracted")
    assert again.exception.item == edited
    assert run("withdraw", edited, "--undo").stderr.endswith("put back, now current\n")
    assert "within days" in said()


def test_a_withdrawal_needs_a_reason(run: Run, edited: str) -> None:
    result = run("withdraw", edited, "--reason", " ")
    assert result.exit_code == 2
    assert "--reason" in result.stderr


def test_options_that_belong_to_the_comparison(run: Run, edited: str) -> None:
    assert run("history", edited, "--from", "1").exit_code == 2


def test_read_anew(run: Run, edited: str) -> None:
    assert run("reextract").stderr.startswith("0 read anew, 0 changed, 0 failed")
    dry = run("reextract", "--scale", "ipcc", "--dry-run")
    assert dry.stderr.startswith("would be: 1 read anew, 0 changed, 0 failed")
    assert (
        run("reextract", "--since", "2024-01", "--scale", "ipcc", "--format", "jsonl").exit_code
        == 0
    )
    assert run("reextract", "--scale", "ipcc").stderr.startswith("0 read anew")
    (report,) = map(json.loads, run("reextract", "--format", "jsonl").stdout.splitlines())
    assert (report["article"], report["same"]) == ("lower-town.txt", 1)
    assert "ipcc" in report["before"]


def test_a_date_that_is_none(run: Run, edited: str) -> None:
    assert run("reextract", "--since", "soon").exception.item == "'soon'"
