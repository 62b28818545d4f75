"""Times that hang on another: on the day of publication, or on a date that the text gave before.

Where that day is unknown the words stay words. `reckoning` does the counting.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.edtf import bounds
from reportedly.extract.explicit_time import (
    BACKWARD,
    DAY,
    FORWARD,
    MONTH,
    MONTHS,
    OPEN,
    SEASON_MONTHS,
    Found,
    Places,
    half_open,
    is_month,
    month_number,
)
from reportedly.extract.reckoning import (
    DAYS,
    FIXED,
    HOLIDAYS,
    NUMBERS,
    ago,
    day_range,
    fixed,
    holiday,
    month,
    month_day,
    month_range,
    neighbour,
    season_near,
    stepped,
    weekday,
    weekend,
)
from reportedly.statement import DateBasis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(NUMBERS)})"
_UNITS = r"(?P<unit>day|week|month|year|decade)s?"
_DAY_PART = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime|midnight))?"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}(?!\w)", re.IGNORECASE)


_OPENING = rf"(?:(?P<open>{'|'.join((*FORWARD, *BACKWARD))})\s+)?"
_THIRD = r"(?:(?P<part>early|mid|late|the\s+(?:start|beginning|middle|end)\s+of)[\s-]+)?"
_TODAY = _compiled(
    rf"{_OPENING}(?:(?P<fixed>{'|'.join(FIXED)}){_DAY_PART}"
    r"|(?P<now>this\s+(?:morning|afternoon|evening))|(?P<before>last\s+night))"
)
_WEEKDAY = _compiled(
    rf"(?<!every )(?<!each ){_OPENING}(?:(?P<step>last|this|next|past|coming)\s+)?"
    rf"(?P<weekday>{'|'.join(DAYS)}){_DAY_PART}"
)
_UNIT = _compiled(
    rf"{_OPENING}{_THIRD}(?:(?:earlier|later)\s+)?"
    r"(?:(?P<step>last|this|next|previous|coming)|(?P<the>the))"
    r"\s+(?P<unit>week|month|year|quarter|decade)"
)
_WEEKEND = _compiled(
    rf"{_OPENING}(?:(?P<step>last|this|next|coming|at\s+the|over\s+the)\s+)weekend"
)
_SEASON = _compiled(
    rf"{_OPENING}(?:(?P<step>last|this|next)|(?:in|over|during|of)\s+the)"
    rf"\s+(?P<season>{'|'.join(SEASON_MONTHS)})(?=\s+(?!of\b|\d|[-–])|[.,;:!?”\"]|$)"
)
_HOLIDAY = re.compile(
    rf"\b{_OPENING}(?P<holiday>{'|'.join(HOLIDAYS).replace(chr(39), '[’' + chr(39) + ']')})"
    r"(?:\s+Day)?(?![\w’']|\s+(?:[a-z]|\d{4}))",
    re.IGNORECASE,
)
_AGO = _compiled(rf"(?:(?:more|less)\s+than\s+|about\s+)?{_COUNT}\s+{_UNITS}\s+ago")
_FROM_THERE = _compiled(
    rf"(?:{_COUNT}\s+{_UNITS}\s+(?P<way>later|earlier)"
    r"|the\s+(?P<side>following|next|previous)\s+(?P<near>day|week|month|year)"
    r"|the\s+(?P<neighbour>day|week|month|year)\s+(?P<turn>before|after)(?=\W*$|[,.]|\s+the\s)"
    r"|(?P<same>(?:that|the)\s+same\s+(?:day|night|evening|morning)|that\s+(?:day|night|evening|morning))"
    rf"|the\s+following\s+(?P<month>{'|'.join(MONTHS)}))"
)
_DAY_NAME = rf"(?:(?:{'|'.join(DAYS)}),?\s+)?(?:the\s+)?"
_MONTH_DAY = (
    re.compile(rf"{OPEN}{_DAY_NAME}{MONTH}\s+{DAY}(?![\w,]*\s*\d)(?!\w)", re.IGNORECASE),
    re.compile(rf"{OPEN}{_DAY_NAME}{DAY}\s+(?:of\s+)?{MONTH}(?!,?\s*\d{{4}})(?!\w)", re.IGNORECASE),
)
_DAY_RANGE = re.compile(
    rf"\b(?:between|from)\s+(?:the\s+\w+\s+of\s+)?{MONTH}\s+(?P<start>[0-3]?\d)(?:st|nd|rd|th)?"
    rf"\s+(?:and|to)\s+{DAY}(?!,?\s*\d{{4}})(?!\w)",
    re.IGNORECASE,
)
_MONTH_RANGE = re.compile(
    rf"\b(?:between|from)\s+(?P<from>{'|'.join(MONTHS)})\s+(?:and|to|until)\s+"
    rf"(?P<month>{'|'.join(MONTHS)})(?!\s*\d)(?!\w)",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(
    rf"\b(?:(?P<word>in|during|of|to|into|the|as|last|next|this|throughout"
    rf"|{'|'.join((*FORWARD, *BACKWARD))})\s+)"
    rf"(?:(?P<part>early|mid|late)[\s-]+)?(?P<month>{'|'.join(MONTHS)})"
    r"(?!\s*\d|['’]s\b|\s+(?-i:[A-Z]|and\s+[A-Z]))(?!\w)",
    re.IGNORECASE,
)
_PAST = _compiled(
    r"(?:recently|(?<!its )(?<!his )(?<!her )(?<!an )(?<!the )(?<!their )earlier|previously|lately"
    r"|recent\s+(?:days|weeks|months|years)|recent"
    r"|(?:the\s+)?(?:past|last)\s+(?:few\s+|several\s+|couple\s+of\s+|two\s+|three\s+)?"
    r"(?:days?|weeks|months|years|decade))"
)
_ABOUT_MONTHS = re.compile("|".join(f"{name[:3].title()}|{name[:3].upper()}" for name in MONTHS))
_ABOUT_TIME = re.compile(
    r"yesterday|to-?day|tonight|overnight|tomorrow|morning|afternoon|evening|night|day|week|month"
    r"|year|quarter|decade|spring|summer|autumn|winter|fall|christmas|halloween|ago\b|recent"
    r"|earlier|previously|lately|following",
    re.IGNORECASE,
)
_FUTURE = _compiled(
    r"(?:soon|(?:the\s+)?coming\s+(?:days|weeks|months|years)"
    r"|(?:the\s+)?next\s+few\s+(?:days|weeks|months|years))"
)


def relative(text: str, day: date | None, dated: Sequence[Found]) -> list[Found]:
    """Return the times in `text` that hang on `day`, when it was published, or on `dated` times.

    Where `day` is unknown, a day or month without its year is the one nearest to the last date.
    """
    latest = None if day is not None else _latest(dated)
    places, near_months = Places(text, _ABOUT_TIME), Places(text, _ABOUT_MONTHS)
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str | None]], ...] = (
        (_TODAY, fixed),
        (_WEEKDAY, weekday),
        (_UNIT, stepped),
        (_WEEKEND, weekend),
        (_SEASON, season_near),
        (_HOLIDAY, holiday),
        (_AGO, ago),
        (_DAY_RANGE, day_range),
        (_MONTH_RANGE, month_range),
        *((pattern, month_day) for pattern in _MONTH_DAY),
        (_MONTH_ALONE, month),
    )
    found: list[Found] = []
    for pattern, read in readers:
        for m in (near_months if "month" in pattern.groupindex else places).all(pattern):
            if not _is_time(m):
                continue
            if day is None and latest is not None and read in _YEARLESS:
                found.append(_opened(m, read(m, latest))._replace(basis=DateBasis.INFERRED))
            else:
                found.append(_opened(m, read(m, day) if day is not None else None))
    found += _from_there(places, sorted([*dated, *found]))
    found += [Found(Span(*m.span()), None, DateBasis.RELATIVE) for m in places.all(_PAST)]
    return found


def _latest(dated: Sequence[Found]) -> date | None:
    """Return the last day of the latest date that is known to the month at least."""
    exact = (bounds(each.edtf) for each in dated if each.edtf and len(each.edtf) in {7, 10})
    return max((last for _, last in exact if last is not None), default=None)


def _opened(found: re.Match[str], edtf: str | None) -> Found:
    """Apply "since", "by" and the like; "by Sunday's quake" is another "by"."""
    word = (found.groupdict().get("open") or "").lower()
    start, end = found.span()
    if word and found.string[end : end + 2] in {"'s", "’s"}:
        start, word = start + len(word) + 1, ""
    if word and edtf:
        edtf = half_open(word, edtf)
    return Found(
        Span(start, start + len(found.string[start:end].rstrip())), edtf, DateBasis.RELATIVE
    )


def future(text: str) -> list[Found]:
    """Return the words in `text` that mean some time to come."""
    return [Found(Span(*m.span()), None, DateBasis.RELATIVE) for m in _FUTURE.finditer(text)]


def _is_time(found: re.Match[str]) -> bool:
    if "the" in found.re.groupindex:  # "the year" is none, "the end of the year" is one
        return found["step"] is not None or found["part"] is not None
    if "month" not in found.re.groupindex:
        return True
    if not is_month(found):
        return False
    if "day" not in found.re.groupindex:
        return True
    return 1 <= int(found["day"]) <= monthrange(2024, month_number(found["month"]))[1]


def _from_there(places: Places, dated: Sequence[Found]) -> Iterator[Found]:
    """Yield "two days later" and the like, counted from the last date before."""
    known = [each for each in dated if each.edtf and "/" not in each.edtf]
    ends = [each.span.end for each in known]
    for m in places.all(_FROM_THERE):
        at = bisect_right(ends, m.start())
        edtf = neighbour(m, (known[at - 1].edtf or "").rstrip("~")) if at else None
        yield Found(Span(*m.span()), edtf, DateBasis.INFERRED if edtf else DateBasis.RELATIVE)


_YEARLESS = (month_day, month, day_range, month_range)
