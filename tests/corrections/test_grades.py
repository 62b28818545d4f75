"""Grades of sources and statements: people's judgements, the last of which counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Dataset, URIRef
from tests.corrections.factory import Line, entry, iri, version
from tests.store.fakes import NOW

from reportedly import graph
from reportedly.actors import Hand, merge, split
from reportedly.corrections import correct, import_grades, listed, rate, undo
from reportedly.errors import QueryError, SourceError
from reportedly.query import questions, run, table
from reportedly.store import Store, open_store

ANNA, BEN = Hand("anna", NOW, "known for years"), Hand("Ben Okafor", NOW)
LINES = [
    Line("Ana Kovac", "the port opens in May"),
    Line("officials", "the port stays shut"),
    Line("Harbour Union", "the date is a fairy tale"),
    Line("Ana Kovač", "the harbour is full"),
    Line("Jo Lind", "it rains"),
]
ARTICLE = entry(LINES)
UNION = "https://w3id.org/reportedly/kg/actor/harbour-union"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as target:
        target.put([ARTICLE], NOW)
        yield target


def ask(store: Store, name: str, *columns: str, **params: str) -> list[tuple[str, ...]]:
    found, rows = table(run(store, name, params))
    return [tuple(row[found.index(column)] for column in columns) for row in rows]


def states(store: Store) -> list[str]:
    return [it.state.value for it in listed(store)]


class TestSources:
    def test_a_grade_is_said_of_the_source_with_who_when_and_why(self, store: Store) -> None:
        rate(store, "Harbour Union", "b", ANNA)
        assert ask(store, "reliability", "source", "reliability", "statements", "graded_by") == [
            ("Harbour Union", "B", "1", "anna")
        ]
        rows = ask(store, "reliability", "why", "graded")
        assert rows == [("known for years", "2024-05-17T12:00:00Z")]
        assert store.query(f"ASK {{ GRAPH ?g {{ <{UNION}> rep:reliability sc:B }} }}") is True

    def test_the_last_grade_counts_and_two_are_never_averaged(self, store: Store) -> None:
        rate(store, "Harbour Union", "A", ANNA)
        made = rate(store, "Harbour Union", "E", BEN)
        assert made.told == "reliability: A → E"
        columns = ("reliability", "graded_by")
        assert ask(store, "reliability", *columns) == [("E", "Ben Okafor")]
        assert states(store) == ["replaced", "applies"]
        undo(store, 2, ANNA)
        assert ask(store, "reliability", *columns) == [("A", "anna")]
        assert states(store) == ["applies", "undone"]
        undo(store, 1, ANNA)
        assert ask(store, "reliability", *columns) == []

    def test_of_merged_actors_the_grade_of_the_one_that_stands_counts(self, store: Store) -> None:
        rate(store, "Jo Lind", "D", ANNA)
        merge(store, "Harbour Union", "Jo Lind", ANNA, anyway=True)
        assert ask(store, "reliability", "iri", "source", "reliability", "statements") == [
            (UNION, "Harbour Union", "D", "2")
        ]
        rate(store, "Harbour Union", "B", ANNA)
        assert ask(store, "reliability", "reliability") == [("B",)]
        split(store, "Harbour Union", "", ANNA)
        assert ask(store, "reliability", "source", "reliability") == [
            ("Harbour Union", "B"),
            ("Jo Lind", "D"),
        ]

    def test_statements_from_sources_below_a_grade(self, store: Store) -> None:
        for name, grade in (("Harbour Union", "C"), ("Ana Kovac", "E"), ("Jo Lind", "F")):
            rate(store, name, grade, ANNA)
        columns = ("source", "reliability", "says")
        low = [
            ("Ana Kovac", "E", "the port opens in May"),
            ("Ana Kovac", "E", "the harbour is full"),
        ]
        assert sorted(ask(store, "rated-below", *columns)) == sorted(low)
        assert len(ask(store, "rated-below", *columns, grade="b")) == 3
        assert len(ask(store, "rated-below", *columns, grade="A")) == 3, "F is below nothing"
        assert ask(store, "rated-below", *columns, grade="E") == []

    @pytest.mark.parametrize(
        ("what", "grade", "reason"),
        [
            ("Harbour Union", "G", "is no grade"),
            ("Harbour Union", "0", "is no grade"),
            ("Harbour", "A", "no actor is called so"),
            ("officials", "D", "known in its document alone"),
            ("nobody says this", "3", "no statement begins so"),
        ],
    )
    def test_refused(self, store: Store, what: str, grade: str, reason: str) -> None:
        with pytest.raises(QueryError, match=reason):
            rate(store, what, grade, ANNA)
        assert store.corrections() == ()


class TestStatements:
    def test_a_grade_is_seen_on_the_statement_and_not_in_what_was_extracted(
        self, store: Store
    ) -> None:
        rate(store, "the port opens", "4", ANNA)
        statement = iri(ARTICLE, "the port opens in May")
        assert store.query(f"ASK {{ <{statement}> rep:credibility sc:cred4 }}") is True
        assert store.extracted(ARTICLE.article.version) == tuple(sorted(ARTICLE.triples))
        assert graph.violations(store.ntriples(ARTICLE.graph)) == []
        rate(store, "the port opens", "2", BEN)
        assert store.query(f"ASK {{ <{statement}> rep:credibility sc:cred4 }}") is False
        assert states(store) == ["replaced", "applies"]

    def test_it_stays_with_the_statement_through_models_and_versions(self, store: Store) -> None:
        rate(store, "Harbour Union", "D", ANNA)
        rate(store, "the date is", "5", ANNA)
        store.put([entry([Line("Jo Lind", "this is new"), *LINES], model=version(2))], NOW)
        assert states(store) == ["applies", "moved"]
        assert ask(store, "rated-below", "credibility", "says") == [
            ("5", "the date is a fairy tale")
        ]

    def test_grades_are_no_corrections(self, store: Store) -> None:
        rate(store, "the date is", "5", ANNA)
        assert ask(store, "corrections", "correction") == []


class TestTables:
    def load(self, store: Store, text: str) -> tuple[str, list[str]]:
        done = import_grades(store, text.splitlines(keepends=True), "grades.csv", ANNA)
        return str(done), [f"{issue.item}: {issue.reason}" for issue in done.issues]

    def test_sources_and_statements_with_reasons_and_who(self, store: Store) -> None:
        text = (
            "source,reliability,statement,credibility,why,by\n"
            "Harbour Union,B,,,long record,\n"
            ",,the date is,3,,Ben Okafor\n"
            "\n"
            "Ana Kovac,c,the port opens,2,,\n"
        )
        assert self.load(store, text) == ("4 new, 0 changed, 0 unchanged, 0 failed", [])
        assert ask(store, "reliability", "source", "reliability", "why") == [
            ("Harbour Union", "B", "long record"),
            ("Ana Kovac", "C", "known for years"),
        ]
        assert {it.correction.by for it in listed(store)} == {"anna", "Ben Okafor"}

    def test_twice_is_as_good_as_once(self, store: Store) -> None:
        text = "source,reliability\nHarbour Union,B\nJo Lind,A\n"
        self.load(store, text)
        assert self.load(store, text) == ("0 new, 0 changed, 2 unchanged, 0 failed", [])
        found = self.load(store, text.replace(",A", ",E"))
        assert found == ("0 new, 1 changed, 1 unchanged, 0 failed", [])
        assert len(store.corrections()) == 3

    def test_every_line_that_is_wrong_is_named_and_the_others_count(self, store: Store) -> None:
        text = (
            "source,reliability,statement,credibility\n"
            "Harbour Union,G,,\n"
            "Nobody,A,,\n"
            "Jo Lind,,,\n"
            ",,the port,1\n"
            ",,the date is,7\n"
            "Ana Kovac,B,,\n"
            "Ana Kovac,C,,\n"
            "Jo Lind,A,,,\n"
            "Jo Lind,A,,,x\n"
        )
        done, wrong = self.load(store, text)
        assert done == "2 new, 0 changed, 0 unchanged, 7 failed"
        assert [line.partition("\n")[0] for line in wrong] == [
            "grades.csv, line 2: G: is no reliability",
            "grades.csv, line 3: Nobody: no actor is called so",
            "grades.csv, line 4: Jo Lind: has no reliability",
            "grades.csv, line 5: the port: 2 statements begin so:",
            "grades.csv, line 6: 7: is no credibility",
            "grades.csv, line 8: Ana Kovac: line 7 grades it too",
            "grades.csv, line 10: the line: more cells than columns",
        ]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("name,grade\nx,A\n", "unknown columns: 'grade', 'name'"),
            ("source,why\nx,y\n", "a grade needs what it is of"),
            ("source,source,reliability\n", "stands there twice"),
            ("", "a grade needs what it is of"),
        ],
    )
    def test_a_table_of_something_else(self, store: Store, text: str, reason: str) -> None:
        with pytest.raises(SourceError, match=reason):
            self.load(store, text)


class TestQuestions:
    def test_corrections_and_whether_they_hold(self, store: Store) -> None:
        correct(store, "the port opens", ANNA, actor="Harbour Union")
        correct(store, "the date is", BEN, reject=True)
        correct(store, "the port stays", BEN, commitment="PS+")
        undo(store, 3, ANNA)
        columns = ("correction", "words", "holds", "made_by", "why")
        expected = [
            ("actor: Ana Kovac → Harbour Union", "the port opens in May", "applies", "anna"),
            ("reject", "the date is a fairy tale", "applies", "Ben Okafor"),
            ("commitment: CT+ → PS+", "the port stays shut", "undone", "Ben Okafor"),
        ]
        assert sorted(row[:4] for row in ask(store, "corrections", *columns)) == sorted(expected)
        store.put([entry([Line("Jo Lind", "new"), LINES[0], LINES[4]])], NOW)
        assert ask(store, "corrections", "correction", "holds", state="lost") == [
            ("reject", "lost")
        ]
        assert ask(store, "corrections", "holds", by="ANNA") == [("moved",)]

    def test_merged_statements_are_in_the_list(self, store: Store) -> None:
        correct(store, "the port opens", ANNA, merge="the harbour is full")
        assert ask(store, "corrections", "correction", "holds") == [
            ("merge: the harbour is full → the port opens in May", "applies")
        ]
        assert ask(store, "merged-actors", "stands") == [], "these are statements"

    def test_merged_actors_and_why(self, store: Store) -> None:
        merge(store, "Harbour Union", "Jo Lind", ANNA, anyway=True)
        columns = ("stands", "for", "merged_by", "method", "why")
        assert ask(store, "merged-actors", *columns) == [
            ("Harbour Union", "Jo Lind", "anna", "merge (manual)", "known for years")
        ]
        assert ask(store, "merged-actors", *columns, actor="lind") != []
        assert ask(store, "merged-actors", *columns, actor="kovac") == []
        split(store, "Jo Lind", "", ANNA)
        assert ask(store, "merged-actors", *columns) == []

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
    @pytest.mark.parametrize("name", ["corrections", "merged-actors", "reliability", "rated-below"])
    def test_any_engine_gives_the_same_answer(self, store: Store, name: str) -> None:
        correct(store, "the port opens", ANNA, actor="Harbour Union")
        rate(store, "Ana Kovac", "E", ANNA)
        rate(store, "the harbour is", "3", replace(ANNA, why=""))
        merge(store, "Harbour Union", "Jo Lind", ANNA, anyway=True)
        (asked,) = (question for question in questions() if question.name == name)
        data = Dataset()
        for graph_name in (ARTICLE.graph, "https://w3id.org/reportedly/kg/graph/curation"):
            lines = "\n".join(store.ntriples(graph_name))
            data.graph(URIRef(graph_name)).parse(data=lines, format="nt")
        found = data.query(asked.sparql)
        theirs = [["" if c is None else str(c).replace("+00:00", "Z") for c in r] for r in found]
        ours = [list(row) for row in table(run(store, name))[1]]
        assert theirs == ours
        assert ours
