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
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Article
from reportedly.errors import Issue, StoreError
from reportedly.statement import Model
from reportedly.store import copies, curation, editions, links, runs, schema, wording
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
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from reportedly.correction import Correction
    from reportedly.identity.judgement import Judgement
    from reportedly.store.corrections import GraphOf

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
    """The open database at `path`; `read_only` ones see it as it was when they were opened.

    `lines_of`, to be set by who writes, gives the triples of a graph: those of a version that
    stops being current are kept.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._copies = copies.Copies(self._db, self.text)
        self.links = links.Links(self._db)
        self.curation = curation.Curation(self._db)
        self.runs = runs.Runs(self._db)
        self.editions = editions.Editions(self._db)
        self.lines_of: Callable[[str], Sequence[str]] = _unread
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

    def copy_to(self, target: Path) -> None:
        """Write the database to the new file `target` as it is seen here."""
        with closing(sqlite3.connect(target)) as copy:
            self._db.backup(copy)

    def compact(self) -> None:
        """Give back the space of what was deleted."""
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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
        if self.editions.is_withdrawn(article.version):
            return Standing.KNOWN  # its new place is noted; it does not come back by itself
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
            return self.adopt(article, entry.model, now, lambda _: entry.triples)
        kept = self.graph_of(article.version)
        move = self._move(article, fingerprint(article, entry.model), now)
        self._keep(entry, now)
        dropped = (*([kept] if kept else []), *move.graphs)
        outcome = Outcome.CHANGED if move.changed or dropped else Outcome.NEW
        seen = self.curation.corrections.seen(article.version, entry.triples, now)
        changes = [
            Change(entry.graph, seen, dropped),
            *self._compared(article, move, seen),
            *self.runs.brought(article, outcome, entry.graph, dropped, entry.model),
        ]
        self._note(*changes)
        return outcome, changes

    def adopt(
        self, article: Article, model: Model, now: datetime, graph_of: GraphOf
    ) -> tuple[Outcome, Sequence[Change]]:
        """Note that a text which has been read stands at another place too, or now instead.

        `graph_of` gives the triples of a graph, for those that corrections are to be applied to.
        """
        move = self._move(article, fingerprint(article, model), now)
        dropping = [Change("", (), move.graphs)] if move.gone else []
        outcome = Outcome.CHANGED if move.changed else Outcome.UNCHANGED
        followed = self.curation.corrections.follow(article.version, graph_of, now)
        changes = [
            *dropping,
            *self._compared(article, move, followed[0].triples if followed else None),
            *followed,
            *self.runs.brought(article, outcome, replaced=move.graphs),
        ]
        self._note(*changes)
        return outcome, changes

    def _compared(
        self, article: Article, move: _Move, triples: Sequence[str] | None = None
    ) -> list[Change]:
        """Look for what the article is a copy of and restates, and let go of what has gone.

        Its `triples` are given where it was read anew.
        """
        anew = () if triples is None else (article.version,)
        self.links.withdraw((*move.gone, *anew))  # while what goes still has its number
        found = []
        if not self.editions.is_withdrawn(article.version):
            found = self._copies.enter(article.version, move.former)
        forgotten = [c for version in move.gone for c in self._copies.forget(version)]
        return [*found, *forgotten, *self.links.settle(article.version, triples)]

    def unlinked(self) -> list[tuple[str, str]]:
        """Return the graphs, with their versions, whose statements were never compared."""
        pairs = ((self.graph_of(version), version) for version in self.links.unlinked())
        return [(graph, version) for graph, version in pairs if graph]

    def link(self, version: str, triples: Sequence[str]) -> tuple[None, Sequence[Change]]:
        """Compare the statements of a current version, in the graph given, with all others."""
        self.links.withdraw([version])
        changes = self.links.settle(version, triples)
        self.links.made_good(version)
        self._note(*changes)
        return None, changes

    def graph_of(self, version: str) -> str | None:
        """Return the graph of a version; None if it is not current."""
        found = self._db.execute(
            "SELECT graph FROM current WHERE version = ?", [version]
        ).fetchone()
        return found[0] if found else None

    def _move(self, article: Article, mark: str, now: datetime) -> _Move:
        """Give the article's places to its version."""
        version, home = article.version, home_of(article)
        places = dict.fromkeys((found_at(article), home))
        former = {place: at[0] for place in places if (at := self._at(place))}
        graphs = {other: self.graph_of(other) for other in former.values() if other != version}
        for place in places:
            self._db.execute("UPDATE place SET now = 0 WHERE place = ? AND now", [place])
            self._db.execute(
                "INSERT OR REPLACE INTO place VALUES (?, ?, ?, 1, ?, ?)",
                [place, version, place == home, mark, now.isoformat()],
            )
        gone = {o: graph for o, graph in graphs.items() if graph and self.graph_of(o) is None}
        for other, graph in gone.items():
            self.editions.keep(other, self.read(other, graph))
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

    def lines(self, graph: str) -> Sequence[str]:
        """Return the triples of a graph, also those that are not yet in it."""
        due = list(self.journal(graph))
        anew = [number for number, change in enumerate(due) if graph in change.dropped]
        lines = dict.fromkeys(() if anew else self.lines_of(graph))
        for change in due[anew[-1] :] if anew else due:
            lines = {line: None for line in lines if line not in change.removed}
            lines |= dict.fromkeys(change.triples)
        return tuple(lines)

    def read(self, version: str, graph: str) -> Sequence[str]:
        """Return what was read in a current version, before any correction."""
        return self.curation.corrections.extracted(version) or self.lines(graph)

    def model_of(self, version: str) -> Model:
        """Return what read a version last."""
        (model,) = self._db.execute(
            "SELECT model FROM version WHERE version = ?", [version]
        ).fetchone()
        return Model(**json.loads(model))

    def recognise(self, version: str, before: str, after: str) -> None:
        """Let places know a version by another fingerprint."""
        self._db.execute(
            "UPDATE place SET fingerprint = ? WHERE version = ? AND fingerprint = ?",
            [after, version, before],
        )

    # ------------------------------------------------------------------------------- who is who

    def judge(self, made: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], Sequence[Change]]:
        """Record judgements; return them with their numbers, and what is due to the graphs."""
        done, changes = self.curation.judge(made)
        self._note(*changes)
        return done, changes

    def judgements(self) -> Iterator[Judgement]:
        """Iterate over what was ever judged, oldest first."""
        return iter(self.curation.judgements)

    # ------------------------------------------------------------------------------- corrections

    def correct(
        self, made: Iterable[Correction], graph_of: GraphOf
    ) -> tuple[tuple[Correction, ...], Sequence[Change]]:
        """Record corrections and apply them; return them with their numbers, and what is due."""
        done, changes = self.curation.correct(made, graph_of)
        self._note(*changes)
        relinked = [again for change in changes for again in self._relinked(change.graph)]
        self._note(*relinked)
        return done, [*changes, *relinked]

    def _relinked(self, graph: str) -> list[Change]:
        """Compare the statements of an article anew, whose graph was corrected."""
        found = self._db.execute("SELECT version FROM current WHERE graph = ?", [graph]).fetchone()
        if found is None:
            return []
        self.links.withdraw(found)
        return self.links.settle(found[0], self.lines(graph))

    def corrections(self) -> Iterator[Correction]:
        """Iterate over what was ever corrected or graded, oldest first."""
        return iter(self.curation.corrections)

    def extracted(self, version: str) -> tuple[str, ...] | None:
        """Return the graph as it was extracted of a version whose graph is seen corrected."""
        return self.curation.corrections.extracted(version)

    # ----------------------------------------------------------------------------------- the runs

    def noted(self, step: Callable[[], Sequence[Change]]) -> tuple[None, Sequence[Change]]:
        """Take a step of `runs`; return what is due to the graphs."""
        changes = step()
        self._note(*changes)
        return None, changes

    # -------------------------------------------------------------------------------- the journal

    def _note(self, *changes: Change) -> None:
        # Level 1 takes 0.4 ms for 1,000 triples and leaves a sixteenth of them.
        rows = [
            [c.graph, json.dumps(c.dropped), zlib.compress("\n".join(_signed(c)).encode(), 1)]
            for c in changes
        ]
        self._db.executemany("INSERT INTO journal (graph, dropped, triples) VALUES (?, ?, ?)", rows)
        self.wording.follow(change for change in changes if not change.removed)
        for graph in (change.graph for change in changes if change.removed):
            self.wording.enter(graph, wording.texts(self.lines(graph)))

    def journal(self, graph: str | None = None) -> Iterator[Change]:
        """Iterate over the changes, of one graph or all, that may not be on the disk, in order."""
        rows = self._db.execute(
            "SELECT graph, dropped, triples FROM journal WHERE ?1 IS NULL OR graph = ?1"
            " ORDER BY number",
            [graph],
        )
        for name, dropped, packed in rows:
            lines = zlib.decompress(packed).decode().split("\n")
            yield Change(name, _kept(lines), tuple(json.loads(dropped)), _kept(lines, "-"))

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

    def unpacked(self) -> tuple[int, int]:
        """Return how many quads were written since the last optimising, and how many there were.

        Neither is counted now: that would take the longer the more articles there are.
        """
        row = self._db.execute(
            "SELECT unpacked.quads, packed.quads FROM unpacked, packed"
        ).fetchone()
        return int(row[0]), int(row[1])

    def pack(self) -> None:
        """Note that the graphs are optimised."""
        with self.transaction():
            self._db.execute("UPDATE unpacked SET quads = 0")
            self._db.execute("UPDATE packed SET quads = (SELECT total(quads) FROM current)")

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

    def outlines(self) -> Iterator[tuple[str, Article, Model]]:
        """Iterate over version, article without its text, and model of all that is current."""
        models: dict[str, Model] = {}  # a few, however many articles there are
        rows = self._db.execute("SELECT version, article, model FROM current ORDER BY version")
        for version, article, model in rows:
            if model not in models:
                models[model] = Model(**json.loads(model))
            yield version, _article(article, ""), models[model]

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


def _unread(graph: str) -> Sequence[str]:
    raise StoreError(graph, "these books were opened without their graphs")


def _signed(change: Change) -> list[str]:
    """Return the lines of a change; those to be removed begin with a minus, as no triple does."""
    return [*change.triples, *(f"-{line}" for line in change.removed)]


def _kept(lines: Iterable[str], sign: str = "<") -> tuple[str, ...]:
    return tuple(line.removeprefix("-") for line in lines if line.startswith(sign))
