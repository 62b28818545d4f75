"""What people have put right, or graded: recorded one after the other, never rewritten.

A correction says of one statement that it is no statement at all, that somebody else said it, or
when; a grade says how credible it is, or how reliable a source. Later ones count before earlier
ones, and an undo takes one back. Since the next reading of the article may number and cut its
statements otherwise, a correction keeps the *mark* of its statement: the words with what stands
before and after them, the cue and the speaker, as they were extracted. By these it is found again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reportedly.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


class Act(StrEnum):
    """What a correction does."""

    REJECT = "reject"
    ACTOR = "actor"
    STANCE = "stance"
    COMMITMENT = "commitment"
    SAID = "said"
    MERGE = "merge"
    CREDIBILITY = "credibility"
    RELIABILITY = "reliability"
    UNDO = "undo"


GRADES = frozenset({Act.CREDIBILITY, Act.RELIABILITY})
"""Acts that put nothing right: they grade."""
NOTHING = "none"
"""The stance of a statement that judges nothing, and the time of one of which none is known."""


class State(StrEnum):
    """Whether a correction holds."""

    APPLIES = "applies"
    MOVED = "moved"
    """It applies to a statement that has another name now: a new version or another reading."""
    LOST = "lost"
    UNDONE = "undone"
    REPLACED = "replaced"
    """A grade in whose place a later one counts."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How to know a statement again: its words and what is around them, its cue and speaker.

    `quote` are the words at `spans`, `prefix` and `suffix` stand before the first and after the
    last. `source` and `cues` are where the innermost hop has its speaker and its cue.
    """

    node: str
    spans: tuple[Span, ...]
    quote: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""
    actor: str = ""
    cue: str = ""
    source: tuple[Span, ...] = ()
    cues: tuple[Span, ...] = ()

    @property
    def words(self) -> str:
        """The words in one line."""
        return " … ".join(" ".join(part.split()) for part in self.quote)

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Mark:
        """Return the mark that JSON has as `fields`."""
        spans = {
            name: tuple(Span(*span) for span in fields[name])
            for name in ("spans", "source", "cues")
        }
        return cls(**{**fields, **spans, "quote": tuple(fields["quote"])})


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction or grade: who made it, when and why, about what, what holds and what held.

    `mark` is of the statement, in the article version `version`; both are empty for the grade of a
    source, which `subject` names. An undo has the version of what it undoes. `value` is what holds
    from now on, an IRI for an actor, with its name and `kind` beside; `was` is what it replaces.
    `of` names the actor whose hop is meant, empty for the innermost. `other` is the statement that
    goes in a merge, or the target of a stance. `undoes` is the number of another correction.
    `number` is its own place in the store's books, 0 before it is there.
    """

    act: Act
    by: str
    when: datetime
    why: str = ""
    version: str = ""
    subject: str = ""
    subject_name: str = ""
    mark: Mark | None = None
    value: str = ""
    value_name: str = ""
    kind: str = ""
    was: str = ""
    was_name: str = ""
    of: str = ""
    other: Mark | None = None
    undoes: int = 0
    number: int = 0

    @property
    def is_grade(self) -> bool:
        """Tell whether it grades and puts nothing right."""
        return self.act in GRADES

    @property
    def told(self) -> str:
        """What it does, in a few words."""
        if self.act is Act.UNDO:
            return f"undo {self.undoes}"
        if self.act is Act.REJECT:
            return "reject"
        if self.act is Act.MERGE and self.other:
            return f"merge: {self.other.words} → {self.mark.words if self.mark else ''}"
        hop = f" of {self.of}" if self.of else ""
        before = self.was_name or self.was or "nothing"
        return f"{self.act}{hop}: {before} → {self.value_name or self.value}"


def standing(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the corrections that nothing has taken back, in their order."""
    every = tuple(corrections)
    undone = {it.undoes for it in every if it.act is Act.UNDO}
    return tuple(it for it in every if it.act is not Act.UNDO and it.number not in undone)


def latest_grades(
    corrections: Iterable[Correction], stands_for: Mapping[str, str]
) -> dict[str, Correction]:
    """Return each graded source with the grade that counts, which is the last one given.

    Of actors that were merged, the grade of the one that stands for them goes before theirs.
    Grades are never reckoned with: two people who differ leave the later judgement, not a middle.
    """
    own: dict[str, Correction] = {}
    merged: dict[str, Correction] = {}
    for it in standing(corrections):
        if it.act is Act.RELIABILITY:
            main = stands_for.get(it.subject, it.subject)
            (own if main == it.subject else merged)[main] = it
    return {iri: replace(it, subject=iri) for iri, it in (merged | own).items()}
