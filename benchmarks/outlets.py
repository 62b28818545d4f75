"""A machine full of outlets for `benchmarks/jobs.py`: hosts with characters, on a clock of its own.

Each outlet is an address of this machine, 127.1.0.1 and so on, which Linux has without being asked.
"""

from __future__ import annotations

import json
import mmap
import os
import signal
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

START = datetime(2024, 1, 1, tzinfo=UTC)
HALF = 43_200.0  # seconds between two polls
DAY = 86_400.0
CHARACTERS = ("plain", "plain", "plain", "flaky", "slow", "moved", "dying", "returning", "double")


class Clock:
    """A clock that several processes see; who sleeps turns it."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._face = mmap.mmap(file.fileno(), 8)

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return float(struct.unpack("d", self._face[:8])[0])

    def turn(self, to: float) -> None:
        """Put the clock forward."""
        if to > self.seconds():
            self._face[:8] = struct.pack("d", to)

    def now(self) -> datetime:
        """Return the time of day."""
        return START + timedelta(seconds=self.seconds())

    def sleep(self, seconds: float) -> None:
        """Put the clock forward, and let others work."""
        self.turn(self.seconds() + seconds)
        time.sleep(0)

    def wake(self) -> None:
        """Nobody waits long here."""


# ---------------------------------------------------------------------------------------- the sites


@dataclass(frozen=True)
class Outlet:
    """A host with a character, and what it publishes when."""

    number: int
    days: float

    @property
    def character(self) -> str:
        """What becomes of it."""
        return CHARACTERS[self.number % len(CHARACTERS)]

    @property
    def host(self) -> str:
        """Its address in this machine."""
        return f"127.1.{self.number // 200}.{self.number % 200 + 1}"

    @property
    def every(self) -> float:
        """Seconds between two articles."""
        return DAY * (2 + self.number % 3)

    @property
    def window(self) -> float:
        """Seconds for which an article is up: from a little more than a poll to ten."""
        return HALF * (1.2, 2.5, 5, 10)[self.number % 4]

    def moved(self, now: float) -> bool:
        """Tell whether it has other addresses by now."""
        return self.character == "moved" and now > self.days * DAY / 2

    def down(self, now: float, path: str) -> bool:
        """Tell whether the host fails to answer for `path` in this half of a day."""
        if self.character == "dying":
            return now > self.days * DAY * 0.45
        if self.character == "returning":
            return 0.3 < now / (self.days * DAY) < 0.5
        if self.character == "flaky":
            return zlib.crc32(f"{self.number} {path} {now // HALF}".encode()) % 5 == 0
        return False

    def listed(self, now: float) -> list[int]:
        """Return the numbers of the articles that are up."""
        first = (self.number * 7919) % int(self.every)
        last = int((now - first) // self.every)
        return (
            [n for n in range(last, -1, -1) if now - (first + n * self.every) < self.window]
            if now >= first
            else []
        )

    def up(self, article: int, now: float) -> bool:
        """Tell whether an article can be had."""
        return article in self.listed(now) and not (
            self.down(now, f"/{article}") or self.down(now, "/feed")
        )

    def address(self, article: int, now: float, port: int) -> str:
        """Return where an article is; what was published before a move keeps its address."""
        first = (self.number * 7919) % int(self.every)
        late = self.moved(first + article * self.every) and self.moved(now)
        return f"http://{self.host}:{port}/{'new/' if late else ''}{article}"

    def feed(self, now: float, port: int) -> str:
        """Return its feed."""
        items = []
        for article in self.listed(now):
            link = self.address(article, now, port)
            items.append(_item(link, self.number, article))
            if self.character == "double":
                items.append(_item(f"{link}?utm_source=rss", self.number, article))
        return f'<rss version="2.0"><channel><title>Outlet</title>{"".join(items)}</channel></rss>'

    def page(self, article: int, port: int) -> tuple[str, str]:
        """Return an article and its media type."""
        title = f"Story {self.number}-{article}"
        lines = [f"The mayor said on day {n} that {title} had not been told." for n in range(3)]
        if self.character != "double":
            return "\n\n".join([title, *lines]), "text/plain"
        link = f'<link rel="canonical" href="http://{self.host}:{port}/{article}">'
        body = "".join(f"<p>{line}</p>" for line in lines)
        page = f"<article><h1>{title}</h1>{body}</article>"
        return (
            f"<html><head><title>{title}</title>{link}</head><body>{page}</body></html>",
            "text/html",
        )


def _item(link: str, number: int, article: int) -> str:
    return f"<item><title>Story {number}-{article}</title><link>{link}</link></item>"


@dataclass
class Sites:
    """All hosts in one server, which writes down what it was asked, when."""

    outlets: list[Outlet]
    clock: Clock
    asked: list[tuple[float, str, str, int]] = field(default_factory=list)

    def answer(self, host: str, path: str, port: int) -> tuple[int, dict[str, str], str]:
        """Return the status, headers and text for a request."""
        now = self.clock.seconds()
        high, low = (int(part) for part in host.split(".")[2:])
        outlet = self.outlets[high * 200 + low - 1]
        bare = path.partition("?")[0]
        if bare == "/robots.txt":
            return 404, {}, ""
        if outlet.down(now, bare):
            return 503, {}, ""
        if not bare.startswith("/new/") and outlet.moved(now):
            return 301, {"Location": f"/new{path}"}, ""
        bare = bare.removeprefix("/new")
        if outlet.character == "slow":
            time.sleep(0.03)
        if bare == "/feed":
            return 200, {"Content-Type": "application/rss+xml"}, outlet.feed(now, port)
        article = int(bare[1:])
        if article not in outlet.listed(now):
            return 404, {}, ""
        text, media = outlet.page(article, port)
        return 200, {"Content-Type": f"{media}; charset=utf-8"}, text


def serve(sites: Sites, told: Callable[[int], None]) -> None:
    """Answer until killed; "/log" gives what was asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            if self.path == "/log":
                self.give(200, {}, json.dumps(sites.asked))
                return
            now = sites.clock.seconds()
            code, headers, text = sites.answer(host, self.path, self.server.server_address[1])
            tag = f'"{zlib.crc32(text.encode()):x}"'
            if code == 200 and self.headers.get("If-None-Match") == tag:
                code, text = 304, ""
            sites.asked.append((now, host, self.path, code))
            self.give(code, {**headers, **({"ETag": tag} if code == 200 else {})}, text)

        def give(self, code: int, headers: dict[str, str], text: str) -> None:
            data = text.encode()
            with suppress(OSError):
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                if code != 304:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 512

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("0.0.0.0", 0), Handler) as server:
        told(server.server_address[1])
        server.serve_forever()


def start(sites: Sites) -> tuple[int, int]:
    """Start the server in a process of its own; return the process and the port."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        serve(sites, lambda port: os.write(writing, f"{port}\n".encode()) and None)
        os._exit(0)
    return child, int(os.read(reading, 20))
