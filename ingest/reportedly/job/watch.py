"""A scheduler in one process that starts runs and waits for them.

Every run is a process of its own, so that this one stays small, and what a run had in memory is
gone with it. APScheduler looks at the calendar when something is due, and every half a minute,
since the clock may have been put forward meanwhile; late looks count once, and no two overlap.
"""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from reportedly.errors import ConfigError, StoreError
from reportedly.job import agenda
from reportedly.job.event import Event, Tell
from reportedly.job.reader import load
from reportedly.job.state import State

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

    from reportedly.job.config import Config

LOOK = 30.0  # seconds: so much later than it is due does a run begin after the clock was changed
_GRACE = 8.0  # seconds for a run to stop in; whoever stops us may wait ten
_LONGEST = 600.0  # seconds between two attempts where runs do not get done what is due


@dataclass(slots=True)
class Watch:
    """Watches the calendar of the configuration in `path`; `command` does what is due."""

    path: Path
    store: Path | None
    command: Sequence[str]
    tell: Tell
    look_every: float = LOOK
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    config: Config = field(init=False)
    _child: subprocess.Popen[bytes] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _wake: threading.Event = field(default_factory=threading.Event)
    _stopping: bool = False
    _reloading: bool = False
    _vain: int = 0
    _not_before: float = 0.0

    def __post_init__(self) -> None:
        self.config = load(self.path, self.store)

    def run(self) -> None:
        """Watch until SIGTERM or SIGINT; SIGHUP reads the configuration again."""
        scheduler = self._scheduler()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if hasattr(signal, "SIGHUP"):  # not on Windows
            signal.signal(signal.SIGHUP, self._reload)
        scheduler.start()
        jobs = len(self.config.jobs)
        self.tell(Event("watch-begins", f"watching {jobs} job{'s' if jobs != 1 else ''}"))
        while not self._stopping:
            self._wake.wait()
            self._wake.clear()
            if self._reloading and not self._stopping:
                self._read_again(scheduler)
        self._end_child()
        scheduler.shutdown(wait=False)
        self.tell(Event("watch-ends", "stopped; what was acknowledged is safe"))

    def _scheduler(self) -> BackgroundScheduler:
        from apscheduler.events import EVENT_JOB_EXECUTED
        from apscheduler.schedulers.background import BackgroundScheduler

        scheduler = BackgroundScheduler(timezone=UTC, daemon=True)
        scheduler.add_job(
            self.look,
            "interval",
            seconds=self.look_every,
            id="look",
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.add_listener(lambda _: self._aim(scheduler), EVENT_JOB_EXECUTED)
        return scheduler

    def _aim(self, scheduler: BackgroundScheduler) -> None:
        """Have the next look when something is due, if that is sooner than it would be."""
        wait = self.wait()
        if wait < self.look_every and not self._stopping:
            soon = datetime.now(UTC) + timedelta(seconds=wait)
            scheduler.modify_job("look", next_run_time=soon)

    def wait(self) -> float:
        """Return how many seconds there are until something is due, or may be tried again."""
        now = self.now()
        with State(self.config.store, read_only=True) as state:
            jobs = self.config.jobs.values()
            moments = [agenda.next_run(job, state.covered(job.name), now) for job in jobs]
        coming = [(moment - now).total_seconds() for moment in moments if moment is not None]
        tried = self._not_before - time.monotonic()
        return max(min(coming, default=self.look_every), tried, 0.05)

    def look(self) -> None:
        """Start a run and wait for it, if anything is due."""
        if time.monotonic() < self._not_before or self._stopping:
            return
        try:
            before = self._due()
            if not before:
                return
            self._run()
            vain = bool(before & self._due())
        except (StoreError, OSError) as fault:
            self.tell(Event("watch-failed", f"error: {fault}", "error"))
            vain = True
        self._vain = self._vain + 1 if vain else 0
        pause = min(self.look_every * (1 << min(self._vain, 10)), _LONGEST) if vain else 0.0
        self._not_before = time.monotonic() + pause

    def _due(self) -> set[tuple[str, datetime | None]]:
        """Return the jobs that are due, with the moments up to which they have been seen to."""
        now = self.now()
        with State(self.config.store, read_only=True) as state:
            known = [(job, state.covered(job.name)) for job in self.config.jobs.values()]
        return {(job.name, seen) for job, seen in known if agenda.moment_due(job, seen, now)}

    def _run(self) -> None:
        with self._lock:
            if self._stopping:
                return
            # A session of its own: Ctrl-C in the terminal is passed on by us, once.
            self._child = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
        code = self._child.wait()
        if code not in {0, 1} and not self._stopping:
            message = f"a run ended with code {code}"
            self.tell(Event("run-failed", message, "error", {"code": code}))

    def _end_child(self) -> None:
        with self._lock:
            child = self._child
        if child is None or child.poll() is not None:
            return
        child.terminate()
        try:
            child.wait(_GRACE)
        except subprocess.TimeoutExpired:
            child.kill()  # safe at any instant

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        self._wake.set()

    def _reload(self, _number: int, _frame: FrameType | None) -> None:
        self._reloading = True
        self._wake.set()

    def _read_again(self, scheduler: BackgroundScheduler) -> None:
        self._reloading = False
        try:
            self.config = load(self.path, self.store)
        except ConfigError as fault:
            message = f"{fault}\nwatching goes on as before"
            self.tell(Event("reload-failed", message, "error"))
            return
        self._vain, self._not_before = 0, 0.0
        scheduler.modify_job("look", next_run_time=datetime.now(UTC))
        self.tell(Event("reloaded", f"{self.path} read again"))
