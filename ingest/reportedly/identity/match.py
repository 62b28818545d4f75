"""Pairs of actors that may be one, without comparing everybody with everybody.

Actors that could be alike share a block: a surname with a first letter, its consonants with a first
name, a state body's words in order, a firm without its legal form, an acronym, a name less one
word. Only within blocks are names compared. A block that fills up with more than `_CROWD` says
nothing about anybody and is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from reportedly.identity.likeness import (
    SURE,
    Party,
    given_forms,
    is_acronym,
    likeness,
    of_state,
    soft,
    without_form,
)
from reportedly.identity.name import SUFFIXES, body_words, is_generic, person_words, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_CROWD = 100
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_UMLAUT = re.compile(r"([aou])e")
_DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two actors that may be one; the one that more documents name comes first."""

    one: Party
    other: Party
    score: float
    reason: str


def candidates(
    parties: Iterable[Party], parted: Collection[frozenset[str]] = ()
) -> list[Candidate]:
    """Return the pairs that may be one, likeliest first.

    `parted` are pairs of IRIs that somebody has judged to be two. Where an actor could as surely
    be each of two others that are not alike, it is sure of neither.
    """
    found = []
    for one, other in _pairs(parties):
        if frozenset({one.iri, other.iri}) in parted:
            continue
        if alike := likeness(one, other):
            first, second = sorted((one, other), key=_weight)
            found.append(Candidate(first, second, *alike))
    return sorted(_doubted(found), key=lambda c: (-c.score, c.one.iri, c.other.iri))


def _weight(party: Party) -> tuple[int, bool, str]:
    return -party.documents, is_acronym(party.name), party.iri


def _pairs(parties: Iterable[Party]) -> Iterator[tuple[Party, Party]]:
    blocks: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        for block in _blocks(party):
            blocks[block].append(party)
    seen = set()
    for crowd in blocks.values():
        if len(crowd) <= _CROWD:
            for one, other in combinations(crowd, 2):
                pair = frozenset({one.iri, other.iri})
                if len(pair) == 2 and pair not in seen:
                    seen.add(pair)
                    yield one, other


def _blocks(party: Party) -> set[str]:
    return _of_person(party) if party.is_person else _of_body(party)


def _of_person(party: Party) -> set[str]:
    bare = person_words(party.name)
    if len(bare) < 2:
        return set()
    last = bare[-1] if bare[-1] not in SUFFIXES or len(bare) == 2 else bare[-2]
    givens = {form for word in bare[:-1] for form in given_forms(word)}
    letters = {soft(given)[:1] for given in givens}
    surnames = {soft(last), soft(_UMLAUT.sub(r"\1", last))}
    blocks = {f"p {surname} {letter}" for surname in surnames for letter in letters}
    blocks |= {f"m {_VOWELS.sub('', soft(last))} {bare[0]}"}
    turned = {f"p {soft(bare[0])} {soft(bare[-1])[:1]}"} if len(bare) == 2 else set()
    return blocks | turned


def _of_body(party: Party) -> set[str]:
    bare = body_words(party.name)
    blocks = {f"f {without_form(party.name)}"}
    if state := of_state(party.name):
        blocks.add(f"s {state}")
    for name in (party.name, *party.aliases):
        if is_acronym(name):
            blocks.add(f"a {' '.join(words(name))}")
    for gone in range(len(bare)):
        rest = bare[:gone] + bare[gone + 1 :]
        if not is_generic(rest):
            blocks.add(f"w{gone} {' '.join(rest)}")
    return blocks


def _doubted(found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, lowered where one side is as sure of somebody else for one reason."""
    sure: dict[tuple[str, str], set[str]] = defaultdict(set)
    for it in found:
        if it.score >= SURE:
            sure[it.one.iri, it.reason].add(it.other.iri)
            sure[it.other.iri, it.reason].add(it.one.iri)
    for it in found:
        one, other = it.one.iri, it.other.iri
        if sure[one, it.reason] - {other} == sure[other, it.reason] - {one} or it.score < SURE:
            yield it
        else:
            yield replace(it, score=_DOUBTFUL, reason=f"{it.reason}, but another fits as well")
