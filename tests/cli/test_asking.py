"""`query`, `questions`, `show`, `network`, `export`, `extract`, `demo`: what comes out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
import rdflib
from tests.cli.conftest import Run

from reportedly.cli import main


def test_a_ready_made_question_as_a_table(run: Run, filled: Path) -> None:
    result = run("query", "who-said-what", "--store", str(filled))
    assert result.exit_code == 0
    assert "Anna Lind" in result.stdout
    assert "The Gazette" in result.stdout
    assert result.stderr.endswith("rows\n")


def test_a_parameter_narrows_the_answer(run: Run, filled: Path) -> None:
    asked = ("query", "who-said-what", "--format", "jsonl", "--store", str(filled))
    rows = [
        json.loads(line) for line in run(*asked, "--param", "actor=engineers").stdout.splitlines()
    ]
    assert {row["speaker"] for row in rows} == {"Two engineers who know the dam"}


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_sparql_in_other_formats(run: Run, filled: Path, form: str) -> None:
    text = "SELECT ?text WHERE { ?s rep:text ?text } ORDER BY ?text LIMIT 1"
    result = run("query", text, "--format", form, "--store", str(filled))
    assert result.exit_code == 0
    assert "text" in result.stdout


def test_construct_gives_turtle(run: Run, filled: Path) -> None:
    text = "CONSTRUCT { ?s rep:text ?t } WHERE { ?s rep:text ?t }"
    result = run("query", text, "--format", "ttl", "--store", str(filled))
    assert len(rdflib.Graph().parse(data=result.stdout, format="turtle")) > 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("query", "SELECT ?s WHERE { ?s "), "line 1, column 22"),
        (("query", "who-said-wat"), "who-said-what"),
        (("query", "who-said-what", "--param", "actr=Lind"), "actor"),
        (("query", "who-said-what", "--param", "actor"), "NAME=VALUE"),
        (("query", "who-said-what", "--param", "said=soon"), "said"),
        (("query", "missing.rq"), "missing.rq"),
        (("show", "https://w3id.org/reportedly/kg/doc/0000000000000000"), "0000000000000000"),
        (("network", "stats", "who-quotes-who"), "who-quotes-whom"),
        (("export", "gephi", "x.gexf"), "gexf"),
    ],
)
def test_what_is_wrong_is_said_with_a_next_step(
    run: Run, filled: Path, words: tuple[str, ...], hint: str
) -> None:
    result = run(*words, "--store", str(filled))
    assert result.exit_code != 0
    assert hint in f"{result.output}{result.exception}"


def test_a_missing_store_is_said_with_a_next_step(run: Run) -> None:
    result = run("query", "who-said-what")
    assert result.exit_code == 1
    assert "reportedly ingest" in str(result.exception)


def test_questions(run: Run) -> None:
    assert "who-said-what" in run("questions").stdout
    one = run("questions", "who-said-what").stdout
    assert "actor" in one
    assert "SELECT" in one


def test_show_a_file_marks_its_spans(run: Run) -> None:
    result = run("show", "articles/dam.txt", "--publisher", "The Gazette")
    assert "[The dam is as safe as it was in 1921]" in result.stdout
    assert "{Lind}" in result.stdout
    assert "The Gazette ← Anna Lind" in result.stdout


def test_show_a_stored_article_and_a_statement(run: Run, filled: Path) -> None:
    store = ("--store", str(filled))
    (row,) = run("query", "documents", "--format", "jsonl", *store).stdout.splitlines()
    document = next(v for v in json.loads(row).values() if "/kg/doc/" in str(v))
    assert "[The dam is as safe as it was in 1921]" in run("show", document, *store).stdout
    asked = run("query", "who-said-what", "--param", "actor=engineers", "--format", "jsonl", *store)
    statement = json.loads(asked.stdout.splitlines()[0])["statement"]
    shown = run("show", statement, *store).stdout
    assert "very-unlikely" in shown
    assert "Two engineers who know the dam" in shown


def test_networks(run: Run, filled: Path, tmp_path: Path) -> None:
    store = ("--store", str(filled))
    assert "who-quotes-whom" in run("network", "list").stdout
    assert "nodes" in run("network", "stats", "who-quotes-whom", *store).stdout
    target = tmp_path / "quotes.gexf"
    result = run("export", "gexf", str(target), "--network", "who-quotes-whom", *store)
    assert result.exit_code == 0
    assert networkx.read_gexf(target).number_of_nodes() > 1


def test_a_network_format_needs_a_network(run: Run, filled: Path) -> None:
    store = ("--store", str(filled))
    assert run("export", "gexf", "x.gexf", *store).exit_code == 2
    assert run("export", "trig", "x.trig", "--network", "claims", *store).exit_code == 2


@pytest.mark.parametrize("form", ["trig", "nq", "ttl", "jsonld", "csv"])
def test_the_graph_goes_to_a_file_or_standard_output(
    run: Run, filled: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"graph.{form}"
    assert run("export", form, str(target), "--store", str(filled)).exit_code == 0
    printed = run("export", form, "-", "--store", str(filled))
    assert printed.exit_code == 0
    assert printed.stdout_bytes.strip() == target.read_bytes().removeprefix(b"\xef\xbb\xbf").strip()


def test_extract_json_lines_fit_the_file(run: Run, folder: Path) -> None:
    (line,) = run("extract", "articles/dam.txt").stdout.splitlines()
    row = json.loads(line)
    text = (folder / "articles" / "dam.txt").read_text(encoding="utf-8")
    assert (row["doc"], row["text"]) == ("dam", text)
    contents = {text[s:e] for a in row["attributions"] for s, e in a["content"]}
    assert "“The dam is as safe as it was in 1921,”" in contents
    assert {a["actor"] for a in row["attributions"]} >= {"Anna Lind"}


def test_extract_brat_and_rdf(run: Run, folder: Path) -> None:
    assert run("extract", "articles", "--format", "brat").exit_code == 2
    assert run("extract", "articles", "--format", "brat", "-o", "notes").exit_code == 0
    assert "Attribution:" in (folder / "notes" / "dam.ann").read_text(encoding="utf-8")
    turtle = run("extract", "articles", "--format", "ttl").stdout
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) > 100


def test_the_demo_tells_who_said_what_twice_the_same(run: Run) -> None:
    first, second = run("demo"), run("demo")
    assert first.exit_code == second.exit_code == 0
    assert "Ukrinform ← NYT ←" in " ".join(first.stdout.split())
    assert first.stdout == second.stdout
    assert first.stderr.startswith("1 new")
    assert second.stderr.startswith("0 new, 0 changed, 1 unchanged")
    assert first.stderr.count("--store reportedly-demo") == 1


def test_help_names_an_example_for_every_command(run: Run) -> None:
    names = run("--help").stdout.split("Commands:")[1].split("\n")
    for name in (line.split()[0] for line in names if line.strip()):
        help_text = run(name, "--help").stdout
        assert "Example:" in help_text, name


def test_a_typo_is_met_with_a_suggestion(run: Run) -> None:
    result = run("ingst")
    assert result.exit_code == 2
    assert "ingest" in result.output


def test_errors_reach_the_user_as_one_message(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reportedly", "query", "who-said-what"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    assert capsys.readouterr().err.startswith("error: ")


def test_a_reader_that_leaves_early_is_no_error(filled: Path) -> None:
    words = [sys.executable, "-m", "reportedly", "export", "nq", "-", "--store", str(filled)]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.read(10)
    child.stdout.close()
    assert b"Traceback" not in child.stderr.read()
    child.wait()
    child.stderr.close()
