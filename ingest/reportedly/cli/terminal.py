"""What goes to the terminal: tables to stdout, progress and messages to stderr."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

# Article text must not be able to drive the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNFOLDED = 10_000  # columns where no terminal limits them: a table is then as wide as it is


def plain(value: object) -> str:
    """Return a value as text without control characters."""
    return "" if value is None else _CONTROL.sub("", str(value))


def same_length(text: str) -> str:
    """Return `text` with control characters as spaces, so that offsets still fit."""
    return _CONTROL.sub(" ", text)


def console(*, stderr: bool = False, width: int = _UNFOLDED) -> Console:
    """Return a rich console; `width` is for where there is no terminal to ask."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, highlight=False, width=None if stream.isatty() else width)


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    width: int = _UNFOLDED,
    at_most: Mapping[str, int] | None = None,
) -> int:
    """Print a table to stdout, folded to the terminal's width; return how many rows it has.

    `width` is for where there is no terminal; `at_most` limits the widths of columns.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        limit = (at_most or {}).get(column)
        grid.add_column(column.replace("_", " "), overflow="fold", max_width=limit)
    for row in rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    console(width=width).print(grid)
    return grid.row_count


def note(message: object) -> None:
    """Print a message for people to stderr."""
    click.echo(plain(message) if "\n" not in str(message) else str(message), err=True)


def _silence(_done: int, _text: str) -> None:
    """Show nothing."""


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int, str], None]]:
    """Show progress on stderr if that is a terminal; yields a function (number done, text)."""
    if not sys.stderr.isatty():
        yield _silence
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[text]}"),
    )
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, text="")
        yield lambda done, text: bar.update(task, completed=done, text=text)
