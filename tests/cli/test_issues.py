"""`reportedly issues`: what failed, listed, chosen, exported and forgotten."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reportedly.errors import Issue
from reportedly.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

DAY = datetime(2024, 5, 17, 12, 0, tzinfo=UTC)
ISSUES = [
    Issue("a/broken.pdf", "source", "no text layer", "run OCR"),
    Issue("b/новини.txt", "language", "not extracted: language uk"),
    Issue('b/odd, "name".txt', "extract", "it fails", "report this"),
    Issue("https://post.example/a", "source", "404 Not Found"),
]


@pytest.fixture(autouse=True)
def recorded(folder: Path) -> None:
    with open_store(folder / "reportedly-data", create=True) as store:
        for number, issue in enumerate(ISSUES):
            store.record_issues([issue], f"run-{number}", DAY + timedelta(days=number))


def inputs(run: Run, *words: str) -> list[str]:
    result = run("issues", "list", "--format", "jsonl", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["input"] for line in result.stdout.splitlines()]


def test_all_oldest_first_with_or_without_the_word_list(run: Run) -> None:
    assert inputs(run) == [issue.item for issue in ISSUES]
    for words in ([], ["--format", "csv"], ["--stage", "source"]):
        assert run("issues", *words).stdout == run("issues", "list", *words).stdout != ""
    assert "no text layer" in run("issues").stdout


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--stage", "source"], [0, 3]),
        (["--since", "2024-05-18"], [1, 2, 3]),
        (["--since", "2024-05-18T12:00"], [1, 2, 3]),
        (["--since", "2024-05-18T15:00+02:00"], [2, 3]),
        (["--input", "b/%"], [1, 2]),
        (["--input", "%.PDF"], [0]),
        (["--input", "%post.example%", "--stage", "source", "--since", "2024-05-20"], [3]),
        (["--input", "nothing"], []),
    ],
)
def test_some(run: Run, words: list[str], found: list[int]) -> None:
    assert inputs(run, *words) == [ISSUES[n].item for n in found]


def test_csv_for_spreadsheets(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("issues", "--format", "csv").stdout)))
    assert [row["input"] for row in rows] == [issue.item for issue in ISSUES]
    assert rows[0] == {
        "when": "2024-05-17T12:00:00+00:00",
        "input": "a/broken.pdf",
        "stage": "source",
        "reason": "no text layer",
        "advice": "run OCR",
    }


def test_a_wrong_date_or_stage_is_wrong_usage(run: Run) -> None:
    result = run("issues", "list", "--since", "yesterday")
    assert "not a date" in str(result.exception)
    assert run("issues", "--stage", "nowhere").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said", "left"),
    [
        ([], "4 issues cleared", []),
        (["--stage", "source"], "2 issues cleared", [1, 2]),
        (["--before", "2024-05-18"], "1 issue cleared", [1, 2, 3]),
        (["--input", "b/%", "--stage", "extract"], "1 issue cleared", [0, 1, 3]),
        (["--input", "nothing"], "0 issues cleared", [0, 1, 2, 3]),
    ],
)
def test_clear(run: Run, words: list[str], said: str, left: list[int]) -> None:
    result = run("issues", "clear", *words)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [said]
    assert inputs(run) == [ISSUES[n].item for n in left]


def test_help_teaches_both(run: Run) -> None:
    text = run("issues", "--help").stdout
    assert "clear" in text
    assert "Example" in text
    assert "Example" in run("issues", "list", "--help").stdout
    assert "Example" in run("issues", "clear", "--help").stdout
