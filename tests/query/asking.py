"""Asking a ready-made question in a test.

A question of the catalogue needs an answer that was worked out by hand; `test_catalogue.py` looks
for `ask(STORE, "NAME", ...)` in the tests. Any store will do: `bridge` and `newsroom` are here, and
a test that needs another fills one itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.query import run
from reportedly.query.answer import has_rows

if TYPE_CHECKING:
    from reportedly.query import Queryable


def ask(store: Queryable, name: str, *columns: str, **params: object) -> list[Any]:
    """The answer's rows; only these columns, and a bare value where it is one column."""
    answer = run(store, name, params)
    assert has_rows(answer)
    at = [answer.columns.index(column) for column in columns or answer.columns]
    rows = [tuple(row[i] for i in at) for row in answer]
    return [row[0] for row in rows] if len(at) == 1 else rows
