"""The networks by name, and building one.

`docs/networks.md` says what nodes and edges there are and what their attributes mean. The store
does the counting (`links`), so that an edge costs one row; `cast` knows the actors.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from difflib import get_close_matches
from inspect import signature
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from reportedly.errors import QueryError
from reportedly.network.assessing import co_mention, who_assesses_whom
from reportedly.network.cast import Cast
from reportedly.network.claiming import claim_source, claims, story
from reportedly.network.descent import attribution
from reportedly.network.links import Source
from reportedly.network.quoting import outlet_relay, who_quotes_whom
from reportedly.network.window import Window, period, periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportedly.query import Queryable

Network: TypeAlias = Any
"""A networkx Graph, DiGraph or MultiDiGraph, which come without type information."""

NETWORKS: Final[Mapping[str, Callable[..., Network]]] = {
    "who-quotes-whom": who_quotes_whom,
    "who-assesses-whom": who_assesses_whom,
    "co-mention": co_mention,
    "outlet-relay": outlet_relay,
    "claim-source": claim_source,
    "claims": claims,
    "attribution": attribution,
    "story": story,
}
"""The networks by name."""

REQUIRED: Final = {"attribution": "statement", "story": "about"}
"""What some networks cannot be made without."""


def build(
    store: Queryable,
    name: str,
    /,
    *,
    since: object = None,
    until: object = None,
    copies: bool = False,
    spells: bool = False,
    **params: object,
) -> Network:
    """Return the network `name` of what is in `store`.

    `since` and `until` (EDTF) limit it to what can have been said between them, `copies` counts
    copied articles too, `spells` gives edges the days on which they were there. `params` are the
    network's own (`parameters`). Raises QueryError where there is no such network, parameter or
    date.
    """
    builder = NETWORKS.get(name)
    if builder is None:
        meant = get_close_matches(name, NETWORKS, 1)
        reason = "no such network" + (f", did you mean {meant[0]}?" if meant else "")
        raise QueryError(name, reason, f"one of {', '.join(NETWORKS)}")
    given = {key: "" if value is None else str(value) for key, value in params.items()}
    _check(name, given)
    source = Source(store, Window.of(since, until, copies=copies, spells=spells))
    with _uncollected():
        return builder(source, Cast(source), **given)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for garbage: among a million new dictionaries that takes a third longer."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def parameters(name: str) -> tuple[str, ...]:
    """Return the parameters of the network `name`, without those that all have."""
    return tuple(signature(NETWORKS[name]).parameters)[2:]


def _check(name: str, given: Mapping[str, str]) -> None:
    takes = (*parameters(name), "since", "until", "copies", "spells")
    for parameter in given:
        if parameter not in takes:
            raise QueryError(name, f"no parameter {parameter}", f"it takes {', '.join(takes)}")
    needed = REQUIRED.get(name)
    if needed and not given.get(needed):
        raise QueryError(name, f"needs {needed}", f"--param {needed}=...")


def slices(
    store: Queryable, name: str, each: str = "month", /, **params: Any
) -> Iterator[tuple[str, Network]]:
    """Yield the network `name` of each day, week, month or year in which something was said.

    A period goes by its EDTF date, a week by its Monday. A statement with a vague date is in each
    period in which it can have been said.
    """
    from datetime import date

    whole = build(store, name, **params)
    days = {
        day
        for *_, data in whole.edges(data=True)
        for day in (data.get("first"), data.get("last"))
        if day
    }
    if not days:
        period(date.min, each)  # a wrong name is wrong with an empty network too
        return
    first, last = (date.fromisoformat(day) for day in (min(days), max(days)))
    for since, until in periods(first, last, each):
        network = build(store, name, **{**params, "since": since, "until": until})
        if network.number_of_edges():
            network.graph["name"] = f"{name} {since}"
            yield since, network
