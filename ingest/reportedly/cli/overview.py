"""How it stands with jobs and sources, as rows to print."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportedly.job.config import Config
    from reportedly.job.state import State

Row = dict[str, Any]


def overview(config: Config, now: datetime) -> dict[str, list[Row]]:
    """Return the jobs, the sources and the problems."""
    from reportedly.job.state import State

    with State(config.store, read_only=True) as state:
        jobs = [_job(config, name, state, now) for name in config.jobs]
        nexts = _nexts(config, state, now)
        sources = [_source(name, state, nexts, now) for name in config.sources]
        problems = [
            {
                "source": one.source,
                "kind": one.kind,
                "since": _shown(one.since),
                "reason": one.reason,
                "advice": one.advice,
            }
            for one in state.troubles()
        ]
    return {"jobs": jobs, "sources": sources, "problems": problems}


def _job(config: Config, name: str, state: State, now: datetime) -> Row:
    from reportedly.job import agenda

    job = config.jobs[name]
    last = next(iter(state.runs(name, 1)), None)
    return {
        "job": name,
        "cron": job.cron,
        "zone": str(job.timezone),
        "sources": len(job.sources),
        "last run": _shown(last.began) if last else "never",
        "outcome": last.outcome if last else "",
        "next": _shown(agenda.next_run(job, state.covered(name), now)),
    }


def _nexts(config: Config, state: State, now: datetime) -> dict[str, datetime]:
    """Return when each source is asked next."""
    from reportedly.job import agenda

    found: dict[str, datetime] = {}
    for job in config.jobs.values():
        moment = agenda.next_run(job, state.covered(job.name), now)
        for name in job.sources if moment is not None else ():
            found[name] = min(found.get(name, moment), moment) if moment else found[name]
    return found


def _source(name: str, state: State, nexts: dict[str, datetime], now: datetime) -> Row:
    from reportedly.job.patience import circuit

    stands = state.source(name)
    last = next(iter(state.visits(name, limit=1)), None)
    coming = nexts.get(name)
    if coming is not None and stands.retry is not None:
        coming = max(coming, stands.retry)
    lag = now - stands.success if stands.success else None
    return {
        "source": name,
        "state": str(circuit(stands)) if not stands.reason else f"failing ({circuit(stands)})",
        "last run": _shown(last.began) if last else "never",
        "new": last.counts.new if last else 0,
        "changed": last.counts.changed if last else 0,
        "unchanged": last.counts.unchanged if last else 0,
        "failed": last.counts.failed if last else 0,
        "lag": lag.total_seconds() if lag is not None else None,
        "next": _shown(coming),
        "success": _shown(stands.success),
        "failures": stands.failures,
        "reason": stands.reason,
    }


def source_rows(found: dict[str, list[Row]]) -> list[Row]:
    """Return the sources as a table shows them."""
    return [{**row, "lag": _span(row["lag"])} for row in found["sources"]]


def past(config: Config, source: str | None, limit: int) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and rows of the last runs, or of the last readings of a source."""
    from reportedly.job.due import source_of
    from reportedly.job.state import State

    counted = ("new", "changed", "unchanged", "failed", "statements")
    with State(config.store, read_only=True) as state:
        if source is None:
            runs = [
                {
                    "run": run.id,
                    "job": run.job,
                    "due": _shown(run.moment),
                    "began": _shown(run.began),
                    "ended": _shown(run.ended),
                    "outcome": run.outcome,
                    **asdict(run.counts),
                }
                for run in state.runs(limit=limit)
            ]
            return ("run", "job", "began", "ended", "outcome", *counted), runs
        source_of(config, source)
        visits = [
            {
                "run": visit.run,
                "began": _shown(visit.began),
                "ended": _shown(visit.ended),
                **asdict(visit.counts),
                "failure": visit.reason,
            }
            for visit in state.visits(source, limit=limit)
        ]
    return ("run", "began", *counted, "failure"), visits


def _shown(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment is not None else ""


def _span(seconds: float | None) -> str:
    """Return a length of time as people say it: "3 h", "2 d"."""
    if seconds is None:
        return ""
    span = timedelta(seconds=seconds)
    for unit, name in ((timedelta(days=2), "d"), (timedelta(hours=2), "h")):
        if span >= unit:
            one = timedelta(days=1) if name == "d" else timedelta(hours=1)
            return f"{span // one} {name}"
    return f"{int(seconds // 60)} min"
