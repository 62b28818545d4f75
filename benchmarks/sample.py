"""One article beside a graph of it that a person made.

    python -m benchmarks.sample ARTICLE.txt GOLD.ttl [PUBLISHER]

The graph is in this project's own ontology and anchors its statements with RFC 5147 fragments
(`#char=START,END`). Statements are paired where the Jaccard index of their characters is at least
0.5, best first; parts of statements are scored too. An actor is the one with the most names in
common. Printed: how many whole statements are found, how many of them have the right innermost
actor, and F1 of hops (statement, position, actor), stances (statement, stance), likelihoods and
times (EDTF and both bounds).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from reportedly.article import Span
from reportedly.extract import ArticleExtractor
from reportedly.source import read
from reportedly.statement import ActorType, Reading, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node

REP = Namespace("https://w3id.org/reportedly#")
SCHEMA = Namespace("https://schema.org/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
_CHARS = re.compile(r"#char=(\d+),(\d+)$")


class Gold(NamedTuple):
    """What the graph says of one statement."""

    span: Span
    whole: bool
    chain: list[frozenset[str]]
    stances: frozenset[str]
    likelihoods: frozenset[str]


def gold_statements(graph: Graph) -> list[Gold]:
    """Return the statements of a graph, in text order."""
    out = []
    for this in {
        *graph.subjects(RDF.type, REP.Statement),
        *graph.subjects(RDF.type, REP.Assessment),
    }:
        span = next(_spans(graph, this))
        judged = list(graph.objects(this, REP.evaluation))
        out.append(
            Gold(
                span,
                graph.value(this, DCTERMS.isPartOf) is None,
                _chain(graph, this),
                frozenset(_ends(graph, judged, REP.stance)),
                frozenset(_ends(graph, judged, REP.likelihood)),
            )
        )
    return sorted(out, key=lambda one: one.span)


def _spans(graph: Graph, this: Node) -> Iterable[Span]:
    for place in graph.objects(this, REP.anchor):
        if found := _CHARS.search(str(place)):
            yield Span(int(found[1]), int(found[2]))


def _chain(graph: Graph, this: Node) -> list[frozenset[str]]:
    hops = set(graph.objects(this, REP.attribution))
    following = {hop: graph.value(hop, REP.relayedBy) for hop in hops}
    first = hops - set(following.values())
    chain = []
    while first:
        actors = (graph.value(hop, REP.attributedTo) for hop in first)
        chain.append(frozenset().union(*(_names(graph, actor) for actor in actors)))
        first = {following[hop] for hop in first if following[hop] is not None}
    return chain


def _names(graph: Graph, actor: Node | None) -> frozenset[str]:
    terms = (SCHEMA.name, SCHEMA.alternateName, RDFS.label)
    return frozenset(_plain(str(n)) for term in terms for n in graph.objects(actor, term))


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _ends(graph: Graph, nodes: Iterable[Node], term: URIRef) -> Iterable[str]:
    return (str(o).rpartition("/")[2] for node in nodes for o in graph.objects(node, term))


def our_chain(one: Statement, names: dict[str, frozenset[str]]) -> list[frozenset[str]]:
    """Return the names of a chain's actors, level by level."""
    levels: list[tuple[int | None, frozenset[str]]] = []
    for hop in one.hops:
        if levels and levels[-1][0] == hop.relayed_by:
            levels[-1] = (hop.relayed_by, levels[-1][1] | names[hop.actor])
        else:
            levels.append((hop.relayed_by, names[hop.actor]))
    return [names_ for _, names_ in levels]


def _jaccard(a: Iterable[Span], b: Span) -> float:
    mine = {at for span in a for at in range(*span)}
    theirs = set(range(*b))
    return len(mine & theirs) / len(mine | theirs)


def paired(wanted: list[Gold], had: list[Statement]) -> list[tuple[Gold, Statement]]:
    """Return the statements that are the same."""
    likeness = sorted(
        (
            (_jaccard(b.spans, a.span), i, j)
            for i, a in enumerate(wanted)
            for j, b in enumerate(had)
        ),
        reverse=True,
    )
    out, seen_i, seen_j = [], set(), set()
    for like, i, j in likeness:
        if like >= 0.5 and i not in seen_i and j not in seen_j:
            seen_i.add(i)
            seen_j.add(j)
            out.append((wanted[i], had[j]))
    return out


def f1(hit: int, wanted: int, found: int) -> float:
    """Return F1 in percent."""
    return 200 * hit / max(wanted + found, 1)


def figures(graph: Graph, reading: Reading) -> dict[str, float]:
    """Return every figure, in percent."""
    names = {
        actor.key: frozenset(map(_plain, (actor.name, *actor.aliases)))
        for actor in reading.actors
        if actor.type is not ActorType.UNNAMED or actor.mentions
    }
    wanted, had = gold_statements(graph), list(reading.statements)
    pairs = paired(wanted, had)
    whole = [pair for pair in pairs if pair[0].whole]
    hits = sum(
        bool(a & b)
        for one, other in pairs
        for a, b in zip(one.chain, our_chain(other, names), strict=False)
    )
    stances = sum(
        len(one.stances & {e.stance.value for e in other.evaluations}) for one, other in pairs
    )
    likely = sum(
        len(one.likelihoods & {e.likelihood for e in other.evaluations if e.likelihood})
        for one, other in pairs
    )
    return {
        "statements": 100 * len(whole) / sum(one.whole for one in wanted),
        "innermost": 100
        * sum(bool(a.chain[0] & our_chain(b, names)[0]) for a, b in whole)
        / len(whole),
        "hops": f1(
            hits, sum(len(a.chain) for a in wanted), sum(len(our_chain(b, names)) for b in had)
        ),
        "stances": f1(
            stances,
            sum(len(one.stances) for one in wanted),
            sum(len({e.stance for e in other.evaluations}) for other in had),
        ),
        "likelihoods": f1(
            likely,
            sum(len(one.likelihoods) for one in wanted),
            sum(len({e.likelihood for e in b.evaluations if e.likelihood}) for b in had),
        ),
        "times": _times(graph, reading),
    }


def _times(graph: Graph, reading: Reading) -> float:
    wanted = set()
    for this in graph.subjects(RDF.type, REP.TemporalExtent):
        edtf = graph.value(this, REP.edtf)
        low = graph.value(this, SEM.hasEarliestBeginTimeStamp)
        high = graph.value(this, SEM.hasLatestEndTimeStamp)
        place = next(iter(_spans(graph, this)), None)
        wanted.add((place, *(None if v is None else str(v) for v in (edtf, low, high))))
    had = {
        (t.span, t.edtf, *(None if d is None else d.isoformat() for d in (t.earliest, t.latest)))
        for t in reading.times
    }
    return f1(len(wanted & had), len(wanted), len(had))


def main(article: str, gold: Path, publisher: str | None = None) -> None:
    """Print the figures."""
    graph = Graph().parse(gold)
    reading = next(ArticleExtractor().extract(read([article], publisher=publisher)))
    assert isinstance(reading, Reading), reading
    for name, value in figures(graph, reading).items():
        print(f"{name:14}{value:6.1f}")


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4}:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
