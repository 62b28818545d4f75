"""The check of a whole store: every graph against the SHACL shapes, every quote against its text.

Graphs are independent, so a large store is checked by several processes. Anchors are compared with
the stored text itself and not with what extraction remembers of it.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reportedly import graph
from reportedly.errors import StoreError
from reportedly.graph import Anchor, Violation
from reportedly.graph.iri import copy_graph_iri, links_graph_iri
from reportedly.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportedly.store import View

_POOL = 24  # fewer graphs than this are checked before a second process has loaded pySHACL
_ANCHORS = """
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?document ?start ?end ?exact WHERE { GRAPH <%s> {
  ?anchor oa:hasSource ?document ; oa:hasSelector ?position , ?quotation .
  ?position oa:start ?start ; oa:end ?end .
  ?quotation oa:exact ?exact .
} }
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One article's graph with all that is wrong with it."""

    graph: str
    version: str
    violations: tuple[Violation, ...]


def inspect(
    store: View, *, shapes: bool = True, on_progress: Callable[[int], None] | None = None
) -> Iterator[Finding]:
    """Yield a finding for every article of `store`, sound ones with no violations.

    Without `shapes` only the anchors are verified. `on_progress` is told the number checked.
    """
    graphs = list(store.graphs())
    lines = (_lines(store, name, version) for name, version in graphs)
    broken = _validated(lines, len(graphs)) if shapes else (() for _ in graphs)
    for number, ((name, version), violations) in enumerate(zip(graphs, broken, strict=True), 1):
        found = (*violations, *_quotes(store, name))
        yield Finding(name, version, found)
        if on_progress is not None:
            on_progress(number)


def _lines(store: View, name: str, version: str) -> tuple[str, ...]:
    """Return an article's graph, whose copy it is, its links; nothing if the graph is missing."""
    lines = store.ntriples(name)
    about = (copy_graph_iri(version), links_graph_iri(version))
    return (*lines, *(line for it in about for line in store.ntriples(it))) if lines else ()


def _validated(graphs: Iterable[tuple[str, ...]], count: int) -> Iterator[tuple[Violation, ...]]:
    if count < _POOL:
        yield from map(_violations, graphs)
        return
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(_violations, graphs, chunksize=4)


def _violations(lines: tuple[str, ...]) -> tuple[Violation, ...]:
    if not lines:
        return (Violation("", "the article's graph is missing from the store"),)
    return tuple(graph.violations(lines))


def _quotes(store: View, name: str) -> list[Violation]:
    answer = store.query(_ANCHORS % name)
    rows = answer if isinstance(answer, Solutions) else ()
    anchors = (
        Anchor(str(document), start, end, str(exact))
        for document, start, end, exact in rows
        if isinstance(start, int) and isinstance(end, int)
    )
    return graph.broken_anchors(anchors, partial(_text, store))


def _text(store: View, version: str) -> str | None:
    try:
        return store.text(version)
    except StoreError:
        return None
