"""CSV that a spreadsheet shows and does not run, and networks as two such tables.

News is written by strangers, and a cell that begins with "=" is a formula to Excel, LibreOffice and
Google Sheets: `=HYPERLINK(...)` sends data away. So a text that begins with one of `= + - @`, a tab
or a line end gets an apostrophe in front (OWASP, "CSV Injection"); numbers stay as they are. Who
needs the text untouched takes JSON Lines, RDF or `reportedly query --format csv`.

Node tables begin with `Id,Label`, edge tables with `Source,Target,Type,Weight`, as Gephi's
spreadsheet import has it; networks have no byte order mark, for Gephi would take it for a part of
the first name.
"""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import IO, TYPE_CHECKING, Any, Final

from reportedly.export.appearance import without_looks
from reportedly.export.attributes import Network, edges, kinds, names, text
from reportedly.export.markup import clean, stream
from reportedly.query.format import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NODE: Final = ("Id", "Label")
_EDGE: Final = ("Source", "Target", "Type", "Weight")


def shown(value: object) -> str:
    """Return a value as a cell of a table for people: None empty, no formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    words = clean(text(value))
    harmless = isinstance(value, Real | Decimal) or not words.startswith(_FORMULA)
    return words if harmless else f"'{words}"


def write_table(header: Iterable[str], rows: Iterable[Iterable[object]], out: IO[bytes]) -> None:
    """Write a table as CSV (RFC 4180) in UTF-8."""
    stream(csv_lines(header, (map(shown, row) for row in rows)), out)


def write_nodes(network: Network, out: IO[bytes]) -> None:
    """Write the nodes of `network` to `out`, one a row."""
    called = names(network)
    columns = kinds(data for _, data in network.nodes(data=True))
    columns.pop("label", None)
    without_looks(columns, (data for _, data in network.nodes(data=True)))

    def rows() -> Iterator[list[object]]:
        for node, data in network.nodes(data=True):
            name = node if called is None else called[node]
            label = data.get("label")
            yield [name, name if label is None else label, *_row(data, columns)]

    write_table([*_NODE, *_titles(columns, _NODE)], rows(), out)


def write_edges(network: Network, out: IO[bytes]) -> None:
    """Write the edges of `network` to `out`, one a row; the key of a parallel edge as `key`."""
    called = names(network)
    columns = kinds(data for *_, data in edges(network))
    columns.pop("weight", None)
    without_looks(columns, (data for *_, data in edges(network)))
    direction = "Directed" if network.is_directed() else "Undirected"
    key_title = ["key"] if network.is_multigraph() else []

    def rows() -> Iterator[list[object]]:
        for source, target, key, data in edges(network):
            ends = (source, target) if called is None else (called[source], called[target])
            keyed = [key] if key_title else []
            yield [*ends, direction, data.get("weight", 1), *keyed, *_row(data, columns)]

    reserved = (*_EDGE, *key_title)
    write_table([*reserved, *_titles(columns, reserved)], rows(), out)


def _row(data: Mapping[Any, object], columns: Iterable[Any]) -> list[object]:
    return [data.get(name) for name in columns]


def _titles(columns: Iterable[Any], taken: tuple[str, ...]) -> list[str]:
    """Return the columns' titles, one that a table has already with an underscore."""
    lower = {name.lower() for name in taken}
    found = (clean(str(name)) for name in columns)
    return [f"{name}_" if name.lower() in lower else name for name in found]
