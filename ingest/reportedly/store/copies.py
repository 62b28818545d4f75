"""Which of the current documents are copies of earlier ones: wire copy that many outlets print.

Every document has a number, the order of its arrival. A new edition of a page takes over the number
of the one that it replaces, so that a correction does not turn the original into a copy of its
copies. A document's *origin* is the earliest one that is the same text (`likeness`); following
origins leads to the first of them all.

An origin is a fact about the store and not about the article, so it is not in the article's graph,
which is the same wherever the article is read, but in a graph of its own. The tables lie
in the database of the books and change in their transactions; the graphs go through the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly import likeness
from reportedly.graph import copy_triples
from reportedly.graph.iri import copy_graph_iri
from reportedly.store import sketches
from reportedly.store.change import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.likeness import Traits

SCHEMA: Final = f"""
CREATE TABLE arrival (
    number  INTEGER PRIMARY KEY,
    version TEXT NOT NULL UNIQUE,
    origin  INTEGER                 -- number of the earliest document of the same text
);
CREATE INDEX arrival_origin ON arrival (origin) WHERE origin IS NOT NULL;
{sketches.SCHEMA}"""


class Copies:
    """The origins of the documents in an open database; the caller holds the transaction.

    `text_of` gives the text of an article version.
    """

    def __init__(self, db: sqlite3.Connection, text_of: Callable[[str], str | None]) -> None:
        self._db = db
        self._text_of = text_of
        self._sketches = sketches.Sketches(db)

    def enter(
        self, version: str, former: str | None = None, again: int | None = None
    ) -> list[Change]:
        """Take in a version that has become current, in the place of `former` if that has gone.

        `again` is the number that it had before. Returns what is due to the graphs.
        """
        if self.arrival(version) is not None:
            return []
        number = self.arrival(former) if former else self._free(again)
        changes, bereft = self._removed(number, former) if number and former else ([], set())
        traits = self._traits(version)
        number = self._added(number, version)
        keys = likeness.sketch(traits)
        self._sketches.add(number, keys)
        later = {n for n in self._sketches.after(number, keys) if self._is_same(traits, n)}
        return [*changes, *self._linked([number, *sorted(bereft | later)], bereft)]

    def forget(self, version: str) -> list[Change]:
        """Take out a version that is not current any more; return what is due to the graphs."""
        number = self.arrival(version)
        if number is None:
            return []
        changes, bereft = self._removed(number, version)
        return [*changes, *self._linked(sorted(bereft), bereft)]

    def origin(self, version: str) -> str | None:
        """Return the version that `version` is a copy of; None if it is none."""
        found = self._db.execute(
            "SELECT o.version FROM arrival AS a JOIN arrival AS o ON o.number = a.origin"
            " WHERE a.version = ?",
            [version],
        ).fetchone()
        return found[0] if found else None

    # ---------------------------------------------------------------------------------- bookkeeping

    def _added(self, number: int | None, version: str) -> int:
        """Give a document its number, by default the next."""
        row = self._db.execute(
            "INSERT INTO arrival (number, version) VALUES (?, ?) RETURNING number",
            [number, version],
        ).fetchone()
        return int(row[0])

    def _removed(self, number: int, version: str) -> tuple[list[Change], set[int]]:
        """Take out a document; return what is due, and whose origin it was."""
        bereft = self._db.execute("SELECT number FROM arrival WHERE origin = ?", [number])
        left = {copy for (copy,) in bereft}
        was_copy = self.origin(version) is not None
        self._sketches.remove(number, likeness.sketch(self._traits(version)))
        self._db.execute("DELETE FROM arrival WHERE number = ?", [number])
        return ([Change("", (), (copy_graph_iri(version),))] if was_copy else []), left

    def _linked(self, numbers: Iterable[int], bereft: set[int]) -> Iterator[Change]:
        """Find the origins of documents anew, in the order given; yield what that changes.

        For one of the `bereft` even the same number is news: another version bears it.
        """
        for number in numbers:
            version, before = self._row(number)
            origin = self._earliest(number, self._traits(version))
            if origin == before and number not in bereft:
                continue
            self._db.execute("UPDATE arrival SET origin = ? WHERE number = ?", [origin, number])
            graph = copy_graph_iri(version)
            triples = copy_triples(version, self._row(origin)[0]) if origin else ()
            yield Change(graph if origin else "", triples, (graph,) if before else ())

    def _earliest(self, number: int, traits: Traits) -> int | None:
        """Return the earliest document before `number` that is the same text."""
        found = self._sketches.before(number, likeness.sketch(traits))
        same = next((other for other in found if self._is_same(traits, other)), None)
        while same is not None:
            origin = self._row(same)[1]
            if origin is None or not self._is_same(traits, origin):
                break
            same = origin
        return same

    def _is_same(self, traits: Traits, number: int) -> bool:
        return likeness.same_text(traits, self._traits(self._row(number)[0]))

    def _traits(self, version: str) -> Traits:
        return likeness.traits(self._text_of(version) or "")

    def _free(self, number: int | None) -> int | None:
        """Return `number` unless another document has got it meanwhile."""
        taken = self._db.execute("SELECT 1 FROM arrival WHERE number = ?", [number]).fetchone()
        return None if taken else number

    def arrival(self, version: str) -> int | None:
        """Return the number of a current document; None if it is not current."""
        found = self._db.execute(
            "SELECT number FROM arrival WHERE version = ?", [version]
        ).fetchone()
        return found[0] if found else None

    def _row(self, number: int) -> tuple[str, int | None]:
        """Return version and origin of a document."""
        found: tuple[str, int | None] = self._db.execute(
            "SELECT version, origin FROM arrival WHERE number = ?", [number]
        ).fetchone()
        return found
