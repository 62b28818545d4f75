"""What became of article versions: former ones with what they said, and those withdrawn.

When a version stops being current its graph goes from what queries see, so that none of them has
to leave it out. What the graph said is kept here, packed, and can be compared with what came after.

A version is withdrawn by somebody, for a reason. It stays in the history and its places stay
its own, so that finding the same text there again is no news; it is current again when the
withdrawal is taken back. Acts are never changed afterwards; what holds now stands in a table of
its own, which the view of what is current leaves out.

Here is also what a re-extraction did to each article, so that one that was killed half way can
still tell of the whole.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from reportedly.statement import Model
from reportedly.store.change import plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

SCHEMA: Final = """
CREATE TABLE former (               -- the last graph of versions that stopped being current
    version TEXT PRIMARY KEY,
    triples BLOB NOT NULL           -- N-Triples lines, zlib
);
CREATE TABLE withdrawal (           -- never changed afterwards
    number INTEGER PRIMARY KEY,
    version TEXT NOT NULL, undone INTEGER NOT NULL,
    made_by TEXT NOT NULL, made TEXT NOT NULL, why TEXT NOT NULL
);
CREATE INDEX withdrawal_version ON withdrawal (version);
CREATE TABLE withdrawn (            -- now
    version TEXT PRIMARY KEY,
    arrival INTEGER                 -- its number among the documents, for when it comes back
) WITHOUT ROWID;
CREATE TABLE rereading (            -- runs of re-extraction
    run INTEGER PRIMARY KEY,
    target TEXT NOT NULL, begun TEXT NOT NULL, ended TEXT
);
CREATE TABLE reread (               -- what such a run did to a version
    run INTEGER NOT NULL, version TEXT NOT NULL,
    report TEXT NOT NULL,           -- JSON
    PRIMARY KEY (run, version)
) WITHOUT ROWID;
CREATE TABLE packed (quads INTEGER NOT NULL);   -- how many there were at the last optimising
INSERT INTO packed SELECT total(quads) FROM current;
DROP VIEW current;
CREATE VIEW current AS
    SELECT * FROM version AS v
    WHERE EXISTS (SELECT 1 FROM place AS p WHERE p.version = v.version AND p.home AND p.now)
      AND NOT EXISTS (SELECT 1 FROM withdrawn AS w WHERE w.version = v.version);
"""
_AT_PLACE = """
SELECT p.version, v.graph, p.recorded, v.statements, v.model, w.version IS NOT NULL,
       p.now AND EXISTS (SELECT 1 FROM current AS c WHERE c.version = p.version)
FROM place AS p JOIN version AS v USING (version) LEFT JOIN withdrawn AS w USING (version)
WHERE p.place = ? ORDER BY p.recorded, p.now
"""
_HOMES = "SELECT place FROM place WHERE version = ? ORDER BY now DESC, home DESC, place"


class Status(StrEnum):
    """What an edition is to those who ask."""

    CURRENT = "current"
    FORMER = "former"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That somebody withdrew an article version, or (`undone`) took that back."""

    version: str
    by: str
    when: datetime
    why: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the text at a place; `number` counts from 1, the oldest."""

    number: int
    place: str
    version: str
    graph: str
    recorded: datetime
    status: Status
    statements: int
    model: Model
    withdrawals: tuple[Withdrawal, ...] = ()


class Editions:
    """Former and withdrawn versions in an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    # ------------------------------------------------------------------------------------- former

    def keep(self, version: str, triples: Sequence[str]) -> None:
        """Keep what was read in a version that stops being current."""
        packed = zlib.compress("\n".join(triples).encode())
        self._db.execute("INSERT OR REPLACE INTO former VALUES (?, ?)", [version, packed])

    def kept(self, version: str) -> tuple[str, ...] | None:
        """Return what was read in a former version; None if that was not kept."""
        found = self._db.execute(
            "SELECT triples FROM former WHERE version = ?", [version]
        ).fetchone()
        if found is None:
            return None
        lines = zlib.decompress(found[0]).decode()
        return tuple(lines.split("\n")) if lines else ()

    def at(self, place: str) -> tuple[Edition, ...]:
        """Return the editions that were found at a place, the current one last."""
        rows = self._db.execute(_AT_PLACE, [plain(place)]).fetchall()
        return tuple(self._edition(number, place, row) for number, row in enumerate(rows, 1))

    def _edition(self, number: int, place: str, row: Sequence[object]) -> Edition:
        version, graph, recorded, statements, model, withdrawn, current = row
        status = Status.CURRENT if current else Status.FORMER
        return Edition(
            number,
            place,
            str(version),
            str(graph),
            datetime.fromisoformat(str(recorded)),
            Status.WITHDRAWN if withdrawn else status,
            int(str(statements)),
            Model(**json.loads(str(model))),
            tuple(self.acts(str(version))),
        )

    def changed_places(self) -> list[str]:
        """Return the places that had more than one version."""
        rows = self._db.execute(
            "SELECT place FROM place GROUP BY place HAVING count(*) > 1 AND max(home)"
        )
        return [place for (place,) in rows]

    def place_of(self, version: str) -> str | None:
        """Return a place where a version stands or stood, its home if it has one now."""
        found = self._db.execute(_HOMES, [version]).fetchone()
        return found[0] if found else None

    # ---------------------------------------------------------------------------------- withdrawn

    def is_withdrawn(self, version: str) -> bool:
        """Tell whether a version is withdrawn now."""
        found = self._db.execute("SELECT 1 FROM withdrawn WHERE version = ?", [version])
        return found.fetchone() is not None

    def withdraw(self, act: Withdrawal, arrival: int | None) -> None:
        """Record that a version is withdrawn."""
        self._record(act)
        self._db.execute("INSERT INTO withdrawn VALUES (?, ?)", [act.version, arrival])

    def restore(self, act: Withdrawal) -> int | None:
        """Record that a version is not withdrawn any more; return its number of arrival."""
        self._record(act)
        found = self._db.execute(
            "DELETE FROM withdrawn WHERE version = ? RETURNING arrival", [act.version]
        ).fetchall()
        return found[0][0] if found else None

    def _record(self, act: Withdrawal) -> None:
        self._db.execute(
            "INSERT INTO withdrawal VALUES (NULL, ?, ?, ?, ?, ?)",
            [act.version, act.undone, *map(plain, (act.by, act.when.isoformat(), act.why))],
        )

    def acts(self, version: str | None = None) -> Iterator[Withdrawal]:
        """Iterate over what was withdrawn and put back, oldest first; all, or of one version."""
        rows = self._db.execute(
            "SELECT version, made_by, made, why, undone FROM withdrawal"
            " WHERE ?1 IS NULL OR version = ?1 ORDER BY number",
            [version],
        )
        for of, by, made, why, undone in rows.fetchall():
            yield Withdrawal(of, by, datetime.fromisoformat(made), why, bool(undone))

    # ------------------------------------------------------------------------------ re-extraction

    def begin(self, target: str, now: datetime) -> int:
        """Return the number of the unfinished run towards `target`, or of a new one."""
        found = self._db.execute(
            "SELECT run FROM rereading WHERE target = ? AND ended IS NULL", [target]
        ).fetchone()
        if found is None:
            found = self._db.execute(
                "INSERT INTO rereading VALUES (NULL, ?, ?, NULL) RETURNING run",
                [target, now.isoformat()],
            ).fetchone()
        return int(found[0])

    def end(self, run: int, now: datetime) -> None:
        """Record that a run has finished."""
        self._db.execute("UPDATE rereading SET ended = ? WHERE run = ?", [now.isoformat(), run])

    def report(self, run: int, version: str, report: str) -> None:
        """Record what a run did to a version."""
        self._db.execute("INSERT OR REPLACE INTO reread VALUES (?, ?, ?)", [run, version, report])

    def reports(self, run: int) -> list[tuple[str, str]]:
        """Return what a run has done so far, by version."""
        rows = self._db.execute(
            "SELECT version, report FROM reread WHERE run = ? ORDER BY version", [run]
        )
        return rows.fetchall()
