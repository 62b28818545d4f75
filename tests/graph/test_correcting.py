"""Corrections applied to a graph: whatever they are, it stays whole, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.factory import DOUBT, OPENING, READING, READY, TITLE

from reportedly.article import Span
from reportedly.correction import Act, Correction, Mark, standing
from reportedly.graph import triples, violations, vocabulary
from reportedly.graph.correcting import corrected
from reportedly.graph.iri import statement_iri
from reportedly.graph.marking import event_marks, found_again, statement_marks
from reportedly.graph.ntriples import node
from reportedly.graph.sheet import Sheet, text_of
from reportedly.statement import ActorType, Commitment, Stance

NOW = datetime(2024, 5, 17, tzinfo=UTC)
LINES = triples(READING)
VERSION = READING.article.version
SHEET = Sheet(LINES)
MARKS = {mark.node: mark for mark in statement_marks(SHEET)}
EVENTS = event_marks(SHEET)
HERALD = "https://w3id.org/reportedly/kg/actor/northern-herald"


def mark(key: str) -> Mark:
    return MARKS[statement_iri(READING, key)]


def put_right(*corrections: Correction) -> Sheet:
    numbered = [replace(it, number=n) for n, it in enumerate(corrections, 1)]
    found = corrected(LINES, VERSION, numbered)
    assert found.lost == {}
    return Sheet(found.lines)


def correction(act: Act, about: Mark, **more: object) -> Correction:
    return Correction(act, "anna", NOW, version=VERSION, mark=about, **more)  # type: ignore[arg-type]


any_mark = st.sampled_from(list(MARKS.values()))
any_correction = st.one_of(
    st.builds(correction, st.just(Act.REJECT), any_mark),
    st.builds(correction, st.just(Act.MERGE), any_mark, other=any_mark),
    st.builds(
        correction,
        st.just(Act.ACTOR),
        any_mark,
        value=st.sampled_from([HERALD, f"https://w3id.org/reportedly/kg/doc/{VERSION}#actor-x"]),
        value_name=st.sampled_from(["Northern Herald", "three men"]),
        kind=st.sampled_from([ActorType.ORGANIZATION.value]),
    ),
    st.builds(correction, st.just(Act.COMMITMENT), any_mark, value=st.sampled_from([*Commitment])),
    st.builds(
        correction, st.just(Act.SAID), any_mark, value=st.sampled_from(["2024", "none", "../2023"])
    ),
    st.builds(
        correction,
        st.just(Act.STANCE),
        any_mark,
        value=st.sampled_from([*Stance, "none"]),
        other=st.sampled_from([*MARKS.values(), *EVENTS]),
    ),
    st.builds(correction, st.just(Act.CREDIBILITY), any_mark, value=st.sampled_from("123456")),
)


@given(st.lists(any_correction, max_size=5))
@settings(max_examples=40, deadline=None)
def test_whatever_is_put_right_the_graph_conforms_to_the_shapes(made: list[Correction]) -> None:
    numbered = [replace(it, number=n) for n, it in enumerate(made, 1)]
    found = corrected(LINES, VERSION, numbered)
    assert violations(found.lines) == []
    assert set(found.applied) | set(found.lost) == set(range(1, len(made) + 1))
    assert corrected(LINES, VERSION, numbered) == found
    if not made:
        assert found.lines == LINES


@given(st.lists(any_correction, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_stands_after_an_undo_is_what_would_stand_without(made: list[Correction]) -> None:
    numbered = [replace(it, number=n) for n, it in enumerate(made, 1)]
    undo = Correction(Act.UNDO, "anna", NOW, undoes=len(made), number=len(made) + 1)
    assert standing([*numbered, undo]) == tuple(numbered[:-1])


def test_every_statement_is_found_by_its_own_mark() -> None:
    marks = list(MARKS.values())
    assert [found_again(it, marks) for it in marks] == marks
    assert [found_again(it, EVENTS) for it in EVENTS] == EVENTS


def test_a_mark_has_what_a_person_would_go_by() -> None:
    it, text = mark(OPENING.key), READING.article.text
    assert (it.words, it.actor, it.cue) == (
        "The port of Velm will open in May",
        "two officials",
        "told",
    )
    assert [span.of(text) for span in (*it.source, *it.cues)] == ["two officials", "told"]
    assert text[: it.spans[0].start].endswith(it.prefix)
    assert text[it.spans[0].end :].startswith(it.suffix)
    assert mark(READY.key).quote == ("We are  ready", "and so is the crew")


def test_another_reading_of_the_same_text_may_cut_it_otherwise() -> None:
    it = mark(OPENING.key)
    start, end = it.spans[0]
    shorter = replace(
        it, spans=(Span(start + 4, end),), quote=(it.quote[0][4:],), node=it.node + "9"
    )
    assert found_again(it, [shorter]) == shorter
    assert found_again(it, [replace(shorter, actor="x", cue="y")]) is None, "someone else's"
    half = replace(shorter, spans=(Span(start, start + 10),), quote=("The port o",))
    assert found_again(it, [half]) is None, "too little of it"


def test_an_event_that_is_judged_is_known_again() -> None:
    (strike,) = EVENTS
    sheet = put_right(correction(Act.STANCE, mark(DOUBT.key), value="supports", other=strike))
    stances = {
        sheet.one(it, vocabulary.TARGET): sheet.one(it, vocabulary.STANCE)
        for it in sheet.all(node(mark(DOUBT.key).node), vocabulary.HAS_EVALUATION)
    }
    assert stances[node(strike.node)] == node(f"{vocabulary.SC}supports")
    assert stances[node(mark(OPENING.key).node)] == node(f"{vocabulary.SC}disputes")


def test_a_rejected_statement_takes_along_what_only_it_has() -> None:
    it = mark(TITLE.key)
    sheet = put_right(correction(Act.REJECT, it))
    kept = {line for line in sheet.lines() if it.node not in line}
    assert kept < set(LINES)
    gone = {line for line in set(LINES) - kept if it.node not in line}
    assert all("#char=" in line for line in gone), "its hops and places in the text"
    assert not any(line.startswith(f"<{it.node}") for line in sheet.lines())


def test_what_is_left_of_an_assessment_is_an_assessment_while_it_judges_anything() -> None:
    this = node(mark(DOUBT.key).node)
    first = put_right(correction(Act.REJECT, mark(OPENING.key)))
    assert node(vocabulary.ASSESSMENT) in first.all(this, vocabulary.TYPE), "the strike is left"
    none = correction(Act.STANCE, mark(DOUBT.key), value="none", other=EVENTS[0])
    second = put_right(correction(Act.REJECT, mark(OPENING.key)), none)
    assert node(vocabulary.ASSESSMENT) not in second.all(this, vocabulary.TYPE)


def test_a_statement_that_takes_in_what_it_judges_does_not_judge_itself() -> None:
    sheet = put_right(correction(Act.MERGE, mark(DOUBT.key), other=mark(OPENING.key)))
    this = node(mark(DOUBT.key).node)
    targets = [
        sheet.one(it, vocabulary.TARGET) for it in sheet.all(this, vocabulary.HAS_EVALUATION)
    ]
    assert targets == [node(EVENTS[0].node)]
    assert not sheet.pointing(vocabulary.TARGET, node(mark(OPENING.key).node))
    assert violations(sheet.lines()) == []


def test_a_correction_of_what_is_not_there_any_more_is_lost_and_the_others_are_not() -> None:
    made = (
        correction(Act.REJECT, mark(OPENING.key), number=1),
        correction(Act.COMMITMENT, mark(OPENING.key), number=2, value="CT-"),
        correction(Act.COMMITMENT, mark(READY.key), number=3, value="CT-"),
    )
    found = corrected(LINES, VERSION, made)
    assert set(found.applied) == {1, 3}
    assert found.lost == {2: "an earlier correction has taken its statement out"}


@pytest.mark.parametrize("text", ['a "b" \\ c', "line\nbreak\ttab", "ünï\u2028\x00\U0001f309"])
def test_a_literal_is_read_as_it_was_written(text: str) -> None:
    from reportedly.graph.ntriples import string, worded

    assert text_of(string(text)) == text
    assert text_of(worded(text, "en")) == text
