"""What a `reportedly.toml` says, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from zoneinfo import ZoneInfo

from reportedly.job.values import Secret

NAME = "reportedly.toml"
ON_THE_WEB = {"feed", "sitemap", "pages", "opml", "json"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What an article is looked at for; a part that is empty says nothing."""

    url: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    language: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from, and what is asked of it."""

    name: str
    kind: str
    url: tuple[str, ...] = ()
    path: Path | None = None
    map: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str | Secret] = field(default_factory=dict)
    publisher: str | None = None
    language: str | None = None
    text: str = "page"
    include: Filter = Filter()
    exclude: Filter = Filter()
    pause: timedelta = timedelta(seconds=1)
    patience: timedelta = timedelta(minutes=1)
    private: bool = False
    recheck: timedelta = timedelta(days=1)
    limit: int | None = None
    since: str | None = None
    expected: float = 0.0
    archive: Path | None = None
    archive_size: int = 10**9


@dataclass(frozen=True, slots=True)
class Job:
    """Which sources are read, and when."""

    name: str
    cron: str
    sources: tuple[str, ...]
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    jitter: timedelta = timedelta(0)
    timeout: timedelta = timedelta(hours=1)
    concurrency: int = 8
    grace: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Email:
    """Who is written to, and how."""

    host: str
    sender: str
    to: tuple[str, ...]
    user: str | None = None
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """What counts as a problem, and who is told."""

    disk_free: int = 500_000_000
    failures: int = 3
    drift: float = 3.0
    heartbeat: Secret | None = None
    webhook: Secret | None = None
    email: Email | None = None
    metrics: Path | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """How articles are read."""

    workers: int = 1
    model: str | None = None
    min_confidence: float = 0.0
    scale: str = "icd203"


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration without faults; names in `jobs` are those of sources."""

    path: Path
    store: Path
    sources: dict[str, Source]
    jobs: dict[str, Job]
    health: Health = Health()
    extraction: Extraction = Extraction()


def named(pattern: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of `names` that `pattern` means: itself, or what fits it."""
    return tuple(name for name in names if name == pattern or fnmatchcase(name, pattern))
