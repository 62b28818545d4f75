"""Who judges whom, signed by stance; and who is spoken of together."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import networkx as nx  # type: ignore[import-untyped]

from reportedly.graph.vocabulary import SC
from reportedly.network.links import begun, known_days, part, spells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.network.cast import Cast
    from reportedly.network.links import Source

SIGNS: Final = {"supports": 1, "disputes": -1, "undercuts": -1, "reframes": 0, "neutral": 0}
"""What a stance does to its target."""


def who_assesses_whom(source: Source, cast: Cast, actor: str = "", target: str = "") -> Any:
    """Return the network from who judges to whose statement, document or self is judged.

    The events that are judged are nobody's, and not in it.
    """
    network = nx.MultiDiGraph(name="who-assesses-whom")
    judges, judged = cast.like(actor), cast.like(target)
    tables = source.tables
    rows = source.edges(_judgements(source), "?stance") if tables is None else tables.judgements()
    for judge, whom, takes, data in rows:
        stance = takes.removeprefix(SC)
        if (actor and not judges(judge)) or (target and not judged(whom)):
            continue
        kind = {"kind": stance, "stance": stance, "sign": SIGNS.get(stance, 0)}
        network.add_edge(judge, whom, stance, **kind, **data)
    return cast.describe(network, cast.says)


def _judgements(source: Source) -> str:
    evaluated = "GRAPH ?g { ?s rep:evaluation ?e . ?e rep:target ?of ; rep:stance ?stance }"
    inner = part("?of_hop", "GRAPH ?any { ?relayed rep:relayedBy ?of_hop }")
    stated = part("?of ?of_hop", f"GRAPH ?k {{ ?of rep:attribution ?of_hop }} MINUS {inner}")
    actor = part("?of ?to", "GRAPH ?k { ?of a rep:Actor } BIND(?of AS ?to)")
    whose = (
        f"{{ {stated} {source.actor('?of_hop', 'rep:attributedTo', 'to')} }}\n"
        f"UNION {source.actor('?of', 'schema:publisher', 'to')} UNION {actor}"
    )
    return (
        part("?s ?of ?stance", evaluated)
        + begun()
        + source.actor("?hop", "rep:attributedTo", "from")
        + part("?of ?to", whose)
    )


def co_mention(source: Source, cast: Cast, actor: str = "") -> Any:
    """Return the network of the actors that statements are about, with an edge for each pair."""
    network = nx.Graph(name="co-mention")
    fits = cast.like(actor)
    documents: dict[tuple[str, str], set[object]] = {}
    for names, graph, first, last in _together(source):
        actors = sorted(name for name in set(names) if name in cast.names)
        for pair in combinations(actors, 2):
            if actor and not any(map(fits, pair)):
                continue
            if pair in documents:
                data = network.edges[pair]
                data["weight"] += 1
            else:
                network.add_edge(*pair, weight=1, documents=1)
                data = network.edges[pair]
            found = documents.setdefault(pair, set())
            found.add(graph)
            data["documents"] = len(found)
            _widen(data, first, last, every=source.window.spells)
    return cast.describe(network, cast.spoken_of)


def _together(source: Source) -> Iterator[tuple[list[str], object, str, str]]:
    """Yield whom each statement is about, its graph, and its first and last day.

    Pairs are made of them here: in SPARQL every pair would be looked at twice.
    """
    if source.tables is not None:
        yield from source.tables.spoken_together()
    else:
        for names, graph, first, last in source.rows(_about(source)):
            yield names.split(), graph, first, last


def _about(source: Source) -> str:
    return (
        '\nSELECT (GROUP_CONCAT(DISTINCT STR(?who); SEPARATOR=" ") AS ?all) ?g'
        " (MIN(?begin) AS ?first) (MAX(?end) AS ?last)\n"
        f"WHERE {{ {begun()} {source.actor('?s', 'rep:about', 'who')}"
        f"{source.originals()} {source.times()} }} GROUP BY ?s ?g"
    )


def _widen(data: dict[str, Any], first: str, last: str, *, every: bool) -> None:
    days = known_days(first, last)
    for name, pick in (("first", min), ("last", max)):
        if name in days:
            data[name] = pick(data.get(name, days[name]), days[name])
    if every and (found := spells(f"{first}/{last}")):
        data["spells"] = sorted({*data.get("spells", ()), *found})
