"""Questions to a store: the catalogue in `queries/`, somebody's own .rq file, SPARQL on the spot.

    for question in questions(): print(question.name, question.title)
    answer = run(store, "who-said-what", {"actor": "Putin", "said": "2023-09"})
    for chunk in render(answer, "csv"): ...

A question is a SPARQL 1.1 query that runs on any endpoint as it stands. Its leading comments say
what it asks and what it takes; what it takes stands in VALUES blocks with the defaults in them, and
giving a parameter replaces a block, nothing else.
"""

from reportedly.query.answer import Answer, Queryable, Solutions, Triples, cut_at
from reportedly.query.catalogue import find, questions, resolve, run
from reportedly.query.format import FORMATS, render, table
from reportedly.query.question import Parameter, Question

__all__ = [
    "FORMATS",
    "Answer",
    "Parameter",
    "Queryable",
    "Question",
    "Solutions",
    "Triples",
    "cut_at",
    "find",
    "questions",
    "render",
    "resolve",
    "run",
    "table",
]
