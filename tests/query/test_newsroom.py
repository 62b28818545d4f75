"""What people deny, promise and make of each other, worked out by hand from `newsroom`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.query import newsroom
from tests.query.asking import ask
from tests.query.newsroom import MORNING, at, iri

from reportedly.graph import violations
from reportedly.graph.iri import KG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.store import Store

LEAKED = "The dam at Kell leaked in January 2023"


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with newsroom.filled(tmp_path_factory.mktemp("newsroom") / "store") as store:
        yield store


def test_the_data_is_as_the_ontology_wants_it(news: Store) -> None:
    for graph, _ in news.graphs():
        assert violations(news.ntriples(graph)) == []


def test_denials_and_what_they_deny(news: Store) -> None:
    columns = ("denier", "cue", "denies", "of_whom", "meant", "printed", "statement", "of")
    row = (
        "Ann Moss",
        "denied",
        "that the dam leaked",
        "Kell Water Board",
        LEAKED,
        "2024-01-10",
        iri("denied"),
        iri("leaked"),
    )
    assert ask(news, "denials", *columns) == [row]
    assert ask(news, "denials", *columns, actor="Moss", what="dam", said="2024-01") == [row]
    assert ask(news, "denials", actor="Radic") == []
    assert ask(news, "denials", said="2024-02") == []


def test_promises_and_threats_with_their_deadlines(news: Store) -> None:
    columns = ("sort", "who", "cue", "deadline", "edtf", "latest", "statement")
    promise = ("promise", "Ivo Radic", "promised", "in the 2030s", "203X", date(2039, 12, 31))
    threat = ("threat", "Ivo Radic", "threatened", "1 March 2024", "2024-03-01", date(2024, 3, 1))
    assert ask(news, "promises-and-threats", *columns) == [
        (*promise, iri("new")),
        (*threat, iri("close")),
    ]
    assert ask(news, "promises-and-threats", "sort", due="2035") == ["promise"]
    assert ask(news, "promises-and-threats", "sort", kind="threat", actor="Radic") == ["threat"]
    assert ask(news, "promises-and-threats", actor="Moss") == []


def test_who_judges_whom_in_what_words(news: Store) -> None:
    columns = ("judge", "takes", "judged_party", "says", "judged", "cue")
    disputed = ("Ann Moss", "disputes", "Kell Water Board", "that the dam leaked", LEAKED, "denied")
    undercut = (
        "Kell Water Board",
        "undercuts",
        "Ann Moss",
        "Moss's denial misses the point",
        "Moss's denial",
        "said",
    )
    assert ask(news, "who-judges-whom", *columns) == [disputed, undercut]
    assert ask(news, "who-judges-whom", *columns, actor="Moss") == [disputed]
    assert ask(news, "who-judges-whom", *columns, whom="Ann Moss") == [undercut]
    assert ask(news, "who-judges-whom", stance="supports") == []


def test_what_somebody_said_about_something_over_time(news: Store) -> None:
    columns = ("says", "printed", "commitment", "subjects", "statement")
    assert ask(news, "said-about", *columns, actor="Water Board", about="Kell Dam") == [
        (LEAKED, "2024-01-10", "CT+", "Kell Dam", iri("leaked")),
        ("the dam leaked since autumn 2022", "2024-02", "CT+", "Kell Dam", iri("since")),
    ]
    later = {"actor": "Water Board", "said": "2024-02"}
    assert ask(news, "said-about", "statement", **later) == [iri("misses"), iri("since")]


def test_own_words_and_the_gist_of_others(news: Store) -> None:
    columns = ("given", "says", "passed_on_by", "cue")
    assert ask(news, "own-words", *columns, actor="Moss") == [
        ("own", "“It never lost a drop,”", "Kell Gazette", "told"),
        ("gist", "that the dam leaked", "Morning Star", "denied"),
    ]
    assert ask(news, "own-words", "given", actor="Moss", words="own") == ["own"]


def test_what_may_have_happened_in_january_2023(news: Store) -> None:
    columns = ("falls", "words", "edtf", "earliest", "latest", "statement")
    assert ask(news, "may-have-happened", *columns, when="2023-01") == [
        (
            "certainly",
            "January 2023",
            "2023-01",
            date(2023, 1, 1),
            date(2023, 1, 31),
            iri("leaked"),
        ),
        ("perhaps", "since autumn 2022", "2022-23/..", date(2022, 9, 1), None, iri("since")),
    ]
    of_one_day = ask(news, "may-have-happened", "falls", when="2023-01-15", about="Kell Dam")
    assert of_one_day == ["perhaps", "perhaps"]
    assert ask(news, "may-have-happened", when="2022-01") == []


def test_the_exact_words_behind_a_link(news: Store) -> None:
    rows = ask(news, "evidence", "part", "exact", "start", "end", actor="Gazette", quoted="Moss")
    words = ("“It never lost a drop,”", "told")
    spans = [at(MORNING, part) for part in words]
    assert rows == [
        ("content", words[0], spans[0].start, spans[0].end),
        ("attribution", words[1], spans[1].start, spans[1].end),
    ]
    implicit = ask(news, "evidence", "part", actor="Morning Star", quoted="Gazette")
    assert implicit == ["content"]
    assert ask(news, "evidence", "exact", statement=iri("leaked")) == [LEAKED, "said"]


def test_the_most_cited_sources_of_each_month(news: Store) -> None:
    assert ask(news, "sources-per-month", "month", "source", "statements", "documents") == [
        ("2024-01", "Ann Moss", 2, 1),
        ("2024-01", "Ivo Radic", 2, 1),
        ("2024-01", "Kell Gazette", 1, 1),
        ("2024-01", "Kell Water Board", 1, 1),
        ("2024-02", "Kell Water Board", 2, 1),
        ("2024-02", "two aides", 1, 1),
    ]
    assert ask(news, "sources-per-month", "source", published="2024-02", least=2) == [
        "Kell Water Board"
    ]


def test_claims_by_topic(news: Store) -> None:
    rows = ask(news, "claims-by-topic", "speaker", "says", "commitment", topic="Ivo Radic")
    assert rows == [("two aides", "Governor Ivo Radic will resign", "CT+")]
    keys = ["leaked", "denied", "drop", "close", "since", "seen"]
    about = ask(news, "claims-by-topic", "statement", topic="Kell Dam")
    assert set(about) == {iri(key) for key in keys}
    said = {"topic": "Kell Dam", "what": "leaking", "published": "2024-02"}
    assert set(ask(news, "claims-by-topic", "statement", **said)) == {iri("since"), iri("seen")}


def test_outlets_that_pass_on_without_endorsing(news: Store) -> None:
    columns = ("outlet", "passed_on", "unendorsed", "own", "percent", "documents")
    assert ask(news, "relaying-outlets", *columns) == [
        ("Morning Star", 5, 5, 0, 100, 1),
        ("Evening Sun", 3, 3, 1, 100, 1),
    ]
    assert ask(news, "relaying-outlets", "outlet", publisher="Sun") == ["Evening Sun"]


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "keys"),
        [
            ("leaked", "leaked denied since seen"),  # by stem: "leaks" too
            ("leaked january", "leaked"),
            ('"lost a drop"', "drop"),
            ('"a lost drop"', ""),
            ("leak* -kell", "denied since seen"),
            ("resign OR threat* OR drop", "resign drop"),
            ("nobody", ""),
        ],
    )
    def test_by_words(self, news: Store, words: str, keys: str) -> None:
        found = set(ask(news, "search", "statement", words=words))
        assert found == {iri(key) for key in keys.split()}

    def test_of_one_speaker_and_the_best_only(self, news: Store) -> None:
        assert ask(news, "search", "statement", words="dam", actor="Moss") == [iri("denied")]
        assert len(ask(news, "search", words="dam")) == 6
        assert len(ask(news, "search", words="dam", most=2)) == 2


def test_merged_actors_are_asked_for_and_shown_as_one(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from reportedly.actors import Hand, merge

    with newsroom.filled(tmp_path_factory.mktemp("merged") / "store") as store:
        merge(store, "Kell Gazette", "Kell Water Board", Hand("anna", newsroom.NOW))
        for name in ("Kell Gazette", "Water Board", f"{KG}actor/kell-water-board"):
            rows = ask(store, "claims-by-topic", "speaker", "says", topic="Kell Dam")
            assert ("Kell Gazette", LEAKED) in rows
            found = ask(store, "said-about", "speaker", "statement", actor=name)
            assert ("Kell Gazette", iri("leaked")) in found
            assert ask(store, "denials", "denier") == ["Ann Moss"]
