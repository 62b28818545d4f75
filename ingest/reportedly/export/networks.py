"""From a store to a network as a file wants it: with looks and times where the format has them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from reportedly.errors import ExportError
from reportedly.network import build, dress, measure

if TYPE_CHECKING:
    from os import PathLike

    from reportedly.network import Network
    from reportedly.network.dress import By
    from reportedly.query import Queryable

DRESSED = frozenset({"gexf", "cyjs", "svg", "png"})
"""Formats that have places and colours."""


def by_ending(family: str, target: str | PathLike[str]) -> str:
    """Return the format that "picture" or "timeline" means for a file: by how its name ends."""
    known = {
        "picture": {".svg": "svg", ".png": "png"},
        "timeline": {end: f"timeline{end}" for end in (".csv", ".svg", ".png")},
    }[family]
    ending = PurePath(target).suffix.lower()
    if ending not in known:
        raise ExportError(str(target), f"a {family} is a file that ends in {' or '.join(known)}")
    return known[ending]


def network_for(
    form: str,
    store: Queryable,
    name: str,
    *,
    by: By = "auto",
    plain: bool = False,
    measures: bool = False,
    **params: Any,
) -> Network:
    """Return the network `name` ready for a format.

    `measures` adds those of `measure`, `by` says what colours mean, `plain` leaves out colours,
    places and times. `params` are those of `build`.
    """
    moving = form == "gexf" and not plain
    network = build(store, name, spells=moving, **params)
    if measures:
        measure(network)
    if form in DRESSED and not plain:
        dress(network, by)
    if moving:
        network.graph["mode"] = "dynamic"
    return network
