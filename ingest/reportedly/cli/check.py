"""`reportedly check`: is the store what it promises to be?"""

from __future__ import annotations

import sys

import click

from reportedly.cli import options, terminal


@click.command("check")
@options.store
@click.option("--quotes-only", is_flag=True, help="Verify the quotes, skip the SHACL shapes.")
def command(store: str, quotes_only: bool) -> None:
    """Validate every graph against the SHACL shapes and verify every quote against its text.

    Prints one line for each thing that is wrong; exit code 1 if there is any.

    \b
    Example:
      reportedly check --store reportedly-data
    """
    from reportedly.inspection import inspect
    from reportedly.store import open_snapshot

    wrong = articles = 0
    with open_snapshot(store) as view:
        total = view.counts().articles
        with terminal.progress("checking", total) as show:
            for finding in inspect(view, shapes=not quotes_only):
                articles += 1
                show(articles, "")
                for violation in finding.violations:
                    wrong += 1
                    where = violation.focus or finding.graph
                    value = f" ({violation.value})" if violation.value else ""
                    click.echo(terminal.plain(f"{where}: {violation.message}{value}"))
    terminal.note(
        f"{terminal.count(articles, 'article')} checked, {terminal.count(wrong, 'violation')}"
    )
    sys.exit(1 if wrong else 0)
