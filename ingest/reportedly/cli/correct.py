"""`reportedly correct`: somebody says what a statement should have been."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal

_STANCES = ("supports", "disputes", "undercuts", "reframes", "neutral", "none")
_COMMITMENTS = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu")
_TYPES = ("person", "organization", "place", "group", "unnamed")


@click.command("correct")
@click.argument("statement")
@click.option("--actor", metavar="NAME|IRI", help="Who said it.")
@click.option("--type", "kind", type=click.Choice(_TYPES), help="Of an actor in no article yet.")
@click.option(
    "--of",
    default="",
    metavar="NAME",
    help="Whose hop of the chain is meant, if not the innermost speaker's.",
)
@click.option("--reject", is_flag=True, help="It is no statement at all.")
@click.option("--stance", type=click.Choice(_STANCES), help="What it does to what it judges.")
@click.option("--target", default="", metavar="STATEMENT", help="What it judges.")
@click.option(
    "--commitment",
    type=click.Choice(_COMMITMENTS, case_sensitive=False),
    help="How far the speaker stands behind it.",
)
@click.option("--said", metavar="DATE", help="When it was said: 2024-01-26, 2024-01; or none.")
@click.option("--merge", metavar="STATEMENT", help="Another one that is this one once more.")
@options.judging
@options.store
def command(
    statement: str,
    actor: str | None,
    kind: str | None,
    of: str,
    reject: bool,
    stance: str | None,
    target: str,
    commitment: str | None,
    said: str | None,
    merge: str | None,
    by: str | None,
    why: str,
    store: str,
) -> None:
    """Put STATEMENT right, given by its IRI or how its id or its words begin.

    Queries, networks and exports see it corrected from now on. What was extracted is kept, the
    correction comes through new versions of the article and newer models, and "reportedly
    corrections" lists it and takes it back.

    \b
    Example:
      reportedly correct st-2205 --actor "Vladimir Putin" --why "his words in the interview"
      reportedly correct "The timing of" --stance undercuts --commitment PR+
      reportedly correct st-310-352 --reject
    """
    from reportedly.corrections import correct
    from reportedly.store import open_store

    with open_store(store) as view:
        made = correct(
            view,
            statement,
            options.hand(by, why),
            actor=actor,
            kind=kind,
            of=of,
            reject=reject,
            stance=stance,
            target=target,
            commitment=commitment,
            said=said,
            merge=merge,
        )
    for it in made:
        terminal.note(f"{it.number}: {it.told}")
