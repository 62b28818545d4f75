"""`reportedly claim`: who tells a claim, by what chains, and on how many sources it rests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from reportedly.cli import options, terminal

if TYPE_CHECKING:
    from reportedly.network.claim import ClaimFound
    from reportedly.network.independence import Independence, Party, Telling

_SHOWN = 5  # claims, when words fit several


@click.command("claim")
@click.argument("claim", metavar="STATEMENT|WORDS", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="jsonl has one claim a line.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=_SHOWN, show_default=True, help="Claims at most."
)
@options.store
def command(claim: tuple[str, ...], form: str, limit: int, store: str) -> None:
    """Show who tells a claim, by what chains it came here, and on how many sources it rests.

    A claim is a statement, by its IRI or by words that are in it, with all that restate it in other
    articles. Copies of a text are listed but not counted; a source that everything passes
    through is the bottleneck. Statements that contradict it are shown beside it.

    \b
    Example:
      reportedly claim ceasefire signal
      reportedly claim https://w3id.org/reportedly/kg/doc/539b8c6f337465b3#st-196-416
    """
    from reportedly.network.claim import claims
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = claims(view, " ".join(claim))
    for number, one in enumerate(found[:limit]):
        if form == "jsonl":
            click.echo(json.dumps(_values(one), ensure_ascii=False))
        else:
            click.echo("\n" * bool(number) + "\n".join(_lines(one)))
    if len(found) > limit:
        terminal.note(f"{len(found) - limit} more: give more words, or --limit {len(found)}")


def _lines(found: ClaimFound) -> list[str]:
    rests, copies = found.independence, {told.statement for told in found.copies}
    told = [line for one in found.tellings for line in _told(one, one.statement in copies)]
    against = [
        line
        for it in found.against
        for line in (f"against it ({it.method}, {it.score:.2f}):", *_told(it.telling, copy=False))
    ]
    return [*told, *against, "", *_summary(rests, found)]


def _told(one: Telling, copy: bool) -> list[str]:
    where = f"{one.headline}{f', {one.printed}' if one.printed else ''}"
    note = " (a copy, not counted)" if copy else ""
    return [
        terminal.plain(f"“{one.text}”"),
        terminal.plain(f"  {one.chain}{note}"),
        terminal.plain(f"  {where}"),
        f"  {one.statement}",
    ]


def _summary(rests: Independence, found: ClaimFound) -> list[str]:
    chains = terminal.count(rests.independent, "independent chain")
    if rests.at_least < rests.independent:
        chains += f", {rests.at_least} if the sources without a name are the same people"
    if rests.with_outlets < rests.independent:
        chains += f", {rests.with_outlets} if the outlets count too"
    documents = len({told.document for told in found.tellings})
    told = terminal.count(len(found.tellings), "statement")
    return [
        f"{told} in {terminal.count(documents, 'document')}, {len(found.copies)} of them copied",
        terminal.plain(f"{chains}; read in {_names(rests.outlets)}"),
        terminal.plain(f"begins with: {_names(rests.named) or 'nobody with a name'}"),
        *([terminal.plain(f"without a name: {_names(rests.unnamed)}")] if rests.unnamed else []),
        terminal.plain(f"bottleneck: {_names(rests.bottleneck)}"),
    ]


def _names(parties: tuple[Party, ...]) -> str:
    return "; ".join(party.name for party in parties)


def _values(found: ClaimFound) -> dict[str, Any]:
    rests, copies = found.independence, {told.statement for told in found.copies}
    return {
        "independent": rests.independent,
        "at_least": rests.at_least,
        "with_outlets": rests.with_outlets,
        "bottleneck": [_party(party) for party in rests.bottleneck],
        "named": [_party(party) for party in rests.named],
        "unnamed": [_party(party) for party in rests.unnamed],
        "outlets": [_party(party) for party in rests.outlets],
        "tellings": [
            {**_telling(told), "copy": told.statement in copies} for told in found.tellings
        ],
        "against": [
            {**_telling(it.telling), "of": it.of, "score": it.score, "method": it.method}
            for it in found.against
        ],
    }


def _party(party: Party) -> dict[str, str]:
    return {"name": party.name, "iri": party.iri}


def _telling(told: Telling) -> dict[str, Any]:
    return {
        "statement": told.statement,
        "text": told.text,
        "chain": told.chain,
        "printed": told.printed,
        "document": told.document,
        "headline": told.headline,
    }
