"""The graph that says of which document another is a copy: repetition, not corroboration.

It is kept apart from what was read in the copy, because who was first depends on the store.
"""

from __future__ import annotations

from reportedly.graph.iri import version_iri
from reportedly.graph.ntriples import node
from reportedly.graph.vocabulary import ALTERNATE_OF, DERIVED_FROM


def copy_triples(version: str, origin: str) -> tuple[str, ...]:
    """Return the triples that call one article version a copy of another, as N-Triples lines.

    The derivation has a direction, from the copy to the document that came first; that both are
    one text has none, and is what a count of independent documents needs.
    """
    copy, first = node(version_iri(version)), node(version_iri(origin))
    return tuple(f"{copy} <{term}> {first} ." for term in sorted((ALTERNATE_OF, DERIVED_FROM)))
