"""Which strings are publication dates, and how they are written in EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import SourceError
from reportedly.source.edtf import checked, stated

LEVEL_0_AND_1 = [
    *("2024", "2024-01", "2024-01-26", "-0044", "2024-02-29"),
    *("2024-01-26T10:00:00", "2024-01-26T10:00:00Z", "2024-01-26T10:00:00+02:00"),
    *("2023-09/2024-01", "2024-01/..", "../2024", "/2024", "2024-01-26/", "2023-24/2024-02"),
    *("2024-21", "2024?", "2024-01~", "2024-01-26%", "201X", "20XX", "2024-XX", "2024-01-XX"),
    *("2024-XX-XX", "Y17000", "Y-17000"),
]
NOT_EDTF = [
    *("", "/", "../..", "26 January 2024", "2024-1-5", "2024-13", "2024-00", "2024-25"),
    *("1900-02-29", "2023-02-29", "2024-01-32", "2024-XX-05", "20X4", "[2023,2024]"),
    *("2024/2023", "2024-05/2024-01", "2024-01-26T10:00", "2024-01-26T25:00:00", "٢٠٢٤"),
    *("201X-05", "Y17000-01", "2024-01-26T10:00:00+24:00"),
]


@pytest.mark.parametrize("text", LEVEL_0_AND_1)
def test_a_date_given_by_the_user_may_be_as_vague_as_edtf_allows(text: str) -> None:
    assert checked(f" {text} ") == text


@pytest.mark.parametrize("text", NOT_EDTF)
def test_a_date_that_is_not_edtf_is_refused_with_examples(text: str) -> None:
    with pytest.raises(SourceError) as refused:
        checked(text)
    assert refused.value.item == repr(text)
    assert "2024-01-26" in refused.value.advice


@pytest.mark.parametrize(
    ("metadata", "edtf"),
    [
        ("2024-01-26", "2024-01-26"),
        (" 20240126 ", "2024-01-26"),
        ("2024/01/26", "2024-01-26"),
        ("2024-01-26T10:05", "2024-01-26T10:05:00"),
        ("2024-01-26 10:05:09.123Z", "2024-01-26T10:05:09Z"),
        ("2024-01-26T10:05:09+00:00", "2024-01-26T10:05:09Z"),
        ("2024-01-26T10:05:09 +0200", "2024-01-26T10:05:09+02:00"),
        ("Fri, 26 Jan 2024 10:05:09 -0500", "2024-01-26T10:05:09-05:00"),
        ("Friday, January 26th, 2024", "2024-01-26"),
        ("26 January 2024", "2024-01-26"),
    ],
)
def test_a_date_in_metadata_keeps_the_precision_and_offset_it_states(
    metadata: str, edtf: str
) -> None:
    assert stated(metadata) == edtf
    assert checked(edtf) == edtf


@pytest.mark.parametrize(
    ("metadata", "edtf"),
    [("2024-01", "2024-01"), ("2024", "2024"), ("January 2024", "2024-01")],
)
def test_a_month_or_a_year_stays_one(metadata: str, edtf: str) -> None:
    assert stated(metadata) == edtf


@pytest.mark.parametrize(
    "metadata", ["2024-01-26T00:00:00", "2024-01-26T00:00:00Z", "2024-01-26T00:00:00+02:00"]
)
def test_midnight_is_a_filled_in_field_and_not_a_time_of_day(metadata: str) -> None:
    assert stated(metadata) == "2024-01-26"


def test_a_time_that_may_be_pm_is_left_out() -> None:
    assert stated("Jan 26, 2024 10:00 pm") == "2024-01-26"


@pytest.mark.parametrize(
    "metadata",
    [
        *("", "yesterday", "2 days ago", "1706263200", "26.01.2024", "2024-W04", "2024-02-30"),
        *("0000-00-00T00:00:00", "0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "9999-12-31"),
        *("Fri, 26 Jan 2024 99:00:00 -0500", "32 May 2024", "2024-21"),
    ],
)
def test_what_is_no_date_or_stands_for_none_is_none(metadata: str) -> None:
    assert stated(metadata) is None


@given(st.text(alphabet="0123456789-/.:TZ+X?~ Janury,", max_size=30) | st.text(max_size=30))
def test_whatever_is_read_from_metadata_is_edtf(text: str) -> None:
    edtf = stated(text)
    assert edtf is None or checked(edtf) == edtf


@given(st.dates(min_value=date(1605, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_as_itself_but_the_unix_epoch(day: date) -> None:
    expected = None if day == date(1970, 1, 1) else day.isoformat()
    assert stated(f"{day:%d %B} {day.year:04}") == expected
    assert stated(day.isoformat()) == expected
