"""`reportedly corrections`: what was put right, and whether it still holds."""

from __future__ import annotations

import json

import click

from reportedly.cli import options, terminal


@click.command("corrections")
@click.option("--undo", type=int, metavar="NUMBER", help="Take this one back.")
@click.option(
    "--export",
    type=click.Choice(["jsonl"]),
    help="Print those that nobody took back as examples to learn from.",
)
@click.option(
    "--state",
    type=click.Choice(["applies", "moved", "lost", "undone"]),
    help="List only these.",
)
@options.listing
@options.judging
@options.store
def command(
    undo: int | None,
    export: str | None,
    state: str | None,
    form: str,
    by: str | None,
    why: str,
    store: str,
) -> None:
    """List the corrections, oldest first, with what has become of each.

    One "applies" to its statement as it was, or has "moved" with it into another version of the
    article or another reading of it; it is "lost" where nothing there is surely that statement, and
    comes back when a reading has it again.

    \b
    Example:
      reportedly corrections --state lost
      reportedly corrections --undo 3 --why "it was her after all"
      reportedly corrections --export jsonl > examples.jsonl
    """
    from reportedly.corrections import examples, listed
    from reportedly.corrections import undo as take_back
    from reportedly.store import open_snapshot, open_store

    if undo is not None:
        with open_store(store) as target:
            made = take_back(target, undo, options.hand(by, why))
        terminal.note(f"{made.number}: {made.told}")
        return
    with open_snapshot(store) as view:
        if export:
            for example in examples(view):
                click.echo(json.dumps(example, ensure_ascii=False))
            return
        found = [it for it in listed(view) if not it.correction.is_grade]
    columns = ("number", "when", "by", "correction", "words", "why", "state", "statement")
    rows = (
        (
            it.correction.number,
            it.correction.when.isoformat(timespec="seconds"),
            it.correction.by,
            it.correction.told,
            it.correction.mark.words if it.correction.mark else "",
            it.correction.why,
            it.state.value,
            list(it.about),
        )
        for it in found
        if state in {None, it.state.value}
    )
    terminal.rows(columns, rows, form)
