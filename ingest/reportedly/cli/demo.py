"""`reportedly demo`: the sample article, from text to answers."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportedly.cli import terminal
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.store import View

_SHORT = 84  # characters of a statement that the table shows
_WIDTH = 120  # columns where there is no terminal to ask
_ACRONYMS = """
SELECT ?name ?acronym WHERE { ?actor schema:name ?name ; schema:alternateName ?acronym
  FILTER(REGEX(?acronym, "^[A-Z]{2,6}$")) }
"""


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
    from reportedly.extract import ArticleExtractor
    from reportedly.ingestion import ingest
    from reportedly.resources import folder
    from reportedly.source import read
    from reportedly.store import open_snapshot, open_store

    sample = folder("seeds") / "ukrinform-isw-ceasefire.txt"
    articles = read([str(sample)], publisher="Ukrinform")
    with open_store(store, create=True) as target:
        summary = ingest(articles, target, ArticleExtractor(), now=datetime.now(UTC))
    if summary.failed:
        raise ReportedlyError(str(sample), "the sample could not be ingested", "reportedly issues")
    with open_snapshot(store) as view:
        rows = _rows(view)
    columns = ("who", "what", "said when", "chain", "assessment")
    terminal.table(columns, rows, width=_WIDTH, at_most={"who": 22, "chain": 28})
    terminal.note(f"{summary}; {len(rows)} statements and speakers in {store}")
    program = _program()
    terminal.note(
        "\nNow try:\n"
        f"  {program} query unnamed-sources --store {store}\n"
        f"  {program} show {_near(sample)} --publisher Ukrinform"
    )


def _rows(view: View) -> list[tuple[str, ...]]:
    """Return who said what, with acronyms for the names that the article itself shortens."""
    from reportedly.query import run, table

    acronyms = {name: short for name, short in table(view.query(_ACRONYMS))[1]}  # noqa: C416 typed rows
    columns, answers = table(run(view, "who-said-what"))
    rows: list[tuple[str, ...]] = []
    for answer in answers:
        row = dict(zip(columns, answer, strict=True))
        hops = (acronyms.get(hop, hop) for hop in row["chain"].split(" ← "))
        who = acronyms.get(row["speaker"], row["speaker"])
        judged = row["judges"]
        rows.append((who, _shortened(row["says"]), row["said"], " ← ".join(hops), judged))
    return rows


def _shortened(words: str) -> str:
    return words if len(words) <= _SHORT else words[:_SHORT].rsplit(" ", 1)[0] + " …"


def _program() -> str:
    """Return how the user can call us: by name if that is on the path, else as it was called."""
    called = Path(sys.argv[0])
    found = shutil.which("reportedly")
    if found is not None and Path(found).resolve() == called.resolve():
        return "reportedly"
    return _near(called)


def _near(path: Path) -> str:
    """Return a path relative to here if it lies below."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
