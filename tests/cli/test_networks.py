"""`network` and `export` of networks, pictures and timelines: what comes out, what is refused."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import networkx
import pytest
from lxml import etree
from tests.cli.conftest import Run


def test_the_list_names_the_parameters(run: Run) -> None:
    lines = run("network", "list").stdout.splitlines()
    assert "who-quotes-whom [actor] [quoted]" in lines
    assert "story [about]" in lines


def test_measures_as_a_table_and_as_csv(run: Run, filled: Path) -> None:
    asked = ("network", "measure", "who-quotes-whom", "--store", str(filled))
    shown = run(*asked, "--top", "1").stdout
    assert "pagerank" in shown
    rows = list(csv.DictReader(StringIO(run(*asked, "--format", "csv").stdout)))
    assert sum(float(row["pagerank"]) for row in rows) == pytest.approx(1, abs=0.01)
    assert {row["node"] for row in rows} >= {"Anna Lind", "The Gazette"}
    assert all(row["key"].startswith("https://") for row in rows)


def test_a_gexf_file_has_looks_and_plain_has_none(run: Run, filled: Path, folder: Path) -> None:
    asked = ("--network", "who-quotes-whom", "--store", str(filled))
    assert run("export", "gexf", "a.gexf", *asked, "--measures").exit_code == 0
    assert run("export", "gexf", "b.gexf", *asked, "--plain").exit_code == 0
    dressed, plain = (networkx.read_gexf(folder / name) for name in ("a.gexf", "b.gexf"))
    assert all({"viz", "pagerank"} <= set(data) for _, data in dressed.nodes(data=True))
    assert not any("viz" in data for _, data in plain.nodes(data=True))


def test_a_picture(run: Run, filled: Path, folder: Path) -> None:
    asked = ("--network", "story", "--param", "about=dam", "--store", str(filled))
    assert run("export", "picture", "a.svg", *asked).exit_code == 0
    words = {text.text for text in etree.parse(folder / "a.svg").iter("{*}text")}
    assert {"Anna Lind", "story"} <= words


def test_a_timeline(run: Run, filled: Path, folder: Path) -> None:
    store = ("--store", str(filled))
    assert run("export", "timeline", "a.csv", "--each", "day", *store).exit_code == 0
    rows = list(csv.DictReader((folder / "a.csv").read_text("utf-8").splitlines()))
    assert "Anna Lind" in {row["actor"] for row in rows}
    assert run("export", "timeline", "a.svg", "--top", "1", *store).exit_code == 0
    one = run("export", "timeline.csv", "-", "--param", "actor=Lind", *store).stdout
    assert {row["actor"] for row in csv.DictReader(StringIO(one))} == {"Anna Lind"}


def test_slices(run: Run, filled: Path) -> None:
    asked = run("network", "slices", "who-quotes-whom", "--each", "year", "--store", str(filled))
    assert asked.exit_code == 0


def test_a_stretch_of_time_limits_a_network(run: Run, filled: Path) -> None:
    asked = ("network", "stats", "who-quotes-whom", "--store", str(filled))
    assert run(*asked, "--until", "1900").stdout.startswith("0 nodes")
    assert run(*asked, "--param", "until=1900").stdout.startswith("0 nodes")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("export", "picture", "a.jpg", "--network", "claims"), ".svg or .png"),
        (("export", "picture", "a.svg"), "--network NAME"),
        (("export", "timeline", "a.csv", "--network", "claims"), "--network does not apply"),
        (("export", "timeline", "a.csv", "--param", "quoted=x"), "takes actor"),
        (("export", "trig", "a.trig", "--since", "2024"), "--since"),
        (("export", "gexf", "a.gexf", "--network", "story"), "needs about"),
        (("network", "measure", "who-quotes-whom", "--since", "soon"), "soon"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_said(run: Run, filled: Path, words: tuple[str, ...], hint: str) -> None:
    result = run(*words, "--store", str(filled))
    assert result.exit_code != 0
    assert hint in f"{result.output}{result.exception}"
