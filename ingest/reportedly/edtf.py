"""The earliest and the latest day that an EDTF string can mean (ISO 8601-2:2019, levels 0 and 1).

Vague dates can only be compared through bounds. Qualifiers ("?", "~", "%") say how sure a date is
and move no bound; an unspecified digit ("202X", "2023-XX") widens them; seasons are
those of the northern hemisphere, from the first of their first month to the astronomical end.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

Bounds = tuple[date | None, date | None]

_PART = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?[?~%]?")
# Season codes 21 to 24: first month and day, last month and day; winter ends in the next year.
SEASONS = {
    21: ((3, 1), (6, 20)),
    22: ((6, 1), (9, 22)),
    23: ((9, 1), (12, 20)),
    24: ((12, 1), (3, 20)),
}


def bounds(edtf: str | None) -> Bounds:
    """Return the first and the last day that `edtf` can mean, None for an open or unknown end.

    A string that is no EDTF of level 0 or 1 has no bounds.
    """
    if not edtf:
        return None, None
    start, slash, end = (
        edtf.strip("[]").replace("..", "/" if edtf.startswith("[") else "..").partition("/")
    )
    if not slash:
        return _part(start)
    return _part(start)[0], _part(end)[1]


def _part(text: str) -> Bounds:
    found = _PART.match(text)
    if found is None:
        return None, None
    first, last = found["year"].replace("X", "0"), found["year"].replace("X", "9")
    try:
        return _first(max(int(first), 1), found), _last(int(last), found)
    except ValueError:
        return None, None


def _first(year: int, found: re.Match[str]) -> date:
    month = int((found["month"] or "01").replace("XX", "01"))
    if month in SEASONS:
        return date(year, *SEASONS[month][0])
    return date(year, month, int((found["day"] or "01").replace("XX", "01")))


def _last(year: int, found: re.Match[str]) -> date:
    month = int((found["month"] or "12").replace("XX", "12"))
    if month in SEASONS:
        return date(year + (month == 24), *SEASONS[month][1])
    day = (found["day"] or "XX").replace("XX", str(monthrange(year, month)[1]))
    return date(year, month, int(day))
