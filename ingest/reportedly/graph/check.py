"""The check of what is stored: graphs against the SHACL shapes, anchors against the stored texts.

Graphs are validated one article at a time. pySHACL takes about 10 ms for an empty graph and 150 ms
for every thousand triples, whether they come in one graph or in sixteen, so packing articles
together gains nothing. Apart, no article's graph can supply what another lacks, an actor has one
name in each, and memory stays flat.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span
from reportedly.graph import rdf
from reportedly.graph.iri import anchor_iri, version_of
from reportedly.graph.ntriples import clean
from reportedly.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rdflib import Graph


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that is not as it should be: its IRI, what is wrong, and the value concerned."""

    focus: str
    message: str
    value: str = ""


class Anchor(NamedTuple):
    """A place in a stored text as the graph has it: `exact` should stand there."""

    document: str
    start: int
    end: int
    exact: str


def violations(graph: Graph | Iterable[str]) -> list[Violation]:
    """Return what in one named graph breaks the shapes, in the order of its nodes.

    `graph` is an rdflib graph or the N-Triples lines of one.
    """
    import pyshacl

    with _literals_unlogged():
        report = pyshacl.validate(rdf.graph_of(graph), shacl_graph=_shapes())[1]
    return sorted(set(_read(report)))


def broken_anchors(
    anchors: Iterable[Anchor], text_of: Callable[[str], str | None]
) -> list[Violation]:
    """Return the anchors whose words are not at their place in the stored text.

    `text_of` gives the text of an article version, None where it is not stored. Offsets count
    code points, ends are exclusive.
    """
    return [
        Violation(anchor_iri(anchor.document, Span(anchor.start, anchor.end)), fault, anchor.exact)
        for anchor in anchors
        if (fault := _fault(anchor, text_of(version_of(anchor.document))))
    ]


def _fault(anchor: Anchor, text: str | None) -> str:
    if text is None:
        return "the text of its document is not stored"
    if not 0 <= anchor.start < anchor.end <= len(text):
        return f"its document has only {len(text)} characters"
    found = clean(text[anchor.start : anchor.end])
    return "" if found == anchor.exact else f"its document has {found!r} there"


@cache
def _shapes() -> Graph:
    return rdf.read_turtle(folder("ontology") / "shapes.ttl")


def _read(report: Graph) -> Iterator[Violation]:
    """Yield the results of a validation report (SHACL, section 3.6.2)."""
    from pyshacl.consts import SH_focusNode, SH_result, SH_resultMessage, SH_value

    for result in report.objects(None, SH_result):
        value = report.value(result, SH_value)
        yield Violation(
            str(report.value(result, SH_focusNode)),
            str(report.value(result, SH_resultMessage)),
            "" if value is None else str(value),
        )


@contextmanager
def _literals_unlogged() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: the shapes report those."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
