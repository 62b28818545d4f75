"""Which part of the graph a network is made of: a stretch of time, with or without copies.

A statement belongs to a stretch if it can have been made in it: when it was said, or where nobody
tells, when it was printed. Times are as vague as the texts, so "recently" in an article of June
can be any day up to then; what has no day at all is in no stretch. Copies of an article (wire copy
in a dozen outlets) say everything again and are left out unless they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.edtf import bounds
from reportedly.errors import QueryError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """What counts: from the day `since` to the day `until`, both included; None is no limit.

    `spells` asks for the days on which each edge was there, not only the first and the last.
    """

    since: date | None = None
    until: date | None = None
    copies: bool = False
    spells: bool = False

    @classmethod
    def of(
        cls,
        since: object = None,
        until: object = None,
        *,
        copies: bool = False,
        spells: bool = False,
    ) -> Window:
        """Return the window between two dates in EDTF; raise QueryError where one is none."""
        return cls(_bound(since, 0), _bound(until, 1), copies, spells)

    @property
    def limited(self) -> bool:
        """Whether it is a stretch of time."""
        return self.since is not None or self.until is not None


def _bound(given: object, end: int) -> date | None:
    from reportedly.source.edtf import checked

    if given is None or given == "":
        return None
    try:
        found = bounds(checked(str(given)))[end]
    except SourceError as error:
        raise QueryError(str(given), error.reason, error.advice) from error
    if found is None:
        raise QueryError(str(given), "not a date with an end that can be compared", "2024-01")
    return found


def periods(first: date, last: date, each: str) -> Iterator[tuple[str, str]]:
    """Yield the days, months or years from `first` to `last` in EDTF, with the week's last day.

    A week is yielded as its Monday and its Sunday; the others as the same text twice. `each` is
    day, week, month or year.
    """
    from datetime import timedelta

    day = first - timedelta(days=first.weekday()) if each == "week" else first
    seen = ""
    while day <= last:
        name = period(day, each)
        if name != seen:
            week = (day + timedelta(days=6)).isoformat()
            yield (name, week) if each == "week" else (name, name)
        seen = name
        day += timedelta(days=7 if each == "week" else 1)


_WIDTH = {"day": 10, "month": 7, "year": 4}


def period(day: date, each: str) -> str:
    """Return the day, month or year of `day` in EDTF, or the Monday of its week."""
    from datetime import timedelta

    if each == "week":
        return (day - timedelta(days=day.weekday())).isoformat()
    if each not in _WIDTH:
        raise QueryError(each, "is not one of day, week, month, year")
    return day.isoformat()[: _WIDTH[each]]
