"""Several sources read at once by threads, their articles handed on in small loads.

There is room for so many loads only; a source that is ahead waits. So memory does not depend on
how many sources there are, or how long they are.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, Full, Queue

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.job.record import Seen
from reportedly.job.supply import Supply

_LOAD = 8  # articles: extracted within some 3 s, so that a stop is soon noticed
_TICK = 0.2  # seconds between two looks whether all is to end


@dataclass(frozen=True, slots=True)
class Load:
    """Some articles and issues of a source; with the `last` it is finished.

    `places` are to be noted when they are in the store. `fault` is what broke the reading off.
    """

    supply: Supply
    items: tuple[Article | Issue, ...]
    places: tuple[tuple[str, Seen], ...]
    last: bool = False
    fault: BaseException | None = None


class Pump:
    """Reads supplies in threads of its own."""

    def __init__(self, room: int) -> None:
        self._queue: Queue[Load] = Queue(room)
        self._over = threading.Event()

    def loads(self, supplies: Sequence[Supply]) -> Iterator[Load | None]:
        """Yield what is there to be worked on, None now and then while there is nothing."""
        left = len(supplies)
        while left:
            try:
                load = self._queue.get(timeout=_TICK)
            except Empty:
                yield None
                continue
            left -= load.last
            yield load

    def read(self, supply: Supply) -> None:
        """Read a supply to its end, or until all is over."""
        items = supply.items()
        fault: BaseException | None = None
        held: list[Article | Issue] = []
        try:
            for item in items:
                held.append(item)
                if len(held) >= _LOAD:
                    self._put(Load(supply, tuple(held), tuple(supply.taken())))
                    held = []
                if self._over.is_set():
                    break
        except Exception as error:  # noqa: BLE001 one source's failure must not end the run
            fault = error
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                close()
        self._put(Load(supply, tuple(held), tuple(supply.taken()), last=True, fault=fault))

    def _put(self, load: Load) -> None:
        while not self._over.is_set():
            try:
                self._queue.put(load, timeout=_TICK)
            except Full:
                continue
            return

    def end(self) -> None:
        """Have all threads come to an end."""
        self._over.set()


@contextmanager
def pumping(supplies: Sequence[Supply], at_once: int) -> Iterator[Iterator[Load | None]]:
    """Read `supplies`, so many at once; yields their loads as they come."""
    pump = Pump(2 * at_once)
    pool = ThreadPoolExecutor(at_once, thread_name_prefix="source")
    try:
        for supply in supplies:
            pool.submit(pump.read, supply)
        yield pump.loads(supplies)
    finally:
        pump.end()
        pool.shutdown(wait=True, cancel_futures=True)
