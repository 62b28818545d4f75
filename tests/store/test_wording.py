"""The index of words follows every change of the graphs, and an older store gets one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.graph.factory import MODEL, READING
from tests.store.fakes import make_older

from reportedly.graph import triples
from reportedly.graph.iri import graph_iri
from reportedly.store import Entry, open_snapshot, open_store
from reportedly.store.wording import Asked, expression, texts

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2024, 4, 18, tzinfo=UTC)
ARTICLE = READING.article


def entry(model: str = "1") -> Entry:
    graph, lines = graph_iri(ARTICLE), triples(READING)
    return Entry(ARTICLE, replace(MODEL, version=model), graph, lines, len(READING.statements))


def found(place: Path, words: str) -> set[str]:
    with open_snapshot(place) as view:
        statements = view.search(words)
    assert statements is not None
    return {statement.rpartition("#")[2] for statement in statements}


def test_what_is_stored_is_found_once_however_often_it_is_read(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.put([entry("1")], NOW)
        store.put([entry("2")], NOW)
        assert len(store.search("port velm") or ()) == 2
    assert found(tmp_path / "s", "port velm") == {"st-opening", "st-title"}


def test_what_is_replaced_is_found_no_more(tmp_path: Path) -> None:
    gone = replace(ARTICLE, text="Nothing is said.")
    with open_store(tmp_path / "s", create=True) as store:
        store.put([entry()], NOW)
        store.put([Entry(gone, MODEL, graph_iri(gone), (), 0)], NOW)
    assert found(tmp_path / "s", "port") == set()


def test_an_older_store_is_searched_once_it_was_opened_to_write(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.put([entry()], NOW)
    make_older(tmp_path / "s", 3)
    with open_snapshot(tmp_path / "s") as view:
        assert view.search("port") is None
    with open_store(tmp_path / "s") as store:
        assert len(store.search("port velm") or ()) == 2
    assert found(tmp_path / "s", "crew") == {"st-ready"}


def test_text_comes_out_of_triples_as_it_went_in() -> None:
    line = (
        '<d:s> <https://w3id.org/reportedly#text> "a \\"b\\" \\\\ \\n \\u00e9 \\U0001F309 c"@en .'
    )
    assert list(texts([line, "<d:s> <d:p> <d:o> ."])) == [('a "b" \\ \n é 🌉 c', "", "d:s")]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("dam leaks", '(("dam" AND "leaks"))'),
        ('"the dam" -leak', '(("the dam")) NOT "leak"'),
        ("dam* OR port", '(("dam" *) OR ("port"))'),
        ("-dam", ""),
        ("— !", ""),
    ],
)
def test_questions_in_the_index_s_own_words(words: str, asked: str) -> None:
    assert expression(Asked.of(words)) == asked


@given(st.text(max_size=30) | st.text('"*-OR ab', max_size=12))
def test_nothing_that_is_typed_breaks_the_index(words: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE wording USING fts5(text)")
    if (asked := expression(Asked.of(words))) and "\0" not in asked:
        db.execute("SELECT * FROM wording WHERE wording MATCH ?", [asked]).fetchall()
    db.close()
