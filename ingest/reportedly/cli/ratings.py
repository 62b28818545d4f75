"""`reportedly ratings`: the grades that people gave."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal


@click.command("ratings")
@click.option("--undo", type=int, metavar="NUMBER", help="Take this one back.")
@click.option("--all", "everything", is_flag=True, help="List those too that do not count now.")
@options.listing
@options.judging
@options.store
def command(
    undo: int | None, everything: bool, form: str, by: str | None, why: str, store: str
) -> None:
    """List the grades that count, of sources and statements, in the order they were given.

    With --all also those in whose place a later one counts ("replaced"), that were taken back
    ("undone"), or whose statement is not in its article any more ("lost").

    \b
    Example:
      reportedly ratings --format csv
      reportedly ratings --undo 4 --why "that was another paper"
    """
    from reportedly.corrections import listed
    from reportedly.corrections import undo as take_back
    from reportedly.store import open_snapshot, open_store

    if undo is not None:
        with open_store(store) as target:
            made = take_back(target, undo, options.hand(by, why))
        terminal.note(f"{made.number}: {made.told}")
        return
    with open_snapshot(store) as view:
        found = [it for it in listed(view) if it.correction.is_grade]
    columns = ("number", "when", "by", "grade", "of", "why", "state", "iri")
    rows = (
        (
            it.correction.number,
            it.correction.when.isoformat(timespec="seconds"),
            it.correction.by,
            it.correction.value,
            it.correction.mark.words if it.correction.mark else it.correction.subject_name,
            it.correction.why,
            it.state.value,
            list(it.about),
        )
        for it in found
        if everything or it.state in {"applies", "moved"}
    )
    terminal.rows(columns, rows, form)
