"""`reportedly demo`: the sample article, from text to answers."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from reportedly.cli import terminal
from reportedly.errors import ReportedlyError

_COLUMNS = ("speaker", "says", "said", "chain", "judged")
_SHORT = 90  # characters of a statement that the table shows


@click.command("demo")
@click.option(
    "--store",
    default="reportedly-demo",
    show_default=True,
    metavar="PATH",
    help="Where the demo's graph is kept.",
)
def command(store: str) -> None:
    """Ingest the sample article and print who said what.

    Ukrinform reports that the Institute for the Study of War assesses what the New York Times
    reported from unnamed officials. The second time it finds that nothing has changed.

    \b
    Example:
      reportedly demo
    """
    from reportedly.extract import RuleExtractor
    from reportedly.ingestion import ingest
    from reportedly.query import run, table
    from reportedly.resources import folder
    from reportedly.source import read
    from reportedly.store import open_snapshot, open_store

    sample = folder("seeds") / "ukrinform-isw-ceasefire.txt"
    articles = read([str(sample)], publisher="Ukrinform")
    with open_store(store, create=True) as target:
        summary = ingest(articles, target, RuleExtractor(), now=datetime.now(UTC))
    if summary.failed:
        raise ReportedlyError(str(sample), "the sample could not be ingested", "reportedly issues")
    with open_snapshot(store) as view:
        columns, rows = table(run(view, "who-said-what", {}))
        shown = [_row(dict(zip(columns, row, strict=True))) for row in rows]
    terminal.table(("who", "what", "said when", "chain", "assessment"), shown)
    terminal.note(f"{summary}, {len(shown)} statements in {store}")
    program = _program()
    terminal.note(
        "\nNow try:\n"
        f"  {program} query unnamed-sources --store {store}\n"
        f"  {program} show {_near(sample)} --publisher Ukrinform"
    )


def _row(row: dict[str, str]) -> tuple[str, ...]:
    words = " ".join(row["says"].split())
    short = words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"
    return (row["speaker"], short, *(row[column] for column in _COLUMNS[2:]))


def _program() -> str:
    """Return how the user can call us: by name if that is on the path, else as it was called."""
    if shutil.which("reportedly") and Path(sys.argv[0]).name == "reportedly":
        found = Path(str(shutil.which("reportedly"))).resolve()
        if found == Path(sys.argv[0]).resolve():
            return "reportedly"
    return _near(Path(sys.argv[0]))


def _near(path: Path) -> str:
    """Return a path relative to here if it lies below."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
