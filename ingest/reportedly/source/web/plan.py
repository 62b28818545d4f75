"""What a run wants from the web, and how much it asks of others for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from reportedly.source.web.clock import Clock, SystemClock
from reportedly.source.web.hosts import Hosts
from reportedly.source.web.listing import Link
from reportedly.source.web.memory import Forgetful, Memory
from reportedly.source.web.witness import Nobody, Witness


@dataclass(frozen=True, slots=True)
class Manners:
    """How much is asked of others, and put up with. Times in seconds, sizes in bytes."""

    pause: float = 1.0
    """Between two requests to one host; its robots.txt may ask for more."""
    connect: float = 10.0
    silence: float = 30.0
    """Between two pieces of an answer."""
    total: float = 120.0
    """For one answer, to its last byte."""
    patience: float = 60.0
    """The longest Retry-After that is waited for."""
    redirects: int = 10
    largest: int = 50_000_000
    """The size of an answer, unpacked: that of a sitemap by its standard."""


def _all_of_them(_: Link) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Web:
    """How addresses are to be read.

    `own_text` takes a feed's entries for the articles, instead of the pages they lead to;
    `private` lets addresses that the user gave lie in a private network; `since` leaves out what
    was published before that day; with `dry`, what a listing lists is named and not fetched.
    `witness` is told of every answer.
    `wanted` is asked of each page in a listing; `hosts` returns what is shared with other reading.
    """

    own_text: bool = False
    private: bool = False
    since: date | None = None
    limit: int | None = None
    dry: bool = False
    memory: Memory = field(default_factory=Forgetful)
    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], Clock] = SystemClock
    witness: Witness = field(default_factory=Nobody)
    wanted: Callable[[Link], bool] = _all_of_them
    hosts: Callable[[], Hosts] = Hosts
