"""`reportedly export`: the graph for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import options, terminal

if TYPE_CHECKING:
    from reportedly.store import View

_FAMILIES = ("picture", "timeline")


@click.command("export")
@click.argument("form", metavar="FORMAT")
@click.argument("target", metavar="FILE")
@click.option("--network", metavar="NAME", help="Which network; reportedly network list has them.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="For the network.")
@options.window
@click.option("--measures", is_flag=True, help="Add centralities, communities, bottlenecks.")
@click.option(
    "--colour",
    "by",
    type=click.Choice(["auto", "community", "type"]),
    default="auto",
    show_default=True,
    help="What the colours of nodes mean.",
)
@click.option("--plain", is_flag=True, help="GEXF and Cytoscape without colours, places and times.")
@click.option(
    "--each",
    type=click.Choice(["day", "week", "month", "year"]),
    default="month",
    show_default=True,
    help="The periods of a timeline.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Timeline of the N foremost.")
@options.store
def command(form: str, target: str, store: str, **given: Any) -> None:
    """Write the graph to FILE, or - for standard output.

    \b
    The whole graph:  trig  nq  ttl  jsonld
    All statements:   csv (for spreadsheets: has a byte order mark, formulas made harmless)
    A network:        gexf  graphml  cyjs  nodes.csv  edges.csv  nodes.parquet  edges.parquet,
                      with --network who-quotes-whom or another
    As a picture:     picture FILE.svg or FILE.png, with --network
    Who said how much when:  timeline FILE.csv, FILE.svg or FILE.png

    \b
    Example:
      reportedly export trig graph.trig
      reportedly export gexf quotes.gexf --network who-quotes-whom --since 2024
      reportedly export picture quotes.svg --network who-quotes-whom --measures
      reportedly export timeline months.svg --each month --top 8
    """
    from reportedly.export import formats, save
    from reportedly.export.networks import by_ending
    from reportedly.store import open_snapshot

    name = by_ending(form, target) if form in _FAMILIES else form
    known = formats().get(name)
    if known is None:
        raise click.UsageError(f"no format {form!r}: one of {', '.join([*formats(), *_FAMILIES])}")
    _check(form, known.of, given)
    with open_snapshot(store) as view:
        save(name, _source(view, name, known.of, given), target)
    if target != "-":
        terminal.note(f"{target} written")


def _check(form: str, of: str, given: dict[str, Any]) -> None:
    """Refuse options that do not apply to what is written."""
    if of == "network" and given["network"] is None:
        raise click.UsageError(f"{form} is a format for networks: say which with --network NAME")
    if of == "store" and (given["network"] is not None or given["params"]):
        raise click.UsageError(f"{form} writes the whole graph: --network and --param do not apply")
    if of == "store" and (given["since"] or given["until"] or given["copies"]):
        raise click.UsageError(f"{form} writes the whole graph: --since, --until do not apply")
    if of == "timeline" and given["network"] is not None:
        raise click.UsageError("a timeline is of statements: --network does not apply")


def _source(view: View, form: str, of: str, given: dict[str, Any]) -> object:
    """Return what is to be written."""
    limits = {name: given[name] for name in ("since", "until", "copies")}
    params = options.network_parameters(given["params"], limits)
    if of == "network":
        from reportedly.export.networks import network_for

        looks = {name: given[name] for name in ("by", "plain", "measures")}
        return network_for(form, view, given["network"], **looks, **params)
    if of == "timeline":
        from reportedly.network import timeline

        unknown = params.keys() - {"actor", "since", "until", "copies"}
        if unknown:
            raise click.UsageError(f"a timeline has no parameter {unknown.pop()}: it takes actor")
        return timeline(view, given["each"], top=given["top"], **params)
    return view
