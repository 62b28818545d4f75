"""Options that several commands share."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly.errors import QueryError

if TYPE_CHECKING:
    from reportedly.actors import Hand
    from reportedly.article import Article
    from reportedly.errors import Issue
    from reportedly.extract import Extractor
    from reportedly.source import Meter
    from reportedly.source.web.memory import Memory
    from reportedly.source.web.witness import Witness

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_STORE = "reportedly-data"

store = click.option(
    "--store",
    default=DEFAULT_STORE,
    show_default=True,
    envvar="REPORTEDLY_STORE",
    show_envvar=True,
    metavar="PATH|URL",
    help="Where the graph is kept.",
)
form = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "jsonl", "ttl", "nt", "jsonld"]),
    default="table",
    show_default=True,
    help="json is SPARQL's, jsonl an object a row; ttl, nt and jsonld are for CONSTRUCT.",
)
publisher = click.option(
    "--publisher", metavar="NAME", help="Who published it, where the source does not say."
)
published = click.option(
    "--published", metavar="EDTF", help="When, where the source does not say: 2024-01-26, 2024-01."
)
model = click.option(
    "--model", metavar="NAME|FOLDER", help="Another spaCy model than the one that ships."
)

min_confidence = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="0..1",
    help="Leave out attributions that are less likely than this to be right.",
)

mapping = click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=lambda _context, _option, given: _mapping(given),
    metavar="PART=FIELD,...",
    help="Which fields of JSON and CSV are what: title=headline,text=story.body.",
)
urls = click.option(
    "--urls",
    type=click.File("r", encoding="utf-8", errors="replace"),
    multiple=True,
    metavar="FILE",
    help="A list of addresses, one a line, # before a comment; - for standard input.",
)
entry_text = click.option(
    "--entry-text", is_flag=True, help="Of a feed, read the entries' own text, not their pages."
)
allow_private = click.option(
    "--allow-private", is_flag=True, help="The addresses given may be in a private network."
)
since = click.option(
    "--since", metavar="DATE", help="Leave out what was published before: 2024-01-26, 2024-01."
)
limit = click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Read no more than N articles."
)


listing = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
)


def judging(command: F) -> F:
    """Add who judges, and why."""
    for decorate in (
        click.option("--why", default="", metavar="TEXT", help="The reason, for the history."),
        click.option("--by", metavar="NAME", help="Who judges; your user name if not given."),
    ):
        command = decorate(command)
    return command


def hand(by: str | None, why: str) -> Hand:
    """Return who judges, now; by default the user."""
    from reportedly.actors import Hand

    return Hand(by or _user(), datetime.now(UTC), why)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "somebody"


def reading(
    arguments: Mapping[str, Any],
    memory: Memory | None = None,
    meter: Meter | None = None,
    *,
    dry: bool = False,
    witness: Witness | None = None,
) -> Iterator[Article | Issue]:
    """Return what the arguments that `sources` adds ask for; `dry` names what listings list."""
    from reportedly.source import Web, read

    web = Web(own_text=arguments["entry_text"], private=arguments["allow_private"], dry=dry)
    if not (arguments["sources"] or arguments["urls"]):
        raise click.UsageError("Missing argument 'SOURCE...' (or a list of addresses with --urls)")
    if witness is not None:
        web = replace(web, witness=witness)
    return read(
        arguments["sources"],
        publisher=arguments["publisher"],
        published=arguments["published"],
        urls=chain.from_iterable(arguments["urls"]),
        since=arguments["since"],
        limit=arguments["limit"],
        mapping=arguments["mapping"],
        meter=meter,
        web=replace(web, memory=memory) if memory else web,
    )


def _mapping(given: tuple[str, ...]) -> dict[str, str]:
    """Return `--map` options as one mapping; raise SourceError for a malformed one."""
    if not given:
        return {}
    from reportedly.source.formats import fields

    mapped = fields.mapping(given)
    return {**mapped.paths, **({"records": mapped.records} if mapped.records else {})}


scale = click.option(
    "--scale",
    type=click.Choice(["icd203", "phia", "ipcc"]),
    default="icd203",
    show_default=True,
    help='What "likely" stands for: US intelligence, UK intelligence, or climate panel.',
)


workers = click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Read in so many processes at once; each takes some 400 MB of memory.",
)


def extractor(model: str | None, min_confidence: float, scale: str) -> Extractor:
    """Return what reads articles, English ones as the three options say."""
    from reportedly.extract import DEFAULT_MODEL, Setup

    return Setup(model or DEFAULT_MODEL, min_confidence, scale).extractor()


def extractors(
    model: str | None, min_confidence: float, scale: str, workers: int
) -> AbstractContextManager[Extractor]:
    """Return what reads articles, in several processes if so many workers are wanted."""
    from reportedly.extract import DEFAULT_MODEL, ParallelExtractor, Setup

    if workers == 1:
        return nullcontext(extractor(model, min_confidence, scale))
    return ParallelExtractor(Setup(model or DEFAULT_MODEL, min_confidence, scale), workers)


def sources(command: F) -> F:
    """Add the SOURCE arguments and what may be said about them."""
    for decorate in (
        workers,
        allow_private,
        entry_text,
        limit,
        since,
        scale,
        min_confidence,
        model,
        mapping,
        published,
        publisher,
        urls,
        click.argument("sources", nargs=-1, metavar="SOURCE..."),
    ):
        command = decorate(command)
    return command


def folder(place: str) -> Path:
    """Return the folder that `--store` names; raise UsageError for an endpoint."""
    if "://" in place:
        raise click.UsageError(f"{place} is an endpoint: this needs a store in a folder")
    return Path(place)


def window(command: F) -> F:
    """Add what limits a network to a stretch of time, and whether copies count."""
    for decorate in (
        click.option("--copies", is_flag=True, help="Count what copied articles say again, too."),
        click.option(
            "--until", metavar="EDTF", help="Only what can have been said up to then: 2024-06."
        ),
        click.option(
            "--since", metavar="EDTF", help="Only what can have been said from then on: 2024-01."
        ),
    ):
        command = decorate(command)
    return command


def network_parameters(pairs: tuple[str, ...], limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return `--param` options with those of `window` that were given."""
    return {**parameters(pairs), **{name: value for name, value in limits.items() if value}}


def parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return `--param name=value` options as a mapping; raise QueryError for a malformed one."""
    out = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise QueryError(f"--param {pair}", "not of the form NAME=VALUE", "--param actor=Putin")
        out[name.strip()] = value
    return out
