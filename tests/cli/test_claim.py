"""`reportedly claim`: who tells a claim, by what chains, and on how many sources it rests."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from tests.query.asking import ask
from tests.store.fakes import MODEL, NOW, article

from reportedly import cli, graph
from reportedly.article import Article, Span
from reportedly.errors import QueryError
from reportedly.graph.iri import graph_iri
from reportedly.network import build
from reportedly.network.claim import claims
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Hop,
    Reading,
    SpeechMode,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry, open_snapshot, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.store import View

PORT = "The port of Velm will reopen in May after repairs to the main pier"
NEVER = "The port of Velm will not reopen in May after repairs to the main pier"
FILLER = " ".join(f"word{n}" for n in range(60))


def reading(of: Article, *chain: str) -> Reading:
    """The first line, put forward by a chain that runs outermost first; no capital, no name."""
    actors = tuple(
        Actor(
            f"a{n}",
            name,
            ActorType.UNNAMED if name.islower() else ActorType.ORGANIZATION,
            scoped=name.islower(),
        )
        for n, name in enumerate(chain)
    )
    last = len(chain) - 1
    hops = tuple(
        Hop(
            f"a{last - n}",
            SpeechMode.INDIRECT if n < last else SpeechMode.DOCUMENT,
            Commitment.CERTAIN if n < last else Commitment.UNCOMMITTED,
            n + 1 if n < last else None,
        )
        for n in range(len(chain))
    )
    line = of.text.split("\n")[0]
    span = Span(0, len(line))
    time = TemporalExtent("t", None, of.published, None, None, DateBasis.METADATA)
    statement = Statement("st-0", (span,), (line,), hops, 0.9)
    return Reading(of, MODEL, "a0", "t", actors=actors, times=(time,), statements=(statement,))


def put(store, outlet: str, text: str, published: str, *chain: str) -> None:
    url = f"https://{outlet.lower()}.example/velm"
    page = article(text, f"{outlet}.html", url=url, published=published)
    page = replace(page, title=f"{outlet}'s report", publisher=chain[0])
    triples = graph.triples(reading(page, *chain))
    store.put([Entry(page, MODEL, graph_iri(page), triples, 1)], NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A wire report with a copy, another outlet's own report, and somebody who says no."""
    wire = f"{PORT}\n{FILLER}"
    with open_store(tmp_path / "store", create=True) as store:
        put(store, "Wire", wire, "2024-04-02", "Wire", "Harbour Union", "officials")
        put(store, "Echo", wire, "2024-04-03", "Echo", "Harbour Union", "officials")
        put(store, "Post", f"{PORT}.", "2024-04-01", "Post", "Ministry")
        put(store, "Herald", NEVER, "2024-04-04", "Herald", "Ana Kovač")
    return tmp_path / "store"


@pytest.fixture
def view(path: Path):
    with open_snapshot(path) as view:
        yield view


def test_a_claim_is_all_that_restates_it_and_copies_do_not_count(view: View) -> None:
    found = claims(view, "will reopen velm")[0]
    assert [(t.printed, t.chain) for t in found.tellings] == [
        ("2024-04-01", "Post ← Ministry"),
        ("2024-04-02", "Wire ← Harbour Union ← officials"),
        ("2024-04-03", "Echo ← Harbour Union ← officials"),
    ]
    assert [t.headline for t in found.copies] == ["Echo's report"]
    rests = found.independence
    assert rests.independent == 2
    assert [party.name for party in rests.named] == ["Ministry"]
    assert [party.name for party in rests.bottleneck] == ["Harbour Union", "Ministry"]


def test_what_contradicts_it_is_shown_beside_it(view: View) -> None:
    found = claims(view, "will reopen velm")[0]
    assert {it.telling.chain for it in found.against} == {"Herald ← Ana Kovač"}
    assert {it.method for it in found.against} == {"negation"}


def test_by_its_iri_from_whichever_end(view: View) -> None:
    found = claims(view, "will reopen velm")[0]
    for telling in found.tellings:
        (same,) = claims(view, telling.statement)
        assert same == found


def test_words_that_nobody_said(view: View) -> None:
    with pytest.raises(QueryError, match="no statement says so"):
        claims(view, "unicorns")
    with pytest.raises(QueryError):
        claims(view, "https://w3id.org/reportedly/kg/doc/00#st-0")


def test_the_command(path: Path) -> None:
    args = ["claim", "will", "reopen", "Velm", "--store", str(path)]
    shown = CliRunner().invoke(cli.commands, args)
    assert shown.exit_code == 0, shown.output
    for line in (
        "  Echo ← Harbour Union ← officials (a copy, not counted)",
        "against it (negation, 0.9",
        "3 statements in 3 documents, 1 of them copied",
        "2 independent chains; read in Post; Wire",
        "bottleneck: Harbour Union; Ministry",
    ):
        assert line in shown.output
    row = CliRunner().invoke(cli.commands, [*args, "--format", "jsonl"]).output.splitlines()[0]
    values = json.loads(row)
    assert values["independent"] == 2
    assert [told["copy"] for told in values["tellings"]] == [False, False, True]
    assert CliRunner().invoke(cli.commands, ["claim"]).exit_code == 2


def test_the_questions(view: View) -> None:
    found = claims(view, "will reopen velm")[0]
    wire = found.tellings[1].statement
    assert ask(view, "claim-chains", "printed", "chain", "in", statement=wire) == [
        ("2024-04-01", "Post ← Ministry", ""),
        ("2024-04-02", "Wire ← Harbour Union ← officials", ""),
        ("2024-04-03", "Echo ← Harbour Union ← officials", "copy"),
    ]
    assert ask(view, "claim-origins", "origin", "named", "documents", statement=wire) == [
        ("Ministry", "yes", 1),
        ("officials", "no", 1),
    ]
    assert ask(view, "claim-bottleneck", "actor", statement=wire) == []
    assert ("Ministry", "Harbour Union") not in ask(view, "restatements", "speaker", "by")
    assert len(ask(view, "restatements", "later", what="reopen")) == 3
    assert len(ask(view, "restatements", "later", statement=wire)) == 2
    assert ask(view, "contradictions", "speaker", "found_by")[0] == ("Ana Kovač", "negation")


def test_counts_can_leave_copies_out(view: View) -> None:
    def told(question: str, **params: str) -> dict[str, int]:
        return dict(ask(view, question, "source", "statements", **params))

    assert told("sources")["Harbour Union"] == 2
    assert told("sources", copies="no")["Harbour Union"] == 1
    assert len(ask(view, "claims", "statement")) == 4
    assert len(ask(view, "claims", "statement", copies="no")) == 3
    quotes = ask(view, "who-quotes-whom", "quotes", "whom", copies="no")
    assert ("Echo", "Harbour Union") not in quotes
    assert ("Wire", "Harbour Union") in quotes


def test_networks_leave_copies_out_unless_asked(view: View) -> None:
    def documents(**params: bool) -> int:
        types = build(view, "claims", **params).nodes(data="type")
        return sum(kind == "document" for _, kind in types)

    assert (documents(copies=True), documents()) == (4, 3)
    assert build(view, "who-quotes-whom", copies=True).number_of_edges() == 6
    assert build(view, "who-quotes-whom").number_of_edges() == 4
