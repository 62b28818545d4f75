"""Who watches while an older store is brought up to date, which takes minutes in a large one.

A store is opened in many places, so whoever wants to show how far it is says so once, for all that
is opened within.

    with upgrading.watched(progress):
        open_store("reportedly-data")
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

Show: TypeAlias = "Callable[[int, str], None]"
"""Is told how many articles are done, and how that goes."""
Watcher: TypeAlias = "Callable[[str, int], AbstractContextManager[Show]]"
"""Given what is done and to how many articles, gives who is told; see `cli.terminal.upgrade`."""


@contextmanager
def _unseen(_what: str, _whole: int) -> Iterator[Show]:
    yield lambda _done, _text: None


_watcher: ContextVar[Watcher] = ContextVar("watcher", default=_unseen)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have `watcher` shown the upgrade of every store that is opened within."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def watching(what: str, whole: int) -> AbstractContextManager[Show]:
    """Return who is told of an upgrade of `whole` articles."""
    return _watcher.get()(what, whole)
