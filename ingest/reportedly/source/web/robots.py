"""What the robots.txt of a host allows us (RFC 9309), asked for once a run.

Where there is none (any 4xx), everything is allowed; where it cannot be had (5xx, no answer),
nothing is, until it can.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.errors import SourceError
from reportedly.source.web.address import address

if TYPE_CHECKING:
    from protego import Protego

    from reportedly.source.web.address import Address

NAME = "reportedly"
"""What we are called in robots.txt."""

LARGEST = 2_000_000
"""Bytes of a robots.txt that is read; RFC 9309 (2.5) wants at least 500 KiB."""

# A site that asks for more than this between two pages would keep a run for days.
LONGEST_PAUSE = 60.0
_ADVICE = "try again later; where the site agrees, save the page in a browser and give the file"


@dataclass(frozen=True, slots=True)
class Answer:
    """A host's answer: its status, and the text where it has one."""

    status: int
    text: str = ""


@dataclass(slots=True)
class Rules:
    """The rules of the hosts met so far, which several sessions may share."""

    known: dict[str, Protego | SourceError] = field(default_factory=dict)
    locks: defaultdict[str, threading.Lock] = field(
        default_factory=lambda: defaultdict(threading.Lock)
    )


class Robots:
    """Asks for the rules of hosts; `fetch` gets a robots.txt or raises SourceError.

    `key` names where rules are valid: sessions that may reach different places share what each of
    them learns of a place that both may reach.
    """

    def __init__(
        self,
        fetch: Callable[[str], Answer],
        rules: Rules | None = None,
        key: Callable[[Address], str] = lambda where: where.origin,
    ) -> None:
        self._fetch = fetch
        self._rules_met = rules or Rules()
        self._key = key

    def check(self, where: Address) -> None:
        """Raise SourceError where we may not ask for the address."""
        if not self._rules(where).can_fetch(where.url, NAME):
            advice = "ask the site for leave; a page saved in a browser can be given as a file"
            raise SourceError("", f"robots.txt of {where.host} does not allow it", advice)

    def pause(self, where: Address, least: float) -> float:
        """Return how many seconds the host wants between two requests, `least` or more."""
        rules = self._rules_met.known.get(self._key(where))
        if rules is None or isinstance(rules, SourceError):
            return least
        rate = rules.request_rate(NAME)
        wanted = [rules.crawl_delay(NAME) or 0.0]
        if rate is not None and rate.requests:
            wanted.append(rate.seconds / rate.requests)
        return max(least, min(max(wanted), LONGEST_PAUSE))

    def _rules(self, where: Address) -> Protego:
        key, met = self._key(where), self._rules_met
        with met.locks[key]:
            if key not in met.known:
                met.known[key] = self._asked(where)
        known = met.known[key]
        if isinstance(known, SourceError):
            raise SourceError(*known.args)
        return known

    def _asked(self, where: Address) -> Protego | SourceError:
        from protego import Protego

        try:
            answer = self._fetch(address(f"{where.origin}/robots.txt").url)
        except SourceError as error:
            return SourceError("", f"robots.txt cannot be read: {error.reason}", error.advice)
        if answer.status >= 500:
            reason = f"robots.txt cannot be read (status {answer.status}), so nothing is allowed"
            return SourceError("", reason, _ADVICE)
        return Protego.parse(answer.text)
