"""What looks on while addresses are fetched: counts answers, or keeps them.

A witness is told of every answer of a server, redirects and robots.txt included, in the thread that
fetched it. It changes nothing; where it raises StoreError the run ends.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Exchange:
    """One answer as it came: `sent` is its body, packed as the server packed it.

    The header's fields are in their order; a transfer coding has been taken off the body.
    """

    url: str
    when: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    sent: bytes = b""


class Witness(Protocol):
    """Looks on while addresses are fetched, from any number of threads."""

    @property
    def keeps(self) -> bool:
        """Whether the bodies are wanted; else `Exchange.sent` is empty."""

    def saw(self, exchange: Exchange) -> None:
        """Take note of an answer."""


class Nobody:
    """Takes no note."""

    keeps = False

    def saw(self, exchange: Exchange) -> None:
        """Do nothing."""


@dataclass(slots=True)
class Tally:
    """Counts the answers, and hands them on to another witness."""

    then: Witness = field(default_factory=Nobody)
    fetched: int = 0
    unmodified: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def keeps(self) -> bool:
        """Whether the other one wants the bodies."""
        return self.then.keeps

    def saw(self, exchange: Exchange) -> None:
        """Count an answer."""
        with self._lock:
            self.fetched += exchange.status == HTTPStatus.OK
            self.unmodified += exchange.status == HTTPStatus.NOT_MODIFIED
        self.then.saw(exchange)

    def counts(self) -> dict[str, int]:
        """Return how many answers brought something, and how many that nothing had changed."""
        return {"fetched": self.fetched, "unmodified": self.unmodified}
