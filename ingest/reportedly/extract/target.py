"""What assessments judge and what contradicts what, inside one article.

An assessment's target is first the words that it judges ("the claim", "his readiness to talk").
Where an earlier statement says just that, or "the claim" and "that" can only point to the one
before it, the statement itself is the target. A denial contradicts what it denies, and so does
the same proposition from somebody else with a "not" more or less.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.statement import Commitment, SpeechMode, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.article import Span
    from reportedly.statement import Evaluation, Event, Statement

_STEM = 5  # letters by which forms of a word are told: "ceasefire", "ceasefires"
_SHARED = 0.7  # share of a target's words that a statement must have to be it
_ALIKE = 0.6  # Jaccard index of the words of two statements that say the same or the contrary
_FEWEST = 3  # words that a target must have to be compared
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_EMPTY = frozenset(
    """about after again against also although among another because been before being between
    both could does done down during each from further have having here into itself just like made
    make many more most much must only other over said same says should some such than that their
    them then there these they this those though through under until very was were what when where
    which while whom whose will with would your the and for are but not has had his her its our can
    may might who how out off""".split()
)
_POINTING = re.compile(
    r"(?:the|this|that|these|those|such)\s+(?:accusation|account|allegation|argument|assertion|charge"
    r"|claim|comment|criticism|declaration|forecast|prediction|remark|report|rumou?r|statement|story"
    r"|suggestion|version|warning|words?|(?P<number>figure|number|estimate|sum|toll))s?\b(?!\s+(?:that|of)\b)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without)\b|n['’]t\b", re.IGNORECASE
)
_DENIED = {Commitment.COUNTERFACT, Commitment.NOT_CERTAIN}
_CONTRARY = _DENIED | {Commitment.NOT_PROBABLE}
_TO_THE_CONTRARY = "to the contrary"
_BESIDE = 30  # characters between a statement and what is said despite it
_NEAR = 600  # characters between a pointing word and the statement that it points to


def linked(
    text: str, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[tuple[Statement, ...], tuple[Event, ...]]:
    """Return the statements with their targets and contradictions, and the events still needed."""
    spans = {event.key: event.span for event in events}
    words = {one.key: _words(text, one.spans) for one in statements}
    out = []
    for at, one in enumerate(statements):
        before = statements[:at]
        others = [other for other in before if _speaker(other) != _speaker(one)]
        judged = tuple(
            replace(evaluation, target=found.key)
            if (span := spans.get(evaluation.target))
            and (found := _judged(text, span, evaluation.stance, others, words))
            else evaluation
            for evaluation in one.evaluations
        )
        if one.quote[-1].endswith(_TO_THE_CONTRARY):
            contrary = tuple(other.key for other in others if _is_beside(other, one))
        else:
            contrary = tuple(
                other.key for other in before if _contradict(text, other, one, words, judged)
            )
        out.append(replace(one, evaluations=judged, contradicts=contrary))
    needed = {evaluation.target for one in out for evaluation in one.evaluations}
    return tuple(out), tuple(event for event in events if event.key in needed)


def _is_beside(other: Statement, one: Statement) -> bool:
    """Tell whether one statement holds another, or ends right before it."""
    last, first = other.spans[-1], one.spans[0]
    return last.covers(first) or 0 <= first.start - last.end <= _BESIDE


def _judged(
    text: str,
    span: Span,
    stance: Stance,
    others: Sequence[Statement],
    words: Mapping[str, frozenset[str]],
) -> Statement | None:
    """Return the earlier statement of somebody else that is judged in a span, if it is one."""
    others = [other for other in others if not any(span.overlaps(s) for s in other.spans)]
    target = _words(text, [span])
    if others and len(target) >= _FEWEST:
        best = max(others, key=lambda other: len(target & words[other.key]))
        if len(target & words[best.key]) >= _SHARED * len(target):
            return best
    pointing = _POINTING.match(text, *span)
    if pointing is None or stance is Stance.SUPPORTS:
        return None
    fits = [
        other
        for other in others
        if 0 <= span.start - other.spans[-1].end <= _NEAR
        and other.part_of is None
        and (pointing["number"] is None or re.search(r"\d", " ".join(other.quote)))
    ]
    return fits[-1] if fits else None


def _contradict(
    text: str,
    other: Statement,
    one: Statement,
    words: Mapping[str, frozenset[str]],
    judged: Sequence[Evaluation],
) -> bool:
    """Tell whether two statements of different speakers cannot both be right."""
    if _speaker(other) == _speaker(one):
        return False
    denies = one.hops[0].commitment in _DENIED
    if denies and any(evaluation.target == other.key for evaluation in judged):
        return True
    mine, theirs = words[one.key], words[other.key]
    if len(mine & theirs) < _FEWEST or len(mine & theirs) < _ALIKE * len(mine | theirs):
        return False
    return _is_negative(text, one) != _is_negative(text, other)


def _is_negative(text: str, statement: Statement) -> bool:
    """Tell whether a statement says that something is not so."""
    denied = statement.hops[0].commitment in _CONTRARY
    negations = sum(len(_NEGATION.findall(span.of(text))) for span in statement.spans)
    return denied != bool(negations % 2)


def _speaker(statement: Statement) -> str | None:
    """Return who put a statement forward, None where that is the publisher alone."""
    first = statement.hops[0]
    return None if first.mode is SpeechMode.DOCUMENT else first.actor


def _words(text: str, spans: Iterable[Span]) -> frozenset[str]:
    """Return the stems of the words that carry meaning."""
    found = (word for span in spans for word in _WORD.findall(span.of(text).casefold()))
    return frozenset(
        word[:_STEM] for word in found if (len(word) > 2 or word.isdigit()) and word not in _EMPTY
    )
