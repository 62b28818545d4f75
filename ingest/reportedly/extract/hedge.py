"""Estimative and distancing words, and how far they take a speaker's commitment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.lexicon import DISTANCING, POSSIBILITY
from reportedly.extract.scale import ICD203, SCALES
from reportedly.statement import Commitment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.extract.scale import Scale
    from reportedly.statement import Degree

# "the likely candidate" and "most likely" name no degree of a proposition's likelihood.
_NOT_ESTIMATIVE = re.compile(r"\b(?:the|more|most|less|least|as|how|un)[\s-]+$", re.IGNORECASE)
_ESTIMATIVE = [scale.pattern for scale in SCALES.values()]
_COMPARATIVE = re.compile(
    r"\bmore\s+(?:consistent|compatible|in\s+line|in\s+keeping)\s+with\b", re.IGNORECASE
)
_CHANCE = r"(?:chances?|probability|likelihood|odds|risk)"
_SHARE = (
    r"(?:(?P<percent>\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent\b|pct\b)"
    r"|(?P<one>one|two|three|\d{1,2})[\s-](?:in|out\s+of)[\s-](?P<of>two|three|four|five|six|seven|eight|nine|ten"
    r"|a\s+hundred|a\s+thousand|\d{1,6})\b|(?P<even>fifty[\s-]fifty|50[-–/]50))"
)
_ODDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SHARE}\s+(?:\w+\s+)?{_CHANCE}\b",
        rf"\b{_CHANCE}\b[^.;:]{{0,80}}?\b(?:at|of|is|was|be|to)\s+(?:\w+\s+){{0,3}}?{_SHARE}",
    )
)
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"a hundred": 100, "a thousand": 1000}
_DISTANCE = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, (*DISTANCING, *POSSIBILITY)))})\b", re.IGNORECASE
)


def likelihood(
    text: str, spans: Iterable[Span], scale: Scale = ICD203
) -> tuple[Degree, Span] | None:
    """Return the first estimative term in the spans of `text` with where it stands.

    "May" is never read as the month or a likelihood; ICD 203 gives no range for it.
    """
    for span in spans:
        for found in scale.pattern.finditer(text, *span):
            before = max(span.start, found.start() - 12)
            own = " " in found[0] or not _NOT_ESTIMATIVE.search(text, before, found.start())
            if own:
                return scale.degrees[_plain(found[0])], Span(*found.span())
    return None


def odds(text: str, spans: Iterable[Span]) -> tuple[float, Span] | None:
    """Return the first chance that the spans of `text` give in figures, 0 to 1, and where."""
    for span in spans:
        for pattern in _ODDS:
            if (found := pattern.search(text, *span)) is not None:
                return min(_fraction(found), 1.0), Span(*found.span())
    return None


def _fraction(found: re.Match[str]) -> float:
    if found["even"]:
        return 0.5
    if found["percent"]:
        return float(found["percent"]) / 100
    one, of = (float(_NUMBERS.get(_plain(words)) or words) for words in (found["one"], found["of"]))
    return one / max(of, 1.0)


def hedges(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return where the spans of `text` have estimative, distancing or possibility words."""
    out = set()
    for span in spans:
        for pattern in (*_ESTIMATIVE, _COMPARATIVE, _DISTANCE):
            out |= {Span(*found.span()) for found in pattern.finditer(text, *span)}
    out = {span for span in out if span.of(text) != "May"}
    return tuple(sorted(s for s in out if not any(o != s and o.covers(s) for o in out)))


def comparison(text: str, span: Span) -> tuple[Span, Span, Span] | None:
    """Return (hedge, favoured, disfavoured) of "more consistent with A than with B"."""
    cue = _COMPARATIVE.search(text, *span)
    than = re.compile(r",?\s+than\s+(?:with\s+)?", re.IGNORECASE).search(
        text, cue.end() if cue else span.end, span.end
    )
    if cue is None or than is None:
        return None
    favoured = Span(cue.end() + 1, than.start())
    return Span(*cue.span()), favoured, Span(than.end(), span.end)


def commitment(
    base: Commitment, degree: Degree | None, text: str, lead: Span, scale: Scale = ICD203
) -> Commitment:
    """Return a speaker's commitment: what the cue says, weakened by the content's own words.

    `lead` is the content's first clause, where a modal verb governs the whole proposition.
    """
    if degree is not None and base in {Commitment.CERTAIN, Commitment.POSSIBLE}:
        return Commitment.NOT_PROBABLE if degree in scale.doubted else Commitment.PROBABLE
    if base is not Commitment.CERTAIN:
        return base
    words = text[lead.start : min(lead.end, lead.start + 60)]
    if re.search(r"\b(?:may|might|could|possibly|perhaps)\b", words):
        return Commitment.POSSIBLE
    return base


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
