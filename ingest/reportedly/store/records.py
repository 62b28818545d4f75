"""The bookkeeping of a store, in SQLite: texts, what is current where, and what is still to do.

A *place* is where a text was found: a file's location, a page's address. Each place has one
version of a text now. The place by which a document is known, its canonical URL or for want of one
its location, is its *home*; a version is current while some home has it. So one text in two files
is one version and goes only when it has left both, and another text under the same canonical URL
supersedes the former wherever that was found. What a place had before stays, with its text.

A place that gives what it gave last time is left alone, even if another has superseded it since:
else two saved copies of a page would supersede each other in every run.

The `journal` makes two databases one. What is to happen to the graphs is committed here together
with the bookkeeping that takes it for done, before the graphs are touched; doing it a second time
changes nothing. So whoever opens the store first after a crash does again what the journal holds
(`Store`), and nobody ever sees an article as current without its whole graph.

The database is in WAL mode with synchronous=FULL: a commit is on the disk when it returns. Its
tables, and what becomes of older ones: `schema`.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.statement import Model
from reportedly.store import copies, judgements, schema, wording
from reportedly.store.change import (
    Change,
    Counts,
    Entry,
    Logged,
    Outcome,
    Standing,
    Version,
    described,
    fingerprint,
    found_at,
    home_of,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reportedly.identity.judgement import Judgement

_ISSUES = """
SELECT * FROM issue
WHERE (:stage IS NULL OR stage = :stage) AND (:like IS NULL OR item LIKE :like)
  AND (:since IS NULL OR happened >= :since)
ORDER BY rowid
"""
_CLEARED = """
DELETE FROM issue
WHERE (:stage IS NULL OR stage = :stage) AND (:like IS NULL OR item LIKE :like)
  AND (:before IS NULL OR happened < :before)
"""


class _Move(NamedTuple):
    """What it means that a version has got its places.

    `changed` tells whether its home had another one; `gone` are the versions, with their graphs,
    that are not current any more; `former` is the one of these that its home had.
    """

    changed: bool
    gone: dict[str, str]
    former: str | None

    @property
    def graphs(self) -> tuple[str, ...]:
        return tuple(self.gone.values())


class Records:
    """The open database at `path`; `read_only` ones see it as it was when they were opened."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._copies = copies.Copies(self._db, self.text)
        self._judgements = judgements.Judgements(self._db)
        self.wording = wording.Wording(self._db)
        try:
            self._prepare(read_only)
        except BaseException:
            self._db.close()
            raise

    def _prepare(self, read_only: bool) -> None:
        self._db.execute("PRAGMA synchronous=FULL")
        if read_only:
            self._db.execute("PRAGMA query_only=1")
            self._db.execute("BEGIN")
            self._db.execute("SELECT 1 FROM version").fetchone()  # pins what is seen from now on
        elif schema.made(self._db) == 0:
            schema.create(self._db)
        elif schema.made(self._db) < schema.VERSION:
            with self.transaction():
                if schema.upgrade(self._db) < schema.COPIES:
                    self._find_copies()

    def _find_copies(self) -> None:
        rows = self._db.execute("SELECT version FROM current ORDER BY recorded, version")
        for (version,) in rows.fetchall():
            self._note(*self._copies.enter(version))

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what happens inside happen together or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            raise
        self._db.execute("COMMIT")

    # ------------------------------------------------------------------ what an article is to us

    def standing(self, article: Article, model: Model) -> Standing:
        """Tell what is to be done about `article`; reads only."""
        if self._at(found_at(article)) == (article.version, fingerprint(article, model)):
            return Standing.SAME
        return Standing.KNOWN if self._is_read(article, model) else Standing.UNREAD

    def _at(self, place: str) -> tuple[str, str] | None:
        found: tuple[str, str] | None = self._db.execute(
            "SELECT version, fingerprint FROM place WHERE place = ? AND now", [place]
        ).fetchone()
        return found

    def _is_read(self, article: Article, model: Model) -> bool:
        """Tell whether a current graph is what reading `article` would give, save for its name."""
        found = self._db.execute(
            "SELECT article, model FROM current WHERE version = ?", [article.version]
        ).fetchone()
        if found is None or Model(**json.loads(found[1])) != model:
            return False
        return described(_article(found[0], "")) == described(article)

    # -------------------------------------------------------------------------- keeping the books

    def enter(self, entry: Entry, now: datetime) -> tuple[Outcome, Sequence[Change]]:
        """Take `entry` for current; return what it was to us and what is due to the graphs."""
        article, standing = entry.article, self.standing(entry.article, entry.model)
        if standing is Standing.SAME:
            return Outcome.UNCHANGED, ()
        if standing is Standing.KNOWN:
            return self.adopt(article, entry.model, now)
        kept = self._graph_of(article.version)
        move = self._move(article, fingerprint(article, entry.model), now)
        self._keep(entry, now)
        dropped = (*([kept] if kept else []), *move.graphs)
        changes = [Change(entry.graph, entry.triples, dropped), *self._compared(article, move)]
        self._note(*changes)
        return (Outcome.CHANGED if move.changed or dropped else Outcome.NEW), changes

    def adopt(
        self, article: Article, model: Model, now: datetime
    ) -> tuple[Outcome, Sequence[Change]]:
        """Note that a text which has been read stands at another place too, or now instead."""
        move = self._move(article, fingerprint(article, model), now)
        dropping = [Change("", (), move.graphs)] if move.gone else []
        changes = [*dropping, *self._compared(article, move)]
        self._note(*changes)
        return (Outcome.CHANGED if move.changed else Outcome.UNCHANGED), changes

    def _compared(self, article: Article, move: _Move) -> list[Change]:
        """Look for what the article is a copy of, and let go of what has gone."""
        found = self._copies.enter(article.version, move.former)
        return [*found, *(c for version in move.gone for c in self._copies.forget(version))]

    def _graph_of(self, version: str) -> str | None:
        found = self._db.execute(
            "SELECT graph FROM current WHERE version = ?", [version]
        ).fetchone()
        return found[0] if found else None

    def _move(self, article: Article, mark: str, now: datetime) -> _Move:
        """Give the article's places to its version."""
        version, home = article.version, home_of(article)
        places = dict.fromkeys((found_at(article), home))
        former = {place: at[0] for place in places if (at := self._at(place))}
        graphs = {other: self._graph_of(other) for other in former.values() if other != version}
        for place in places:
            self._db.execute("UPDATE place SET now = 0 WHERE place = ? AND now", [place])
            self._db.execute(
                "INSERT OR REPLACE INTO place VALUES (?, ?, ?, 1, ?, ?)",
                [place, version, place == home, mark, now.isoformat()],
            )
        gone = {o: graph for o, graph in graphs.items() if graph and self._graph_of(o) is None}
        before = former.get(home, version)
        return _Move(before != version, gone, before if before in gone else None)

    def _keep(self, entry: Entry, now: datetime) -> None:
        article = entry.article
        self._db.execute(
            "INSERT OR IGNORE INTO text VALUES (?, ?)", [article.version, article.text]
        )
        self._db.execute(
            "INSERT OR REPLACE INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                article.version,
                entry.graph,
                json.dumps(asdict(replace(article, text=""))),
                json.dumps(asdict(entry.model)),
                entry.statements,
                len(entry.triples),
                now.isoformat(),
            ],
        )
        self._db.execute("UPDATE unpacked SET quads = quads + ?", [len(entry.triples)])

    # ------------------------------------------------------------------------------- who is who

    def judge(self, made: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], Sequence[Change]]:
        """Record judgements; return them with their numbers, and what is due to the graphs."""
        done, change = self._judgements.record(made)
        self._note(change)
        return done, (change,)

    def judgements(self) -> Iterator[Judgement]:
        """Iterate over what was ever judged, oldest first."""
        return iter(self._judgements)

    # -------------------------------------------------------------------------------- the journal

    def _note(self, *changes: Change) -> None:
        # Level 1 takes 0.4 ms for 1,000 triples and leaves a sixteenth of them.
        rows = [
            [c.graph, json.dumps(c.dropped), zlib.compress("\n".join(c.triples).encode(), 1)]
            for c in changes
        ]
        self._db.executemany("INSERT INTO journal (graph, dropped, triples) VALUES (?, ?, ?)", rows)
        self.wording.follow(changes)

    def journal(self) -> Iterator[Change]:
        """Iterate over the changes that may not be on the disk, in the order they were made."""
        rows = self._db.execute("SELECT graph, dropped, triples FROM journal ORDER BY number")
        for graph, dropped, packed in rows:
            triples = zlib.decompress(packed).decode()
            yield Change(graph, tuple(triples.split("\n") if triples else ()), _strings(dropped))

    def has_journal(self) -> bool:
        """Tell whether there is anything in the journal."""
        return self._db.execute("SELECT 1 FROM journal LIMIT 1").fetchone() is not None

    def journal_bytes(self) -> int:
        """Return how much the journal holds, compressed."""
        (size,) = self._db.execute("SELECT total(length(triples)) FROM journal").fetchone()
        return int(size)

    def clear_journal(self) -> None:
        """Forget the changes: the graphs have them on the disk."""
        self._db.execute("DELETE FROM journal")

    def unpacked(self) -> int:
        """Return how many quads were written since the graphs were last optimised."""
        (quads,) = self._db.execute("SELECT quads FROM unpacked").fetchone()
        return int(quads)

    def pack(self) -> None:
        """Note that the graphs are optimised."""
        self._db.execute("UPDATE unpacked SET quads = 0")

    # ------------------------------------------------------------------------------------ reading

    def has_articles(self) -> bool:
        """Tell whether any article is current."""
        return self._db.execute("SELECT 1 FROM current LIMIT 1").fetchone() is not None

    def text(self, version: str) -> str | None:
        """Return the text of a version, current or not; None if it was never here."""
        found = self._db.execute("SELECT text FROM text WHERE version = ?", [version]).fetchone()
        return found[0] if found else None

    def article(self, version: str) -> Article | None:
        """Return an article version, current or not; None if it was never here."""
        found = self._db.execute(
            "SELECT article, text FROM version JOIN text USING (version) WHERE version = ?",
            [version],
        ).fetchone()
        return _article(*found) if found else None

    def articles(self) -> Iterator[Article]:
        """Iterate over the current articles by version."""
        rows = self._db.execute(
            "SELECT article, text FROM current JOIN text USING (version) ORDER BY version"
        )
        return (_article(*row) for row in rows)

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Iterate over the graphs of current articles, by IRI, with the version in each."""
        rows = self._db.execute("SELECT graph, version FROM current ORDER BY graph")
        return ((graph, version) for graph, version in rows)

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the versions that were found at `place`, by when they last appeared there."""
        rows = self._db.execute(
            "SELECT version, graph, p.recorded, now FROM place AS p"
            " JOIN version USING (version) WHERE place = ? ORDER BY p.recorded, now",
            [plain(place)],
        )
        return tuple(
            Version(version, graph, datetime.fromisoformat(recorded), bool(current))
            for version, graph, recorded, current in rows
        )

    def origin(self, version: str) -> str | None:
        """Return the version that a current one is a copy of; None if it is none."""
        return self._copies.origin(version)

    def counts(self) -> Counts:
        """Return how much is current."""
        row = self._db.execute(
            "SELECT count(*), total(statements), total(quads) FROM current"
        ).fetchone()
        return Counts(*map(int, row))

    def log(self, issues: Iterable[Issue], run: str, when: datetime) -> None:
        """Record `issues` of the run `run`."""
        rows = [
            [run, when.isoformat(), *map(plain, (i.item, i.stage, i.reason, i.advice))]
            for i in issues
        ]
        with self.transaction():
            self._db.executemany("INSERT INTO issue VALUES (?, ?, ?, ?, ?, ?)", rows)

    def issues(
        self, *, stage: str | None = None, since: datetime | None = None, like: str | None = None
    ) -> Iterator[Logged]:
        """Iterate over the recorded issues, oldest first; see `View.issues`."""
        rows = self._db.execute(
            _ISSUES,
            {"stage": stage, "like": like, "since": since and since.isoformat()},
        )
        return (
            Logged(run, datetime.fromisoformat(happened), Issue(*issue))
            for run, happened, *issue in rows
        )

    def clear_issues(self, stage: str | None, before: datetime | None, like: str | None) -> int:
        """Forget recorded issues; return how many there were."""
        with self.transaction():
            return self._db.execute(
                _CLEARED,
                {"stage": stage, "like": like, "before": before and before.isoformat()},
            ).rowcount


def _article(metadata: str, text: str) -> Article:
    fields = json.loads(metadata)
    return Article(**{**fields, "text": text, "authors": tuple(fields["authors"])})


def _strings(listed: str) -> tuple[str, ...]:
    return tuple(json.loads(listed))
