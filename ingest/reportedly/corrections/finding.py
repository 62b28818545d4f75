"""Finding the statement that somebody means, by its IRI or how its id or its words begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.errors import QueryError
from reportedly.graph.iri import KG, version_of
from reportedly.graph.marking import event_marks, statement_marks
from reportedly.graph.ntriples import node, string
from reportedly.graph.sheet import Sheet
from reportedly.store import Solutions

if TYPE_CHECKING:
    from reportedly.correction import Mark
    from reportedly.store import View

_ASK: Final = "SELECT ?text WHERE { GRAPH ?g { %s a rep:Statement ; rep:text ?text } }"
_BEGINNING: Final = """
SELECT DISTINCT ?statement ?text WHERE {
  GRAPH ?g { ?statement a rep:Statement ; rep:text ?text }
  BIND(STRAFTER(STR(?statement), "/doc/") AS ?id)
  FILTER(STRSTARTS(LCASE(STR(?text)), LCASE(%(start)s)) || STRSTARTS(?id, %(start)s)
    || STRSTARTS(STRAFTER(?id, "#"), %(start)s))
} ORDER BY ?statement"""
_LISTED = 8
_ADVICE = "reportedly query who-said-what"


@dataclass(frozen=True, slots=True)
class Page:
    """An article's graph as it is seen, with the marks of what was extracted from it."""

    version: str
    own: tuple[str, ...]
    seen: Sheet
    marks: dict[str, Mark]

    def mark(self, iri: str) -> Mark:
        """Return the mark of a statement or event as it was extracted."""
        return self.marks[iri]


def page_of(view: View, iri: str) -> Page:
    """Return the page that a statement stands on."""
    version = version_of(iri)
    own, seen = view.extracted(version), Sheet(view.ntriples(f"{KG}graph/doc/{version}"))
    sheet = Sheet(own)
    marks = {mark.node: mark for mark in (*event_marks(sheet), *statement_marks(sheet))}
    return Page(version, own, seen, marks)


def find_statement(view: View, text: str) -> str:
    """Return the IRI of the one statement that `text` means, as it is seen now.

    Raises QueryError where there is none, or several that somebody must choose from.
    """
    text = " ".join(text.split())
    if text.startswith(("http://", "https://", "doc:")):
        iri = f"{KG}doc/{text.removeprefix('doc:')}" if text.startswith("doc:") else text
        if any(sign in iri for sign in '<>"{}|^`\\ ') or not _rows(view, _ASK % node(iri)):
            raise QueryError(text, "no such statement is seen in the store", _ADVICE)
        return iri
    if not text:
        raise QueryError("statement", "nothing was given", _ADVICE)
    found = _rows(view, _BEGINNING % {"start": string(text)})
    exact = [row for row in found if text in {row[0].partition("#")[2], row[1]}]
    if len(found) != 1 and len(exact) != 1:
        raise _unclear(text, found)
    return (exact if len(exact) == 1 else found)[0][0]


def _unclear(text: str, found: list[tuple[str, str]]) -> QueryError:
    if not found:
        return QueryError(text, "no statement begins so, by its id or its words", _ADVICE)
    lines = [f"  {words[:70]}\n    {iri}" for iri, words in found[:_LISTED]]
    more = [f"  and {len(found) - _LISTED} more"] if len(found) > _LISTED else []
    listed = "\n".join([*lines, *more])
    return QueryError(text, f"{len(found)} statements begin so:\n{listed}", "give an IRI")


def _rows(view: View, query: str) -> list[tuple[str, str]]:
    answer = view.query(query)
    rows = answer if isinstance(answer, Solutions) else ()
    return [(str(row[0]), str(row[-1])) for row in rows]
