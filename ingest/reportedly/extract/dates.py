"""Times in the text: what the words say, no finer and no surer than they say it.

Each match becomes an EDTF string with bounds. Words that hang on the day of publication
("yesterday", "on Tuesday", "last week") are resolved only where that day is known; otherwise they
stay as words. No date is ever taken from anywhere but the text and the article's own metadata.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import PublishedBasis, Span, SpanIndex
from reportedly.edtf import bounds
from reportedly.extract.explicit_time import SEASON_MONTHS, Found, explicit, season
from reportedly.extract.relative_time import future, relative
from reportedly.statement import DateBasis, TemporalExtent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

_SEASONS = re.compile(
    rf"\b(?:(?P<from>{'|'.join(SEASON_MONTHS)})\s?[-–/]\s?)(?P<season>{'|'.join(SEASON_MONTHS)})\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|came|went|took|made|began|fell|rose|won|lost|left|held|met|said|saw"
    r"|became|killed|has\s+been|have\s+been|\w+ed)\b"
)
_TO_COME = re.compile(
    r"\b(?:upcoming|forthcoming|scheduled|slated|due|will(?!\s+have\b)|shall|next|set\s+for)\b(?:(?!ed\b).)*$"
)
_BEFORE = 90  # characters before a date in which its clause tells whether it is over


def publication(edtf: str | None, basis: PublishedBasis | None = None) -> TemporalExtent:
    """Return when the article was published: as `basis` says it is known, or unknown.

    What readers see, a dateline or a date beside the headline, is explicit; the rest is metadata.
    """
    if edtf is None:
        return TemporalExtent("t-pub", None, None, None, None, DateBasis.UNKNOWN)
    seen = basis in {PublishedBasis.DATELINE, PublishedBasis.TEXT}
    known = DateBasis.EXPLICIT if seen else DateBasis.METADATA
    return TemporalExtent("t-pub", None, edtf, *bounds(edtf), known)


def times(text: str, published: TemporalExtent) -> tuple[TemporalExtent, list[TemporalExtent]]:
    """Return when `text` was published and the times that it names, in order, none overlapping.

    An unknown time of publication is bounded by the dates that the text has behind and before it;
    its basis is then `INFERRED`.
    """
    dated = _without_overlaps(explicit(text))
    if published.basis is DateBasis.UNKNOWN:
        published = _inferred(text, dated)
    vague = future(text)
    rest = [*relative(text, _day_of(published), dated), *_seasons(text, dated), *vague]
    found = _without_overlaps([*dated, *rest])
    to_come = {each.span for each in vague}
    return published, [_extent(each, published, each.span in to_come) for each in found]


def _without_overlaps(found: Sequence[Found]) -> list[Found]:
    """Return what does not overlap something longer, or something as long that came first."""
    order = sorted(range(len(found)), key=lambda n: (found[n].span.start - found[n].span.end, n))
    ranks = {n: rank for rank, n in enumerate(order)}
    index = SpanIndex(each.span for each in found)
    kept: set[int] = set()
    for n in order:
        near = {number for _, number in index.near(found[n].span)}
        if not any(ranks[other] < ranks[n] and other in kept for other in near):
            kept.add(n)
    return sorted((found[n] for n in kept), key=lambda each: each.span)


def _extent(found: Found, published: TemporalExtent, to_come: bool) -> TemporalExtent:
    earliest, latest = bounds(found.edtf)
    if found.basis is DateBasis.RELATIVE and found.edtf is None:
        if to_come:
            earliest = published.earliest
        else:
            latest = published.latest
    return TemporalExtent(
        key=f"t-{found.span.start}-{found.span.end}",
        span=found.span,
        edtf=found.edtf,
        earliest=earliest,
        latest=found.latest or latest,
        basis=found.basis,
    )


def _day_of(published: TemporalExtent) -> date | None:
    """Return the day of publication if it is known to the day."""
    told = published.basis in {DateBasis.METADATA, DateBasis.EXPLICIT}
    known = told and published.latest == published.earliest
    return published.latest if known else None


def _seasons(text: str, dated: Sequence[Found]) -> Iterator[Found]:
    """Yield "the spring-summer offensive" after a dated season: the seasons that followed it."""
    for m in _SEASONS.finditer(text):
        seasons = [each for each in dated if each.latest and each.span.end <= m.start()]
        if not seasons or (before := seasons[-1].latest) is None:
            continue
        first, last = (SEASON_MONTHS[m[part].lower()] for part in ("from", "season"))
        edtf, end = season(before.year + (first < before.month), first, last)
        yield Found(Span(*m.span()), edtf, DateBasis.INFERRED, end)


def _inferred(text: str, dated: Sequence[Found]) -> TemporalExtent:
    """Bound the time of publication by what is over and what is to come."""
    after, before = "", ""
    earliest, latest = None, None
    for each in dated:
        first, last = bounds(each.edtf)
        start, _, end = (each.edtf or "").partition("/")
        ahead = _is_to_come(text, each)
        if ahead and last is not None and (latest is None or last < latest):
            before, latest = end or start, last
        if ahead or first is None or not _is_over(text, each):
            continue
        if earliest is None or first > earliest:
            after, earliest = start, first
    if (earliest is None and latest is None) or (earliest and latest and earliest > latest):
        return publication(None)
    edtf = f"[{after.rstrip('~')}..{before.rstrip('~')}]"
    return TemporalExtent("t-pub", None, edtf, earliest, latest, DateBasis.INFERRED)


def _is_to_come(text: str, found: Found) -> bool:
    """Tell whether a time surely lies before the text: "the upcoming March 2024 election"."""
    before = text[max(found.span.start - _BEFORE, 0) : found.span.start]
    return _TO_COME.search(re.split(r"[.!?;:]\s|\n|[\"“”]", before)[-1]) is not None


def _is_over(text: str, found: Found) -> bool:
    """Tell whether a time lies behind the text: "since", or a clause in the past tense."""
    if text[found.span.start : found.span.end].lower().startswith("since"):
        return True
    before = text[max(found.span.start - _BEFORE, 0) : found.span.start]
    return _HAPPENED.search(re.split(r"[.!?;:]\s|\n", before)[-1]) is not None
