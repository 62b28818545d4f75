"""`reportedly ingest`: articles into the store."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import options, terminal
from reportedly.errors import Issue

if TYPE_CHECKING:
    from reportedly.article import Article
    from reportedly.source import Tally


@click.command("ingest")
@options.sources
@click.option(
    "--dry-run", is_flag=True, help="Only print what would be read: name, date and title."
)
@click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Keep what is fetched, as it was sent, in WARC files there.",
)
@click.option(
    "--archive-size",
    type=click.IntRange(min=500),
    default=10_000,
    show_default=True,
    metavar="MB",
    help="How much that may be; then the oldest file goes.",
)
@options.store
def command(
    model: str | None,
    min_confidence: float,
    scale: str,
    workers: int,
    store: str,
    dry_run: bool,
    archive: Path | None,
    archive_size: int,
    **named: Any,
) -> None:
    """Read articles into the store: files, folders, web addresses, or - for standard input.

    An address may be that of a page, of a feed (RSS, Atom, JSON), of a sitemap, or of an OPML list
    of feeds; a file may be such a list too.

    Text, HTML, PDF, DOCX, ODT, e-mail, JSON, CSV and WARC are read, and ZIP, gzip and zstd of
    them; docs/sources.md has each.

    What is there already is left alone; what has changed replaces its former version. An article
    that cannot be read is named with the reason, recorded (see "reportedly issues"), and the rest
    goes on: exit code 1 then. One in a language that nobody here reads is stored without statements
    and noted; that is no failure.

    \b
    Example:
      reportedly ingest articles/ page.html --publisher "The Gazette" --published 2024-01-26
      reportedly ingest https://example.org/feed.xml --since 2024-01 --limit 100
      reportedly ingest https://example.org/feed.xml --archive fetched/
      reportedly ingest dump.jsonl.gz --map title=headline,text=story.body --workers 4
    """
    from reportedly.ingestion import Interrupted, ingest, memory_of
    from reportedly.source import Meter
    from reportedly.store import open_store

    if dry_run:
        sys.exit(_listed(options.reading(named, dry=True)))
    options.reading(named)  # what is wrong with the options is said before there is a store
    meter = Meter() if sys.stderr.isatty() else None
    now = datetime.now(UTC)
    with (
        _kept(archive, archive_size, now) as tally,
        options.extractors(model, min_confidence, scale, workers) as extractor,
        open_store(store, create=True) as target,
        closing(memory_of(target)) as memory,
        terminal.progress("ingesting", meter) as show,
    ):
        articles = options.reading(named, memory, meter, witness=tally)
        try:
            summary = ingest(
                articles,
                target,
                extractor,
                now=now,
                on_progress=lambda s: show(s.new + s.changed + s.unchanged + s.failed, str(s)),
                on_issue=lambda issue: terminal.note(f"failed: {issue}"),
                asked=(*named["sources"], *(getattr(file, "name", "-") for file in named["urls"])),
                counted=tally.counts,
                on_linking=lambda done, of: show(done, f"linked anew: {done:,} of {of:,}"),
            )
        except Interrupted as stop:
            terminal.note(f"interrupted: {stop.summary}; run the same command again to finish")
            sys.exit(130)
    if summary.refused:
        terminal.note(f"{summary.refused} statements refused: their words are not in the text")
    terminal.note(summary)
    sys.exit(1 if summary.failed else 0)


@contextmanager
def _kept(folder: Path | None, megabytes: int, now: datetime) -> Iterator[Tally]:
    """Give what counts the answers of servers, and keeps them in `folder` if there is one."""
    from reportedly.source import Tally

    if folder is None:
        yield Tally()
        return
    from reportedly.archive import Archive

    with Archive(folder, megabytes * 10**6, now) as archive:
        yield Tally(archive)


def _listed(items: Iterable[Article | Issue]) -> int:
    """Print what would be read, a line each; return the exit code."""
    articles = failed = 0
    for item in items:
        if isinstance(item, Issue):
            failed += 1
            terminal.note(f"failed: {item}")
        else:
            articles += 1
            words = (item.name, item.published or "", item.title or "")
            click.echo("\t".join(terminal.plain(word).replace("\t", " ") for word in words))
    terminal.note(f"{terminal.count(articles, 'article')} would be read, {failed} failed")
    return 1 if failed else 0
