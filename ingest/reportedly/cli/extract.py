"""`reportedly extract`: attributions without a store."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import options, terminal
from reportedly.errors import Issue

if TYPE_CHECKING:
    from reportedly.statement import Reading


@click.command("extract")
@options.sources
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "brat", "ttl", "trig"]),
    default="jsonl",
    show_default=True,
    help="jsonl: one line an article. brat: .txt and .ann files, needs --output. ttl, trig: RDF.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="File, or folder for brat, to write instead of stdout.",
)
def command(
    model: str | None,
    min_confidence: float,
    scale: str,
    workers: int,
    form: str,
    output: Path | None,
    **named: Any,
) -> None:
    """Print the attributions of articles with their offsets; no store is touched.

    An article in a language that nobody here reads has none, and is counted as such.

    Offsets count code points of "text", ends exclusive; for a plain text file they fit the file.

    \b
    Example:
      reportedly extract article.txt --format jsonl | head -c 300
      reportedly extract articles/ --format brat --output annotations/
    """
    from reportedly.export import write_readings
    from reportedly.extract import told

    if form == "brat" and output is None:
        raise click.UsageError("--format brat writes two files an article: name a folder with -o")
    failures: list[Issue] = []
    unread: Counter[str] = Counter()
    articles = options.reading(named)
    with options.extractors(model, min_confidence, scale, workers) as extractor:
        results = extractor.extract(articles)
        count = write_readings(_good(results, failures, unread), form, output)
    terminal.note(f"{count - unread.total()} extracted, {len(failures)} failed{told(unread)}")
    sys.exit(1 if failures else 0)


def _good(
    items: Iterable[Reading | Issue], failures: list[Issue], unread: Counter[str]
) -> Iterator[Reading]:
    """Yield what is no issue; print and gather the issues, count what is in other languages."""
    from reportedly.extract import is_unread

    for item in items:
        if isinstance(item, Issue):
            failures.append(item)
            terminal.note(f"failed: {item}")
            continue
        if is_unread(item.model):
            unread[item.article.language or ""] += 1
        yield item
