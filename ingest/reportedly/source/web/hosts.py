"""What several sessions share, so that they are as polite together as one alone would be."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from reportedly.source.web.pace import Turns
from reportedly.source.web.robots import Rules

if TYPE_CHECKING:
    from reportedly.source.web.pace import Book


class Closing(Protocol):
    """A session, as far as it can be closed."""

    def close(self) -> None:
        """End all waiting, cut what is under way."""


@dataclass(slots=True)
class Hosts:
    """The hosts that a run asks: whose turn it is, their rules, and the sessions that ask."""

    turns: Turns = field(default_factory=Turns)
    rules: Rules = field(default_factory=Rules)
    _sessions: list[Closing] = field(default_factory=list)
    _closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def remembered(cls, book: Book) -> Hosts:
        """Return hosts that `book` knows from earlier processes."""
        return cls(Turns(book))

    def join(self, session: Closing) -> None:
        """Take `session` in; it is closed at once where all others have been."""
        with self._lock:
            self._sessions.append(session)
            closed = self._closed
        if closed:
            session.close()

    def leave(self, session: Closing) -> None:
        """Let `session` go."""
        with self._lock:
            self._sessions = [one for one in self._sessions if one is not session]

    def close(self) -> None:
        """Close all sessions, and those still to come."""
        with self._lock:
            self._closed, sessions = True, list(self._sessions)
        for session in sessions:
            session.close()
