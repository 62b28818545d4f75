"""The store in a folder, open for the one writer.

A batch is committed to SQLite together with the journal of what is due to the graphs, then the
graphs are changed, then `put` returns: from here on a kill loses nothing. Oxigraph's own files are
forced to the disk every hundred articles or so, and the journal emptied then, since it can make
good whatever a power cut takes from them.

Oxigraph is not opened before it is needed: a run that finds nothing new leaves every file alone.
"""

from __future__ import annotations

import threading
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from reportedly import claim
from reportedly.errors import Issue, StoreError
from reportedly.store import revision
from reportedly.store.answers import Solutions
from reportedly.store.folder import busy, created, existing, faults, sign
from reportedly.store.lock import Lock
from reportedly.store.oxigraph import Graphs, copy_still, detached, fault_of
from reportedly.store.records import Records
from reportedly.store.recovery import recover
from reportedly.store.snapshot import Concierge, sweep
from reportedly.store.view import View
from reportedly.store.wording import OF_GRAPH
from reportedly.upgrading import watching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from reportedly.article import Article
    from reportedly.correction import Correction
    from reportedly.identity.judgement import Judgement
    from reportedly.statement import Model
    from reportedly.store.answers import Answer
    from reportedly.store.change import Change, Entry, Outcome, Standing
    from reportedly.store.editions import Withdrawal
    from reportedly.store.folder import Folder
    from reportedly.store.runs import Run
    from reportedly.store.wording import Said

# Compressed; about a hundred articles of 1,000 quads. What Oxigraph has not forced to the disk it
# keeps in memory: 10,000 small articles took 129 MiB at the peak with this, 577 with 8 MiB, and no
# less time.
_JOURNAL_BYTES = 2**20
_PATIENCE = 2.0  # seconds: readers hold the lock for a few ms
_SMALL = 50_000  # quads below which optimising is not worth a thought
_FAILED = "an earlier batch failed half way"
_REOPEN = "run the same command again: what is missing is made good then"
_WAIT = "wait until it has finished; reading works meanwhile"
_Done = TypeVar("_Done")
_CATCH = 100  # graphs that are brought up to date in one transaction, about a second
_RELINK = 16  # articles that are linked anew in one transaction: half a second
_GROWTH = 3  # optimise when a third of the store was written since the last time


def _ignore(_done: int, _of: int) -> None:
    """Take no notice."""


class Store(View):
    """A store that this process alone writes to; close it, or use it as a context manager."""

    def __init__(self, folder: Folder, records: Records, held: ExitStack) -> None:
        super().__init__(str(folder))
        self._folder = folder
        self._books = records
        self._opened: Graphs | None = None
        self._between = threading.RLock()  # held while graphs and books do not match
        self._whole = True  # whether the graphs are what the books say
        self._held = held
        records.lines_of = self._ntriples
        concierge = Concierge(folder, self._between, self._copy)
        held.callback(self._shut)
        held.callback(self._settle)
        held.callback(concierge.close)
        concierge.start()

    @property
    def _graphs(self) -> Graphs:
        with self._between:
            if self._opened is None:
                self._opened = Graphs(self._folder.graph)
            return self._opened

    @property
    def _records(self) -> Records:
        return self._books

    def _ntriples(self, graph: str) -> list[str]:
        return self._graphs.ntriples(graph)

    def _copy(self, target: Path) -> None:
        if not self._whole:
            raise StoreError(self.name, _FAILED, _REOPEN)
        if self._opened is None:
            copy_still(self._folder.graph, target)
        else:
            self._opened.copy_to(target)

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL query; the answer is complete at once, as a snapshot's need not be."""
        return detached(super().query(sparql))

    def close(self) -> None:
        """Bring everything to the disk and let others write."""
        with faults(self.name):
            self._held.close()

    def _shut(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    # ------------------------------------------------------------------------------------- writing

    def standing(self, article: Article, model: Model) -> Standing:
        """Tell what is to be done about `article`; writes nothing."""
        with faults(self.name):
            return self._records.standing(article, model)

    def put(self, entries: Sequence[Entry], now: datetime) -> tuple[Outcome | Issue, ...]:
        """Store a batch; when this returns, a kill cannot undo it.

        Returns what each article was to the store, in order, or an Issue where its triples are
        malformed and it was left out. `now` goes into the books only. Raises StoreError where the
        disk or a database fails; the store must then be opened again to write more.
        """
        wrong = [fault_of(entry.graph, entry.triples) for entry in entries]
        steps = [
            partial(self._records.enter, entry, now)
            for entry, fault in zip(entries, wrong, strict=True)
            if not fault
        ]
        outcomes = iter(self._do(steps))
        return tuple(
            _malformed(entry, fault) if fault else next(outcomes)
            for entry, fault in zip(entries, wrong, strict=True)
        )

    def adopt(self, article: Article, model: Model, now: datetime) -> Outcome:
        """Note another place of a text that `standing` says is known."""
        step = partial(self._records.adopt, article, model, now, self.ntriples)
        return self._do([step])[0]

    def record_issues(self, issues: Iterable[Issue], run: str, when: datetime) -> None:
        """Record what went wrong in the run `run`."""
        with faults(self.name):
            if self._records.runs.is_due():
                self._do([partial(self._records.noted, self._records.runs.begun)])
            with self._records.transaction():
                self._records.issues.add(issues, run, when)

    def clear_issues(
        self,
        *,
        stage: str | None = None,
        before: datetime | None = None,
        like: str | None = None,
    ) -> int:
        """Forget recorded issues, all or those chosen as in `issues`; return how many."""
        with faults(self.name), self._records.transaction():
            return self._records.issues.clear(stage, before, like)

    def begin_run(self, run: Run) -> None:
        """Take what is stored from now on for the work of `run`; this alone writes nothing."""
        self._records.runs.open(run)

    def end_run(self, ending: str, ended: datetime, totals: Mapping[str, int]) -> None:
        """Note that the run is over, with how many there were of what, if it did anything."""
        with faults(self.name):
            if self._whole and self._records.runs.current and not self._records.runs.is_due():
                end = partial(self._records.runs.closed, ending, ended, totals)
                self._do([partial(self._records.noted, end)])
            self._records.runs.current = None

    def judge(self, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
        """Record who is who, all or nothing; when this returns, a kill cannot undo it.

        Returns the judgements with their numbers. Nothing is done where there are none.
        """
        if not judgements:
            return ()
        return self._do([partial(self._records.judge, judgements)])[0]

    def withdraw(self, act: Withdrawal) -> None:
        """Take a current article version out of what queries see, or put a withdrawn one back.

        When this returns, a kill cannot undo it. Raises StoreError where there is nothing to do.
        """
        with faults(self.name):
            withdrawn = self._records.editions.is_withdrawn(act.version)
            if act.undone and not withdrawn:
                raise StoreError(act.version, "is not withdrawn", "reportedly history")
            if not act.undone and self._records.graph_of(act.version) is None:
                state = "is withdrawn already" if withdrawn else "is no current article version"
                raise StoreError(act.version, state, "reportedly history")
        step = revision.restore if act.undone else revision.withdraw
        self._do([partial(step, self._records, act)])

    def begin_rereading(self, target: str, now: datetime) -> int:
        """Return the number of the unfinished re-extraction towards `target`, or of a new one."""
        with faults(self.name), self._records.transaction():
            return self._records.editions.begin(target, now)

    def end_rereading(self, run: int, now: datetime) -> None:
        """Record that a re-extraction is finished."""
        with faults(self.name), self._records.transaction():
            self._records.editions.end(run, now)

    def reread(
        self, entries: Sequence[tuple[Entry, str]], run: int, now: datetime
    ) -> tuple[bool | Issue, ...]:
        """Replace what was read before by `entries`, each with a report of what that changes.

        As safe as `put`. Returns whether each was still current, or an Issue where its triples
        are malformed and the former reading stays.
        """
        wrong = [fault_of(entry.graph, entry.triples) for entry, _ in entries]
        steps = [
            partial(revision.reread, self._records, entry, run, report, now)
            for (entry, report), fault in zip(entries, wrong, strict=True)
            if not fault
        ]
        done = iter(self._do(steps))
        return tuple(
            _malformed(entry, fault) if fault else next(done)
            for (entry, _), fault in zip(entries, wrong, strict=True)
        )

    def correct(self, corrections: Sequence[Correction]) -> tuple[Correction, ...]:
        """Record corrections and grades and apply them, as safely as `judge`; return them numbered.

        What they change is seen from now on; `extracted` still has what it was.
        """
        if not corrections:
            return ()
        return self._do([partial(self._records.correct, corrections, self.ntriples)])[0]

    def relink(self, on_progress: Callable[[int, int], None] = _ignore) -> None:
        """Compare anew, by the rules of today, what was compared by others before.

        A batch at a time, each as safe as `put`: who is stopped goes on from there the next time.
        `on_progress` is told how many articles are done, and how many there are.
        """
        with faults(self.name):
            count, done = self._records.links.owing(), 0
            while due := self._records.overdue(_RELINK):
                self._do(
                    [
                        partial(self._records.link, version, self.ntriples(graph) if graph else ())
                        for graph, version in due
                    ]
                )
                done += len(due)
                on_progress(done, count)

    def catch_up(self) -> None:
        """Bring what an older reportedly wrote up to date: links, index of words, gists.

        It takes some 10 ms an article, most of them to read its graph. Whoever stops it (Ctrl-C, a
        kill) loses the last batch at most: the next opening goes on where this one was. Who is
        shown how far it is: `upgrading`.
        """
        with faults(self.name):
            if self._records.links.rules != claim.RULES:
                with self._records.transaction():
                    self._records.links.note_rules()
            unlinked = self._records.unlinked()
            unworded, ungisted = self._records.wording.due(), self._records.gists.due()
            whole = len(unlinked) + len(unworded) + len(ungisted)
            if not whole:
                return
            with watching("upgrading the store", whole) as show:
                for done, (graph, version) in enumerate(unlinked, 1):
                    self._do([partial(self._records.link, version, self.ntriples(graph))])
                    show(done, "links")
                done = len(unlinked)
                for some in _batches(unworded):
                    self._in_books(self._index, some)
                    show(done := done + len(some), "index of words")
                for some in _batches(ungisted):
                    self._in_books(self._gist, some)
                    show(done := done + len(some), "gists")

    def _in_books(self, enter: Callable[[str], None], graphs: Sequence[str]) -> None:
        with self._between, self._records.transaction():
            for graph in graphs:
                enter(graph)

    def _index(self, graph: str) -> None:
        self._records.wording.enter(graph, self._said(graph))

    def _gist(self, graph: str) -> None:
        self._records.gists.enter(graph, self._ntriples(graph))

    def _said(self, graph: str) -> Iterator[Said]:
        answer = self._graphs.query(OF_GRAPH % graph)
        for row in answer if isinstance(answer, Solutions) else ():
            yield str(row[0]), str(row[1]), str(row[2])

    def tidy(self) -> None:
        """Optimise the graphs for reading if much was written since the last time."""
        with faults(self.name):
            written, before = self._records.unpacked()
            if written >= max(_SMALL, (before + written) // _GROWTH):
                self._graphs.optimize()
                self._records.pack()

    def compact(self) -> None:
        """Rewrite graphs and books without what has been deleted; readers go on meanwhile."""
        with faults(self.name):
            with self._between:  # not for all of it: readers would wait for their snapshots
                if not self._whole:
                    raise StoreError(self.name, _FAILED, _REOPEN)
                self._settle()
            self._graphs.optimize()
            self._records.pack()
            self._records.compact()

    def _do(self, steps: Sequence[Callable[[], tuple[_Done, Sequence[Change]]]]) -> list[_Done]:
        """Take steps in the books, all or none, and then what they require of the graphs."""
        with faults(self.name), self._between:
            if not self._whole:
                raise StoreError(self.name, _FAILED, _REOPEN)
            self._whole = False
            with self._records.transaction():
                done = [step() for step in steps]
            if changes := [change for _, due in done for change in due]:
                self._graphs.apply(changes)
            self._whole = True
            if self._records.journal.bytes() > _JOURNAL_BYTES:
                self._settle()
        return [outcome for outcome, _ in done]

    def _settle(self) -> None:
        """Empty the journal; one that a failure left is for whoever opens the store next."""
        if self._whole and not self._records.journal.is_empty():
            self._graphs.flush()
            self._records.journal.clear()


def _batches(graphs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (graphs[first : first + _CATCH] for first in range(0, len(graphs), _CATCH))


def write_to(path: Path, *, create: bool = False) -> Store:
    """Open the store in `path` for writing, making it first if `create`.

    Raises StoreBusyError where another process is writing, StoreError where there is no store, or
    one that is not ours to write to.
    """
    folder = created(path) if create else existing(path)
    with faults(folder), ExitStack() as held:
        lock = held.enter_context(Lock(folder.lock))
        if not lock.acquire(_PATIENCE):
            raise busy(folder, "is writing to it", _WAIT)
        sign(folder)
        held.callback(folder.writer.unlink, missing_ok=True)
        sweep(folder)
        recover(folder)
        records = Records(folder.articles)
        held.callback(records.close)
        store = Store(folder, records, held.pop_all())
    try:
        store.catch_up()
    except BaseException:
        store.close()
        raise
    return store


def _malformed(entry: Entry, fault: str) -> Issue:
    return Issue(entry.article.name, "store", f"its graph is malformed: {fault}")
