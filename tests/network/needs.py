"""What the networks that need a parameter are made with here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.query.bridge import WIRE, iri

from reportedly.network import build

if TYPE_CHECKING:
    from reportedly.query import Queryable

NEEDS = {"attribution": {"statement": iri(WIRE, "s1")}, "story": {"about": "bridge"}}


def built(store: Queryable, name: str, **more: Any) -> Any:
    return build(store, name, **NEEDS.get(name, {}), **more)
