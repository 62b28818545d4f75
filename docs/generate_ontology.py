"""Writes docs/ontology.md from the ontology files, so that the page says what the files say.

    python docs/generate_ontology.py

A test compares the page with `page()` and tells you to run this when they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from reportedly.graph.vocabulary import DCTERMS, REP, SCHEMA

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "ontology.md"
MIN_VALUE, MAX_VALUE = URIRef(f"{SCHEMA}minValue"), URIRef(f"{SCHEMA}maxValue")
SOURCE = URIRef(f"{DCTERMS}source")

_ALIGNMENTS = {
    RDFS.subClassOf: "subclass of",
    RDFS.subPropertyOf: "subproperty of",
    SKOS.closeMatch: "close to",
    SKOS.broadMatch: "narrower than",
    SKOS.relatedMatch: "related to",
}

_INTRODUCTION = """\
# The ontology

<!-- written by docs/generate_ontology.py; edit ontology/*.ttl instead -->

{classes} classes and {properties} properties of our own, in the namespace
`https://w3id.org/reportedly#` (`rep:`); the values they take are terms of published scales, in
`https://w3id.org/reportedly/scale/` (`sc:`). The files:
[reportedly.ttl](../ontology/reportedly.ttl), [scales.ttl](../ontology/scales.ttl),
[shapes.ttl](../ontology/shapes.ttl) (what must hold, in SHACL),
[context.jsonld](../ontology/context.jsonld) (short names for JSON-LD).

Around our own terms a graph uses Web Annotation (`oa:`) for places in the text, PROV-O (`prov:`)
for the extraction, SEM (`sem:`) for the days that bound a time, schema.org (`schema:`), Dublin Core
(`dcterms:`) and FOAF (`foaf:`) for documents and actors. Our terms are subclasses and subproperties
of PROV-O, OWL-Time and SKOS only; to the others they are aligned with SKOS mappings, which leave
the types of our nodes alone.

Nodes have names and are never blank. In a document `D` = `https://w3id.org/reportedly/kg/doc/VERSION`:

| node | IRI |
|---|---|
| the document, its graph | `D`, `https://w3id.org/reportedly/kg/graph/doc/VERSION` |
| statement, time, work, event | `D#KEY` |
| hop, evaluation of a statement | `D#KEY-a1` (innermost) ..., `D#KEY-e1` ... |
| place in the text, its selectors | `D#char=12,30`, `D#char=12,30;pos`, `D#char=12,30;quote` |
| extraction | `D#x` |
| actor with a full name | `https://w3id.org/reportedly/kg/actor/full-name` |
| actor known in the document only | `D#actor-KEY` |

An assessment is typed `rep:Statement` and `rep:Assessment`, an unnamed source `rep:Actor` and
`rep:UnnamedActor`, so queries need no inference. A statement whose words stand in the headline is
`schema:isPartOf` the headline's place, which is the `rep:anchor` of the document.
"""


def page() -> str:
    """Return the reference page as Markdown."""
    ours = Graph().parse(ROOT / "ontology" / "reportedly.ttl")
    scales = Graph().parse(ROOT / "ontology" / "scales.ttl")
    classes = [*_ours(ours, OWL.Class)]
    properties = [*_ours(ours, OWL.ObjectProperty), *_ours(ours, OWL.DatatypeProperty)]
    parts = [_INTRODUCTION.format(classes=len(classes), properties=len(properties))]
    parts += ["## Classes\n", *(_term(ours, term) for term in classes)]
    parts += ["## Properties\n", *(_term(ours, term) for term in sorted(properties))]
    parts += ["## Scales\n", *(_scale(scales, scheme) for scheme in _schemes(scales))]
    return "\n".join(parts)


def _ours(graph: Graph, kind: URIRef) -> list[URIRef]:
    subjects = graph.subjects(RDF.type, kind)
    return sorted(term for term in subjects if isinstance(term, URIRef) and term.startswith(REP))


def _term(graph: Graph, term: URIRef) -> str:
    lines = [f"### {_short(graph, term)}\n", f"{_text(graph, term, RDFS.comment)}\n"]
    for predicate, words in ((RDFS.domain, "of"), (RDFS.range, "to")):
        if value := graph.value(term, predicate):
            lines.append(f"- {words}: `{_short(graph, value)}`")
    for predicate, words in _ALIGNMENTS.items():
        if values := sorted(_short(graph, value) for value in graph.objects(term, predicate)):
            lines.append(f"- {words}: {', '.join(f'`{value}`' for value in values)}")
    example = _text(graph, term, SKOS.example)
    return "\n".join([*lines, "", "```turtle", example, "```", ""])


def _schemes(graph: Graph) -> Iterator[URIRef]:
    schemes = (s for s in graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(s, URIRef))
    yield from sorted(schemes, key=lambda scheme: _text(graph, scheme, SKOS.prefLabel))


def _scale(graph: Graph, scheme: URIRef) -> str:
    sources = [*graph.objects(scheme, SOURCE), *graph.objects(scheme, RDFS.seeAlso)]
    links = ", ".join(f"<{source}>" for source in sorted(map(str, sources)))
    rows = [_row(graph, term) for term in graph.subjects(SKOS.inScheme, scheme)]
    return "\n".join(
        [
            f"### {_text(graph, scheme, SKOS.prefLabel)}\n",
            f"{_text(graph, scheme, SKOS.definition)}\n",
            f"Published in, or see: {links}\n",
            "| term | label | range | meaning |",
            "|---|---|---|---|",
            *(row for _, row in sorted(rows)),
            "",
        ]
    )


def _row(graph: Graph, term: Node) -> tuple[tuple[float, str], str]:
    """Return a table row with what it is sorted by: its lower bound, then its name."""
    low, high = graph.value(term, MIN_VALUE), graph.value(term, MAX_VALUE)
    bounds = f"{low} to {high}" if low is not None else ""
    labels = [_text(graph, term, SKOS.prefLabel), *sorted(_all(graph, term, SKOS.altLabel))]
    names = [f"`{_short(graph, term)}`", *(f"({n})" for n in _all(graph, term, SKOS.notation))]
    cells = [" ".join(names), ", ".join(labels), bounds, _text(graph, term, SKOS.definition)]
    return (float(str(low)) if low else 0.0, str(term)), f"| {' | '.join(cells)} |"


def _all(graph: Graph, term: Node, predicate: URIRef) -> list[str]:
    return [str(value) for value in graph.objects(term, predicate)]


def _text(graph: Graph, term: Node, predicate: URIRef) -> str:
    value = graph.value(term, predicate)
    if not isinstance(value, Literal):
        raise TypeError(f"{term} has no {predicate}")
    return str(value)


def _short(graph: Graph, term: Node) -> str:
    return graph.namespace_manager.normalizeUri(str(term))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
