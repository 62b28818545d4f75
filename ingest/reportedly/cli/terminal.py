"""What goes to the terminal: tables to stdout, progress and messages to stderr."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TextIO

import click

if TYPE_CHECKING:
    from rich.console import Console

    from reportedly.query import Answer

# Article text must not be able to drive the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_EVERY = 30.0  # seconds between two lines that say how far something is
_UNFOLDED = 10_000  # columns where no terminal limits them: a table is then as wide as it is


def prepare() -> None:
    """Make the three standard streams fit for use, however the process was started."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed: `>&-`, some schedulers
            nowhere = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 stays open
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            _accept_everything(stream)


def _accept_everything(stream: TextIOWrapper) -> None:
    """Have `stream` take any text: a terminal with "?" for what it lacks, the rest in UTF-8.

    Files and pipes get UTF-8 because JSON and RDF are in nothing else; a terminal said to have
    ASCII only is mostly one of which nobody has said anything.
    """
    if stream.isatty() and stream.encoding.lower() not in {"ascii", "us-ascii", "ansi_x3.4-1968"}:
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def abandon(stream: TextIO) -> None:
    """Let go nowhere what is still to be written to `stream`, which takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def colourless() -> bool:
    """Tell whether the user wants no colours (https://no-color.org) or the terminal has none."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


@contextmanager
def stopping_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process within: the database, when busy, does not look for it."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def count(number: int, noun: str) -> str:
    """Return "1 row", "2 rows"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """Return a number of bytes as people say it: "12.3 MB"."""
    shown = float(number)
    for unit in ("bytes", "kB", "MB", "GB"):
        if shown < 1000:
            return f"{number} bytes" if unit == "bytes" else f"{shown:.1f} {unit}"
        shown /= 1000
    return f"{shown:.1f} TB"


def plain(value: object) -> str:
    """Return a value as text without control characters."""
    return "" if value is None else _CONTROL.sub("", str(value))


def same_length(text: str) -> str:
    """Return `text` with control characters as spaces, so that offsets still fit."""
    return _CONTROL.sub(" ", text)


def console(*, stderr: bool = False, width: int = _UNFOLDED) -> Console:
    """Return a rich console; `width` is for where there is no terminal to ask."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            """Let the caller see that the reader has left; rich would exit with 1."""
            raise  # noqa: PLE0704 rich calls this while it handles the error

    stream = sys.stderr if stderr else sys.stdout
    return Screen(file=stream, highlight=False, width=None if stream.isatty() else width)


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


def rows(columns: Sequence[str], found: Iterable[Sequence[object]], form: str) -> None:
    """Print rows to stdout as a table, CSV or JSON lines."""
    if form == "table":
        table(columns, [[*map(_cell, row)] for row in found])
    elif form == "jsonl":
        for row in found:
            click.echo(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False))
    else:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(map(_cell, row) for row in found)
        click.echo(out.getvalue(), nl=False)


def _cell(cell: object) -> object:
    if isinstance(cell, list | tuple):
        return "; ".join(map(str, cell))
    return "" if cell is None else cell


def answer(found: Answer, form: str) -> None:
    """Print what a question gave, as a table or in one of the other formats."""
    from reportedly import query

    if form == "table":
        note(count(table(*query.table(found)), "row"))
    else:
        for piece in query.render(found, form):
            click.echo(piece, nl=False)
    if most := query.cut_at(found):
        note(f"the first {most:,} are listed, there may be more: --param most={10 * most}")


def note(message: object) -> None:
    """Print a message for people to stderr; that nobody reads it is no reason to stop."""
    try:
        click.echo(plain(message), err=True)
    except BrokenPipeError:
        abandon(sys.stderr)


def _silence(_done: int, _text: str) -> None:
    """Show nothing."""


class Part(Protocol):
    """How much of something is done, of how much; None where nobody knows."""

    @property
    def done(self) -> int:
        """So much."""

    @property
    def total(self) -> int | None:
        """Of so much."""


@contextmanager
def progress(what: str, whole: int | Part | None = None) -> Iterator[Callable[[int, str], None]]:
    """Show progress on stderr if that is a terminal; yields a function (number done, text).

    Shown are the number and how many that is a second. The bar and the time left go by `whole`:
    the number that there will be, or a part of something else, such as the bytes to be read.
    """
    if not sys.stderr.isatty():
        yield _silence
        return
    from rich.progress import (
        BarColumn,
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
        TextColumn("{task.fields[number]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[text]}"),
    )
    start = time.monotonic()
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, text="", number="")

        def show(done: int, text: str) -> None:
            reached, total = (done, whole) if isinstance(whole, int) else _reached(whole)
            number = pace(done, time.monotonic() - start)
            bar.update(task, completed=reached, total=total, number=number, text=text)

        yield show


@contextmanager
def upgrade(
    what: str, whole: int, say: Callable[[str], None] = note
) -> Iterator[Callable[[int, str], None]]:
    """Show progress as `progress`, and where there is no terminal `say` so every half minute."""
    with progress(what, whole) as show:
        last = start = time.monotonic()

        def tell(done: int, text: str) -> None:
            nonlocal last
            show(done, text)
            now = time.monotonic()
            if not sys.stderr.isatty() and now - last >= _EVERY:
                say(f"{what}: {pace(done, now - start)} of {whole:,}, {text}")
                last = now

        yield tell


def _reached(part: Part | None) -> tuple[int, int | None]:
    return (part.done, part.total) if part else (0, None)


def pace(done: int, seconds: float) -> str:
    """Return a number and how many that is a second: "120 (3.4/s)"."""
    return f"{done:,} ({done / seconds:.1f}/s)" if seconds >= 1 else f"{done:,}"
