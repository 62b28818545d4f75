"""Rows as a data frame of pandas or polars, whichever somebody works with."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from reportedly.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Library: TypeAlias = Literal["pandas", "polars"]


def frame(columns: Sequence[str], rows: Iterable[Sequence[Any]], library: Library) -> Any:
    """Return `rows` as a data frame; decimals become floats, IRIs plain strings.

    Raises ExportError where the library is not installed.
    """
    if library not in {"pandas", "polars"}:
        raise ExportError(str(library), "is neither pandas nor polars")
    if find_spec(library) is None:
        raise ExportError(library, "is not installed", "pip install 'reportedly[data]'")
    cells = [[_plain(cell) for cell in row] for row in rows]
    if library == "polars":
        return import_module("polars").DataFrame(
            cells, schema=list(columns), orient="row", infer_schema_length=None, strict=False
        )
    table = import_module("pandas").DataFrame(cells, columns=list(columns), dtype=object)
    table = table.infer_objects()
    for place, column in enumerate(columns):
        # A whole number beside a missing one would become a float.
        if _are_whole(row[place] for row in cells) and table[column].dtype == object:
            table[column] = table[column].astype("Int64")
    return table


def _are_whole(cells: Iterable[Any]) -> bool:
    kinds = {type(cell) for cell in cells if cell is not None}
    return kinds == {int}


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return str(cell)
    return float(cell) if isinstance(cell, Decimal) else cell
