"""Networks with statements as nodes: who says them, what judges them, what they are about.

A claim is a statement with all that restate it (`rep:restates`), wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx  # type: ignore[import-untyped]

from reportedly.graph.vocabulary import SC
from reportedly.network.assessing import SIGNS
from reportedly.network.filling import fill
from reportedly.network.links import begun, known_days, part
from reportedly.network.sayings import Bipartite
from reportedly.query.term import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.network.cast import Cast
    from reportedly.network.links import Source


def sign(factuality: str) -> str:
    """Return FactBank's own sign of a commitment: CT+ for sc:CTplus."""
    return factuality.removeprefix(SC).replace("plus", "+").replace("minus", "-")


class Said(NamedTuple):
    """One statement by one of those it begins with."""

    speaker: str
    statement: str
    text: str
    commitment: str
    days: dict[str, str]

    @property
    def document(self) -> str:
        """Where it stands."""
        return self.statement.partition("#")[0]


@dataclass(frozen=True)
class Claims:
    """The statements that restate one another, as one claim each."""

    parent: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Claims:
        """Read which statements restate which."""
        claims = cls()
        for one, other in source.rows("SELECT ?a ?b WHERE { GRAPH ?g { ?a rep:restates ?b } }"):
            # The first in the alphabet stands for all, so that the order of rows is no matter.
            first, second = sorted((claims.of_statement(one), claims.of_statement(other)))
            claims.parent[second] = first
        return claims

    @classmethod
    def around(cls, source: Source, statement: str) -> Claims:
        """Read which statements restate this one, or one that does, and so on."""
        every, due = {statement}, {statement}
        while due:
            known = " ".join(iri(one) for one in sorted(due))
            linked = " UNION ".join(
                f"{{ VALUES ?a {{ {known} }} GRAPH ?g {{ {pair} }} }}"
                for pair in ("?a rep:restates ?b", "?b rep:restates ?a")
            )
            found = {row[0] for row in source.rows(f"SELECT DISTINCT ?b WHERE {{ {linked} }}")}
            due = found - every
            every |= due
        return cls(dict.fromkeys(every, min(every)))

    def all(self) -> dict[str, str]:
        """Return the statement that stands for the claim of each that is linked to another."""
        return {one: self.of_statement(one) for one in self.parent}

    def of_statement(self, statement: str) -> str:
        """Return the statement that stands for the claim of `statement`."""
        while (above := self.parent.get(statement, statement)) != statement:
            statement = above
        return statement


def said(source: Source) -> Iterator[Said]:
    """Yield all statements with their speakers, by statement."""
    tables = source.tables
    rows: Iterable[Sequence[str]] = (
        source.rows(_sayings(source)) if tables is None else tables.said()
    )
    for who, statement, text, commitment, begin, end in rows:
        yield Said(who, statement, text, sign(commitment), known_days(begin, end))


def _sayings(source: Source) -> str:
    return (
        "SELECT DISTINCT ?who ?s (STR(?words) AS ?text) ?commitment ?begin ?end WHERE {\n"
        f"{begun()}{source.actor('?hop', 'rep:attributedTo', 'who')}"
        f"{part('?hop ?commitment', 'GRAPH ?g { ?hop rep:factuality ?commitment }')}"
        f"{part('?s ?words', 'GRAPH ?g { ?s rep:text ?words }')}"
        f"{source.originals()}{source.times()} }} ORDER BY ?s ?who"
    )


def claim_source(source: Source, cast: Cast, actor: str = "") -> Any:
    """Return the bipartite network of claims and those they begin with."""
    claims = Claims.of(source)
    network = nx.DiGraph(name="claim-source")
    if source.tables is None:
        fits = cast.like(actor)
        _add_rows(network, claims, (it for it in said(source) if not actor or fits(it.speaker)))
        return cast.describe(network, cast.says)
    both = Bipartite(source.tables.said(), claims.all())
    if actor:
        both.keep(cast.like(actor))
    fill(network, both.claims() | both.speakers(cast.dress(cast.says)), both.edges(sign))
    return network


def _add_rows(network: Any, claims: Claims, rows: Iterable[Said]) -> None:
    nodes: dict[str, dict[str, Any]] = {}
    edges: dict[tuple[str, str], dict[str, Any]] = {}
    before = ""
    for it in rows:
        claim = claims.of_statement(it.statement)
        if claim not in nodes:
            nodes[claim] = {"label": it.text, "type": "claim", "bipartite": 1, "count": 0}
        nodes[claim]["count"] += it.statement != before  # which has several rows if several say it
        before = it.statement
        nodes.setdefault(it.speaker, {"bipartite": 0})
        _link(edges, it.speaker, claim, it)
    network.add_nodes_from(nodes.items())
    network.add_edges_from((*ends, data) for ends, data in edges.items())


def _counting(network: Any, node: str, **data: object) -> None:
    if node not in network:
        network.add_node(node, **data, count=0)
    network.nodes[node]["count"] += 1


def _link(edges: dict[tuple[str, str], dict[str, Any]], speaker: str, claim: str, it: Said) -> None:
    """Add a statement to the edge between speaker and claim."""
    data = edges.get((speaker, claim))
    if data is None:
        first = {"weight": 1, "commitment": it.commitment, "example": it.statement}
        edges[speaker, claim] = first | it.days
        return
    data["weight"] += 1
    if it.commitment not in data["commitment"].split(" | "):
        data["commitment"] += f" | {it.commitment}"
    for name, pick in (("first", min), ("last", max)):
        if name in it.days:
            data[name] = pick(data.get(name, it.days[name]), it.days[name])


def claims(source: Source, cast: Cast) -> Any:
    """Return the network of speakers, statements, documents, assessments and events."""
    network = nx.MultiDiGraph(name="claims")
    titles, days = _titles(source), {}
    for it in said(source):
        _says(network, it)
        _stands_in(network, it, titles)
        days[it.statement] = it.days
    for judgement in _judgements(source):
        _judge(network, judgement, days)
    return cast.describe(network, cast.says)


def _says(network: Any, it: Said) -> None:
    network.add_node(it.speaker)
    network.add_node(it.statement, label=it.text, type="statement", count=1)
    says = {"kind": "says", "weight": 1, "commitment": it.commitment, **it.days}
    network.add_edge(it.speaker, it.statement, "says", **says)


def _stands_in(network: Any, it: Said, titles: dict[str, str]) -> None:
    document = it.document
    if not network.has_edge(it.statement, document):
        _counting(network, document, label=titles.get(document, document), type="document")
    network.add_edge(it.statement, document, "in", kind="in", weight=1, **it.days)


def _titles(source: Source) -> dict[str, str]:
    """Return headlines, or names of files, by document."""
    if source.tables is not None:
        return source.tables.titles()
    found: dict[str, str] = {}
    for term in ("dcterms:identifier", "schema:headline"):
        query = f"SELECT ?d (STR(?t) AS ?title) WHERE {{ GRAPH ?g {{ ?d {term} ?t }} }} ORDER BY ?t"
        found.update((row[0], row[1]) for row in source.rows(query))
    return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one assessment makes of one target."""

    assessment: str
    target: str
    stance: str
    likelihood: str
    words: str
    judged: str


def _judgements(source: Source) -> Iterator[Judgement]:
    if source.tables is not None:
        return (Judgement(*row) for row in source.tables.assessed())
    query = (
        "SELECT DISTINCT ?s ?of ?stance ?likelihood (STR(?words) AS ?says) (STR(?judged) AS ?what)"
        " WHERE { GRAPH ?g { ?s rep:evaluation ?e ; rep:text ?words . ?e rep:target ?of ;"
        " rep:stance ?stance . ?of rep:text|rdfs:label|schema:headline|schema:name ?judged }"
        " OPTIONAL { GRAPH ?g { ?e rep:likelihood ?likelihood } }"
        f"{source.originals()} }} ORDER BY ?s ?of ?stance ?what"
    )
    return (Judgement(*row) for row in source.rows(query))


def _judge(network: Any, it: Judgement, days: dict[str, dict[str, str]]) -> None:
    """Add a judgement if its assessment is in the network."""
    if it.assessment not in network:
        return
    network.add_node(it.assessment, label=it.words, type="assessment", count=1)
    known = it.target in network and network.nodes[it.target].get("type") != "event"
    if not known and not network.has_edge(it.assessment, it.target):
        _counting(network, it.target, label=it.judged, type="event")
    takes = it.stance.removeprefix(SC)
    data: dict[str, Any] = {"kind": "judges", "weight": 1, "stance": takes}
    data["sign"] = SIGNS.get(takes, 0)
    if it.likelihood:
        data["likelihood"] = it.likelihood.removeprefix(SC)
    data |= days.get(it.assessment, {})
    network.add_edge(it.assessment, it.target, takes, **data)


def story(source: Source, cast: Cast, about: str = "") -> Any:
    """Return the claims around a topic with who makes them and whom they are about.

    A claim is of the story if its words have `about` in them, it speaks of an actor called so, or
    it judges one that does.
    """
    network = nx.MultiDiGraph(name="story")
    every, spoken = list(said(source)), _spoken_of(source)
    judgements = list(_judgements(source))
    chosen = set(_on_topic(every, spoken, cast, about))
    chosen |= {it.assessment for it in judgements if it.target in chosen}
    days = {it.statement: it.days for it in every}
    chosen &= days.keys()
    for it in every:
        if it.statement in chosen:
            _says(network, it)
    for statement in sorted(chosen):
        for actor in spoken.get(statement, ()):
            if actor in cast.names:
                data = {"kind": "about", "weight": 1, **days[statement]}
                network.add_edge(statement, actor, "about", **data)
    for judgement in judgements:
        _judge(network, judgement, days)
    _relate(network, source, days)
    return cast.describe(network, cast.says)


def _on_topic(
    every: list[Said], spoken: dict[str, list[str]], cast: Cast, about: str
) -> Iterator[str]:
    fits, words = cast.like(about), about.casefold()
    for it in every:
        if words in it.text.casefold() or any(map(fits, spoken.get(it.statement, ()))):
            yield it.statement


def _relate(network: Any, source: Source, days: dict[str, dict[str, str]]) -> None:
    """Add which statements contradict or restate one another."""
    for kind in ("contradicts", "restates"):
        query = f"SELECT ?a ?b WHERE {{ GRAPH ?g {{ ?a rep:{kind} ?b }} }}"
        for one, other in sorted(map(tuple, source.rows(query))):
            if one in network and other in network:
                data = {"kind": kind, "weight": 1, **days.get(one, {})}
                network.add_edge(one, other, kind, **data)


def _spoken_of(source: Source) -> dict[str, list[str]]:
    if source.tables is not None:
        return source.tables.spoken_of()
    query = (
        f"SELECT ?s ?who WHERE {{ {source.actor('?s', 'rep:about', 'who', '?g')}"
        f"{source.originals()} }} ORDER BY ?s ?who"
    )
    found: dict[str, list[str]] = {}
    for statement, actor in source.rows(query):
        found.setdefault(statement, []).append(actor)
    return found
