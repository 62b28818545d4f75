"""Runners on a clock that tests turn, with sites of their own and an extractor without a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.source.web.conftest import QUICK
from tests.source.web.site import Site, serving
from tests.store.fakes import FakeExtractor

from reportedly.job.due import Report, do_due, do_now
from reportedly.job.event import Event
from reportedly.job.reader import load
from reportedly.job.run import Means
from reportedly.job.state import State
from reportedly.job.supply import Window
from reportedly.source import Web
from reportedly.store import open_snapshot

START = datetime(2024, 2, 1, 12, tzinfo=UTC)


@dataclass
class Hands:
    """A clock that tests turn; waiting turns it too."""

    moment: datetime = START
    _seconds: float = 0.0

    def now(self) -> datetime:
        return self.moment

    def seconds(self) -> float:
        return self._seconds

    def sleep(self, seconds: float) -> None:
        self._seconds += seconds
        self.moment += timedelta(seconds=seconds)

    def wake(self) -> None:
        pass


@dataclass
class Desk:
    """A folder with a configuration, and what runs it."""

    folder: Path
    clock: Hands = field(default_factory=Hands)
    events: list[Event] = field(default_factory=list)
    extractor: FakeExtractor = field(default_factory=FakeExtractor)

    @property
    def path(self) -> Path:
        return self.folder / "reportedly.toml"

    @property
    def store(self) -> Path:
        return self.folder / "reportedly-data"

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    @property
    def means(self) -> Means:
        return Means(
            lambda: nullcontext(self.extractor),
            lambda: self.clock,
            Web(manners=QUICK),
            self.events.append,
        )

    def due(self) -> Report:
        return do_due(load(self.path), self.means)

    def now(self, *names: str, window: Window | None = None) -> Report:
        return do_now(load(self.path), names, self.means, window)

    def wait(self, **span: float) -> None:
        self.clock.moment += timedelta(**span)

    def state(self) -> State:
        return State(self.store, read_only=True)

    def titles(self) -> list[str]:
        """Return the first lines of the articles in the store."""
        with open_snapshot(self.store) as view:
            return sorted(article.text.split("\n")[0] for article in view.articles())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running
