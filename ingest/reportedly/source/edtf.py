"""Publication dates as EDTF strings (ISO 8601-2:2019, Extended Date/Time Format, levels 0 and 1).

A date is written no finer than its source states it: a month stays a month. What cannot be read
as a date is no date.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime

from reportedly.errors import SourceError

_EXAMPLES = "2024-01-26, 2024-01, 2023-09/2024-01, 2023-24 (winter 2023), 2024-01-26? (uncertain)"
_DATE = re.compile(
    r"""(?P<year>-?\d{4}|\d{3}X|\d{2}XX|Y-?\d{5,})
        (?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?
        (?P<qualifier>[?~%])?""",
    re.VERBOSE | re.ASCII,
)
_PLAIN = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-](0\d|1[0-4])(:[0-5]\d)?)?",
    re.ASCII,
)
_STATED = re.compile(
    r"(\d{4})(?:([-/.]?)(\d\d)(?:\2(\d\d))?)?(?P<time>[T ].+)?", re.DOTALL | re.ASCII
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MAIL = re.compile(
    r"(?:[a-z]{3},\s+)?\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s+(?:[+-]\d{4}|GMT|UTC?|Z)",
    re.IGNORECASE | re.ASCII,
)
_WORDS = re.compile(
    rf"""(?:[a-z]+day,?\s+)?(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+)?
        (?P<month>{"|".join(MONTHS)})[a-z]*\.?,?\s+
        (?:(?P<after>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{{4}})\b""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
# What content management systems write when they know no date: year 0 or 1, the Unix epoch.
_FIRST_NEWSPAPER = 1605
_EPOCH = date(1970, 1, 1)


def checked(text: str) -> str:
    """Return `text` without surrounding blanks; raise SourceError where it is not EDTF 0 or 1."""
    edtf = text.strip()
    if _is_instant(edtf) or _is_interval(edtf) or _is_date(edtf):
        return edtf
    raise SourceError(repr(text), "not an EDTF date (ISO 8601-2)", f"write it like {_EXAMPLES}")


def _is_instant(edtf: str) -> bool:
    match = _DATE_TIME.fullmatch(edtf)
    return match is not None and _is_date(match[1])


def _is_interval(edtf: str) -> bool:
    """Tell whether `edtf` is start/end, either of them open ("..") or unknown (""), not both."""
    start, slash, end = edtf.partition("/")
    ends = [part for part in (start, end) if part not in {"", ".."}]
    return bool(slash and ends) and all(map(_is_date, ends)) and _in_order(ends[0], ends[-1])


def _in_order(start: str, end: str) -> bool:
    """Tell whether `start` is not after `end`, as far as both are plain enough to compare."""
    if not (_PLAIN.fullmatch(start) and _PLAIN.fullmatch(end)):
        return True
    shared = min(len(start), len(end))
    return start[:shared] <= end[:shared]


def _is_date(edtf: str) -> bool:
    match = _DATE.fullmatch(edtf)
    if match is None:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return True
    if not year.lstrip("-").isdigit():
        return False
    if day is None:
        return month == "XX" or 1 <= int(month) <= 12 or 21 <= int(month) <= 24
    return _is_day(year, month, day)


def _is_day(year: str, month: str, day: str) -> bool:
    """Tell whether the day exists; a day without its month ("2024-XX-05") is level 2."""
    if month == "XX":
        return day == "XX"
    if day == "XX":
        return 1 <= int(month) <= 12
    try:
        # The calendar repeats every 400 years: that covers the years which `date` has not.
        date(int(year) % 400 + 400, int(month), int(day))
    except ValueError:
        return False
    return True


def stated(text: str) -> str | None:
    """Return as EDTF the date that a page's metadata states, None where it is none.

    Reads ISO 8601 calendar dates, the same with "/" or "." for "-", and English month names. The
    offset from UTC stays as stated. Midnight on the second is how systems without a time of day
    fill the field, so it is written as the day alone.
    """
    text = text.strip()
    return _from_iso(text) or _from_words(text)


def _from_iso(text: str) -> str | None:
    match = _STATED.fullmatch(text)
    if match is None:
        return None
    parts = [part for part in (match[1], match[3], match[4]) if part]
    day = "-".join(parts)
    if not (_PLAIN.fullmatch(day) and _is_date(day) and _plausible(int(match[1]))):
        return None
    if len(parts) < 3:
        return None if match["time"] else day
    return _with_time(day, match["time"] or "")


def _with_time(day: str, clock: str) -> str | None:
    try:
        moment = datetime.fromisoformat(day + clock.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        moment = datetime.fromisoformat(day)  # the day stands though its time of day is unreadable
    return _written(moment)


def _from_words(text: str) -> str | None:
    """Return the date in "Fri, 26 Jan 2024 10:00:00 +0200" or "January 26, 2024".

    A time of day counts in the first, the form of mail and feeds, only: elsewhere it may be "pm".
    """
    if _MAIL.fullmatch(text):
        try:
            return _written(parsedate_to_datetime(text))
        except ValueError:
            return None
    match = _WORDS.match(text)
    if match is None:
        return None
    month, day = match["month"].lower(), match["before"] or match["after"]
    number = MONTHS.index(month) + 1
    return _from_iso(f"{match['year']}-{number:02}" + (f"-{int(day):02}" if day else ""))


def _written(moment: datetime) -> str | None:
    if not _plausible(moment.year) or moment.date() == _EPOCH:
        return None
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _plausible(year: int) -> bool:
    return _FIRST_NEWSPAPER <= year < 2100
