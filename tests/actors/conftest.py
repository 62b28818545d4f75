"""Stores of readings made by hand, so that who is who needs no language model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.store.fakes import MODEL, NOW

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.graph.iri import graph_iri
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
from reportedly.store import Entry, Store, open_store

Said = tuple[str, ActorType]
PERSON, BODY, PLACE = ActorType.PERSON, ActorType.ORGANIZATION, ActorType.PLACE


def entry(number: int, *speakers: Said, model_version: str = "1") -> Entry:
    """An article in which each of the speakers says one thing, through The Gazette."""
    lines = [f"{name} said it rained {number} times." for name, _ in speakers]
    article = Article("\n".join(lines), f"{number}.txt", location=f"/news/{number}.txt")
    model = MODEL.__class__(MODEL.software, MODEL.name, model_version, MODEL.sha256)
    outlet = Actor("outlet", "The Gazette", BODY)
    actors = [Actor(f"a{i}", name, kind) for i, (name, kind) in enumerate(speakers)]
    statements, start = [], 0
    for i, line in enumerate(lines):
        span = Span(start, start + len(line))
        inner = Hop(f"a{i}", SpeechMode.INDIRECT, Commitment.CERTAIN, relayed_by=1)
        outer = Hop("outlet", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED)
        about = (f"a{(i + 1) % len(actors)}",)
        hops = (inner, outer)
        statements.append(Statement(f"st-{i}", (span,), (line,), hops, 0.9, about=about))
        start += len(line) + 1
    unknown = TemporalExtent("published", None, None, None, None, DateBasis.UNKNOWN)
    reading = Reading(
        article,
        model,
        "outlet",
        "published",
        actors=(outlet, *actors),
        times=(unknown,),
        statements=tuple(statements),
    )
    return Entry(article, model, graph_iri(article), graph.triples(reading), len(statements))


ENTRIES = (
    entry(1, ("Joe Biden", PERSON), ("Volodymyr Zelensky", PERSON), ("Kiev", PLACE)),
    entry(2, ("Joseph R. Biden", PERSON), ("Volodymyr Zelenskyy", PERSON), ("Kyiv", PLACE)),
    entry(3, ("Joseph Biden", PERSON), ("Harbour Union", BODY), ("Lind", PERSON)),
    entry(4, ("Joe Biden", PERSON), ("Lind", PERSON), ("Supreme Court", BODY)),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store with four articles."""
    with open_store(tmp_path / "store", create=True) as store:
        store.put(ENTRIES, NOW)
    return tmp_path / "store"


@pytest.fixture
def opened(place: Path) -> Callable[[], Store]:
    return lambda: open_store(place)
