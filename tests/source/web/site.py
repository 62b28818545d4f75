"""A web site on this machine, with a log of what it was asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Handler = BaseHTTPRequestHandler
Route = Callable[[Handler], int]

CHANGED = format_datetime(datetime(2024, 1, 26, 10, tzinfo=UTC), usegmt=True)


@dataclass(frozen=True)
class Asked:
    """A request as it arrived, the status of its answer, and when that was sent."""

    path: str
    headers: dict[str, str]
    began: float
    ended: float
    status: int

    @property
    def conditional(self) -> bool:
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers


@dataclass
class Site:
    """Routes by path; what is not there is a 404."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    at_work: list[str] = field(default_factory=list)  # what is being answered

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        end = time.monotonic() + 1
        while self.at_work and time.monotonic() < end:  # an answer is there before it is logged
            time.sleep(0.01)
        return [asked.path for asked in self.log]

    def pages(self) -> list[str]:
        return [path for path in self.paths if path != "/robots.txt"]

    def add(
        self,
        path: str,
        data: str | bytes = b"",
        media: str = "text/html; charset=utf-8",
        **options: Any,
    ) -> str:
        """Serve `data` at `path`; return its address."""
        self.routes[path] = answer(data, media, **options)
        return self.url + path


def answer(
    data: str | bytes = b"",
    media: str = "text/html; charset=utf-8",
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
    etag: str = "",
    modified: str = "",
) -> Route:
    """Return a route that gives `data`, or 304 to who has it already."""
    body = data.encode() if isinstance(data, str) else data
    more = {**(headers or {}), **({"ETag": etag} if etag else {})}
    more |= {"Last-Modified": modified} if modified else {}

    def route(handler: Handler) -> int:
        same_tag = etag and handler.headers.get("If-None-Match") == etag
        same_date = modified and handler.headers.get("If-Modified-Since") == modified
        code = 304 if same_tag or same_date else status
        handler.send_response(code)
        for name, value in more.items():
            handler.send_header(name, value)
        if code != 304:
            handler.send_header("Content-Type", media)
            if "Content-Length" not in more:
                handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if code != 304:
            handler.wfile.write(body)
        return code

    return route


def redirect(target: str, status: int = 302) -> Route:
    return answer(status=status, headers={"Location": target})


def several(*routes: Route) -> Route:
    """Return a route that answers as each of `routes` in turn, then as the last."""
    left = list(routes)

    def route(handler: Handler) -> int:
        return (left.pop(0) if len(left) > 1 else left[0])(handler)

    return route


def endless(piece: bytes, pause: float = 0.0, headers: dict[str, str] | None = None) -> Route:
    """Return a route that sends `piece` for ever, as fast as it is read or with pauses."""

    def route(handler: Handler) -> int:
        handler.send_response(200)
        for name, value in {"Content-Type": "text/html", **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        with suppress(OSError):
            while True:
                handler.wfile.write(piece)
                handler.wfile.flush()
                time.sleep(pause)
        handler.close_connection = True
        return 200

    return route


@contextmanager
def serving() -> Iterator[Site]:
    """Run a site until the end of the block."""
    site = Site(0)

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            began = time.monotonic()
            missing = answer("nothing here", status=404)
            status = 0
            site.at_work.append(self.path)
            with suppress(OSError):
                status = site.routes.get(self.path, missing)(self)
            site.log.append(Asked(self.path, dict(self.headers), began, time.monotonic(), status))
            site.at_work.remove(self.path)

        do_POST = do_GET  # noqa: N815 the name is http.server's

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Answering) as server:
        site.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


class Hourglass:
    """A clock that does not wait: sleeping turns it on."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._seconds = 0.0

    def now(self) -> datetime:
        return datetime(2024, 2, 1, 12, tzinfo=UTC) + timedelta(seconds=self._seconds)

    def seconds(self) -> float:
        return self._seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._seconds += seconds

    def wake(self) -> None:
        pass


def page(title: str, published: str = "", head: str = "") -> str:
    """Return a page with an article, each sentence of which names its title."""
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    body = "".join(
        f"<p>The mayor said on day {day} that the story of {title} had not been told yet.</p>"
        for day in range(4)
    )
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title>{date}{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def rss(*items: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Gazette</title><link>/</link>{''.join(items)}</channel></rss>"
    )


def item(link: str, title: str = "", date: str = "", more: str = "") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link>{dated}{more}</item>"
