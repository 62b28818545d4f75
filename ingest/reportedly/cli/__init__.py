"""The command line: one small file per command, options and printing only.

Commands are imported when they are called, so that `reportedly --help` stays quick.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

import reportedly
from reportedly import upgrading
from reportedly.cli import terminal
from reportedly.errors import ConfigError, QueryError, ReportedlyError, SourceError

# command -> what it does in the list of commands
_COMMANDS = {
    "demo": "Ingest the sample article and print who said what.",
    "ingest": "Read articles into the store.",
    "extract": "Print the attributions of articles; no store.",
    "query": "Ask a question or run SPARQL.",
    "questions": "List the ready-made questions.",
    "search": "Find statements by their words.",
    "show": "Show an article with its spans, or a statement with its chain.",
    "history": "List an article's versions, and what changed between them.",
    "withdraw": "Take an article out of sight for a reason, or put it back.",
    "reextract": "Read the stored texts anew with a newer model.",
    "claim": "Show on how many independent sources a claim rests.",
    "actors": "List who is in the graph; join, part and look up actors.",
    "correct": "Put a statement right.",
    "corrections": "List the corrections and whether they hold; undo them.",
    "rate": "Grade a source A to F, or a statement 1 to 6.",
    "ratings": "List the grades, and take them back.",
    "network": "Analyse the graph as a network.",
    "export": "Write the graph for other tools.",
    "check": "Validate the store and verify every quote.",
    "issues": "List what failed, and why.",
    "backup": "Write the store to one file, also while it is being written to.",
    "restore": "Make a store from a backup.",
    "compact": "Give back the space of what has gone from the store.",
    "runs": "List the runs of ingestion, and what each brought.",
    "init": "Write a reportedly.toml to begin with.",
    "jobs": "Read sources when they are due, for months.",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"reportedly.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            raise click.UsageError(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader of our output (head, less) has left: nothing more to say, and no failure.
            terminal.abandon(sys.stdout)
            return None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _unknown(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, _COMMANDS, 1)
    return f"no command {name!r}." + (f" Did you mean {close[0]!r}?" if close else "")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(reportedly.__version__, message="reportedly %(version)s")
@click.pass_context
def commands(ctx: click.Context) -> None:
    """Who said what, when, according to whom, and what others made of it.

    \b
    Example:
      reportedly ingest articles/ --publisher "The Gazette"
      reportedly query who-said-what --param actor=Putin
    """
    if terminal.colourless():
        ctx.color = False
    ctx.with_resource(upgrading.watched(terminal.upgrade))


def main() -> None:
    """Run the command line; errors the user can act on become one message and an exit code."""
    terminal.prepare()
    try:
        commands(prog_name="reportedly", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; what was acknowledged is safe", err=True)
        sys.exit(130)
    except ReportedlyError as error:
        terminal.note(f"error: {error}")
        # A wrong question or --published; an article's SourceError is an issue, not raised.
        sys.exit(2 if isinstance(error, QueryError | SourceError | ConfigError) else 1)
    except OSError as error:
        terminal.abandon(sys.stdout)
        terminal.note(f"error: {error.filename or 'standard output'}: {error.strerror or error}")
        sys.exit(1)


if __name__ == "__main__":
    main()
