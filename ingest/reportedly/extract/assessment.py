"""Statements that judge: what they evaluate, which way, and in which estimative words.

A target here is a stretch of the assessment's own words, kept as an `Event`: the situation that is
called likely, the plan that is criticised, the two readings that are weighed against each other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract import hedge, idiom
from reportedly.extract.lexicon import (
    ACCUSING,
    ASSESSING,
    FAVOURING,
    OPPOSING,
    RATING,
    VERBS,
    WILLING,
)
from reportedly.extract.scale import ICD203
from reportedly.statement import (
    AnalyticConfidence,
    Evaluation,
    Event,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.extract.finding import Finding
    from reportedly.extract.scale import Scale
    from reportedly.statement import Degree

_UNDERCUTTING = re.compile(
    r"\b(?:no|little|any|scant|insufficient)\s+(?:reason\s+to\s+believe|evidence|proof|basis|grounds)"
    r"(?:\s+(?:that|of|for|to\s+\w+(?:\s+that)?))?\s",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"\s*\b(?:(?:is|are|was|were|be|been|being|seems?|appears?|looks?|may|might|would|to)\s+)*$"
)
_MARKS = "\"“„«‘'"
_CONFIDENCE = re.compile(r"\bwith\s+(high|moderate|medium|low)\s+confidence\b", re.IGNORECASE)
_LEVELS = {
    "high": AnalyticConfidence.HIGH,
    "moderate": AnalyticConfidence.MODERATE,
    "medium": AnalyticConfidence.MODERATE,
    "low": AnalyticConfidence.LOW,
}


def evaluations(
    text: str, finding: Finding, spans: Sequence[Span], scale: Scale = ICD203
) -> tuple[tuple[Evaluation, ...], tuple[Event, ...]]:
    """Return what a finding evaluates in its statement's `spans`, with the events it targets.

    Both are empty for a statement that judges nothing.
    """
    if _is_wish(text, finding):
        return (), ()
    found = _weighed(text, spans) or _judged(text, finding, spans, scale)
    return tuple(e for e, _ in found), tuple(event for _, event in found)


def _weighed(text: str, spans: Sequence[Span]) -> list[tuple[Evaluation, Event]]:
    """Read "X is more consistent with A than with B": reframes X, supports A, disputes B."""
    for span in spans:
        if (parts := hedge.comparison(text, span)) is not None:
            words, favoured, disfavoured = parts
            subject = _COPULA.sub("", text[span.start : words.start])
            reframes = Span(span.start, span.start + len(subject))
            reframed = [_one(reframes, Stance.REFRAMES)] if subject else []
            return [
                *reframed,
                _one(favoured, Stance.SUPPORTS, hedges=(words,)),
                _one(disfavoured, Stance.DISPUTES, hedges=(words,)),
            ]
    return []


def _judged(
    text: str, finding: Finding, spans: Sequence[Span], scale: Scale
) -> list[tuple[Evaluation, Event]]:
    whole = Span(spans[0].start, spans[-1].end)
    if (doubt := _UNDERCUTTING.search(text, *whole)) is not None and doubt.end() < whole.end:
        words = Span(doubt.start(), doubt.end() - 1)
        return [_one(Span(doubt.end(), whole.end), Stance.UNDERCUTS, hedges=(words,))]
    degree = hedge.likelihood(text, spans, scale)
    confidence = _confidence(text, finding)
    if (stance := idiom.reading(text, spans)) is not None:
        if degree is None:
            return [_one(whole, stance, None, confidence)]
        graded = (degree[0], confidence, (degree[1],))
        so = Stance.DISPUTES if degree[0] in scale.doubted else Stance.SUPPORTS
        also = [_one(whole, so, *graded)] if stance is Stance.REFRAMES else []
        return [_one(whole, stance, *graded), *also]
    if (rated := _rated(text, finding, spans, scale, confidence)) is not None:
        return [_one(whole, *rated)]
    judging = _judging(text, finding, spans)
    if judging is not None or confidence is not None:
        return [_one(whole, judging or Stance.SUPPORTS, None, confidence)]
    return []


def _is_wish(text: str, finding: Finding) -> bool:
    """Tell whether a plan, a wish, a promise or a demand is told, not what somebody says in it."""
    return finding.lemma in WILLING and text[finding.start] not in _MARKS


def _judging(text: str, finding: Finding, spans: Sequence[Span]) -> Stance | None:
    """Return what the model and the cue say, where the wording alone tells nothing."""
    judging = None if finding.stance == "none" else Stance(finding.stance)
    if finding.confidence is None or finding.lemma == "deny":
        judging = _stance(finding) or judging
    if finding.negated:
        return judging
    if finding.lemma == "suspect":
        return Stance.SUPPORTS
    if finding.lemma in ACCUSING and judging is Stance.SUPPORTS:
        return Stance.DISPUTES
    if judging is None and finding.clausal and idiom.is_possible(text, spans):
        return Stance.SUPPORTS
    return judging or (_stance(finding) if finding.lemma in FAVOURING | OPPOSING else None)


def _rated(
    text: str,
    finding: Finding,
    spans: Sequence[Span],
    scale: Scale,
    confidence: AnalyticConfidence | None,
) -> tuple[Stance, Degree | None, AnalyticConfidence | None, tuple[Span, ...]] | None:
    """Return what is said to be how likely, in estimative words or in figures."""
    degree = hedge.likelihood(text, spans, scale)
    if degree is not None and (finding.clausal or finding.lemma in RATING):
        term, words = degree
        stance = Stance.DISPUTES if term in scale.doubted else Stance.SUPPORTS
        return Stance.NEUTRAL if term in scale.even else stance, term, confidence, (words,)
    if degree is None and (odds := hedge.odds(text, spans)) is not None:
        chance, words = odds
        return _by_odds(chance), None, confidence, (words,)
    return None


def _by_odds(chance: float) -> Stance:
    """Return what odds in figures do to what they are given for; ICD 203's "roughly even"."""
    even = 0.45 <= chance <= 0.55
    return Stance.NEUTRAL if even else Stance.SUPPORTS if chance > 0.55 else Stance.DISPUTES


def _stance(finding: Finding) -> Stance | None:
    """Return what a cue that the rules found does to its content: "criticised", "denied"."""
    if finding.negated or finding.modal:
        return None
    verb = VERBS.get(finding.lemma)
    if finding.lemma == "deny":
        return Stance.DISPUTES
    if finding.lemma in ASSESSING and finding.clausal:
        return Stance.SUPPORTS
    return verb.stance if verb is not None and not finding.clausal else None


def _confidence(text: str, finding: Finding) -> AnalyticConfidence | None:
    """Read "assessed with high confidence that ..." around the cue or in the content."""
    start = min(finding.cue[0].start, finding.start)
    found = _CONFIDENCE.search(text, start, max(finding.cue[-1].end + 40, finding.content[-1].end))
    return _LEVELS[found[1].lower()] if found else None


def _one(
    target: Span,
    stance: Stance,
    likelihood: Degree | None = None,
    confidence: AnalyticConfidence | None = None,
    hedges: tuple[Span, ...] = (),
) -> tuple[Evaluation, Event]:
    event = Event(f"ev-{target.start}-{target.end}", target)
    return Evaluation(event.key, stance, likelihood, confidence, hedges), event
