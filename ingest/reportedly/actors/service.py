"""A reconciliation service (W3C Reconciliation Service API 0.2), asked politely.

Names are asked in batches, one request after the other with a pause between, under a User-Agent
that says who we are. A server that has had enough says so with 429 or 503 and Retry-After, and gets
the time it wants. Nothing here runs unless somebody asks for it.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import requests

import reportedly
from reportedly.errors import ServiceError
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEFAULT: Final = "https://wikidata.reconci.link/en/api"
AGENT: Final = f"reportedly/{reportedly.__version__} (https://w3id.org/reportedly)"
BATCH: Final = 10  # names in a request; services ask for few, Wikidata's takes seconds for these
_TIMEOUT: Final = (10, 60)  # seconds to connect, and to wait for the next bytes of an answer
_PAUSE: Final = 1.0  # seconds between requests
_TRIES: Final = 3
_PATIENCE: Final = 120.0  # seconds at most that a server may tell us to wait
_TIRED: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_LATER: Final = "try again later, or name another one with --service"

HUMAN: Final = "Q5"
_CLASSES: Final = {
    ActorType.PERSON: HUMAN,
    ActorType.ORGANIZATION: "Q43229",  # organization
    ActorType.PLACE: "Q17334923",  # location
}


class Asked(NamedTuple):
    """A name to look up, and what kind of actor bears it."""

    name: str
    type: ActorType


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a service proposes for a name; `match` is its own judgement, `types` are its ids."""

    id: str
    name: str
    score: float
    match: bool
    types: tuple[str, ...]

    def fits(self, kind: ActorType) -> bool:
        """Tell whether its types are those of such an actor: a human for a person, and only so."""
        return bool(self.types) and (HUMAN in self.types) == (kind is ActorType.PERSON)


@dataclass(slots=True)
class Service:
    """The service at `url`; `sleep` and `pause` are for tests."""

    url: str = DEFAULT
    pause: float = _PAUSE
    sleep: Callable[[float], None] = time.sleep
    _session: requests.Session = field(default_factory=requests.Session)
    _asked: bool = False

    def identifiers(self) -> str:
        """Return the namespace of the service's ids, from its manifest."""
        manifest = self._call("GET")
        space = manifest.get("identifierSpace") if isinstance(manifest, dict) else None
        if not isinstance(space, str):
            raise ServiceError(self.url, "is no reconciliation service: no identifierSpace", _LATER)
        return space

    def propose(self, asked: Sequence[Asked]) -> list[tuple[Proposal, ...]]:
        """Return what the service proposes for each name, in their order."""
        queries = {f"q{i}": _query(it) for i, it in enumerate(asked)}
        answer = self._call("POST", {"queries": json.dumps(queries)})
        try:
            return [tuple(map(_proposal, answer[key]["result"])) for key in queries]
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            reason = f"its answer is not as the protocol has it: {type(fault).__name__} {fault}"
            raise ServiceError(self.url, reason, _LATER) from fault

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    def _call(self, method: str, data: dict[str, str] | None = None) -> Any:
        for attempt in range(_TRIES):
            if self._asked:
                self.sleep(self.pause)
            self._asked = True
            answer = self._sent(method, data)
            if answer.status_code not in _TIRED:
                return self._parsed(answer)
            if attempt + 1 < _TRIES:
                self.sleep(_wanted(answer))
        raise ServiceError(self.url, f"still answers {answer.status_code} after a pause", _LATER)

    def _sent(self, method: str, data: dict[str, str] | None) -> requests.Response:
        headers = {"User-Agent": AGENT, "Accept": "application/json"}
        try:
            return self._session.request(
                method, self.url, data=data, headers=headers, timeout=_TIMEOUT
            )
        except requests.RequestException as fault:
            reason = f"does not answer: {type(fault).__name__}"
            raise ServiceError(self.url, reason, _LATER) from fault

    def _parsed(self, answer: requests.Response) -> Any:
        if not answer.ok:
            raise ServiceError(self.url, f"answers {answer.status_code}", _LATER)
        try:
            return answer.json()
        except ValueError as fault:
            raise ServiceError(self.url, "its answer is not JSON", _LATER) from fault


def _query(asked: Asked) -> dict[str, object]:
    query: dict[str, object] = {"query": asked.name, "limit": 3}
    return query | ({"type": _CLASSES[asked.type]} if asked.type in _CLASSES else {})


def _proposal(found: dict[str, Any]) -> Proposal:
    types = tuple(str(it["id"] if isinstance(it, dict) else it) for it in found.get("type") or ())
    match = found["match"] is True
    return Proposal(str(found["id"]), str(found["name"]), float(found["score"]), match, types)


def _wanted(answer: requests.Response) -> float:
    """Return how many seconds a server wants to be left alone."""
    told = answer.headers.get("Retry-After", "")
    return min(float(told), _PATIENCE) if told.isdecimal() else 5.0
