"""`reportedly ingest`: articles into the store."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from reportedly.cli import options, terminal


@click.command("ingest")
@options.sources
@options.store
def command(
    sources: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    mapping: dict[str, str],
    model: str | None,
    min_confidence: float,
    scale: str,
    store: str,
) -> None:
    """Read articles into the store: files, folders, or - for standard input.

    Text, HTML, PDF, DOCX, ODT, e-mail, JSON, CSV and WARC are read, and ZIP, gzip and zstd of
    them; docs/sources.md has each.

    What is there already is left alone; what has changed replaces its former version. An article
    that cannot be read is named with the reason, recorded (see "reportedly issues"), and the rest
    goes on: exit code 1 then. One in a language that nobody here reads is stored without statements
    and noted; that is no failure.

    \b
    Example:
      reportedly ingest articles/ page.html --publisher "The Gazette" --published 2024-01-26
    """
    from reportedly.ingestion import Interrupted, ingest
    from reportedly.source import Meter, read
    from reportedly.store import open_store

    meter = Meter() if sys.stderr.isatty() else None
    articles = read(sources, publisher=publisher, published=published, mapping=mapping, meter=meter)
    extractor = options.extractor(model, min_confidence, scale)
    with (
        open_store(store, create=True) as target,
        terminal.progress("ingesting", meter) as show,
    ):
        try:
            summary = ingest(
                articles,
                target,
                extractor,
                now=datetime.now(UTC),
                on_progress=lambda s: show(s.new + s.changed + s.unchanged + s.failed, str(s)),
                on_issue=lambda issue: terminal.note(f"failed: {issue}"),
            )
        except Interrupted as stop:
            terminal.note(f"interrupted: {stop.summary}; run the same command again to finish")
            sys.exit(130)
    if summary.refused:
        terminal.note(f"{summary.refused} statements refused: their words are not in the text")
    terminal.note(summary)
    sys.exit(1 if summary.failed else 0)
