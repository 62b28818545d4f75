r"""Values as SPARQL terms: typed, escaped, and unable to break out of where they are put.

A value is read as its type first, so that numbers, dates and IRIs can hold nothing else. Strings
are escaped for the grammar (SPARQL 1.1, 19.7) and for engines, rdflib among them, that expand
`\u0022` before they parse (19.2) and would take a value's backslash for the start of one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from reportedly.edtf import bounds
from reportedly.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

_ESCAPES: Final = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
_ESCAPED = re.compile(r'[\\"\n\r\t\x08\x0c]')
_CODE_POINT = re.compile(r"(\\\\)([uU])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')
_INTEGER = re.compile(r"[+-]?[0-9]{1,40}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})")
_DATE = "<http://www.w3.org/2001/XMLSchema#date>"


def string(value: str) -> str:
    """Return `value` as a string literal."""
    if _SURROGATE.search(value):
        raise ValueError("holds half a character")
    escaped = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value)
    # A letter that would make the backslash before it a code point is written as a code point.
    safe = _CODE_POINT.sub(lambda found: f"{found[1]}\\U{ord(found[2]):08X}", escaped)
    return f'"{safe}"'


def iri(value: str) -> str:
    """Return `value`, an absolute IRI with or without angle brackets, as a term."""
    bare = value.strip().removeprefix("<").removesuffix(">")
    if not _IRI.fullmatch(bare) or _SURROGATE.search(bare):
        raise ValueError("not an IRI like https://w3id.org/reportedly/kg/actor/isw")
    return f"<{bare}>"


def integer(value: str) -> str:
    """Return `value` as an integer."""
    if not _INTEGER.fullmatch(value.strip()):
        raise ValueError("not a whole number")
    return str(int(value))


def limit(value: str) -> str:
    """Return `value` as a number of rows."""
    if not _INTEGER.fullmatch(value.strip()) or int(value) < 1:
        raise ValueError("not a whole number from 1 on")
    return str(int(value))


def decimal(value: str) -> str:
    """Return `value` as a decimal number."""
    if not _DECIMAL.fullmatch(value.strip()):
        raise ValueError("not a number like 0.5")
    written = format(Decimal(value.strip()), "f")
    return written if "." in written else f"{written}.0"


def edtf(value: str) -> str:
    """Return the first and the last day that an EDTF date can mean, UNDEF for an open end."""
    from reportedly.source.edtf import checked

    try:
        earliest, latest = bounds(checked(value))
    except SourceError as error:
        raise ValueError(f"{error.reason}; {error.advice}") from error
    if earliest is None and latest is None:
        raise ValueError("not a date that can be compared")
    return " ".join(
        f'"{day.isoformat()}"^^{_DATE}' if day else "UNDEF" for day in (earliest, latest)
    )


READERS: Final[dict[str, Callable[[str], str]]] = {
    "string": string,
    "iri": iri,
    "integer": integer,
    "limit": limit,
    "decimal": decimal,
    "edtf": edtf,
}
"""Types of parameters that need no store; each turns text into terms or raises ValueError."""
TYPES: Final = (*READERS, "actor", "words")
"""The types that parameters can have."""
