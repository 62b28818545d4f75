"""Figures for Prometheus' textfile collector, written as a whole after every look.

docs/jobs.md lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportedly.job import agenda
from reportedly.job.patience import Circuit, circuit
from reportedly.store.folder import write_whole

if TYPE_CHECKING:
    from reportedly.job.config import Config
    from reportedly.job.state import State

Labels = dict[str, str]
Sample = tuple[Labels, float]


class Add(Protocol):
    """Takes a figure."""

    def __call__(self, name: str, value: float, **labels: str) -> None:
        """Take the figure `name`, for what `labels` name."""


METRICS = {
    "reportedly_looked_timestamp_seconds": ("gauge", "When it was last seen what is due."),
    "reportedly_disk_free_bytes": ("gauge", "Free on the store's disk."),
    "reportedly_source_success_timestamp_seconds": ("gauge", "When a source was last read."),
    "reportedly_source_failures": ("gauge", "Failures of a source in a row."),
    "reportedly_source_circuit_open": ("gauge", "1 while a failing source is asked once a day."),
    "reportedly_articles": ("gauge", "Articles in the runs remembered, by what became of them."),
    "reportedly_statements": ("gauge", "Statements found in the runs remembered."),
    "reportedly_job_run_timestamp_seconds": ("gauge", "When a job last ended."),
    "reportedly_job_duration_seconds": ("gauge", "How long that run took."),
    "reportedly_job_next_timestamp_seconds": ("gauge", "When a job is due next."),
    "reportedly_job_lag_seconds": ("gauge", "For how long a job has been due."),
    "reportedly_problem": ("gauge", "1 for each problem there is, by source and kind."),
}


def write(path: Path, config: Config, state: State, now: datetime, free: int) -> None:
    """Write the figures to `path`: who reads it sees all of them or those before."""
    text = "".join(_lines(config, state, now, free))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text, 0o644)  # the collector is another user


def _lines(config: Config, state: State, now: datetime, free: int) -> Iterator[str]:
    found = _samples(config, state, now, free)
    for name, (kind, help_) in METRICS.items():
        yield f"# HELP {name} {help_}\n# TYPE {name} {kind}\n"
        for labels, value in found.get(name, []):
            shown = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
            yield f"{name}{{{shown}}} {value:.15g}\n" if shown else f"{name} {value:.15g}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _samples(config: Config, state: State, now: datetime, free: int) -> dict[str, list[Sample]]:
    found: dict[str, list[Sample]] = {}

    def add(name: str, value: float, **labels: str) -> None:
        found.setdefault(f"reportedly_{name}", []).append((labels, value))

    add("looked_timestamp_seconds", now.timestamp())
    add("disk_free_bytes", free)
    for source in config.sources:
        stands = state.source(source)
        if stands.success is not None:
            add("source_success_timestamp_seconds", stands.success.timestamp(), source=source)
        add("source_failures", stands.failures, source=source)
        add("source_circuit_open", circuit(stands) is Circuit.OPEN, source=source)
    for source, counts in state.totals().items():
        for outcome in ("new", "changed", "unchanged", "failed"):
            add("articles", getattr(counts, outcome), source=source, outcome=outcome)
        add("statements", counts.statements, source=source)
    for job in config.jobs.values():
        _job(add, job.name, config, state, now)
    for one in state.troubles():
        add("problem", 1, source=one.source, kind=one.kind)
    return found


def _job(add: Add, name: str, config: Config, state: State, now: datetime) -> None:
    job, covered = config.jobs[name], state.covered(name)
    for run in state.runs(name, 1):
        if run.ended is not None:
            add("job_run_timestamp_seconds", run.ended.timestamp(), job=name)
            add("job_duration_seconds", (run.ended - run.began).total_seconds(), job=name)
    coming = agenda.next_run(job, covered, now)
    if coming is not None:
        add("job_next_timestamp_seconds", coming.timestamp(), job=name)
    moment = agenda.moment_due(job, covered, now)
    add("job_lag_seconds", (now - moment).total_seconds() if moment else 0.0, job=name)
