"""Attributes of nodes and edges as typed columns, and text that any reader of XML or CSV takes.

networkx lets an attribute be anything; GEXF, GraphML and tables want one type a column, known
before the first row. So a network is gone through twice, once for the types and once to write,
which needs no memory for its size. A column of whole numbers is `long`, of numbers `double`, of
truths `boolean`; everything else, mixtures included, is `string`: dates in ISO 8601, lists joined
by " | ", mappings as JSON. None is no value.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Protocol

from reportedly.export.markup import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST, _MOST = -(2**63), 2**63 - 1
# networkx 3.6 reads attributes back as keyword arguments and fails on those that it has itself.
_TAKEN = frozenset({"key", "u_for_edge", "v_for_edge", "node_for_adding"})


class Network(Protocol):
    """What is read of a networkx graph."""

    graph: dict[str, Any]
    nodes: Any
    edges: Any

    def is_directed(self) -> bool:
        """Tell whether edges have a direction."""
        ...

    def is_multigraph(self) -> bool:
        """Tell whether there can be several edges between two nodes."""
        ...


class Kind(StrEnum):
    """The type of a column, as GEXF and GraphML both call it."""

    BOOLEAN = "boolean"
    LONG = "long"
    DOUBLE = "double"
    STRING = "string"


_NUMBERS = {Kind.LONG, Kind.DOUBLE}
# Told by their type alone, the usual values need no search through the kinds of numbers.
_KINDS = {bool: Kind.BOOLEAN, float: Kind.DOUBLE, str: Kind.STRING}


def kinds(items: Iterable[Mapping[Any, object]]) -> dict[Any, Kind]:
    """Return the columns that `items` need, by attribute, in the order of their first value."""
    found: dict[Any, Kind] = {}
    for item in items:
        for name, value in item.items():
            if value is not None:
                kind = _KINDS.get(type(value)) or _kind(value)
                if found.setdefault(name, kind) is not kind:
                    both = {found[name], kind}
                    found[name] = Kind.DOUBLE if both == _NUMBERS else Kind.STRING
    return found


def _kind(value: object) -> Kind:
    if type(value) is int:  # quicker than to ask for every kind of whole number
        return Kind.LONG if _LEAST <= value <= _MOST else Kind.STRING
    if isinstance(value, Integral):
        return _kind(int(value))
    return Kind.DOUBLE if isinstance(value, Real | Decimal) else Kind.STRING


def title(attribute: object) -> str:
    """Return what the column of an attribute is called in a file."""
    name = clean(str(attribute))
    return f"{name}_" if name in _TAKEN else name


def written(value: object, kind: Kind) -> str:
    """Return a value as its column has it, not yet clean; numbers as Java and Python read them."""
    if kind is Kind.STRING:
        return text(value)
    if kind is Kind.LONG:
        return str(int(value))  # type: ignore[call-overload]
    if kind is Kind.BOOLEAN:
        return "true" if value else "false"
    number = float(value)  # type: ignore[arg-type]
    if math.isfinite(number):
        return repr(number)
    return "NaN" if math.isnan(number) else f"{'-' if number < 0 else ''}Infinity"


def text(value: object) -> str:
    """Return any value as text."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, list | tuple | set | frozenset):
        items = map(text, value)
        return " | ".join(items if isinstance(value, list | tuple) else sorted(items))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def names(network: Network) -> Mapping[Any, str] | None:
    """Return what nodes are called in a file, None where each goes by itself.

    Keys that are no text, or no clean one, get a text of their own: no two nodes become one.
    """
    if all(isinstance(node, str) and clean(node) is node for node in network.nodes):
        return None
    called: dict[Any, str] = {}
    taken: set[str] = set()
    for node in network.nodes:
        name = base = clean(text(node))
        number = 1
        while name in taken:
            number += 1
            name = f"{base}~{number}"
        taken.add(name)
        called[node] = name
    return called


def edges(network: Network) -> Iterator[tuple[Any, Any, Any, Mapping[Any, object]]]:
    """Yield source, target, key and attributes of each edge; the key is None if there are none."""
    if network.is_multigraph():
        yield from network.edges(keys=True, data=True)
    else:
        for source, target, data in network.edges(data=True):
            yield source, target, None, data
