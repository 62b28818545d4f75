"""`reportedly network`: the graph as a network."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import Any

import click

from reportedly.cli import options, terminal

_PARAM = click.option(
    "--param", "params", multiple=True, metavar="NAME=VALUE", help="Repeat for several."
)


@click.group("network")
def command() -> None:
    """Analyse the graph as a network.

    \b
    Example:
      reportedly network stats who-quotes-whom
      reportedly network measure who-quotes-whom --since 2024
    """


@command.command("list")
def names() -> None:
    """List the networks, with the parameters they take.

    \b
    Example:
      reportedly network list
    """
    from reportedly.network import NETWORKS, parameters

    for name in NETWORKS:
        click.echo(" ".join([name, *(f"[{each}]" for each in parameters(name))]))


@command.command("stats", short_help="Print a network's size and best-connected nodes.")
@click.argument("name")
@_PARAM
@options.window
@options.store
def numbers(name: str, params: tuple[str, ...], store: str, **window: Any) -> None:
    """Print the size of the network NAME, its parts and its best-connected nodes.

    \b
    Example:
      reportedly network stats who-quotes-whom --store reportedly-demo
    """
    from reportedly.network import build, stats
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = stats(build(view, name, **options.network_parameters(params, window)))
    click.echo(f"{found.nodes} nodes, {found.edges} edges, {found.components} components")
    terminal.table(("node", "type", "degree"), found.top, at_most={"node": 70})


@command.command("measure", short_help="Print who is central, who bridges, who is a bottleneck.")
@click.argument("name")
@_PARAM
@options.window
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help="csv has all nodes.",
)
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, metavar="N")
@options.store
def measured(
    name: str, params: tuple[str, ...], form: str, top: int, store: str, **window: Any
) -> None:
    """Print the centralities, communities, bottlenecks and bridges of the network NAME.

    \b
    Example:
      reportedly network measure who-quotes-whom --top 10
      reportedly network measure co-mention --format csv > nodes.csv
    """
    from reportedly.network import build
    from reportedly.network.stats import MEASURED, measured_rows
    from reportedly.query.format import csv_lines
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        network = build(view, name, **options.network_parameters(params, window))
    rows = measured_rows(network)
    if form == "csv":
        for line in csv_lines(MEASURED, ([str(cell) for cell in row] for row in rows)):
            click.echo(line, nl=False)
        return
    terminal.table(MEASURED[:-1], [row[:-1] for row in rows[:top]], at_most={"node": 60})


@command.command("slices", short_help="Print how a network grows: its size in each period.")
@click.argument("name")
@_PARAM
@click.option(
    "--each",
    type=click.Choice(["day", "week", "month", "year"]),
    default="month",
    show_default=True,
    help="The periods.",
)
@options.window
@options.store
def sliced(name: str, params: tuple[str, ...], each: str, store: str, **window: Any) -> None:
    """Print the size of the network NAME in each period.

    \b
    Example:
      reportedly network slices who-quotes-whom --each month
    """
    from reportedly.network import slices, stats
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = slices(view, name, each, **options.network_parameters(params, window))
        rows = [
            (when, s.nodes, s.edges, s.components)
            for when, s in ((when, stats(network)) for when, network in found)
        ]
    terminal.table((each, "nodes", "edges", "components"), rows)


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
