"""What is remembered from run to run, in `jobs.sqlite` in the store's folder.

Only the one runner writes, apart from a reset. A commit here is of no use without what the store
has acknowledged before, so nothing is noted as done that could still be lost; losing the last of
these notes costs doing it again.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reportedly.job.record import Counts, Run, Seen, SourceRun, SourceState, Trouble
from reportedly.source.web.pace import Visit
from reportedly.store.folder import faults

NAME = "jobs.sqlite"
_KEPT = 10_000  # runs of sources in the history: a year of one an hour

_SCHEMA = """
CREATE TABLE job (
    name    TEXT PRIMARY KEY,
    covered TEXT NOT NULL       -- the last moment of its calendar that has been seen to
) WITHOUT ROWID;
CREATE TABLE done (             -- sources finished for a moment that is not covered yet
    job TEXT NOT NULL, source TEXT NOT NULL, moment TEXT NOT NULL,
    PRIMARY KEY (job, source)
) WITHOUT ROWID;
CREATE TABLE source (
    name     TEXT PRIMARY KEY,
    begun    TEXT,              -- first asked at all
    asked    TEXT,              -- last asked
    success  TEXT,
    failures INTEGER NOT NULL,  -- in a row
    retry    TEXT,              -- not asked before
    reason   TEXT NOT NULL      -- of the last failure
) WITHOUT ROWID;
CREATE TABLE run (
    id TEXT PRIMARY KEY, job TEXT NOT NULL, moment TEXT,
    began TEXT NOT NULL, ended TEXT, outcome TEXT NOT NULL,
    fetched INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL, failed INTEGER NOT NULL, statements INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX run_began ON run (began);
CREATE TABLE visit (            -- a source in a run
    run TEXT NOT NULL, source TEXT NOT NULL, began TEXT NOT NULL, ended TEXT NOT NULL,
    fetched INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL, failed INTEGER NOT NULL, statements INTEGER NOT NULL,
    characters INTEGER NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX visit_source ON visit (source, began);
CREATE INDEX visit_run ON visit (run);
CREATE TABLE page (             -- addresses and files that are in the store, and when seen last
    source TEXT NOT NULL, place TEXT NOT NULL, checked TEXT NOT NULL, stamp TEXT NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (source, place)
) WITHOUT ROWID;
CREATE TABLE host (
    name TEXT PRIMARY KEY, asked TEXT NOT NULL, pause REAL NOT NULL,
    under_way INTEGER NOT NULL, resting TEXT
) WITHOUT ROWID;
CREATE TABLE problem (          -- what is wrong now
    source TEXT NOT NULL, kind TEXT NOT NULL, since TEXT NOT NULL,
    reason TEXT NOT NULL, advice TEXT NOT NULL, told INTEGER NOT NULL,
    PRIMARY KEY (source, kind)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="microseconds")


def _read(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_COUNTS = ", ".join(field.name for field in fields(Counts))


class State:
    """The open state of the store in `folder`; made where there is none, unless `read_only`."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self._path = folder / NAME
        self._lock = threading.RLock()
        with faults(self._path):
            place = str(self._path)
            if read_only:
                exists = self._path.exists()
                place = f"{self._path.absolute().as_uri()}?mode=ro" if exists else ":memory:"
            self._db = sqlite3.connect(
                place,
                timeout=30,
                isolation_level=None,
                check_same_thread=False,
                uri=read_only,
            )
            self._prepare()

    def _prepare(self) -> None:
        (made,) = self._db.execute("PRAGMA user_version").fetchone()
        if not made:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT")
        self._db.execute("PRAGMA synchronous=NORMAL")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _do(self, sql: str, *values: Any) -> None:
        with self._lock, faults(self._path):
            self._db.execute(sql, values)

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock, faults(self._path):
            return self._db.execute(sql, values).fetchall()

    def _is_open(self) -> bool:
        return self._db.in_transaction

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make what is written within one change, all or nothing."""
        with self._lock, faults(self._path):
            if self._is_open():
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._is_open():  # a full disk has rolled it back already
                    self._db.execute("ROLLBACK")
                raise

    # ---------------------------------------------------------------------------------------- jobs

    def covered(self, job: str) -> datetime | None:
        """Return the last moment of the job's calendar that has been seen to."""
        found = self._all("SELECT covered FROM job WHERE name = ?", job)
        return _moment(found[0][0]) if found else None

    def cover(self, job: str, moment: datetime) -> None:
        """Note that the job has been seen to up to `moment`."""
        with self.together():
            self._do("INSERT OR REPLACE INTO job VALUES (?, ?)", job, _written(moment))
            self._do("DELETE FROM done WHERE job = ?", job)

    def finished(self, job: str, moment: datetime) -> set[str]:
        """Return the sources that are done for `moment`."""
        sql = "SELECT source FROM done WHERE job = ? AND moment = ?"
        return {name for (name,) in self._all(sql, job, _written(moment))}

    def finish(self, job: str, source: str, moment: datetime) -> None:
        """Note that `source` is done for `moment`."""
        self._do("INSERT OR REPLACE INTO done VALUES (?, ?, ?)", job, source, _written(moment))

    def settle(
        self, job: str, moment: datetime | None, source: SourceState, visit: SourceRun
    ) -> None:
        """Note all at once that a source has had its turn in a run."""
        with self.together():
            self.record(visit)
            self.keep(source)
            if moment is not None:
                self.finish(job, source.name, moment)

    # ------------------------------------------------------------------------------------- sources

    def source(self, name: str) -> SourceState:
        """Return how it stands with a source."""
        found = self._all("SELECT * FROM source WHERE name = ?", name)
        if not found:
            return SourceState(name)
        _, begun, asked, success, failures, retry, reason = found[0]
        return SourceState(
            name, _read(begun), _read(asked), _read(success), failures, _read(retry), reason
        )

    def keep(self, source: SourceState) -> None:
        """Note how it stands with a source."""
        moments = map(_written, (source.begun, source.asked, source.success))
        self._do(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
            source.name,
            *moments,
            source.failures,
            _written(source.retry),
            source.reason,
        )

    def asked_last(self) -> dict[str, datetime]:
        """Return when each source was asked last."""
        rows = self._all("SELECT name, asked FROM source WHERE asked IS NOT NULL")
        return {name: _moment(asked) for name, asked in rows}

    def reset(self, source: str, since: datetime | None) -> list[str]:
        """Forget failures, and what was looked at since then (or ever); return those places."""
        first = _written(since) or ""
        with self.together():
            old = replace(self.source(source), failures=0, retry=None, reason="")
            self.keep(replace(old, asked=None))
            sql = "SELECT place FROM page WHERE source = ? AND checked >= ?"
            places = [place for (place,) in self._all(sql, source, first)]
            self._do("DELETE FROM page WHERE source = ? AND checked >= ?", source, first)
            self._do("DELETE FROM problem WHERE source = ?", source)
            self._do("DELETE FROM done WHERE source = ?", source)
        return places

    # --------------------------------------------------------------------------------------- pages

    def seen(self, source: str, place: str) -> Seen | None:
        """Return when `place` was looked at last."""
        sql = "SELECT checked, stamp, failures FROM page WHERE source = ? AND place = ?"
        found = self._all(sql, source, place)
        return Seen(_moment(found[0][0]), found[0][1], found[0][2]) if found else None

    def see(self, source: str, places: Iterable[tuple[str, Seen]]) -> None:
        """Note that the store has what is at `places` now."""
        rows = [(source, p, _written(s.checked), s.stamp, s.failures) for p, s in places]
        with self.together():
            self._db.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", rows)

    def forget_pages(self, before: datetime) -> None:
        """Forget the pages that no listing has named for so long."""
        self._do("DELETE FROM page WHERE checked < ? AND stamp = ''", _written(before))

    # ---------------------------------------------------------------------------------------- runs

    def begin(self, run: Run) -> None:
        """Note that a run begins; one that has no end was interrupted."""
        with self.together():
            self._do(
                "UPDATE run SET outcome = 'interrupted', ended = began WHERE outcome = 'running'"
            )
            self._write_run(run)

    def end(self, run: Run) -> None:
        """Note what became of a run."""
        with self.together():
            self._write_run(run)
            rows = self._all("SELECT began FROM visit ORDER BY began DESC LIMIT 1 OFFSET ?", _KEPT)
            if rows:
                self._do("DELETE FROM visit WHERE began <= ?", rows[0][0])
                self._do("DELETE FROM run WHERE began <= ?", rows[0][0])

    def _write_run(self, run: Run) -> None:
        moments = (_written(run.moment), _written(run.began), _written(run.ended))
        self._do(
            "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            run.id,
            run.job,
            *moments,
            run.outcome,
            *astuple(run.counts),
        )

    def record(self, visit: SourceRun) -> None:
        """Note what became of a source in a run."""
        self._do(
            "INSERT INTO visit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            visit.run,
            visit.source,
            _written(visit.began),
            _written(visit.ended),
            *astuple(visit.counts),
            visit.characters,
            visit.reason,
        )

    def runs(self, job: str | None = None, limit: int = 20) -> list[Run]:
        """Return the last runs, the latest first."""
        rows = self._all(
            f"SELECT id, job, moment, began, ended, outcome, {_COUNTS} FROM run"  # noqa: S608
            " WHERE ?1 IS NULL OR job = ?1 ORDER BY began DESC, id DESC LIMIT ?2",
            job,
            limit,
        )
        return [
            Run(i, j, _read(moment), _moment(began), _read(ended), outcome, Counts(*counts))
            for i, j, moment, began, ended, outcome, *counts in rows
        ]

    def visits(
        self, source: str | None = None, since: datetime | None = None, limit: int = 1000
    ) -> list[SourceRun]:
        """Return what became of a source, or of all, in the last runs; the latest first."""
        rows = self._all(
            f"SELECT run, source, began, ended, characters, reason, {_COUNTS}"  # noqa: S608
            " FROM visit WHERE (?1 IS NULL OR source = ?1) AND began >= ?2"
            " ORDER BY began DESC, rowid DESC LIMIT ?3",
            source,
            _written(since) or "",
            limit,
        )
        return [
            SourceRun(run, name, _moment(b), _moment(e), Counts(*counts), size, reason)
            for run, name, b, e, size, reason, *counts in rows
        ]

    def visits_of(self, run: str) -> list[SourceRun]:
        """Return what became of the sources in a run."""
        rows = self._all("SELECT source, began, ended, reason FROM visit WHERE run = ?", run)
        return [
            SourceRun(run, name, _moment(b), _moment(e), Counts(), reason=reason)
            for name, b, e, reason in rows
        ]

    def totals(self) -> dict[str, Counts]:
        """Return what has become of each source's articles in the runs that are remembered."""
        sums = ", ".join(f"sum({field.name})" for field in fields(Counts))
        rows = self._all(f"SELECT source, {sums} FROM visit GROUP BY source")  # noqa: S608
        return {name: Counts(*counts) for name, *counts in rows}

    # --------------------------------------------------------------------------------------- hosts

    def recall(self, host: str) -> Visit | None:
        """Return when `host` was asked last, as `pace.Book` wants it."""
        sql = "SELECT asked, pause, under_way, resting FROM host WHERE name = ?"
        for asked, pause, under_way, resting in self._all(sql, host):
            return Visit(_moment(asked), pause, bool(under_way), _read(resting))
        return None

    def note(self, host: str, visit: Visit) -> None:
        """Remember a visit at `host`."""
        moments = (_written(visit.asked), visit.pause, visit.under_way, _written(visit.resting))
        self._do("INSERT OR REPLACE INTO host VALUES (?, ?, ?, ?, ?)", host, *moments)

    # ------------------------------------------------------------------------------------ problems

    def troubles(self) -> list[Trouble]:
        """Return what is wrong now."""
        rows = self._all("SELECT * FROM problem ORDER BY since, source, kind")
        return [
            Trouble(source, kind, _moment(since), reason, advice, bool(told))
            for source, kind, since, reason, advice, told in rows
        ]

    def set_troubles(self, troubles: Sequence[Trouble]) -> None:
        """Note what is wrong now, in place of what was."""
        rows = [(t.source, t.kind, _written(t.since), t.reason, t.advice, t.told) for t in troubles]
        with self.together():
            self._db.execute("DELETE FROM problem")
            self._db.executemany("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?)", rows)


class HostBook:
    """The visits at hosts, as `pace.Book` wants them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def recall(self, host: str) -> Visit | None:
        """Return the last visit at `host`."""
        return self._state.recall(host)

    def keep(self, host: str, visit: Visit) -> None:
        """Remember a visit."""
        self._state.note(host, visit)
