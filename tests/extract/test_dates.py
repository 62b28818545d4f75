"""Times as vague as the text leaves them."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.article import PublishedBasis
from reportedly.edtf import bounds
from reportedly.extract.dates import publication, times
from reportedly.statement import DateBasis, TemporalExtent


def found(text: str, published: str | None = None) -> list[TemporalExtent]:
    return times(text, publication(published))[1]


@pytest.mark.parametrize(
    ("words", "edtf", "earliest", "latest"),
    [
        ("on 3 March 2024", "2024-03-03", date(2024, 3, 3), date(2024, 3, 3)),
        ("on March 3, 2024", "2024-03-03", date(2024, 3, 3), date(2024, 3, 3)),
        ("in March 2024", "2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("in 2019", "2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("since September 2023", "2023-09/..", date(2023, 9, 1), None),
        ("by 2030", "../2030", None, date(2030, 12, 31)),
        ("winter 2022-2023", "2022-12~/2023-02~", date(2022, 12, 1), date(2023, 3, 20)),
        ("summer 2023", "2023-06~/2023-08~", date(2023, 6, 1), date(2023, 9, 22)),
        ("third quarter of 2022", "2022-07/2022-09", date(2022, 7, 1), date(2022, 9, 30)),
        ("late May 2021", "2021-05-21~/2021-05-31~", date(2021, 5, 21), date(2021, 5, 31)),
        ("mid-2019", "2019-05~/2019-08~", date(2019, 5, 1), date(2019, 8, 31)),
        ("between 2015 and 2019", "2015/2019", date(2015, 1, 1), date(2019, 12, 31)),
        ("from May to July 2023", "2023-05/2023-07", date(2023, 5, 1), date(2023, 7, 31)),
        ("from November to March 2023", "2022-11/2023-03", date(2022, 11, 1), date(2023, 3, 31)),
        ("on 3-5 March 2024", "2024-03-03/2024-03-05", date(2024, 3, 3), date(2024, 3, 5)),
        ("in the 1990s", "199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("around 2010", "2010~", date(2010, 1, 1), date(2010, 12, 31)),
        ("in the first half of 2023", "2023-01/2023-06", date(2023, 1, 1), date(2023, 6, 30)),
        ("after 3 June 2020", "2020-06-03/..", date(2020, 6, 3), None),
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
        ("last night", "2024-02-08"),
        ("overnight", "2024-02-09"),
        ("on Friday", "2024-02-09"),
        ("last Friday", "2024-02-02"),
        ("on Monday evening", "2024-02-05"),
        ("at the weekend", "2024-02-03/2024-02-04"),
        ("earlier this month", "2024-02"),
        ("last winter", "2022-12~/2023-02~"),
        ("last summer", "2023-06~/2023-08~"),
        ("last quarter", "2023-10/2023-12"),
        ("ten years ago", "2014~"),
        ("on March 3", "2024-03-03"),
        ("on December 30", "2023-12-30"),
        ("in November", "2023-11"),
        ("since Monday", "2024-02-05/.."),
    ],
)
def test_relative_words_are_counted_from_the_day_of_publication(words: str, edtf: str) -> None:
    (time,) = found(f"She resigned {words}.", "2024-02-09")
    assert time.edtf == edtf
    assert time.basis is DateBasis.RELATIVE


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("will vote on Tuesday", "2024-02-13"),
        ("is due to open in March", "2024-03"),
        ("meets again next Friday", "2024-02-16"),
        ("plans to close it on March 3", "2024-03-03"),
        ("will decide next month", "2024-03"),
        ("must leave by Thursday", "../2024-02-15"),
        ("will rise this summer", "2024-06~/2024-08~"),
    ],
)
def test_a_clause_about_the_future_looks_ahead(words: str, edtf: str) -> None:
    (time,) = found(f"The council {words}.", "2024-02-09")
    assert time.edtf == edtf


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Two days later", "2021-05-06"),
        ("The next day", "2021-05-05"),
        ("A week earlier", "2021-04-27~"),
    ],
)
def test_words_that_hang_on_a_date_before(words: str, edtf: str) -> None:
    _, time = found(f"It fell on 4 May 2021. {words} it rose.")
    assert (time.edtf, time.basis) == (edtf, DateBasis.INFERRED)


def test_an_unknown_day_of_publication_is_bounded_by_the_text() -> None:
    text = "She has led the party since September 2023. The upcoming March 2024 election is hers."
    published, _ = times(text, publication(None))
    assert published.basis is DateBasis.INFERRED
    assert published.edtf == "[2023-09..2024-03]"
    assert (published.earliest, published.latest) == (date(2023, 9, 1), date(2024, 3, 31))


def test_no_dates_leave_publication_unknown() -> None:
    assert times("She resigned.", publication(None))[0].basis is DateBasis.UNKNOWN


def test_vague_past_is_bounded_by_publication() -> None:
    (time,) = found("She resigned recently.", "2024-02-09")
    assert (time.edtf, time.earliest, time.latest) == (None, None, date(2024, 2, 9))


@pytest.mark.parametrize(
    "text", ["It may 5 be so.", "They march 20 miles.", "It rose 2020 points.", "Feb 31, 2023"]
)
def test_what_is_no_date(text: str) -> None:
    assert [time for time in found(text) if time.edtf] == []


@pytest.mark.parametrize(
    ("basis", "known"),
    [
        (PublishedBasis.METADATA, DateBasis.METADATA),
        (PublishedBasis.URL, DateBasis.METADATA),
        (PublishedBasis.GIVEN, DateBasis.METADATA),
        (PublishedBasis.DATELINE, DateBasis.EXPLICIT),
        (PublishedBasis.TEXT, DateBasis.EXPLICIT),
    ],
)
def test_a_date_that_readers_see_is_explicit_and_days_are_counted_from_it_too(
    basis: PublishedBasis, known: DateBasis
) -> None:
    published = publication("2024-03-05", basis)
    assert published.basis is known
    (yesterday,) = times("She resigned yesterday.", published)[1]
    assert yesterday.edtf == "2024-03-04"


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
