"""`reportedly rate`: how reliable somebody finds a source, how credible what it said."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportedly.cli import options, terminal


@click.command("rate")
@click.argument("what", required=False, metavar="SOURCE|STATEMENT")
@click.argument("grade", required=False, metavar="A..F|1..6")
@click.option(
    "--import",
    "tables",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE.csv",
    help="Grades with columns source,reliability and/or statement,credibility, why, by.",
)
@options.judging
@options.store
def command(
    what: str | None,
    grade: str | None,
    tables: tuple[str, ...],
    by: str | None,
    why: str,
    store: str,
) -> None:
    """Grade a source or a statement by the Admiralty code, or import such grades.

    A source, given by name or IRI, is A (completely reliable), B (usually), C (fairly), D (not
    usually), E (unreliable), or F (cannot be judged). A statement, given by its IRI or how its id
    or words begin, is 1 (confirmed by others), 2 (probably true), 3 (possibly), 4 (doubtful), 5
    (improbable), or 6 (cannot be judged). The last grade counts; nothing is ever averaged.

    \b
    Example:
      reportedly rate "New York Times" B --why "right most of the time"
      reportedly rate st-2205 3
      reportedly rate --import grades.csv
    """
    from reportedly.corrections import rate
    from reportedly.store import open_store

    if tables and not what:
        sys.exit(_import(tables, by, why, store))
    if not (what and grade) or tables:
        raise click.UsageError("give SOURCE and a letter, STATEMENT and a figure, or --import FILE")
    with open_store(store) as target:
        made = rate(target, what, grade, options.hand(by, why))
    about = made.subject_name or (made.mark.words if made.mark else "")
    terminal.note(f"{made.number}: {made.told} ({about})")


def _import(tables: tuple[str, ...], by: str | None, why: str, store: str) -> int:
    """Import tables; return the exit code."""
    from reportedly.corrections import import_grades
    from reportedly.errors import SourceError
    from reportedly.store import open_store

    failed = 0
    with open_store(store) as target:
        for name in tables:
            try:
                with click.open_file(name, encoding="utf-8-sig") as table:
                    lines = table.read().splitlines(keepends=True)
            except UnicodeDecodeError as fault:
                raise SourceError(name, f"not in UTF-8: {fault}", "save it as UTF-8") from fault
            done = import_grades(target, lines, Path(name).name, options.hand(by, why))
            for issue in done.issues:
                terminal.note(issue)
            terminal.note(done)
            failed += len(done.issues)
    return 1 if failed else 0
