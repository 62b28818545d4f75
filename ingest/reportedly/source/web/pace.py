"""How often a host is asked: one request at a time, a pause after each, rest when it says so."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from reportedly.errors import SourceError

if TYPE_CHECKING:
    from reportedly.source.web.clock import Clock


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of a host: when it was asked last, and how long it is to be left alone.

    `under_way` tells that the end of that request is not known: its process was killed.
    """

    asked: datetime
    pause: float
    under_way: bool = False
    resting: datetime | None = None


class Book(Protocol):
    """Remembers visits from one process to the next."""

    def recall(self, host: str) -> Visit | None:
        """Return the last visit at `host`."""

    def keep(self, host: str, visit: Visit) -> None:
        """Remember a visit."""


class Turns:
    """Whose turn it is at which host, and when the last one ended; sessions may share them."""

    def __init__(self, book: Book | None = None) -> None:
        self.locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self.ended: dict[str, float] = {}
        self.resting: dict[str, datetime] = {}
        self.longest: dict[str, float] = {}
        self.book = book

    def meet(self, host: str, clock: Clock) -> None:
        """Recall what an earlier process knew of `host`, the first time that it is asked."""
        if self.book is None or host in self.ended:
            return
        visit = self.book.recall(host)
        if visit is None:
            return
        since = (clock.now() - visit.asked).total_seconds()
        # A clock that was put back would make us wait for hours.
        self.ended[host] = clock.seconds() - (0.0 if visit.under_way else max(since, 0.0))
        self.longest[host] = visit.pause
        if visit.resting is not None:
            self.resting[host] = visit.resting

    def note(self, host: str, clock: Clock, pause: float, *, under_way: bool = False) -> None:
        """Have the book say that `host` is being asked, or has been."""
        if self.book is not None:
            rest = self.resting.get(host)
            self.book.keep(host, Visit(clock.now(), pause, under_way, rest))


class Pace:
    """Turns at hosts, for any number of threads."""

    def __init__(self, clock: Clock, turns: Turns | None = None) -> None:
        self._clock = clock
        self._turns = turns or Turns()
        self._over = False

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Have `host` to oneself, `pause` seconds after the end of the last turn at it.

        Raises SourceError while the host has asked to be left alone.
        """
        turns = self._turns
        with turns.locks[host]:
            turns.meet(host, self._clock)
            self._refuse_resting(host)
            if host in turns.ended:
                least = max(pause, turns.longest.pop(host, 0.0))
                self.wait(turns.ended[host] + least - self._clock.seconds())
            if self._over:
                raise SourceError("", "not fetched: the run has ended", "run it again")
            turns.note(host, self._clock, pause, under_way=True)
            try:
                yield
            finally:
                turns.ended[host] = self._clock.seconds()
                turns.note(host, self._clock, pause)

    def wait(self, seconds: float) -> None:
        """Wait, if there is anything to wait for."""
        if seconds > 0:
            self._clock.sleep(seconds)

    def end(self) -> None:
        """Give no more turns."""
        self._over = True

    def rest(self, host: str, until: datetime) -> None:
        """Leave `host` alone until then."""
        self._turns.resting[host] = until

    def _refuse_resting(self, host: str) -> None:
        until = self._turns.resting.get(host)
        if until is not None and self._clock.now() < until:
            raise resting(host, until)


def resting(host: str, until: datetime) -> SourceError:
    """Return the error that says when `host` may be asked again."""
    moment = f"{until:%Y-%m-%d %H:%M:%S} UTC"
    return SourceError(
        "", f"{host} asks not to be asked again before {moment}", "run the same command after that"
    )
