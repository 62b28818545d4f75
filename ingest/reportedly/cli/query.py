"""`reportedly query`: a ready-made question, a file or SPARQL."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal


@click.command("query")
@click.argument("question", metavar="NAME|FILE.rq|SPARQL")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Repeat for several.")
@options.form
@options.store
def command(question: str, params: tuple[str, ...], form: str, store: str) -> None:
    """Ask a ready-made question ("reportedly questions" lists them) or run SPARQL 1.1.

    The default graph is everything; GRAPH ?g tells articles apart. Prefixes rep:, sc:, schema:,
    oa:, prov:, dcterms: and the like need no declaration.

    An actor is given by a name that only one bears, or by its IRI (actor:isw for short); dates are
    EDTF: 2024-01-26, 2023-09, 2023-09/2024-01, 2023/..

    \b
    Example:
      reportedly query who-said-what --param actor=Putin
      reportedly query 'SELECT ?text WHERE { ?s rep:text ?text } LIMIT 3' --format csv
    """
    from reportedly.query import run
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view, terminal.stopping_at_once():
        terminal.answer(run(view, question, options.parameters(params)), form)
