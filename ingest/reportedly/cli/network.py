"""`reportedly network`: the graph as a network."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

import click

from reportedly.cli import options, terminal


@click.group("network")
def command() -> None:
    """Analyse the graph as a network.

    \b
    Example:
      reportedly network stats who-quotes-whom
    """


@command.command("list")
def names() -> None:
    """List the networks.

    \b
    Example:
      reportedly network list
    """
    from reportedly.network import NETWORKS

    for name in NETWORKS:
        click.echo(name)


@command.command("stats", short_help="Print a network's size and best-connected nodes.")
@click.argument("name")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Repeat for several.")
@options.store
def numbers(name: str, params: tuple[str, ...], store: str) -> None:
    """Print the size of the network NAME, its parts and its best-connected nodes.

    \b
    Example:
      reportedly network stats who-quotes-whom --store reportedly-demo
    """
    from reportedly.network import build, stats
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = stats(build(view, name, **options.parameters(params)))
    click.echo(f"{found.nodes} nodes, {found.edges} edges, {found.components} components")
    terminal.table(("node", "type", "degree"), found.top)


@command.command("drift", short_help="List what is told more firmly than what it rests on.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(["headline", "hop", "restatement", "version"]),
    multiple=True,
    help="Only these; repeat for several.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
)
@options.store
def firmer(kinds: tuple[str, ...], form: str, store: str) -> None:
    """List claims that are put forward more firmly than what they rest on.

    A headline firmer than the body, a relayer more committed than the source, another document that
    restates more firmly, a later version of an article firmer than an earlier one.

    \b
    Example:
      reportedly network drift --kind headline --kind version
    """
    from reportedly.store import open_snapshot
    from reportedly.versions import drift

    with open_snapshot(store) as view:
        found = [{**asdict(it), "notes": "; ".join(it.notes)} for it in drift(view, kinds)]
    columns = ("kind", "origin", "firmer", "notes", "statement", "document")
    if form == "table":
        terminal.table(columns[:-1], ([it[c] for c in columns[:-1]] for it in found))
    elif form == "jsonl":
        for it in found:
            click.echo(json.dumps(it, ensure_ascii=False))
    else:
        out = io.StringIO()
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
        click.echo(out.getvalue(), nl=False)
    terminal.note(f"{terminal.count(len(found), 'claim')} firmer than what they rest on")
