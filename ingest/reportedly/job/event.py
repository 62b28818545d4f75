"""What a run tells while it goes on: a line for people, or an object for a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: `what` is its name for machines, `message` for people."""

    what: str
    message: str
    level: str = "info"
    facts: dict[str, object] = field(default_factory=dict)

    def line(self, now: datetime) -> str:
        """Return the event as one line of JSON."""
        head = {"time": now.isoformat(timespec="milliseconds"), "level": self.level}
        record = {**head, "event": self.what, "message": self.message, **self.facts}
        return json.dumps(record, ensure_ascii=False, default=str)


Tell = Callable[[Event], None]


def silent(_: Event) -> None:
    """Tell nobody."""
