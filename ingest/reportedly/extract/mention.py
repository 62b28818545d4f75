"""Where a text mentions its named actors."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.article import Span
    from reportedly.statement import Actor


class Mentions:
    """The mentions of named actors in text order, found by place."""

    def __init__(self, named: Sequence[Actor]) -> None:
        self._found = sorted(
            ((span, actor) for actor in named for span in actor.mentions), key=lambda m: m[0]
        )
        self._spans = [span for span, _ in self._found]

    def __iter__(self) -> Iterator[tuple[Span, Actor]]:
        """Yield every mention with its actor."""
        return iter(self._found)

    def within(self, span: Span) -> Iterator[tuple[Span, Actor]]:
        """Yield the mentions that begin in a span."""
        for found in self.behind(span.start):
            if found[0].start >= span.end:
                return
            yield found

    def behind(self, place: int) -> Iterator[tuple[Span, Actor]]:
        """Yield the mentions from a place on."""
        for at in range(bisect_left(self._spans, (place, -1)), len(self._spans)):
            yield self._found[at]

    def at(self, span: Span) -> Actor | None:
        """Return who is mentioned where a span is, if somebody is."""
        at = bisect_left(self._spans, span)
        for near in (at, at - 1, at - 2):
            if 0 <= near < len(self._spans) and self._spans[near].overlaps(span):
                return self._found[near][1]
        return None
