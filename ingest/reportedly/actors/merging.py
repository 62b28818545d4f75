"""Joining actors and taking them apart again, as judgements in the store's books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.actors.roll import find, full, roll
from reportedly.errors import QueryError
from reportedly.identity.judgement import Act, Judgement, standing
from reportedly.identity.likeness import SURE
from reportedly.identity.match import candidates
from reportedly.identity.register import WIKIDATA
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reportedly.actors.roll import Listed
    from reportedly.identity.match import Candidate
    from reportedly.store import Store, View

_HISTORY = "reportedly actors history"


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose judgement it is: who makes it, when, and why."""

    by: str
    when: datetime
    why: str = ""


def merge(store: Store, kept: str, other: str, hand: Hand, *, anyway: bool = False) -> Judgement:
    """Have `kept` stand for `other` from now on; both are names or IRIs.

    Raises QueryError where a name is not one actor's, where both are one already, where one of them
    has no name, and, unless `anyway`, where one is a person and one is not.
    """
    actors = roll(store)
    one, two = find(actors, kept), find(actors, other)
    _refuse(one, two, anyway=anyway)
    (made,) = store.judge([_merge(one, two, hand)])
    return made


def _refuse(one: Listed, two: Listed, *, anyway: bool) -> None:
    if one.iri == two.iri:
        raise QueryError(one.name, f"{two.name} is the same actor already", _HISTORY)
    if ActorType.UNNAMED in {one.type, two.type}:
        raise QueryError(one.name, "a source without a name belongs to its document alone")
    if (one.type is ActorType.PERSON) != (two.type is ActorType.PERSON) and not anyway:
        reason = f"{one.name} is a {one.type} and {two.name} a {two.type}"
        raise QueryError(one.name, reason, "--anyway, if the extraction took one for the other")


def _merge(one: Listed, two: Listed, hand: Hand, found: Candidate | None = None) -> Judgement:
    why = hand.why or (found.reason if found else "")
    return Judgement(
        Act.MERGE,
        one.iri,
        two.iri,
        hand.by,
        hand.when,
        why,
        "suggested" if found else "manual",
        found.score if found else None,
        one.name,
        two.name,
    )


def split(store: Store, name: str, other: str, hand: Hand) -> tuple[Judgement, int]:
    """Withdraw the merges that name an actor, or only those with `other`; or its link to an item.

    Returns the judgement and how many it undoes. An actor that was merged keeps its own IRI, so
    that is what to give, or one of its names as the history has it. Raises QueryError where there
    is nothing to undo.
    """
    holds = standing(store.judgements())
    one = _named(name, holds.merges, holds.links) or find(roll(store), name).iri
    if item := _item(other):
        made = Judgement(Act.UNLINK, one, item, hand.by, hand.when, hand.why)
        undone = [m for m in holds.links if m.kept == one and m.other == item]
    else:
        two = (_named(other, holds.merges) or find(roll(store), other).iri) if other else ""
        made = Judgement(Act.SPLIT, one, two, hand.by, hand.when, hand.why)
        undone = [m for m in holds.merges if made.undoes(m)]
    if not undone:
        between = f" with {other}" if other else ""
        raise QueryError(name, f"there is no merge{between} to undo", _HISTORY)
    called = {it.kept: it.kept_name for it in undone} | {it.other: it.other_name for it in undone}
    made = replace(made, kept_name=called.get(one, ""), other_name=called.get(made.other, ""))
    return store.judge([made])[0], len(undone)


def _item(name: str) -> str:
    """Return the IRI of a Wikidata item given by its number or IRI; empty for anything else."""
    number = name.removeprefix("wd:").removeprefix(WIKIDATA)
    return f"{WIKIDATA}{number}" if number[:1] == "Q" and number[1:].isdecimal() else ""


def _named(name: str, *judged: Iterable[Judgement]) -> str:
    """Return the IRI that judgements which hold call by `name`; empty where they do not.

    Raises QueryError where they call several so.
    """
    iri = full(name)
    every = [it for some in judged for it in some]
    if any(it.names(iri) for it in every):
        return iri
    called = {it.kept for it in every if it.kept_name.casefold() == name.casefold()}
    merges = [it for it in every if it.act is Act.MERGE]
    called |= {it.other for it in merges if it.other_name.casefold() == name.casefold()}
    if len(called) > 1:
        listed = "\n".join(f"  {iri}" for iri in sorted(called))
        raise QueryError(name, f"several actors are called so:\n{listed}", "give an IRI")
    return called.pop() if called else ""


def suggest(view: View, *, at_least: float = 0.0, like: str = "") -> list[Candidate]:
    """Return pairs of actors that may be one, likeliest first; `like` is part of a name.

    Pairs that somebody has taken apart are not suggested again.
    """
    holds = standing(view.judgements())
    parties = [actor.party for actor in roll(view) if actor.shared]
    return [
        it
        for it in candidates(parties, holds.parted)
        if it.score >= at_least
        and any(like.casefold() in party.name.casefold() for party in (it.one, it.other))
    ]


def accept(
    store: Store, hand: Hand, *, at_least: float = SURE, like: str = ""
) -> tuple[Judgement, ...]:
    """Merge every suggested pair of at least this score, each with a judgement of its own."""
    found = suggest(store, at_least=at_least, like=like)
    actors = {actor.iri: actor for actor in roll(store)}
    return store.judge([_merge(actors[c.one.iri], actors[c.other.iri], hand, c) for c in found])
