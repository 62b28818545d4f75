"""Counting from a day: what "last week", "on Friday", "in June" are when today is known.

Each function takes a match of one of the patterns of `relative_time` and the day to count from, and
returns an EDTF string, None where the words give no time. Which way "on Friday" or "in June" points
is told by the clause: towards the future where it speaks of what will be, is due or is planned.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from reportedly.article import Span
from reportedly.edtf import bounds
from reportedly.extract.explicit_time import (
    BACKWARD,
    FORWARD,
    SEASON_MONTHS,
    half_open,
    month_number,
    season,
    thirds,
)

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NUMBERS = {
    word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"a": 1, "an": 1, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
FIXED = {"yesterday": -1, "today": 0, "tonight": 0, "overnight": 0, "tomorrow": 1}
HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "halloween": (10, 31),
}
# The last of these before a time tells which way its clause looks.
_WAY = re.compile(
    r"\b(?:(?P<ahead>(?:will|won['’]t|shall|can|could|may|might|must|should|would|[’']ll)"
    r"\s+(?:(?:not|also|then|only|now)\s+)?(?:be\s+|have\s+)?[a-z]+"
    r"|to\s+(?!(?:the|an?|its|his|her|their|our|my|this|that|these|those|about|more)\b)"
    r"(?:be\s+)?(?-i:[a-z]+)"
    r"|due|scheduled|slated|planned|plans?|planning|expected|expects?|sees|upcoming|forthcoming"
    r"|intends?|hopes?|hoped|begins?|starts?|opens?|ends|closes|meets?|votes?|goes|hands\s+over"
    r"|takes\s+(?:effect|office|over)|expires?|reports\s+\w+|faces|returns|risk|ahead\s+of"
    r"|call(?:ed|s|ing)?\s+for|plan)"
    r"|(?P<past>was|were|had|did|has|have|came|went|took|made|began|fell|rose|won|lost|left|held"
    r"|met|said|saw|became|told|wrote|put|gave|ran|found|cut|hit|struck|[a-z]{2,}ed))\b",
    re.IGNORECASE,
)
_LIKELY_AFTER = re.compile(
    r"\W*\s*(?:was|is|are|were|looks|seems)\s+(?:un)?"
    r"(?:likely|possible|expected|due|planned|certain)",
)
_LONG_AGO = 300  # days
_NEAR = 120  # characters before a time in which its clause says whether it lies ahead


def is_ahead(text: str, span: Span) -> bool:
    """Tell whether the clause before and around a time speaks of the future."""
    if _LIKELY_AFTER.match(text, span.end):
        return True
    before = text[max(span.start - _NEAR, 0) : span.start]
    clause = re.split(r"[.!?;:]\s|\n|[\"”“]", before)[-1]
    ways = [found.lastgroup for found in _WAY.finditer(clause)]
    return bool(ways) and ways[-1] == "ahead"


def fixed(found: re.Match[str], day: date) -> str:
    """Resolve "yesterday", "last night", "this morning"."""
    if found["before"]:
        return (day - timedelta(1)).isoformat()
    return (day + timedelta(FIXED[found["fixed"].lower()] if found["fixed"] else 0)).isoformat()


def weekday(found: re.Match[str], day: date) -> str:
    """Resolve "on Friday", "last Friday", "by Friday" to a day."""
    step, word = (found["step"] or "").lower(), (found["open"] or "").lower()
    back = (day.weekday() - DAYS.index(found["weekday"].lower())) % 7
    owned = found.string[found.end() : found.end() + 2] in {"'s", "’s"}
    ahead = step in {"next", "coming"} or (
        step in {"", "this"}
        and not owned
        and (word in BACKWARD or is_ahead(found.string, Span(*found.span())))
    )
    if ahead:
        return (day + timedelta((-back) % 7 or (7 if step == "next" else 0))).isoformat()
    return (day - timedelta(back or (7 if step in {"last", "past"} else 0))).isoformat()


def stepped(found: re.Match[str], day: date) -> str | None:
    """Resolve "last week", "earlier this month", "early next year", "by the end of the month"."""
    unit, part = found["unit"].lower(), (found["part"] or "").lower().removeprefix("the ").strip()
    if found["the"] and not part:
        return None
    shift = {"last": -1, "previous": -1, "this": 0, "the": 0}.get(
        (found["step"] or found["the"]).lower(), 1
    )
    if part.startswith("end") and found["open"]:
        part = ""  # by the end of the month is by the month
    if unit == "week":
        monday = day - timedelta(day.weekday()) + timedelta(7 * shift)
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    if unit == "year":
        return thirds(part, day.year + shift) if part else f"{day.year + shift:04}"
    if unit == "decade":
        return f"{day.year // 10 + shift:03}X"
    if unit == "quarter":
        number = day.year * 4 + (day.month - 1) // 3 + shift
        year, first = number // 4, number % 4 * 3 + 1
        return f"{year:04}-{first:02}/{year:04}-{first + 2:02}"
    months = day.year * 12 + day.month - 1 + shift
    return thirds(part, months // 12, months % 12 + 1) if part else _month_of(months)


def weekend(found: re.Match[str], day: date) -> str:
    """Resolve "at the weekend" to its two days."""
    step = found["step"].split()[0].lower()
    saturday = day + timedelta(5 - day.weekday())
    if step in {"next", "coming"}:
        saturday += timedelta(7 * (saturday <= day))
    elif not (step != "last" and is_ahead(found.string, Span(*found.span()))) and saturday > day:
        saturday -= timedelta(7)
    return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"


def season_near(found: re.Match[str], day: date) -> str:
    """Resolve "last winter", "this spring", "in the autumn" to its months, about."""
    first, step = SEASON_MONTHS[found["season"].lower()], (found["step"] or "").lower()
    year = day.year
    if first == 12 and day.month <= 2:
        year -= 1
    over = bounds(season(year, first, first)[0])[1]
    begun = date(year, first, 1) <= day
    if step == "last":
        year -= over is None or over >= day
    elif step == "next":
        year += begun
    elif not step:
        ahead = is_ahead(found.string, Span(*found.span()))
        year += (ahead and over is not None and over < day) - (not ahead and not begun)
    return season(year, first, first)[0]


def holiday(found: re.Match[str], day: date) -> str:
    """Resolve "before Christmas" to the day of the one before or to come."""
    name = found["holiday"].lower().replace("’", "'")
    word = (found["open"] or "").lower()
    ahead = word in BACKWARD or is_ahead(found.string, Span(*found.span()))
    return _closest(*HOLIDAYS[name], day, ahead=ahead)


def day_range(found: re.Match[str], day: date) -> str | None:
    """Resolve "between March 3 and 5"."""
    month, first, last = month_number(found["month"]), int(found["start"]), int(found["day"])
    if not 1 <= first <= monthrange(2024, month)[1]:
        return None
    ahead = is_ahead(found.string, Span(*found.span()))
    year = _closest(month, last, day, ahead=ahead)[:4]
    return f"{year}-{month:02}-{first:02}/{year}-{month:02}-{last:02}"


def month_range(found: re.Match[str], day: date) -> str:
    """Resolve "between May and July"."""
    first, last = month_number(found["from"]), month_number(found["month"])
    ahead = is_ahead(found.string, Span(*found.span()))
    year = day.year + (last < day.month) * ahead - (last > day.month) * (not ahead)
    return f"{year - (first > last)}-{first:02}/{year}-{last:02}"


def ago(found: re.Match[str], day: date) -> str | None:
    """Resolve "three weeks ago", as exactly as its unit."""
    return _moved(_number(found["count"]), found["unit"].lower(), day, -1)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]


def _moved(count: int, unit: str, day: date, way: int) -> str | None:
    """Return `count` units before (`way` -1) or after a day, as exact as the unit."""
    try:
        if unit in {"day", "week"}:
            exact = (day + timedelta(way * count * (7 if unit == "week" else 1))).isoformat()
            return exact if unit == "day" else f"{exact}~"
    except OverflowError:
        return None
    months = day.year * 12 + day.month - 1 + way * count * {"month": 1, "year": 12}.get(unit, 120)
    if not 12 <= months < 120000:
        return None
    return f"{_month_of(months)}~" if unit == "month" else f"{months // 12:04}~"


def _month_of(months: int) -> str:
    return f"{months // 12:04}-{months % 12 + 1:02}"


def month_day(found: re.Match[str], day: date) -> str | None:
    """Resolve "March 3" to the last one, or to the next if the clause looks ahead."""
    word = (found["open"] or "").lower()
    ahead = is_ahead(found.string, Span(*found.span())) or word in {"until", "till", "by"}
    return _closest(month_number(found["month"]), int(found["day"]), day, ahead=ahead)


def _closest(month: int, number: int, day: date, *, ahead: bool) -> str:
    years = (day.year - 4, day.year - 1, day.year, day.year + 1, day.year + 4)
    days = [date(y, month, number) for y in years if number <= monthrange(y, month)[1]]
    fitting = [d for d in days if (d >= day if ahead else d <= day)]
    best = min(fitting, key=lambda d: abs(d - day))
    if (day - best).days > _LONG_AGO:  # who means that would say "last year"
        best = min(days, key=lambda d: abs(d - day))
    return best.isoformat()


def month(found: re.Match[str], day: date) -> str:
    """Resolve "in June" to the last one or the one that runs, or to the next if it lies ahead."""
    word, month = found["word"].lower(), month_number(found["month"])
    ahead = word != "last" and (word == "next" or is_ahead(found.string, Span(*found.span())))
    year = day.year
    if ahead and (month < day.month or (word == "next" and month == day.month)):
        year += 1
    elif not ahead and (month > day.month or (word == "last" and month == day.month)):
        year -= word != "this"
    edtf = thirds(found["part"], year, month) if found["part"] else f"{year}-{month:02}"
    return half_open(word, edtf) if word in FORWARD | BACKWARD else edtf


def neighbour(found: re.Match[str], anchor: str) -> str | None:
    """Count from a day, a month ("2019-09") or a year, no more exactly than that is."""
    day, exact = bounds(anchor)[0], anchor.count("-")
    if day is None:
        return None
    if found["month"]:
        month = month_number(found["month"])
        return f"{day.year + (month <= day.month)}-{month:02}"
    if found["same"]:
        return anchor if exact == 2 else None
    unit = (found["unit"] or found["near"] or found["neighbour"]).lower()
    if exact < {"year": 0, "decade": 0, "month": 1}.get(unit, 2):
        return None
    count = _number(found["count"]) if found["count"] else 1
    word = (found["way"] or found["side"] or found["turn"]).lower()
    way = -1 if word in {"earlier", "previous", "before"} else 1
    if unit == "year" and exact:
        return _moved(12 * count, "month", day, way)
    edtf = _moved(count, unit, day, way)
    return edtf.rstrip("~") if edtf and found["near"] else edtf
