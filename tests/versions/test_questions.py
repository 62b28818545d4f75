"""The questions about firmness, models and what goes with an article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.store.fakes import MODEL, NOW, article
from tests.versions.test_history import page, told

from reportedly.graph.iri import version_iri
from reportedly.query import run, table
from reportedly.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import Store

CAREFUL = told(page("The dam may break.", "The road is open."), "Ministry", "Police")
BOLD = told(article("The dam will break.", "bold.txt", publisher="Courier"), "Ministry")
RESTATES = "https://w3id.org/reportedly#restates"


def iri(entry: object, start: int = 0) -> str:
    return f"{version_iri(entry.article.version)}#st-{start}"  # type: ignore[attr-defined]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    link = f"<{iri(BOLD)}> <{RESTATES}> <{iri(CAREFUL)}> ."
    bold = replace(BOLD, triples=tuple(sorted((*BOLD.triples, link))))
    with open_store(tmp_path / "store", create=True) as found:
        found.put([CAREFUL, bold], NOW)
        yield found


def ask(store: Store, name: str, *columns: str, **params: object) -> list[tuple[str, ...]]:
    names, rows = table(run(store, name, params))
    return [tuple(row[list(names).index(column)] for column in columns) for row in rows]


def test_a_restatement_without_the_hedge_is_firmer(store: Store) -> None:
    columns = ("where", "teller", "says", "originally", "statement", "source")
    row = ("restated", "Ministry", "The dam will break.", "The dam may break.")
    assert ask(store, "firmer-than-source", *columns) == [(*row, iri(BOLD), iri(CAREFUL))]
    assert ask(store, "firmer-than-source", "says", actor="police") == []


def test_a_relayer_that_is_more_committed_than_the_source(tmp_path: Path) -> None:
    swapped = {"CTplus": "PSplus", "Uu": "CTplus"}
    lines = []
    for line in CAREFUL.triples:
        name = next((it for it in swapped if f"/scale/{it}>" in line), "")
        lines.append(line.replace(f"/scale/{name}>", f"/scale/{swapped.get(name, name)}>"))
    with open_store(tmp_path / "other", create=True) as store:
        store.put([replace(CAREFUL, triples=tuple(sorted(lines)))], NOW)
        columns = ("where", "teller", "commitment", "origin", "origin_commitment")
        found = ask(store, "firmer-than-source", *columns)
    assert found == [
        ("in the chain", "Gazette", "CT+", "Ministry", "PS+"),
        ("in the chain", "Gazette", "CT+", "Police", "PS+"),
    ]


def test_what_a_version_of_the_extractor_was_unsure_of(store: Store) -> None:
    read_by = f"{MODEL.name} {MODEL.version}"
    found = ask(store, "unsure-by-model", "confidence", "read_by", "says", model="FAKE", below=0.95)
    assert [it[1] for it in found] == [read_by] * 3
    assert {it[0] for it in found} == {"0.9"}
    assert ask(store, "unsure-by-model", "says", model="other", below=0.95) == []
    assert ask(store, "unsure-by-model", "says", below=0.5) == []


def test_what_goes_if_an_article_goes(store: Store) -> None:
    found = ask(store, "gone-with", "what", "says", article=version_iri(CAREFUL.article.version))
    assert found == [
        ("actor", "Ministry"),  # known in its document only
        ("actor", "Police"),
        ("link from elsewhere", "The dam will break."),
        ("statement", "The dam may break."),
        ("statement", "The road is open."),
    ]
