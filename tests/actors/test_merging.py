"""Actors of a store: listed, merged, parted again; what queries see of it, and what survives."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.actors.conftest import ENTRIES, PERSON, entry
from tests.store.fakes import NOW, make_older

from reportedly import graph
from reportedly.actors import Hand, Listed, accept, find, merge, roll, split, suggest
from reportedly.errors import QueryError
from reportedly.graph.iri import curation_iri
from reportedly.identity.judgement import Act
from reportedly.query import run
from reportedly.store import View, open_snapshot, open_store

ACTOR = "https://w3id.org/reportedly/kg/actor/"
ANNA = Hand("anna", NOW, "the president")


def listed(view: View) -> dict[str, Listed]:
    return {actor.iri.removeprefix(ACTOR): actor for actor in roll(view)}


def asked(view: View, question: str, **params: object) -> list[dict[str, object]]:
    answer = run(view, question, params)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer]  # type: ignore[union-attr]


def test_one_name_in_two_documents_is_one_actor(place: Path) -> None:
    with open_snapshot(place) as view:
        found = listed(view)
    zelensky = found["volodymyr-zelensky"]
    assert (zelensky.documents, zelensky.statements) == (2, 2)
    assert zelensky.aliases == ("Volodymyr Zelenskyy",)
    kyiv = found["kyiv"]
    assert (kyiv.documents, kyiv.links) == (2, ("http://www.wikidata.org/entity/Q1899",))


def test_a_surname_and_a_court_without_a_country_stay_in_their_documents(place: Path) -> None:
    with open_snapshot(place) as view:
        assert sum(a.name == "Lind" and not a.shared for a in roll(view)) == 2
        assert not any(a.shared for a in roll(view) if a.name == "Supreme Court")


def test_merged_actors_are_one_wherever_actors_are_grouped(place: Path) -> None:
    with open_store(place) as store:
        merge(store, "Joe Biden", "Joseph R. Biden", ANNA)
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        biden = listed(store)["joe-biden"]
        assert (biden.documents, biden.statements) == (4, 4)
        assert biden.aliases == ("Joseph Biden", "Joseph R. Biden")
        (row,) = asked(store, "sources", actor="Joseph R.")
        assert (row["source"], row["statements"], row["documents"]) == ("Joe Biden", 4, 4)
        (row,) = asked(store, "actors", actor="Joseph")
        assert (row["called"], row["says"], row["documents"]) == ("Joe Biden", 4, 4)
        (row,) = asked(store, "who-quotes-whom", quoted="Joseph Biden")
        assert (row["whom"], row["statements"]) == ("Joe Biden", 4)
        assert str(row["inner_iri"]) == f"{ACTOR}joe-biden"
        claims = {row["speaker_iri"] for row in asked(store, "claims")}
        assert f"{ACTOR}joseph-biden" not in claims
        together = [row for row in asked(store, "co-mentions") if "Biden" in str(row)]
        assert all("Joe Biden" in {row["one"], row["other"]} for row in together)
        assert len(asked(store, "who-said-what", actor="Joseph R.")) == 4
        assert {row["speaker"] for row in asked(store, "who-said-what", actor="Biden")} == {
            "Joe Biden"
        }


def test_a_split_gives_back_what_was_there(place: Path) -> None:
    with open_store(place) as store:
        before = roll(store)
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        _, undone = split(store, "Joseph Biden", "", replace(ANNA, why="another one"))
        assert undone == 1
        assert roll(store) == before
        assert [it.act for it in store.judgements()] == [Act.MERGE, Act.SPLIT]
        assert store.judgements()[0].why == "the president"


def test_only_the_merge_between_two_is_undone_if_both_are_named(place: Path) -> None:
    with open_store(place) as store:
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        merge(store, "Joe Biden", f"{ACTOR}joseph-r-biden", ANNA)
        split(store, "Joe Biden", "Joseph Biden", ANNA)
        found = listed(store)
        assert found["joe-biden"].merged == (f"{ACTOR}joseph-r-biden",)
        assert "joseph-biden" in found
        with pytest.raises(QueryError, match="no merge"):
            split(store, "Joe Biden", "Joseph Biden", ANNA)


def test_merges_are_followed_to_the_end(place: Path) -> None:
    with open_store(place) as store:
        merge(store, "Joseph Biden", "Joseph R. Biden", ANNA)
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        assert len(listed(store)["joe-biden"].merged) == 2
        with pytest.raises(QueryError, match="the same actor already"):
            merge(store, "Joseph R. Biden", "Joe Biden", ANNA)


@pytest.mark.parametrize(
    ("kept", "other", "reason"),
    [
        ("Joe Biden", "Lind", "2 actors are called so"),
        ("Joe Biden", "Bidden", "no actor is called so"),
        ("Joe Biden", "Harbour Union", "is a person and"),
    ],
)
def test_a_merge_that_is_not_clear_is_refused(
    place: Path, kept: str, other: str, reason: str
) -> None:
    with open_store(place) as store:
        with pytest.raises(QueryError, match=reason):
            merge(store, kept, other, ANNA)
        assert store.judgements() == ()


def test_an_ambiguous_name_is_refused_with_those_who_bear_it(place: Path) -> None:
    with open_snapshot(place) as view, pytest.raises(QueryError) as refused:
        find(roll(view), "lind")
    assert str(refused.value).count("#actor-a") == 2


def test_an_actor_of_one_document_is_merged_by_its_iri(place: Path) -> None:
    with open_store(place) as store:
        lind = next(a.iri for a in roll(store) if a.name == "Lind")
        merge(store, "Joe Biden", lind, ANNA)
        assert lind in listed(store)["joe-biden"].merged


def test_a_merge_survives_new_readings_of_the_articles(place: Path) -> None:
    with open_store(place) as store:
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        kept = store.ntriples(curation_iri())
        again = entry(3, ("Joseph Biden", PERSON), ("Ana Lind", PERSON), model_version="2")
        assert again.graph != ENTRIES[2].graph or again.triples != ENTRIES[2].triples
        store.put([again], NOW)
        store.put(ENTRIES, NOW)
        assert store.ntriples(curation_iri()) == kept
        assert listed(store)["joe-biden"].merged == (f"{ACTOR}joseph-biden",)


def test_articles_graphs_are_the_same_with_and_without_merges(place: Path) -> None:
    with open_store(place) as store:
        before = {name: store.ntriples(name) for name, _ in store.graphs()}
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        assert {name: store.ntriples(name) for name, _ in store.graphs()} == before


def test_the_curation_graph_keeps_the_shapes_and_travels_with_a_dump(place: Path) -> None:
    with open_store(place) as store:
        merge(store, "Joe Biden", "Joseph Biden", ANNA)
        split(store, "Joe Biden", "", ANNA)
        assert graph.violations(store.ntriples(curation_iri())) == []
        out = io.BytesIO()
        store.dump(out, "nq")
    assert b"the president" in out.getvalue()


def test_suggestions_name_a_reason_and_are_merged_only_if_accepted(place: Path) -> None:
    with open_store(place) as store:
        reasons = {c.reason for c in suggest(store)}
        assert reasons == {"a short form of the first name", "a middle name left out"}
        (made,) = accept(store, Hand("anna", NOW))
        assert (made.method, made.score, made.why) == ("suggested", 0.9, "a middle name left out")
        assert accept(store, Hand("anna", NOW)) == ()


def test_a_pair_that_was_parted_is_not_suggested_again(place: Path) -> None:
    with open_store(place) as store:
        accept(store, ANNA)
        split(store, "Joseph Biden", "", ANNA)
        assert not [c for c in suggest(store) if c.score >= 0.9]


def test_a_store_from_before_judgements_takes_them(place: Path) -> None:
    make_older(place, 2)
    with open_store(place) as store:
        assert merge(store, "Joe Biden", "Joseph Biden", ANNA).number == 1
