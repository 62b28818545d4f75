"""What can go wrong, as one tree; every error names the input, the reason and the next step.

    ReportedlyError
    ├── ConfigError        a configuration has faults; it names them all
    ├── SourceError        an input cannot be read as an article
    ├── ModelError         a language model is missing or unusable
    ├── ExtractionError    an article could not be turned into a reading
    ├── StoreError         a store cannot be opened, written or trusted
    │   └── StoreBusyError     another process is writing to it and cannot be asked
    ├── QueryError         a question, its parameters or its SPARQL is wrong
    ├── ExportError        a result cannot be written
    └── ServiceError       a service on the network does not answer as it should

An item's failure that must not end a run is recorded as an `Issue` instead.
"""

from __future__ import annotations

from dataclasses import dataclass


class ReportedlyError(Exception):
    """Base of all errors that the user can do something about.

    `item` is the input or object concerned, `reason` what is wrong with it, `advice` what to try.
    """

    def __init__(self, item: str, reason: str, advice: str = "") -> None:
        super().__init__(item, reason, advice)
        self.item = item
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        text = f"{self.item}: {self.reason}"
        return f"{text}\n  try: {self.advice}" if self.advice else text


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line of a configuration; `where` is the key: "jobs.news.cron"."""

    line: int
    where: str
    reason: str
    suggestion: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.reason}" if self.where else self.reason
        return f"{text} ({self.suggestion})" if self.suggestion else text


class ConfigError(ReportedlyError):
    """A configuration has faults, `problems`, in the order of their lines."""

    def __init__(self, item: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(item, "; ".join(map(str, problems)))
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(f"{self.item}:{one.line}: {one}" for one in self.problems)


class SourceError(ReportedlyError):
    """An input cannot be read as an article."""


class ModelError(ReportedlyError):
    """A language model is missing or unusable."""


class ExtractionError(ReportedlyError):
    """An article could not be turned into a reading."""


class StoreError(ReportedlyError):
    """A store cannot be opened, written or trusted."""


class StoreBusyError(StoreError):
    """Another process is writing to the store and cannot be asked for a snapshot."""


class QueryError(ReportedlyError):
    """A question, its parameters or its SPARQL is wrong."""


class ExportError(ReportedlyError):
    """A result cannot be written."""


class ServiceError(ReportedlyError):
    """A service on the network does not answer as it should."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One item's failure, recorded while the rest of the run goes on.

    `stage` is where it happened: "source", "language" (no failure: an article that nobody here
    reads), "extract", "ground" (a quote that is not at its offset), "store" or "correct" (a
    person's correction that has lost its statement).
    """

    item: str
    stage: str
    reason: str
    advice: str = ""

    @classmethod
    def of(cls, error: ReportedlyError, stage: str) -> Issue:
        """Return the issue that records `error`."""
        return cls(error.item, stage, error.reason, error.advice)

    def __str__(self) -> str:
        text = f"{self.item}: {self.reason}"
        return f"{text} ({self.advice})" if self.advice else text
