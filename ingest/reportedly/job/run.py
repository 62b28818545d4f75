"""One run of a job: its sources are read at the same time, the store is written by one thread.

What the store has acknowledged is noted source by source, so that whoever comes after a kill goes
on with what is missing. A source's failure is noted and the others go on; when time is up, what is
left comes first the next time.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportedly.article import Article
from reportedly.errors import Issue, ReportedlyError, StoreError
from reportedly.job import patience
from reportedly.job.event import Event, Tell, silent
from reportedly.job.pump import Load, pumping
from reportedly.job.record import Counts, Run, SourceRun
from reportedly.job.state import HostBook, State
from reportedly.job.supply import Supply, Window
from reportedly.source import Web
from reportedly.source.web.clock import Clock, SystemClock
from reportedly.source.web.hosts import Hosts
from reportedly.store.runs import FINISHED, INTERRUPTED
from reportedly.store.runs import Run as Recorded

if TYPE_CHECKING:
    from reportedly.extract import Extractor
    from reportedly.ingestion import Summary
    from reportedly.job.config import Source
    from reportedly.store import Store


@dataclass(frozen=True, slots=True)
class Means:
    """What a runner works with; a test brings its own clock, manners and extractor."""

    extractor: Callable[[], AbstractContextManager[Extractor]]
    clock: Callable[[], Clock] = SystemClock
    web: Web = field(default_factory=Web)
    tell: Tell = silent
    stop: threading.Event = field(default_factory=threading.Event)

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return self.clock().now().astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run: the sources of a job for a moment of its calendar, or by request."""

    job: str
    sources: tuple[Source, ...]
    moment: datetime | None = None
    timeout: float = 3600.0
    concurrency: int = 8
    window: Window = field(default_factory=Window)


@dataclass(slots=True)
class _Tally:
    """A source in this run so far."""

    began: datetime
    counts: Counts = field(default_factory=Counts)
    characters: int = 0
    reason: str = ""


def carry_out(order: Order, store: Store, state: State, means: Means) -> Run:
    """Run `order`; return what became of it, its outcome "done", "stopped" or "out of time".

    Raises StoreError where the store cannot be written; the run is then "broken off".
    """
    now = means.now()
    run = Run(f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}", order.job, order.moment, now)
    state.begin(run)
    facts: dict[str, object] = {"run": run.id, "job": order.job, "sources": len(order.sources)}
    means.tell(Event("run-begins", f"{order.job}: {len(order.sources)} sources", facts=facts))
    places = [place for source in order.sources for place in (*source.url, source.path or "")]
    store.begin_run(Recorded(now, tuple(str(place) for place in places if place)))
    going = _Going(order, store, state, means, run)
    try:
        going.go()
    except BaseException as fault:
        outcome = "broken off" if isinstance(fault, ReportedlyError) else "stopped"
        with suppress(StoreError):  # the disk that is full may be the one this is written to
            going.close(outcome)
        raise
    return going.close(going.outcome)


@dataclass(slots=True)
class _Going:
    """A run under way."""

    order: Order
    store: Store
    state: State
    means: Means
    run: Run
    outcome: str = "done"
    tallies: dict[str, _Tally] = field(default_factory=dict)
    held: ExitStack = field(default_factory=ExitStack)
    extractor: Extractor | None = None

    def go(self) -> None:
        """Read the sources until all are done, time is up, or somebody wants an end."""
        from reportedly.ingestion import memory_of

        hosts = Hosts.remembered(HostBook(self.state))
        began = time.monotonic()
        with self.held, closing(memory_of(self.store)) as memory:
            web = replace(
                self.means.web, memory=memory, clock=self.means.clock, hosts=lambda: hosts
            )
            supplies = [
                Supply(source, self.state, web, self.run.began, self.order.window)
                for source in self.order.sources
            ]
            with pumping(supplies, self.order.concurrency) as loads:
                try:
                    for load in loads:
                        if load is not None:
                            self.take(load)
                        if self.means.stop.is_set():
                            self.outcome = "stopped"
                            break
                        if time.monotonic() - began > self.order.timeout:
                            self.outcome = "out of time"
                            break
                finally:
                    hosts.close()  # else the threads would wait for their turns

    def take(self, load: Load) -> None:
        """Bring a load into the store, note that it is there, and what it ends."""
        source = load.supply.source
        tally = self.tallies.setdefault(source.name, _Tally(self.means.now()))
        if load.items:
            self.count(tally, load.items)
        if load.places:
            self.state.see(source.name, load.places)
        if load.last:
            self.finish(load, tally)

    def count(self, tally: _Tally, items: Iterable[Article | Issue]) -> None:
        """Ingest `items` and count what becomes of them."""
        from reportedly.ingestion import ingest

        known = list(items)
        articles = [item for item in known if isinstance(item, Article)]
        now = self.means.now()
        if articles:
            summary = ingest(
                known,
                self.store,
                self._extractor(),
                now=now,
                run=self.run.id,
                on_issue=self.complain,
            )
            more = _counts(summary, len(articles))
        else:
            issues = [item for item in known if isinstance(item, Issue)]
            self.store.record_issues(issues, self.run.id, now)
            for issue in issues:
                self.complain(issue)
            more = Counts(failed=len(issues))
        tally.counts += more
        if more.new or more.changed:
            mean = sum(len(article.text) for article in articles) // len(articles)
            tally.characters += mean * (more.new + more.changed)

    def _extractor(self) -> Extractor:
        """Return the extractor, made when there is first something to extract."""
        if self.extractor is None:
            self.extractor = self.held.enter_context(self.means.extractor())
        return self.extractor

    def complain(self, issue: Issue) -> None:
        """Tell of something that has failed."""
        facts: dict[str, object] = {
            "run": self.run.id,
            "input": issue.item,
            "stage": issue.stage,
            "reason": issue.reason,
            "advice": issue.advice,
        }
        self.means.tell(Event("failed", f"failed: {issue}", "warning", facts))

    def finish(self, load: Load, tally: _Tally) -> None:
        """Note that a source is done, and how it stands with it now."""
        if isinstance(load.fault, StoreError):
            raise load.fault
        source, now = load.supply.source, self.means.now()
        before = self.state.source(source.name)
        tally.reason = load.supply.failed
        if load.fault is not None:
            tally.reason = f"{type(load.fault).__name__}: {load.fault}"
            issue = Issue(source.name, "source", tally.reason, "report this with the source")
            self.store.record_issues([issue], self.run.id, now)
            self.complain(issue)
        if tally.reason:
            after = patience.failed(before, now, tally.reason)
        else:
            after = patience.succeeded(before, now)
        visit = SourceRun(
            self.run.id,
            source.name,
            tally.began,
            now,
            tally.counts,
            tally.characters,
            tally.reason,
        )
        for act in load.supply.after:
            act()
        self.state.settle(self.order.job, self.order.moment, after, visit)
        facts: dict[str, object] = {
            "run": self.run.id,
            "source": source.name,
            **_facts(tally.counts),
            "failure": tally.reason,
        }
        level = "warning" if tally.reason else "info"
        self.means.tell(Event("source-done", f"{source.name}: {tally.counts}", level, facts))

    def close(self, outcome: str) -> Run:
        """Note what became of the run."""
        total = sum((tally.counts for tally in self.tallies.values()), Counts())
        ended = replace(self.run, ended=self.means.now(), outcome=outcome, counts=total)
        self.state.end(ended)
        how = FINISHED if outcome == "done" else INTERRUPTED
        self.store.end_run(how, self.means.now(), _facts(total))
        facts: dict[str, object] = {"run": ended.id, "outcome": outcome, **_facts(total)}
        level = "info" if outcome == "done" else "warning"
        said = f"{self.order.job}: {total}" + (f" ({outcome})" if outcome != "done" else "")
        self.means.tell(Event("run-ends", said, level, facts))
        return ended


def _counts(summary: Summary, fetched: int) -> Counts:
    return Counts(
        fetched,
        summary.new,
        summary.changed,
        summary.unchanged,
        summary.failed,
        summary.statements,
    )


def _facts(counts: Counts) -> dict[str, int]:
    return {
        "fetched": counts.fetched,
        "new": counts.new,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "failed": counts.failed,
        "statements": counts.statements,
    }
