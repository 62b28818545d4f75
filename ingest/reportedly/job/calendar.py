"""When a cron expression fires, by the clock on a wall somewhere.

The expression is matched against wall time; a wall time then becomes a moment:

- One that a change to summer time leaves out fires when the hour has been left out: a run at 02:30
  is then at 03:30, once.
- One that a change to winter time brings twice fires the first time only; but where the hour is
  `*`, both times, since "every ten minutes" means every ten minutes.

So no day is without its run and none has it twice, whatever the clocks do. Sunday is 0 and 7; where
both day of month and day of week are given, either will do, as in cron(8).
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from apscheduler.triggers.cron import CronTrigger

_FIELDS = ("minute", "hour", "day of the month", "month", "day of the week")
_LIMITS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_NAMES = {
    3: "jan feb mar apr may jun jul aug sep oct nov dec".split(),
    4: "sun mon tue wed thu fri sat".split(),
}
_SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_PART = re.compile(r"(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:/(\d+))?", re.IGNORECASE)
_EXAMPLE = 'five fields, minute hour day month weekday: "*/30 * * * *"'
_NEVER = timedelta(days=8 * 366)  # between two 29 Februaries lie eight years at most


class _Expression(NamedTuple):
    """The triggers of which any may fire, and whether it fires in every hour."""

    triggers: tuple[CronTrigger, ...]
    hourly: bool


def fault(expression: str) -> tuple[str, str] | None:
    """Return what is wrong with `expression` and what to write instead; None where nothing is."""
    text = _SHORT.get(expression.strip().lower(), expression)
    if text.startswith("@"):
        return f"no shorthand {expression.strip()!r}", "one of " + ", ".join(_SHORT)
    parts = text.split()
    if len(parts) != len(_FIELDS):
        return f"{len(parts)} fields where 5 should be", _EXAMPLE
    for number, part in enumerate(parts):
        if wrong := _wrong(part, number):
            return f"{part!r} is no {_FIELDS[number]}", wrong
    probe = datetime(2024, 1, 1, tzinfo=UTC)
    if next(_walls(text, probe.replace(tzinfo=None), probe.replace(tzinfo=None) + _NEVER), 0) == 0:
        return "no day is ever like that", "change the day or the month"
    return None


def _wrong(part: str, field: int) -> str:
    """Return how to write the field `part` of an expression, "" where it is right."""
    low, high = _LIMITS[field]
    for piece in part.split(","):
        match = _PART.fullmatch(piece)
        ends = _ends(match, field)
        step = int(match[3]) if match and match[3] else 1
        if any(end is None for end in ends) or step < 1 or not _rises(ends):
            return f"{low} to {high}, *, ranges such as {low}-{high}, lists, steps such as */5"
    return ""


def _ends(match: re.Match[str] | None, field: int) -> list[int | None]:
    return [None] if match is None else [_value(end, field) for end in match.groups()[:2] if end]


def _rises(ends: list[int | None]) -> bool:
    return len(ends) < 2 or (ends[0] or 0) <= (ends[1] or 0)


def _value(end: str, field: int) -> int | None:
    if end == "*":
        return _LIMITS[field][0]
    names = _NAMES.get(field, [])
    if end.lower() in names:
        return names.index(end.lower()) + (1 if field == 3 else 0)
    low, high = _LIMITS[field]
    return int(end) if end.isdigit() and low <= int(end) <= high else None


@lru_cache(maxsize=1000)
def _parsed(expression: str) -> _Expression:
    from apscheduler.triggers.cron import CronTrigger

    minute, hour, day, month, weekday = _SHORT.get(expression.lower(), expression).lower().split()
    # APScheduler counts from Monday and wants both days to fit.
    weekdays = _weekdays(weekday)
    either = not day.startswith("*") and not weekday.startswith("*")
    pairs = ((day, "*"), ("*", weekdays)) if either else ((day, weekdays),)
    triggers = tuple(
        CronTrigger(
            minute=_stepped(minute, 0),
            hour=_stepped(hour, 1),
            day=_stepped(day, 2),
            month=_stepped(month, 3),
            day_of_week=days,
            timezone=UTC,
        )
        for day, days in pairs
    )
    return _Expression(triggers, hour == "*")


def _stepped(part: str, field: int) -> str:
    """Return "3-59/10" for "3/10", which APScheduler takes for 3 alone."""
    high = _LIMITS[field][1]
    return ",".join(re.sub(r"^(\w+)/", rf"\1-{high}/", piece) for piece in part.split(","))


def _weekdays(part: str) -> str:
    """Return the days of the week that `part` means, by name."""
    if part == "*":
        return "*"
    days: set[int] = set()
    for piece in part.split(","):
        match = _PART.fullmatch(piece)
        assert match is not None, "the expression has been checked"  # noqa: S101 for mypy
        first = _value(match[1], 4) or 0
        single = first if match[1] != "*" and not match[3] else 6
        last = _value(match[2], 4) if match[2] else single
        days |= {day % 7 for day in range(first, (last or 0) + 1, int(match[3] or 1))}
    return ",".join(_NAMES[4][day] for day in sorted(days))


def _walls(expression: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the wall times from `after` on, up to `until`; all naive."""
    triggers = _parsed(" ".join(expression.split())).triggers
    here = after.replace(tzinfo=UTC)
    last = until.replace(tzinfo=UTC)
    while True:
        nexts = [found for t in triggers if (found := t.get_next_fire_time(None, here))]
        if not nexts or min(nexts) > last:
            return
        yield min(nexts).replace(tzinfo=None)
        here = min(nexts) + timedelta(minutes=1)


def _moments(wall: datetime, zone: ZoneInfo, *, hourly: bool) -> set[datetime]:
    """Return the moments, in UTC, at which a clock in `zone` shows `wall`."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if second > first and hourly:
        return {first, second}
    return {first}


def firings(
    expression: str, zone: ZoneInfo, after: datetime, until: datetime
) -> Iterator[datetime]:
    """Yield the moments after `after`, up to `until`, at which `expression` fires; all in UTC."""
    hourly = _parsed(" ".join(expression.split())).hourly
    # An hour or two around: a change of the clocks moves wall times against moments.
    start = (after.astimezone(zone) - timedelta(hours=3)).replace(tzinfo=None)
    end = (until.astimezone(zone) + timedelta(hours=3)).replace(tzinfo=None)
    waiting: set[datetime] = set()
    for wall in _walls(expression, start, end):
        waiting |= {m for m in _moments(wall, zone, hourly=hourly) if after < m <= until}
        # Nothing that is still to come can be before this.
        safe = wall.replace(tzinfo=zone).astimezone(UTC) - timedelta(hours=3)
        for moment in sorted(moment for moment in waiting if moment < safe):
            waiting.remove(moment)
            yield moment
    yield from sorted(waiting)


def following(expression: str, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Return when `expression` fires next after `after`."""
    for days in (2, 40, 400, _NEVER.days):
        if found := next(firings(expression, zone, after, after + timedelta(days=days)), None):
            return found
    return None


def latest(expression: str, zone: ZoneInfo, after: datetime, now: datetime) -> datetime | None:
    """Return the last moment after `after`, up to `now`, at which `expression` fired."""
    for hours in (4, 26, 24 * 8, 24 * 40, 24 * 400, _NEVER.days * 24):
        start = max(after, now - timedelta(hours=hours))
        found = list(firings(expression, zone, start, now))
        if found:
            return found[-1]
        if start == after:
            return None
    return None


def offset(name: str, moment: datetime, jitter: timedelta) -> timedelta:
    """Return by how much the run `name` of `moment` is put off; the same whenever it is asked."""
    if not jitter:
        return timedelta(0)
    digest = hashlib.sha256(f"{name}\n{moment.isoformat()}".encode()).digest()
    return jitter * (int.from_bytes(digest[:6]) / 2**48)
