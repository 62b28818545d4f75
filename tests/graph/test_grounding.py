"""Nothing enters the graph that the stored text does not bear out, and every refusal is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.graph.factory import (
    ACTORS,
    ARTICLE,
    DOUBT,
    OPENING,
    PART,
    READING,
    READY,
    TEXT,
    TIMES,
    any_article,
    any_reading,
    at,
    said,
)

from reportedly.article import Article, Span
from reportedly.errors import ExtractionError
from reportedly.graph import grounded
from reportedly.statement import (
    Attribution,
    Commitment,
    DateBasis,
    Evaluation,
    Event,
    Hop,
    Likelihood,
    Reading,
    SpeechMode,
    Stance,
    Statement,
    TemporalExtent,
    Work,
)

BEYOND = Span(len(TEXT) - 2, len(TEXT) + 1)
EMPTY = Span(5, 5)
BEFORE = Span(-4, 3)
NOWHERE = (BEYOND, EMPTY, BEFORE)
PUBLISHED = Hop("post", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED)


def kept(*statements: Statement, **parts: object) -> tuple[Reading, list[str]]:
    """Return the grounded reading of these statements, and the reasons of what was lost."""
    reading = replace(READING, statements=statements, **parts)  # type: ignore[arg-type]
    result, issues = grounded(reading, ARTICLE)
    assert {(issue.item, issue.stage) for issue in issues} <= {("velm.html", "ground")}
    return result, [issue.reason for issue in issues]


def test_a_true_reading_is_left_alone() -> None:
    assert grounded(READING, ARTICLE) == (READING, ())


def test_the_stored_text_decides_and_not_the_one_that_was_read() -> None:
    stored = replace(ARTICLE, text=TEXT.replace("will open", "may open "))
    result, issues = grounded(READING, stored)
    assert result.article is stored
    assert OPENING.key not in {statement.key for statement in result.statements}
    assert "statement 'st-opening' has a quote that is not at" in issues[0].reason


def test_a_false_quote_is_refused() -> None:
    false = replace(OPENING, quote=("The port of Velm will close in May",))
    result, reasons = kept(false, READY)
    assert result.statements == (READY,)
    assert reasons == ["statement 'st-opening' has a quote that is not at 45-78"]


def test_a_quote_is_compared_span_by_span() -> None:
    one, other = READY.quote
    assert kept(replace(READY, quote=(other, one)))[0].statements == ()
    assert kept(replace(READY, quote=(one,)))[0].statements == ()
    assert kept(replace(READY, quote=(one + other, "")))[0].statements == ()


@pytest.mark.parametrize("span", NOWHERE)
def test_a_statement_outside_the_text_is_refused(span: Span) -> None:
    lost = Statement("st-lost", (span,), (span.of(TEXT),), (PUBLISHED,), 1.0)
    result, reasons = kept(lost)
    assert result.statements == ()
    assert reasons == [f"statement 'st-lost' has no words at {span.start}-{span.end}"]


def test_fragments_stand_in_order_and_apart() -> None:
    first, second = READY.spans
    for spans in ((second, first), (first, first), (first, Span(first.end - 1, second.end))):
        result, reasons = kept(said("st-mixed", *spans))
        assert result.statements == ()
        assert "out of order or twice" in reasons[0]


def test_a_statement_has_words() -> None:
    assert kept(Statement("st-none", (), (), (PUBLISHED,), 1.0))[1] == [
        "statement 'st-none' has no words"
    ]
    blank = at("\n\n")
    assert kept(said("st-blank", blank))[1] == ["statement 'st-blank' has no words"]


@pytest.mark.parametrize("span", NOWHERE)
def test_the_words_of_hops_and_hedges_stand_in_the_text(span: Span) -> None:
    evaluation = Evaluation("ev-strike", Stance.SUPPORTS, hedges=(span,))
    for false in (
        replace(OPENING, hops=(replace(PUBLISHED, cue=(span,)),)),
        replace(OPENING, hops=(replace(PUBLISHED, source=(span,)),)),
        replace(OPENING, hedges=(span,)),
        replace(OPENING, evaluations=(evaluation,)),
    ):
        result, reasons = kept(false)
        assert result.statements == ()
        assert len(reasons) == 1


def test_a_chain_ends_once_at_the_publisher() -> None:
    inner = Hop("kovac", SpeechMode.DIRECT, Commitment.CERTAIN, 1)
    for hops in (
        (),
        (PUBLISHED, PUBLISHED),
        (replace(PUBLISHED, actor="herald"),),
        (replace(inner, relayed_by=0), PUBLISHED),
        (inner, replace(PUBLISHED, relayed_by=0)),
        (replace(inner, relayed_by=2), PUBLISHED),
        (replace(inner, relayed_by=-1), PUBLISHED),
    ):
        result, reasons = kept(replace(OPENING, hops=hops))
        assert result.statements == ()
        assert len(reasons) == 1
    assert kept(replace(OPENING, hops=(inner, PUBLISHED)))[1] == []


def test_two_speakers_may_share_a_relayer() -> None:
    both = (
        Hop("kovac", SpeechMode.INDIRECT, Commitment.CERTAIN, 2),
        Hop("officials", SpeechMode.INDIRECT, Commitment.CERTAIN, 2),
        PUBLISHED,
    )
    assert kept(replace(OPENING, hops=both))[1] == []


def test_a_hop_of_an_unknown_actor_takes_the_statement_with_it() -> None:
    stranger = replace(
        OPENING, hops=(Hop("nobody", SpeechMode.DIRECT, Commitment.CERTAIN, 1), PUBLISHED)
    )
    assert kept(stranger)[1] == [
        "statement 'st-opening' has a hop of 'nobody', who is not among the actors"
    ]


def test_without_its_publisher_a_reading_cannot_be_used() -> None:
    with pytest.raises(ExtractionError, match="publisher 'nobody' is not among its actors"):
        grounded(replace(READING, publisher="nobody"), ARTICLE)


def test_what_depended_on_a_lost_statement_is_mended_in_silence() -> None:
    false = replace(OPENING, quote=("no such words",))
    result, reasons = kept(false, DOUBT, PART)
    doubt, part = result.statements
    assert [evaluation.target for evaluation in doubt.evaluations] == ["ev-strike"]
    assert part == PART
    assert len(reasons) == 1


def test_an_assessment_without_targets_left_is_a_plain_statement() -> None:
    only = replace(DOUBT, evaluations=DOUBT.evaluations[:1])
    result, _ = kept(replace(OPENING, quote=("no such words",)), only)
    assert result.statements == (replace(DOUBT, evaluations=()),)


def test_a_part_of_a_lost_statement_stands_alone() -> None:
    result, reasons = kept(replace(DOUBT, quote=("no such words",)), PART)
    assert result.statements == (replace(PART, part_of=None),)
    assert len(reasons) == 1


def test_references_to_nothing_are_dropped_and_told() -> None:
    hops = (replace(OPENING.hops[0], work="w-0", stated_at="t-0"), *OPENING.hops[1:])
    evaluations = (Evaluation("st-0", Stance.SUPPORTS),)
    loose = replace(
        OPENING,
        about=("velm", "nobody"),
        when=("t-may", "t-0"),
        hops=hops,
        evaluations=evaluations,
        part_of="st-00",
    )
    result, reasons = kept(loose)
    assert result.statements == (
        replace(OPENING, hops=(replace(OPENING.hops[0], stated_at=None), *OPENING.hops[1:])),
    )
    assert len(reasons) == 6
    assert "statement 'st-opening' refers to the actor 'nobody', which is not there" in reasons


def test_works_and_events_outside_the_text_go_with_what_points_at_them() -> None:
    result, reasons = kept(
        OPENING,
        DOUBT,
        works=(Work("work-union-report", "report", "union", BEYOND),),
        events=(Event("ev-strike", EMPTY),),
    )
    doubt = result.statements[1]
    assert (result.works, result.events) == ((), ())
    assert doubt.hops[0].work is None
    assert [evaluation.target for evaluation in doubt.evaluations] == ["st-opening"]
    assert len(reasons) == 2


def test_works_and_events_keep_only_actors_that_are_there() -> None:
    result, reasons = kept(
        works=(replace(READING.works[0], publisher="nobody"),),
        events=(replace(READING.events[0], participants=("nobody", "doctors")),),
    )
    assert result.works[0].publisher is None
    assert result.events[0].participants == ("doctors",)
    assert len(reasons) == 2


def test_a_time_that_no_words_say_is_lost_and_the_publication_is_then_unknown() -> None:
    published = TemporalExtent("t-pub", BEYOND, "2024-04", None, None, DateBasis.EXPLICIT)
    may = replace(TIMES[1], span=EMPTY)
    result, reasons = kept(OPENING, times=(published, may, TIMES[2]))
    assert result.times == (
        TIMES[2],
        TemporalExtent("t-pub", None, None, None, None, DateBasis.UNKNOWN),
    )
    assert result.statements[0].when == ()
    assert len(reasons) == 2


def test_a_publication_time_that_is_not_there_is_unknown() -> None:
    result, reasons = kept(published="t-0")
    assert result.times[-1].basis is DateBasis.UNKNOWN
    assert reasons == ["the publication refers to the time 't-0', which is not there"]


def test_mentions_and_headline_outside_the_text_are_dropped() -> None:
    velm = replace(ACTORS[4], mentions=(*ACTORS[4].mentions, *NOWHERE))
    result, reasons = kept(actors=(*ACTORS[:4], velm, *ACTORS[5:]), headline=BEYOND)
    assert result.actors == ACTORS
    assert result.headline is None
    assert len(reasons) == 4


def test_textual_attributions_are_held_against_the_text_as_well() -> None:
    true = READING.attributions[0]
    false = [
        Attribution((BEYOND,), (), true.content, None, 1.0),
        Attribution((), (EMPTY,), true.content, None, 1.0),
        Attribution((), (), (*true.content, *true.content), None, 1.0),
    ]
    stranger = replace(true, actor="nobody")
    result, reasons = kept(attributions=(true, *false, stranger))
    assert result.attributions == (true, replace(true, actor=None))
    assert len(reasons) == 4


def test_a_likelihood_needs_the_words_that_express_it() -> None:
    wordless = Evaluation("st-opening", Stance.DISPUTES, Likelihood.UNLIKELY)
    result, reasons = kept(OPENING, replace(DOUBT, evaluations=(wordless,)))
    assert result.statements[1].evaluations == (replace(wordless, likelihood=None),)
    assert reasons == ["statement 'st-doubt' has a likelihood that no word expresses"]


def test_a_key_names_one_node() -> None:
    twin = said(OPENING.key, at("May"))
    clash = said("ev-strike", at("May"))
    hop = said("st-opening-a1", at("May"))
    result, reasons = kept(OPENING, twin, clash, hop)
    assert result.statements == (OPENING,)
    assert all("has a key that another node uses" in reason for reason in reasons)
    assert len(reasons) == 3
    double = replace(ACTORS[1], name="Another Union")
    assert kept(actors=(*ACTORS, double))[0].actors == ACTORS


near_spans = st.lists(
    st.builds(Span, st.integers(-1, 12), st.integers(-1, 12)), min_size=1, max_size=3
)


@given(near_spans, st.booleans(), st.integers(0, 2))
def test_a_statement_enters_just_when_its_words_are_there(
    spans: list[Span], honest: bool, changed: int
) -> None:
    """Every combination of places near the start, with the words there or with one changed."""
    words = [span.of(TEXT) for span in spans]
    if not honest:
        words[changed % len(words)] += "!"
    claim = Statement("st-claim", tuple(spans), tuple(words), (PUBLISHED,), 1.0)
    flat = [offset for span in spans for offset in span]
    in_order = flat == sorted(flat) and flat[0] >= 0 and all(s.start < s.end for s in spans)
    true = honest and in_order and any(map(str.strip, words))
    assert (kept(claim)[0].statements == (claim,)) is true


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_reading, any_article)
def test_no_false_word_ever_gets_through(reading: Reading, article: Article) -> None:
    try:
        result, _ = grounded(reading, article)
    except ExtractionError:
        assert reading.publisher not in {actor.key for actor in reading.actors}
        return
    text = article.text
    for statement in result.statements:
        assert statement.spans
        assert tuple(span.of(text) for span in statement.spans) == statement.quote
        assert all(statement.quote)
    spans = [span for actor in result.actors for span in actor.mentions]
    spans += [part.span for part in (*result.works, *result.events)]
    spans += [time.span for time in result.times if time.span]
    for statement in result.statements:
        spans += [*statement.spans, *statement.hedges]
        spans += [span for hop in statement.hops for span in (*hop.source, *hop.cue)]
        spans += [span for evaluation in statement.evaluations for span in evaluation.hedges]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert grounded(result, article) == (result, ())
