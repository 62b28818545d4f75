"""`reportedly export`: the graph for other tools."""

from __future__ import annotations

import click

from reportedly.cli import options, terminal


@click.command("export")
@click.argument("form", metavar="FORMAT")
@click.argument("target", metavar="FILE")
@click.option("--network", metavar="NAME", help="Which network, for gexf, graphml and its tables.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="For the network.")
@options.store
def command(
    form: str, target: str, network: str | None, params: tuple[str, ...], store: str
) -> None:
    """Write the graph to FILE, or - for standard output.

    \b
    The whole graph:  trig  nq  ttl  jsonld
    All statements:   csv (for spreadsheets: has a byte order mark, formulas made harmless)
    A network:        gexf  graphml  nodes.csv  edges.csv, with --network who-quotes-whom,
                      claims or co-mention

    \b
    Example:
      reportedly export trig graph.trig
      reportedly export gexf quotes.gexf --network who-quotes-whom
    """
    from reportedly.export import formats, save
    from reportedly.store import open_snapshot

    known = formats().get(form)
    if known is None:
        raise click.UsageError(f"no format {form!r}: one of {', '.join(formats())}")
    wants_network = known.of == "network"
    if wants_network and network is None:
        raise click.UsageError(f"{form} is a format for networks: say which with --network NAME")
    if not wants_network and (network is not None or params):
        raise click.UsageError(f"{form} writes the whole graph: --network and --param do not apply")
    with open_snapshot(store) as view:
        if network is not None and wants_network:
            from reportedly.network import build

            save(form, build(view, network, **options.parameters(params)), target)
        else:
            save(form, view, target)
    if target != "-":
        terminal.note(f"{target} written")
