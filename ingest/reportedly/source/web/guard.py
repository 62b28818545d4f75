"""Connections that go to public addresses only, and that can be cut.

The number behind a name is looked up once, checked, and that very number is connected to. So a
name that has a harmless address when it is checked and another when it is used gains nothing.

A server that sends a byte every few seconds keeps every timeout of a socket from running out.
Therefore a `Deadline` holds on to each connection used within it, and shuts it down when time is
up, whatever the connection is doing then: shaking hands, sending headers, or in the body.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection
from urllib3.util.retry import Retry

from reportedly.errors import SourceError
from reportedly.source.web.address import is_public

Place = tuple[str, int]


class Deadline:
    """Cuts the connections of this thread after `seconds`; `over` tells whether it has."""

    _current = threading.local()

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self.cut)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._current.deadline = self
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._current.deadline = None
        for line in self._lines:
            line.close()

    @classmethod
    def hold(cls, line: socket.socket) -> None:
        """Have the deadline that is running in this thread, if any, cut `line` too."""
        deadline: Deadline | None = getattr(cls._current, "deadline", None)
        if deadline is not None:
            # A handle of its own: http.client closes a connection that will not be used again
            # when the answer begins, and reads on.
            deadline._lines.append(line.dup())
            if deadline.over:
                deadline.cut()

    def cut(self) -> None:
        """Shut the connections down."""
        self.over = True
        for line in self._lines:
            with suppress(OSError):  # it is closed already
                line.shutdown(socket.SHUT_RDWR)


class _Guard(HTTPConnection):
    """A connection that looks where it goes; `allowed` are private places it may go to."""

    allowed: Collection[Place] = ()
    _line: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        """Connect; urllib3 leaves all of name look-up and connecting to this method."""
        sock = self._connected([n for n in self._numbers() if self._may_reach(n)])
        self._line = sock.dup()  # a handle of our own: TLS takes the original away
        Deadline.hold(sock)
        return sock

    def _numbers(self) -> list[str]:
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as fault:
            fault = fault if isinstance(fault, socket.gaierror) else socket.gaierror(str(fault))
            raise NameResolutionError(self.host, self, fault) from fault
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def _may_reach(self, number: str) -> bool:
        return is_public(number) or (self.host.strip("[]").lower(), self.port) in self.allowed

    def _connected(self, numbers: list[str]) -> socket.socket:
        if not numbers:
            raise SourceError("", f"{self.host} is in a private network", _PRIVATE)
        for number in numbers:
            try:
                return create_connection(
                    (number, self.port),
                    self.timeout,
                    source_address=self.source_address,
                    socket_options=self.socket_options,
                )
            except OSError as fault:
                last = fault
        kind = ConnectTimeoutError if isinstance(last, TimeoutError) else NewConnectionError
        raise kind(self, f"no connection: {last}") from last

    def request(self, *arguments: Any, **options: Any) -> None:
        """Send a request, under the deadline of this thread even on a connection kept open."""
        if self._line is not None:
            Deadline.hold(self._line)
        super().request(*arguments, **options)

    def close(self) -> None:
        """Close the connection and our handle of it."""
        super().close()
        if self._line is not None:
            self._line.close()
            self._line = None


_PRIVATE = (
    "if that is meant, give the address itself and --allow-private; an address in a feed, a"
    " sitemap, an OPML list or a redirect may only lead to hosts given so"
)


class GuardedAdapter(HTTPAdapter):
    """Lets requests connect to public addresses, and to the private places in `allowed`."""

    def __init__(self, allowed: Collection[Place], retries: Retry) -> None:
        self._allowed = allowed
        super().__init__(max_retries=retries)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """Make the pools, of guarded connections."""
        super().init_poolmanager(*arguments, **options)
        guard = {"allowed": self._allowed}
        plain = type("_Plain", (_Guard,), guard)
        secure = type("_Secure", (_Guard, HTTPSConnection), guard)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("_PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("_SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
