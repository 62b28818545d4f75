"""`reportedly runs`: what the terminal tells of the runs of ingestion."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.cli.conftest import Run
from tests.store.fakes import NOW, FakeExtractor, article

from reportedly import cli
from reportedly.errors import Issue, QueryError
from reportedly.graph.iri import graph_iri
from reportedly.ingestion import ingest
from reportedly.store import open_store

ARTICLES = [article(f"{n} said so.", f"{n}.txt") for n in range(3)]
LATER = NOW.replace(day=18)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of two runs, in the second of which something failed."""
    path = tmp_path_factory.mktemp("runs") / "store"
    with open_store(path, create=True) as target:
        ingest(ARTICLES[:2], target, FakeExtractor(), now=NOW, asked=["news/"])
        gone = Issue("gone.html", "source", "404 Not Found")
        ingest([ARTICLES[2], gone], target, FakeExtractor(), now=LATER)
    return str(path)


def lines(run: Run, *words: str) -> list[dict[str, object]]:
    result = run("runs", *words, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_list(run: Run, store: str) -> None:
    first, second = lines(run, "list", "--store", store)
    assert (first["run"], first["sources"]) == ("2024-05-17T12:00:00+00:00", ["news/"])
    assert first["totals"]["new"] == 2
    assert second["totals"]["failed"] == 1
    assert second["models"][0]["name"] == "fake"
    table = run("runs", "list", "--store", store).stdout
    assert "2024-05-18T12:00:00+00:00" in table


def test_which_brought_a_statement(run: Run, store: str) -> None:
    statement = f"https://w3id.org/reportedly/kg/doc/{ARTICLES[2].version}#st-0"
    (found,) = lines(run, "list", "--of", statement, "--store", store)
    assert found["run"] == "2024-05-18T12:00:00+00:00"
    assert lines(run, "list", "--of", f"<{statement}>", "--store", store) == [found]
    result = run("runs", "list", "--of", "https://example.org/", "--store", store)
    assert isinstance(result.exception, QueryError)


def test_one_run_with_all_it_did(run: Run, store: str) -> None:
    head, *rest = lines(run, "show", "last", "--store", store)
    assert head["iri"] == "https://w3id.org/reportedly/kg/run/20240518T120000.000000Z"
    brought, issue = rest
    assert brought["found_at"] == "/news/2.txt"
    assert brought["graph"] == graph_iri(ARTICLES[2])
    assert issue == {"issue": "gone.html", "stage": "source", "reason": "404 Not Found"}
    text = run("runs", "show", "2024-05-17", "--store", store).stdout
    assert "sources     news/" in text
    assert "2 new, 0 changed" in text
    assert "/news/1.txt" in text


@pytest.mark.parametrize(("name", "reason"), [("2024", "2 runs begin so"), ("x", "no such run")])
def test_a_name_that_means_no_one_run(run: Run, store: str, name: str, reason: str) -> None:
    result = run("runs", "show", name, "--store", store)
    assert isinstance(result.exception, QueryError)
    assert result.exception.reason == reason


def test_the_runs_as_a_file_of_their_own(run: Run, folder: Path, store: str) -> None:
    assert run("runs", "export", "runs.nq", "--store", store).exit_code == 0
    written = (folder / "runs.nq").read_text()
    assert written.count("prov#startedAtTime") == 2
    assert "prov#startedAtTime" not in run("export", "nq", "-", "--store", store).stdout


def test_help_teaches_each() -> None:
    for name in ("list", "show", "export"):
        result = CliRunner().invoke(cli.commands, ["runs", name, "--help"], prog_name="reportedly")
        assert f"reportedly runs {name}" in result.stdout
