"""Times that say their year: dates, months, seasons, quarters, decades, ranges.

What the words leave open stays open: "since 2019" has no end, "late May" is about its last third.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span
from reportedly.edtf import SEASONS, bounds
from reportedly.statement import DateBasis

if TYPE_CHECKING:
    from collections.abc import Iterator


class Found(NamedTuple):
    """A time in the text; `latest` where the EDTF string alone would bound it too soon."""

    span: Span
    edtf: str | None
    basis: DateBasis
    latest: date | None = None


MONTHS = (
    "january february march april may june july august september october november december".split()
)
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first months
_ENDS = {first % 12: SEASONS[21 + n][1] for n, first in enumerate((3, 6, 9, 12))}
_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()
FORWARD = frozenset({"since", "from", "after"})
BACKWARD = frozenset({"until", "till", "before", "by"})
OPEN = rf"\b(?:(?P<open>{'|'.join((*FORWARD, *BACKWARD))})\s+)?"
MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})|(?:{'|'.join(_SHORT)})\b\.?)"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WHOLE = r"(?!\w|-\d)"
_PART = (
    r"(?:(?:the\s+)?(?P<part>early|mid|late|start\s+of|beginning\s+of|middle\s+of|end\s+of)[\s-]+)?"
)
_RANGE = r"(?:\s?[-–/]\s?(?P<end>(?:19|20)?\d\d))?"
_THIRDS = {"early": 0, "start": 0, "beginning": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _WHOLE, re.IGNORECASE)


_DAY_NAME = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_ISO = _compiled(OPEN + r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)")
_DATES = (
    _compiled(rf"{OPEN}{_DAY_NAME}{DAY}(?:\s+of)?\s+{MONTH},?\s+{_YEAR}"),
    _compiled(rf"{OPEN}{_DAY_NAME}{MONTH}\s+{DAY},?\s+{_YEAR}"),
)
_FROM = r"\b(?:(?:between|from)\s+)?"
_AND = r"(?:\s+(?:and|to|until|through)\s+|\s?[-–—]\s?)"
_FIRST_MONTH, _FIRST_DAY = MONTH.replace("<month>", "<from>"), DAY.replace("<day>", "<start>")
_MONTH_RANGE = _compiled(
    rf"{_FROM}{_FIRST_MONTH}(?:\s+(?P<since>(?:19|20)\d\d))?{_AND}{MONTH}\s+{_YEAR}"
)
_DAY_RANGES = (
    _compiled(rf"{_FROM}{_FIRST_DAY}{_AND}{DAY}\s+{MONTH}\s+{_YEAR}"),
    _compiled(rf"{_FROM}{MONTH}\s+{_FIRST_DAY}{_AND}{DAY},?\s+{_YEAR}"),
)
_YEAR_RANGE = _compiled(
    r"\b(?:between|from)\s+(?P<since>(?:19|20)\d\d)\s+(?:and|to|until|through)\s+" + _YEAR
)
_MONTHLY = _compiled(rf"{OPEN}{_PART}{MONTH}(?:\s+of)?,?\s+{_YEAR}")
_SEASON = "|".join(SEASON_MONTHS)
_SEASONAL = _compiled(
    rf"{OPEN}(?:(?P<from>{_SEASON})(?:\s?[-–/]\s?|\s+and\s+))?(?P<season>{_SEASON})(?:\s+of)?\s+{_YEAR}{_RANGE}"
)
_QUARTERLY = (
    _compiled(
        rf"{OPEN}(?:the\s+)?(?P<number>{'|'.join(_ORDINALS[:4])})\s+(?P<unit>quarter|half)(?:\s+of)?\s+{_YEAR}"
    ),
    _compiled(rf"{OPEN}(?P<unit>[QH])(?P<number>[1-4])\s+{_YEAR}"),
)
_CENTURY = _compiled(
    rf"{OPEN}(?:the\s+)?(?:(?P<century>\d\d?)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))"
    r"[\s-]century"
)
_DECADE = _compiled(rf"{OPEN}(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?P<decade>(?:19|20)\d)0s")
_ABOUT_YEARS = re.compile(r"(?:19|20)\d|centur", re.IGNORECASE)
_AROUND = 70  # characters; no expression is longer
_YEARLY = re.compile(
    rf"\b(?P<in>in|into|for|the|fiscal|during|of|throughout|around|about|circa"
    rf"|{'|'.join((*FORWARD, *BACKWARD))}"
    rf"|(?:(?:since|until|by|before|from|after)\s+)?(?:early|mid|late|(?:the\s+)?(?:start|beginning|middle|end)\s+of))"
    rf"[\s-]+{_YEAR}{_RANGE}{_WHOLE}",
    re.IGNORECASE,
)


class Places:
    """The stretches of a text around what `trigger` matches, for patterns that need it.

    Most of an article has nothing to do with times: five times as quick as looking everywhere.
    """

    def __init__(self, text: str, trigger: re.Pattern[str]) -> None:
        self._text = text
        self._stretches: list[tuple[int, int]] = []
        for found in trigger.finditer(text):
            start = text.rfind(" ", 0, max(found.start() - _AROUND, 0)) + 1
            end = text.find(" ", min(found.end() + _AROUND, len(text)))
            end = len(text) if end < 0 else end
            if self._stretches and start <= self._stretches[-1][1]:
                self._stretches[-1] = (self._stretches[-1][0], end)
            else:
                self._stretches.append((start, end))

    def all(self, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield the matches of each pattern."""
        for pattern in patterns:
            for start, end in self._stretches:
                yield from pattern.finditer(self._text, start, end)


def explicit(text: str) -> list[Found]:
    """Return the times in `text` that say their year."""
    places = Places(text, _ABOUT_YEARS)
    found = [*_ranges(places)]
    found += [opened(m, m["iso"]) for m in places.all(_ISO)]
    found += [opened(m, _dated(m)) for m in places.all(*_DATES) if is_month(m)]
    found += [_monthly(m) for m in places.all(_MONTHLY) if is_month(m)]
    found += [_seasonal(m) for m in places.all(_SEASONAL)]
    found += [_quarterly(m) for m in places.all(*_QUARTERLY)]
    found += [opened(m, f"{m['decade']}X") for m in places.all(_DECADE)]
    centuries = (
        (m, int(m["century"]) - 1 if m["century"] else _ORDINALS.index(m["word"].lower()))
        for m in places.all(_CENTURY)
    )
    found += [opened(m, f"{n:02}00/{n:02}99") for m, n in centuries if n > 0]
    found += [_yearly(m) for m in places.all(_YEARLY)]
    return [each for each in found if bounds(each.edtf) != (None, None)]


def is_month(found: re.Match[str]) -> bool:
    """Tell "May 5" from "may 5", and "March" the month from "march" the verb."""
    return found["month"][0].isupper()


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or its abbreviation."""
    return _SHORT[name.lower().rstrip(".")[:3]]


def opened(found: re.Match[str], plain: str) -> Found:
    """Apply "since", "until" and the like, which leave one end of the time open."""
    word = (found["open"] or "").lower()
    edtf = half_open(word, plain) if word else plain
    return Found(Span(*found.span()), edtf, DateBasis.EXPLICIT)


def half_open(word: str, plain: str) -> str:
    """Return the stretch that `word` ("since", "by") makes of a time."""
    first, last = plain.split("/", maxsplit=1)[0], plain.rsplit("/", maxsplit=1)[-1]
    return f"{first}/.." if word in FORWARD else f"../{last}"


def season(year: int, first: int, last: int) -> tuple[str, date]:
    """Return the EDTF string of seasons by their first months, and when the last may end.

    Meteorologists and astronomers begin and end them three weeks apart.
    """
    end = last + 2
    through = year + (last < first) + end // 13
    month, day = _ENDS[last % 12]
    return f"{year}-{first:02}~/{through}-{(end - 1) % 12 + 1:02}~", date(through, month, day)


def thirds(part: str, year: int, month: int | None = None) -> str:
    """Return about the first, second or last third of a year or a month."""
    third = _THIRDS[part.split(maxsplit=1)[0].lower()]
    if month is None:
        return f"{year}-{4 * third + 1:02}~/{year}-{4 * third + 4:02}~"
    last = monthrange(year, month)[1] if third == 2 else 10 * third + 10
    return f"{year}-{month:02}-{10 * third + 1:02}~/{year}-{month:02}-{last:02}~"


def _ranges(places: Places) -> Iterator[Found]:
    for m in places.all(_MONTH_RANGE):
        if is_month(m) and m["from"][0].isupper():
            first, last = month_number(m["from"]), month_number(m["month"])
            since = int(m["since"] or m["year"]) - (m["since"] is None and first > last)
            yield _plainly(m, f"{since}-{first:02}/{m['year']}-{last:02}")
    for m in places.all(*_DAY_RANGES):
        if is_month(m):
            month = f"{m['year']}-{month_number(m['month']):02}"
            yield _plainly(m, f"{month}-{int(m['start']):02}/{month}-{int(m['day']):02}")
    for m in places.all(_YEAR_RANGE):
        yield _plainly(m, f"{m['since']}/{m['year']}")


def _plainly(found: re.Match[str], edtf: str) -> Found:
    return Found(Span(*found.span()), edtf, DateBasis.EXPLICIT)


def _dated(found: re.Match[str]) -> str:
    return f"{found['year']}-{month_number(found['month']):02}-{int(found['day']):02}"


def _monthly(found: re.Match[str]) -> Found:
    year, month = int(found["year"]), month_number(found["month"])
    if found["part"]:
        return opened(found, thirds(found["part"], year, month))
    return opened(found, f"{year}-{month:02}")


def _seasonal(found: re.Match[str]) -> Found:
    """Write "winter 2022-2023" as its months: about December 2022 to about February 2023."""
    last = SEASON_MONTHS[found["season"].lower()]
    first = SEASON_MONTHS[(found["from"] or found["season"]).lower()]
    edtf, end = season(int(found["year"]), first, last)
    one = opened(found, edtf)
    return one if one.edtf != edtf else one._replace(latest=end)


def _quarterly(found: re.Match[str]) -> Found:
    word, unit = found["number"].lower(), found["unit"][0].lower()
    number = int(word) if word.isdigit() else 1 + _ORDINALS.index(word)
    length = 3 if unit == "q" else 6
    last = length * number
    if last > 12:
        return opened(found, "")
    return opened(found, f"{found['year']}-{last - length + 1:02}/{found['year']}-{last:02}")


def _yearly(found: re.Match[str]) -> Found:
    word, year, end = found["in"].lower(), found["year"], found["end"]
    whole = Span(*found.span())
    if end:
        year = f"{year}/{end if len(end) == 4 else year[:2] + end}"
    elif part := next((w for w in word.split() if w in _THIRDS), None):
        opening = word.split()[0] if word.split()[0] in FORWARD | BACKWARD else ""
        edtf = thirds(part, int(year))
        return Found(whole, half_open(opening, edtf) if opening else edtf, DateBasis.EXPLICIT)
    if word in {"around", "about", "circa"}:
        return Found(whole, f"{year}~", DateBasis.EXPLICIT)
    if word in FORWARD | BACKWARD:
        return Found(whole, half_open(word, year), DateBasis.EXPLICIT)
    return Found(Span(found.start("year"), found.end()), year, DateBasis.EXPLICIT)
