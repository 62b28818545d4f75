"""`reportedly backup`: the store in one file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from reportedly.cli import options, terminal


@click.command("backup")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@options.store
def command(file: Path, store: str) -> None:
    """Write the store, as it is at this moment, to the new FILE.

    Others may be writing to the store meanwhile. FILE is a tar packed with zstd; it appears when it
    is complete, and an existing one is never replaced.

    \b
    Example:
      reportedly backup backups/2024-05-17.tar.zst
    """
    from reportedly.store.backup import back_up

    place = options.folder(store)
    with terminal.progress("backing up") as show:
        made = back_up(
            place,
            file,
            now=datetime.now(UTC),
            on_progress=lambda size: show(size, terminal.size(size)),
        )
    packed = terminal.size(file.stat().st_size)
    articles = terminal.count(made.articles, "article")
    terminal.note(f"{file} written: {articles}, {packed}")
