"""`reportedly questions`: the catalogue."""

from __future__ import annotations

import click

from reportedly.cli import terminal


@click.command("questions")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the ready-made questions, or tell what the question NAME takes and asks.

    \b
    Example:
      reportedly questions
      reportedly questions who-said-what
    """
    from reportedly.query import find, questions

    if name is None:
        rows = ((q.name, q.title, ", ".join(p.name for p in q.parameters)) for q in questions())
        terminal.table(("question", "what it asks", "parameters"), rows)
        return
    question = find(name)
    click.echo(f"{question.name}: {question.title}\n\n{question.help}\n")
    for parameter in question.parameters:
        click.echo(f"  {parameter}")
    click.echo(f"\n{question.sparql.strip()}")
