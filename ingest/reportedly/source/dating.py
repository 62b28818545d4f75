"""When an article was published, and how that is known.

Metadata counts most, then the address, then the dateline ("KYIV, March 5, 2024 (Reuters) -"), then
a date that stands by itself beside the headline. A date that is coarser than the next one which
agrees with it gives way: /2016/04/ in the address to "April 6, 2016" above the headline. The day
of a change, of a copy or of today is never the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from reportedly.article import PublishedBasis
from reportedly.source import edtf

_MONTH = "|".join(edtf.MONTHS)
_PATH_DATES = (
    re.compile(
        rf"/((?:19|20)\d\d)/(0[1-9]|1[0-2]|{_MONTH})(?:/(0[1-9]|[12]\d|3[01]))?(?=/)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<=[/_-])((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"(?<=/)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/_-])"),
)
_PATH_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/)")
_DATELINE = re.compile(
    rf"""[^\W\d_a-z](?:[^\W\d_]|[.,'’ /-]){{1,50}}?[,.]\s+
        (?P<day>(?i:{_MONTH})[a-z]*\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{_MONTH})[a-z]*\.?)
        (?:,?\s+(?P<year>(?:19|20)\d\d))?\s*(?:[(/\[][^)/\]]{{1,40}}[)/\]])?\s*(?:[-–—]|:|--)\s""",
    re.VERBOSE,
)
# What a page says of other days than that of publication.
_OTHER = re.compile(
    r"updated?|modif|last|edited|revis|correct|retriev|access|archiv|mirror|print|today|now\b"
    r"|copyright|©|event|expire|aktualis|mis à jour|обновл|оновл|zmieni",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"""\s*(?:(?:first\s+)?(?:published|posted|released?|issued|date|created|added|written)
    (?:\s+(?:date|on|at))?\s*:?|on|am|le|vom|:)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_REST = 24  # characters beside the date that still leave it standing by itself


class Dated(NamedTuple):
    """A date of publication and its basis."""

    edtf: str
    basis: PublishedBasis


def best(dates: Iterable[Dated | None]) -> Dated | None:
    """Return the first of `dates`, or what is finer and agrees with it."""
    known = [date for date in dates if date]
    chosen = known[0] if known else None
    for date in known[1:]:
        if chosen and len(date.edtf) > len(chosen.edtf) and len(chosen.edtf) < len("2024-01-26"):
            chosen = date if date.edtf.startswith(chosen.edtf) else chosen
    return chosen


def in_metadata(texts: Iterable[str]) -> Dated | None:
    """Return the first of `texts` that is a date."""
    dates = (date for text in texts if (date := edtf.stated(text)))
    return next((Dated(date, PublishedBasis.METADATA) for date in dates), None)


def in_address(url: str | None) -> Dated | None:
    """Return the date in a path like /2024/01/26/, /2024/jan/26/ or /2024-01-26/; maybe a month."""
    path = urlsplit(url).path if url else ""
    for pattern in _PATH_DATES:
        if match := pattern.search(path):
            year, month, day = match.groups()
            number = _number(month) if month.isalpha() else month
            date = edtf.stated("-".join(part for part in (year, number, day) if part))
            if date:
                return Dated(date, PublishedBasis.URL)
    return None


def _number(month: str) -> str:
    return f"{edtf.MONTHS.index(month.lower()) + 1:02}"


def in_dateline(paragraphs: Sequence[str], url: str | None) -> Dated | None:
    """Return the date of the dateline; the year may come from the address, or there is none."""
    for text in paragraphs:
        if match := _DATELINE.match(text):
            year = match["year"] or _year(url)
            date = edtf.stated(f"{match['day'].replace('.', '')}, {year}") if year else None
            return Dated(date, PublishedBasis.DATELINE) if date else None
    return None


def _year(url: str | None) -> str | None:
    dated = in_address(url)
    if dated:
        return dated.edtf[:4]
    match = _PATH_YEAR.search(unquote(urlsplit(url).path)) if url else None
    return match[1] if match else None


def in_view(texts: Iterable[str], region: str) -> Dated | None:
    """Return the first date that stands by itself in one of `texts`, which readers see.

    `region` is the page's language tag: it tells 5/3/2024 in the United States from elsewhere.
    """
    for text in texts:
        for part in re.split(r"\s*[|·•]\s*|\s+[-–—]\s+|\n", text):
            if (date := _alone(part, region)) is not None:
                return Dated(date, PublishedBasis.TEXT)
    return None


def _alone(text: str, region: str) -> str | None:
    if _OTHER.search(text):
        return None
    line = " ".join(text.split())
    while label := _LABEL.match(line):
        line = line[label.end() :]
    rest = _CLOCK.sub("", line)
    if match := _NUMBERS.search(line):
        rest = rest.replace(match[0], "")
        return _from_numbers(match, region) if len(rest.strip()) <= _REST else None
    if len(line) > len("Wednesday, 30 September 2024, 12:30 pm") + _REST:
        return None
    return edtf.stated(line)


def _from_numbers(match: re.Match[str], region: str) -> str | None:
    """Return 26.01.2024 as EDTF; None for 5/3/2024 where nothing tells the day from the month."""
    first, mark, second, year = match.groups()
    if mark == "/" and int(first) <= 12 and int(second) <= 12 and first != second:
        tag = region.lower().replace("_", "-")
        if "-" not in tag and tag.startswith("en"):
            return None
        month, day = (first, second) if tag == "en-us" else (second, first)
    else:
        month, day = (first, second) if int(second) > 12 else (second, first)
    return edtf.stated(f"{year}-{int(month):02}-{int(day):02}")
