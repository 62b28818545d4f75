"""GEXF 1.3 for Gephi, streamed: valid against Gephi's RELAX NG schema whatever is in the network.

`networkx.write_gexf` keeps the whole file in memory, writes what the schema refuses, and makes
unreadable files of a NUL or half a character without a word. Here attribute columns have numbers
for ids, so that one called `id` or `label` takes nobody's place. Edges have no ids, because the
schema does not ask for them and networkx would read them as an attribute; the keys of parallel
edges stand in a column `networkx_key`, where it finds them. An attribute `kind` of an edge is its
GEXF kind as well: Gephi keeps parallel edges apart by that. Looks and times are in `appearance`.
"""

from __future__ import annotations

import math
from typing import IO, TYPE_CHECKING, Any, Final

import reportedly
from reportedly.export.appearance import (
    VIZ,
    is_dynamic,
    look,
    node_spells,
    spells,
    spells_of,
    without_looks,
)
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

_KEY: Final = "networkx_key"


def write_gexf(network: Network, out: IO[bytes]) -> None:
    """Write `network` to `out`."""
    stream(_lines(network), out)


def _lines(network: Network) -> Iterator[str]:
    called = names(network)
    nodes = kinds(data for _, data in network.nodes(data=True))
    links = kinds(_edge_data(network))
    for columns in (nodes, links):
        columns.pop("label", None)
        if is_dynamic(network):
            columns.pop("spells", None)
    without_looks(nodes, (data for _, data in network.nodes(data=True)))
    without_looks(links, (data for *_, data in edges(network)))
    if _is_weight(network, links):
        del links["weight"]
    yield from _head(network, nodes, links)
    yield f'<nodes count="{len(network.nodes)}">\n'
    yield from _nodes(network, called, nodes)
    yield f'</nodes>\n<edges count="{len(network.edges)}">\n'
    yield from _edges(network, called, links)
    yield "</edges>\n</graph>\n</gexf>\n"


def _edge_data(network: Network) -> Iterator[Mapping[Any, object]]:
    for _, _, key, data in edges(network):
        yield data if key is None else {**data, _KEY: key}


def _is_weight(network: Network, links: Mapping[Any, Kind]) -> bool:
    """Tell whether all weights can be GEXF weights; else they are an attribute like others."""
    if links.get("weight") not in {Kind.LONG, Kind.DOUBLE}:
        return False
    weights: Iterator[Any] = (data.get("weight") for *_, data in edges(network))
    return all(weight is None or math.isfinite(weight) for weight in weights)


def _head(network: Network, nodes: Mapping[Any, Kind], links: Mapping[Any, Kind]) -> Iterator[str]:
    name = quoted(text(network.graph.get("name", "")))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<gexf xmlns="http://gexf.net/1.3" xmlns:viz="{VIZ}" version="1.3">\n'
    yield f"<meta><creator>reportedly {reportedly.__version__}</creator>"
    yield f"<description>{name}</description></meta>\n"
    direction = "directed" if network.is_directed() else "undirected"
    mode = 'dynamic" timeformat="date' if is_dynamic(network) else "static"
    yield f'<graph defaultedgetype="{direction}" idtype="string" mode="{mode}">\n'
    for element, columns in (("node", nodes), ("edge", links)):
        yield f'<attributes class="{element}" mode="static">\n'
        for number, (name, kind) in enumerate(columns.items()):
            yield f'<attribute id="{number}" title="{quoted(title(name))}" type="{kind}"/>\n'
        yield "</attributes>\n"


def _nodes(
    network: Network, called: Mapping[Any, str] | None, columns: Mapping[Any, Kind]
) -> Iterator[str]:
    marks, dynamic, dressed = _marks(columns), is_dynamic(network), "viz" not in columns
    for node, data in network.nodes(data=True):
        name = node if called is None else called[node]
        label = data.get("label")
        shown = quoted(name if label is None else text(label))
        inside = _values(data, marks)
        if dressed and "viz" in data and data["viz"]:
            inside += look(data["viz"])
        if dynamic:
            inside += spells(node_spells(network, node))
        yield f'<node id="{quoted(name)}" label="{shown}"{_closed(inside, "node")}'


def _edges(
    network: Network, called: Mapping[Any, str] | None, columns: Mapping[Any, Kind]
) -> Iterator[str]:
    marks, dynamic, dressed = _marks(columns), is_dynamic(network), "viz" not in columns
    weighted = "weight" not in columns
    for source, target, key, data in edges(network):
        ends = (source, target) if called is None else (called[source], called[target])
        line = f'<edge source="{quoted(ends[0])}" target="{quoted(ends[1])}"'
        for name in ("kind", "label"):
            if data.get(name) is not None:
                line += f' {name}="{quoted(text(data[name]))}"'
        if weighted and data.get("weight") is not None:
            line += f' weight="{written(data["weight"], Kind.DOUBLE)}"'
        inside = _values(data if key is None else {**data, _KEY: key}, marks)
        if dressed and "viz" in data and data["viz"]:
            inside += look(data["viz"], edge=True)
        if dynamic:
            inside += spells(spells_of(data))
        yield line + _closed(inside, "edge")


def _marks(columns: Mapping[Any, Kind]) -> dict[Any, tuple[str, Kind]]:
    """Return how a value's element begins, and its type, by attribute."""
    return {
        name: (f'<attvalue for="{number}" value="', kind)
        for number, (name, kind) in enumerate(columns.items())
    }


def _values(data: Mapping[Any, object], marks: Mapping[Any, tuple[str, Kind]]) -> str:
    values = "".join(
        f'{marks[name][0]}{quoted(written(value, marks[name][1]))}"/>'
        for name, value in data.items()
        if value is not None and name in marks
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def _closed(inside: str, element: str) -> str:
    return f">{inside}</{element}>\n" if inside else "/>\n"
