"""Readings as the short lines that the tests compare: who, by which chain, what."""

from __future__ import annotations

from reportedly.statement import Reading, Statement


def chain(reading: Reading, statement: Statement) -> list[str]:
    """Return the names of a statement's hops, inner to outer."""
    names = {actor.key: actor.name for actor in reading.actors}
    return [names[hop.actor] for hop in statement.hops]


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return (innermost actor, words) of every statement in text order."""
    return [(chain(reading, s)[0], " … ".join(s.quote)) for s in reading.statements]


def one(reading: Reading, words: str) -> Statement:
    """Return the only statement whose quote contains `words`."""
    found = [s for s in reading.statements if words in " ".join(s.quote)]
    assert len(found) == 1, (words, said(reading))
    return found[0]
