"""Times as vague as the text leaves them."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.edtf import bounds
from reportedly.extract.dates import publication, times
from reportedly.statement import DateBasis, TemporalExtent


def found(text: str, published: str | None = None) -> list[TemporalExtent]:
    return times(text, publication(published))


@pytest.mark.parametrize(
    ("words", "edtf", "earliest", "latest"),
    [
        ("on 3 March 2024", "2024-03-03", date(2024, 3, 3), date(2024, 3, 3)),
        ("on March 3, 2024", "2024-03-03", date(2024, 3, 3), date(2024, 3, 3)),
        ("in March 2024", "2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("in 2019", "2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("since September 2023", "2023-09/..", date(2023, 9, 1), None),
        ("by 2030", "../2030", None, date(2030, 12, 31)),
        ("winter 2022-2023", "2022-12~/2023-02~", date(2022, 12, 1), date(2023, 2, 28)),
        ("summer 2023", "2023-06~/2023-08~", date(2023, 6, 1), date(2023, 8, 31)),
        ("third quarter of 2022", "2022-07/2022-09", date(2022, 7, 1), date(2022, 9, 30)),
        ("late May 2021", "2021-05~", date(2021, 5, 1), date(2021, 5, 31)),
    ],
)
def test_explicit_times(words: str, edtf: str, earliest: date | None, latest: date | None) -> None:
    (time,) = found(f"The law changed {words}.")
    assert (time.edtf, time.earliest, time.latest) == (edtf, earliest, latest)
    assert time.basis is DateBasis.EXPLICIT


@pytest.mark.parametrize(
    "words", ["on Tuesday", "yesterday", "last week", "recently", "on March 3"]
)
def test_relative_words_stay_words_without_a_day_of_publication(words: str) -> None:
    (time,) = found(f"She resigned {words}.")
    assert (time.edtf, time.earliest, time.latest) == (None, None, None)
    assert time.basis is DateBasis.RELATIVE


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on Tuesday", "2024-02-06"),
        ("yesterday", "2024-02-08"),
        ("last week", "2024-01-29/2024-02-04"),
        ("last month", "2024-01"),
        ("last year", "2023"),
        ("three weeks ago", "2024-01-19~"),
        ("on March 3", "2024-03-03"),
        ("on December 30", "2023-12-30"),
    ],
)
def test_relative_words_are_counted_from_the_day_of_publication(words: str, edtf: str) -> None:
    (time,) = found(f"She resigned {words}.", "2024-02-09")
    assert time.edtf == edtf
    assert time.basis is DateBasis.RELATIVE


def test_vague_past_is_bounded_by_publication() -> None:
    (time,) = found("She resigned recently.", "2024-02-09")
    assert (time.edtf, time.earliest, time.latest) == (None, None, date(2024, 2, 9))


@pytest.mark.parametrize(
    "text", ["It may 5 be so.", "They march 20 miles.", "It rose 2020 points.", "Feb 31, 2023"]
)
def test_what_is_no_date(text: str) -> None:
    assert [time for time in found(text) if time.edtf] == []


def test_publication_is_metadata_or_unknown() -> None:
    assert publication("2024-01").basis is DateBasis.METADATA
    unknown = publication(None)
    assert (unknown.basis, unknown.edtf, unknown.earliest) == (DateBasis.UNKNOWN, None, None)


@given(st.text(max_size=200))
def test_any_text_gives_times_in_order_without_overlap(text: str) -> None:
    spans = [time.span for time in found(text, "2024-02-09") if time.span is not None]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(spans))


@given(st.dates(date(1600, 1, 1), date(2200, 1, 1)))
def test_a_day_bounds_itself(day: date) -> None:
    assert bounds(day.isoformat()) == (day, day)


@pytest.mark.parametrize("text", ["", "soon", "2023-13", "2023-02-31", "20"])
def test_what_is_no_edtf_has_no_bounds(text: str) -> None:
    assert bounds(text) == (None, None)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("2023-24", date(2023, 12, 1), date(2024, 3, 20)),
        ("[2023-09..2024-03]", date(2023, 9, 1), date(2024, 3, 31)),
        ("2024-01-26T14:03:00Z", date(2024, 1, 26), date(2024, 1, 26)),
        ("2023-XX", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_bounds_of_vague_strings(edtf: str, earliest: date, latest: date) -> None:
    assert bounds(edtf) == (earliest, latest)
