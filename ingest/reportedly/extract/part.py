"""Propositions inside a statement that are worth nodes of their own, as its parts.

"X is more consistent with A than with B" holds A (taken to be so) and B (taken not to be so);
"rhetoric indicating that P" holds P; "several motives: A, B and C" holds three. Parts have the
chain of the whole. What the whole judges to be so or not so are its parts then, not mere words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract import hedge
from reportedly.statement import Commitment, Evaluation, Stance, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.statement import Event, Hop

_INDICATING = re.compile(
    r"\b(?:indicating|suggesting|showing|signalling|signaling|demonstrating|implying|proving|meaning)"
    r"\s+that\s+",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"\b(?:several|two|three|four|five|six|many|various|multiple|these|following|possible|main|key)\b"
    r"[^:;.?!]{0,120}:\s+(?=\S)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,;]\s+(?:and\s+|or\s+)?")
_AND = re.compile(r"\s+(?:and|or)\s+")
_SHORTEST, _MOST = 8, 9  # characters of a part of a list, and how many there may be
_END = re.compile(r"[\s.,;:!?”’\"']+$")


def with_parts(
    text: str, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[tuple[Statement, ...], tuple[Event, ...]]:
    """Return the statements with their parts behind them, in text order, and the events."""
    out: dict[str, Statement] = {}
    for given in statements:
        one = _without_list(text, given)
        found = list(_parts(text, given, one))
        places = {part.spans[0]: part.key for part in found}
        targets = {event.key: places[event.span] for event in events if event.span in places}
        told = tuple(
            Evaluation(part.key, Stance.SUPPORTS, hedges=(word,))
            for part, word in _indicated(text, given, found)
        )
        judged = tuple(
            replace(e, target=targets.get(e.target, e.target)) for e in given.evaluations
        )
        out[one.key] = replace(one, evaluations=told or judged)
        for part in found:
            out.setdefault(part.key, part)
    ordered = sorted(out.values(), key=lambda one: (one.spans, one.key))
    return tuple(ordered), tuple(events)


def _parts(text: str, given: Statement, one: Statement) -> Iterator[Statement]:
    for span in given.spans:
        if (compared := hedge.comparison(text, span)) is not None:
            _, favoured, disfavoured = compared
            yield _part(text, one, favoured, Commitment.PROBABLE)
            yield _part(text, one, disfavoured, Commitment.NOT_PROBABLE)
        elif (telling := _INDICATING.search(text, *span)) is not None:
            yield _part(text, one, Span(telling.end(), span.end), Commitment.PROBABLE)
        else:
            for item in _listed(text, span):
                yield _part(text, one, item, one.hops[0].commitment)


def _part(text: str, whole: Statement, span: Span, commitment: Commitment) -> Statement:
    span = Span(span.start, span.start + len(_END.sub("", span.of(text))))
    first: Hop = replace(whole.hops[0], commitment=commitment, source=(), cue=(), stated_at=None)
    outer = tuple(replace(hop, source=(), cue=()) for hop in whole.hops[1:])
    return Statement(
        key=f"st-{span.start}-{span.end}",
        spans=(span,),
        quote=(span.of(text),),
        hops=(first, *outer),
        confidence=whole.confidence,
        part_of=whole.key,
    )


def _indicated(
    text: str, one: Statement, found: Sequence[Statement]
) -> Iterator[tuple[Statement, Span]]:
    """Yield the parts that the statement says are indicated, with the word for it."""
    for span in one.spans:
        telling = _INDICATING.search(text, *span)
        for part in found if telling else ():
            if telling is not None and part.spans[0].start == telling.end():
                yield part, Span(telling.start(), telling.start() + len(telling[0].split()[0]))


def _listed(text: str, span: Span) -> list[Span]:
    """Return the items that a colon introduces, none where it is not a list of at least two."""
    lead = _LIST.search(text, *span)
    if lead is None or any(mark in lead[0] for mark in '“”"'):
        return []
    rest = (lead.end(), span.end)
    marks = [found.span() for found in _COMMA.finditer(text, *rest)]
    marks = marks or [found.span() for found in _AND.finditer(text, *rest)]
    edges = [(lead.end(), lead.end()), *marks, (span.end, span.end)]
    items = [Span(a[1], b[0]) for a, b in pairwise(edges)]
    long = all(item.end - item.start >= _SHORTEST for item in items)
    return items if long and 2 <= len(items) <= _MOST else []


def _without_list(text: str, one: Statement) -> Statement:
    """Return a statement that introduces a list without the list."""
    last = one.spans[-1]
    lead = _LIST.search(text, *last)
    if lead is None or not _listed(text, last):
        return one
    spans = (*one.spans[:-1], Span(last.start, lead.start() + len(lead[0].rstrip(": \n"))))
    return replace(
        one,
        key=f"st-{spans[0].start}-{spans[-1].end}",
        spans=spans,
        quote=tuple(span.of(text) for span in spans),
    )
