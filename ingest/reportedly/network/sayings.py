"""Who says which claim, from arrays: nodes and edges as `claiming` makes them of rows.

A statement is a claim's if it restates another of it. Rows come by statement and speaker, so the
first of a claim tells what it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

from reportedly.network.tables import changes, day_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from reportedly.network.tables import Sayings

Array: TypeAlias = Any
"""A numpy array."""
Attributes: TypeAlias = dict[str, Any]
Found = TypeVar("Found")


class Bipartite:
    """Claims and those they begin with, as numbers: speakers come after all statements."""

    def __init__(self, sayings: Sayings, claim_of: Mapping[str, str]) -> None:
        self._sayings = sayings
        self._names = [*sayings.statements, *sayings.nodes]
        self._rows = sayings.rows
        self._speaker = sayings.rows[:, 1] + len(sayings.statements)
        self._claim = self._claims(claim_of)

    def _claims(self, claim_of: Mapping[str, str]) -> Array:
        """Return the claim of each row; one that stands for others may say nothing itself."""
        statements = self._sayings.statements
        if not claim_of:
            return self._rows[:, 0]
        place = {name: number for number, name in enumerate(statements)}
        claims = np.arange(len(statements))
        for one, claim in claim_of.items():
            if one in place:
                if claim not in place:
                    place[claim] = len(self._names)
                    self._names.append(claim)
                claims[place[one]] = place[claim]
        return claims[self._rows[:, 0]]

    def keep(self, fits: Callable[[str], bool]) -> None:
        """Keep the speakers that fit."""
        wanted = [one for one in np.unique(self._speaker).tolist() if fits(self._names[one])]
        kept = np.isin(self._speaker, wanted)
        self._rows, self._speaker = self._rows[kept], self._speaker[kept]
        self._claim = self._claim[kept]

    def claims(self) -> dict[str, Attributes]:
        """Return the claims; each is called what its first statement says."""
        order, starts = _groups(self._claim)
        rows = self._rows[order, 0]
        days = self._days(order, starts)
        # A statement that several say, or at several times, has several rows and counts once.
        new = changes(self._claim[order], rows).astype(np.int64)
        texts = self._sayings.texts
        found: dict[str, Attributes] = {
            self._names[claim]: {
                "label": texts[said],
                "type": "claim",
                "bipartite": 1,
                "count": count,
                "first": first,
                "last": last,
            }
            for claim, said, count, first, last in zip(
                self._claim[order[starts]].tolist(),
                rows[starts].tolist(),
                np.add.reduceat(new, starts).tolist() if len(starts) else (),
                *days,
                strict=True,
            )
        }
        return _known(found, found.values(), days)

    def speakers(self, dress: Callable[[str], Attributes]) -> dict[str, Attributes]:
        """Return those who say something, with what `dress` knows of them."""
        order, starts = _groups(self._speaker)
        days = self._days(order, starts)
        names = [self._names[speaker] for speaker in self._speaker[order[starts]].tolist()]
        found: dict[str, Attributes] = {
            name: {"bipartite": 0, **dress(name), "first": first, "last": last}
            for name, first, last in zip(names, *days, strict=True)
        }
        return _known(found, found.values(), days)

    def edges(self, sign: Callable[[str], str]) -> list[tuple[str, str, Attributes]]:
        """Return who says which claim, as often as there are different rows; by statement."""
        order, starts = _groups(self._speaker * len(self._names) + self._claim)
        days = self._days(order, starts)
        weights = np.diff(np.append(starts, len(order))).tolist()
        how = self._commitments(order, starts, sign)
        by_row = np.argsort(order[starts])
        at = order[starts][by_row]
        first, last = days
        names, statements = self._names, self._sayings.statements
        found: list[tuple[str, str, Attributes]] = [
            (
                names[speaker],
                names[claim],
                {
                    "weight": weights[group],
                    "commitment": how[group],
                    "example": statements[example],
                    "first": first[group],
                    "last": last[group],
                },
            )
            for group, speaker, claim, example in zip(
                by_row.tolist(),
                *(column[at].tolist() for column in (self._speaker, self._claim, self._rows[:, 0])),
                strict=True,
            )
        ]
        return _known(found, (edge[2] for edge in found), days)

    def _days(self, order: Array, starts: Array) -> tuple[list[str], list[str]]:
        """Return the first and the last day of each group, "" for one that nobody knows."""
        if not len(starts):
            return [], []
        first = np.minimum.reduceat(self._rows[order, 2], starts)
        last = np.maximum.reduceat(self._rows[order, 3], starts)
        return day_names(first), day_names(last)

    def _commitments(self, order: Array, starts: Array, sign: Callable[[str], str]) -> list[str]:
        """Return for each group the different commitments, in the order of rows."""
        how = self._rows[order, 4]
        signs = {one: sign(self._sayings.nodes[one]) for one in np.unique(how).tolist()}
        found = [signs[one] for one in how[starts].tolist()]
        bounds = np.append(starts, len(order))
        for group in np.flatnonzero(np.diff(bounds) > 1).tolist():
            some = how[bounds[group] : bounds[group + 1]].tolist()
            found[group] = " | ".join(dict.fromkeys(signs[one] for one in some))
        return found


def _groups(keys: Array) -> tuple[Array, Array]:
    """Return rows ordered by key, stably, and where each key begins in that order."""
    order = np.argsort(keys, kind="stable")
    return order, np.flatnonzero(changes(keys[order]))


def _known(found: Found, each: Iterable[Attributes], days: tuple[list[str], list[str]]) -> Found:
    """Take the days out of what is `found` that nobody knows."""
    if any("" in some for some in days):
        for data in each:
            for name in ("first", "last"):
                if not data[name]:
                    del data[name]
    return found
