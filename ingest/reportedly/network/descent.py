"""How one claim came down: from the documents that have it to those that it begins with.

Everybody is one node, however many chains lead through, so that cuts tell who the claim depends
on. Where two chains pass the same parties in opposite order that would make a circle; the party
that closes it is then a second node, and the network has none.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import networkx as nx  # type: ignore[import-untyped]

from reportedly.errors import QueryError
from reportedly.network.claiming import Claims, sign
from reportedly.network.links import known_days
from reportedly.query.term import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.network.cast import Cast
    from reportedly.network.links import Source


def attribution(source: Source, cast: Cast, statement: str = "") -> Any:
    """Return the network of a claim: document → publisher → relayers → origins → claim."""
    network = nx.DiGraph(name="attribution")
    try:
        claims = Claims.around(source, statement)
    except ValueError as error:
        reason = str(error) if statement else "whose descent?"
        raise QueryError(statement or "attribution", reason, "--param statement=IRI") from error
    source = replace(source, within=_graphs(source, claims.parent))
    lines = {one: list(_chains(source, one)) for one in sorted(claims.parent)}
    cast = replace(cast, source=source, only=_actors(chain.from_iterable(lines.values())))
    for one, found in lines.items():
        for line in found:
            _descend(network, cast, line, one, claims.of_statement(statement))
    if not network:
        raise QueryError(statement, "no such statement", "--param statement=IRI")
    _name_documents(network, source)
    return cast.describe(network, {})


Hop = dict[str, str]


def _graphs(source: Source, statements: Iterable[str]) -> tuple[str, ...]:
    these = " ".join(map(iri, sorted(statements)))
    pattern = f"VALUES ?s {{ {these} }} GRAPH ?g {{ ?s rep:attribution ?hop }}"
    return tuple(row[0] for row in source.rows(f"SELECT DISTINCT ?g WHERE {{ {pattern} }}"))


def _actors(lines: Iterable[list[Hop]]) -> tuple[str, ...]:
    return tuple(sorted({hop["who"] for line in lines for hop in line}))


def _chains(source: Source, statement: str) -> Iterator[list[Hop]]:
    """Yield the chains of a statement, each from the outermost hop inwards."""
    if not source.within:
        return
    query = (
        "SELECT ?hop ?who ?outer ?commitment ?begin ?end (STR(?words) AS ?text) WHERE {"
        f" VALUES ?s {{ {iri(statement)} }} GRAPH ?g {{ ?s rep:attribution ?hop ; rep:text ?words ."
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
    documents = [node for node, data in network.nodes(data=True) if data["type"] == "document"]
    these = f"VALUES ?d {{ {' '.join(map(iri, documents))} }}"
    titles: dict[str, str] = {}
    for term in ("dcterms:identifier", "schema:headline"):
        rows = source.rows(
            f"SELECT ?d (STR(?t) AS ?title) WHERE {{ {these} GRAPH ?g {{ ?d {term} ?t }} }}"
            " ORDER BY ?t"
        )
        titles.update((row[0], row[1]) for row in rows)
    for node in documents:
        count = network.out_degree(node)
        network.nodes[node].update(label=titles.get(node, node), count=count)
