"""`reportedly runs`: which run of ingestion brought what."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import options, terminal
from reportedly.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.store import Brought, Logged, Recorded

_COLUMNS = ("run", "ended", "new", "changed", "unchanged", "failed", "read_with")
_CUT = "cut short or under way"

_form = click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True
)


@click.group("runs")
def command() -> None:
    """List the runs of ingestion, and what each brought, changed and failed at.

    A run that found everything as it was is not among them: it writes nothing.

    \b
    Example:
      reportedly runs list
      reportedly runs show last
    """


@command.command("list")
@options.store
@_form
@click.option("--of", "item", metavar="IRI", help="Only those that brought this statement.")
def listed(store: str, form: str, item: str | None) -> None:
    """Print the runs that did anything, oldest first; with --of, which brought a statement.

    \b
    Example:
      reportedly runs list --of 'https://w3id.org/reportedly/kg/doc/539b8c6f337465b3#st-2205-2352'
    """
    from reportedly.store import open_snapshot

    version = _version(item) if item is not None else None
    with open_snapshot(store) as view:
        found = view.runs(version)
    if form == "table":
        terminal.table(_COLUMNS, map(_row, found))
        return
    for run in found:
        click.echo(json.dumps(_facts(run), ensure_ascii=False))


@command.command("show")
@click.argument("run")
@options.store
@_form
def shown(run: str, store: str, form: str) -> None:
    """Print all about a run: RUN as "runs list" names it, the beginning of that, or "last".

    \b
    Example:
      reportedly runs show last
      reportedly runs show 2024-05-17T12:00 --format jsonl
    """
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = _named(run, view.runs())
        brought = tuple(view.brought(found.run.began))
        name = found.run.began.isoformat()
        issues = [logged for logged in view.issues(since=found.run.began) if logged.run == name]
    if form == "jsonl":
        click.echo(json.dumps(_facts(found), ensure_ascii=False))
        for line in (*map(_work, brought), *map(_failure, issues)):
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    for key, value in _lines(found):
        click.echo(f"{key:<12}{terminal.plain(value)}")
    if brought:
        columns = ("outcome", "found_at", "version")
        terminal.table(columns, ((each.outcome, each.place, each.version) for each in brought))
    if issues:
        rows = ((logged.issue.item, logged.issue.stage, logged.issue.reason) for logged in issues)
        terminal.table(("input", "stage", "reason"), rows)


@command.command("export")
@click.argument("target", metavar="FILE")
@options.store
def exported(target: str, store: str) -> None:
    """Write what the runs did to FILE as N-Quads, or - for standard output.

    "reportedly export" leaves it out, since it depends on the day: the two files together are
    the whole graph.

    \b
    Example:
      reportedly runs export runs.nq
    """
    from reportedly.export import target as place
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view, place.opened(target) as out:
        view.dump(out, "nq", runs=True)
    if target != "-":
        terminal.note(f"{target} written")


def _version(item: str) -> str:
    from reportedly.graph.iri import version_of

    if version := version_of(item.strip("<>")):
        return version
    advice = "give the IRI of a statement or document, as the questions print it"
    raise QueryError(f"--of {item}", "not a statement or a document", advice)


def _named(name: str, runs: Sequence[Recorded]) -> Recorded:
    """Return the one run that `name` means."""
    found = runs[-1:] if name == "last" else [r for r in runs if _moment(r).startswith(name)]
    if len(found) == 1:
        return found[0]
    reason = f"{len(found)} runs begin so" if found else "no such run"
    raise QueryError(name, reason, "reportedly runs list")


def _moment(run: Recorded) -> str:
    return run.run.began.astimezone(UTC).isoformat()


def _short(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""


def _row(run: Recorded) -> tuple[object, ...]:
    counts = (run.totals.get(name, "") for name in ("new", "changed", "unchanged", "failed"))
    return (_moment(run), _short(run.ended) or _CUT, *counts, ", ".join(_models(run)))


def _models(run: Recorded) -> list[str]:
    return [f"{model.name} {model.version}" for model in run.models]


def _lines(run: Recorded) -> list[tuple[str, str]]:
    ending = f"{_short(run.ended)} ({run.ending})" if run.ended else _CUT
    counts = ", ".join(f"{number} {name}" for name, number in run.totals.items())
    return [
        ("run", _moment(run)),
        ("ended", ending),
        ("sources", " ".join(run.run.asked)),
        ("software", run.run.software),
        ("read with", ", ".join(_models(run))),
        ("counts", counts),
    ]


def _facts(run: Recorded) -> dict[str, Any]:
    from dataclasses import asdict

    from reportedly.graph.iri import run_iri

    return {
        "run": _moment(run),
        "iri": run_iri(run.run.began),
        "ended": run.ended.isoformat() if run.ended else None,
        "ending": run.ending,
        "sources": run.run.asked,
        "software": run.run.software,
        "models": [asdict(model) for model in run.models],
        "totals": dict(run.totals),
    }


def _work(each: Brought) -> dict[str, Any]:
    return {
        "outcome": each.outcome,
        "found_at": each.place,
        "version": each.version,
        "graph": each.graph or None,
        "replaced": each.replaced,
    }


def _failure(logged: Logged) -> dict[str, Any]:
    issue = logged.issue
    return {"issue": issue.item, "stage": issue.stage, "reason": issue.reason}
