"""`query`, `questions`, `show`, `network`, `export`, `extract`, `demo`: what comes out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import networkx
import pytest
import rdflib
from click.testing import CliRunner
from tests.cli.conftest import Run

from reportedly import cli
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


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
def test_who_gets_part_of_an_answer_is_told(run: Run, filled: Path, form: str) -> None:
    asked = ("query", "dates", "--format", form, "--store", str(filled))
    assert "there may be more" not in run(*asked).stderr
    cut = run(*asked, "--param", "most=1")
    assert "the first 1 are listed, there may be more: --param most=10\n" in cut.stderr
    assert "there may be more" not in cut.stdout


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


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("query", "who-said-wat"), 2),
        (("query", "SELECT ?s WHERE { ?s "), 2),
        (("query", "who-said-what", "--param", "actr=Lind"), 2),
        (("network", "stats", "who-quotes-who"), 2),
        (("export", "gephi", "x.gexf"), 2),
        (("ingest", "articles", "--published", "soon"), 2),
        (("show", "https://w3id.org/reportedly/kg/doc/0000000000000000"), 1),
        (("show", "https://w3id.org/reportedly/kg/doc/0000000000000000#st-1-2"), 1),
        (("query", "sources", "--store", "nowhere"), 1),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage_is_told_from_what_is_not_there(
    filled: Path, words: tuple[str, ...], code: int
) -> None:
    result = _process(words, REPORTEDLY_STORE=str(filled))
    assert (result.returncode, result.stdout) == (code, b"")
    assert b"rror: " in result.stderr


def _process(words: tuple[str, ...], **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `reportedly` as a process of its own; only there are streams what users give it."""
    command = [sys.executable, "-m", "reportedly", *words]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, check=False
    )


def test_a_missing_store_is_said_with_a_next_step(run: Run) -> None:
    result = run("query", "who-said-what", "--store", "my store")
    assert result.exit_code == 1
    assert "reportedly ingest SOURCE --store 'my store'" in str(result.exception)


def test_questions(run: Run) -> None:
    assert "who-said-what" in run("questions").stdout
    one = run("questions", "who-said-what").stdout
    assert "actor" in one
    assert "SELECT" in one


def test_search_finds_statements_by_their_words(run: Run, filled: Path) -> None:
    store = ("--store", str(filled))
    found = run("search", "dam", "safe", "--format", "jsonl", *store)
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert rows
    assert all("safe" in row["says"] for row in rows)
    assert run("search", "dam", "--actor", "Lind", "--limit", "1", *store).exit_code == 0
    assert "no word" in str(run("search", "?", *store).exception)


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


@pytest.mark.parametrize(
    "words",
    [
        ("export", "nq", "-"),
        ("query", "SELECT * { ?s ?p ?o }", "--format", "csv"),
        ("query", "SELECT * { ?s ?p ?o }"),
    ],
)
@pytest.mark.parametrize("before", [True, False])  # having read something
def test_a_reader_that_leaves_early_is_no_error(
    filled: Path, words: tuple[str, ...], *, before: bool
) -> None:
    command = [sys.executable, "-m", "reportedly", *words, "--store", str(filled)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        if before:
            child.stdout.read(10)
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()
        assert child.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [("query", "sources"), ("export", "trig", "-"), ("questions",)])
def test_a_full_disk_behind_standard_output_is_one_message(
    filled: Path, words: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "reportedly", *words]
        store = {**os.environ, "REPORTEDLY_STORE": str(filled)}
        result = subprocess.run(
            command, env=store, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert result.stderr == b"error: standard output: No space left on device\n"
    assert result.returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("closed", "words", "code"),
    [(">&-", "questions", 0), ("2>&-", "ingest articles", 0), ("<&-", "extract -", 1)],
)
def test_closed_streams_are_no_traceback(folder: Path, closed: str, words: str, code: int) -> None:
    command = f"{sys.executable} -m reportedly {words} {closed}"
    result = subprocess.run(["sh", "-c", command], capture_output=True, cwd=folder, check=False)
    assert result.returncode == code
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
    ],
    ids=["ascii", "cp1252"],
)
@pytest.mark.parametrize(
    "words", [("query", "who-said-what"), ("query", "who-said-what", "--format", "csv")]
)
def test_output_that_is_no_terminal_is_utf8_in_any_locale(
    filled: Path, words: tuple[str, ...], locale: dict[str, str]
) -> None:
    result = _process(words, REPORTEDLY_STORE=str(filled), **locale)
    assert "The Gazette ← Anna Lind" in result.stdout.decode("utf-8"), result.stderr
    assert result.returncode == 0


def test_a_store_with_an_accent_opens_in_any_locale(filled: Path, folder: Path) -> None:
    accented = folder / "café"
    accented.symlink_to(filled)
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = _process(("query", "sources", "--store", str(accented)), **locale)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(("given", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_heeded(
    folder: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], coloured: bool
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    shown = CliRunner().invoke(cli.commands, ["show", str(folder / "articles/dam.txt")], color=True)
    assert ("\x1b[" in shown.output) is coloured


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_stops_a_query_that_would_take_for_ever(filled: Path) -> None:
    every = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "reportedly", "query", every, "--store", str(filled)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        time.sleep(2.0)
        assert child.poll() is None, "the query did not take long enough to be stopped"
        child.send_signal(signal.SIGINT)
        try:
            assert child.wait(timeout=5) != 0
        finally:
            child.kill()
