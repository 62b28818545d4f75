"""`reportedly search`: statements by their words."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--actor", metavar="NAME|IRI", help="Only what this actor says, all of it.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="List no more than the N best; with --actor all.",
)
@options.form
@options.store
def command(words: tuple[str, ...], actor: str | None, limit: int, form: str, store: str) -> None:
    """Find statements that say all WORDS, best match first.

    "words in quotes" must stand side by side, port* begins a word, -word must not be there, and OR
    stands between alternatives; -- before a WORD that begins with a dash. It is the question
    "search"; other questions take words too.

    \b
    Example:
      reportedly search ceasefire talks
      reportedly search '"Western military assistance" OR backchannel*' --actor ISW
    """
    from reportedly.query import run
    from reportedly.store import open_snapshot

    asked = {"words": " ".join(words), "most": limit, **({"actor": actor} if actor else {})}
    with open_snapshot(store) as view, terminal.stopping_at_once():
        terminal.answer(run(view, "search", asked), form)
