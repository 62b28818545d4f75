"""What people have decided about who is who: recorded one after the other, never rewritten.

A judgement joins two actors, links one to an item elsewhere, or takes back what earlier ones did.
What holds now follows from all of them in their order. Merging B into A makes A stand for B and
whatever B stood for; splitting A withdraws every merge that names A, so that it stands alone again,
and splitting A from B only those between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class Act(StrEnum):
    """What a judgement does."""

    MERGE = "merge"
    SPLIT = "split"
    LINK = "link"
    UNLINK = "unlink"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: who made it, when, why and by which method, about which IRIs.

    `kept` stands for `other` from a merge on; a split with an empty `other` concerns all merges of
    `kept`; a link joins `kept` to an item elsewhere. `score` is the method's, None for a person's.
    `number` is its place in the store's books, 0 before it is there.
    """

    act: Act
    kept: str
    other: str
    by: str
    when: datetime
    why: str = ""
    method: str = "manual"
    score: float | None = None
    kept_name: str = ""
    other_name: str = ""
    number: int = 0

    def names(self, iri: str) -> bool:
        """Tell whether the judgement is about this IRI."""
        return iri in {self.kept, self.other}

    def undoes(self, merge: Judgement) -> bool:
        """Tell whether this split, later than `merge`, takes it back."""
        return merge.names(self.kept) and (not self.other or merge.names(self.other))


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now: the merges and links that nothing has taken back, in their order."""

    merges: tuple[Judgement, ...]
    links: tuple[Judgement, ...]
    parted: frozenset[frozenset[str]]
    """Pairs that were merged and taken apart again: not to be suggested once more."""

    def canonical(self) -> dict[str, str]:
        """Return each merged actor with the one that stands for it, never a merged one itself."""
        stands: dict[str, str] = {}
        members: dict[str, list[str]] = {}
        for merge in self.merges:
            kept = stands.get(merge.kept, merge.kept)
            gone = stands.get(merge.other, merge.other)
            if kept == gone:
                continue
            joining = [gone, *members.pop(gone, [])]
            members.setdefault(kept, []).extend(joining)
            stands |= dict.fromkeys(joining, kept)
        return stands

    def labels(self) -> dict[str, str]:
        """Return what those that stand for others are called."""
        kept = set(self.canonical().values())
        names = {m.other: m.other_name for m in self.merges}
        names |= {m.kept: m.kept_name for m in self.merges}
        return {iri: names[iri] for iri in kept if names.get(iri)}

    def known_as(self) -> set[tuple[str, str]]:
        """Return those that stand for others with each name that the merged ones go by."""
        stands = self.canonical()
        names = {
            (stands.get(iri, iri), name)
            for m in self.merges
            for iri, name in ((m.kept, m.kept_name), (m.other, m.other_name))
        }
        return {(iri, name) for iri, name in names if name}


def standing(judgements: Iterable[Judgement]) -> Standing:
    """Return what holds after `judgements`, the oldest of which comes first."""
    merges: list[Judgement] = []
    links: list[Judgement] = []
    parted: set[frozenset[str]] = set()
    for it in judgements:
        if it.act is Act.MERGE:
            merges.append(it)
            parted.discard(frozenset({it.kept, it.other}))
        elif it.act is Act.SPLIT:
            undone = [m for m in merges if it.undoes(m)]
            merges = [m for m in merges if m not in undone]
            parted |= {frozenset({m.kept, m.other}) for m in undone}
        elif it.act is Act.LINK:
            links.append(it)
        else:
            gone = [m for m in links if it.kept == m.kept and it.other in {"", m.other}]
            links = [m for m in links if m not in gone]
            parted |= {frozenset({m.kept, m.other}) for m in gone}
    return Standing(tuple(merges), tuple(links), frozenset(parted))
