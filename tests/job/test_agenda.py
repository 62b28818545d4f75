"""What is due when somebody looks: every day once, whatever the clocks do and whoever looks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.job.agenda import moment_due, next_run
from reportedly.job.config import Job

BERLIN = ZoneInfo("Europe/Berlin")
DAILY = Job("daily", "30 2 * * *", ("a",), BERLIN)


def runs(job: Job, moments: list[datetime], covered: datetime) -> list[datetime]:
    """Return the moments for which `job` was run by somebody who looked then."""
    found = []
    for now in moments:
        moment = moment_due(job, covered, now)
        if moment is not None:
            found.append(moment)
            covered = moment
    return found


@pytest.mark.parametrize("month", [3, 10])
def test_looking_every_twenty_minutes_runs_it_once_a_day(month: int) -> None:
    start = datetime(2024, month, 25, 12, tzinfo=UTC)
    looks = [start + timedelta(minutes=20 * n) for n in range(72 * 9)]
    days = Counter(moment.astimezone(BERLIN).date() for moment in runs(DAILY, looks, start))
    assert set(days.values()) == {1}
    assert len(days) == 9


@settings(max_examples=40)
@given(st.lists(st.integers(-20 * 3600, 40 * 3600), min_size=5, max_size=40))
def test_a_clock_that_jumps_neither_doubles_nor_loses_a_run(jumps: list[int]) -> None:
    start = now = datetime(2024, 3, 25, 12, tzinfo=UTC)
    looks = []
    for jump in jumps:
        now += timedelta(seconds=jump)
        looks.append(now)
    found = runs(DAILY, looks, start)
    assert found == sorted(set(found))
    latest = max(looks)
    if latest > start:  # what had fired by the latest time that was ever shown has been seen to
        assert moment_due(DAILY, found[-1] if found else start, latest) is None


def test_the_next_run_is_the_one_that_comes() -> None:
    job = Job("hourly", "0 * * * *", ("a",), jitter=timedelta(minutes=30))
    covered = datetime(2024, 2, 1, 12, tzinfo=UTC)
    now = covered + timedelta(minutes=1)
    coming = next_run(job, covered, now)
    assert coming is not None
    assert timedelta(0) <= coming - datetime(2024, 2, 1, 13, tzinfo=UTC) < timedelta(minutes=30)
    assert moment_due(job, covered, coming - timedelta(seconds=1)) is None
    assert moment_due(job, covered, coming) == datetime(2024, 2, 1, 13, tzinfo=UTC)
    assert next_run(job, covered, coming) == coming
