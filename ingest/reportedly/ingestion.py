"""The one place that wires the line: source, extraction, grounding, graph, store.

Articles pass through in small batches, so memory stays flat however many there are, and what a
batch has written is safe before the next begins. What the store has already is left alone before
it is extracted again. An article that fails is recorded as an issue and the run goes on.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import graph
from reportedly.article import Article
from reportedly.errors import Issue, ReportedlyError
from reportedly.extract import for_every_language, is_unread, model_for, told, unread_issue
from reportedly.graph.iri import graph_iri
from reportedly.source import FileMemory
from reportedly.store import Entry, Outcome, Run, Standing
from reportedly.store.change import found_at, home_of
from reportedly.store.runs import FINISHED, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from reportedly.extract import Extractor
    from reportedly.statement import Model, Reading
    from reportedly.store import Store

_ARTICLES = 16  # in a batch: about 16,000 quads, enough for the store's fast way of writing
_CHARACTERS = 200_000  # in a batch: fewer articles where they are long


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the articles, and how many statements they made.

    `refused` statements are those that the text does not bear out; their articles did not fail.
    Nor did those in `unread`, by language, of which nobody here can extract anything yet.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    statements: int = 0
    refused: int = 0
    unread: tuple[tuple[str, int], ...] = ()

    @property
    def totals(self) -> dict[str, int]:
        """How many there were of what."""
        names = ("new", "changed", "unchanged", "failed", "statements", "refused")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        counts = (
            f"{self.new} new, {self.changed} changed,"
            f" {self.unchanged} unchanged, {self.failed} failed"
        )
        return counts + told(dict(self.unread))


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during a run: `summary` tells what was done, and what was done is safe."""

    def __init__(self, summary: Summary) -> None:
        super().__init__(str(summary))
        self.summary = summary


def memory_of(store: Store) -> FileMemory:
    """Return what `store` remembers of addresses on the web: how to ask whether they changed."""

    def stored(place: str) -> Article | None:
        current = [at.version for at in store.versions(place) if at.current]
        return store.article(current[0]) if current else None

    return FileMemory(Path(store.name) / "web.sqlite", stored)


def _ignore(*_: object) -> None:
    """Take no notice."""


def ingest(
    items: Iterable[Article | Issue],
    store: Store,
    extractor: Extractor,
    *,
    now: datetime,
    run: str = "",
    on_progress: Callable[[Summary], None] = _ignore,
    on_issue: Callable[[Issue], None] = _ignore,
    asked: Sequence[str] = (),
    counted: Callable[[], Mapping[str, int]] = dict,
    on_linking: Callable[[int, int], None] = _ignore,
) -> Summary:
    """Read `items` into `store`; return what became of them.

    `now` dates the run's entries in the store's books, and names it where `run` does not; neither
    enters an article's graph. Who names a `run` has it recorded too (`Store.begin_run`).
    `on_progress` is told whenever the summary has changed, `on_issue` of every article that fails;
    these issues, and those of refused statements, are in the store too. `asked` are the sources as
    they were named and `counted` gives what else was counted in the end, such as requests, for the
    record of the run. What an older reportedly has linked by other rules is linked anew in the end;
    `on_linking` is told how many articles of how many are done. Raises Interrupted on Ctrl-C, and
    StoreError or ModelError where going on is no use.
    """
    name = run or now.isoformat()
    going = _Run(store, for_every_language(extractor), now, name, on_progress, on_issue)
    if not run:
        store.begin_run(Run(now, tuple(asked)))
    start = time.monotonic()

    def end(how: str) -> None:
        if run:
            return
        ended = now + timedelta(seconds=time.monotonic() - start)
        store.end_run(how, ended, {**going.summary.totals, **counted()})

    try:
        for item in items:
            going.take(item)
        going.write()
        end(FINISHED)
        store.relink(on_linking)
        store.tidy()
    except KeyboardInterrupt as stop:
        end(INTERRUPTED)
        raise Interrupted(going.summary) from stop
    return going.summary


@dataclass(slots=True)
class _Run:
    """A run under way: the summary so far and the batch that waits to be extracted."""

    store: Store
    extractor: Extractor
    now: datetime
    name: str
    on_progress: Callable[[Summary], None]
    on_issue: Callable[[Issue], None]
    summary: Summary = field(default_factory=Summary)
    batch: list[Article] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)
    """Versions and places of the batch."""

    def take(self, item: Article | Issue) -> None:
        """Settle `item`, or keep it for the batch."""
        if isinstance(item, Issue):
            self._fail(item)
            return
        claim = {item.version, found_at(item), home_of(item)}
        if claim & self.claimed:  # the same text or place again: it depends on the first
            self.write()
        model = model_for(self.extractor, item)
        standing = self.store.standing(item, model)
        if standing is Standing.SAME:
            self._count(unchanged=1)
        elif standing is Standing.KNOWN:
            outcome = self.store.adopt(item, model, self.now)
            self._count(**{outcome.value: 1})
        else:
            self.batch.append(item)
            self.claimed |= claim
            if self._is_full():
                self.write()

    def _is_full(self) -> bool:
        return (
            len(self.batch) >= _ARTICLES
            or sum(len(article.text) for article in self.batch) >= _CHARACTERS
        )

    def write(self) -> None:
        """Extract and store the batch."""
        batch, self.batch, self.claimed = self.batch, [], set()
        if not batch:
            return
        entries = []
        for article, result in zip(batch, self.extractor.extract(batch), strict=True):
            entry = result if isinstance(result, Issue) else self._entry(result, article)
            if isinstance(entry, Issue):
                self._fail(entry)
            else:
                entries.append(entry)
        for entry, outcome in zip(entries, self.store.put(entries, self.now), strict=True):
            if isinstance(outcome, Issue):
                self._fail(outcome)
            else:
                written = entry.statements if outcome is not Outcome.UNCHANGED else 0
                self._count(**{outcome.value: 1, "statements": written})
                if is_unread(entry.model) and outcome is not Outcome.UNCHANGED:
                    self._set_aside(entry.article)

    def _entry(self, reading: Reading, article: Article) -> Entry | Issue:
        """Return what is to be stored, having refused what the text does not bear out."""
        made = entry_of(reading, article, model_for(self.extractor, article))
        if isinstance(made, Issue):
            return made
        entry, refused = made
        if refused:
            self._record(refused)
            self._count(refused=len(reading.statements) - entry.statements)
        return entry

    def _set_aside(self, article: Article) -> None:
        """Record that an article was stored and that nobody here reads its language."""
        self._record([unread_issue(article)])
        counts = Counter(dict(self.summary.unread))
        counts[article.language or ""] += 1
        self.summary = replace(self.summary, unread=tuple(sorted(counts.items())))
        self.on_progress(self.summary)

    def _fail(self, issue: Issue) -> None:
        self._record([issue])
        self.on_issue(issue)
        self._count(failed=1)

    def _record(self, issues: Iterable[Issue]) -> None:
        self.store.record_issues(issues, self.name, self.now)

    def _count(self, **more: int) -> None:
        sums = {name: getattr(self.summary, name) + count for name, count in more.items()}
        self.summary = replace(self.summary, **sums)
        self.on_progress(self.summary)


def entry_of(
    reading: Reading, article: Article, model: Model
) -> tuple[Entry, tuple[Issue, ...]] | Issue:
    """Return what is to be stored of a reading, and what is refused as not borne out by the text.

    Where no graph can be made of it, the Issue.
    """
    try:
        kept, refused = graph.grounded(reading, article)
        triples = graph.triples(kept)
    except ReportedlyError as fault:
        return Issue.of(fault, "ground")
    except Exception as fault:  # noqa: BLE001 one article's failure must not end the run
        reason = f"no graph could be made of it: {type(fault).__name__}: {fault}"
        return Issue(article.name, "ground", reason, "report this with the article")
    return Entry(article, model, graph_iri(article), triples, len(kept.statements)), tuple(refused)
