"""Readings as rdflib objects, for people who want a graph in hand; the store takes the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.graph import quads
from reportedly.graph.iri import graph_iri
from reportedly.graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rdflib import Dataset, Graph

    from reportedly.statement import Reading


def to_graph(reading: Reading) -> Graph:
    """Return the triples of `reading` as one rdflib graph, with the prefixes bound."""
    return graph_of(quads.triples(reading))


def to_rdflib(reading: Reading) -> Dataset:
    """Return a dataset that holds `reading` in its named graph, with the prefixes bound."""
    from rdflib import Dataset, URIRef

    dataset = Dataset()
    _parse_into(dataset.graph(URIRef(graph_iri(reading.article))), quads.triples(reading))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def graph_of(triples: Graph | Iterable[str]) -> Graph:
    """Return N-Triples lines as an rdflib graph with the prefixes bound; a graph as it is."""
    from rdflib import Graph

    if isinstance(triples, Graph):
        return triples
    graph = Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return _parse_into(graph, triples)


def read_turtle(path: Path) -> Graph:
    """Return the graph in a Turtle file."""
    from rdflib import Graph

    return Graph().parse(path, format="turtle")


def _parse_into(graph: Graph, lines: Iterable[str]) -> Graph:
    return graph.parse(data="\n".join((*lines, "")), format="nt")
