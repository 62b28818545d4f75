"""Re-extraction: what was stored is read anew by another model, from the texts and without network.

Only articles that another model read last are due, so a run that was killed goes on where it was:
each article's new reading, with a report of what it changed, is in the books and the graph or is
not. A run ends when nothing is due any more; until then the same call belongs to the same run, and
its summary tells of the whole of it.

An article that fails keeps what was read before.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import astuple, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reportedly.edtf import bounds
from reportedly.errors import Issue, ReportedlyError
from reportedly.extract import for_every_language, model_for
from reportedly.ingestion import entry_of
from reportedly.store import Entry
from reportedly.versions import KINDS, Kind, claims, compare, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from reportedly.article import Article
    from reportedly.extract import Extractor
    from reportedly.statement import Model, Reading
    from reportedly.store import Store, View
    from reportedly.versions import Pair

_BATCH = 16  # articles, as in `ingestion`


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading an article anew changed: models before and after, and statements by `Kind`.

    `pairs`, without those that are the same, are there where it was read in this very call.
    """

    version: str
    name: str
    before: str
    after: str
    counts: dict[str, int]
    pairs: tuple[Pair, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Tell whether any statement is not what it was."""
        return any(count for kind, count in self.counts.items() if kind != Kind.SAME)


@dataclass(frozen=True, slots=True)
class Report:
    """What a re-extraction did, what it did before it was interrupted included."""

    articles: tuple[Reread, ...] = ()
    failed: int = 0
    refused: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        changed = sum(article.is_changed for article in self.articles)
        kinds = ", ".join(f"{self.counts.get(kind, 0)} {kind}" for kind in KINDS)
        return (
            f"{len(self.articles)} read anew, {changed} changed, {self.failed} failed;"
            f" statements: {kinds}"
        )


def _ignore(_: object) -> None:
    """Take no notice."""


def reextract(
    store: Store,
    extractor: Extractor,
    *,
    now: datetime,
    since: date | None = None,
    on_article: Callable[[Reread], None] = _ignore,
    on_issue: Callable[[Issue], None] = _ignore,
) -> Report:
    """Read the current articles of `store` anew that another model read; return what changed.

    Those published before `since` are left as they are. `on_article` is told of each article once
    its new reading is safe, `on_issue` of each that fails; these are in the store's issues too.
    Raises StoreError or ModelError where going on is no use.
    """
    extractor = for_every_language(extractor)
    run = store.begin_rereading(json.dumps([*astuple(extractor.model), str(since)]), now)
    failed = refused = 0
    for batch in _batches(due(store, extractor, since)):
        good = []
        for item in _read(batch, store, extractor):
            if isinstance(item, Issue):
                store.record_issues([item], now.isoformat(), now)
                on_issue(item)
                failed += 1
                continue
            store.record_issues(item.refused, now.isoformat(), now)
            refused += len(item.refused)
            good.append(item)
        pairs = [(item.entry, _packed(item.reread)) for item in good]
        for item, outcome in zip(good, store.reread(pairs, run, now), strict=True):
            if isinstance(outcome, Issue):
                store.record_issues([outcome], now.isoformat(), now)
                on_issue(outcome)
                failed += 1
            else:
                on_article(item.reread)
    store.end_rereading(run, now)
    store.tidy()
    done = tuple(_unpacked(version, report) for version, report in store.rereading(run))
    return Report(done, failed, refused, _sums(done))


def preview(
    view: View, extractor: Extractor, *, since: date | None = None
) -> Iterator[Reread | Issue]:
    """Yield what `reextract` would change, article by article; nothing is written."""
    extractor = for_every_language(extractor)
    for batch in _batches(due(view, extractor, since)):
        for item in _read(batch, view, extractor):
            yield item if isinstance(item, Issue) else item.reread


def reported(found: Iterable[Reread | Issue]) -> Report:
    """Return what `preview` yields as one report."""
    items = tuple(found)
    done = tuple(item for item in items if isinstance(item, Reread))
    return Report(done, len(items) - len(done), 0, _sums(done))


def due(view: View, extractor: Extractor, since: date | None = None) -> list[tuple[str, Model]]:
    """Return the current article versions that something else than `extractor` read last: what."""
    return [
        (version, model)
        for version, article, model in view.outlines()
        if model != model_for(extractor, article) and _is_recent(article, since)
    ]


def _is_recent(article: Article, since: date | None) -> bool:
    """Tell whether an article may be from `since` or later, as ingestion takes it."""
    last = bounds(article.published)[1]
    return since is None or last is None or last >= since


@dataclass(frozen=True, slots=True)
class _Item:
    entry: Entry
    reread: Reread
    refused: tuple[Issue, ...]


def _batches(versions: list[tuple[str, Model]]) -> Iterator[list[tuple[str, Model]]]:
    waiting = iter(versions)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _read(
    batch: list[tuple[str, Model]], view: View, extractor: Extractor
) -> Iterator[_Item | Issue]:
    articles = [view.article(version) for version, _ in batch]
    found = zip(batch, articles, extractor.extract(articles), strict=True)
    for (_, before), article, reading in found:
        if isinstance(reading, Issue):
            yield reading
        else:
            models = (before, model_for(extractor, article))
            yield _item(reading, article, view, models)


def _item(
    reading: Reading, article: Article, view: View, models: tuple[Model, Model]
) -> _Item | Issue:
    made = entry_of(reading, article, models[1])
    if isinstance(made, Issue):
        return made
    entry, refused = made
    try:
        pairs = compare(claims(view.read_in(article.version)), claims(entry.triples))
    except ReportedlyError as fault:
        return Issue.of(fault, "ground")
    changed = tuple(pair for pair in pairs if pair.kind is not Kind.SAME)
    name = article.title or article.name
    told = [_told(model) for model in models]
    reread = Reread(article.version, name, told[0], told[1], counted(pairs), changed)
    return _Item(entry, reread, refused)


def _told(model: Model) -> str:
    return f"{model.name} {model.version}, {model.software}"


def _packed(reread: Reread) -> str:
    return json.dumps([reread.name, reread.before, reread.after, reread.counts])


def _unpacked(version: str, report: str) -> Reread:
    return Reread(version, *json.loads(report))


def _sums(done: Iterable[Reread]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for reread in done:
        sums.update(reread.counts)
    return {kind.value: sums[kind] for kind in KINDS}
