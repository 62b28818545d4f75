"""The formats by name, ours and those that other packages bring.

A plug-in names a `Format` in the entry-point group `reportedly.export`; its name is the format's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Final, Literal, TypeAlias

from reportedly.errors import ExportError
from reportedly.export.gexf import write_gexf
from reportedly.export.graphml import write_graphml
from reportedly.export.statements import write_statements
from reportedly.export.tables import write_edges, write_nodes
from reportedly.export.target import STDOUT, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

GROUP: Final = "reportedly.export"

Writer: TypeAlias = Callable[[Any, IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a store, or a network or timeline of it, to a file.

    `write` takes what `of` says and a binary file.
    """

    name: str
    of: Literal["store", "network", "timeline"]
    help: str
    write: Writer


def _later(module: str, name: str, **options: object) -> Writer:
    """Return a writer whose module is loaded when something is written: pictures need numpy."""

    def write(source: Any, out: IO[bytes]) -> None:
        writer = getattr(import_module(f"reportedly.export.{module}"), name)
        writer(source, out, **options)

    return write


def _dump(format: str) -> Writer:  # noqa: A002 named as rdflib does
    def write(store: Any, out: IO[bytes]) -> None:
        store.dump(out, format)

    return write


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("trig", "store", "all graphs as TriG", _dump("trig")),
            Format("nq", "store", "all graphs as N-Quads", _dump("nq")),
            Format("ttl", "store", "all graphs merged, as Turtle", _dump("ttl")),
            Format("jsonld", "store", "all graphs as JSON-LD", _dump("jsonld")),
            Format("csv", "store", "a table of all statements, for spreadsheets", write_statements),
            Format("gexf", "network", "GEXF 1.3, for Gephi", write_gexf),
            Format("graphml", "network", "GraphML, for yEd, igraph, Cytoscape", write_graphml),
            Format("nodes.csv", "network", "a table of the nodes", write_nodes),
            Format("edges.csv", "network", "a table of the edges", write_edges),
            Format("cyjs", "network", "Cytoscape JSON", _later("cytoscape", "write_cytoscape")),
            Format(
                "nodes.parquet",
                "network",
                "the nodes as Parquet",
                _later("frames", "write_nodes_parquet"),
            ),
            Format(
                "edges.parquet",
                "network",
                "the edges as Parquet",
                _later("frames", "write_edges_parquet"),
            ),
            Format("svg", "network", "a picture", _later("picture", "write_svg")),
            Format("png", "network", "a picture in pixels", _later("picture", "write_png")),
            Format(
                "timeline.csv",
                "timeline",
                "who said how much when",
                _later("chart", "write_timeline"),
            ),
            Format(
                "timeline.svg", "timeline", "the same as a picture", _later("chart", "write_chart")
            ),
            Format(
                "timeline.png",
                "timeline",
                "the same in pixels",
                _later("chart", "write_chart", png=True),
            ),
        )
    }
)
"""Our own formats; `formats()` has plug-ins too."""


@cache
def formats() -> Mapping[str, Format]:
    """Return all formats by name; one of ours is not replaced by a plug-in of its name.

    Raises ExportError where a plug-in cannot be loaded.
    """
    found = {each.name: _loaded(each) for each in entry_points(group=GROUP)}
    return MappingProxyType({**found, **FORMATS})


def _loaded(entry: Any) -> Format:
    plug_in = f"plug-in {entry.name}"
    try:
        found = entry.load()
    except (ImportError, AttributeError) as error:
        raise ExportError(plug_in, f"cannot be loaded: {error}", "reinstall it") from error
    if not isinstance(found, Format):
        raise ExportError(plug_in, f"is no Format but {type(found).__name__}", "tell its author")
    return found


def save(name: str, source: object, target: str | PathLike[str]) -> None:
    """Write a store, network or timeline in the format `name` to `target`; "-" is stdout.

    Raises ExportError where there is no such format or the file cannot be written.
    """
    known = formats()
    if name not in known:
        raise ExportError(name, f"is not one of {', '.join(known)}")
    write = known[name].write
    if write is write_statements and target == STDOUT:
        write = partial(write_statements, mark=False)
    with opened(target) as out:
        write(source, out)
