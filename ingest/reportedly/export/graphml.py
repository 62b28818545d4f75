"""GraphML for yEd, igraph, Cytoscape and the rest, streamed and typed as in `gexf`."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from reportedly.export.appearance import without_looks
from reportedly.export.attributes import (
    Kind,
    Network,
    edges,
    kinds,
    names,
    text,
    title,
    written,
)
from reportedly.export.markup import quoted, stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ROOT = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write_graphml(network: Network, out: IO[bytes]) -> None:
    """Write `network` to `out`; the keys of parallel edges become their ids."""
    stream(_lines(network), out)


def _lines(network: Network) -> Iterator[str]:
    called = names(network)
    nodes = kinds(data for _, data in network.nodes(data=True))
    links = kinds(data for *_, data in edges(network))
    without_looks(nodes, (data for _, data in network.nodes(data=True)))
    without_looks(links, (data for *_, data in edges(network)))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _ROOT
    yield from _declared("node", "n", nodes)
    yield from _declared("edge", "e", links)
    direction = "directed" if network.is_directed() else "undirected"
    yield f'<graph edgedefault="{direction}">\n'
    node_marks, edge_marks = _marks("n", nodes), _marks("e", links)
    for node, data in network.nodes(data=True):
        name = node if called is None else called[node]
        yield f'<node id="{quoted(name)}">{_values(data, node_marks)}</node>\n'
    for source, target, key, data in edges(network):
        ends = (source, target) if called is None else (called[source], called[target])
        mark = "" if key is None else f' id="{quoted(text(key))}"'
        start = f'<edge source="{quoted(ends[0])}" target="{quoted(ends[1])}"{mark}>'
        yield f"{start}{_values(data, edge_marks)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _declared(element: str, prefix: str, columns: Mapping[Any, Kind]) -> Iterator[str]:
    for number, (name, kind) in enumerate(columns.items()):
        mark = f'id="{prefix}{number}" for="{element}"'
        yield f'<key {mark} attr.name="{quoted(title(name))}" attr.type="{kind}"/>\n'


def _marks(prefix: str, columns: Mapping[Any, Kind]) -> dict[Any, tuple[str, Kind]]:
    """Return how a value's element begins, and its type, by attribute."""
    return {
        name: (f'<data key="{prefix}{number}">', kind)
        for number, (name, kind) in enumerate(columns.items())
    }


def _values(data: Mapping[Any, object], marks: Mapping[Any, tuple[str, Kind]]) -> str:
    return "".join(
        f"{marks[name][0]}{quoted(written(value, marks[name][1]))}</data>"
        for name, value in data.items()
        if value is not None and name in marks
    )
