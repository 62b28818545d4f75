"""How firmly two claims are put forward, one beside the other.

There is no number for firmness: nobody has measured what a "reportedly" takes from a "likely".
So each respect is compared with its like: the odds that an estimative word stands for on its
published scale, words that distance or leave open, the stated confidence of an analyst, and each
actor's commitment. A claim is firmer where it is so in some respect and less firm in none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.extract.scale import SCALES
from reportedly.statement import (
    AnalyticConfidence,
    Commitment,
    Degree,
    IpccLikelihood,
    Likelihood,
    PhiaLikelihood,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.versions.claim import Claim

RANGES: Final[dict[Degree, tuple[float, float]]] = {
    Likelihood.ALMOST_NO_CHANCE: (0.01, 0.05),
    Likelihood.VERY_UNLIKELY: (0.05, 0.20),
    Likelihood.UNLIKELY: (0.20, 0.45),
    Likelihood.ROUGHLY_EVEN: (0.45, 0.55),
    Likelihood.LIKELY: (0.55, 0.80),
    Likelihood.VERY_LIKELY: (0.80, 0.95),
    Likelihood.ALMOST_CERTAIN: (0.95, 0.99),
    PhiaLikelihood.REMOTE_CHANCE: (0.0, 0.05),
    PhiaLikelihood.HIGHLY_UNLIKELY: (0.10, 0.20),
    PhiaLikelihood.UNLIKELY: (0.25, 0.35),
    PhiaLikelihood.REALISTIC_POSSIBILITY: (0.40, 0.50),
    PhiaLikelihood.LIKELY: (0.55, 0.75),
    PhiaLikelihood.HIGHLY_LIKELY: (0.80, 0.90),
    PhiaLikelihood.ALMOST_CERTAIN: (0.95, 1.0),
    IpccLikelihood.EXCEPTIONALLY_UNLIKELY: (0.0, 0.01),
    IpccLikelihood.EXTREMELY_UNLIKELY: (0.0, 0.05),
    IpccLikelihood.VERY_UNLIKELY: (0.0, 0.10),
    IpccLikelihood.UNLIKELY: (0.0, 0.33),
    IpccLikelihood.ABOUT_AS_LIKELY_AS_NOT: (0.33, 0.66),
    IpccLikelihood.MORE_LIKELY_THAN_NOT: (0.50, 1.0),
    IpccLikelihood.LIKELY: (0.66, 1.0),
    IpccLikelihood.VERY_LIKELY: (0.90, 1.0),
    IpccLikelihood.EXTREMELY_LIKELY: (0.95, 1.0),
    IpccLikelihood.VIRTUALLY_CERTAIN: (0.99, 1.0),
}
"""What the degrees stand for, as in ontology/scales.ttl; a test compares the two."""

REVERSED: Final = "reversed"
"""How the name of a shift begins that leads to the other side."""

_WORDS: Final = {
    word: degree for scale in reversed(SCALES.values()) for word, degree in scale.degrees.items()
}
_EVEN = 0.06  # either side of 0.5: roughly even odds lean nowhere
_LEVELS = tuple(reversed(AnalyticConfidence))  # low to high
FACTUALITY: Final = {
    Commitment.CERTAIN: 3,
    Commitment.COUNTERFACT: 3,
    Commitment.PROBABLE: 2,
    Commitment.NOT_PROBABLE: 2,
    Commitment.POSSIBLE: 1,
    Commitment.NOT_CERTAIN: 1,
    Commitment.CERTAIN_UNKNOWN: 0,
    Commitment.UNCOMMITTED: 0,
}
"""How far a commitment goes, to whichever side."""
_NEGATIVE = frozenset({Commitment.COUNTERFACT, Commitment.NOT_PROBABLE, Commitment.NOT_CERTAIN})


@dataclass(frozen=True, slots=True)
class Shift:
    """One respect in which two claims differ; `sign` is 1 where the second is firmer, -1 less."""

    what: str
    before: str
    after: str
    sign: int

    def __str__(self) -> str:
        return f"{self.what}: {self.before or '–'} → {self.after or '–'}"


def shifts(before: Claim, after: Claim) -> tuple[Shift, ...]:
    """Return in which respects `after` is firmer or less firm than `before`, or leans elsewhere."""
    found = (
        *_odds(before, after),
        *_hedges(before, after),
        *_confidence(before, after),
        *_commitments(before, after),
        *_sources(before, after),
    )
    return tuple(found)


# -------------------------------------------------------------------------------- estimative words


def _odds(before: Claim, after: Claim) -> Iterator[Shift]:
    one, other = _degree(before), _degree(after)
    if one == other:
        return
    leans = _lean(one), _lean(other)
    words = (_told(one), _told(other))
    if leans[0] * leans[1] < 0 and one is not None and other is not None:
        yield Shift(f"{REVERSED}, odds", *words, 0)
    elif abs(leans[0]) != abs(leans[1]):
        yield Shift("odds", *words, 1 if abs(leans[1]) > abs(leans[0]) else -1)


def _degree(claim: Claim) -> Degree | None:
    """Return the degree that leans furthest, of the words: they mean one thing on either scale."""
    found = [_WORDS[hedge] for hedge in claim.hedges if hedge in _WORDS] or claim.degrees
    return max(found, key=lambda degree: (abs(_lean(degree)), degree), default=None)


def _lean(degree: Degree | None) -> float:
    """Return how far a degree is from even odds: -0.5 to 0.5; without one, nothing is qualified."""
    if degree is None:
        return 0.5
    lean = sum(RANGES[degree]) / 2 - 0.5
    return lean if abs(lean) > _EVEN else 0.0


def _told(degree: Degree | None) -> str:
    if degree is None:
        return "unqualified"
    low, high = RANGES[degree]
    return f"{degree} ({low:.0%}–{high:.0%})"


# ------------------------------------------------------------------------------------- other words


def _hedges(before: Claim, after: Claim) -> Iterator[Shift]:
    """Compare words that distance or leave open: fewer are firmer, others are another matter."""
    one, other = _open_words(before), _open_words(after)
    if one != other:
        yield Shift("hedges", _listed(one), _listed(other), (other < one) - (one < other))


def _open_words(claim: Claim) -> frozenset[str]:
    return frozenset(claim.hedges) - _WORDS.keys()


def _confidence(before: Claim, after: Claim) -> Iterator[Shift]:
    one, other = set(before.confidences), set(after.confidences)
    if one and other and one != other:
        levels = [min(map(_LEVELS.index, them)) for them in (one, other)]
        if levels[0] != levels[1]:
            sign = 1 if levels[1] > levels[0] else -1
            yield Shift("analytic confidence", _listed(one), _listed(other), sign)


# ------------------------------------------------------------------------------------- the voices


def _commitments(before: Claim, after: Claim) -> Iterator[Shift]:
    """Compare each actor with itself; where all words are the same, only the reading differs."""
    earlier = {voice.actor: voice for voice in before.voices}
    for voice in after.voices:
        former = earlier.get(voice.actor)
        if former is None or former.commitment == voice.commitment:
            continue
        if before.words != after.words or former.cue != voice.cue:
            sign = (
                0
                if _opposed(former.commitment, voice.commitment)
                else _sign(FACTUALITY[voice.commitment] - FACTUALITY[former.commitment])
            )
            what = voice.name if sign else f"{REVERSED}, {voice.name}"
            yield Shift(what, str(former.commitment), str(voice.commitment), sign)


def _opposed(one: Commitment, other: Commitment) -> bool:
    return len({it in _NEGATIVE for it in (one, other) if FACTUALITY[it]}) == 2


def _sources(before: Claim, after: Claim) -> Iterator[Shift]:
    """Note who says in their own voice what they had from somebody else, or no longer do."""
    if after.speakers and after.speakers <= before.relayers:
        yield Shift("attribution", before.speaker, "", 1)
    elif before.speakers and before.speakers <= after.relayers:
        yield Shift("attribution", "", after.speaker, -1)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
