"""Runs of ingestion as RDF: which graphs each brought and replaced, when, and with what.

A run is a prov:Activity in a graph of its own, apart from what was read: articles' graphs hold
nothing that is not in the article, so that they are the same on every machine. The graph grows
while the run goes on, always together with what it brought; a run without prov:endedAtTime is under
way, or was cut short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import agent_iri, model_iri, run_iri
from reportedly.graph.ntriples import integer, moment, node, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from reportedly.statement import Model


def beginning(began: datetime, software: str) -> tuple[str, ...]:
    """Return the triples for a run that begins, by a version of the software."""
    run, agent = run_iri(began), agent_iri(software)
    return (
        _line(run, terms.TYPE, node(terms.ACTIVITY)),
        _line(run, terms.STARTED_AT, moment(began)),
        _line(run, terms.ASSOCIATED_WITH, node(agent)),
        _line(agent, terms.TYPE, node(terms.SOFTWARE_AGENT)),
        _line(agent, terms.SOFTWARE_VERSION, string(software)),
    )


def reading_with(began: datetime, model: Model) -> tuple[str, ...]:
    """Return the triples for the model that a run reads with."""
    this = model_iri(model.name, model.version)
    return (
        _line(run_iri(began), terms.USED, node(this)),
        _line(this, terms.TYPE, node(terms.ENTITY)),
        _line(this, terms.NAME, string(model.name)),
        _line(this, terms.SOFTWARE_VERSION, string(model.version)),
        _line(this, terms.SHA256, string(model.sha256)),
    )


def bringing(began: datetime, graph: str, replaced: Iterable[str]) -> tuple[str, ...]:
    """Return the triples for a graph that a run brought, "" for none, and those it replaced."""
    run, former = run_iri(began), list(replaced)
    lines = [_line(run, terms.INVALIDATED, node(gone)) for gone in former]
    if graph:
        lines.append(_line(run, terms.GENERATED, node(graph)))
        lines += [_line(graph, terms.REVISION_OF, node(gone)) for gone in former if gone != graph]
    return tuple(lines)


def ending(began: datetime, ended: datetime, totals: Mapping[str, int]) -> tuple[str, ...]:
    """Return the triples for the end of a run, with how many there were of what."""
    run = run_iri(began)
    lines = [_line(run, terms.ENDED_AT, moment(ended))]
    for name, number in totals.items():
        these = f"{run}#{name}"
        lines += (
            _line(these, terms.TYPE, node(terms.COLLECTION)),
            _line(these, terms.LABEL, string(name)),
            _line(these, terms.NUMBER_OF_ITEMS, integer(number)),
            _line(these, terms.IS_PART_OF, node(run)),
        )
    return tuple(lines)


def _line(subject: str, predicate: str, thing: str) -> str:
    return f"{node(subject)} <{predicate}> {thing} ."
