"""Extraction by several processes at once; what comes out is the same, and in the same order.

Every process loads models of its own (some 400 MB each). Articles go out one by one and no more of
them are under way than keep the processes busy, so memory stays flat however many there are.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.errors import ExtractionError, Issue
from reportedly.extract.extractor import ArticleExtractor
from reportedly.extract.languages import for_every_language
from reportedly.extract.parse import DEFAULT_MODEL
from reportedly.extract.scale import ICD203

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from reportedly.article import Article
    from reportedly.extract.extractor import Extractor
    from reportedly.statement import Model, Reading

_AHEAD = 3  # articles a process that are under way: one is read, two wait


@dataclass(frozen=True, slots=True)
class Setup:
    """What makes an extractor, in whatever process."""

    model: str = DEFAULT_MODEL
    min_confidence: float = 0.0
    scale: str = ICD203.name

    def extractor(self) -> Extractor:
        """Return an extractor of this process's own; raises ModelError where there can be none."""
        english = ArticleExtractor(self.model, min_confidence=self.min_confidence, scale=self.scale)
        return for_every_language(english)


class ParallelExtractor:
    """An extractor in `workers` processes, to be used in a `with` statement.

    Raises ModelError where a model cannot be used, ExtractionError where a process dies.
    """

    def __init__(self, setup: Setup, workers: int) -> None:
        # Not forked: a fork of a process with threads can lock up.
        self._pool = ProcessPoolExecutor(
            workers, multiprocessing.get_context("spawn"), _begin, (setup,)
        )
        self._most = workers * _AHEAD
        self._model = setup.extractor().model  # here, so that a wrong model is told at once

    def __enter__(self) -> Self:
        """Return the extractor itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the processes, without waiting for what they have not begun."""
        self._pool.shutdown(cancel_futures=True)

    def processes(self) -> list[int]:
        """Return the numbers of the processes that run now."""
        return [child.pid for child in multiprocessing.active_children() if child.pid]

    @property
    def model(self) -> Model:
        """What reads the articles, by name, version and hash."""
        return self._model

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield one reading, or the issue that prevented it, for each article, in order."""
        waiting: deque[Issue | Future[Reading | Issue]] = deque()
        for article in articles:
            waiting.append(article if isinstance(article, Issue) else self._submitted(article))
            if len(waiting) >= self._most:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())

    def _submitted(self, article: Article) -> Future[Reading | Issue]:
        try:
            return self._pool.submit(_read, article)
        except BrokenProcessPool as fault:
            raise _dead() from fault


def _result(item: Issue | Future[Reading | Issue]) -> Reading | Issue:
    if isinstance(item, Issue):
        return item
    try:
        return item.result()
    except BrokenProcessPool as fault:
        raise _dead() from fault


def _dead() -> ExtractionError:
    reason = "one of the processes has ended, perhaps for want of memory"
    return ExtractionError("--workers", reason, "fewer workers; what is stored already is safe")


_own: list[Extractor] = []  # of a worker process


def _begin(setup: Setup) -> None:
    """Prepare a worker process; Ctrl-C is for the one that it works for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _own.append(setup.extractor())


def _read(article: Article) -> Reading | Issue:
    return next(iter(_own[0].extract([article])))
