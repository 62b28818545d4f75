"""What is wrong though nothing has crashed: silence, repeated failures, drift, a full disk.

A problem begins once and is told once; it ends when what it was about is right again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reportedly.errors import Issue
from reportedly.job.record import Counts, SourceRun, Trouble
from reportedly.job.state import State

if TYPE_CHECKING:
    from reportedly.job.config import Config, Health, Source

_LATELY = 5  # new articles that are compared with those before
_BEFORE = 20  # articles that say what is usual


def examine(config: Config, state: State, now: datetime, free: int) -> list[Trouble]:
    """Return what is wrong now; what was wrong before keeps the moment since which it is."""
    known = {(one.source, one.kind): one for one in state.troubles()}
    found = list(_disk(config.health, now, free))
    for source in config.sources.values():
        found += _failing(config.health, source, state, now)
        found += _quiet(source, state, now)
        found += _drifted(config.health, source, state, now)
    return [_since(one, known.get((one.source, one.kind))) for one in found]


def _since(now: Trouble, before: Trouble | None) -> Trouble:
    if before is None:
        return now
    return Trouble(now.source, now.kind, before.since, now.reason, now.advice, before.told)


def compared(
    before: Sequence[Trouble], after: Sequence[Trouble]
) -> tuple[list[Trouble], list[Trouble]]:
    """Return what has begun, or could not be told when it had, and what has ended."""
    known = {(one.source, one.kind) for one in before if one.told}
    still = {(one.source, one.kind) for one in after}
    begun = [one for one in after if (one.source, one.kind) not in known]
    ended = [one for one in before if (one.source, one.kind) not in still]
    return begun, ended


def issue(trouble: Trouble) -> Issue:
    """Return a problem as an issue for the store's records."""
    return Issue(trouble.source or "store", "health", trouble.reason, trouble.advice)


def _disk(health: Health, now: datetime, free: int) -> Iterable[Trouble]:
    if free < health.disk_free:
        reason = f"the disk is nearly full: {free // 10**6:,} MB are free"
        yield Trouble("", "disk", now, reason, "free some space, or move the store")


def _failing(health: Health, source: Source, state: State, now: datetime) -> Iterable[Trouble]:
    stands = state.source(source.name)
    if stands.failures >= health.failures:
        reason = f"failed {stands.failures} times in a row: {stands.reason}"
        advice = f"look at it; reportedly jobs reset {source.name} asks again at once"
        yield Trouble(source.name, "failing", now, reason, advice)


def _quiet(source: Source, state: State, now: datetime) -> Iterable[Trouble]:
    """Yield that a source gives less than is expected, once it has had the time to give it."""
    stands = state.source(source.name)
    if not source.expected or stands.begun is None:
        return
    window = timedelta(days=max(1.0, 1 / source.expected))
    if now - stands.begun < window:
        return
    lately = state.visits(source.name, now - window)
    new = sum(visit.counts.new for visit in lately)
    wanted = source.expected * (window / timedelta(days=1))
    if new < wanted:
        days = window / timedelta(days=1)
        within = "a day" if days == 1 else f"{days:.1f} days"
        reason = f"quiet: {new} new within {within}, where {wanted:g} or more are expected"
        yield Trouble(source.name, "quiet", now, reason, "see whether its address has moved")


def _drifted(health: Health, source: Source, state: State, now: datetime) -> Iterable[Trouble]:
    """Yield that articles have become much shorter, or say much less, than they did."""
    visits = [v for v in state.visits(source.name, limit=500) if v.counts.new + v.counts.changed]
    lately, usual = _parted(visits)
    if _articles(lately) < _LATELY or _articles(usual) < _BEFORE or health.drift <= 1:
        return
    for kind, what, now_mean, before in (
        ("short", "characters", _mean_length(lately), _mean_length(usual)),
        ("empty", "statements", _mean_statements(lately), _mean_statements(usual)),
    ):
        if before >= 1 and now_mean < before / health.drift:
            reason = f"its articles have {now_mean:.1f} {what} now, {before:.1f} before"
            advice = "its pages may be built differently now: reportedly show ADDRESS"
            yield Trouble(source.name, kind, now, reason, advice)


def _parted(visits: Sequence[SourceRun]) -> tuple[list[SourceRun], list[SourceRun]]:
    """Return the visits of the last few articles, and those before them."""
    lately: list[SourceRun] = []
    for number, visit in enumerate(visits):
        lately.append(visit)
        if _articles(lately) >= _LATELY:
            return lately, list(visits[number + 1 :])
    return lately, []


def _articles(visits: Iterable[SourceRun]) -> int:
    return sum(visit.counts.new + visit.counts.changed for visit in visits)


def _mean_length(visits: Sequence[SourceRun]) -> float:
    return sum(visit.characters for visit in visits) / _articles(visits)


def _mean_statements(visits: Sequence[SourceRun]) -> float:
    total = sum((visit.counts for visit in visits), Counts())
    return total.statements / _articles(visits)
