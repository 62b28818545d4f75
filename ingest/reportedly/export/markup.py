"""What the text formats share: clean text, escaping, and writing in pieces.

networkx's writers build the whole document first; here lines go out as they are made.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_BATCH: Final = 2_000  # lines a write
_ESCAPES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
# What XML 1.0 cannot hold even escaped (section 2.2): most controls, halves of surrogate pairs and
# two non-characters. Readers refuse the whole file for one of them.
_ILLEGAL: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_ILLEGAL_ONE: Final = re.compile(f"[{_ILLEGAL}]")
_SPECIAL: Final = re.compile(f'[&<>"\t\n\r{_ILLEGAL}]')


def clean(text: str) -> str:
    """Return `text` with U+FFFD for each character that XML cannot hold."""
    return _ILLEGAL_ONE.sub("\ufffd", text)


def quoted(text: str) -> str:
    """Return text as the inside of an XML attribute or element: clean, line ends and tabs kept."""
    return _SPECIAL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0], "\ufffd")


def stream(lines: Iterable[str], out: IO[bytes]) -> None:
    """Write `lines` to `out` in UTF-8, many at a time."""
    rest = iter(lines)
    while batch := "".join(islice(rest, _BATCH)):
        out.write(batch.encode())
