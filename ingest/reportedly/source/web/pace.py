"""How often a host is asked: one request at a time, a pause after each, rest when it says so."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from reportedly.errors import SourceError

if TYPE_CHECKING:
    from reportedly.source.web.clock import Clock


class Pace:
    """Turns at hosts, for any number of threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._ended: dict[str, float] = {}
        self._resting: dict[str, datetime] = {}
        self._over = False

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Have `host` to oneself, `pause` seconds after the end of the last turn at it.

        Raises SourceError while the host has asked to be left alone.
        """
        with self._turns[host]:
            self._refuse_resting(host)
            if host in self._ended:
                self.wait(self._ended[host] + pause - self._clock.seconds())
            if self._over:
                raise SourceError("", "not fetched: the run has ended", "run it again")
            try:
                yield
            finally:
                self._ended[host] = self._clock.seconds()

    def wait(self, seconds: float) -> None:
        """Wait, if there is anything to wait for."""
        if seconds > 0:
            self._clock.sleep(seconds)

    def end(self) -> None:
        """Give no more turns."""
        self._over = True

    def rest(self, host: str, until: datetime) -> None:
        """Leave `host` alone until then."""
        self._resting[host] = until

    def _refuse_resting(self, host: str) -> None:
        until = self._resting.get(host)
        if until is not None and self._clock.now() < until:
            raise resting(host, until)


def resting(host: str, until: datetime) -> SourceError:
    """Return the error that says when `host` may be asked again."""
    moment = f"{until:%Y-%m-%d %H:%M:%S} UTC"
    return SourceError(
        "", f"{host} asks not to be asked again before {moment}", "run the same command after that"
    )
