"""`reportedly query`: a ready-made question, a file or SPARQL."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal


@click.command("query")
@click.argument("question", metavar="NAME|FILE.rq|SPARQL")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Repeat for several.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "ttl", "nt", "jsonld"]),
    default="table",
    show_default=True,
    help="ttl, nt and jsonld are for CONSTRUCT and DESCRIBE.",
)
@options.store
def command(question: str, params: tuple[str, ...], form: str, store: str) -> None:
    """Ask a ready-made question ("reportedly questions" lists them) or run SPARQL 1.1.

    The default graph is everything; GRAPH ?g tells articles apart. Prefixes rep:, sc:, schema:,
    oa:, prov:, dcterms: and the like need no declaration.

    \b
    Example:
      reportedly query who-said-what --param actor=Putin
      reportedly query 'SELECT ?text WHERE { ?s rep:text ?text } LIMIT 3' --format csv
    """
    from reportedly.query import render, run, table
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view, terminal.stopping_at_once():
        answer = run(view, question, options.parameters(params))
        if form == "table":
            rows = terminal.table(*table(answer))
            terminal.note(terminal.count(rows, "row"))
            return
        for piece in render(answer, form):
            click.echo(piece, nl=False)
