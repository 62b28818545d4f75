"""`reportedly actors`: who is in the graph, who is the same, and how that is taken back."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.actors.conftest import ENTRIES
from tests.cli.conftest import Run
from tests.store.fakes import NOW

from reportedly.store import open_store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("actors") / "store"
    with open_store(place, create=True) as store:
        store.put(ENTRIES, NOW)
    return place


@pytest.fixture
def actors(run: Run, folder: Path, made: Path) -> Run:
    shutil.copytree(made, folder / "store")
    return lambda *words, **more: run("actors", *words, "--store", "store", **more)


def test_the_list_can_be_narrowed_and_read_by_programs(actors: Run) -> None:
    rows = [
        json.loads(line)
        for line in actors("list", "--like", "biden", "--format", "jsonl").stdout.splitlines()
    ]
    assert [row["name"] for row in rows] == ["Joe Biden", "Joseph Biden", "Joseph R. Biden"]
    places = list(
        csv.DictReader(actors("list", "--type", "place", "--format", "csv").stdout.split("\n"))
    )
    assert [(row["name"], row["documents"]) for row in places] == [("Kiev", "2")]
    assert "Volodymyr Zelensky" in actors("list").stdout


def test_merge_history_split(actors: Run) -> None:
    done = actors("merge", "Joe Biden", "Joseph Biden", "--why", "one man", "--by", "anna")
    assert (done.exit_code, done.stderr) == (0, "1: Joe Biden now stands for Joseph Biden\n")
    assert len(actors("list", "--like", "biden", "--format", "csv").stdout.splitlines()) == 3
    actors("split", "Joseph Biden", "--by", "ben")
    rows = [json.loads(line) for line in actors("history", "--format", "jsonl").stdout.splitlines()]
    assert [(row["by"], row["act"], row["holds"]) for row in rows] == [
        ("anna", "merge", "no"),
        ("ben", "split", ""),
    ]
    assert "one man" in actors("history", "joe biden").stdout
    assert "one man" not in actors("history", "Harbour Union").stdout
    assert len(actors("list", "--like", "biden", "--format", "csv").stdout.splitlines()) == 4


def test_a_name_that_several_bear_is_refused_with_their_iris(actors: Run) -> None:
    refused = actors("merge", "Joe Biden", "Lind")
    assert refused.exit_code == 1
    assert str(refused.exception).count("#actor-a") == 2


def test_suggestions_are_listed_and_the_sure_ones_accepted(actors: Run) -> None:
    listed = actors("suggest", "--format", "csv").stdout
    assert "0.9,Joseph Biden,Joseph R. Biden,a middle name left out" in listed
    assert "0.85,Joe Biden" in listed
    assert actors("suggest", "--accept").stderr == "1 pair merged\n"
    assert actors("suggest", "--accept").stderr == "0 pairs merged\n"


def test_there_is_no_network_unless_asked_for(actors: Run) -> None:
    refused = actors("reconcile", "--service", "http://127.0.0.1:9/")
    assert "does not answer" in str(refused.exception)


@pytest.mark.parametrize("name", ["list", "merge", "split", "history", "suggest", "reconcile"])
def test_every_command_shows_an_example(run: Run, name: str) -> None:
    assert f"reportedly actors {name}" in run("actors", name, "--help").stdout
