"""Time as the web session sees it, so that a test can be about an hour without taking one."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What time it is, and waiting."""

    def now(self) -> datetime:
        """Return the time of day, with its zone."""

    def seconds(self) -> float:
        """Return seconds since some moment; they only ever grow."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def wake(self) -> None:
        """End all waiting, now and from now on."""


class SystemClock:
    """The machine's own time."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Return seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, unless woken."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """End all waiting, now and from now on."""
        self._woken.set()
