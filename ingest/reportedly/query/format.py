"""Answers as text: csv, json, jsonl for rows; ttl, nt, jsonld for triples.

`json` is the W3C's SPARQL results format, with types and languages; `jsonl` is one flat object a
row. `csv` is the W3C's too: values exactly as they are, for programs. A spreadsheet would run
wording that begins with "=" as a formula; `reportedly.export` writes tables that are safe there.
"""

from __future__ import annotations

import csv
import json
import math
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, Final

from reportedly.errors import QueryError
from reportedly.query.answer import has_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.query.answer import Answer, Solutions

_ROWS: Final = ("csv", "json", "jsonl")
_TRIPLES: Final = ("ttl", "nt", "jsonld")
FORMATS: Final = (*_ROWS, *_TRIPLES)
_TRIPLE: Final = ("subject", "predicate", "object")


def render(answer: Answer, format: str) -> Iterator[str]:  # noqa: A002 the option's own name
    """Yield `answer` as text in one of `FORMATS`, piece by piece.

    Raises QueryError where the format does not fit the answer.
    """
    if isinstance(answer, bool):
        yield _truth(answer, format)
    elif has_rows(answer):
        yield from _solutions(answer, format)
    elif format not in _TRIPLES:
        raise _misfit(format, "triples", _TRIPLES)
    else:
        yield answer.serialize(format).decode()


def table(answer: Answer) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Return the header and the rows of `answer` as text, "" where nothing is bound."""
    if isinstance(answer, bool):
        return ("answer",), iter([(str(answer).lower(),)])
    columns = answer.columns if has_rows(answer) else _TRIPLE
    return columns, (tuple(map(cell, row)) for row in answer)


def cell(value: object) -> str:
    """Return a value as one cell of a table shows it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _truth(answer: bool, format: str) -> str:  # noqa: A002
    if format not in _ROWS:
        raise _misfit(format, "a yes or no", _ROWS)
    word = str(answer).lower()
    return f'{{"head": {{}}, "boolean": {word}}}\n' if format == "json" else f"{word}\n"


def _solutions(solutions: Solutions, format: str) -> Iterator[str]:  # noqa: A002
    if format == "csv":
        yield from csv_lines(solutions.columns, (map(cell, row) for row in solutions))
    elif format == "jsonl":
        for row in solutions:
            flat = dict(zip(solutions.columns, map(_plain, row), strict=True))
            yield json.dumps(flat, ensure_ascii=False) + "\n"
    elif format == "json":
        yield solutions.serialize("json").decode() + "\n"
    else:
        raise _misfit(format, "rows", _ROWS)


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table as CSV (RFC 4180), a line at a time."""
    line = StringIO()
    writer = csv.writer(line)
    for row in chain((header,), rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _plain(value: object) -> object:
    """Return a value as JSON can hold it: dates as text, decimals as numbers."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _misfit(format: str, what: str, fitting: tuple[str, ...]) -> QueryError:  # noqa: A002
    return QueryError(f"--format {format}", f"the answer is {what}", ", ".join(fitting))
