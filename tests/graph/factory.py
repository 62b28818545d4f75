"""Readings made by hand for the tests: one small article with everything in it, and any at all."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from reportedly.article import Article, Span
from reportedly.statement import (
    Actor,
    ActorType,
    AnalyticConfidence,
    Attribution,
    Commitment,
    DateBasis,
    Evaluation,
    Event,
    Hop,
    Likelihood,
    Model,
    Reading,
    SpeechMode,
    Stance,
    Statement,
    TemporalExtent,
    Work,
)

HEADLINE = "Port of Velm to open in May – Harbour Union"
TEXT = f"""{HEADLINE}

The port of Velm will open in May, two officials told the Northern Herald on Tuesday.

“We are  ready,” Minister Ana Kovač said, “and so is the crew.”

The Harbour Union's report calls the date very unlikely with moderate confidence. It says the \
strike of the doctors goes on.
"""

ARTICLE = Article(
    TEXT,
    "velm.html",
    location="/nowhere/velm.html",
    title=HEADLINE,
    publisher="Coastal Post",
    published="2024-04-18",
    authors=("Jo Marsh",),
    language="en",
    url="https://coastal.example/velm",
    section="Ports",
)

MODEL = Model("reportedly/0.1.0", "en_core_web_sm", "3.8.0", "ab" * 32)


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """Return where `words` stand in `text` for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def said(key: str, *spans: Span, **parts: object) -> Statement:
    """Return a statement whose quote is true to the text, by the publisher unless told."""
    parts.setdefault("hops", (Hop("post", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED),))
    parts.setdefault("confidence", 0.87)
    quote = tuple(span.of(TEXT) for span in spans)
    return Statement(key, spans, quote, **parts)  # type: ignore[arg-type]


ACTORS = (
    Actor("post", "Coastal Post", ActorType.ORGANIZATION),
    Actor("union", "Harbour Union", ActorType.ORGANIZATION, (at("Harbour Union"),), ("HU",)),
    Actor("herald", "Northern Herald", ActorType.ORGANIZATION, (at("Northern Herald"),)),
    Actor("kovac", "Ana Kovač", ActorType.PERSON, (at("Ana Kovač"),)),
    Actor("velm", "Velm", ActorType.PLACE, (at("Velm"), at("Velm", 1))),
    Actor("doctors", "doctors", ActorType.GROUP, (at("the doctors"),), scoped=True),
    Actor(
        "officials",
        "two officials",
        ActorType.UNNAMED,
        (at("two officials"),),
        scoped=True,
        count="2",
        side="velm",
        reason=at("two officials"),
    ),
)
TIMES = (
    TemporalExtent(
        "t-pub", None, "2024-04-18", date(2024, 4, 18), date(2024, 4, 18), DateBasis.METADATA
    ),
    TemporalExtent(
        "t-may", at("May", 1), "2024-05", date(2024, 5, 1), date(2024, 5, 31), DateBasis.RELATIVE
    ),
    TemporalExtent("t-tuesday", at("Tuesday"), None, None, date(2024, 4, 18), DateBasis.RELATIVE),
)
WORKS = (
    Work("work-union-report", "Harbour Union report", "union", at("The Harbour Union's report")),
)
EVENTS = (Event("ev-strike", at("strike of the doctors"), ("doctors",)),)
OPENING = said(
    "st-opening",
    at("The port of Velm will open in May"),
    about=("velm",),
    when=("t-may",),
    hops=(
        Hop(
            "officials",
            SpeechMode.INDIRECT,
            Commitment.CERTAIN,
            1,
            (at("two officials"),),
            (at("told"),),
            stated_at="t-tuesday",
        ),
        Hop("herald", SpeechMode.INDIRECT, Commitment.UNCOMMITTED, 2),
        Hop("post", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED),
    ),
)
READY = said(
    "st-ready",
    at("We are  ready"),
    at("and so is the crew"),
    hops=(
        Hop("kovac", SpeechMode.DIRECT, Commitment.CERTAIN, 1, (at("Ana Kovač"),), (at("said"),)),
        Hop("post", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED),
    ),
)
DOUBT = said(
    "st-doubt",
    at("the date very unlikely"),
    hedges=(at("very unlikely"),),
    evaluations=(
        Evaluation(
            "st-opening",
            Stance.DISPUTES,
            Likelihood.VERY_UNLIKELY,
            AnalyticConfidence.MODERATE,
            (at("very unlikely"),),
        ),
        Evaluation("ev-strike", Stance.NEUTRAL),
    ),
    hops=(
        Hop("union", SpeechMode.INDIRECT, Commitment.CERTAIN, 1, work="work-union-report"),
        Hop("post", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED),
    ),
)
PART = said("st-part", at("unlikely"), part_of="st-doubt")
TITLE = said("st-title", at("Port of Velm to open in May"))

READING = Reading(
    ARTICLE,
    MODEL,
    "post",
    "t-pub",
    headline=at(HEADLINE),
    attributions=(
        Attribution((at("two officials"),), (at("told"),), OPENING.spans, "officials", 0.9),
    ),
    actors=ACTORS,
    times=TIMES,
    works=WORKS,
    events=EVENTS,
    statements=(OPENING, READY, DOUBT, PART, TITLE),
)
"""Everything that a reading can hold, all of it grounded."""


# --------------------------------------------------------------------- any reading whatsoever

any_text = st.text(st.characters(exclude_categories=()), max_size=30)
"""Every code point, lone surrogates and controls too."""
stored_text = st.text(max_size=60)
"""What a text can be that has been stored: UTF-8 carries no lone surrogates."""
any_key = st.sampled_from(["k1", "k2", "k3", "st-1-5", "ключ", 'a b<>"{}|^`\\\n'])
any_span = st.builds(Span, st.integers(-3, 70), st.integers(-3, 70))
any_spans = st.lists(any_span, max_size=2).map(tuple)
any_date = st.none() | st.dates()


def _tuples(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=2).map(tuple)


any_hop = st.builds(
    Hop,
    actor=any_key,
    mode=st.sampled_from(SpeechMode),
    commitment=st.sampled_from(Commitment),
    relayed_by=st.none() | st.integers(-1, 3),
    source=any_spans,
    cue=any_spans,
    work=st.none() | any_key,
    stated_at=st.none() | any_key,
)
any_evaluation = st.builds(
    Evaluation,
    target=any_key,
    stance=st.sampled_from(Stance),
    likelihood=st.none() | st.sampled_from(Likelihood),
    confidence=st.none() | st.sampled_from(AnalyticConfidence),
    hedges=any_spans,
)
any_statement = st.builds(
    Statement,
    key=any_key,
    spans=any_spans,
    quote=_tuples(any_text),
    hops=_tuples(any_hop),
    confidence=st.floats(),
    about=_tuples(any_key),
    when=_tuples(any_key),
    hedges=any_spans,
    evaluations=_tuples(any_evaluation),
    part_of=st.none() | any_key,
)
any_article = st.builds(
    Article,
    stored_text,
    any_text,
    title=st.none() | any_text,
    published=st.none() | any_text,
    authors=_tuples(any_text),
    language=st.sampled_from([None, "en", "en-GB", "pt_br", "zh-Hant-TW", "English", "", "e n"]),
    url=st.none() | st.text(max_size=20),
)
any_actor = st.builds(
    Actor,
    key=any_key,
    name=any_text,
    type=st.sampled_from(ActorType),
    mentions=any_spans,
    aliases=_tuples(any_text),
    scoped=st.booleans(),
)
any_time = st.builds(
    TemporalExtent,
    key=any_key,
    span=st.none() | any_span,
    edtf=st.none() | any_text,
    earliest=any_date,
    latest=any_date,
    basis=st.sampled_from(DateBasis),
)
any_reading = st.builds(
    Reading,
    any_article,
    st.builds(Model, any_text, any_text, any_text, any_text),
    publisher=any_key,
    published=any_key,
    headline=st.none() | any_span,
    attributions=_tuples(
        st.builds(
            Attribution, any_spans, any_spans, any_spans, st.none() | any_key, st.floats(0, 1)
        )
    ),
    actors=_tuples(any_actor),
    times=_tuples(any_time),
    works=_tuples(st.builds(Work, any_key, any_text, st.none() | any_key, any_span)),
    events=_tuples(st.builds(Event, any_key, any_span, _tuples(any_key))),
    statements=_tuples(any_statement),
)
