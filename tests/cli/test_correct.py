"""`reportedly correct`, `corrections`, `rate` and `ratings`, as a user runs them."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Run
from tests.corrections.factory import Line, entry
from tests.store.fakes import NOW

from reportedly.store import open_store

LINES = [
    Line("Ana Kovac", "the port opens in May", cue="told reporters"),
    Line("Harbour Union", "the date is a fairy tale", judges=0),
]
ARTICLE = entry(LINES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("correct") / "store"
    with open_store(place, create=True) as store:
        store.put([ARTICLE], NOW)
    return place


@pytest.fixture
def cli(run: Run, folder: Path, made: Path) -> Run:
    shutil.copytree(made, folder / "store")
    return lambda *words, **more: run(*words, "--store", "store", **more)


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_correct_list_undo(cli: Run) -> None:
    words = ("--actor", "Harbour Union", "--commitment", "PS+", "--by", "anna", "--why", "tape")
    done = cli("correct", "the port", *words)
    assert (done.exit_code, done.stderr) == (
        0,
        "1: actor: Ana Kovac → Harbour Union\n2: commitment: CT+ → PS+\n",
    )
    found = rows(cli("corrections", "--format", "jsonl").stdout)
    assert [(row["by"], row["why"], row["state"]) for row in found] == [
        ("anna", "tape", "applies"),
        ("anna", "tape", "applies"),
    ]
    undone = cli("corrections", "--undo", "1", "--by", "ben")
    assert (undone.exit_code, undone.stderr) == (0, "3: undo 1\n")
    found = rows(cli("corrections", "--state", "undone", "--format", "jsonl").stdout)
    assert [row["number"] for row in found] == [1]
    assert "actor: Ana Kovac" in cli("corrections").stdout


def test_what_the_other_commands_see(cli: Run, folder: Path) -> None:
    def csv_of(*words: str) -> list[dict[str, str]]:
        return list(csv.DictReader(cli(*words, "--format", "csv").stdout.splitlines()))

    statement = csv_of("query", "who-said-what")[0]["statement"]
    cli("correct", "the port", "--actor", "Harbour Union", "--by", "Anna Lind", "--why", "tape")
    assert [row["speaker"] for row in csv_of("query", "who-said-what")] == ["Harbour Union"] * 2
    shown = cli("show", statement).stdout
    assert "← Harbour Union" in shown
    assert "corrected: actor: Ana Kovac → Harbour Union (Anna Lind, " in shown
    assert shown.endswith(": tape)\n")
    network = csv_of("query", "who-quotes-whom")
    assert [(row["whom"], row["statements"]) for row in network] == [("Harbour Union", "2")]
    cli("export", "csv", "out.csv")
    exported = (folder / "out.csv").read_text(encoding="utf-8")
    assert "Ana Kovac" not in exported
    cli("correct", "the port", "--reject")
    assert len(csv_of("query", "who-said-what")) == 1
    assert "no such statement" in str(cli("show", statement).exception)
    assert cli("check").exit_code == 0


def test_examples_to_learn_from(cli: Run) -> None:
    cli("correct", "the port", "--actor", "Harbour Union", "--by", "anna")
    cli("correct", "the date", "--stance", "reframes")
    cli("rate", "the date", "3")
    first, second = rows(cli("corrections", "--export", "jsonl").stdout)
    text = first["text"]
    assert text == ARTICLE.article.text
    places = {role: [text[s:e] for s, e in first[role]] for role in ("source", "cue", "content")}
    assert places == {
        "source": ["Ana Kovac"],
        "cue": ["told reporters"],
        "content": ["the port opens in May"],
    }
    told = {name: first[name] for name in ("doc", "actor", "wrong", "was", "is", "by")}
    assert told == {
        "doc": "a.txt",
        "actor": "Ana Kovac",
        "wrong": "actor",
        "was": "Ana Kovac",
        "is": "Harbour Union",
        "by": "anna",
    }
    assert (second["wrong"], second["was"], second["is"]) == ("stance", "disputes", "reframes")
    assert [text[s:e] for s, e in second["other"]] == ["the port opens in May"]
    cli("corrections", "--undo", "1")
    assert len(rows(cli("corrections", "--export", "jsonl").stdout)) == 1


def test_grades_one_by_one_and_from_a_table(cli: Run, folder: Path) -> None:
    done = cli("rate", "Harbour Union", "b", "--why", "long record")
    assert (done.exit_code, done.stderr) == (0, "1: reliability: nothing → B (Harbour Union)\n")
    table = folder / "grades.csv"
    table.write_text("source,reliability\nHarbour Union,D\nNobody,A\n", encoding="utf-8-sig")
    done = cli("rate", "--import", "grades.csv")
    assert done.exit_code == 1
    assert "grades.csv, line 3: Nobody: no actor is called so" in done.stderr
    assert done.stderr.endswith("0 new, 1 changed, 0 unchanged, 1 failed\n")
    found = rows(cli("ratings", "--format", "jsonl").stdout)
    assert [(row["grade"], row["of"], row["state"]) for row in found] == [
        ("D", "Harbour Union", "applies")
    ]
    assert len(rows(cli("ratings", "--all", "--format", "jsonl").stdout)) == 2
    assert cli("ratings", "--undo", "2").stderr == "3: undo 2\n"
    (row,) = rows(cli("ratings", "--format", "jsonl").stdout)
    assert row["grade"] == "B"


def test_a_table_from_standard_input(cli: Run) -> None:
    table = "statement,credibility\nthe date is,5\n"
    done = cli("rate", "--import", "-", input=table)
    assert done.stderr == "1 new, 0 changed, 0 unchanged, 0 failed\n"


@pytest.mark.parametrize(
    "words",
    [
        ("rate",),
        ("rate", "Harbour Union"),
        ("correct", "the port", "--stance", "likes"),
        ("correct", "the port", "--commitment", "sure"),
        ("corrections", "--undo", "x"),
    ],
)
def test_wrong_usage(cli: Run, words: tuple[str, ...]) -> None:
    assert cli(*words).exit_code == 2


@pytest.mark.parametrize("command", ["correct", "corrections", "rate", "ratings"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    assert "Example:" in run(command, "--help").output
