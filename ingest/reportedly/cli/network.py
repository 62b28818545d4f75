"""`reportedly network`: the graph as a network."""

from __future__ import annotations

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
