"""Answers, statements and networks as data frames, and networks as Parquet files.

    to_dataframe(run(store, "sources"))            # the rows of an answer
    to_dataframe(store)                            # all statements, with the columns of the CSV
    to_dataframe(network, "nodes")                 # or "edges"

With pandas by default, with `library="polars"` by polars; either is in the extra `data`, with
pyarrow for Parquet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, Any, Final, Literal, TypeAlias

from reportedly.errors import ExportError
from reportedly.export.attributes import Kind, Network, edges, kinds, names, text
from reportedly.export.markup import clean
from reportedly.export.statements import COLUMNS, rows
from reportedly.store.frame import Library, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Part: TypeAlias = Literal["nodes", "edges"]
Table: TypeAlias = dict[str, list[Any]]
_BATCH: Final = 50_000  # rows of a Parquet row group: what is in memory at one time


def to_dataframe(source: Any, part: Part = "nodes", *, library: Library = "pandas") -> Any:
    """Return an answer, the statements of a store, or a network's nodes or edges as a data frame.

    Raises ExportError where the library is not installed.
    """
    if hasattr(source, "nodes") and hasattr(source, "edges"):
        columns, cells = _cells(source, part)
        return frame(columns, cells, library)
    if hasattr(source, "graphs"):
        return frame(COLUMNS, rows(source), library)
    return frame(source.columns, source, library)


def _cells(network: Network, part: Part) -> tuple[list[str], Iterable[tuple[Any, ...]]]:
    if part not in {"nodes", "edges"}:
        raise ExportError(str(part), "a network has nodes and edges", 'part="nodes" or "edges"')
    fixed, types, every = (_node_rows if part == "nodes" else _edge_rows)(network)
    titles = [*fixed, *_titles(types, fixed)]

    def cells() -> Iterator[tuple[Any, ...]]:
        for start, data in every():
            yield (*start, *(_cell(data.get(name), kind) for name, kind in types.items()))

    return titles, cells()


_Rows: TypeAlias = "Callable[[], Iterator[tuple[tuple[Any, ...], Mapping[Any, object]]]]"


def _node_rows(network: Network) -> tuple[tuple[str, ...], dict[Any, Kind], _Rows]:
    called = names(network)
    types = kinds(data for _, data in network.nodes(data=True))
    types.pop("viz", None)

    def every() -> Iterator[tuple[tuple[Any, ...], Mapping[Any, object]]]:
        for node, data in network.nodes(data=True):
            yield ((node if called is None else called[node]),), data

    return ("id",), types, every


def _edge_rows(network: Network) -> tuple[tuple[str, ...], dict[Any, Kind], _Rows]:
    called = names(network)
    types = kinds(data for *_, data in edges(network))
    types.pop("viz", None)
    keyed = network.is_multigraph()

    def every() -> Iterator[tuple[tuple[Any, ...], Mapping[Any, object]]]:
        for source, target, key, data in edges(network):
            ends = (source, target) if called is None else (called[source], called[target])
            yield ((*ends, clean(text(key))) if keyed else ends), data

    return ("source", "target", *(("key",) if keyed else ())), types, every


def _titles(types: Iterable[Any], taken: Iterable[str]) -> list[str]:
    used, found = set(taken), []
    for name in types:
        title = clean(text(name))
        while title in used:
            title += "_"
        used.add(title)
        found.append(title)
    return found


def _cell(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind is Kind.STRING:
        return clean(text(value))
    return (
        float(value) if kind is Kind.DOUBLE else bool(value) if kind is Kind.BOOLEAN else int(value)
    )


_ARROW: Final = {Kind.BOOLEAN: "bool_", Kind.LONG: "int64", Kind.DOUBLE: "float64"}


def write_nodes_parquet(network: Network, out: IO[bytes]) -> None:
    """Write the nodes of `network` to `out` as Parquet."""
    _write(network, "nodes", out)


def write_edges_parquet(network: Network, out: IO[bytes]) -> None:
    """Write the edges of `network` to `out` as Parquet."""
    _write(network, "edges", out)


def _write(network: Network, part: Part, out: IO[bytes]) -> None:
    """Write one row group after the other, so that memory does not grow."""
    if find_spec("pyarrow") is None:
        raise ExportError("Parquet", "needs pyarrow", "pip install 'reportedly[data]'")
    pa, pq = import_module("pyarrow"), import_module("pyarrow.parquet")
    fixed, types, _ = (_node_rows if part == "nodes" else _edge_rows)(network)
    titles, cells = _cells(network, part)
    every = [*(Kind.STRING for _ in fixed), *types.values()]
    fields = [
        (title, getattr(pa, _ARROW.get(kind, "string"))())
        for title, kind in zip(titles, every, strict=True)
    ]
    schema = pa.schema(fields)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in _batches(cells):
            columns = zip(*batch, strict=True)
            arrays = [
                pa.array(list(column), field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _batches(cells: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    from itertools import islice

    rest = iter(cells)
    while batch := list(islice(rest, _BATCH)):
        yield batch
