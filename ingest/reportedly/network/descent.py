"""How one claim came down: from the documents that have it to those that it begins with.

Everybody is one node, however many chains lead through, so that cuts tell who the claim depends
on. Where two chains pass the same parties in opposite order that would make a circle; the party
that closes it is then a second node, and the network has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx  # type: ignore[import-untyped]

from reportedly.errors import QueryError
from reportedly.network.claiming import Claims, sign
from reportedly.network.links import known_days
from reportedly.query.term import iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.network.cast import Cast
    from reportedly.network.links import Source


def attribution(source: Source, cast: Cast, statement: str = "") -> Any:
    """Return the network of a claim: document → publisher → relayers → origins → claim."""
    network = nx.DiGraph(name="attribution")
    claims = Claims.of(source)
    claim = claims.of_statement(statement)
    for one in sorted({statement, claim, *_restating(claims, claim)}):
        for line in _chains(source, one):
            _descend(network, cast, line, one, claim)
    if not network:
        reason = "no such statement" if statement else "whose descent?"
        raise QueryError(statement or "attribution", reason, "--param statement=IRI")
    _name_documents(network, source)
    return cast.describe(network, {})


def _restating(claims: Claims, claim: str) -> Iterator[str]:
    return (other for other in list(claims.parent) if claims.of_statement(other) == claim)


Hop = dict[str, str]


def _chains(source: Source, statement: str) -> Iterator[list[Hop]]:
    """Yield the chains of a statement, each from the outermost hop inwards."""
    try:
        this = iri(statement)
    except ValueError as error:
        raise QueryError(statement, str(error), "--param statement=IRI") from error
    query = (
        "SELECT ?hop ?who ?outer ?commitment ?begin ?end (STR(?words) AS ?text) WHERE {"
        f" VALUES ?s {{ {this} }} GRAPH ?g {{ ?s rep:attribution ?hop ; rep:text ?words ."
        " ?hop rep:factuality ?commitment } OPTIONAL { GRAPH ?g { ?hop rep:relayedBy ?outer } }"
        f"{source.actor('?hop', 'rep:attributedTo', 'who')}"
        f"{source.originals()}{source.times()} }} ORDER BY ?hop"
    )
    names = ("hop", "who", "outer", "commitment", "begin", "end", "text")
    hops = {row[0]: dict(zip(names, row, strict=True)) for row in source.rows(query)}
    outer = {hop["outer"] for hop in hops.values()}
    for name, hop in hops.items():
        if name not in outer:
            line = [hop]
            while line[-1]["outer"] in hops and len(line) <= len(hops):
                line.append(hops[line[-1]["outer"]])
            yield line[::-1]


def _descend(network: Any, cast: Cast, line: list[Hop], statement: str, claim: str) -> None:
    """Add one chain of a statement to the network."""
    words = line[0]["text"]
    if claim not in network:
        network.add_node(claim, label=words, type="claim", count=0)
    network.nodes[claim]["count"] += 1
    at = statement.partition("#")[0]
    network.add_node(at, type="document")
    for hop in line:
        node = _place(network, at, hop["who"])
        network.add_node(node, label=cast.label(hop["who"]), type=cast.type(hop["who"]))
        network.nodes[node]["count"] = network.nodes[node].get("count", 0) + 1
        _pass(network, at, node, hop)
        at = node
    _pass(network, at, claim, line[-1])


def _place(network: Any, before: str, actor: str) -> str:
    """Return the actor's node that can follow `before` without a circle."""
    node, number = actor, 1
    while node in network and (node == before or nx.has_path(network, node, before)):
        number += 1
        node = f"{actor}~{number}"
    return node


def _pass(network: Any, outer: str, inner: str, hop: Hop) -> None:
    if not network.has_edge(outer, inner):
        network.add_edge(outer, inner, weight=0, commitment=sign(hop["commitment"]))
    data = network.edges[outer, inner]
    data["weight"] += 1
    for name, day in known_days(hop["begin"], hop["end"]).items():
        data[name] = (min if name == "first" else max)(data.get(name, day), day)


def _name_documents(network: Any, source: Source) -> None:
    titles: dict[str, str] = {}
    for term in ("dcterms:identifier", "schema:headline"):
        rows = source.rows(
            f"SELECT ?d (STR(?t) AS ?title) WHERE {{ GRAPH ?g {{ ?d {term} ?t }} }} ORDER BY ?t"
        )
        titles.update((row[0], row[1]) for row in rows if row[0] in network)
    for node, data in network.nodes(data=True):
        if data.get("type") == "document":
            data.update(label=titles.get(node, node), count=network.out_degree(node))
