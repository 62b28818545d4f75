"""How nodes and edges look and when they are there, as GEXF has it (`viz` and `spells`).

A look is an attribute `viz` as networkx reads and writes it: a mapping with `color` (r, g, b from
0 to 255 and a from 0 to 1), `size`, `position` (x, y, z), or for edges `color` and `thickness`.
Anything else called `viz` is an attribute like others.

When something is there is said by its `spells`, ISO 8601 intervals of days such as
"2024-05-01/2024-05-02", or by `first` and `last`. An end that nobody knows is left open. Gephi
ignores a spell that ends where it starts (gephi#666), so every spell lasts until the day after.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.export.attributes import Kind, Network

VIZ: Final = "http://gexf.net/1.3/viz"
_PARTS: Final = frozenset({"color", "size", "position", "thickness"})
OPEN: Final = ".."


def is_look(value: object) -> bool:
    """Tell whether a value is a look that GEXF can have."""
    if not isinstance(value, Mapping) or not value or not _PARTS.issuperset(value):
        return False
    return all(_VALID[name](part) for name, part in value.items())


def _is_color(value: object) -> bool:
    if not isinstance(value, Mapping) or not {"r", "g", "b"} <= set(value) <= set("rgba"):
        return False
    channels = all(type(value[name]) is int and 0 <= value[name] <= 255 for name in "rgb")
    return channels and _is_number(value.get("a", 1.0)) and 0 <= value.get("a", 1.0) <= 1


def _is_number(value: object) -> bool:
    return type(value) in {int, float} and math.isfinite(value)  # type: ignore[arg-type]


def _is_size(value: object) -> bool:
    return _is_number(value) and float(value) >= 0  # type: ignore[arg-type]


def _is_position(value: object) -> bool:
    if not isinstance(value, Mapping) or not {"x", "y"} <= set(value) <= set("xyz"):
        return False
    return all(map(_is_number, value.values()))


_VALID: Final = {
    "color": _is_color,
    "size": _is_size,
    "position": _is_position,
    "thickness": _is_size,
}


def look(value: Any, *, edge: bool = False) -> str:
    """Return a look as elements; an edge has neither size nor position, a node no thickness."""
    parts = []
    if color := value.get("color"):
        alpha = f' a="{color["a"]:g}"' if "a" in color else ""
        parts.append(f'<viz:color r="{color["r"]}" g="{color["g"]}" b="{color["b"]}"{alpha}/>')
    if not edge and (place := value.get("position")):
        inside = " ".join(f'{axis}="{place[axis]:.7g}"' for axis in "xyz" if axis in place)
        parts.append(f"<viz:position {inside}/>")
    name = "thickness" if edge else "size"
    if name in value:
        parts.append(f'<viz:{name} value="{value[name]:.7g}"/>')
    return "".join(parts)


def without_looks(columns: dict[Any, Kind], items: Iterable[Mapping[Any, object]]) -> None:
    """Take the column `viz` out if there is nothing but looks in it."""
    if "viz" in columns and all(data.get("viz") is None or is_look(data["viz"]) for data in items):
        del columns["viz"]


def is_dynamic(network: Network) -> bool:
    """Tell whether the network says that it changes with time."""
    return network.graph.get("mode") == "dynamic"


def spells_of(data: Mapping[Any, Any]) -> list[tuple[str, str]]:
    """Return the spells of an edge or node as pairs of days; none where it is always there."""
    given = data.get("spells")
    if isinstance(given, list) and given:
        found = [_pair(each) for each in given]
    else:
        found = [(_day(str(data.get("first"))), _day(str(data.get("last"))))]
    return [] if any(map(_is_always, found)) else sorted(set(found))


def _is_always(spell: tuple[str, str]) -> bool:
    """Tell whether a spell is open at both ends, as two open ones that overlap together are.

    Statements of which one has only a first day and another only a last one can give an edge a
    first day after its last.
    """
    start, end = spell
    return start == end == OPEN or (OPEN not in spell and start > end)


def _pair(spell: object) -> tuple[str, str]:
    start, _, end = str(spell).partition("/")
    return _day(start), _day(end)


@lru_cache(maxsize=50_000)  # a network has many edges and few days
def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return OPEN


def node_spells(network: Network, node: object) -> list[tuple[str, str]]:
    """Return when a node is there: whenever one of its edges is, always if one always is.

    A node without edges is there by its own account.
    """
    edges: Iterator[Any] = iter(network.edges(node, data=True))
    if network.is_directed():
        edges = chain(edges, network.in_edges(node, data=True))  # type: ignore[attr-defined]
    every = [spells_of(data) for *_, data in edges]
    if not every:
        return spells_of(network.nodes[node])
    return [] if not all(every) else joined({spell for spells in every for spell in spells})


def joined(spells: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return spells without overlaps, in order."""
    found: list[tuple[str, str]] = []
    for start, end in sorted(spells, key=lambda spell: "" if spell[0] == OPEN else spell[0]):
        if found and _touches(found[-1][1], start):
            before, last = found[-1]
            found[-1] = (before, OPEN if OPEN in {last, end} else max(last, end))
        else:
            found.append((start, end))
    return [] if (OPEN, OPEN) in found else found


def _touches(end: str, start: str) -> bool:
    return OPEN in {end, start} or start <= end


def spells(found: list[tuple[str, str]]) -> str:
    """Return spells as an element, none for no spells."""
    if not found:
        return ""
    return f"<spells>{''.join(map(_spell, found))}</spells>"


def _spell(spell: tuple[str, str]) -> str:
    start, end = spell
    begins = "" if start == OPEN else f' start="{start}"'
    return f"<spell{begins}{'' if end == OPEN else _until(end)}/>"


@lru_cache(maxsize=50_000)
def _until(end: str) -> str:
    day = date.fromisoformat(end)
    after = day if day == date.max else day + timedelta(days=1)
    return f' end="{after.isoformat()}"'
