"""Questions as text: what form a query has, what it may not do, and where it is wrong."""

from __future__ import annotations

import re
from typing import Final

from reportedly.errors import QueryError
from reportedly.graph.iri import KG
from reportedly.graph.vocabulary import PREFIXES as VOCABULARIES

PREFIXES: Final = {**VOCABULARIES, "actor": f"{KG}actor/", "doc": f"{KG}doc/"}
"""What a query may abbreviate without saying so."""

READING: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_WRITING = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
_ADVICE = "reportedly questions lists ready-made ones"

_QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r'|<[^<>"{}|^`\\\s]*>'
    r"|\#[^\n]*"  # after strings and IRIs, comments
    r"|\\.",  # in a prefixed name, \# begins no comment and \' no string
    re.DOTALL,
)
_OPENING = re.compile(r"(?:\s*(?:PREFIX\s+[^\s:]*:|BASE)(?=\s))*\s*(\w*)", re.IGNORECASE)
_SERVICE = re.compile(r"(?<![\w?$:-])SERVICE(?![\w:-])", re.IGNORECASE)
_AT = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_MARKS = frozenset("'\"[]")
_LAST_PREFIX = re.compile(r"([\w-]*):[^\s:]*$")


def form(query: str) -> str:
    """Return which of `READING` the query is.

    Raises QueryError where it is none, would change something, or would ask another server.
    """
    if any("\ud800" <= sign <= "\udfff" for sign in query):  # bytes that are no character
        raise _wrong("not in UTF-8", "set the environment variable PYTHONUTF8=1")
    bare = _bare(query)
    opening = _OPENING.match(bare)
    word = (opening[1] if opening else "").upper()
    if word in _WRITING:
        raise _wrong(f"{word} changes the store, and a query only reads it", "ask with SELECT")
    if word not in READING:
        begins = f"not with {word}" if word else "and this one is empty"
        raise _wrong(f"a query begins with {', '.join(READING[:3])} or {READING[3]}, {begins}")
    if _SERVICE.search(bare):
        raise _wrong("SERVICE would ask another server, and a store answers from what it holds")
    return word


def undeclared(query: str) -> str:
    """Return declarations, all in one line, of the prefixes that the query takes for granted."""
    bare = _bare(query)
    return "".join(
        f"PREFIX {prefix}: <{namespace}> "
        for prefix, namespace in PREFIXES.items()
        if re.search(rf"(?<![\w:-]){prefix}:", bare)
        and not re.search(rf"PREFIX\s+{prefix}:", bare, re.IGNORECASE)
    )


def malformed(query: str, message: str) -> QueryError:
    """Return the error that shows where `query` is wrong, from what Oxigraph's parser said."""
    found = _AT.match(message)
    if found is None:
        return _wrong(" ".join(message.split()))
    row, column = int(found[1]), int(found[2])
    line = (query.split("\n") + [""] * row)[row - 1]
    what = _what(found[3], line[: column - 1]) or _unclosed(query) or "here, or shortly before"
    pointer = " " * (column - 1) + "^"
    return _wrong(f"line {row}, column {column}: {what}\n    {line}\n    {pointer}")


def _what(expected: str, before: str) -> str:
    """Say what the parser missed, if that helps.

    It lists all that it would have taken at the last place it got to: remarks, characters in
    quotes, classes of characters in brackets, and keywords, which mislead more than they help.
    """
    parts = [part.strip() for part in expected.split(", ")]
    remarks = [part for part in parts if " " in part and not _MARKS.intersection(part)]
    if remarks == ["Prefix not found"] and (prefix := _LAST_PREFIX.search(before)):
        return f'the prefix "{prefix[1]}" is not declared'
    if remarks:
        return remarks[0]
    quoted = all(part.startswith('"') for part in parts)
    return f"expected {' or '.join(parts)}" if quoted and len(parts) <= 4 else ""


def _unclosed(query: str) -> str:
    bare = _bare(query)
    return "a { is never closed" if bare.count("{") > bare.count("}") else ""


def _bare(query: str) -> str:
    """Return the query with blanks for all that can hold any word without meaning it."""
    return _QUIET.sub(lambda found: " " * len(found[0]), query)


def _wrong(reason: str, advice: str = _ADVICE) -> QueryError:
    return QueryError("query", reason, advice)
