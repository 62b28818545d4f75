"""Answers as text, read back by other people's readers."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from reportedly.errors import QueryError
from reportedly.query import FORMATS, render, run, table

if TYPE_CHECKING:
    from reportedly.store import Store

TYPES = """SELECT ?x WHERE { VALUES ?x { "=1+1"
  "a\\"b\\nc" 7 0.35 1e30 true "2024-05-01"^^xsd:date
  <x:y> UNDEF "🌉 الجسر"@ar "NaN"^^xsd:double } }"""
CONSTRUCT = "CONSTRUCT { ?s schema:name ?n } WHERE { GRAPH ?g { ?s schema:name ?n } }"


def written(store: Store, text: str, how: str) -> str:
    return "".join(render(run(store, text), how))


def test_csv_holds_values_as_they_are(bridge: Store) -> None:
    rows = list(csv.reader(StringIO(written(bridge, TYPES, "csv"), newline="")))
    assert [row[0] if row else "" for row in rows] == [
        "x", "=1+1", 'a"b\nc', "7", "0.35", "1e+30", "true", "2024-05-01", "x:y", "",
        "🌉 الجسر", "nan",
    ]  # fmt: skip


def test_jsonl_is_one_flat_object_a_row(bridge: Store) -> None:
    lines = written(bridge, TYPES, "jsonl").splitlines()
    assert [json.loads(line)["x"] for line in lines] == [
        "=1+1", 'a"b\nc', 7, 0.35, 1e30, True, "2024-05-01", "x:y", None, "🌉 الجسر", "nan",
    ]  # fmt: skip


def test_json_is_the_w3c_s(bridge: Store) -> None:
    results = json.loads(written(bridge, TYPES, "json"))
    assert results["head"]["vars"] == ["x"]
    assert results["results"]["bindings"][9]["x"] == {
        "type": "literal",
        "value": "🌉 الجسر",
        "xml:lang": "ar",
    }


def test_json_has_chains_and_lists_in_order(bridge: Store) -> None:
    results = json.loads(written(bridge, "who-said-what", "json"))
    rows = results["results"]["bindings"]
    assert rows[4]["chain"]["value"] == "Northport Courier ← The Daily Ledger ← officials"
    assert rows[4]["judged"]["value"] == "disputes (very-unlikely)"
    assert "judged" not in rows[0]


def test_jsonl_and_csv_have_them_too(bridge: Store) -> None:
    line = json.loads(written(bridge, "who-said-what", "jsonl").splitlines()[4])
    assert line["chain"] == "Northport Courier ← The Daily Ledger ← officials"
    row = next(csv.DictReader(StringIO(written(bridge, "who-said-what", "csv"))))
    assert (row["chain"], row["judged"]) == ("The Daily Ledger ← officials", "")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader
@pytest.mark.parametrize(
    ("how", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld")]
)
def test_triples(bridge: Store, how: str, parser: str) -> None:
    assert len(Graph().parse(data=written(bridge, CONSTRUCT, how), format=parser)) == 9


def test_yes_and_no(bridge: Store) -> None:
    assert json.loads(written(bridge, "ASK {}", "json")) == {"head": {}, "boolean": True}
    assert written(bridge, "ASK { <x:x> a <x:y> }", "csv") == "false\n"


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", {"csv", "json", "jsonl"}),
        ("ASK {}", {"csv", "json", "jsonl"}),
        ("DESCRIBE <x:x>", {"ttl", "nt", "jsonld"}),
    ],
)
def test_a_format_that_does_not_fit_is_refused(bridge: Store, text: str, fitting: set[str]) -> None:
    for how in (*FORMATS, "yaml"):
        if how in fitting:
            written(bridge, text, how)
        else:
            with pytest.raises(QueryError, match="the answer is"):
                written(bridge, text, how)


def test_tables_for_people(bridge: Store) -> None:
    columns, rows = table(run(bridge, "who-said-what", {"actor": "Okafor"}))
    assert columns[:2] == ("speaker", "says")
    assert [row[0] for row in rows] == ["Tom Okafor", "Tom Okafor"]
    header, cells = table(True)
    assert (header, list(cells)) == (("answer",), [("true",)])
    columns, rows = table(run(bridge, CONSTRUCT))
    assert columns == ("subject", "predicate", "object")
    assert len(set(rows)) == 9
