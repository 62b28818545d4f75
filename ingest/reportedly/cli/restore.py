"""`reportedly restore`: a store from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli import options, terminal


@click.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Only read FILE and say whether it is whole.")
@options.store
def command(file: Path, verify: bool, store: str) -> None:
    """Make the store that --store names from FILE, which "reportedly backup" wrote.

    There must be nothing at that place. Everything in FILE is held against its hashes first; a
    store appears when it is complete and right, or not at all.

    \b
    Example:
      reportedly restore backups/2024-05-17.tar.zst --store restored
      reportedly restore backups/2024-05-17.tar.zst --verify
    """
    from reportedly.store import backup

    with terminal.progress("verifying" if verify else "restoring") as show:

        def tell(size: int) -> None:
            show(size, terminal.size(size))

        if verify:
            found = backup.verify(file, on_progress=tell)
        else:
            found = backup.restore(file, options.folder(store), on_progress=tell)
    what = "is whole" if verify else f"restored to {store}"
    made = found.made.isoformat(timespec="seconds")
    terminal.note(f"{file} {what}: {terminal.count(found.articles, 'article')}, of {made}")
