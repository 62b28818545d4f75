"""Two versions of an article, statement by statement: the same, and what became of the rest.

A statement is found again by its words first, then by its speaker and most of its words, hedges
left out, so that "will likely close" and "will close" are one statement that has hardened. Each is
paired once; what finds no partner was added or dropped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reportedly.versions.firmness import REVERSED, Shift, shifts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportedly.versions.claim import Claim

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NUMBER = re.compile(r"\d[\d.,]*")
_EMPTY = frozenset(
    """a an the this that these those it its he she they his her their him them who which is are was
    were be been being has have had will would shall should do does did of to in on at by for from
    with as and or but""".split()
)
_NEGATION = frozenset(
    """no not never nobody nothing none neither nor cannot can't won't don't doesn't didn't isn't
    aren't wasn't weren't wouldn't couldn't shouldn't hasn't haven't hadn't without""".split()
)
# Shares of the words in common from which two statements are one: of the same speaker, of others.
_SAME_SPEAKER = 0.5
_ANY_SPEAKER = 0.75


class Kind(StrEnum):
    """What became of a statement."""

    SAME = "same"
    REWORDED = "reworded"
    HARDENED = "hardened"
    SOFTENED = "softened"
    MIXED = "mixed"
    """Firmer in one respect and less firm in another."""
    REVERSED = "reversed"
    """Likely became unlikely, or a "not" came or went."""
    REATTRIBUTED = "reattributed"
    """The same claim, and other voices in the chain."""
    ADDED = "added"
    DROPPED = "dropped"


KINDS: Final = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement before and after; None where it was not there. `notes` say what differs."""

    kind: Kind
    before: Claim | None
    after: Claim | None
    notes: tuple[str, ...] = ()


def compare(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[Pair, ...]:
    """Return what became of the statements, in the order of the text; dropped ones come last."""
    partners = _partners(before, after)
    missing = set(range(len(before))) - set(partners.values())
    pairs = [
        _judged(before[partners[at]], claim) if at in partners else Pair(Kind.ADDED, None, claim)
        for at, claim in enumerate(after)
    ]
    return (*pairs, *(Pair(Kind.DROPPED, before[at], None) for at in sorted(missing)))


def counted(pairs: Iterable[Pair]) -> dict[str, int]:
    """Return how many pairs there are of each kind, in the order of the kinds."""
    counts = Counter(pair.kind for pair in pairs)
    return {kind.value: counts[kind] for kind in KINDS}


# --------------------------------------------------------------------------------------- who is who


def _partners(before: Sequence[Claim], after: Sequence[Claim]) -> dict[int, int]:
    """Return the number of the former statement for each number of a present one that has one."""
    found: dict[int, int] = {}
    for key in (_words_and_voices, _words_and_speakers, _words):
        _match_by(key, before, after, found)
    taken = set(found.values())
    left = [at for at in range(len(before)) if at not in taken]
    open_ = [at for at in range(len(after)) if at not in found]
    scored = sorted(
        (-score, abs(one - other), other, one)
        for one, other in _candidates(before, left, after, open_)
        if (score := _score(before[one], after[other]))
    )
    for _, _, other, one in scored:
        if other not in found and one not in taken:
            found[other] = one
            taken.add(one)
    return found


def _match_by(
    key: Callable[[Claim], object],
    before: Sequence[Claim],
    after: Sequence[Claim],
    found: dict[int, int],
) -> None:
    """Pair those that agree in `key`, the first with the first."""
    free: dict[object, list[int]] = defaultdict(list)
    taken = set(found.values())
    for at, claim in reversed([*enumerate(before)]):
        if at not in taken:
            free[key(claim)].append(at)
    for at, claim in enumerate(after):
        if at not in found and (left := free.get(key(claim))):
            found[at] = left.pop()


def _words_and_voices(claim: Claim) -> object:
    return (claim.words, tuple((voice.actor, voice.depth) for voice in claim.voices))


def _words_and_speakers(claim: Claim) -> object:
    return (claim.words, claim.speakers)


def _words(claim: Claim) -> object:
    return claim.words


def _candidates(
    before: Sequence[Claim], left: Iterable[int], after: Sequence[Claim], open_: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs that have enough words in common for any likeness that counts.

    Comparing all with all would take long where a long article was written anew.
    """
    having: dict[str, list[int]] = defaultdict(list)
    for at in left:
        for word in content_words(before[at]):
            having[word].append(at)
    for at in open_:
        words = content_words(after[at])
        shared = Counter(one for word in words for one in having.get(word, ()))
        for one, count in shared.items():
            if 2 * count >= _SAME_SPEAKER * (len(words) + len(content_words(before[one]))):
                yield one, at


def _score(one: Claim, other: Claim) -> float:
    """Return how much two statements have in common; 0 where they are not one."""
    least = _SAME_SPEAKER if one.speakers & other.speakers else _ANY_SPEAKER
    score = likeness(content_words(one), content_words(other))
    return score if score >= least else 0


@lru_cache(4096)
def content_words(claim: Claim) -> list[str]:
    """Return the words that say something, hedges left out."""
    hedging = {word for hedge in claim.hedges for word in _WORD.findall(hedge)}
    words = _WORD.findall(claim.text.casefold())
    kept = [w for w in words if w not in hedging and w not in _EMPTY and w not in _NEGATION]
    return kept or words


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of the words that two texts have in common in the same order, 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other) if one and other else 0.0


# ---------------------------------------------------------------------------------------- and what


def _judged(before: Claim, after: Claim) -> Pair:
    moved = shifts(before, after)
    notes = (*map(str, moved), *_differences(before, after, moved))
    return Pair(_kind(before, after, moved), before, after, notes)


def _kind(before: Claim, after: Claim, moved: Sequence[Shift]) -> Kind:
    if any(shift.what.startswith(REVERSED) for shift in moved) or _is_negated(before, after):
        return Kind.REVERSED
    if signs := {shift.sign for shift in moved} - {0}:
        return {1: Kind.HARDENED, -1: Kind.SOFTENED, 0: Kind.MIXED}[sum(signs)]
    if {voice.actor for voice in before.voices} != {voice.actor for voice in after.voices}:
        return Kind.REATTRIBUTED
    return Kind.SAME if before.words == after.words else Kind.REWORDED


def _differences(before: Claim, after: Claim, moved: Sequence[Shift]) -> Iterator[str]:
    """Say what else a reader should know: other numbers, another "not", other speakers."""
    numbers = [_NUMBER.findall(it.text) for it in (before, after)]
    if sorted(numbers[0]) != sorted(numbers[1]):
        yield f"numbers: {_told(numbers[0])} → {_told(numbers[1])}"
    if _is_negated(before, after):
        yield f"negation: {_told(_negations(before.text))} → {_told(_negations(after.text))}"
    if before.speaker != after.speaker and not any(it.what == "attribution" for it in moved):
        yield f"speaker: {before.speaker} → {after.speaker}"


def _is_negated(before: Claim, after: Claim) -> bool:
    return (len(_negations(before.text)) + len(_negations(after.text))) % 2 == 1


def _negations(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold().replace("’", "'")) if word in _NEGATION]


def _told(words: Sequence[str]) -> str:
    return ", ".join(words) or "–"
