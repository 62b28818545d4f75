"""When cron expressions fire: every day its run, none twice, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.job.calendar import fault, firings, following, latest, offset

BERLIN = ZoneInfo("Europe/Berlin")
KYIV = ZoneInfo("Europe/Kyiv")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fired(cron: str, zone: str, start: str, end: str) -> list[str]:
    """Return the wall times, with their offsets, at which `cron` fires."""
    found = firings(cron, ZoneInfo(zone), utc(start), utc(end))
    return [moment.astimezone(ZoneInfo(zone)).strftime("%d %H:%M%z") for moment in found]


def test_in_summer_and_winter_a_run_is_at_the_same_wall_time() -> None:
    assert fired("0 6 * * *", "Europe/Berlin", "2024-03-29", "2024-04-02") == [
        "29 06:00+0100",
        "30 06:00+0100",
        "31 06:00+0200",
        "01 06:00+0200",
    ]


def test_a_wall_time_that_is_left_out_fires_once() -> None:
    found = fired("30 2 * * *", "Europe/Berlin", "2024-03-30", "2024-04-02")
    assert found == ["30 02:30+0100", "31 03:30+0200", "01 02:30+0200"]


def test_a_wall_time_that_comes_twice_fires_once() -> None:
    found = fired("30 2 * * *", "Europe/Berlin", "2024-10-26", "2024-10-29")
    assert found == ["26 02:30+0200", "27 02:30+0200", "28 02:30+0100"]


def test_every_half_hour_is_every_half_hour_through_both_changes() -> None:
    for night in ("2024-03-31", "2024-10-27"):
        found = list(firings("*/30 * * * *", BERLIN, utc(night), utc(night) + timedelta(hours=6)))
        gaps = {later - first for first, later in pairwise(found)}
        assert gaps == {timedelta(minutes=30)}


@pytest.mark.parametrize(
    ("cron", "wanted"),
    [
        ("0 0 * * 0", ["07", "14"]),  # Sunday, as in cron
        ("0 0 * * 7", ["07", "14"]),
        ("0 0 * * sun", ["07", "14"]),
        ("0 0 * * mon-wed", ["01", "02", "03", "08", "09", "10", "15"]),
        ("0 0 * * 5-7", ["05", "06", "07", "12", "13", "14"]),
        ("0 0 4 * 1", ["01", "04", "08", "15"]),  # either day will do
        ("0 0 */7 * *", ["01", "08", "15"]),
        ("0 0 5/5 jan *", ["05", "10", "15"]),
        ("@weekly", ["07", "14"]),
        ("0 0 * 2 *", []),
    ],
)
def test_days(cron: str, wanted: list[str]) -> None:
    start = datetime(2023, 12, 31, 12, tzinfo=UTC)
    found = firings(cron, ZoneInfo("UTC"), start, utc("2024-01-15T12:00:00"))
    assert [f"{moment:%d}" for moment in found] == wanted


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "* * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "x * * * *",
        "* * * foo *",
        "1,,2 * * * *",
        "* * 30 2 *",
    ],
)
def test_what_is_no_cron_expression_is_refused_with_advice(cron: str) -> None:
    wrong = fault(cron)
    assert wrong is not None
    assert all(wrong)


def test_a_leap_day_is_found() -> None:
    assert fault("0 0 29 2 *") is None
    assert following("0 0 29 2 *", BERLIN, utc("2024-03-01")) == utc("2028-02-28T23:00:00")


CRONS = st.sampled_from(
    ["*/7 * * * *", "0 * * * *", "30 2 * * *", "0 */3 * * *", "15 1-4 * * *", "59 23 * * 0",
     "0 3 1 * *", "*/20 2 * * 6,0"]
)  # fmt: skip
MOMENTS = st.integers(0, 2 * 365 * 86_400).map(lambda s: utc("2024-01-01") + timedelta(seconds=s))


@settings(max_examples=40)
@given(CRONS, MOMENTS, st.integers(1, 40), st.sampled_from([BERLIN, KYIV, ZoneInfo("UTC")]))
def test_looking_often_finds_the_same_as_looking_once(
    cron: str, start: datetime, looks: int, zone: ZoneInfo
) -> None:
    end = start + timedelta(days=9)
    whole = list(firings(cron, zone, start, end))
    assert whole == sorted(set(whole))
    pieces, here = [], start
    for number in range(1, looks + 1):
        there = start + (end - start) * number / looks
        pieces += list(firings(cron, zone, here, there))
        here = there
    assert pieces == whole


@settings(max_examples=30)
@given(CRONS, MOMENTS)
def test_following_and_latest_agree_with_all(cron: str, now: datetime) -> None:
    coming = following(cron, BERLIN, now)
    assert coming is not None
    assert next(firings(cron, BERLIN, now, coming)) == coming
    start = now - timedelta(days=50)
    past = list(firings(cron, BERLIN, start, now))
    assert latest(cron, BERLIN, start, now) == (past[-1] if past else None)


@given(st.text(max_size=20), MOMENTS)
def test_jitter_is_the_same_whenever_it_is_asked_for(name: str, moment: datetime) -> None:
    most = timedelta(minutes=10)
    assert timedelta(0) <= offset(name, moment, most) < most
    assert offset(name, moment, most) == offset(name, moment, most)
    assert offset(name, moment, timedelta(0)) == timedelta(0)
