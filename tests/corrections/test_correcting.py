"""What queries see once somebody has put something right, and what stays as it was extracted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.corrections.factory import LINES, entry, iri
from tests.query import bridge
from tests.store.fakes import NOW

from reportedly import graph
from reportedly.actors import Hand
from reportedly.corrections import correct, listed, undo
from reportedly.errors import QueryError
from reportedly.query import run, table
from reportedly.store import Store, open_store

ANNA = Hand("anna", NOW, "I was there")
ARTICLE = entry(LINES)
OPENING, SHUT, DOUBT = (iri(ARTICLE, LINES[n].words) for n in range(3))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as target:
        target.put([ARTICLE], NOW)
        yield target


@pytest.fixture(autouse=True)
def sound(store: Store) -> Iterator[None]:
    """Whatever is put right, the graph that is seen is valid and the extracted one whole."""
    yield
    for name, version in store.graphs():
        assert graph.violations(store.ntriples(name)) == []
        assert store.extracted(version) == tuple(sorted(ARTICLE.triples))


def said(store: Store) -> dict[str, dict[str, str]]:
    """What `who-said-what` answers, by the statement's words."""
    columns, rows = table(run(store, "who-said-what"))
    return {row[1]: dict(zip(columns, row, strict=True)) for row in rows}


def test_somebody_else_said_it(store: Store) -> None:
    (made,) = correct(store, OPENING, ANNA, actor="Harbour Union")
    assert said(store)["the port opens in May"]["chain"] == "Coastal Post ← Harbour Union"
    assert (made.was_name, made.value_name) == ("Ana Kovac", "Harbour Union")
    assert made.told == "actor: Ana Kovac → Harbour Union"


def test_somebody_whom_no_article_has_needs_a_type(store: Store) -> None:
    with pytest.raises(QueryError, match="--type person"):
        correct(store, OPENING, ANNA, actor="Jo Lind")
    correct(store, OPENING, ANNA, actor="Jo Lind", kind="person")
    assert said(store)["the port opens in May"]["speaker"] == "Jo Lind"
    correct(store, DOUBT, ANNA, actor="two captains", kind="unnamed")
    rows = table(run(store, "unnamed-sources"))[1]
    assert {row[0] for row in rows} == {"the port stays shut", "the date is a fairy tale"}


def test_a_relayer_is_named_with_of(store: Store) -> None:
    correct(store, SHUT, ANNA, of="Northern Herald", actor="Harbour Union")
    chain = said(store)["the port stays shut"]["chain"]
    assert chain == "Coastal Post ← Harbour Union ← officials"
    with pytest.raises(QueryError, match="no hop of Nobody"):
        correct(store, SHUT, ANNA, of="Nobody", actor="Harbour Union")
    with pytest.raises(QueryError, match="is the publisher's"):
        correct(store, SHUT, ANNA, of="Coastal Post", actor="Ana Kovac")


def test_what_was_taken_for_the_publishers_own_words_gets_a_speaker(store: Store) -> None:
    correct(store, "the port is old", ANNA, actor="Ana Kovac")
    found = said(store)["the port is old"]
    assert (found["chain"], found["commitment"]) == ("Coastal Post ← Ana Kovac", "CT+")
    assert run(store, "publisher-only", {}) is not None
    assert "the port is old" not in {row[0] for row in table(run(store, "publisher-only"))[1]}


def test_commitment_and_date(store: Store) -> None:
    first, second = correct(store, OPENING, ANNA, commitment="ps+", said="2024-04~")
    found = said(store)["the port opens in May"]
    assert (found["commitment"], found["said"]) == ("PS+", "2024-04~")
    assert (first.was, first.value, second.was, second.value) == ("CT+", "PS+", "", "2024-04~")
    assert [row[0] for row in table(run(store, "who-said-what", {"said": "2024-04"}))[1]] == [
        "Ana Kovac"
    ]
    correct(store, OPENING, ANNA, said="none")
    assert said(store)["the port opens in May"]["said"] == ""


def test_a_statement_that_is_none(store: Store) -> None:
    correct(store, OPENING, ANNA, reject=True)
    assert "the port opens in May" not in said(store)
    assert said(store)["the date is a fairy tale"]["judges"] == "", "nothing is left to judge"
    with pytest.raises(QueryError, match="no such statement is seen"):
        correct(store, OPENING, ANNA, actor="Harbour Union")


def test_stances(store: Store) -> None:
    (made,) = correct(store, DOUBT, ANNA, stance="reframes")
    assert (made.was, made.value) == ("disputes", "reframes")
    assert said(store)["the date is a fairy tale"]["judges"] == "reframes"
    correct(store, DOUBT, ANNA, stance="none")
    assert said(store)["the date is a fairy tale"]["judges"] == ""
    with pytest.raises(QueryError, match="judges nothing"):
        correct(store, SHUT, ANNA, stance="supports")
    correct(store, SHUT, ANNA, stance="disputes", target=OPENING)
    assert said(store)["the port opens in May"]["judged"] == "disputes"


def test_one_statement_that_was_found_twice(store: Store) -> None:
    correct(store, "the port will open", ANNA, merge="the port opens")
    assert "the port opens in May" not in said(store)
    assert said(store)["the port will open in May"]["judged"] == "disputes", "it was the other's"
    with pytest.raises(QueryError, match="is the same statement"):
        correct(store, DOUBT, ANNA, merge=DOUBT)


def test_later_corrections_go_before_earlier_ones_and_undoing_brings_those_back(
    store: Store,
) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    correct(store, OPENING, ANNA, actor="Northern Herald")
    assert said(store)["the port opens in May"]["speaker"] == "Northern Herald"
    undo(store, 2, ANNA)
    assert said(store)["the port opens in May"]["speaker"] == "Harbour Union"
    undo(store, 1, ANNA)
    assert store.ntriples(ARTICLE.graph) == sorted(ARTICLE.triples), "byte for byte"
    assert [it.state for it in listed(store)] == ["undone", "undone"]
    with pytest.raises(QueryError, match="no correction or grade of this number"):
        undo(store, 1, ANNA)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the port", "4 statements begin so"),
        ("nobody says this", "no statement begins so"),
        ("https://x.example/st", "no such statement"),
        ("", "nothing was given"),
    ],
)
def test_a_statement_must_be_clear(store: Store, text: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        correct(store, text, ANNA, reject=True)


@pytest.mark.parametrize("text", [OPENING, OPENING.partition("#")[2], "The  port OPENS", "st-29-"])
def test_by_iri_id_or_words(store: Store, text: str) -> None:
    at = OPENING.partition("#st-")[2].partition("-")[0]
    (made,) = correct(store, text.replace("29", at), ANNA, reject=True)
    assert made.mark is not None
    assert made.mark.node == OPENING


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ({"commitment": "sure"}, "is no commitment"),
        ({"stance": "likes"}, "is no stance"),
        ({"said": "last May"}, "not an EDTF date"),
        ({"actor": "Ana Kovac"}, "has said it already"),
        ({}, "nothing was said of what is wrong"),
    ],
)
def test_a_correction_must_be_clear(store: Store, what: dict[str, str], reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        correct(store, OPENING, ANNA, **what)  # type: ignore[arg-type]
    assert store.corrections() == ()


def test_nothing_of_what_was_asked_is_done_if_a_part_cannot_be(store: Store) -> None:
    with pytest.raises(QueryError):
        correct(store, OPENING, ANNA, actor="Harbour Union", said="nonsense")
    assert store.ntriples(ARTICLE.graph) == sorted(ARTICLE.triples)


def test_of_two_speakers_one_must_be_named(tmp_path: Path) -> None:
    with bridge.filled(tmp_path / "bridge") as place:
        both = bridge.iri(bridge.WIRE, "s2")
        with pytest.raises(QueryError, match="several speakers"):
            correct(place, "repairs", ANNA, actor="Bridge Institute")
        correct(place, "repairs", ANNA, of="tom okafor", actor="Bridge Institute")
        correct(place, "repairs", ANNA, of="Ada Brandt", commitment="PS-")
        found = {
            row[0]: row[2] for row in table(run(place, "who-said-what", {"what": "repairs"}))[1]
        }
        assert found == {"Ada Brandt": "PS-", "Bridge Institute": "CT+"}
        assert [it.about for it in listed(place)] == [(both,), (both,)]
