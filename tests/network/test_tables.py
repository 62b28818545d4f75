"""Networks from the gists are those that SPARQL gives, whatever became of the graphs meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.corrections.factory import LINES, Line
from tests.corrections.factory import entry as told
from tests.corrections.factory import iri as node
from tests.graph.factory import READING
from tests.query.bridge import ACTOR, DOC, entries
from tests.store.fakes import MODEL, NOW, make_older

from reportedly import graph
from reportedly.actors import Hand, merge, split
from reportedly.article import Article, Span
from reportedly.corrections import correct, undo
from reportedly.graph.iri import graph_iri
from reportedly.network import build, timeline
from reportedly.network.links import Source
from reportedly.network.window import Window
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Evaluation,
    Hop,
    Reading,
    SpeechMode,
    Stance,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry, Withdrawal, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import Store, View

ANNA = Hand("anna", NOW, "I was there")
ARTICLE = told(LINES)
OPENING, SHUT, DOUBT = (node(ARTICLE, LINES[n].words) for n in range(3))
NAMES = ("who-quotes-whom", "who-assesses-whom", "co-mention", "outlet-relay", "claim-source",
         "claims", "story")  # fmt: skip
WINDOWS: tuple[dict[str, Any], ...] = (
    {}, {"copies": True}, {"spells": True}, {"since": "2024-05-02"}, {"until": "2024-04"},
    {"since": "2024-04-18", "until": "2024-05-01", "spells": True},
)  # fmt: skip


@dataclass
class Endpoint:
    """A store as an endpoint is one: it answers SPARQL and nothing else."""

    store: View

    def query(self, sparql: str) -> Any:
        return self.store.query(sparql)


def contents(network: Any) -> tuple[Any, ...]:
    """The nodes and edges; which statement is the example is left to the store."""
    edges = {}
    for *ends, data in network.edges(
        data=True, **({"keys": True} if network.is_multigraph() else {})
    ):
        example = data.get("example")
        assert example is None or example.startswith(DOC)
        key = tuple(ends) if network.is_directed() else frozenset(ends)
        edges[key] = data | {
            "example": "",
            "commitment": {*data.get("commitment", "").split(" | ")},
        }
    return type(network), dict(network.nodes(data=True)), edges


def agree(store: View, **params: Any) -> None:
    assert Source(store, Window()).tables is not None
    plain = Endpoint(store)
    for name in NAMES:
        more = {"about": "port"} | params if name == "story" else params
        assert contents(build(store, name, **more)) == contents(build(plain, name, **more)), name
    mine, theirs = (timeline(source, "day", **_without_spells(params)) for source in (store, plain))
    assert (mine.names, mine.counts) == (theirs.names, theirs.counts)


def _without_spells(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name != "spells"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    again = replace(READING.article, location="/elsewhere", url="https://echo.example/velm",
                    publisher="Echo")  # fmt: skip
    seen = [READING, replace(READING, article=again)]
    with open_store(tmp_path / "store", create=True) as target:
        target.put([*entries(), ARTICLE, *map(entry, seen)], NOW)
        yield target


def entry(reading: Reading) -> Entry:
    lines = graph.triples(reading)
    return Entry(reading.article, MODEL, graph_iri(reading.article), lines, 1)


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_all_networks(store: Store, window: dict[str, Any]) -> None:
    agree(store, **window)


def test_they_are_not_empty(store: Store) -> None:
    sizes = {name: len(build(store, name, **({"about": "port"} if name == "story" else {})))
             for name in NAMES}  # fmt: skip
    assert min(sizes.values()) > 1, sizes


def test_corrections_count_from_the_moment_that_they_are_made(store: Store) -> None:
    union = f"{ACTOR}harbour-union"
    before = build(store, "who-quotes-whom")
    correct(store, OPENING, ANNA, actor="Harbour Union")
    assert build(store, "who-quotes-whom").nodes[union]["count"] == before.nodes[union]["count"] + 1
    agree(store)
    correct(store, SHUT, ANNA, reject=True)
    assert len(build(store, "who-quotes-whom")) == len(before) - 1  # its officials
    agree(store)
    correct(store, OPENING, ANNA, said="2024-05-01")
    correct(store, OPENING, ANNA, commitment="PR+")
    correct(store, DOUBT, ANNA, stance="supports")
    agree(store)
    agree(store, since="2024-05-01")
    for number in (5, 4, 3, 2, 1):
        undo(store, number, ANNA)
    agree(store)
    assert contents(build(store, "who-quotes-whom")) == contents(before)


def test_merged_actors_are_one_until_they_are_parted(store: Store) -> None:
    before = contents(build(store, "who-quotes-whom"))
    merge(store, "Harbour Union", "Northern Herald", ANNA)
    assert f"{ACTOR}northern-herald" not in build(store, "who-quotes-whom")
    agree(store)
    agree(store, spells=True)
    split(store, "Harbour Union", "", ANNA)
    agree(store)
    assert contents(build(store, "who-quotes-whom")) == before


def test_what_is_withdrawn_is_in_no_network_until_it_is_put_back(store: Store) -> None:
    before = contents(build(store, "claim-source"))
    version = ARTICLE.article.version
    store.withdraw(Withdrawal(version, "anna", NOW, "a hoax"))
    assert OPENING not in build(store, "claims")
    agree(store)
    store.withdraw(Withdrawal(version, "anna", NOW, "it was none", undone=True))
    agree(store)
    assert contents(build(store, "claim-source")) == before


def test_what_takes_an_article_s_place_takes_it_in_networks_too(store: Store) -> None:
    store.put([told([*LINES[:2], Line("Jo Lind", "the port is new")])], NOW)
    agree(store)
    assert f"{ACTOR}jo-lind" in build(store, "who-quotes-whom")
    assert DOUBT not in build(store, "claims")


def test_what_is_read_anew_is_seen_so(store: Store) -> None:
    again = told([replace(LINES[0], heard_as="Jo Lind"), *LINES[1:]])
    run = store.begin_rereading("2", NOW)
    store.reread([(again, "{}")], run, NOW)
    assert f"{ACTOR}jo-lind" in build(store, "who-quotes-whom")
    agree(store)


def test_a_snapshot_has_the_networks_of_its_moment(store: Store, tmp_path: Path) -> None:
    with open_snapshot(tmp_path / "store") as view:
        before = contents(build(view, "claim-source"))
        store.withdraw(Withdrawal(ARTICLE.article.version, "anna", NOW, "a hoax"))
        agree(view)
        assert contents(build(view, "claim-source")) == before


def test_an_older_store_is_asked_in_sparql_until_it_was_opened_to_write(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.put([ARTICLE], NOW)
        correct(store, OPENING, ANNA, actor="Harbour Union")
        whole = contents(build(store, "who-quotes-whom"))
    make_older(tmp_path / "s", 8)
    with open_snapshot(tmp_path / "s") as view:
        assert Source(view, Window()).tables is None
        assert contents(build(view, "who-quotes-whom")) == whole
    with open_store(tmp_path / "s") as store:
        agree(store)
        assert contents(build(store, "who-quotes-whom")) == whole


def test_gists_of_an_older_kind_are_not_taken(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        store.put([ARTICLE], NOW)
        whole = contents(build(store, "claims"))
    with closing(sqlite3.connect(tmp_path / "s" / "articles.sqlite")) as db:
        db.execute("ALTER TABLE gist RENAME COLUMN assessed TO unknown")
        for table in ("linking", "overdue"):  # of a later step
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 9")
    with open_snapshot(tmp_path / "s") as view:
        assert Source(view, Window()).tables is None
        assert contents(build(view, "claims")) == whole
    with open_store(tmp_path / "s") as store:
        agree(store)


def test_an_empty_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", create=True) as store:
        agree(store)


# ------------------------------------------------------------------------------ any news whatsoever

PARTIES = (
    *(Actor(name, name.title(), ActorType.PERSON) for name in ("ana lind", "bo maas", "cy oduya")),
    Actor("union", "Dock Union", ActorType.ORGANIZATION),
    Actor("velm", "Velm", ActorType.PLACE),
    Actor("aides", "aides", ActorType.UNNAMED, scoped=True),
)
KEYS = [party.key for party in PARTIES]
TIMES = (
    TemporalExtent("t-1", None, "2024-05", date(2024, 5, 1), date(2024, 5, 31), DateBasis.METADATA),
    TemporalExtent("t-2", None, None, None, date(2024, 4, 30), DateBasis.RELATIVE),
    TemporalExtent("t-3", None, None, date(2024, 5, 3), None, DateBasis.RELATIVE),
    TemporalExtent("t-4", None, None, None, None, DateBasis.UNKNOWN),
)
hops = st.builds(
    Hop,
    st.sampled_from(KEYS),
    st.just(SpeechMode.INDIRECT),
    st.sampled_from(Commitment),
    relayed_by=st.none() | st.integers(0, 3),
    stated_at=st.none() | st.sampled_from([time.key for time in TIMES]),
)


@st.composite
def news(draw: st.DrawFn) -> Reading:
    """An article with statements in chains that lead anywhere."""
    size = draw(st.integers(1, 4))
    article = Article(
        f"{draw(st.integers(0, 5))} is said.", "a", publisher=draw(st.sampled_from("PQ"))
    )
    article = replace(article, location=f"/{draw(st.integers(0, 3))}")
    evaluations = st.builds(Evaluation, st.sampled_from([f"s{n}" for n in range(size)]),
                            st.sampled_from(Stance))  # fmt: skip
    statements = tuple(
        Statement(
            f"s{number}",
            (Span(0, 1),),
            (draw(st.sampled_from(["the port is shut", "it rains"])),),
            tuple(draw(st.lists(hops, max_size=4))),
            0.9,
            tuple(draw(st.sets(st.sampled_from(KEYS), max_size=3))),
            evaluations=tuple(draw(st.lists(evaluations, max_size=2))),
        )
        for number in range(size)
    )
    outlet = Actor("outlet", f"Outlet {article.publisher}", ActorType.ORGANIZATION)
    published = draw(st.sampled_from([*(time.key for time in TIMES), "none"]))
    return Reading(article, MODEL, "outlet", published, actors=(outlet, *PARTIES), times=TIMES,
                   statements=statements)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(st.lists(news(), min_size=1, max_size=4), st.sampled_from(WINDOWS), st.booleans())
def test_any_news(
    tmp_path_factory: pytest.TempPathFactory, read: list[Reading], window: dict[str, Any], one: bool
) -> None:
    with open_store(tmp_path_factory.mktemp("any") / "s", create=True) as store:
        for reading in read:
            store.put([entry(reading)], NOW)
        if one:
            merge(store, f"{ACTOR}ana-lind", f"{ACTOR}bo-maas", ANNA)
        agree(store, **window)
