"""What the statements of the current articles are to those of articles that came before them.

Every claim is filed under its keys (`claim.keys`); a look-up reads a few dozen rows a key, the
latest first, since what is repeated is mostly repeated soon, and only claims that share two keys
are compared. So an article costs the same however many there are.

A link belongs to the later of two articles (by the number of its arrival, `copies`), and its
links are a function of what came before: whoever takes an article in, changes it or takes it out
finds the links of those anew that it had to do with. The tables change in the transaction of the
books; the graphs go through the journal, so a crash leaves neither half a link nor one too many.
"""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from reportedly import claim
from reportedly.claim import Claim, Relation
from reportedly.graph import Link, claims_in, link_triples, rules_triple
from reportedly.graph.iri import links_graph_iri, version_iri
from reportedly.store.change import Change

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

SCHEMA: Final = """
CREATE TABLE claim (
    id       INTEGER PRIMARY KEY,   -- 4096 times the number of the document, and its place there
    key      TEXT NOT NULL,         -- the fragment of the statement's IRI
    text     TEXT NOT NULL,
    speakers TEXT NOT NULL,         -- IRIs
    day      INTEGER,               -- of publication, an ordinal
    denied   INTEGER NOT NULL,
    begins   INTEGER NOT NULL,      -- offsets in the document's text
    ends     INTEGER NOT NULL,
    filed    TEXT NOT NULL          -- the keys it was filed under
);
CREATE TABLE claim_key (
    key INTEGER NOT NULL,
    id  INTEGER NOT NULL,
    PRIMARY KEY (key, id)
) WITHOUT ROWID;
CREATE TABLE link (
    one    INTEGER NOT NULL,        -- the later claim
    other  INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    score  REAL NOT NULL,
    method TEXT NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX link_other ON link (other);
CREATE TABLE unlinked (version TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO unlinked SELECT version FROM current;
"""

RULES_SCHEMA: Final = """
CREATE TABLE linking (rules INTEGER NOT NULL);  -- by which all but the overdue were linked
INSERT INTO linking VALUES (0);
CREATE TABLE overdue (version TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_ROOM: Final = 4096  # claims of one document; of more, the first
_BEFORE = "SELECT id FROM claim_key WHERE key = ? AND id < ? ORDER BY id DESC LIMIT ?"
_AFTER = "SELECT id FROM claim_key WHERE key = ? AND id >= ? ORDER BY id LIMIT ?"
_LISTED = 48  # claims read under one key
_MOST = 12  # candidates; comparing two claims takes 0.05 ms
_VOTES = 2  # keys in common
_KEPT = 8  # links of a kind that a statement has at most


class _Row(NamedTuple):
    """A claim as the table has it."""

    id: int
    key: str
    claim: Claim
    begins: int
    ends: int
    filed: tuple[int, ...]

    @property
    def number(self) -> int:
        return self.id // _ROOM


class Links:
    """The links of the documents in an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._bereft: set[int] = set()
        self._dropped: list[Change] = []

    def withdraw(self, versions: Iterable[str]) -> None:
        """Take out the claims of versions that go or are read anew.

        To be called while they still have their numbers; `settle` then makes good what it breaks.
        """
        for version in versions:
            self._db.execute("DELETE FROM overdue WHERE version = ?", [version])
            number = self._number(version)
            if number is not None:
                self._take_out(number, version)

    def settle(self, version: str, triples: Iterable[str] | None = None) -> list[Change]:
        """Take in the claims of a current version, if `triples` are given, and find all links due.

        Returns what is due to the graphs.
        """
        due, dropped = self._bereft, self._dropped
        self._bereft, self._dropped = set(), []
        had = set(due)
        number = self._number(version)
        if triples is not None and number is not None:
            later = self._filed(number, triples)
            due |= {number, *(other for other in later if not self._is_overdue(other))}
        return [*dropped, *self._linked(sorted(due), had)]

    def renew(self, version: str, triples: Iterable[str]) -> list[Change]:
        """Find the links of a current version anew; overdue ones that link to it lose theirs.

        These are found anew in their turn, and once: article by article it would be ten times.
        """
        self.withdraw([version])
        bereft = {number for number in self._bereft if self._is_overdue(number)}
        self._bereft -= bereft
        changes = [change for number in sorted(bereft) for change in self._let_go(number)]
        return [*changes, *self.settle(version, triples)]

    def unlinked(self) -> list[str]:
        """Return the versions whose claims an older reportedly has not taken in."""
        return [version for (version,) in self._db.execute("SELECT version FROM unlinked")]

    def made_good(self, version: str) -> None:
        """Note that a version's claims have been taken in."""
        self._db.execute("DELETE FROM unlinked WHERE version = ?", [version])

    @property
    def rules(self) -> int:
        """The edition of the rules by which all but the overdue were linked."""
        (rules,) = self._db.execute("SELECT rules FROM linking").fetchone()
        return int(rules)

    def note_rules(self) -> None:
        """Note that the rules are others now: all current articles are to be linked anew."""
        self._db.execute("UPDATE linking SET rules = ?", [claim.RULES])
        self._db.execute("INSERT OR IGNORE INTO overdue SELECT version FROM current")

    def overdue(self, most: int) -> list[str]:
        """Return some of the versions that were linked by other rules, in order of arrival."""
        query = """SELECT version FROM overdue LEFT JOIN arrival USING (version)
            ORDER BY number LIMIT ?"""
        return [version for (version,) in self._db.execute(query, [most])]

    def owing(self) -> int:
        """Return how many versions were linked by other rules."""
        (count,) = self._db.execute("SELECT count(*) FROM overdue").fetchone()
        return int(count)

    # ---------------------------------------------------------------------------------- bookkeeping

    def _take_out(self, number: int, version: str) -> None:
        span = [number * _ROOM, (number + 1) * _ROOM]
        later = self._db.execute(
            "SELECT DISTINCT one / ? FROM link WHERE other >= ? AND other < ?", [_ROOM, *span]
        ).fetchall()
        self._bereft |= {other for (other,) in later} - {number}
        self._bereft.discard(number)
        if self._links_of(number):
            self._dropped.append(Change("", (), (links_graph_iri(version),)))
        for row in self._rows("id >= ? AND id < ?", span):
            filed = [(key, row.id) for key in row.filed]
            self._db.executemany("DELETE FROM claim_key WHERE key = ? AND id = ?", filed)
        self._db.execute("DELETE FROM claim WHERE id >= ? AND id < ?", span)
        self._db.execute("DELETE FROM link WHERE one >= ? AND one < ?", span)
        self._db.execute("DELETE FROM link WHERE other >= ? AND other < ?", span)

    def _let_go(self, number: int) -> Iterator[Change]:
        """Take out the links of an overdue document; yield what that changes."""
        span = [number * _ROOM, (number + 1) * _ROOM]
        self._db.execute("DELETE FROM link WHERE one >= ? AND one < ?", span)
        if version := self._version(number):
            yield Change("", (), (links_graph_iri(version),))

    def _is_overdue(self, number: int) -> bool:
        query = "SELECT 1 FROM arrival JOIN overdue USING (version) WHERE number = ?"
        return self._db.execute(query, [number]).fetchone() is not None

    def _filed(self, number: int, triples: Iterable[str]) -> set[int]:
        """File the claims of a document; return the later documents that may now link to it."""
        later: set[int] = set()
        is_last = self._is_last(number)
        for place, stated in enumerate(claims_in(triples)[:_ROOM]):
            keys = claim.keys(stated.claim)
            if not keys:
                continue
            this, key = number * _ROOM + place, stated.iri.rpartition("#")[2]
            made = stated.claim
            self._db.execute(
                "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [this, key, made.text, " ".join(sorted(made.speakers)), made.day, made.denied,
                 stated.start, stated.end, " ".join(map(str, keys))],
            )  # fmt: skip
            self._db.executemany("INSERT INTO claim_key VALUES (?, ?)", [(k, this) for k in keys])
            if not is_last:
                after = self._candidates(_AFTER, (number + 1) * _ROOM, keys)
                later |= {other // _ROOM for other in after}
        return later

    def _linked(self, numbers: Iterable[int], bereft: set[int]) -> Iterator[Change]:
        """Find the links of documents anew, in the order given; yield what that changes."""
        for number in numbers:
            version = self._version(number)
            if version is None:
                continue
            before = self._links_of(number)
            found = sorted(self._found(number))
            if found == before and number not in bereft:
                continue
            span = [number * _ROOM, (number + 1) * _ROOM]
            self._db.execute("DELETE FROM link WHERE one >= ? AND one < ?", span)
            self._db.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?)", found)
            name = links_graph_iri(version)
            lines = link_triples(map(self._link, found))
            lines = (*lines, rules_triple(name, claim.RULES)) if lines else ()
            dropped = (name,) if before or number in bereft else ()
            yield Change(name if lines else "", lines, dropped)

    def _found(self, number: int) -> Iterator[tuple[int, int, str, float, str]]:
        """Yield the links of a document's claims with those before them, as rows."""
        for row in self._rows("id >= ? AND id < ?", [number * _ROOM, (number + 1) * _ROOM]):
            yield from self._links_from(row)

    def _links_from(self, row: _Row) -> Iterator[tuple[int, int, str, float, str]]:
        found: dict[Relation, list[tuple[float, int, str]]] = {kind: [] for kind in Relation}
        for other in self._candidates(_BEFORE, row.id, row.filed):
            candidate = self._row(other)
            if not _may_meet(row, candidate):
                continue
            verdict = claim.compare(row.claim, candidate.claim)
            if verdict and (verdict.kind is Relation.RESTATES or candidate.number != row.number):
                found[verdict.kind].append((verdict.score, other, verdict.method))
        for kind, many in found.items():
            for score, other, method in heapq.nlargest(_KEPT, many):
                yield row.id, other, kind.value, score, method

    def _candidates(self, query: str, place: int, keys: tuple[int, ...]) -> list[int]:
        """Return the claims that share the most keys; the latest of several that share as many."""
        votes = Counter(
            other for key in keys for (other,) in self._db.execute(query, [key, place, _LISTED])
        )
        enough = [(count, other) for other, count in votes.items() if count >= _VOTES]
        return [other for _, other in heapq.nlargest(_MOST, enough)]

    def _link(self, row: tuple[int, int, str, float, str]) -> Link:
        one, other, kind, score, method = row
        return Link(self._iri(one), self._iri(other), Relation(kind), score, method)

    # ------------------------------------------------------------------------------------- look-ups

    def _iri(self, claim_id: int) -> str:
        return f"{version_iri(self._version(claim_id // _ROOM) or '')}#{self._row(claim_id).key}"

    def _links_of(self, number: int) -> list[tuple[int, int, str, float, str]]:
        return self._db.execute(
            "SELECT * FROM link WHERE one >= ? AND one < ? ORDER BY one, other",
            [number * _ROOM, (number + 1) * _ROOM],
        ).fetchall()

    def _row(self, claim_id: int) -> _Row:
        return next(iter(self._rows("id = ?", [claim_id])))

    def _rows(self, where: str, values: list[int]) -> list[_Row]:
        rows = self._db.execute(f"SELECT * FROM claim WHERE {where} ORDER BY id", values)  # noqa: S608 ours
        return [_row(*row) for row in rows]

    def _number(self, version: str) -> int | None:
        found = self._db.execute("SELECT number FROM arrival WHERE version = ?", [version])
        row = found.fetchone()
        return row[0] if row else None

    def _version(self, number: int) -> str | None:
        found = self._db.execute("SELECT version FROM arrival WHERE number = ?", [number])
        row = found.fetchone()
        return row[0] if row else None

    def _is_last(self, number: int) -> bool:
        (last,) = self._db.execute("SELECT max(number) FROM arrival").fetchone()
        return bool(number == last)


def _row(  # noqa: PLR0917 the columns
    this: int, key: str, text: str, speakers: str, day: int | None, denied: int,
    begins: int, ends: int, filed: str,
) -> _Row:  # fmt: skip
    claimed = Claim(text, frozenset(speakers.split()), day, bool(denied))
    return _Row(this, key, claimed, begins, ends, tuple(map(int, filed.split())))


def _may_meet(row: _Row, other: _Row) -> bool:
    """Tell whether two claims are apart: within one text, a part of the other restates nothing."""
    return row.number != other.number or row.begins >= other.ends or other.begins >= row.ends
