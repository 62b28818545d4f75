"""Where readings are kept: graphs in an embedded Oxigraph, texts and bookkeeping in SQLite.

    with open_store("reportedly-data", create=True) as store:   # one writer at a time
        store.put(entries, now)
    with open_snapshot("reportedly-data") as snapshot:          # any number of readers meanwhile
        for name, text in snapshot.query("SELECT ..."): ...

`open_snapshot` takes the URL of a SPARQL 1.1 endpoint too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import StoreError
from reportedly.store.answers import Answer, Iri, Solutions, Triples, Value
from reportedly.store.change import Counts, Entry, Logged, Outcome, Standing, Version
from reportedly.store.editions import Edition, Status, Withdrawal
from reportedly.store.embedded import Store, write_to
from reportedly.store.oxigraph import DUMPS
from reportedly.store.runs import Brought, Recorded, Run
from reportedly.store.snapshot import Snapshot, take_snapshot
from reportedly.store.sparql import PREFIXES
from reportedly.store.view import View

if TYPE_CHECKING:
    from os import PathLike

__all__ = [
    "DUMPS",
    "PREFIXES",
    "Answer",
    "Brought",
    "Counts",
    "Edition",
    "Entry",
    "Iri",
    "Logged",
    "Outcome",
    "Recorded",
    "Run",
    "Snapshot",
    "Solutions",
    "Standing",
    "Status",
    "Store",
    "Triples",
    "Value",
    "Version",
    "View",
    "Withdrawal",
    "open_snapshot",
    "open_store",
]

_URL = re.compile(r"https?://", re.IGNORECASE)


def open_store(place: str | PathLike[str], *, create: bool = False) -> Store:
    """Open the store in the folder `place` for writing, making it first if `create`.

    Raises StoreBusyError where another process is writing to it, StoreError where there is none,
    or where `place` is something else.
    """
    if _is_url(place):
        raise StoreError(
            str(place), "an endpoint is only read from", "ingest into a folder, then load its dump"
        )
    return write_to(Path(place), create=create)


def open_snapshot(place: str | PathLike[str]) -> View:
    """Open the store in the folder `place`, or the SPARQL endpoint at the URL `place`, to read it.

    A folder is seen as it is at this moment, whatever a writer does from now on. Raises StoreError
    where there is no store, StoreBusyError where a writer does not answer.
    """
    if _is_url(place):
        from reportedly.store.endpoint import Endpoint  # requests takes 0.1 s to load

        return Endpoint(str(place))
    return take_snapshot(Path(place))


def _is_url(place: str | PathLike[str]) -> bool:
    return isinstance(place, str) and _URL.match(place) is not None
