"""From rows to networks; only this module and `independence` know networkx.

Each network is what one or two ready-made questions answer, so that it can be checked against them:

who-quotes-whom  directed: who passes on -> whom. `weight` statements, in `documents` documents,
                 said or printed between `first` and `last`; `example` is one of the statements.
claims           directed, several edges between two nodes: an actor `says` a statement with a
                 `commitment`, a statement stands `in` a document, an assessment `judges` a
                 statement or event with a `stance`, and a `likelihood` where it has one. The edge's
                 `kind` is which of these it is.
co-mention       undirected: two actors that statements are about. `weight` statements, in
                 `documents` documents.

Every node has `label`, `type` (person, organization, place, group, unnamed, statement, assessment,
event, document) and `count`: the statements that begin with an actor, or in co-mention are about
it, or stand in a document; 1 for a statement, the assessments of an event.
"""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import networkx as nx  # type: ignore[import-untyped]

from reportedly.errors import QueryError
from reportedly.query import run
from reportedly.query.answer import has_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportedly.query import Queryable

Network: TypeAlias = Any
"""A networkx Graph, DiGraph or MultiDiGraph, which come without type information."""

Params: TypeAlias = "Mapping[str, object]"


class _Actor(NamedTuple):
    label: str
    type: str
    says: int
    spoken_of: int


def build(store: Queryable, name: str, /, **params: object) -> Network:
    """Return the network `name` of what is in `store`.

    `params` are those of the question behind it: actor and quoted for who-quotes-whom, actor for
    co-mention, copies for each ("no" leaves out documents that are copies). Raises QueryError where
    there is no such network or parameter.
    """
    builder = NETWORKS.get(name)
    if builder is None:
        meant = get_close_matches(name, NETWORKS, 1)
        reason = "no such network" + (f", did you mean {meant[0]}?" if meant else "")
        raise QueryError(name, reason, f"one of {', '.join(NETWORKS)}")
    return builder(store, params)


def components(network: Network) -> list[int]:
    """Return the sizes of the parts that hang together when directions are ignored."""
    return [len(part) for part in nx.connected_components(network.to_undirected(as_view=True))]


def _who_quotes_whom(store: Queryable, params: Params) -> Network:
    network = nx.DiGraph(name="who-quotes-whom")
    for row in _rows(store, "who-quotes-whom", params):
        network.add_edge(
            row["outer_iri"],
            row["inner_iri"],
            weight=row["statements"],
            documents=row["documents"],
            **_known(first=row["first"], last=row["last"]),
            example=row["example"],
        )
    return _described(network, store, lambda actor: actor.says)


def _co_mention(store: Queryable, params: Params) -> Network:
    network = nx.Graph(name="co-mention")
    for row in _rows(store, "co-mentions", params):
        counts = {"weight": row["statements"], "documents": row["documents"]}
        network.add_edge(row["one_iri"], row["other_iri"], **counts)
    return _described(network, store, lambda actor: actor.spoken_of)


def _claims(store: Queryable, params: Params) -> Network:
    network = nx.MultiDiGraph(name="claims")
    for row in _rows(store, "claims", params):
        network.add_node(row["speaker_iri"])
        _count(network, row["document_iri"], row["document"], "document", row["statement"])
        network.add_node(row["statement"], label=row["says"], type="statement", count=1)
        says = {"kind": "says", "weight": 1, "commitment": row["commitment"]}
        network.add_edge(row["speaker_iri"], row["statement"], "says", **says)
        network.add_edge(row["statement"], row["document_iri"], "in", kind="in", weight=1)
    for row in _rows(store, "assessments", {}):
        if params.get("copies") == "no" and row["assessment"] not in network:
            continue  # it stands in a copy: all other assessments are there as statements
        network.add_node(row["assessment"], label=row["says"], type="assessment", count=1)
        if row["of"] not in network or network.nodes[row["of"]]["type"] == "event":
            _count(network, row["of"], row["judged"], "event", row["assessment"])
        judges = {"kind": "judges", "weight": 1, "stance": row["takes"]}
        likelihood = _known(likelihood=row["likely"])
        network.add_edge(row["assessment"], row["of"], row["takes"], **judges, **likelihood)
    return _described(network, store, lambda actor: actor.says)


def _count(network: Network, node: str, label: str, type: str, statement: str) -> None:  # noqa: A002
    """Add a document or event, or count one more of the statements that lead to it."""
    if node not in network:
        network.add_node(node, label=label, type=type, count=0)
    if not network.has_edge(statement, node):
        network.nodes[node]["count"] += 1


def _described(network: Network, store: Queryable, count: Callable[[_Actor], int]) -> Network:
    """Add what is known of the actors; an actor without a name goes by its IRI."""
    known = {
        row["iri"]: _Actor(row["called"], row["kind"], row["says"], row["spoken_of"])
        for row in _rows(store, "actors", {})
    }
    for node, data in network.nodes(data=True):
        if "type" not in data:
            actor = known.get(node) or _Actor(node, "group", 0, 0)
            data.update(label=actor.label, type=actor.type, count=count(actor))
    return network


def _rows(store: Queryable, question: str, params: Params) -> Iterator[dict[str, Any]]:
    """Yield the answers as mappings from column to value, IRIs as plain strings."""
    answer = run(store, question, params)
    if not has_rows(answer):
        raise TypeError(question)
    for row in answer:
        values = (str(value) if isinstance(value, str) else value for value in row)
        yield dict(zip(answer.columns, values, strict=True))


def _known(**attributes: object) -> dict[str, object]:
    """Return the attributes that have a value, dates in ISO 8601."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in attributes.items()
        if value is not None
    }


NETWORKS: Final[Mapping[str, Callable[[Queryable, Params], Network]]] = {
    "who-quotes-whom": _who_quotes_whom,
    "claims": _claims,
    "co-mention": _co_mention,
}
"""The networks by name."""
