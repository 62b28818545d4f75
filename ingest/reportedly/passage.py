"""An article's text with the spans marked that its statements, speakers and cues stand at.

    {ISW analysts}1 <said>1 [the war will last]1

Marks come from a reading, or for a stored article from its graph, so that what is shown is what the
graph points at. Numbers tell the statements apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span
from reportedly.graph.iri import KG, version_of
from reportedly.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.statement import Reading
    from reportedly.store import View

CONTENT, ATTRIBUTION = "content", "attribution"
_SIGNS = {CONTENT: ("[", "]"), ATTRIBUTION: ("{", "}")}
_MARKS = """
PREFIX rep: <https://w3id.org/reportedly#>
SELECT ?statement ?role ?anchor WHERE { GRAPH <%s> {
  ?statement a rep:Statement .
  { ?statement rep:anchor ?anchor BIND("content" AS ?role) }
  UNION
  { ?statement rep:attribution/rep:anchor ?anchor BIND("attribution" AS ?role) }
} }
"""


_JUDGEMENTS = """
PREFIX rep: <https://w3id.org/reportedly#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?direction ?stance ?likelihood ?hedge ?other WHERE {
  { ?this rep:evaluation ?evaluation . ?evaluation rep:target ?target BIND("judges" AS ?direction) }
  UNION
  { ?evaluation rep:target ?this . ?target rep:evaluation ?evaluation
    BIND("is judged by" AS ?direction) }
  ?evaluation rep:stance ?position .
  BIND(STRAFTER(STR(?position), "/scale/") AS ?stance)
  OPTIONAL { ?evaluation rep:likelihood ?degree
    BIND(STRAFTER(STR(?degree), "/scale/") AS ?likelihood) }
  OPTIONAL { ?evaluation rep:hedge ?hedge }
  OPTIONAL { ?target rep:text|rdfs:label ?other }
}
"""
_CORRECTIONS = """
SELECT ?what ?by ?when ?why WHERE {
  GRAPH ?graph { ?it prov:used ?this }
  GRAPH <https://w3id.org/reportedly/kg/graph/curation> {
    ?it rdfs:label ?what ; prov:wasAssociatedWith ?agent ; prov:endedAtTime ?moment .
    OPTIONAL { ?it rdfs:comment ?why }
  }
  BIND(REPLACE(STRAFTER(STR(?agent), "/agent/"), "%20", " ") AS ?by)
  BIND(STRBEFORE(STR(?moment), "T") AS ?when)
} ORDER BY ?moment ?it
"""


class Mark(NamedTuple):
    """A span that means something: in which role, for which statement (from 1)."""

    span: Span
    role: str
    number: int


def marks_of(reading: Reading) -> list[Mark]:
    """Return the marks of a reading."""
    out = []
    for number, statement in enumerate(reading.statements, 1):
        out += [Mark(span, CONTENT, number) for span in statement.spans]
        spans = (span for hop in statement.hops for span in (*hop.source, *hop.cue))
        out += [Mark(span, ATTRIBUTION, number) for span in spans]
    return sorted(set(out))


def marks_in(store: View, graph: str) -> tuple[list[Mark], dict[int, str]]:
    """Return the marks of a stored article's graph, and each number's statement IRI."""
    answer = store.query(_MARKS % graph)
    rows = [
        (str(statement), str(role), span)
        for statement, role, anchor in (answer if isinstance(answer, Solutions) else ())
        if (span := _span(str(anchor))) is not None
    ]
    starts: dict[str, Span] = {}
    for statement, role, span in rows:
        if role == CONTENT:
            starts[statement] = min(span, starts.get(statement, span))
    numbers = {s: n for n, s in enumerate(sorted(starts, key=lambda s: (starts[s], s)), 1)}
    marks = {Mark(span, role, numbers[s]) for s, role, span in rows if s in numbers}
    return sorted(marks), {number: statement for statement, number in numbers.items()}


def marked(
    text: str, marks: Iterable[Mark], style: Callable[[str, str], str] = lambda sign, _: sign
) -> str:
    """Return `text` with signs around the marked spans; `style` may dress up a sign by its role."""
    cuts: list[tuple[int, int, int, str]] = []
    for span, role, number in marks:
        opening, closing = _SIGNS[role]
        length = span.end - span.start
        cuts.append((span.start, 1, -length, style(opening, role)))
        cuts.append((span.end, 0, length, style(f"{closing}{number}", role)))
    out: list[str] = []
    done = 0
    for at, _, _, sign in sorted(cuts):
        out += [text[done:at], sign]
        done = at
    return "".join([*out, text[done:]])


def statement_marks(store: View, statement: str) -> list[Mark]:
    """Return the marks of one stored statement, empty where there is no such statement."""
    marks, numbers = marks_in(store, f"{KG}graph/doc/{version_of(statement)}")
    wanted = {number for number, iri in numbers.items() if iri == statement}
    return [mark._replace(number=1) for mark in marks if mark.number in wanted]


def in_context(text: str, marks: Iterable[Mark]) -> tuple[str, list[Mark]]:
    """Return the paragraphs of `text` that hold the marks, and the marks in them."""
    kept = list(marks)
    first, last = min(m.span.start for m in kept), max(m.span.end for m in kept)
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    moved = [m._replace(span=Span(m.span.start - start, m.span.end - start)) for m in kept]
    return text[start : end if end >= 0 else len(text)], moved


def judgements(store: View, statement: str) -> Solutions:
    """Return what a stored statement judges and what judges it: who, stance, words, target."""
    answer = store.query(_JUDGEMENTS.replace("?this", f"<{statement}>"))
    if not isinstance(answer, Solutions):
        raise TypeError(answer)
    return answer


def corrections(store: View, statement: str) -> Solutions:
    """Return what people have put right in a stored statement, or graded: what, who, when, why."""
    answer = store.query(_CORRECTIONS.replace("?this", f"<{statement}>"))
    if not isinstance(answer, Solutions):
        raise TypeError(answer)
    return answer


def _span(anchor: str) -> Span | None:
    """Read the span off an anchor's IRI, `...#char=12,34` (RFC 5147)."""
    _, found, numbers = anchor.partition("#char=")
    start, _, end = numbers.partition(",")
    return Span(int(start), int(end)) if found and start.isdigit() and end.isdigit() else None
