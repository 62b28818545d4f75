"""What is due: this follows from the configuration, the state and the clock alone.

A job is due when its calendar has fired since the last moment that was seen to. Moments that were
missed meanwhile count once. A moment counts as seen to only when its run has ended, so a run that
was killed is still due, and goes on with the sources that it had not finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from reportedly.job import calendar, patience
from reportedly.job.record import Run
from reportedly.job.state import State

if TYPE_CHECKING:
    from reportedly.job.config import Config, Job, Source

_BEGINNING = timedelta(days=400)  # how far back a job that has never run looks for its moment
_WRONG_CLOCK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A job that is to be run for a moment of its calendar."""

    job: Job
    moment: datetime


def moment_due(job: Job, covered: datetime | None, now: datetime) -> datetime | None:
    """Return the moment for which `job` is due now, None where it is not.

    `covered` is the last moment that was seen to. A job that has never run is due at once.
    """
    start = covered if covered is not None else now - _BEGINNING
    until = now
    for _ in range(2):  # the last moment may be put off by its jitter, when the one before was due
        moment = calendar.latest(job.cron, job.timezone, start, until)
        if moment is None:
            return None if covered is not None else now
        if covered is None or moment + calendar.offset(job.name, moment, job.jitter) <= now:
            return moment
        until = moment - timedelta(microseconds=1)
    return None


def next_run(job: Job, covered: datetime | None, now: datetime) -> datetime | None:
    """Return when `job` is due next: now where it is due already."""
    if moment_due(job, covered, now) is not None:
        return now
    after = max(covered, now - timedelta(days=1)) if covered is not None else now
    moment = calendar.following(job.cron, job.timezone, after)
    return moment and moment + calendar.offset(job.name, moment, job.jitter)


def pending(config: Config, state: State, now: datetime) -> list[Due]:
    """Return the jobs that are due, the longest overdue first; those too late are passed over."""
    found = []
    for job in config.jobs.values():
        covered = state.covered(job.name)
        if covered is not None and covered - now > _WRONG_CLOCK:
            state.cover(job.name, now)  # the clock was ahead; else it would wait until then
            continue
        moment = moment_due(job, covered, now)
        if moment is None:
            continue
        if covered is not None and job.grace is not None and now - moment > job.grace:
            _pass_over(job, moment, state, now)
        else:
            found.append(Due(job, moment))
    return sorted(found, key=lambda due: due.moment)


def _pass_over(job: Job, moment: datetime, state: State, now: datetime) -> None:
    missed = Run(f"{now:%Y%m%dT%H%M%SZ}-{job.name}", job.name, moment, now, now, "missed")
    with state.together():
        state.end(missed)
        state.cover(job.name, moment)


def left(config: Config, due: Due, state: State, now: datetime) -> tuple[Source, ...]:
    """Return the sources still to be read for a moment, the one asked longest ago first."""
    job = due.job
    finished, asked = state.finished(job.name, due.moment), state.asked_last()
    never = datetime.min.replace(tzinfo=UTC)
    names = sorted(set(job.sources) - finished, key=lambda name: (asked.get(name, never), name))
    return tuple(
        config.sources[name] for name in names if patience.may_be_asked(state.source(name), now)
    )
