"""Records of a JSON endpoint: asked for as politely as a page, read as a file of records would be.

A record is known by its address where it has one, else by its text: its number in the answer
changes with every new record before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.job.values import Secret

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.job.supply import Supply
    from reportedly.source.web.answer import Fetched
    from reportedly.source.web.session import Session

Item = Article | Issue


def records(supply: Supply) -> Iterator[Item]:
    """Yield the articles at the endpoints of a source that have changed since they were read."""
    from reportedly.source.web.address import address
    from reportedly.source.web.session import Session

    places = [address(url).place for url in supply.source.url]
    web = supply.plan()
    session = Session(
        places if web.private else (),
        web.manners,
        web.clock(),
        web.memory,
        web.hosts(),
        dict.fromkeys(places, _headers(supply)),
        web.witness,
    )
    try:
        for url in supply.source.url:
            yield from _articles(supply, session, url)
    finally:
        session.close()


def _headers(supply: Supply) -> dict[str, str]:
    """Return the headers with their secrets; one that is not set is left out, and refused there."""
    given = supply.source.headers.items()
    told = ((name, one.value() if isinstance(one, Secret) else one) for name, one in given)
    return {"Accept": "application/json", **{name: value for name, value in told if value}}


def _articles(supply: Supply, session: Session, url: str) -> Iterator[Item]:
    from reportedly.source.web.memory import Remembered

    memory = supply.web.memory
    before = None if supply.window.again else memory.recall(url)
    try:
        fetched = session.fetch(url, before.validators if before else None)
    except SourceError as error:
        yield replace(Issue.of(error, "source"), item=url)
        return
    if fetched.data is None:
        return
    validators = fetched.validators
    if validators is not None:
        # Only when its records are in the store may the next run ask for changes alone.
        supply.after.append(lambda: memory.keep(url, Remembered(validators)))
    yield from _placed(_parsed(supply, fetched), url)


def _parsed(supply: Supply, fetched: Fetched) -> Iterable[Item]:
    from reportedly.source import intake

    stream = BytesIO(fetched.data or b"")
    return intake.read(
        ["-"],
        stdin=stream,
        publisher=supply.source.publisher,
        mapping=supply.source.map,
        since=supply.window.since or supply.source.since,
    )


def _placed(items: Iterable[Item], url: str) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Issue):
            yield replace(item, item=item.item.replace("standard input", url, 1))
        else:
            digest = hashlib.sha256(item.text.encode("utf-8", "replace")).hexdigest()[:16]
            place = item.url or f"{url}#{digest}"
            yield replace(item, name=place, location=place)
