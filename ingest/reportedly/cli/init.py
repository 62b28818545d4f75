"""`reportedly init`: a configuration to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from reportedly.cli import terminal
from reportedly.errors import ExportError


@click.command("init")
@click.argument("path", type=click.Path(path_type=Path), default="reportedly.toml")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(path: Path, force: bool) -> None:
    """Write a commented configuration to begin with; PATH is reportedly.toml if not given.

    \b
    Example:
      reportedly init
      reportedly jobs check
    """
    from reportedly.job.starter import STARTER

    if path.exists() and not force:
        raise ExportError(str(path), "is there already", "reportedly init --force, or another name")
    path.write_text(STARTER, encoding="utf-8")
    terminal.note(f"{path} written; next: reportedly jobs check")
