"""On how many independent sources a claim rests, and on whom all of it depends.

Every telling of a claim is a chain of hops from those with whom it begins to the outlet where one
reads it. Put together they are a flow network: from its beginnings through actors, each of which
can be passed once, to the reader. The number of chains that share nobody is the largest flow, and
as many actors, the minimum vertex cut, would have to be wrong for the claim to have nothing left
(K. Menger, Zur allgemeinen Kurventheorie, 1927).

An outlet is only a window as long as it does nothing but print: two ministries quoted on one front
page are two sources. Where it is itself quoted, or says something in its own name, it counts as
anybody else. `with_outlets` is the number if every outlet counts.

Copies of a text are left out: they are the first document once more. Sources without a name belong
to their article, so the officials of two articles are two; they may be the same people, and
`at_least` is the number if they all are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_BEGINNING: Final = "the beginning"
_READER: Final = "the reader"
_NOBODY: Final = "somebody without a name"

_Network: TypeAlias = Any


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """An actor in a chain, by IRI; `unnamed` ones are known in their document only."""

    iri: str
    name: str
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A hop of a chain: its IRI, who it is, and the next one outwards; None for the outlet's."""

    hop: str
    party: Party
    outer: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement of a claim with the steps that brought it here.

    `first` is the document that the statement's document is a copy of; `printed` an ISO date.
    """

    statement: str
    text: str
    document: str
    headline: str
    steps: tuple[Step, ...]
    printed: str | None = None
    first: str | None = None

    @property
    def origins(self) -> tuple[Party, ...]:
        """Those with whom the chain begins."""
        outer = {step.outer for step in self.steps}
        return tuple(step.party for step in self.steps if step.hop not in outer)

    @property
    def outlets(self) -> tuple[Party, ...]:
        """Where it is read: the outermost hop's actor."""
        return tuple(step.party for step in self.steps if step.outer is None)

    @property
    def chain(self) -> str:
        """The chain in words, outermost first: "A ← B ← C + D"."""
        return " ← ".join(" + ".join(names) for names in self._levels())

    def _levels(self) -> Iterator[list[str]]:
        here: set[str | None] = {None}
        seen: set[str] = set()
        while level := [s for s in self.steps if s.outer in here and s.hop not in seen]:
            yield sorted({step.party.name for step in level})
            here = {step.hop for step in level}
            seen |= {step.hop for step in level}


@dataclass(frozen=True, slots=True)
class Independence:
    """What a claim rests on.

    `independent` chains share nobody but outlets that only print; `with_outlets` share no outlet
    either; `at_least` is the number if all sources without a name are the same people. `bottleneck`
    is a smallest set of actors that every chain passes: where that is one, all such ones, from the
    origins outwards; else those nearest to the reader.
    """

    independent: int
    at_least: int
    with_outlets: int
    bottleneck: tuple[Party, ...]
    named: tuple[Party, ...]
    unnamed: tuple[Party, ...]
    outlets: tuple[Party, ...]


def independence(tellings: Iterable[Telling]) -> Independence:
    """Return on what the tellings of one claim rest, copies left out."""
    own = originals(tellings)
    origins = {party for telling in own for party in telling.origins}
    windows = _windows(own)
    network = _network(own, windows)
    count = _flow(network)
    return Independence(
        independent=count,
        at_least=min(count, _flow(_network(own, windows, one_nobody=True))),
        with_outlets=_flow(_network(own, frozenset())),
        bottleneck=tuple(_bottleneck(own, windows, network, count)),
        named=tuple(sorted((p for p in origins if not p.unnamed), key=_by_name)),
        unnamed=tuple(sorted((p for p in origins if p.unnamed), key=_by_name)),
        outlets=tuple(sorted({p for t in own for p in t.outlets}, key=_by_name)),
    )


def originals(tellings: Iterable[Telling]) -> list[Telling]:
    """Return the tellings without those in copies of a document that tells it too.

    Of copies whose first does not tell it, one document stands for the others.
    """
    every = list(tellings)
    documents = {telling.document for telling in every}
    stands_for = {t.first: t.document for t in reversed(every) if t.first}
    return [
        telling
        for telling in every
        if telling.first is None
        or (telling.first not in documents and stands_for[telling.first] == telling.document)
    ]


def _by_name(party: Party) -> tuple[str, str]:
    return party.name, party.iri


def _windows(tellings: Sequence[Telling]) -> frozenset[str]:
    """Return the outlets that only print."""
    outlets = {party.iri for telling in tellings for party in telling.outlets}
    inside = {s.party.iri for t in tellings for s in t.steps if s.outer is not None}
    origins = {party.iri for telling in tellings for party in telling.origins}
    return frozenset(outlets - inside - origins)


def _network(
    tellings: Iterable[Telling], windows: Collection[str], *, one_nobody: bool = False
) -> _Network:
    """Return the flow network: a party is an edge from (its IRI, "in") to (its IRI, "out")."""
    network = nx.DiGraph()
    network.add_nodes_from([_BEGINNING, _READER])
    for telling in tellings:
        inner = {step.outer for step in telling.steps}
        at = {step.hop: _vertex(step.party, one_nobody) for step in telling.steps}
        for step in telling.steps:
            this = at[step.hop]
            capacity = {} if this in windows else {"capacity": 1}  # without one it is infinite
            network.add_edge((this, "in"), (this, "out"), **capacity)
            if step.hop not in inner:
                network.add_edge(_BEGINNING, (this, "in"))
            if step.outer is None:
                network.add_edge((this, "out"), _READER)
            elif step.outer in at and at[step.outer] != this:
                network.add_edge((this, "out"), (at[step.outer], "in"))
    return network


def _vertex(party: Party, one_nobody: bool) -> str:
    return _NOBODY if one_nobody and party.unnamed else party.iri


def _flow(network: _Network) -> int:
    return int(nx.maximum_flow_value(network, _BEGINNING, _READER))


def _bottleneck(
    tellings: Sequence[Telling], windows: Collection[str], network: _Network, count: int
) -> Iterator[Party]:
    parties = {step.party.iri: step.party for telling in tellings for step in telling.steps}
    if count == 1:
        single = [iri for iri in parties if iri not in windows and _carries_all(network, iri)]
        distance = nx.single_source_shortest_path_length(network, _BEGINNING)
        yield from (parties[iri] for iri in sorted(single, key=lambda i: (distance[i, "in"], i)))
        return
    # networkx puts with the reader whatever can still reach it: the cut nearest to the reader.
    _, (_, near_reader) = nx.minimum_cut(network, _BEGINNING, _READER)
    for iri in sorted(parties, key=lambda i: _by_name(parties[i])):
        if ((iri, "in") in near_reader) != ((iri, "out") in near_reader):
            yield parties[iri]


def _carries_all(network: _Network, iri: str) -> bool:
    rest = network.copy()
    rest.remove_edge((iri, "in"), (iri, "out"))
    return not nx.has_path(rest, _BEGINNING, _READER)
