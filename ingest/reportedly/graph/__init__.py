"""Readings as RDF: what they become, what may become so, and whether what is stored still holds.

    grounded, issues = grounded(reading, article)   # what the text does not bear out is refused
    lines = triples(reading)                        # N-Triples for the store
    lines = copy_triples(version, origin)           # of which document another is a copy
    lines = link_triples(links)                     # what statements are to those of others
    graph = to_graph(reading)                       # rdflib, for people
    wrong = violations(lines)                       # SHACL

The terms are in `vocabulary`, the names of nodes in `iri`. No RDF library is loaded before one of
`to_graph`, `to_rdflib` and `violations` is called.
"""

from reportedly.graph.check import Anchor, Violation, broken_anchors, violations
from reportedly.graph.copies import copy_triples
from reportedly.graph.grounding import grounded
from reportedly.graph.links import Link, Stated, claims_in, link_triples, rules_triple
from reportedly.graph.quads import triples
from reportedly.graph.rdf import to_graph, to_rdflib

__all__ = [
    "Anchor",
    "Link",
    "Stated",
    "Violation",
    "broken_anchors",
    "claims_in",
    "copy_triples",
    "grounded",
    "link_triples",
    "rules_triple",
    "to_graph",
    "to_rdflib",
    "triples",
    "violations",
]
