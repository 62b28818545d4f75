"""`reportedly history`: the versions of an article, and what changed between them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from reportedly.cli import options, terminal

if TYPE_CHECKING:
    from reportedly.store import Edition
    from reportedly.versions import Claim, Difference, Pair

_FORMATS = click.Choice(["table", "json"])


@click.command("history")
@click.argument("what", metavar="URL|FILE|IRI")
@click.option("--diff", is_flag=True, help="Compare the statements of two versions.")
@click.option("--from", "older", type=int, metavar="N", help="The earlier one; the one before.")
@click.option("--to", "newer", type=int, metavar="N", help="The later one; by default the last.")
@click.option("--all", "everything", is_flag=True, help="Print what is the same as well.")
@click.option("--reread", is_flag=True, help="Read both texts anew with one model to compare them.")
@click.option("--format", "form", type=_FORMATS, default="table", show_default=True)
@options.model
@options.store
def command(
    what: str,
    diff: bool,
    older: int | None,
    newer: int | None,
    everything: bool,
    reread: bool,
    form: str,
    model: str | None,
    store: str,
) -> None:
    """List the versions of an article, the current one last, with what was withdrawn and why.

    With --diff, tell what became of its statements from one version to another: same, reworded,
    hardened, softened, mixed (firmer in one respect, less in another), reversed, reattributed,
    added or dropped. Firmness goes by estimative words, hedges and commitment.

    \b
    Example:
      reportedly history https://gazette.example/dam
      reportedly history https://gazette.example/dam --diff --from 1 --to 3
    """
    from reportedly.store import open_snapshot
    from reportedly.versions import counted, difference, history

    if not diff and (older is not None or newer is not None or reread or everything):
        raise click.UsageError("--from, --to, --reread and --all belong to --diff")
    with open_snapshot(store) as view:
        if not diff:
            _list(history(view, what), form)
            return
        extractor = options.extractor(model, 0.0, "icd203") if reread else None
        found = difference(view, what, older=older, newer=newer, extractor=extractor)
    shown = [pair for pair in found.pairs if everything or pair.kind != "same"]
    if form == "json":
        click.echo(json.dumps(_difference(found, shown), ensure_ascii=False, indent=1))
    else:
        terminal.table(("", "before", "after", "how"), map(_row, shown))
    if found.models_differ:
        terminal.note("read by different models: some of it may be theirs; --reread rules that out")
    counts = ", ".join(f"{number} {kind}" for kind, number in counted(found.pairs).items())
    terminal.note(f"version {found.before.number} to {found.after.number}: {counts}")


def _list(editions: tuple[Edition, ...], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_edition(it) for it in editions], ensure_ascii=False, indent=1))
        return
    columns = ("", "found", "status", "statements", "version", "withdrawn")
    rows = (
        (
            it.number,
            it.recorded.isoformat(timespec="seconds"),
            it.status,
            it.statements,
            it.version,
            "; ".join(
                f"{'put back' if act.undone else 'withdrawn'} by {act.by},"
                f" {act.when.isoformat(timespec='seconds')}: {act.why}"
                for act in it.withdrawals
            ),
        )
        for it in editions
    )
    terminal.table(columns, rows)


def _edition(it: Edition) -> dict[str, object]:
    acts = [{**asdict(act), "when": act.when.isoformat()} for act in it.withdrawals]
    return {**asdict(it), "recorded": it.recorded.isoformat(), "withdrawals": acts}


def _row(pair: Pair) -> tuple[object, ...]:
    return (pair.kind, _words(pair.before), _words(pair.after), "; ".join(pair.notes))


def _words(claim: Claim | None) -> str:
    return f"{claim.speaker}: {claim.text}" if claim else ""


def _difference(found: Difference, pairs: list[Pair]) -> dict[str, object]:
    return {
        "before": _edition(found.before),
        "after": _edition(found.after),
        "models_differ": found.models_differ,
        "statements": [
            {
                "kind": pair.kind,
                "before": _claim(pair.before),
                "after": _claim(pair.after),
                "notes": pair.notes,
            }
            for pair in pairs
        ],
    }


def _claim(claim: Claim | None) -> dict[str, object] | None:
    if claim is None:
        return None
    return {
        "statement": claim.iri,
        "text": claim.text,
        "chain": [{"actor": v.name, "commitment": v.commitment} for v in claim.voices],
        "hedges": claim.hedges,
        "likelihood": claim.degrees,
        "analytic_confidence": claim.confidences,
    }
