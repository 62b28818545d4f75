"""Corrections outlive what they were made of: another reading, another model, another version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.corrections.factory import Line, entry, iri, version
from tests.store.fakes import NOW

from reportedly import graph
from reportedly.actors import Hand
from reportedly.corrections import correct, listed, undo
from reportedly.query import run, table
from reportedly.store import Entry, Store, Withdrawal, open_snapshot, open_store

ANNA = Hand("anna", NOW)
LINES = [
    Line("Ana Kovac", "the port opens in May", cue="told reporters"),
    Line("officials", "12 ships are waiting outside", cue="confirmed"),
    Line("Harbour Union", "the date is a fairy tale", judges=0),
]
ARTICLE = entry(LINES)
OPENING, SHIPS, DOUBT = (iri(ARTICLE, line.words) for line in LINES)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as target:
        target.put([ARTICLE], NOW)
        yield target


@pytest.fixture(autouse=True)
def sound(store: Store) -> Iterator[None]:
    """Whatever has been read anew, the graph that is seen is valid."""
    yield
    with open_snapshot(store.name) as view:
        for name, _ in view.graphs():
            assert graph.violations(view.ntriples(name)) == []


def speakers(store: Store) -> dict[str, str]:
    rows = table(run(store, "who-said-what"))[1]
    return {row[1]: row[0] for row in rows}


def states(store: Store) -> list[tuple[str, str]]:
    return [(it.correction.act.value, it.state.value) for it in listed(store)]


def edited(*lines: Line, **more: object) -> Entry:
    return entry([*lines], **more)


def test_reading_the_same_again_changes_nothing(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    before = store.ntriples(ARTICLE.graph)
    assert store.put([ARTICLE], NOW) == ("unchanged",)
    assert store.ntriples(ARTICLE.graph) == before


def test_a_newer_model_that_still_errs_is_put_right_again(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    correct(store, DOUBT, ANNA, stance="reframes")
    again = entry(LINES, model=version(2))
    assert store.put([again], NOW) == ("changed",)
    assert speakers(store)["the port opens in May"] == "Harbour Union"
    assert states(store) == [("actor", "applies"), ("stance", "applies")]
    assert store.extracted(again.article.version) == tuple(sorted(again.triples))


def test_a_newer_model_that_hears_a_third_party_is_put_right_too(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    store.put([entry([replace(LINES[0], heard_as="Jo Lind"), *LINES[1:]], model=version(2))], NOW)
    assert speakers(store)["the port opens in May"] == "Harbour Union"


def test_a_newer_model_that_does_not_find_the_statement_is_reported(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    blind = [replace(LINES[0], read=False), LINES[1], replace(LINES[2], judges=None)]
    store.put([entry(blind, model=version(2))], NOW)
    assert states(store) == [("actor", "lost")]
    (issue,) = store.issues(stage="correct")
    assert issue.issue.item == "a.txt"
    assert issue.issue.reason.startswith("correction 1 is lost: its words do not stand there")
    store.put([entry(LINES, model=version(3))], NOW)
    assert states(store) == [("actor", "applies")], "it was kept meanwhile"


def test_a_new_version_of_the_article(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    correct(store, SHIPS, ANNA, reject=True)
    longer = edited(Line("Jo Lind", "this was not in it before"), *LINES[:2])
    assert store.put([longer], NOW) == ("changed",)
    assert speakers(store) == {
        "this was not in it before": "Jo Lind",
        "the port opens in May": "Harbour Union",
    }
    assert states(store) == [("actor", "moved"), ("reject", "moved")]
    assert listed(store)[0].about == (iri(longer, "the port opens in May"),)
    back = entry(LINES)
    store.put([back], NOW)
    assert states(store) == [("actor", "applies"), ("reject", "applies")]


def test_words_that_were_edited_a_little(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    store.put([edited(replace(LINES[0], words="the port now opens in May"), *LINES[1:])], NOW)
    assert speakers(store)["the port now opens in May"] == "Harbour Union"
    assert states(store) == [("actor", "moved")]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "15 ships are waiting outside"),
        (1, "no 12 ships are waiting outside"),
        (0, "the mayor has resigned"),
    ],
)
def test_another_claim_in_its_place_is_not_taken_for_it(
    store: Store, number: int, words: str
) -> None:
    correct(store, (OPENING, SHIPS)[number], ANNA, actor="Harbour Union")
    lines = [*LINES[:2]]
    lines[number] = replace(lines[number], words=words)
    store.put([edited(*lines)], NOW)
    assert states(store) == [("actor", "lost")]
    assert speakers(store)[words] == LINES[number].speaker


def test_of_two_that_would_do_equally_well_it_is_neither(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    other = replace(LINES[0], words="x")
    store.put([edited(other, LINES[0], other, LINES[0], other)], NOW)
    assert states(store) == [("actor", "lost")]


def test_the_same_words_of_two_speakers_are_told_apart_by_cue_and_speaker(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    denier = Line("Jo Lind", "the port opens in May", cue="denied")
    store.put([edited(denier, LINES[0], denier)], NOW)
    chains = [row[0] for row in table(run(store, "who-said-what"))[1]]
    assert chains == ["Jo Lind", "Harbour Union", "Jo Lind"]


def test_a_merge_and_a_stance_need_both_statements(store: Store) -> None:
    correct(store, DOUBT, ANNA, stance="reframes")
    correct(store, OPENING, ANNA, merge=SHIPS)
    store.put([edited(LINES[0], replace(LINES[2], judges=None))], NOW)
    assert states(store) == [("stance", "moved"), ("merge", "lost")]
    store.put([edited(*LINES[1:2], replace(LINES[2], judges=None))], NOW)
    assert states(store) == [("stance", "lost"), ("merge", "lost")]


def test_a_date_and_an_unnamed_speaker_come_along(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="two captains", kind="unnamed", said="2024-04")
    store.put([edited(Line("Jo Lind", "this was not in it before"), *LINES)], NOW)
    found = table(run(store, "who-said-what", {"what": "port opens"}))
    (row,) = (dict(zip(found[0], row, strict=True)) for row in found[1])
    assert (row["speaker"], row["said"]) == ("two captains", "2024-04")


def test_an_undone_correction_does_not_come_back(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    undo(store, 1, ANNA)
    again = entry(LINES, model=version(2))
    store.put([again], NOW)
    assert store.ntriples(again.graph) == sorted(again.triples)


def test_a_version_that_was_read_elsewhere_already_is_put_right_when_it_comes(
    store: Store,
) -> None:
    """The page takes on a text that another place has had: nothing is extracted then."""
    correct(store, OPENING, ANNA, actor="Harbour Union")
    longer = edited(Line("Jo Lind", "this was not in it before"), *LINES, name="b.txt")
    store.put([longer], NOW)
    assert states(store) == [("actor", "applies")]
    moved = replace(longer.article, location="/news/a.txt")
    assert store.adopt(moved, longer.model, NOW) == "changed"
    assert states(store) == [("actor", "moved")]
    assert speakers(store)["the port opens in May"] == "Harbour Union"
    assert store.extracted(longer.article.version) == tuple(sorted(longer.triples))


def test_other_articles_are_left_alone(store: Store) -> None:
    store.put([entry([*LINES, Line("Jo Lind", "it rains")], name="b.txt")], NOW)
    correct(store, OPENING, ANNA, reject=True)
    assert speakers(store)["the port opens in May"] == "Ana Kovac"
    assert len(listed(store)[0].about) == 1


def test_it_is_all_there_after_closing(store: Store, tmp_path: Path) -> None:
    made = correct(store, OPENING, ANNA, actor="Harbour Union")
    store.close()
    with open_snapshot(tmp_path / "store") as view:
        assert view.corrections() == made
        assert [it.state for it in listed(view)] == ["applies"]
    with open_store(tmp_path / "store") as again:
        assert again.extracted(ARTICLE.article.version) == tuple(sorted(ARTICLE.triples))


def test_a_re_extraction_keeps_what_was_put_right(store: Store) -> None:
    correct(store, OPENING, ANNA, actor="Harbour Union")
    run_number = store.begin_rereading("newer", NOW)
    again = entry(LINES, model=version(2))
    assert store.reread([(again, "{}")], run_number, NOW) == (True,)
    assert speakers(store)["the port opens in May"] == "Harbour Union"
    assert states(store) == [("actor", "applies")]
    assert store.read_in(again.article.version) == tuple(sorted(again.triples))


def test_an_article_that_is_withdrawn_and_put_back_is_still_right(store: Store) -> None:
    correct(store, OPENING, ANNA, reject=True)
    act = Withdrawal(ARTICLE.article.version, "anna", NOW, "retracted")
    store.withdraw(act)
    assert speakers(store) == {}
    assert store.read_in(act.version) == tuple(sorted(ARTICLE.triples))
    store.withdraw(replace(act, undone=True))
    assert "the port opens in May" not in speakers(store)
    undo(store, 1, ANNA)
    assert speakers(store)["the port opens in May"] == "Ana Kovac"


def test_what_is_rejected_is_not_linked_nor_found_by_its_words(store: Store) -> None:
    words = "the harbour of Velm will stay closed to 12 large tankers until May"
    first = entry([Line("Ministry", words)], name="b.txt")
    echo = entry([Line("Jo Lind", "it had rained"), Line("Ana Kovac", words)], name="c.txt")
    store.put([first, echo], NOW)
    pair = (iri(echo, words), iri(first, words))
    assert pair in restated(store)
    assert set(store.search("tankers") or ()) == set(pair)
    correct(store, pair[1], ANNA, reject=True)
    assert restated(store) == set()
    assert store.search("tankers") == (pair[0],)
    undo(store, 1, ANNA)
    assert pair in restated(store)
    assert set(store.search("tankers") or ()) == set(pair)


def restated(store: Store) -> set[tuple[str, ...]]:
    columns, rows = table(run(store, "restatements"))
    at = (columns.index("later"), columns.index("earlier"))
    return {tuple(row[place] for place in at) for row in rows}
