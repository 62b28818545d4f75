"""Actors looked up in Wikidata or another collection, and linked where there is no doubt.

A link is made where the service itself calls just one proposal a match, scores it high, and its
type fits: a person's is a human, and nothing else's is. Each link is a judgement and can be undone.
What already has a link, from the register or from a judgement, is not asked about, nor is a name
that belongs to one document alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from reportedly.actors.roll import Listed, roll
from reportedly.actors.service import BATCH, Asked, Proposal, Service
from reportedly.identity.judgement import Act, Judgement, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from reportedly.actors.cache import Cache
    from reportedly.actors.merging import Hand
    from reportedly.store import Store, View

HIGH: Final = 90.0  # of 100, as services score


@dataclass(frozen=True, slots=True)
class Found:
    """An actor and what it was found to be: the item's IRI, its name there, the score."""

    actor: Listed
    item: str
    name: str
    score: float


def reconcile(
    view: View, service: Service, cache: Cache, now: datetime, limit: int | None = None
) -> Iterator[Found]:
    """Yield the actors, most frequent first, that the service knows beyond doubt.

    At most `limit` are asked about. Raises ServiceError where going on is no use; what was answered
    until then is in the cache.
    """
    holds = standing(view.judgements())
    wanted = [a for a in roll(view) if a.shared and not a.links][:limit]
    space = ""
    for actors in _batches(wanted):
        known = {a.iri: cache.get(_asked(a), now) for a in actors}
        strange = [a for a in actors if known[a.iri] is None]
        if strange:
            answers = service.propose([_asked(a) for a in strange])
            for actor, proposals in zip(strange, answers, strict=True):
                cache.put(_asked(actor), proposals, now)
                known[actor.iri] = proposals
        for actor in actors:
            if best := beyond_doubt(known[actor.iri] or (), actor):
                space = space or service.identifiers()
                item = f"{space}{best.id}"
                if frozenset({actor.iri, item}) not in holds.parted:
                    yield Found(actor, item, best.name, best.score)


def _asked(actor: Listed) -> Asked:
    return Asked(actor.name, actor.type)


def _batches(actors: Sequence[Listed]) -> Iterator[list[Listed]]:
    rest = iter(actors)
    while batch := list(islice(rest, BATCH)):
        yield batch


def beyond_doubt(proposals: Sequence[Proposal], actor: Listed) -> Proposal | None:
    """Return the one proposal that is surely the actor."""
    matches = [it for it in proposals if it.match]
    if len(matches) != 1 or matches[0].score < HIGH or not matches[0].fits(actor.type):
        return None
    return matches[0]


def link(store: Store, found: Sequence[Found], hand: Hand) -> tuple[Judgement, ...]:
    """Record what was found as judgements."""
    return store.judge(
        [
            Judgement(
                Act.LINK,
                it.actor.iri,
                it.item,
                hand.by,
                hand.when,
                hand.why or f"called {it.name} there",
                "reconciliation",
                it.score / 100,
                it.actor.name,
                it.name,
            )
            for it in found
        ]
    )
