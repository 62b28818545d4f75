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
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Article
from reportedly.errors import StoreError
from reportedly.statement import Model
from reportedly.store import (
    copies,
    curation,
    editions,
    gist,
    issuelog,
    journal,
    links,
    runs,
    schema,
    wording,
)
from reportedly.store.catalogue import Catalogue, article_of
from reportedly.store.change import (
    Change,
    Entry,
    Outcome,
    Standing,
    described,
    fingerprint,
    found_at,
    home_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from reportedly.correction import Correction
    from reportedly.identity.judgement import Judgement
    from reportedly.store.corrections import GraphOf


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


class Records(Catalogue):
    """The open database at `path`; `read_only` ones see it as it was when they were opened.

    `lines_of`, to be set by who writes, gives the triples of a graph: those of a version that
    stops being current are kept.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._copies = copies.Copies(self._db, self.text)
        self.journal = journal.Journal(self._db)
        self.issues = issuelog.IssueLog(self._db)
        self.links = links.Links(self._db)
        self.curation = curation.Curation(self._db)
        self.runs = runs.Runs(self._db)
        self.editions = editions.Editions(self._db)
        self.lines_of: Callable[[str], Sequence[str]] = _unread
        self.wording = wording.Wording(self._db)
        self.gists = gist.Gists(self._db, self.lines)
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
        return described(article_of(found[0], "")) == described(article)

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

    def overdue(self, most: int) -> list[tuple[str, str]]:
        """Return some graphs, with their versions, that were compared by other rules than ours."""
        return [(self.graph_of(version) or "", version) for version in self.links.overdue(most)]

    def link(self, version: str, triples: Sequence[str]) -> tuple[None, Sequence[Change]]:
        """Compare the statements of a current version, in the graph given, with all others."""
        changes = self.links.renew(version, triples)
        self.links.made_good(version)
        self._note(*changes)
        return None, changes

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
        due = list(self.journal.changes(graph))
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

    def _note(self, *changes: Change) -> None:
        self.journal.add(changes)
        self.wording.follow(change for change in changes if not change.removed)
        for graph in (change.graph for change in changes if change.removed):
            self.wording.enter(graph, wording.texts(self.lines(graph)))
        self.gists.follow(changes)

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

    def origin(self, version: str) -> str | None:
        """Return the version that a current one is a copy of; None if it is none."""
        return self._copies.origin(version)


def _unread(graph: str) -> Sequence[str]:
    raise StoreError(graph, "these books were opened without their graphs")
