"""Statements by period and actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reportedly.errors import QueryError
from reportedly.network import timeline

if TYPE_CHECKING:
    from reportedly.store.oxigraph import Graphs


def rows(store: Any, each: str, **more: Any) -> list[tuple[str, str, int]]:
    return [row[:3] for row in timeline(store, each, **more)]


@pytest.mark.parametrize(
    ("each", "may", "june"),
    [
        ("day", "2024-05-01", "2024-06-10"),
        ("week", "2024-04-29", "2024-06-10"),
        ("month", "2024-05", "2024-06"),
        ("year", "2024", "2024"),
    ],
)
def test_statements_by_period(story: Graphs, each: str, may: str, june: str) -> None:
    found = rows(story, each)
    assert sorted(found) == sorted(
        [(may, "Minister", 1), (june, "The Agency", 1), (june, "The Star", 1)]
    )


def test_periods_without_statements_are_there(story: Graphs) -> None:
    days = timeline(story, "day").periods()
    assert (len(days), days[0], days[-1]) == (41, "2024-05-01", "2024-06-10")


def test_copies_and_limits(story: Graphs) -> None:
    assert ("2024-05-02", "Minister", 1) in rows(story, "day", copies=True)
    assert rows(story, "month", actor="minister") == [("2024-05", "Minister", 1)]
    assert {row[1] for row in rows(story, "month", since="2024-06")} == {"The Agency", "The Star"}
    assert len({row[1] for row in rows(story, "month", top=2)}) == 2


def test_what_is_vaguer_than_a_period_is_counted_apart(bridge: Any) -> None:
    found = rows(bridge, "day")
    assert ("", "an official", 1) in found  # "recently"
    assert ("2024-05-01", "Ada Brandt", 1) in found
    assert ("", "Ada Brandt", 1) in found  # an article without a date


def test_no_such_period(story: Graphs) -> None:
    with pytest.raises(QueryError, match="fortnight"):
        timeline(story, "fortnight")
