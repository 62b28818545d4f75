"""`reportedly compact`: less space for the same store."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal


@click.command("compact")
@options.store
def command(store: str) -> None:
    """Rewrite the store without what has gone from it: replaced graphs, cleared issues.

    Nothing that can be asked for is lost. It takes as much free space as the store has, for a
    while; reading works meanwhile.

    \b
    Example:
      reportedly compact
    """
    from reportedly.store import open_store
    from reportedly.store.folder import occupied

    place = options.folder(store)
    with open_store(store) as target:
        before = occupied(place)
        target.compact()
    after = occupied(place)
    terminal.note(f"{store}: {terminal.size(before)} before, {terminal.size(after)} now")
