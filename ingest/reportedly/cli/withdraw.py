"""`reportedly withdraw`: an article out of what queries see, or back."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

import click

from reportedly.cli import options, terminal


@click.command("withdraw")
@click.argument("what", metavar="URL|FILE|IRI")
@click.option("--reason", default="", metavar="TEXT", help="Why; must be given unless --undo.")
@click.option("--by", metavar="NAME", help="Who withdraws; your user name if not given.")
@click.option("--undo", is_flag=True, help="Put a withdrawn article back.")
@options.store
def command(what: str, reason: str, by: str | None, undo: bool, store: str) -> None:
    """Withdraw an article that was deleted, retracted, or should not be here.

    What it says leaves everything that queries see. It stays in the history with who, when and why,
    and ingesting the same text again does not bring it back; --undo does. Another text at the same
    address is a new version like any other.

    \b
    Example:
      reportedly withdraw https://gazette.example/dam --reason "retracted by the Gazette"
      reportedly withdraw https://gazette.example/dam --undo
    """
    from reportedly.store import open_store
    from reportedly.versions import Act, withdraw

    if not undo and not reason.strip():
        raise click.UsageError("Missing option '--reason': --reason \"retracted by the outlet\"")
    act = Act(by or _user(), datetime.now(UTC), reason)
    with open_store(store) as target:
        edition = withdraw(target, what, act, undo=undo)
    done = f"put back, now {edition.status}" if undo else "withdrawn"
    terminal.note(f"version {edition.number} of {what} {done}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "somebody"
