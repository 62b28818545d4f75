"""One polite session with the web: everything that we fetch goes through it.

    address ─▶ robots.txt ─▶ turn at the host ─▶ guarded connection ─▶ limits while reading
        ▲                                                                       │
        └──────────────────────── redirect, checked like any address ◀──────────┘

Redirects are followed by hand because each step is a request to a host with rules of its own. A
proxy set in the environment is not used: behind one we could not see where a connection goes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

import requests
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

import reportedly
from reportedly.errors import SourceError
from reportedly.source.web import body, faults, robots
from reportedly.source.web.address import Address, address, joined
from reportedly.source.web.answer import Fetched, Redirect, Validators
from reportedly.source.web.clock import Clock, SystemClock
from reportedly.source.web.guard import Deadline, GuardedAdapter, Place
from reportedly.source.web.hosts import Hosts
from reportedly.source.web.memory import Forgetful, Memory, Remembered
from reportedly.source.web.pace import Pace, resting
from reportedly.source.web.plan import Manners
from reportedly.source.web.witness import Exchange, Nobody, Witness

USER_AGENT = f"reportedly/{reportedly.__version__} (+https://w3id.org/reportedly)"

_REDIRECTS = {301, 302, 303, 307, 308}
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
# What can be no article and no list of them; the rest is known by its bytes.
_USELESS = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "text/calendar")


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response, read."""

    status: int
    headers: Mapping[str, str]
    data: bytes = b""


@dataclass(slots=True)
class Session:
    """Fetches addresses, from any number of threads; `allowed` are private places it may go to.

    Sessions with the same `hosts` take turns at each host. `headers` are sent to their place alone.
    """

    allowed: Collection[Place] = ()
    manners: Manners = field(default_factory=Manners)
    clock: Clock = field(default_factory=SystemClock)
    memory: Memory = field(default_factory=Forgetful)
    hosts: Hosts = field(default_factory=Hosts)
    headers: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    witness: Witness = field(default_factory=Nobody)
    _http: requests.Session = field(init=False)
    _pace: Pace = field(init=False)
    _robots: robots.Robots = field(init=False)
    _deadlines: set[Deadline] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        # A server may close a connection that was kept open just as we use it: hence read=1.
        retries = _retries(self.clock)(
            total=2, connect=2, read=1, other=0, backoff_factor=1, respect_retry_after_header=False
        )
        self._http = requests.Session()
        self._http.trust_env = False  # neither proxies nor the passwords in ~/.netrc
        self._http.headers["User-Agent"] = USER_AGENT
        self._http.headers["Accept-Encoding"] = body.ENCODINGS
        self._http.headers["Accept"] = (
            "text/html, application/xhtml+xml, application/xml, */*;q=0.8"
        )
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, GuardedAdapter(self.allowed, retries))
        self._pace = Pace(self.clock, self.hosts.turns)
        self._robots = robots.Robots(self._robots_text, self.hosts.rules, self._reach)
        self.hosts.join(self)

    def close(self) -> None:
        """Cut what is under way, and end all waiting."""
        self.hosts.leave(self)
        self._pace.end()
        self.clock.wake()
        for deadline in list(self._deadlines):
            deadline.cut()
        self._http.close()

    def fetch(self, url: str, known: Validators | None = None) -> Fetched:
        """Return what `url` gives, after redirects; only asks whether it has changed if `known`.

        Raises SourceError, about `url`, where it gives nothing that can be read.
        """
        try:
            return self._followed(address(url), known)
        except SourceError as error:
            raise SourceError(url, error.reason, error.advice) from error

    def _followed(self, here: Address, known: Validators | None) -> Fetched:
        steps: list[Redirect] = []
        while True:
            self._robots.check(here)
            same = known if known is not None and known.url == here.url else None
            answer = self._asked(here, same.headers if same else {})
            target = _target(here, answer)
            if target is None:
                return _fetched(here, answer, same, tuple(steps))
            steps.append(Redirect(answer.status, target.url))
            if len(steps) > self.manners.redirects or _circular(steps, answer):
                reason = f"redirected {len(steps)} times, the last time to {target.url}"
                raise SourceError(
                    "", reason, "open it in a browser and give the address it ends at"
                )
            here = target

    def _asked(self, here: Address, headers: Mapping[str, str]) -> _Answer:
        """Return the answer to a request in turn; wait and ask again where the server says so."""
        pause = self._robots.pause(here, self.manners.pause)
        with self._pace.turn(here.host, pause):
            answer = self._exchanged(here, headers)
            for _ in range(2):
                if answer.status not in _BUSY:
                    break
                self._pace.wait(self._delay(here, answer, pause))
                answer = self._exchanged(here, headers)
        if answer.status in _BUSY and "Retry-After" in answer.headers:
            self._delay(here, answer, pause)
        return answer

    def _delay(self, here: Address, answer: _Answer, pause: float) -> float:
        """Return how long to wait; if that is too long, let the host rest and raise SourceError."""
        now = self.clock.now()
        until = faults.retry_after(answer.headers.get("Retry-After", ""), now)
        if until is None:
            return 4 * pause
        if (until - now) > timedelta(seconds=self.manners.patience):
            self._pace.rest(here.host, until)
            raise resting(here.host, until)
        return max(pause, (until - now).total_seconds())

    def _exchanged(self, here: Address, headers: Mapping[str, str]) -> _Answer:
        deadline = Deadline(self.manners.total)
        self._deadlines.add(deadline)
        try:
            with deadline:
                answer = self._exchange(here, headers)
            if deadline.over:  # a cut looks like the end where no length was announced
                raise TimeoutError
        except (requests.RequestException, HTTPError, OSError) as fault:
            raise self._failed(deadline, fault) from fault
        finally:
            self._deadlines.discard(deadline)
        return answer

    def _failed(self, deadline: Deadline, fault: Exception) -> SourceError:
        if deadline.over:
            reason = f"not all there after {self.manners.total:.0f} seconds"
            return SourceError("", reason, "run the same command again later")
        return SourceError("", *faults.reason(fault))

    def _exchange(self, here: Address, headers: Mapping[str, str]) -> _Answer:
        timeout = (self.manners.connect, self.manners.silence)
        with self._http.get(
            here.url,
            headers={**self.headers.get(here.place, {}), **headers},
            timeout=timeout,
            stream=True,
            allow_redirects=False,
        ) as response:
            if response.status_code != HTTPStatus.OK:
                self._told(here, response)
                return _Answer(response.status_code, response.headers)
            _refuse_useless(_content_type(response.headers.get("Content-Type", ""))[0])
            sent = bytearray() if self.witness.keeps else None
            data = body.read(response, self.manners.largest, sent)
            self._told(here, response, bytes(sent or b""))
            return _Answer(response.status_code, response.headers, data)

    def _told(self, here: Address, response: requests.Response, sent: bytes = b"") -> None:
        """Tell the witness of an answer."""
        headers = tuple(response.raw.headers.iteritems())
        status, reason = response.status_code, response.reason or ""
        self.witness.saw(Exchange(here.url, self.clock.now(), status, reason, headers, sent))

    def _reach(self, where: Address) -> str:
        """Name the rules of a place, which may be out of reach to another session."""
        return f"{where.origin} {where.place in self.allowed}"

    def _robots_text(self, url: str) -> robots.Answer:
        """Return what a host says in its robots.txt, following redirects without asking others'."""
        here, before = address(url), self.memory.recall(url)
        for _ in range(self.manners.redirects):
            same = before is not None and before.validators.url == here.url
            answer = self._asked(here, before.validators.headers if before and same else {})
            target = _target(here, answer)
            if target is None:
                return self._rules(url, here, answer, before)
            here = target
        return robots.Answer(HTTPStatus.NOT_FOUND)

    def _rules(
        self, url: str, here: Address, answer: _Answer, before: Remembered | None
    ) -> robots.Answer:
        """Return what a robots.txt says; `before` is what it said the last time."""
        if answer.status == HTTPStatus.NOT_MODIFIED and before is not None:
            return robots.Answer(HTTPStatus.OK, before.listing.decode("utf-8", "replace"))
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return robots.Answer(HTTPStatus.SERVICE_UNAVAILABLE)
        data = answer.data[: robots.LARGEST]
        validators = _validators(here, answer)
        if validators is not None and answer.status == HTTPStatus.OK:
            self.memory.keep(url, Remembered(validators, listing=data))
        return robots.Answer(answer.status, data.decode("utf-8", "replace"))


def _retries(clock: Clock) -> type[Retry]:
    """Return urllib3's Retry with the waiting done by `clock`."""

    class Patient(Retry):
        def sleep(self, response: object = None) -> None:  # noqa: ARG002 Retry's signature
            clock.sleep(self.get_backoff_time())

    return Patient


def _refuse_useless(media: str) -> None:
    if media.startswith(_USELESS):
        raise SourceError("", f"{media}, not an article", "give the address of the article itself")


def _target(here: Address, answer: _Answer) -> Address | None:
    link = answer.headers.get("Location", "")
    if answer.status not in _REDIRECTS or not link:
        return None
    with suppress(UnicodeError):  # headers are read as Latin-1; addresses in them are UTF-8
        link = link.encode("latin-1").decode("utf-8")
    try:
        return joined(here.url, link)
    except SourceError as error:
        raise SourceError("", f"redirected to {link!r}: {error.reason}", error.advice) from error


def _circular(steps: list[Redirect], answer: _Answer) -> bool:
    """Tell whether we were here before; a page that sets a cookie may send us to itself once."""
    return steps[-1].url in [step.url for step in steps[:-1]] and "Set-Cookie" not in answer.headers


def _fetched(
    here: Address, answer: _Answer, known: Validators | None, steps: tuple[Redirect, ...]
) -> Fetched:
    if answer.status == HTTPStatus.NOT_MODIFIED and known is not None:
        return Fetched(here.url, None, validators=known, redirects=steps)
    if answer.status != HTTPStatus.OK:
        raise SourceError("", *faults.status(answer.status))
    validators = _validators(here, answer)
    media, charset = _content_type(answer.headers.get("Content-Type", ""))
    return Fetched(here.url, answer.data, media, charset, validators, steps)


def _validators(here: Address, answer: _Answer) -> Validators | None:
    etag, modified = (answer.headers.get(name, "") for name in ("ETag", "Last-Modified"))
    return Validators(here.url, etag, modified) if etag or modified else None


def _content_type(value: str) -> tuple[str, str]:
    """Return the media type and the charset that a Content-Type header names, "" for none."""
    media, *parameters = value.split(";")
    named = (parameter.partition("=") for parameter in parameters)
    charset = (text.strip(" \"'") for name, _, text in named if name.strip().lower() == "charset")
    return media.strip().lower(), next(charset, "")
