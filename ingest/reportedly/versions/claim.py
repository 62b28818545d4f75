"""What a statement claims, taken from a graph: the words, whose they are, and how firm.

That is all that versions are compared by. A claim is a value and knows no graph any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.graph import vocabulary as v
from reportedly.graph.iri import KG
from reportedly.graph.parsing import nodes
from reportedly.statement import (
    AnalyticConfidence,
    Commitment,
    Degree,
    IpccLikelihood,
    Likelihood,
    PhiaLikelihood,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.graph.parsing import Nodes

_SCALES = (Likelihood, PhiaLikelihood, IpccLikelihood)
_DEGREES: Mapping[str, Degree] = {
    v.scale_term(degree): degree for scale in _SCALES for degree in scale
}
_COMMITMENTS = {v.scale_term(it): it for it in Commitment}
_CONFIDENCES = {v.scale_term(it): it for it in AnalyticConfidence}


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody in the chain: `depth` counts from the publisher, who has 1."""

    actor: str
    """The IRI of an actor known everywhere, else the name, case folded."""
    name: str
    commitment: Commitment
    depth: int
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as it is compared. `voices` run from the publisher inwards."""

    iri: str
    text: str
    start: int
    voices: tuple[Voice, ...]
    hedges: tuple[str, ...] = ()
    degrees: tuple[Degree, ...] = ()
    confidences: tuple[AnalyticConfidence, ...] = ()
    in_headline: bool = False
    confidence: float = 1.0

    @property
    def words(self) -> str:
        """The text as it is compared, without regard to case and white space."""
        return " ".join(self.text.split()).casefold()

    @property
    def speakers(self) -> frozenset[str]:
        """The innermost actors: those whose words these are."""
        deepest = max((voice.depth for voice in self.voices), default=0)
        return frozenset(voice.actor for voice in self.voices if voice.depth == deepest)

    @property
    def relayers(self) -> frozenset[str]:
        """The other actors."""
        return frozenset(voice.actor for voice in self.voices) - self.speakers

    @property
    def speaker(self) -> str:
        """The speakers' names."""
        names = (voice.name for voice in self.voices if voice.actor in self.speakers)
        return " + ".join(sorted(set(names)))


def claims(lines: Iterable[str]) -> tuple[Claim, ...]:
    """Return what the statements in an article's graph claim, in the order of the text."""
    graph = nodes(lines)
    found = (
        _claim(graph, iri) for iri, said in graph.items() if v.STATEMENT in said.get(v.TYPE, ())
    )
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.iri)))


def _claim(graph: Nodes, iri: str) -> Claim:
    said = graph[iri]
    evaluations = [graph[it] for it in said.get(v.HAS_EVALUATION, ())]
    quoted = [hedge for it in (said, *evaluations) for hedge in it.get(v.HEDGE, ())]
    return Claim(
        iri,
        _first(said, v.TEXT),
        min(map(_start, said.get(v.ANCHOR, ())), default=0),
        tuple(sorted(_voices(graph, said), key=lambda voice: (voice.depth, voice.name))),
        tuple(sorted({hedge.casefold() for hedge in quoted})),
        tuple(
            _DEGREES[it] for e in evaluations for it in e.get(v.LIKELIHOOD, ()) if it in _DEGREES
        ),
        tuple(_CONFIDENCES[it] for e in evaluations for it in e.get(v.ANALYTIC_CONFIDENCE, ())),
        v.IN_HEADLINE in said,
        float(_first(said, v.MODEL_CONFIDENCE) or 0),
    )


def _voices(graph: Nodes, said: Mapping[str, list[str]]) -> Iterable[Voice]:
    for hop in said.get(v.HAS_ATTRIBUTION, ()):
        actor = _first(graph[hop], v.ATTRIBUTED_TO)
        about = graph.get(actor, {})
        name = _first(about, v.NAME) or _first(about, v.LABEL) or actor
        known = actor if actor.startswith(f"{KG}actor/") else name.casefold()
        commitment = _COMMITMENTS.get(_first(graph[hop], v.FACTUALITY), Commitment.UNCOMMITTED)
        yield Voice(known, name, commitment, _depth(graph, hop), _first(graph[hop], v.CUE))


def _depth(graph: Nodes, hop: str) -> int:
    """Return how many hops there are from here to the publisher's, both included."""
    seen = [hop]
    while (outer := _first(graph.get(seen[-1], {}), v.RELAYED_BY)) and outer not in seen:
        seen.append(outer)
    return len(seen)


def _first(said: Mapping[str, list[str]], predicate: str) -> str:
    return min(said.get(predicate, ("",)))


def _start(anchor: str) -> int:
    """Read where an anchor begins off its IRI, `...#char=12,34` (RFC 5147)."""
    number = anchor.partition("#char=")[2].partition(",")[0]
    return int(number) if number.isdigit() else 0
