"""JSON values cut out of a stream that is too long to be parsed at once.

Only quotation marks and brackets are looked at, so that a value's end is found whatever is wrong
inside it: a broken record does not hide the next one. What is cut out is for `json.loads`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportedly.source.formats.stream import BLOCK, Stream

_SPACE = b" \t\r\n"
_OUTSIDE = re.compile(rb'["\[\]{}]')
_INSIDE = re.compile(rb'["\\]')
_END_OF_WORD = re.compile(rb"[ \t\r\n,\]}]")  # not \s: it has more than JSON's white space
_LONGEST_KEY = 10_000  # bytes
_LONGEST_SCALAR = 10_000
_DEEPEST = 20  # objects around the list of records
_MOST_AROUND = 100  # fields kept of an object around the list


class BrokenError(ValueError):
    """The stream is no JSON from here on; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A value as it stands in the stream at byte `offset`.

    `data` is None where it is longer than allowed. `around` has the plain fields of the object in
    whose list it stands, as far as they come before it.
    """

    data: bytes | None
    offset: int
    around: dict[str, Any]


class Scanner:
    """Cuts `stream` into values of at most `longest` bytes."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream = stream
        self._longest = longest

    def peek(self) -> bytes:
        """Return the next byte that is no white space, b"" at the end."""
        while held := self._stream.block():
            rest = held.lstrip(_SPACE)
            self._stream.skip(len(held) - len(rest))
            if rest:
                return rest[:1]
        return b""

    def expect(self, *signs: bytes) -> bytes:
        """Take the next sign, which must be one of `signs`."""
        sign = self.peek()
        if sign not in signs:
            wanted = " or ".join(repr(s.decode()) for s in signs)
            raise BrokenError(f"{wanted} expected, {sign.decode('latin-1') or 'the end'!r} found")
        self._stream.skip(1)
        return sign

    def value(self, longest: int | None = None) -> Cut:
        """Take the next value; it is left out, not kept, where it is too long."""
        limit = self._longest if longest is None else longest
        first, start = self.peek(), self._stream.position
        if first in b",:]}":  # nothing at all is in it, too
            raise BrokenError(f"a value expected, {first.decode() or 'the end'!r} found")
        parts = self._container() if first in b'"[{' else self._word()
        kept: list[bytes] = []
        size = 0
        for part in parts:
            size += len(part)
            kept = [*kept, part] if size <= limit else []
        return Cut(b"".join(kept) if size <= limit else None, start, {})

    def whole(self) -> Cut | None:
        """Take the next value if it is not too long; else None, and nothing is taken."""
        size = min(BLOCK, self._longest)
        while True:
            data = self._stream.peek(size)
            ahead = Stream(BytesIO(data).read)
            try:
                cut = Scanner(ahead, size).value()
            except BrokenError:
                if len(data) < size:
                    raise
            else:
                start = self._stream.position + cut.offset
                self._stream.skip(ahead.position)
                return Cut(cut.data, start, {})
            if size >= self._longest:
                return None
            size = min(8 * size, self._longest)

    def _word(self) -> Iterator[bytes]:
        """Yield a number, true, false or null: what goes on to white space or a sign."""
        while held := self._stream.block():
            end = _END_OF_WORD.search(held)
            size = end.start() if end else len(held)
            yield held[:size]
            self._stream.skip(size)
            if end:
                return

    def _container(self) -> Iterator[bytes]:
        """Yield a string, list or object in pieces, up to where its last bracket closes."""
        depth, quoted, escaped = 0, False, False
        while held := self._stream.block():
            at = 1 if escaped else 0
            escaped = False
            while sign := (_INSIDE if quoted else _OUTSIDE).search(held, at):
                at, what = sign.end(), sign[0]
                if what == b"\\":
                    escaped = at == len(held)
                    at += 1
                    continue
                if what == b'"':
                    quoted = not quoted
                else:
                    depth += 1 if what in b"[{" else -1
                if not quoted and depth <= 0:
                    yield held[:at]
                    self._stream.skip(at)
                    return
            yield held
            self._stream.skip(len(held))
        raise BrokenError("it ends in the middle of a value")

    # ---------------------------------------------------------------------------- lists of records

    def elements(self, path: tuple[str, ...] | None) -> Iterator[Cut]:
        """Yield the records of the next value: of the list at `path`, or of the first of objects.

        A step of `path` is a field's name; lists on the way stand for each of their items.
        """
        yield from self._elements(path, {}, 0)

    def _elements(
        self, path: tuple[str, ...] | None, around: dict[str, Any], deep: int
    ) -> Iterator[Cut]:
        sign = self.peek()
        if deep > _DEEPEST:
            self.value(0)
        elif sign == b"[":
            yield from self._list(path, around, deep)
        elif sign == b"{" and (path or path is None):
            yield from self._object(path, deep)
        else:
            cut = self.value()
            if path is not None and not path:
                yield Cut(cut.data, cut.offset, around)

    def _list(
        self, path: tuple[str, ...] | None, around: dict[str, Any], deep: int
    ) -> Iterator[Cut]:
        self.expect(b"[")
        if self.peek() == b"]":
            self.expect(b"]")
            return
        sign = b","
        while sign == b",":
            if path:
                yield from self._elements(path, around, deep + 1)
            else:
                cut = self.value()
                yield Cut(cut.data, cut.offset, around)
            sign = self.expect(b",", b"]")

    def _object(self, path: tuple[str, ...] | None, deep: int) -> Iterator[Cut]:
        self.expect(b"{")
        around: dict[str, Any] = {}
        if self.peek() == b"}":
            self.expect(b"}")
            return
        sign = b","
        while sign == b",":
            name = self._name()
            self.expect(b":")
            if self._leads_on(name, path):
                yield from self._elements(path[1:] if path else path, dict(around), deep + 1)
            else:
                self._keep(name, around)
            sign = self.expect(b",", b"}")

    def _name(self) -> str:
        if self.peek() != b'"':
            raise BrokenError("the name of a field expected")
        return str(_loaded(self.value(_LONGEST_KEY).data))

    def _leads_on(self, name: str, path: tuple[str, ...] | None) -> bool:
        return self.peek() in b"[{" if path is None else bool(path) and name == path[0]

    def _keep(self, name: str, around: dict[str, Any]) -> None:
        plain = self.peek() not in b"[{"
        value = _loaded(self.value(_LONGEST_SCALAR if plain else 0).data)
        if plain and value is not None and len(around) < _MOST_AROUND:
            around[name] = value


def _loaded(data: bytes | None) -> Any:
    try:
        return None if data is None else json.loads(data)
    except (ValueError, RecursionError):
        return None
