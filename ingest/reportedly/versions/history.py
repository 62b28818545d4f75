"""The versions of one article: to list, to compare, and to withdraw.

An article is meant by its address, its file, the IRI of a document, or a version's sixteen digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import graph
from reportedly.errors import Issue, ReportedlyError, StoreError
from reportedly.graph.iri import version_of
from reportedly.store import Status, Withdrawal
from reportedly.versions.claim import claims
from reportedly.versions.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from reportedly.extract import Extractor
    from reportedly.store import Edition, Store, View
    from reportedly.versions.comparison import Pair

_KNOWN = "reportedly query documents"


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the statements from one edition to another.

    `models_differ` where the two were read by different models, so that some of it may be theirs.
    """

    before: Edition
    after: Edition
    pairs: tuple[Pair, ...]
    models_differ: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something to an article, when, and why."""

    by: str
    when: datetime
    why: str


def history(view: View, what: str) -> tuple[Edition, ...]:
    """Return the editions of an article, the current one last; raise StoreError if it has none."""
    for place in _places(view, what):
        if found := view.editions(place):
            return found
    raise StoreError(what, "no article was ever found there", _KNOWN)


def _places(view: View, what: str) -> list[str]:
    places = [what, str(Path(what).absolute())]
    version = version_of(what) or what
    place = view.place_of(version.partition("#")[0])
    return [*places, *([place] if place else [])]


def difference(
    view: View,
    what: str,
    *,
    older: int | None = None,
    newer: int | None = None,
    extractor: Extractor | None = None,
) -> Difference:
    """Return what changed between two editions, by default the last two.

    With an `extractor` both texts are read anew, so that no difference comes from different models;
    nothing is stored. Raises StoreError where there are no such editions.
    """
    editions = history(view, what)
    after = _edition(editions, len(editions) if newer is None else newer, what)
    before = _edition(editions, after.number - 1 if older is None else older, what)
    lines = _reader(view, extractor) if extractor else view.read_in
    pairs = compare(*(claims(lines(it.version)) for it in (before, after)))
    return Difference(before, after, pairs, extractor is None and before.model != after.model)


def _edition(editions: Sequence[Edition], number: int, what: str) -> Edition:
    if not 1 <= number <= len(editions):
        there = f"there are {len(editions)}" if len(editions) > 1 else "there is only one"
        raise StoreError(what, f"no version {number}: {there}", f"reportedly history {what}")
    return editions[number - 1]


def _reader(view: View, extractor: Extractor) -> Callable[[str], Sequence[str]]:
    """Return what reads the text of a version anew."""

    def lines(version: str) -> Sequence[str]:
        article = view.article(version)
        (reading,) = extractor.extract([article])
        if isinstance(reading, Issue):
            raise ReportedlyError(reading.item, reading.reason, reading.advice)
        return graph.triples(graph.grounded(reading, article)[0])

    return lines


def withdraw(store: Store, what: str, act: Act, *, undo: bool = False) -> Edition:
    """Take an article out of what queries see, or with `undo` put it back; return its edition.

    Meant is the current version, or the one that `what` names. It stays in the history, and finding
    the same text again does not bring it back.
    """
    edition = _meant(history(store, what), what, Status.WITHDRAWN if undo else Status.CURRENT)
    store.withdraw(Withdrawal(edition.version, act.by, act.when, act.why, undo))
    found = {it.version: it for it in store.editions(edition.place)}
    return found[edition.version]


def _meant(editions: Sequence[Edition], what: str, status: Status) -> Edition:
    named = [it for it in editions if it.version in {what, version_of(what)}]
    fitting = [it for it in named or editions if it.status is status]
    if not fitting:
        is_now = (named or editions)[-1].status
        advice = f"reportedly history {what}"
        raise StoreError(what, f"no version of it is {status}, the last is {is_now}", advice)
    return fitting[-1]
