"""`reportedly issues`: what failed, and why."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reportedly.cli import options, terminal
from reportedly.errors import QueryError

if TYPE_CHECKING:
    from reportedly.store import Logged

_COLUMNS = ("when", "input", "stage", "reason", "advice")
_STAGES = ("source", "language", "extract", "ground", "store", "correct", "health")

_stage = click.option(
    "--stage", type=click.Choice(_STAGES), help="Only those of this step of the way."
)
_input = click.option(
    "--input", "like", metavar="LIKE", help="Only inputs like this; % stands for anything."
)


class _ListFirst(click.Group):
    """Takes `reportedly issues ...` for `reportedly issues list ...`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in {"-h", "--help"}):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("issues", cls=_ListFirst)
def command() -> None:
    """List what could not be read, extracted or stored: which input, why, what to do.

    "reportedly issues" alone is "reportedly issues list".

    \b
    Example:
      reportedly issues list --stage source --since 2024-05-01
      reportedly issues clear --input '%/old/%'
    """


@command.command("list")
@options.store
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
@_stage
@click.option("--since", metavar="DATE", help="Only from this day or moment on, UTC: 2024-05-01.")
@_input
def listed(store: str, form: str, stage: str | None, since: str | None, like: str | None) -> None:
    """Print the issues that were recorded, oldest first.

    \b
    Example:
      reportedly issues list --input '%.pdf' --format csv
    """
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = view.issues(stage=stage, since=_moment(since, "--since"), like=like)
        if form == "table":
            terminal.table(_COLUMNS, map(_row, found))
            return
        if form == "csv":
            click.echo(_csv(_COLUMNS), nl=False)
        for logged in found:
            row = _row(logged)
            click.echo(_csv(row) if form == "csv" else _json(row), nl=False)


@command.command("clear")
@options.store
@_stage
@click.option("--before", metavar="DATE", help="Only from before this day or moment, UTC.")
@_input
def cleared(store: str, stage: str | None, before: str | None, like: str | None) -> None:
    """Forget issues, by default all: after the cause is mended, or when they are long past.

    \b
    Example:
      reportedly issues clear --stage source --before 2024-05-01
    """
    from reportedly.store import open_store

    with open_store(store) as target:
        count = target.clear_issues(stage=stage, before=_moment(before, "--before"), like=like)
    terminal.note(f"{terminal.count(count, 'issue')} cleared")


def _moment(text: str | None, option: str) -> datetime | None:
    """Return what an option says as a moment, UTC where it names no zone."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        advice = f"{option} 2024-05-01 or {option} 2024-05-01T12:00"
        raise QueryError(f"{option} {text}", "not a date", advice) from error
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _row(logged: Logged) -> tuple[str, ...]:
    when, issue = logged.when.isoformat(timespec="seconds"), logged.issue
    return (when, issue.item, issue.stage, issue.reason, issue.advice)


def _json(row: tuple[str, ...]) -> str:
    return json.dumps(dict(zip(_COLUMNS, row, strict=True)), ensure_ascii=False) + "\n"


def _csv(row: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row)
    return out.getvalue()
