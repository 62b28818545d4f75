"""When a page says that its article was published, and how that is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.article import PublishedBasis
from reportedly.source import dating
from reportedly.source.edtf import checked
from reportedly.source.markup import Markup
from reportedly.source.metadata import read

BASES = PublishedBasis


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://post.example/2024/03/05/ferry", "2024-03-05"),
        ("https://post.example/world/2024/mar/05/ferry", "2024-03-05"),
        ("https://post.example/2024-03-05/ferry", "2024-03-05"),
        ("https://post.example/world/ferry-sold-2024-03-05/", "2024-03-05"),
        ("https://post.example/20240305/ferry", "2024-03-05"),
        ("https://post.example/2024/03/ferry", "2024-03"),
        ("https://post.example/2024-13-05/ferry", None),
        ("https://post.example/story-20240305123", None),
        ("https://post.example/?p=2024-03-05", None),
        (None, None),
    ],
)
def test_an_address_may_have_a_date_in_its_path(url: str | None, date: str | None) -> None:
    found = dating.in_address(url)
    assert (found and found.edtf) == date
    assert found is None or found.basis is BASES.URL


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("KYIV, March 5, 2024 (Reuters) - The mayor said so.", "2024-03-05"),
        ("PORT SALAM, Nov. 21, 2019 - A court freed him.", "2019-11-21"),
        ("TARN VALLEY, March 5, 2011 (CPS) -- Fourteen miners", "2011-03-05"),
        ("Geneva, 5 March 2024 – The envoy", "2024-03-05"),
        ("TARSK. March 14 (Terminal) - Talks", None),
        ("The mayor, who on March 5, 2024 - a Tuesday - resigned", None),
        ("It was sold on March 5, 2024.", None),
        ("", None),
    ],
)
def test_a_dateline_opens_a_paragraph_and_ends_in_a_dash(text: str, date: str | None) -> None:
    found = dating.in_dateline([text], None)
    assert (found and found.edtf) == date


def test_the_year_of_a_dateline_may_come_from_the_address() -> None:
    text = "TARSK. March 14 (Terminal) - Talks will resume."
    assert dating.in_dateline([text], "https://t.example/2023/88811/") == (
        "2023-03-14",
        BASES.DATELINE,
    )


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("5 March 2024", "2024-03-05"),
        ("Published: 5 March 2024, 14:20", "2024-03-05"),
        ("Tuesday, March 5, 2024", "2024-03-05"),
        ("By Ann Lee · March 5, 2024 · 4 min read", "2024-03-05"),
        ("05.03.2024, 14:20", "2024-03-05"),
        ("25/03/2024", "2024-03-25"),
        ("Updated: 5 March 2024", None),
        ("Last modified on Tue 5 Mar 2024", None),
        ("Today 5 March 2024", None),
        ("© 5 March 2024", None),
        ("The ferry was sold on 5 March 2024, the mayor said", None),
        ("18 January", None),
    ],
)
def test_a_visible_date_stands_by_itself_and_is_of_no_other_day(
    text: str, date: str | None
) -> None:
    found = dating.in_view([text], "en")
    assert (found and found.edtf) == date


@pytest.mark.parametrize(
    ("region", "date"), [("en-US", "2024-05-03"), ("en-GB", "2024-03-05"), ("en", None)]
)
def test_two_small_numbers_are_a_date_only_where_the_region_tells_which(
    region: str, date: str | None
) -> None:
    found = dating.in_view(["5/3/2024"], region)
    assert (found and found.edtf) == date


def test_metadata_comes_before_address_dateline_and_view() -> None:
    dates = [dating.Dated(f"2024-01-0{n}", basis) for n, basis in enumerate(BASES, 1)]
    assert dating.best(dates) == dates[0]
    assert dating.best([None, *dates[1:]]) == dates[1]
    assert dating.best([]) is None


def test_a_month_gives_way_to_a_day_in_it_and_to_no_other() -> None:
    month = dating.Dated("2016-04", BASES.URL)
    inside, outside = (dating.Dated(day, BASES.TEXT) for day in ("2016-04-06", "2016-05-06"))
    assert dating.best([month, inside]) == inside
    assert dating.best([month, outside]) == month


def test_a_change_or_a_copy_is_no_publication() -> None:
    page = Markup(
        metas={"article:modified_time": ("2024-03-05",), "last-modified": ("2024-03-05",)},
        around=("Updated 5 March 2024", "Archived on 6 March 2024"),
    )
    said = read(page, ["The mayor said on 5 March 2024 that it was sold."])
    assert (said.published, said.basis) == (None, None)


@given(st.text(max_size=60), st.sampled_from(["", "en", "en-US", "de"]))
def test_whatever_is_read_as_a_date_is_one(text: str, region: str) -> None:
    for found in (dating.in_view([text], region), dating.in_dateline([text], None)):
        assert found is None or checked(found.edtf)
