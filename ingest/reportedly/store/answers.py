"""What a question gives: rows of plain Python values, triples, or yes and no (a `bool`).

Solutions and triples come as they are computed, so they can be had once, either by iterating or by
serialising, and only in the thread that asked.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from reportedly.store.frame import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.store.frame import Library

XSD: Final = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """An IRI; a blank node, which our own graphs never have, as `_:label`."""

    __slots__ = ()


Value: TypeAlias = Iri | str | int | Decimal | float | bool | date | datetime | None
"""A term: texts without their language, None where a variable is not bound."""

Row: TypeAlias = tuple[Value, ...]


class Solutions:
    """The rows that a SELECT gives; `columns` are the names of its variables."""

    def __init__(
        self, columns: tuple[str, ...], rows: Iterator[Row], write: Callable[[str], bytes]
    ) -> None:
        self.columns = columns
        self._rows = rows
        self._write = write

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def to_dataframe(self, library: Library = "pandas") -> Any:
        """Return the rows as a data frame of pandas or polars (the extra `data`)."""
        return frame(self.columns, self, library)

    def serialize(self, format: str) -> bytes:  # noqa: A002 named as rdflib and pyoxigraph do
        """Return the rows in a W3C result format: json, xml, csv or tsv."""
        return self._write(format)


class Triples:
    """The triples that a CONSTRUCT or DESCRIBE gives."""

    def __init__(self, triples: Iterator[Row], write: Callable[[str], bytes]) -> None:
        self._triples = triples
        self._write = write

    def __iter__(self) -> Iterator[Row]:
        return self._triples

    def serialize(self, format: str) -> bytes:  # noqa: A002 named as rdflib and pyoxigraph do
        """Return the triples in an RDF format: ttl, nt, jsonld or rdf."""
        return self._write(format)


Answer: TypeAlias = Solutions | Triples | bool


def _whole(lexical: str) -> int:
    return int(lexical)


def _truth(lexical: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[lexical]


_INTEGERS = (
    "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger",
    "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort",
    "unsignedByte",
)  # fmt: skip
_READERS: dict[str, Callable[[str], Value]] = {
    **{f"{XSD}{name}": _whole for name in _INTEGERS},
    f"{XSD}decimal": Decimal,
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": _truth,
    f"{XSD}date": date.fromisoformat,
    f"{XSD}dateTime": datetime.fromisoformat,
}


def literal(lexical: str, datatype: str) -> Value:
    """Return the value of a literal; its text where Python has no such type or value.

    A date with a time zone, a year before 1 or after 9999 and an ill-typed number stay text.
    """
    reader = _READERS.get(datatype)
    if reader is None:
        return lexical
    try:
        return reader(lexical)
    except (ValueError, InvalidOperation, KeyError):
        return lexical
