"""What is remembered of runs, sources, pages and problems, as values."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of articles; `fetched` are those that were read, whatever became of them."""

    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    statements: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.changed} changed,"
            f" {self.unchanged} unchanged, {self.failed} failed"
        )


@dataclass(frozen=True, slots=True)
class SourceState:
    """How it stands with a source."""

    name: str
    begun: datetime | None = None
    asked: datetime | None = None
    success: datetime | None = None
    failures: int = 0
    retry: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a job: `moment` is that of its calendar, None where somebody asked for it."""

    id: str
    job: str
    moment: datetime | None
    began: datetime
    ended: datetime | None = None
    outcome: str = "running"
    counts: Counts = Counts()


@dataclass(frozen=True, slots=True)
class SourceRun:
    """A source in a run; `characters` are those of new and changed articles together."""

    run: str
    source: str
    began: datetime
    ended: datetime
    counts: Counts
    characters: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a source, or with everything ("")."""

    source: str
    kind: str
    since: datetime
    reason: str
    advice: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """When a page was looked at last, or what a file was like then."""

    checked: datetime
    stamp: str = ""
    failures: int = 0
