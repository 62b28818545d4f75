"""Cytoscape JSON (.cyjs), for Cytoscape, cytoscape.js and sigma: streamed, one element a line.

Node data have `id` and `name`, edge data `source`, `target` and `interaction`; an attribute called
like one of these gets an underscore. Values stay what they are in JSON; numbers that JSON has not
(infinite ones) are left out. A look's place becomes the element's position.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from numbers import Integral, Real
from typing import IO, TYPE_CHECKING, Any, Final

from reportedly.export.appearance import is_look
from reportedly.export.attributes import Network, edges, names, text
from reportedly.export.markup import clean, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

_NODE: Final = frozenset({"id", "name", "shared_name", "SUID", "selected"})
_EDGE: Final = _NODE | {"source", "target", "interaction", "shared_interaction"}


def write_cytoscape(network: Network, out: IO[bytes]) -> None:
    """Write `network` to `out`."""
    stream(_lines(network), out)


def _lines(network: Network) -> Iterator[str]:
    called = names(network)
    name = clean(text(network.graph.get("name", "")))
    yield '{"format_version": "1.0", "generated_by": "reportedly",'
    yield f' "data": {_json({"name": name, "directed": network.is_directed()})},\n'
    yield '"elements": {"nodes": [\n'
    yield from _joined(_nodes(network, called))
    yield '],\n"edges": [\n'
    yield from _joined(_edges(network, called))
    yield "]}}\n"


def _joined(elements: Iterator[dict[str, Any]]) -> Iterator[str]:
    before = ""
    for element in elements:
        yield before + _json(element)
        before = ",\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _nodes(network: Network, called: Mapping[Any, str] | None) -> Iterator[dict[str, Any]]:
    for node, data in network.nodes(data=True):
        name = node if called is None else called[node]
        label = data.get("label")
        shown = name if label is None else clean(text(label))
        element: dict[str, Any] = {"data": {"id": name, "name": shown, **_data(data, _NODE)}}
        look = data.get("viz")
        if is_look(look) and "position" in look:
            # The y axis points down here and up in Gephi.
            element["position"] = {"x": look["position"]["x"], "y": -look["position"]["y"]}
        yield element


def _edges(network: Network, called: Mapping[Any, str] | None) -> Iterator[dict[str, Any]]:
    for number, (source, target, key, data) in enumerate(edges(network)):
        ends = (source, target) if called is None else (called[source], called[target])
        kind = data.get("kind", key)
        fixed = {"id": f"e{number}", "source": ends[0], "target": ends[1]}
        if kind is not None:
            fixed["interaction"] = clean(text(kind))
        yield {"data": {**fixed, **_data(data, _EDGE)}}


def _data(data: Mapping[Any, object], taken: frozenset[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in data.items():
        cell = _value(value)
        if cell is not None and not (name == "viz" and is_look(value)):
            title = clean(text(name))
            while title in taken or title in found:
                title += "_"
            found[title] = cell
    return found


def _value(value: object) -> object:
    """Return a value as JSON has it, None for none."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real | Decimal):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [clean(text(item)) for item in value]
    return clean(text(value))
