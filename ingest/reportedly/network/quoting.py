"""Who passes on whose words: parties of any kind, and outlets among themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx  # type: ignore[import-untyped]

from reportedly.network.links import part, relays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.network.cast import Cast
    from reportedly.network.links import Source


def who_quotes_whom(source: Source, cast: Cast, actor: str = "", quoted: str = "") -> Any:
    """Return the network from who passes something on to whom it came from."""
    network = nx.DiGraph(name="who-quotes-whom")
    tables = source.tables
    rows: Iterable[tuple[Any, ...]] = (
        source.edges(_pairs(source), each="?hop") if tables is None else tables.relays()
    )
    if actor:
        rows = _fitting(rows, 0, cast.like(actor))
    if quoted:
        rows = _fitting(rows, 1, cast.like(quoted))
    network.add_edges_from(rows)
    return cast.describe(network, cast.says)


def _fitting(
    rows: Iterable[tuple[Any, ...]], column: int, fits: Callable[[str], bool]
) -> Iterable[tuple[Any, ...]]:
    return (row for row in rows if fits(row[column]))


def _pairs(source: Source) -> str:
    """Every hop from `?from` to `?to`; one that has a statement passes it on once.

    So hops can be counted for statements, which saves the store a join.
    """
    return (
        relays()
        + source.actor("?outer", "rep:attributedTo", "from")
        + source.actor("?hop", "rep:attributedTo", "to")
    )


def outlet_relay(source: Source, cast: Cast, actor: str = "") -> Any:
    """Return the network from the outlet that relays to the outlet that it has it from.

    An outlet is who publishes a document that was read or is cited. Reprints, copies of another
    outlet's article, are counted whether or not what copies say is.
    """
    network = nx.DiGraph(name="outlet-relay")
    outlets = _outlets(source)
    for outer, inner, commitment, data in _committed(source):
        if outer in outlets and inner in outlets:
            _relayed(network, outer, inner, data, commitment.endswith("/Uu"))
    for copier, first, number in source.rows(_reprints(source)):
        _edge(network, copier, first)["reprints"] += int(number)
    if actor:
        fits = cast.like(actor)
        odd = [edge for edge in network.edges if not any(map(fits, edge))]
        network.remove_edges_from(odd)
        network.remove_nodes_from(list(nx.isolates(network)))
    for *_, data in network.edges(data=True):
        data["weight"] += data["reprints"]
    return cast.describe(network, cast.says)


def _outlets(source: Source) -> set[str]:
    if source.tables is not None:
        return source.tables.outlets()
    published = source.actor("?d", "schema:publisher", "who")
    return {row[0] for row in source.rows(f"SELECT DISTINCT ?who WHERE {{ {published} }}")}


def _committed(source: Source) -> Iterable[tuple[Any, ...]]:
    """Return the links with how the outer of the two stands to what is said."""
    if source.tables is not None:
        return source.tables.relays(committed=True)
    endorsed = part("?outer ?commitment", "GRAPH ?g { ?outer rep:factuality ?commitment }")
    return source.edges(_pairs(source) + endorsed, "?commitment", "?hop")


def _reprints(source: Source) -> str:
    link = "GRAPH ?link { ?copy prov:wasDerivedFrom ?first ; prov:alternateOf ?first }"
    return (
        f"SELECT ?from ?to (COUNT(DISTINCT ?copy) AS ?n) WHERE {{ {part('?copy ?first', link)}"
        f"{source.actor('?copy', 'schema:publisher', 'from')}"
        f"{source.actor('?first', 'schema:publisher', 'to')}"
        "FILTER(?from != ?to) } GROUP BY ?from ?to"
    )


def _edge(network: Any, outer: str, inner: str) -> dict[str, Any]:
    if not network.has_edge(outer, inner):
        network.add_edge(outer, inner, weight=0, documents=0, unendorsed=0, reprints=0)
    data: dict[str, Any] = network.edges[outer, inner]
    return data


def _relayed(network: Any, outer: str, inner: str, more: dict[str, Any], bare: bool) -> None:
    """Add up the rows for one pair of outlets, which differ in commitment."""
    data = _edge(network, outer, inner)
    data["weight"] += more["weight"]
    data["documents"] += more["documents"]
    data["unendorsed"] += more["weight"] if bare else 0
    for name, pick in (("first", min), ("last", max)):
        if name in more:
            data[name] = pick(data.get(name, more[name]), more[name])
    data.setdefault("example", more["example"])
    if "spells" in more:
        data["spells"] = sorted({*data.get("spells", ()), *more["spells"]})
