"""What the ready-made questions answer, worked out by hand from the texts in tests/data/bridge."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Dataset
from tests.query.asking import ask
from tests.query.bridge import ACTOR, COURIER, DOC, FOLDER, LEDGER, WIRE, iri

from reportedly.errors import QueryError
from reportedly.graph import Anchor, broken_anchors, violations
from reportedly.query import Question, questions
from reportedly.query.answer import has_rows

if TYPE_CHECKING:
    from reportedly.store import Store

MATHS = "=2+2 is the ministry's maths 🌉 – “الجسر”"
MATHS_CHAIN = "Wire Weekly ← Radio Nord ← Daily Ledger ← Bridge Institute ← an official"


def test_the_data_is_as_the_ontology_wants_it(bridge: Store) -> None:
    texts = {article.version: article.text for article in (COURIER, LEDGER, WIRE)}
    for graph, version in bridge.graphs():
        assert violations(bridge.ntriples(graph)) == []
        anchors = bridge.query(
            f"SELECT ?d ?s ?e ?x {{ GRAPH <{graph}> {{ ?a oa:hasSource ?d ; oa:hasSelector ?p , ?q"
            " . ?p oa:start ?s ; oa:end ?e . ?q oa:exact ?x }}"
        )
        found = [Anchor(*row) for row in anchors]  # type: ignore[union-attr]
        assert found
        assert broken_anchors(found, texts.get) == []
        assert bridge.text(version) == texts[version]


class TestWhoSaidWhat:
    def test_a_row_for_each_speaker_of_each_statement_in_reading_order(self, bridge: Store) -> None:
        assert ask(bridge, "who-said-what", "speaker", "says", "chain") == [
            ("officials", "The Lund bridge will close.", "The Daily Ledger ← officials"),
            ("Tom Okafor", "It cannot stay open.", "The Daily Ledger ← Tom Okafor"),
            ("inspectors", "The bridge is cracked.", "The Daily Ledger ← inspectors"),
            ("Ada Brandt", "The Lund bridge is safe.", "Northport Courier ← Ada Brandt"),
            (
                "officials",
                "The Lund bridge may close in June 2024.",
                "Northport Courier ← The Daily Ledger ← officials",
            ),
            (
                "Bridge Institute",
                "A closure of the Lund bridge is very unlikely.",
                "Northport Courier ← Bridge Institute",
            ),
            ("Northport Courier", "The bridge carries 9,000 cars a day.", "Northport Courier"),
            ("an official", MATHS, MATHS_CHAIN),
            ("Ada Brandt", "Repairs are wanted.", "Wire Weekly ← Ada Brandt + Tom Okafor"),
            ("Tom Okafor", "Repairs are wanted.", "Wire Weekly ← Ada Brandt + Tom Okafor"),
            ("Bridge Institute", "The closure is a pretext.", "Wire Weekly ← Bridge Institute"),
        ]

    def test_commitment_dates_judgement_and_document(self, bridge: Store) -> None:
        columns = ("commitment", "said", "printed", "judged", "document", "statement")
        assert ask(bridge, "who-said-what", *columns, what="close in june") == [
            (
                "PS+",
                None,
                "2024-05-02",
                "disputes (very-unlikely)",
                "Minister says bridge is safe",
                iri(COURIER, "s2"),
            )
        ]
        assert ask(bridge, "who-said-what", "said", "printed", "document", what="maths") == [
            ("recently", "unknown", "wire.txt")
        ]
        assert ask(bridge, "who-said-what", "said", what="bridge is safe") == ["2024-05-01"]
        assert ask(bridge, "who-said-what", "judges", actor="Institute") == [
            "disputes (very-unlikely)",
            "reframes",
        ]

    @pytest.mark.parametrize("actor", ["ada", "ADA BRANDT", "minister"])
    def test_of_one_speaker_by_any_of_the_names(self, bridge: Store, actor: str) -> None:
        found = ask(bridge, "who-said-what", "says", actor=actor)
        assert found == ["The Lund bridge is safe.", "Repairs are wanted."]

    @pytest.mark.parametrize(
        ("said", "keys"),
        [
            ("2024-05-01", "c:s1 w:s1"),  # the day it was said, not the day after, when printed
            ("2024-05-02", "c:s2 c:s3 c:s4 w:s1"),  # printed then; "recently" may be then
            ("2024-04", "l:s1 l:s2 l:s3 w:s1"),
            ("2024", "c:s1 c:s2 c:s3 c:s4 l:s1 l:s2 l:s3 w:s1"),
            ("2025/..", ""),  # of what is dated at all, nothing can be from then
            ("../2023", "w:s1"),
        ],
    )
    def test_said_at_a_time_that_may_be_vague(self, bridge: Store, said: str, keys: str) -> None:
        articles = {"c": COURIER, "l": LEDGER, "w": WIRE}
        expected = {iri(articles[key[0]], key[2:]) for key in keys.split()}
        assert set(ask(bridge, "who-said-what", "statement", said=said)) == expected

    def test_nobody_of_that_name(self, bridge: Store) -> None:
        with pytest.raises(QueryError, match="actor=nobody at all: nobody is called so"):
            ask(bridge, "who-said-what", actor="nobody at all")


def test_the_chain_of_one_statement(bridge: Store) -> None:
    columns = ("depth", "actor", "mode", "commitment", "cue", "said", "work")
    assert ask(bridge, "chain", *columns, statement=iri(COURIER, "s2")) == [
        (
            1,
            "Northport Courier",
            "document-level",
            "Uu",
            None,
            None,
            "Minister says bridge is safe",
        ),
        (
            2,
            "The Daily Ledger",
            "indirect",
            "Uu",
            "cited by",
            None,
            "The Daily Ledger (cited, not fetched)",
        ),
        (3, "officials", "indirect", "PS+", "according to", None, None),
    ]
    five = ask(bridge, "chain", "depth", "hop", statement=iri(WIRE, "s1"))
    assert five == [(n + 1, iri(WIRE, f"s1-a{a}")) for n, a in enumerate((2, 4, 3, 5, 1))]
    assert ask(bridge, "chain", "said", statement=iri(WIRE, "s1"))[-1] == "recently"


def test_sources(bridge: Store) -> None:
    assert ask(bridge, "sources", "source", "statements", "begun", "documents") == [
        ("Bridge Institute", 3, 2, 2),
        ("Ada Brandt", 2, 2, 2),
        ("Daily Ledger", 2, 0, 2),
        ("Tom Okafor", 2, 2, 2),
        ("Radio Nord", 1, 0, 1),
        ("an official", 1, 1, 1),
        ("inspectors", 1, 1, 1),
        ("officials", 1, 1, 1),
        ("officials", 1, 1, 1),
    ]
    assert ask(bridge, "sources", "iri", actor="BI") == [f"{ACTOR}bridge-institute"]


def test_who_quotes_whom(bridge: Store) -> None:
    rows = ask(bridge, "who-quotes-whom", "quotes", "whom", "statements", "first", "last")
    assert len(rows) == 14
    assert ("Northport Courier", "Ada Brandt", 1, date(2024, 5, 1), date(2024, 5, 1)) in rows
    assert ("Bridge Institute", "an official", 1, None, date(2024, 12, 31)) in rows
    assert ("Wire Weekly", "Radio Nord", 1, None, None) in rows
    assert ask(bridge, "who-quotes-whom", "quotes", quoted="institute") == [
        "Daily Ledger",
        "Northport Courier",
        "Wire Weekly",
    ]
    assert ask(bridge, "who-quotes-whom", "whom", actor="courier", quoted="brandt") == [
        "Ada Brandt"
    ]


def test_assessments(bridge: Store) -> None:
    columns = ("judge", "takes", "judged", "hedges", "likely", "from", "to", "confidence")
    rows = ask(bridge, "assessments", *columns)
    assert [tuple(str(cell) for cell in row) for row in rows] == [
        (
            "Bridge Institute",
            "disputes",
            "The Lund bridge may close in June 2024.",
            "very unlikely",
            "very-unlikely",
            "0.05",
            "0.2",
            "None",
        ),
        ("Bridge Institute", "reframes", "the closure", *["None"] * 4, "moderate"),
    ]
    assert ask(bridge, "assessments", "of", stance="reframes") == [iri(WIRE, "ev-1")]
    assert ask(bridge, "assessments", "assessment", target="June") == [iri(COURIER, "s3")]
    assert ask(bridge, "assessments", actor="Brandt") == []


def test_hedged(bridge: Store) -> None:
    assert ask(bridge, "hedged", "hedges", "speaker", "commitment") == [
        ("very unlikely", "Bridge Institute", "CT+"),
        ("may", "officials", "PS+"),
    ]
    assert ask(bridge, "hedged", "statement", word="MAY") == [iri(COURIER, "s2")]


def test_unnamed_sources(bridge: Store) -> None:
    found = {iri(LEDGER, "s1"), iri(LEDGER, "s3"), iri(WIRE, "s1"), iri(COURIER, "s2")}
    assert set(ask(bridge, "unnamed-sources", "statement")) == found
    assert ask(bridge, "unnamed-sources", "chain", what="maths") == [MATHS_CHAIN]


def test_what_publishers_say_themselves(bridge: Store) -> None:
    columns = ("speaker", "commitment", "statement")
    assert ask(bridge, "publisher-only", *columns) == [
        ("Northport Courier", "CT+", iri(COURIER, "s4"))
    ]
    assert ask(bridge, "publisher-only", publisher="Ledger") == []


def test_unendorsed_leaves_out_what_a_relayer_makes_its_own(bridge: Store) -> None:
    found = set(ask(bridge, "unendorsed", "statement"))
    assert len(found) == 8
    assert iri(LEDGER, "s3") not in found  # "is cracked, as inspectors found"
    assert iri(COURIER, "s4") not in found  # nobody relays it
    assert ask(bridge, "unendorsed", "statement", publisher="ledger") == [
        iri(LEDGER, "s1"),
        iri(LEDGER, "s2"),
    ]


def test_dates(bridge: Store) -> None:
    columns = ("words", "edtf", "earliest", "latest", "known_by", "time_of")
    rows = ask(bridge, "dates", *columns)
    first, last = date(2024, 6, 1), date(2024, 6, 30)
    assert len(rows) == 7
    assert ("June 2024", "2024-06", first, last, "explicit", "content") in rows
    assert ("recently", None, None, date(2024, 12, 31), "relative", "saying") in rows
    since = ("since March 2024", "2024-03/..", date(2024, 3, 1), None, "explicit", "content")
    assert since in rows
    assert (None, None, None, None, "unknown", "publication") in rows
    assert ask(bridge, "dates", "words", basis="relative") == ["recently"]
    assert ask(bridge, "dates", "words", when="2024-06-15") == [
        "June 2024",
        "recently",
        "since March 2024",
    ]


def test_documents(bridge: Store) -> None:
    columns = ("document", "by", "printed", "statements", "assessments", "sources", "unnamed")
    assert ask(bridge, "documents", *columns) == [
        ("Lund bridge to close, officials say", "The Daily Ledger", "2024-04-30", 3, 0, 3, 2),
        ("Minister says bridge is safe", "Northport Courier", "2024-05-02", 4, 1, 4, 1),
        ("wire.txt", "Wire Weekly", "unknown", 3, 1, 6, 1),
    ]
    assert ask(bridge, "documents", "by", published="2024-05") == ["Northport Courier"]
    assert ask(bridge, "documents", "article", publisher="WIRE") == [f"{DOC}{WIRE.version}"]


def test_the_statements_of_a_document(bridge: Store) -> None:
    columns = ("start", "end", "chain", "commitment", "hedges", "statement")
    document = f"{DOC}{WIRE.version}"
    assert ask(bridge, "statements-of-document", *columns, document=document) == [
        (0, 40, MATHS_CHAIN, "CT+", None, iri(WIRE, "s1")),
        (181, 193, "Wire Weekly ← Ada Brandt + Tom Okafor", "CT+", None, iri(WIRE, "s2")),
        (217, 272, "Wire Weekly ← Bridge Institute", "CT+", None, iri(WIRE, "s3")),
    ]


def test_uncertain(bridge: Store) -> None:
    assert ask(bridge, "uncertain", "statement") == [iri(WIRE, "s1"), iri(LEDGER, "s2")]
    assert ask(bridge, "uncertain", "statement", below="0.4") == [iri(WIRE, "s1")]


def test_co_mentions(bridge: Store) -> None:
    assert ask(bridge, "co-mentions", "one", "other", "statements", "documents") == [
        ("Ada Brandt", "Tom Okafor", 1, 1)
    ]
    assert ask(bridge, "co-mentions", actor="ledger") == []


def test_claims(bridge: Store) -> None:
    rows = ask(bridge, "claims", "speaker_iri", "statement", "document_iri")
    assert len(rows) == 11
    assert (f"{ACTOR}ada-brandt", iri(WIRE, "s2"), f"{DOC}{WIRE.version}") in rows


def test_actors(bridge: Store) -> None:
    rows = ask(bridge, "actors", "called", "kind", "aliases", "says", "spoken_of", "documents")
    assert len(rows) == 12
    assert ("Ada Brandt", "person", "Minister Brandt", 2, 1, 2) in rows
    assert ("Lund bridge", "place", None, 0, 7, 2) in rows
    assert ("Daily Ledger", "organization", None, 0, 0, 3) in rows
    assert ask(bridge, "actors", "called", type="unnamed") == [
        "an official",
        "inspectors",
        "officials",
        "officials",
    ]


@pytest.fixture(scope="module")
def elsewhere() -> Dataset:
    """Another engine, whose default graph is empty."""
    return Dataset(default_union=False).parse(FOLDER / "bridge.trig", format="trig")


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_another_engine_answers_the_same(
    bridge: Store, elsewhere: Dataset, question: Question
) -> None:
    def rows(columns: list[str], found: Any) -> list[tuple[str, ...]]:
        def cell(column: str, value: object) -> str:
            fold = question.folds.get(column, str)
            return "" if value is None else fold(str(value))

        return sorted(
            tuple(cell(c, value) for c, value in zip(columns, row, strict=True)) for row in found
        )

    ours = bridge.query(question.sparql)
    theirs = elsewhere.query(question.sparql)
    assert has_rows(ours)
    columns = [str(variable) for variable in theirs.vars or ()]
    assert columns == list(ours.columns)
    assert rows(columns, theirs) == rows(columns, ours)
