"""What a source has that is worth reading now: not what was looked at lately, not what is filtered.

A page that is known is asked for again when `recheck` has passed or its listing says that it has
changed; one that failed is tried in the next run, and from then on after ever longer waits; a file
is read again when its size or time is another one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.article import Article
from reportedly.edtf import bounds
from reportedly.errors import Issue, SourceError
from reportedly.job.config import Filter, Source
from reportedly.job.record import Seen
from reportedly.job.state import State
from reportedly.source import Web, folder, read

if TYPE_CHECKING:
    from reportedly.source.web.listing import Link

Item = Article | Issue

_ARCHIVES = (".warc", ".warc.gz", ".warc.zst")
_FIRST_WAIT = timedelta(hours=1)
_LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Which articles are wanted by date; `again` asks for known ones too."""

    since: str | None = None
    until: date | None = None
    again: bool = False


@dataclass(slots=True)
class Supply:
    """A source being read; `web` says how, apart from what the source itself says."""

    source: Source
    state: State
    web: Web
    now: datetime
    window: Window = Window()
    failed: str = ""
    """Why the source as a whole cannot be read, if so."""
    places: list[tuple[str, Seen]] = field(default_factory=list)
    """What to note once the articles so far are in the store."""
    count: int = 0
    """Articles so far."""
    after: list[Callable[[], None]] = field(default_factory=list)
    """What to do when all of them are."""

    def items(self) -> Iterator[Item]:
        """Yield the articles to be read, and issues for what cannot be."""
        with self._archived():
            yield from self._items()

    @contextmanager
    def _archived(self) -> Iterator[None]:
        """Keep what is fetched meanwhile, if the source says so."""
        if self.source.archive is None:
            yield
            return
        from reportedly.archive import Archive

        with Archive(self.source.archive, self.source.archive_size, self.now) as archive:
            self.web = replace(self.web, witness=archive)
            yield

    def _items(self) -> Iterator[Item]:
        given = self._given()
        for item in self._read():
            if isinstance(item, Issue):
                self._fail(item, given)
                yield item
                continue
            found = self._labelled(item)
            self._note(found.location, Seen(self.now))
            if self._fits(found):
                self.count += 1
                yield found

    def taken(self) -> list[tuple[str, Seen]]:
        """Return the places to be noted, and begin a new list."""
        places, self.places = self.places, []
        return places

    # -------------------------------------------------------------------------------------- reading

    def _read(self) -> Iterator[Item]:
        kind = self.source.kind
        if kind == "json":
            from reportedly.job.endpoint import records

            yield from records(self)
        elif kind in {"folder", "warc"}:
            yield from self._files()
        elif kind == "pages":
            urls = [url for url in self._listed() if self.wanted_page(url)]
            yield from self._web(urls)
        elif self.source.path is not None:
            yield from self._web([str(self.source.path)])
        else:
            yield from self._web(list(self.source.url))

    def _web(self, sources: list[str]) -> Iterator[Item]:
        limit = self.source.limit
        yield from read(
            sources,
            publisher=self.source.publisher,
            since=self.window.since or self.source.since,
            limit=limit,
            web=self.plan(),
        )

    def plan(self) -> Web:
        """Return how this source's addresses are read."""
        manners = replace(
            self.web.manners,
            pause=self.source.pause.total_seconds(),
            patience=self.source.patience.total_seconds(),
        )
        return replace(
            self.web,
            own_text=self.source.text == "entry",
            private=self.source.private,
            manners=manners,
            wanted=self._wanted,
        )

    def _listed(self) -> list[str]:
        """Return the addresses of a list of pages, as issues will call them."""
        from reportedly.source.web.address import address

        lines = self.source.url
        if self.source.path is not None:
            lines = tuple(_lines(self.source.path))
        found = []
        for line in lines:
            try:
                found.append(address(line).url)
            except SourceError:
                found.append(line)  # reading it says what is wrong with it
        return found

    def _given(self) -> set[str]:
        """Return what issues about the source as a whole are called."""
        if self.source.kind == "pages":
            return set()
        return {*self.source.url, *([str(self.source.path)] if self.source.path else [])}

    def _files(self) -> Iterator[Item]:
        path = self.source.path
        assert path is not None, "a folder has a path, or the configuration is refused"  # noqa: S101
        if not path.exists():
            yield Issue(str(path), "source", "no such file or folder", "is the disk mounted?")
            return
        for found in folder.files(path, Counter()):
            if self.source.limit is not None and self.count >= self.source.limit:
                return  # between two files: one that is begun is read to its end
            if isinstance(found, Issue):
                yield found
            elif self.source.kind != "warc" or found.name.lower().endswith(_ARCHIVES):
                yield from self._file(found.path)

    def _file(self, path: Path) -> Iterator[Item]:
        """Yield what is in a file, unless it is as it was."""
        try:
            status = path.stat()
        except OSError as error:
            yield Issue(str(path), "source", error.strerror or str(error), "check the disk")
            return
        stamp = f"{status.st_mtime_ns}-{status.st_size}"
        seen = self.state.seen(self.source.name, str(path))
        if seen is not None and seen.stamp == stamp and not self.window.again:
            return
        yield from read(
            [path],
            publisher=self.source.publisher,
            since=self.window.since or self.source.since,
            mapping=self.source.map,
        )
        self.places.append((str(path), Seen(self.now, stamp)))

    # ---------------------------------------------------------------------------------- what to ask

    def _wanted(self, link: Link) -> bool:
        """Tell whether to read a page that a listing names."""
        if not _may_fit(self.source, link.url, link.title):
            return False
        return self.source.text == "entry" or self.wanted_page(link.url, link.changed)

    def wanted_page(self, url: str, changed: str = "") -> bool:
        """Tell whether to ask for a page now, which its listing says was `changed` last then."""
        seen = None if self.window.again else self.state.seen(self.source.name, url)
        if seen is None or seen.checked > self.now:  # a clock was wrong
            return True
        since = self.now - seen.checked
        if seen.failures:
            return since >= wait(seen.failures)
        return since >= self.source.recheck or _is_later(changed, seen.checked)

    def _fail(self, issue: Issue, given: set[str]) -> None:
        if issue.item in given:
            self.failed = issue.reason
            return
        if self.source.kind in {"folder", "warc", "json"}:
            return
        seen = self.state.seen(self.source.name, issue.item)
        self._note(issue.item, Seen(self.now, failures=(seen.failures if seen else 0) + 1))

    def _note(self, place: str, seen: Seen) -> None:
        if self.source.kind not in {"folder", "warc", "json"} and self.source.text == "page":
            self.places.append((place, seen))

    def _labelled(self, article: Article) -> Article:
        language = self.source.language
        return replace(article, language=language) if language else article

    def _fits(self, article: Article) -> bool:
        first = bounds(article.published)[0]
        if self.window.until is not None and first is not None and first > self.window.until:
            return False
        return fits(self.source, article)


def wait(failures: int) -> timedelta:
    """Return how long a page that has failed so often is left alone."""
    if failures <= 1:
        return timedelta(0)
    return min(_FIRST_WAIT * (1 << min(failures - 2, 10)), _LONGEST_WAIT)


def fits(source: Source, article: Article) -> bool:
    """Tell whether the filters of `source` let `article` through."""
    url = article.url or article.location
    parts = (url, article.title, article.section, article.language)
    return _all(source.include, parts) and not any(_each(source.exclude, parts))


def _may_fit(source: Source, url: str, title: str | None) -> bool:
    """Tell whether an article may fit of which no more is known yet."""
    parts = (url, title, None, None)
    include = replace(source.include, section=(), language=())
    include = include if title else replace(include, title=())
    return _all(include, parts) and not any(_each(source.exclude, parts))


_Parts = tuple[str | None, str | None, str | None, str | None]


def _all(wanted: Filter, parts: _Parts) -> bool:
    named = (wanted.url, wanted.title, wanted.section, wanted.language)
    return all(fit for fit, given in zip(_each(wanted, parts), named, strict=True) if given)


def _each(wanted: Filter, parts: _Parts) -> tuple[bool, bool, bool, bool]:
    """Tell of each part whether it fits one of those in `wanted`."""
    url, title, section, language = parts
    return (
        any(fnmatchcase(url or "", pattern) for pattern in wanted.url),
        any(_has_words(title or "", words) for words in wanted.title),
        any((section or "").casefold() == name.casefold() for name in wanted.section),
        any((language or "").split("-")[0] == code.lower() for code in wanted.language),
    )


def _has_words(text: str, words: str) -> bool:
    """Tell whether `words` stand in `text`, as whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def _is_later(stamp: str, than: datetime) -> bool:
    """Tell whether a listing's stamp names a moment later than that."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return False
    return moment.tzinfo is not None and moment > than


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            if (text := line.strip().removeprefix("\ufeff")) and not text.startswith("#"):
                yield text
