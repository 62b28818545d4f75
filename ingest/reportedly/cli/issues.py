"""`reportedly issues`: what failed, and why."""

from __future__ import annotations

import json

import click

from reportedly.cli import options, terminal


@click.command("issues")
@options.store
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
)
def command(store: str, form: str) -> None:
    """List what could not be read, extracted or stored: which input, why, what to do.

    \b
    Example:
      reportedly issues --format jsonl
    """
    from reportedly.store import open_snapshot

    columns = ("when", "input", "stage", "reason", "advice")
    with open_snapshot(store) as view:
        rows = [
            (
                logged.when.isoformat(timespec="seconds"),
                logged.issue.item,
                logged.issue.stage,
                logged.issue.reason,
                logged.issue.advice,
            )
            for logged in view.issues()
        ]
    if form == "table":
        terminal.table(columns, rows)
        return
    for row in rows:
        click.echo(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False))
