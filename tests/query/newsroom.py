"""Two invented articles in which people deny, promise, threaten, judge and are quoted.

They are written down as readings, so that what a question must answer can be worked out by hand.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reportedly.article import Article, Span
from reportedly.graph import triples
from reportedly.graph.iri import graph_iri, statement_iri
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Evaluation,
    Event,
    Hop,
    Model,
    Reading,
    SpeechMode,
    Stance,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry, Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

MODEL = Model("hand/1", "none", "0", "")
NOW = datetime(2024, 2, 1, tzinfo=UTC)

MORNING = Article(
    """The dam at Kell leaked in January 2023, the Water Board said.

Director Ann Moss denied that the dam leaked. “It never lost a drop,” she told the Kell Gazette.

Governor Ivo Radic threatened to close the dam by 1 March 2024.

Radic promised a new dam in the 2030s.
""",
    "morning.txt",
    publisher="Morning Star",
    published="2024-01-10",
)
EVENING = Article(
    """Moss's denial misses the point, the Water Board said: the dam leaked since autumn 2022.

Governor Ivo Radic will resign, two aides said. The dam leaks, the Evening Sun has seen.
""",
    "evening.txt",
    publisher="Evening Sun",
    published="2024-02",
)
DIRECT, INDIRECT, DOCUMENT = SpeechMode.DIRECT, SpeechMode.INDIRECT, SpeechMode.DOCUMENT
CERTAIN, DENIED, UNCOMMITTED = Commitment.CERTAIN, Commitment.COUNTERFACT, Commitment.UNCOMMITTED


def at(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))


def time(article: Article, key: str, words: str, edtf: str, *bounds: date | None) -> TemporalExtent:
    span = at(article, words) if words else None
    basis = DateBasis.EXPLICIT if words else DateBasis.METADATA
    return TemporalExtent(key, span, edtf, bounds[0], bounds[1], basis)


def said(
    article: Article,
    key: str,
    words: str,
    speaker: str,
    cue: str,
    *,
    through: str = "",
    mode: SpeechMode = INDIRECT,
    commitment: Commitment = CERTAIN,
    **parts: object,
) -> Statement:
    """Return what `speaker` says, maybe `through` somebody, in the article's paper."""
    hops = [Hop(speaker, mode, commitment, 1, (), (at(article, cue),))]
    if through:
        hops.append(Hop(through, INDIRECT, UNCOMMITTED, 2))
    hops.append(Hop("paper", DOCUMENT, UNCOMMITTED))
    span = at(article, words)
    return Statement(key, (span,), (words,), (*hops,), 0.9, **parts)  # type: ignore[arg-type]


def party(key: str, name: str, kind: ActorType = ActorType.ORGANIZATION) -> Actor:
    return Actor(key, name, kind, scoped=kind is ActorType.UNNAMED)


MOSS = party("moss", "Ann Moss", ActorType.PERSON)
RADIC = party("radic", "Ivo Radic", ActorType.PERSON)
BOARD = party("board", "Kell Water Board")
DAM = party("dam", "Kell Dam", ActorType.PLACE)
MORNING_SAYS = Reading(
    MORNING,
    MODEL,
    "paper",
    "t-pub",
    actors=(
        party("paper", "Morning Star"),
        party("gazette", "Kell Gazette"),
        MOSS,
        RADIC,
        BOARD,
        DAM,
    ),
    times=(
        time(MORNING, "t-pub", "", "2024-01-10", date(2024, 1, 10), date(2024, 1, 10)),
        time(MORNING, "t-leak", "January 2023", "2023-01", date(2023, 1, 1), date(2023, 1, 31)),
        time(MORNING, "t-close", "1 March 2024", "2024-03-01", date(2024, 3, 1), date(2024, 3, 1)),
        time(MORNING, "t-new", "in the 2030s", "203X", date(2030, 1, 1), date(2039, 12, 31)),
    ),
    statements=(
        said(
            MORNING,
            "leaked",
            "The dam at Kell leaked in January 2023",
            "board",
            "said",
            about=("dam",),
            when=("t-leak",),
        ),
        said(
            MORNING,
            "denied",
            "that the dam leaked",
            "moss",
            "denied",
            commitment=DENIED,
            about=("dam",),
            evaluations=(Evaluation("leaked", Stance.DISPUTES),),
            contradicts=("leaked",),
        ),
        said(
            MORNING,
            "drop",
            "“It never lost a drop,”",
            "moss",
            "told",
            through="gazette",
            mode=DIRECT,
            about=("dam",),
        ),
        said(
            MORNING,
            "close",
            "to close the dam by 1 March 2024",
            "radic",
            "threatened",
            about=("dam",),
            when=("t-close",),
        ),
        said(
            MORNING, "new", "a new dam in the 2030s", "radic", "promised", when=("t-new",)
        ),
    ),
)  # fmt: skip
EVENING_SAYS = Reading(
    EVENING,
    MODEL,
    "paper",
    "t-pub",
    actors=(
        party("paper", "Evening Sun"),
        MOSS,
        RADIC,
        BOARD,
        DAM,
        party("aides", "two aides", ActorType.UNNAMED),
    ),
    times=(
        time(EVENING, "t-pub", "", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        time(EVENING, "t-since", "since autumn 2022", "2022-23/..", date(2022, 9, 1), None),
    ),
    events=(Event("ev-denial", at(EVENING, "Moss's denial"), ("moss",)),),
    statements=(
        said(
            EVENING,
            "misses",
            "Moss's denial misses the point",
            "board",
            "said",
            about=("moss",),
            evaluations=(Evaluation("ev-denial", Stance.UNDERCUTS),),
        ),
        said(
            EVENING,
            "since",
            "the dam leaked since autumn 2022",
            "board",
            "said",
            about=("dam",),
            when=("t-since",),
        ),
        said(
            EVENING, "resign", "Governor Ivo Radic will resign", "aides", "said.", about=("radic",)
        ),
        Statement(
            "seen",
            (at(EVENING, "The dam leaks"),),
            ("The dam leaks",),
            (Hop("paper", DOCUMENT, CERTAIN),),
            0.9,
            about=("dam",),
        ),
    ),
)  # fmt: skip


def iri(key: str) -> str:
    """The IRI of a statement, by its key."""
    for reading in (MORNING_SAYS, EVENING_SAYS):
        if any(statement.key == key for statement in reading.statements):
            return statement_iri(reading, key)
    raise KeyError(key)


def filled(folder: Path) -> Store:
    """Return a store with both articles."""
    store = open_store(folder, create=True)
    store.put(
        [
            Entry(r.article, MODEL, graph_iri(r.article), triples(r), len(r.statements))
            for r in (MORNING_SAYS, EVENING_SAYS)
        ],
        NOW,
    )
    return store
