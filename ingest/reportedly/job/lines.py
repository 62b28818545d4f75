"""On which line of a TOML file each key stands; the standard library's parser does not tell.

The text has been parsed before, so it is well-formed: only strings, brackets and comments matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str, ...]

_KEY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*(\.|=|\])?""")
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|' r"'''.*?'''|" r'"(?:[^"\\\n]|\\.)*"|' r"'[^'\n]*'|#[^\n]*|[\[\]{}\n]",
    re.DOTALL,
)


def lines(text: str) -> dict[Path, int]:
    """Return the line, from 1, of every table and key of `text` that is not in an inline table.

    Tables of an array (`[[name]]`) have their number as the last part of their path.
    """
    found: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, logical in _logical(text):
        stripped = logical.lstrip()
        if stripped.startswith("[["):
            table = _keys(stripped[2:])
            counts[table] = counts.get(table, -1) + 1
            table = (*table, str(counts[table]))
            found.setdefault(table, number)
        elif stripped.startswith("["):
            table = _keys(stripped[1:])
            found.setdefault(table, number)
        elif stripped and not stripped.startswith("#"):
            found.setdefault((*table, *_keys(stripped)), number)
    return found


def line_of(path: Path, known: dict[Path, int]) -> int:
    """Return the line of `path`, else of the first thing in it, else of what is around it."""
    while path:
        within = [line for found, line in known.items() if found[: len(path)] == path]
        if within:
            return known.get(path, min(within))
        path = path[:-1]
    return 1


def _keys(text: str) -> Path:
    """Return the dotted key that `text` begins with."""
    keys: list[str] = []
    position = 0
    while (match := _KEY.match(text, position)) is not None:
        keys.append(next(part for part in match.groups()[:3] if part is not None))
        position = match.end()
        if match[4] != ".":
            break
    return tuple(keys)


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; one whose value goes on is one with what follows."""
    start, number, depth, header = 0, 1, 0, text.lstrip(" \t").startswith("[")
    line = 1
    for token in _TOKEN.finditer(text):
        what = token[0]
        if what == "\n":
            number += 1
            if depth == 0:
                yield line, text[start : token.start()]
                start, line = token.end(), number
                header = text[start:].lstrip(" \t").startswith("[")
        elif header:
            continue
        elif what in "[{":
            depth += 1
        elif what in "]}":
            depth -= 1
        else:
            number += what.count("\n")
    yield line, text[start:]
