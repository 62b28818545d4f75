"""How many statements begin with whom, by day, week, month or year.

A statement counts in a period if every day on which it can have been said lies in it. What is
vaguer than a period, or has no date, is in none; it is counted apart, under the period "".
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reportedly.network.cast import Cast
from reportedly.network.links import ALWAYS, NEVER, Source, begun
from reportedly.network.window import Window, period, periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.query import Queryable


@dataclass(frozen=True, slots=True)
class Timeline:
    """Statements by actor and period; `names` and `counts` go by the actor's IRI, most first."""

    each: str
    names: dict[str, str]
    counts: dict[str, Counter[str]]

    def periods(self) -> list[str]:
        """Return all periods from the first to the last, those without statements too."""
        found = sorted({when for counts in self.counts.values() for when in counts if when})
        if not found:
            return []
        first, last = (_first_day(found[0]), _first_day(found[-1]))
        return [start for start, _ in periods(first, last, self.each)]

    def rows(self) -> Iterator[tuple[str, str, int, str]]:
        """Yield period, actor, number of statements and the actor's IRI, by period."""
        every = [
            (when, -number, actor)
            for actor, counts in self.counts.items()
            for when, number in counts.items()
        ]
        for when, number, actor in sorted(every):
            yield when, self.names[actor], -number, actor

    columns = ("period", "actor", "statements", "iri")

    def __iter__(self) -> Iterator[tuple[str, str, int, str]]:
        return self.rows()


def _first_day(when: str) -> date:
    return date.fromisoformat(when + "0001-01-01"[len(when) :])


def timeline(
    store: Queryable,
    each: str = "month",
    *,
    actor: str = "",
    top: int | None = None,
    since: object = None,
    until: object = None,
    copies: bool = False,
) -> Timeline:
    """Return who said how much when: of all actors, those like `actor`, or the `top` of them.

    Raises QueryError where `each` or a date is wrong.
    """
    period(date.min, each)
    source = Source(store, Window.of(since, until, copies=copies))
    cast = Cast(source)
    fits = cast.like(actor)
    counts: dict[str, Counter[str]] = {}
    tables = source.tables
    for who, begin, end, number in (
        source.rows(_query(source)) if tables is None else tables.begun()
    ):
        if not actor or fits(who):
            counts.setdefault(who, Counter())[_period(begin, end, each)] += int(number)
    ranked = sorted(counts, key=lambda who: (-counts[who].total(), cast.label(who), who))[:top]
    names = {who: cast.label(who) for who in ranked}
    return Timeline(each, names, {who: counts[who] for who in ranked})


def _query(source: Source) -> str:
    return (
        "SELECT ?who ?begin ?end (COUNT(DISTINCT ?s) AS ?n) WHERE {"
        f"{begun()}{source.actor('?hop', 'rep:attributedTo', 'who')}"
        f"{source.originals()}{source.times()} }} GROUP BY ?who ?begin ?end"
    )


def _period(begin: str, end: str, each: str) -> str:
    if begin == NEVER or end == ALWAYS:
        return ""
    first, last = (period(date.fromisoformat(day), each) for day in (begin, end))
    return first if first == last else ""
