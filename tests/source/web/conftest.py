"""Sites to ask, and readers that are polite enough for a site of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.source.web.site import Site, serving

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import Web, read
from reportedly.source.web.plan import Manners

QUICK = Manners(pause=0.02, connect=2, silence=1, total=3, largest=2_000_000)
PLAN = Web(private=True, manners=QUICK)

Read = Callable[..., list[Article | Issue]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def other() -> Iterator[Site]:
    """A second site, on another port."""
    with serving() as running:
        yield running


def reading(*urls: str, plan: Web = PLAN, **named: object) -> list[Article | Issue]:
    """Return what `urls` give, in a private network and with little patience."""
    changes = {key: named.pop(key) for key in list(named) if key in Web.__dataclass_fields__}
    since, limit = changes.pop("since", None), changes.pop("limit", None)
    web = replace(plan, **changes)  # type: ignore[arg-type]
    return list(read(urls, web=web, since=since, limit=limit, **named))  # type: ignore[arg-type]


def articles(*urls: str, **named: object) -> list[Article]:
    """Return the articles at `urls`, where nothing may fail."""
    items = reading(*urls, **named)
    assert [item for item in items if isinstance(item, Issue)] == []
    return [item for item in items if isinstance(item, Article)]


def issue(*urls: str, **named: object) -> Issue:
    """Return the one issue that `urls` give."""
    (item,) = reading(*urls, **named)
    assert isinstance(item, Issue), item
    assert item.reason
    assert item.advice
    return item
