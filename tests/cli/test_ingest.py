"""`reportedly ingest`, `issues` and `check`: what goes in, what is said about it, what holds."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.source.test_language import TEXTS


def test_the_second_time_nothing_changes(run: Run, folder: Path) -> None:
    first = run("ingest", "articles", "--publisher", "The Gazette")
    assert first.exit_code == 0
    assert first.stderr.splitlines()[-1] == "1 new, 0 changed, 0 unchanged, 0 failed"
    before = run("export", "nq", "-").stdout
    second = run("ingest", "articles", "--publisher", "The Gazette")
    assert second.stderr.splitlines()[-1] == "0 new, 0 changed, 1 unchanged, 0 failed"
    assert run("export", "nq", "-").stdout == before
    assert first.stdout == second.stdout == ""


def test_a_changed_file_replaces_its_former_version(run: Run, folder: Path) -> None:
    run("ingest", "articles")
    article = folder / "articles" / "dam.txt"
    article.write_text("Anna Lind said the dam had been closed.\n", encoding="utf-8")
    result = run("ingest", "articles")
    assert result.stderr.splitlines()[-1] == "0 new, 1 changed, 0 unchanged, 0 failed"
    said = run("query", "who-said-what", "--format", "csv").stdout
    assert "had been closed" in said
    assert "safe as it was" not in said


def test_one_broken_file_is_named_and_the_rest_goes_on(run: Run, folder: Path) -> None:
    (folder / "articles" / "broken.txt").write_bytes(b"\x00\x01\x02\xff" * 50)
    (folder / "articles" / "empty.txt").write_bytes(b"")
    result = run("ingest", "articles")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "1 new, 0 changed, 0 unchanged, 2 failed"
    assert "broken.txt" in result.stderr
    assert "empty.txt" in result.stderr
    rows = [json.loads(line) for line in run("issues", "--format", "jsonl").stdout.splitlines()]
    assert {Path(row["input"]).name for row in rows} == {"broken.txt", "empty.txt"}
    assert all(row["reason"] and row["stage"] == "source" for row in rows)
    assert "broken.txt" in run("issues").stdout


def test_a_missing_path_fails_with_a_suggestion(run: Run) -> None:
    result = run("ingest", "article")
    assert result.exit_code == 1
    assert "articles" in result.stderr


def test_standard_input_is_an_article(run: Run) -> None:
    result = run("ingest", "-", input="Anna Lind said the dam was safe.")
    assert result.exit_code == 0
    assert "the dam was safe" in run("query", "who-said-what", "--format", "csv").stdout


@pytest.mark.usefixtures("folder")
def test_a_reader_of_messages_that_leaves_does_not_stop_the_work(run: Run) -> None:
    missing = [f"nowhere-{number}.txt" for number in range(2000)]
    words = [sys.executable, "-m", "reportedly", "ingest", *missing, "articles"]
    with subprocess.Popen(words, stderr=subprocess.PIPE) as child:
        assert child.stderr is not None
        child.stderr.readline()
        child.stderr.close()
        assert child.wait() == 1
    assert "Anna Lind" in run("query", "who-said-what").stdout


def test_a_wrong_date_is_refused_before_anything_is_read(run: Run, folder: Path) -> None:
    result = run("ingest", "articles", "--published", "January")
    assert result.exit_code == 1
    assert "EDTF" in str(result.exception)


def test_a_model_that_is_not_there_is_named(run: Run) -> None:
    result = run("ingest", "articles", "--model", "no_such_model")
    assert result.exit_code == 1
    assert "no_such_model" in str(result.exception)


def test_check_is_clean_and_finds_a_quote_that_was_tampered_with(run: Run, folder: Path) -> None:
    run("ingest", "articles", "--publisher", "The Gazette")
    clean = run("check")
    assert (clean.exit_code, clean.stdout) == (0, "")
    assert clean.stderr.splitlines()[-1] == "1 article checked, 0 violations"
    for file in (folder / "reportedly-data").glob("articles.sqlite"):
        books = sqlite3.connect(file)
        tables = [
            row[0] for row in books.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        table = next(t for t in tables if "text" in columns(books, t))
        books.execute(f"UPDATE {table} SET text = replace(text, 'safe', 'weak')")
        books.commit()
        books.close()
    broken = run("check")
    assert broken.exit_code == 1
    assert "char=" in broken.stdout
    assert run("check", "--quotes-only").exit_code == 1


def test_a_language_that_nobody_here_reads_is_kept_and_no_failure(run: Run, folder: Path) -> None:
    (folder / "articles" / "новини.txt").write_text(TEXTS["uk"], encoding="utf-8")
    result = run("ingest", "articles", "--publisher", "The Gazette")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[-1] == (
        "2 new, 0 changed, 0 unchanged, 0 failed; not extracted: 1 uk"
    )
    assert "not extracted: language uk" in run("issues", "--format", "csv").stdout
    assert run("check").exit_code == 0
    extracted = run("extract", "articles")
    assert extracted.exit_code == 0
    assert extracted.stderr.splitlines()[-1] == "1 extracted, 0 failed; not extracted: 1 uk"
    rows = {
        json.loads(line)["language"]: json.loads(line) for line in extracted.stdout.splitlines()
    }
    assert rows["uk"]["attributions"] == []
    assert rows["en"]["attributions"] != []


def columns(books: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in books.execute(f"PRAGMA table_info({table})")}


def test_ctrl_c_leaves_a_sound_store_and_a_second_run_finishes(run: Run, folder: Path) -> None:
    for number in range(400):
        text = f"Anna Lind said dam number {number} was safe.\n\n" + "It rained all day.\n\n" * 40
        (folder / "articles" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    words = [sys.executable, "-m", "reportedly", "ingest", "articles"]
    child = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    while not (folder / "reportedly-data" / "articles.sqlite").exists():
        time.sleep(0.05)
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=60)
    # An interrupt amid an import may end Python by the signal itself; a shell shows 130 for both.
    assert child.returncode in {130, -signal.SIGINT}, said
    assert "run the same command again" in said
    assert run("check", "--quotes-only").exit_code == 0
    finished = run("ingest", "articles")
    assert finished.exit_code == 0
    count = run(
        "query",
        "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?d a rep:Document ; schema:sha256 ?h }",
        "--format",
        "csv",
    )
    assert count.stdout.split() == ["n", "401"]
