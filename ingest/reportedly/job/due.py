"""Doing what is due, or what somebody asks for, and looking after all of it afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reportedly.errors import ConfigError, Issue, Problem, StoreBusyError
from reportedly.job import health, metrics, notice
from reportedly.job.agenda import left, pending
from reportedly.job.event import Event
from reportedly.job.record import Run
from reportedly.job.run import Order, carry_out
from reportedly.job.state import State
from reportedly.job.supply import Window
from reportedly.job.values import near
from reportedly.source import FileMemory
from reportedly.store import open_store
from reportedly.store.folder import created, existing

if TYPE_CHECKING:
    from reportedly.job.config import Config, Source
    from reportedly.job.record import Trouble
    from reportedly.job.run import Means
    from reportedly.store import Store

_FORGOTTEN = timedelta(days=180)  # pages that no listing has named for so long


@dataclass(frozen=True, slots=True)
class Report:
    """What was done, and what is wrong now."""

    runs: tuple[Run, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    failing: tuple[str, ...] = ()
    """Sources that could not be read."""

    @property
    def good(self) -> bool:
        """Whether there is nothing that somebody should look at."""
        done = all(run.outcome == "done" for run in self.runs)
        return done and not self.troubles and not self.failing


def do_due(config: Config, means: Means) -> Report:
    """Run what is due; nothing at all where nothing is.

    Raises StoreBusyError where another process writes to the store, StoreError where it cannot be
    written.
    """
    created(config.store)
    with State(config.store) as state:
        runs: list[Run] = []
        if not pending(config, state, means.now()):
            return _looked_after(config, state, means, runs, None)
        with open_store(config.store, create=True) as store:
            for due in pending(config, state, means.now()):
                sources, job = left(config, due, state, means.now()), due.job
                seconds = job.timeout.total_seconds()
                order = Order(job.name, sources, due.moment, seconds, job.concurrency)
                runs.append(carry_out(order, store, state, means))
                if means.stop.is_set():
                    break
                state.cover(due.job.name, due.moment)
            state.forget_pages(means.now() - _FORGOTTEN)
            return _looked_after(config, state, means, runs, store)


def do_now(
    config: Config, names: Sequence[str], means: Means, window: Window | None = None
) -> Report:
    """Run the jobs or sources `names` now, whatever is due.

    Raises ConfigError where there is none of a name.
    """
    orders = [_asked_for(config, name, window or Window()) for name in names]
    created(config.store)
    with State(config.store) as state, open_store(config.store, create=True) as store:
        runs = [carry_out(one, store, state, means) for one in orders if not means.stop.is_set()]
        return _looked_after(config, state, means, runs, store)


def _asked_for(config: Config, name: str, window: Window) -> Order:
    job = config.jobs.get(name)
    if job is not None:
        sources = tuple(config.sources[source] for source in job.sources)
        return Order(name, sources, None, job.timeout.total_seconds(), job.concurrency, window)
    return Order(name, (source_of(config, name),), timeout=float("inf"), window=window)


def source_of(config: Config, name: str) -> Source:
    """Return a source by name; raise ConfigError where there is none."""
    if name not in config.sources:
        advice = near(name, [*config.jobs, *config.sources])
        problem = Problem(1, "", f"there is no job or source {name!r}", advice)
        raise ConfigError(str(config.path), (problem,))
    return config.sources[name]


def reset(config: Config, name: str, since: datetime | None) -> int:
    """Forget what is known of a source, or what of it was looked at since then; return how much.

    Its articles stay; it is asked as if for the first time.
    """
    source = source_of(config, name)
    existing(config.store)
    with State(config.store) as state:
        places = state.reset(name, since)
    memory = FileMemory(config.store / "web.sqlite", lambda _: None)
    memory.forget([*places, *source.url])
    memory.close()
    return len(places)


# ------------------------------------------------------------------------------------------- health


def _looked_after(
    config: Config, state: State, means: Means, runs: Iterable[Run], store: Store | None
) -> Report:
    """See what is wrong now, tell those who want to know, and write the metrics."""
    done, now = tuple(runs), means.now()
    free = shutil.disk_usage(config.store).free
    before = state.troubles()
    after = health.examine(config, state, now, free)
    begun, ended = health.compared(before, after)
    _record(config, [health.issue(trouble) for trouble in begun], now, store)
    for trouble in begun:
        facts: dict[str, object] = {"source": trouble.source, "kind": trouble.kind}
        means.tell(Event("problem", f"problem: {health.issue(trouble)}", "warning", facts))
    for trouble in ended:
        facts = {"source": trouble.source, "kind": trouble.kind}
        means.tell(Event("problem-over", f"over: {health.issue(trouble)}", facts=facts))
    told = notice.send(config, begun, ended, now, means.tell)
    state.set_troubles([replace(one, told=one.told or told) for one in after])
    failing = tuple(
        visit.source for run in done for visit in state.visits_of(run.id) if visit.reason
    )
    report = Report(done, tuple(after), failing)
    if all(run.outcome == "done" for run in done):
        notice.beat(config, means.tell)
    if config.health.metrics is not None:
        try:
            metrics.write(config.health.metrics, config, state, now, free)
        except OSError as fault:
            reason = f"{config.health.metrics}: {fault.strerror or fault}"
            means.tell(Event("metrics-failed", f"no metrics written: {reason}", "warning"))
    return report


def _record(config: Config, issues: Sequence[Issue], now: datetime, store: Store | None) -> None:
    """Record issues in the store; where another process has it, that one records its own."""
    if not issues:
        return
    run = f"{now:%Y%m%dT%H%M%SZ}-health"
    if store is not None:
        store.record_issues(issues, run, now)
        return
    with suppress(StoreBusyError), open_store(config.store, create=True) as opened:
        opened.record_issues(issues, run, now)
