"""`reportedly reextract`: the stored texts, read anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from reportedly.cli import options, terminal
from reportedly.errors import Issue

if TYPE_CHECKING:
    from datetime import date

    from reportedly.extract import Extractor
    from reportedly.rereading import Report, Reread


@click.command("reextract")
@options.since
@options.model
@options.scale
@options.workers
@click.option("--dry-run", is_flag=True, help="Only tell what would change; write nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="How the articles that changed are listed.",
)
@options.store
def command(
    since: str | None,
    model: str | None,
    scale: str,
    workers: int,
    dry_run: bool,
    form: str,
    store: str,
) -> None:
    """Read the stored texts anew, with a newer or another model; no network.

    Due is what another model or version read last, so that a second run does nothing, and one that
    was killed goes on where it was and reports on the whole. Listed are the articles of which
    statements are not what they were; --format jsonl has every article.

    \b
    Example:
      reportedly reextract --dry-run
      reportedly reextract --since 2024-01 --model my-model/ --workers 4
    """
    from reportedly.edtf import bounds
    from reportedly.source.edtf import checked

    first = bounds(checked(since))[0] if since else None
    with options.extractors(model, 0.0, scale, workers) as extractor:
        done = (_preview if dry_run else _reextract)(store, extractor, first)
    _print(done.articles, form)
    if done.refused:
        terminal.note(f"{done.refused} statements or parts refused: not in the text")
    terminal.note(f"would be: {done}" if dry_run else done)
    sys.exit(1 if done.failed else 0)


def _reextract(store: str, extractor: Extractor, since: date | None) -> Report:
    from reportedly.rereading import due, reextract
    from reportedly.store import open_store

    with (
        open_store(store) as target,
        terminal.progress("reading", len(due(target, extractor, since))) as show,
    ):
        count = 0

        def tell(article: Reread) -> None:
            nonlocal count
            count += 1
            show(count, article.name)

        now = datetime.now(UTC)
        return reextract(target, extractor, now=now, since=since, on_article=tell, on_issue=_failed)


def _preview(store: str, extractor: Extractor, since: date | None) -> Report:
    from reportedly.rereading import preview, reported
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = list(preview(view, extractor, since=since))
    for item in found:
        if isinstance(item, Issue):
            _failed(item)
    return reported(found)


def _failed(issue: Issue) -> None:
    terminal.note(f"failed: {issue}")


def _print(articles: Iterable[Reread], form: str) -> None:
    if form == "jsonl":
        for it in articles:
            told = {"version": it.version, "article": it.name, "before": it.before}
            click.echo(json.dumps({**told, "after": it.after, **it.counts}, ensure_ascii=False))
        return
    changed = [it for it in articles if it.is_changed]
    if changed:
        columns = ("article", *(kind for kind in changed[0].counts))
        terminal.table(columns, ((it.name, *it.counts.values()) for it in changed))
