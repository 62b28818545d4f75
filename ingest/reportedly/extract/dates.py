"""Times in the text: what the words say, no finer and no surer than they say it.

Each match becomes an EDTF string with bounds. Words that hang on the day of publication
("yesterday", "on Tuesday", "last week") are resolved only where that day is known; otherwise they
stay as words. No date is ever taken from anywhere but the text and the article's own metadata.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.edtf import bounds
from reportedly.statement import DateBasis, TemporalExtent

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first months
_ORDINALS = "first second third fourth".split()
_FORWARD, _BACKWARD = {"since", "from", "after"}, {"until", "till", "before", "by"}
_NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"a": 1, "an": 1}
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})|(?:{'|'.join(_SHORT)})\b\.?)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_OPEN = r"\b(?:(?P<open>since|from|after|until|till|before|by)\s+)?"
_WHOLE = r"(?!\w|-\d)"
_RANGE = r"(?:[-–/](?P<end>(?:19|20)?\d\d))?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_OPEN + pattern + _WHOLE, re.IGNORECASE)


# Tried in this order; a later match that overlaps an earlier one is dropped.
_ISO = _compiled(r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)")
_DATES = (
    _compiled(rf"{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}"),
    _compiled(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}"),
)
_MONTHLY = _compiled(rf"(?:(?P<part>early|mid|late)[\s-]+)?{_MONTH}(?:\s+of)?,?\s+{_YEAR}")
_SEASONAL = _compiled(rf"(?P<season>{'|'.join(_SEASONS)})(?:\s+of)?\s+{_YEAR}{_RANGE}")
_QUARTERLY = (
    _compiled(rf"(?P<quarter>{'|'.join(_ORDINALS)})\s+quarter(?:\s+of)?\s+{_YEAR}"),
    _compiled(rf"Q(?P<quarter>[1-4])\s+{_YEAR}"),
)
_YEARLY = re.compile(
    rf"\b(?P<in>in|during|of|throughout|since|from|after|until|till|before|by|early|mid|late)"
    rf"[\s-]+{_YEAR}{_RANGE}{_WHOLE}",
    re.IGNORECASE,
)
_DAYS_ONLY = (
    _compiled(rf"{_MONTH}\s+{_DAY}(?!,?\s*\d{{4}})"),
    _compiled(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?!,?\s*\d{{4}})"),
)
_RELATIVE = re.compile(
    rf"""\b(?:
      (?P<fixed>yesterday|today|tonight|tomorrow)
    | (?P<step>last|this|next|past|previous)\s+(?P<unit>week|month|year|{"|".join(_DAYS)})
    | (?P<count>\d+|{"|".join(_NUMBERS)})\s+(?P<units>day|week|month|year)s?\s+(?P<way>ago|earlier)
    | (?:on\s+)?(?P<weekday>{"|".join(_DAYS)})
    | (?P<vague>recently|earlier|previously|lately)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


class _Found(NamedTuple):
    span: Span
    edtf: str | None
    basis: DateBasis


def publication(edtf: str | None) -> TemporalExtent:
    """Return when the article was published: from its metadata, or unknown."""
    if edtf is None:
        return TemporalExtent("t-pub", None, None, None, None, DateBasis.UNKNOWN)
    return TemporalExtent("t-pub", None, edtf, *bounds(edtf), DateBasis.METADATA)


def times(text: str, published: TemporalExtent) -> list[TemporalExtent]:
    """Return the times that `text` names, in order; none overlaps another."""
    found = _all(text, _day_of(published))
    index = SpanIndex(each.span for each in found)
    free = (
        each
        for at, each in enumerate(found)
        if not any(number < at for _, number in index.near(each.span))
    )
    return [_extent(each, published) for each in sorted(free, key=lambda each: each.span)]


def _extent(found: _Found, published: TemporalExtent) -> TemporalExtent:
    earliest, latest = bounds(found.edtf)
    past = found.basis is DateBasis.RELATIVE and found.edtf is None
    return TemporalExtent(
        key=f"t-{found.span.start}-{found.span.end}",
        span=found.span,
        edtf=found.edtf,
        earliest=earliest,
        latest=published.latest if past else latest,
        basis=found.basis,
    )


def _day_of(published: TemporalExtent) -> date | None:
    """Return the day of publication if it is known to the day."""
    return published.latest if published.latest == published.earliest else None


def _all(text: str, day: date | None) -> list[_Found]:
    found = [_open(m, m["iso"]) for m in _ISO.finditer(text)]
    found += [_open(m, _dated(m)) for p in _DATES for m in p.finditer(text) if _is_month(m)]
    found += [_open(m, _monthly(m)) for m in _MONTHLY.finditer(text)]
    found += [_open(m, _seasonal(m)) for m in _SEASONAL.finditer(text)]
    found += [_open(m, _quarterly(m)) for p in _QUARTERLY for m in p.finditer(text)]
    found += [_yearly(m) for m in _YEARLY.finditer(text)]
    found = [each for each in found if bounds(each.edtf) != (None, None)]
    days_only = (m for p in _DAYS_ONLY for m in p.finditer(text) if _is_month(m))
    found += [each for m in days_only if (each := _day_only(m, day))]
    found += [_relative(m, day) for m in _RELATIVE.finditer(text)]
    return found


def _is_month(found: re.Match[str]) -> bool:
    """Tell "May 5" from "may 5", and "March" the month from "march" the verb."""
    return found["month"][0].isupper()


def _dated(found: re.Match[str]) -> str:
    return f"{found['year']}-{_month(found['month']):02}-{int(found['day']):02}"


def _monthly(found: re.Match[str]) -> str:
    return f"{found['year']}-{_month(found['month']):02}{'~' if found['part'] else ''}"


def _seasonal(found: re.Match[str]) -> str:
    """Write "winter 2022-2023" as its months: about December 2022 to about February 2023."""
    year, first = int(found["year"]), _SEASONS[found["season"].lower()]
    last = first + 2
    return f"{year}-{first:02}~/{year + last // 13}-{(last - 1) % 12 + 1:02}~"


def _quarterly(found: re.Match[str]) -> str:
    word = found["quarter"].lower()
    last = 3 * (int(word) if word.isdigit() else 1 + _ORDINALS.index(word))
    return f"{found['year']}-{last - 2:02}/{found['year']}-{last:02}"


def _yearly(found: re.Match[str]) -> _Found:
    word, year, end = found["in"].lower(), found["year"], found["end"]
    if end:
        year = f"{year}/{end if len(end) == 4 else year[:2] + end}"
    if word in {"early", "mid", "late"}:
        return _Found(Span(*found.span()), f"{year}~", DateBasis.EXPLICIT)
    if word in _FORWARD | _BACKWARD:
        return _Found(Span(*found.span()), _half_open(word, year), DateBasis.EXPLICIT)
    return _Found(Span(found.start("year"), found.end()), year, DateBasis.EXPLICIT)


def _month(name: str) -> int:
    return _SHORT[name.lower().rstrip(".")[:3]]


def _open(found: re.Match[str], plain: str) -> _Found:
    """Apply "since", "until" and the like, which leave one end of the time open."""
    word = (found["open"] or "").lower()
    edtf = _half_open(word, plain) if word else plain
    return _Found(Span(*found.span()), edtf, DateBasis.EXPLICIT)


def _half_open(word: str, plain: str) -> str:
    first, last = plain.split("/", maxsplit=1)[0], plain.rsplit("/", maxsplit=1)[-1]
    return f"{first}/.." if word in _FORWARD else f"../{last}"


def _day_only(found: re.Match[str], day: date | None) -> _Found | None:
    """Resolve "March 3" to the one nearest to the day of publication, or leave it as words."""
    month, number = _month(found["month"]), int(found["day"])
    if not 1 <= number <= monthrange(2024, month)[1]:
        return None
    if day is None:
        return _Found(Span(*found.span()), None, DateBasis.RELATIVE)
    years = (day.year - 1, day.year, day.year + 1)
    days = [date(y, month, number) for y in years if number <= monthrange(y, month)[1]]
    nearest = min(days, key=lambda d: abs((d - day).days), default=None)
    if nearest is None:
        return None
    return _open(found, nearest.isoformat())._replace(basis=DateBasis.RELATIVE)


def _relative(found: re.Match[str], day: date | None) -> _Found:
    edtf = _counted(found, day) if day is not None else None
    return _Found(Span(*found.span()), edtf, DateBasis.RELATIVE)


def _counted(found: re.Match[str], day: date) -> str | None:
    if word := found["fixed"]:
        return (day + timedelta(_OFFSETS[word.lower()])).isoformat()
    if word := found["weekday"]:
        return (day - timedelta((day.weekday() - _DAYS.index(word.lower())) % 7)).isoformat()
    if found["step"]:
        return _stepped(found["step"].lower(), found["unit"].lower(), day)
    if found["count"] and found["way"].lower() == "ago":
        count = found["count"].lower()
        return _ago(int(count) if count.isdigit() else _NUMBERS[count], found["units"].lower(), day)
    return None


def _stepped(step: str, unit: str, day: date) -> str | None:
    """Resolve "last week", "this month", "next Friday"; "past year" spans, so it stays words."""
    shift = {"last": -1, "previous": -1, "this": 0, "next": 1}.get(step)
    if shift is None:
        return None
    if unit in _DAYS:
        back = (day.weekday() - _DAYS.index(unit)) % 7
        return (
            day - timedelta(back or 7 * (shift == -1)) + timedelta(7 * (shift == 1))
        ).isoformat()
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * shift)
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    if unit == "year":
        return f"{day.year + shift:04}"
    months = day.year * 12 + day.month - 1 + shift
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _ago(count: int, unit: str, day: date) -> str | None:
    if unit in {"day", "week"}:
        days = count * (7 if unit == "week" else 1)
        if days >= day.toordinal():
            return None
        exact = (day - timedelta(days)).isoformat()
        return exact if unit == "day" else f"{exact}~"
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    if months < 12:
        return None
    return f"{months // 12:04}~" if unit == "year" else f"{months // 12:04}-{months % 12 + 1:02}~"
