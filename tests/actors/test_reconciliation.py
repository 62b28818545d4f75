"""Looking actors up in a reconciliation service: a real server, on this machine, that speaks it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from tests.store.fakes import NOW

from reportedly.actors import Found, Hand, link, reconcile, roll, split
from reportedly.actors.cache import KEPT, Cache
from reportedly.actors.service import Service
from reportedly.errors import ServiceError
from reportedly.store import open_snapshot, open_store

ANNA = Hand("anna", NOW)
WIKIDATA = "http://www.wikidata.org/entity/"
BIDEN = {"id": "Q6279", "name": "Joe Biden", "score": 100, "match": True, "type": [{"id": "Q5"}]}


@dataclass
class Fake:
    """What the server answers, and what it was asked."""

    known: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    refusals: list[tuple[int, str]] = field(default_factory=list)
    """Statuses with Retry-After to answer with first."""
    body: bytes | None = None
    asked: list[dict[str, dict[str, object]]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    url: str = ""


@pytest.fixture
def fake() -> Iterator[Fake]:
    it = Fake()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({"name": "Fake", "identifierSpace": WIKIDATA, "versions": ["0.2"]})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            queries = json.loads(parse_qs(text)["queries"][0])
            it.agents.add(self.headers["User-Agent"])
            if it.refusals:
                status, wait = it.refusals.pop(0)
                self.send_response(status)
                self.send_header("Retry-After", wait)
                self.end_headers()
                return
            it.asked.append(queries)
            results = {k: {"result": it.known.get(q["query"], [])} for k, q in queries.items()}
            self._answer(results)

        def _answer(self, value: object) -> None:
            body = json.dumps(value).encode() if it.body is None else it.body
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        it.url = f"http://127.0.0.1:{server.server_address[1]}/en/api"
        yield it
        server.shutdown()
        thread.join()


@pytest.fixture
def slept() -> list[float]:
    return []


def looked_up(
    place: Path, url: str, slept: list[float], *, limit: int | None = None, later: bool = False
) -> list[Found]:
    now = NOW + KEPT + timedelta(days=1) if later else NOW
    service = Service(url, pause=0.25, sleep=slept.append)
    try:
        with Cache(place / "lookups.sqlite", url) as cache, open_snapshot(place) as view:
            return list(reconcile(view, service, cache, now, limit))
    finally:
        service.close()


def names(fake: Fake) -> list[object]:
    return [query["query"] for batch in fake.asked for query in batch.values()]


def test_what_is_found_beyond_doubt_is_linked_and_can_be_undone(
    place: Path, fake: Fake, slept: list[float]
) -> None:
    fake.known["Joe Biden"] = [BIDEN]
    found = looked_up(place, fake.url, slept)
    assert [(it.actor.name, it.item) for it in found] == [("Joe Biden", f"{WIKIDATA}Q6279")]
    with open_store(place) as store:
        (made,) = link(store, found, ANNA)
        assert (made.method, made.score, made.by) == ("reconciliation", 1.0, "anna")
        assert next(a.links for a in roll(store) if a.name == "Joe Biden") == (found[0].item,)
        assert split(store, "Joe Biden", "Q6279", ANNA)[1] == 1
        assert next(a.links for a in roll(store) if a.name == "Joe Biden") == ()
    assert looked_up(place, fake.url, slept) == [], "what was taken back is not found again"


def test_the_protocol_is_kept_and_nobody_is_asked_twice(
    place: Path, fake: Fake, slept: list[float]
) -> None:
    looked_up(place, fake.url, slept)
    assert "Kiev" not in names(fake), "the register has linked it already"
    assert not {"Lind", "Supreme Court"} & set(names(fake)), "they belong to one document"
    (batch,) = fake.asked
    biden = next(query for query in batch.values() if query["query"] == "Joe Biden")
    assert biden == {"query": "Joe Biden", "type": "Q5", "limit": 3}
    assert fake.agents == {agent for agent in fake.agents if agent.startswith("reportedly/")}
    looked_up(place, fake.url, slept)
    assert len(fake.asked) == 1
    looked_up(place, fake.url, slept, later=True)
    assert len(fake.asked) == 2, "after three months, once more"


def test_no_more_are_asked_about_than_allowed(place: Path, fake: Fake, slept: list[float]) -> None:
    looked_up(place, fake.url, slept, limit=2)
    assert len(names(fake)) == 2


@pytest.mark.parametrize(
    "proposals",
    [
        [BIDEN | {"match": False}],
        [BIDEN | {"score": 70}],
        [BIDEN | {"type": [{"id": "Q43229"}]}],
        [BIDEN | {"type": []}],
        [BIDEN, BIDEN | {"id": "Q1"}],
        [],
    ],
)
def test_what_is_in_doubt_is_not_linked(
    place: Path, fake: Fake, slept: list[float], proposals: list[dict[str, object]]
) -> None:
    fake.known["Joe Biden"] = proposals
    assert looked_up(place, fake.url, slept) == []


def test_a_body_is_not_linked_to_a_human(place: Path, fake: Fake, slept: list[float]) -> None:
    fake.known["Harbour Union"] = [BIDEN]
    assert looked_up(place, fake.url, slept) == []


def test_a_server_that_has_enough_is_given_the_time_it_wants(
    place: Path, fake: Fake, slept: list[float]
) -> None:
    fake.refusals = [(429, "7"), (503, "soon")]
    fake.known["Joe Biden"] = [BIDEN]
    assert len(looked_up(place, fake.url, slept)) == 1
    assert {7.0, 5.0} <= set(slept)


def test_a_server_that_goes_on_refusing_is_left_alone(
    place: Path, fake: Fake, slept: list[float]
) -> None:
    fake.refusals = [(429, "99999")] * 3
    with pytest.raises(ServiceError, match="still answers 429"):
        looked_up(place, fake.url, slept)
    assert max(slept) == 120


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>maintenance</html>", "not JSON"),
        (b"[]", "not as the protocol has it"),
        (b'{"q0": {"result": [{"id": 1}]}}', "not as the protocol has it"),
        (b'{"q0": {"result": 3}}', "not as the protocol has it"),
    ],
)
def test_garbage_is_no_answer(
    place: Path, fake: Fake, slept: list[float], body: bytes, reason: str
) -> None:
    fake.body = body
    with pytest.raises(ServiceError, match=reason):
        looked_up(place, fake.url, slept)


def test_a_dead_host_is_named(place: Path, slept: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    with pytest.raises(ServiceError, match="does not answer") as dead:
        looked_up(place, url, slept)
    assert dead.value.item == url
