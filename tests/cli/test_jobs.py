"""`reportedly init` and `jobs` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

FOLDER = """\
[sources.desk]
kind = "folder"
path = "{path}"
language = "xx"  # nobody reads it, so no model is loaded
[jobs.all]
cron = "0 0 1 1 *"
sources = "*"
[health]
disk_free = 0
"""


@pytest.fixture
def desk(folder: Path) -> Path:
    (folder / "reportedly.toml").write_text(FOLDER.format(path="articles"))
    return folder


def test_init_writes_a_file_once(run: Run, folder: Path) -> None:
    assert run("init").exit_code == 0
    assert run("jobs", "check").exit_code == 0
    again = run("init")
    assert again.exit_code == 1
    assert "is there already" in str(again.exception)
    (folder / "reportedly.toml").write_text("")
    assert run("init", "--force").exit_code == 0
    assert (folder / "reportedly.toml").read_text()


def test_what_is_wrong_ends_every_command_with_2(run: Run, desk: Path) -> None:
    text = (desk / "reportedly.toml").read_text().replace("folder", "fold")
    (desk / "reportedly.toml").write_text(text)
    for words in (["check"], ["due"], ["run", "all"], ["status"], ["history"], ["list"]):
        result = run("jobs", *words)
        assert result.exit_code == 2
        assert (
            "reportedly.toml:2: sources.desk.kind: 'fold' is none of the choices" in result.stderr
        )
        assert not (desk / "reportedly-data").exists()


def test_due_does_it_once_and_status_says_how_it_stands(run: Run, desk: Path) -> None:
    first = run("jobs", "due")
    assert first.exit_code == 0
    assert first.stderr.splitlines()[-1] == "all: 1 new, 0 changed, 0 unchanged, 0 failed"
    assert run("jobs", "due").stderr == "nothing is due\n"
    status = run("jobs", "status", "--format", "json")
    assert status.exit_code == 0
    (source,) = json.loads(status.stdout)["sources"]
    assert (source["source"], source["state"], source["new"]) == ("desk", "ok", 1)
    assert source["next"].endswith("-01-01T00:00:00+00:00")
    for words in (["status"], ["list"], ["history"], ["history", "desk"]):
        assert run("jobs", *words).exit_code == 0
    (row,) = json.loads(run("jobs", "history", "--format", "json").stdout)
    assert (row["job"], row["outcome"], row["new"]) == ("all", "done", 1)


def test_a_source_that_fails_is_exit_code_1_and_seen(run: Run, desk: Path) -> None:
    (desk / "reportedly.toml").write_text(FOLDER.format(path="nowhere"))
    assert run("jobs", "due").exit_code == 1
    for _ in range(2):
        assert run("jobs", "run", "desk").exit_code == 1
    status = run("jobs", "status")
    assert status.exit_code == 1
    assert "problem: desk: failed 3 times in a row: no such file or folder" in status.stderr
    assert "failing" in status.stdout
    listed = run("issues", "list", "--stage", "health", "--format", "jsonl").stdout
    assert json.loads(listed)["input"] == "desk"
    (desk / "nowhere").mkdir()
    assert run("jobs", "reset", "desk").exit_code == 0
    assert run("jobs", "status").exit_code == 0


def test_the_log_may_be_json(run: Run, desk: Path) -> None:
    result = run("jobs", "due", "--log-format", "json")
    events = [json.loads(line) for line in result.stderr.splitlines()]
    assert [one["event"] for one in events] == ["run-begins", "source-done", "run-ends"]
    assert {"time", "level", "message", "run"} <= set(events[0])
    assert events[1]["source"] == "desk"
    assert events[2]["new"] == 1


def test_backfill_and_reset_take_dates(run: Run, desk: Path) -> None:
    run("jobs", "due")
    filled = run("jobs", "backfill", "desk", "--since", "2024", "--until", "2024-06")
    assert filled.stderr.splitlines()[-1] == "desk: 0 new, 0 changed, 1 unchanged, 0 failed"
    assert "1 place will be read" in run("jobs", "reset", "desk", "--since", "2024-01-01").stderr
    assert run("jobs", "reset", "desk", "--since", "soon").exit_code == 1


def test_units_are_printed_and_nothing_is_installed(run: Run, desk: Path) -> None:
    assert "[Timer]" in run("jobs", "install", "--systemd").stdout
    assert run("jobs", "install", "--cron", "--every", "7").stdout.startswith("*/7 * * * * ")
    assert run("jobs", "install").exit_code == 2


def test_the_schema_is_json(run: Run) -> None:
    assert json.loads(run("jobs", "schema").stdout)["title"] == "reportedly.toml"


@pytest.mark.parametrize(
    "name",
    ["", "check", "due", "run", "watch", "status", "history", "reset", "backfill", "install",
     "list", "schema"],
)  # fmt: skip
def test_every_command_has_an_example(run: Run, name: str) -> None:
    shown = run(*["jobs", name, "--help"] if name else ["jobs", "--help"]).stdout
    assert "Example:" in shown
