"""From addresses to articles: pages are read, listings are followed, in the order they are given.

A few fetches are under way at any time, so that one slow host holds up the others less; `Session`
sees to it that no host is asked twice at once. What they give comes out in order, and no more is
fetched ahead than is going to be used.

    address given ─▶ page
                  ├▶ feed ─▶ page, or the entry's own text
                  ├▶ sitemap index ─▶ sitemap ─▶ page
                  └▶ OPML list ─▶ feed ─▶ page

An address in a listing may only lead to what belongs there, and none is followed twice, so nothing
leads in circles.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from reportedly.article import Article
from reportedly.edtf import bounds
from reportedly.errors import Issue, SourceError, StoreError
from reportedly.source import edtf
from reportedly.source.web import body, entry, listing, reading
from reportedly.source.web.address import address
from reportedly.source.web.answer import Fetched, Validators
from reportedly.source.web.guard import Place
from reportedly.source.web.listing import Kind, Link
from reportedly.source.web.memory import Remembered
from reportedly.source.web.plan import Web
from reportedly.source.web.reading import Document, Reader
from reportedly.source.web.session import Session

_AHEAD = 8  # fetches under way or done and not yet used, at each level of listings

Item = Article | Issue


def articles(urls: Iterable[str], web: Web, read: Reader) -> Iterator[Item]:
    """Iterate over the articles at `urls`, which the user gave, and in what they list."""
    allowed: set[Place] = set()
    with _walking(web, allowed, read) as walk:
        yield from walk.counted(_given(urls, allowed if web.private else None))


def listed(data: bytes, name: str, web: Web, read: Reader) -> Iterator[Item]:
    """Iterate over what a listing lists that the user has as the file `name`.

    Raises SourceError where it is none.
    """
    found = reading.document(data, name)
    if not found.is_listing:
        reason = f"{found.kind}, not a feed, a sitemap or an OPML list"
        raise SourceError(name, reason, "to read one as plain text: reportedly ingest - < FILE")
    with _walking(web, (), read) as walk:
        yield from walk.counted(listing.links(found.text or "", found.kind, ""))


def _given(urls: Iterable[str], allowed: set[Place] | None) -> Iterator[Link | Issue]:
    for url in urls:
        try:
            found = address(url)
        except SourceError as error:
            yield Issue.of(error, "source")
            continue
        if allowed is not None:
            allowed.add(found.place)
        yield Link(found.url, frozenset())


@contextmanager
def _walking(web: Web, allowed: Iterable[Place], read: Reader) -> Iterator[_Walk]:
    places = allowed if isinstance(allowed, set) else set(allowed)
    session = Session(
        places, web.manners, web.clock(), web.memory, web.hosts(), witness=web.witness
    )
    pool = ThreadPoolExecutor(_AHEAD, thread_name_prefix="fetch")
    try:
        yield _Walk(web, read, session, pool)
    finally:
        session.close()
        pool.shutdown(wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A link and its fetch, if it needs one, and what it gave the last time."""

    link: Link
    before: Remembered | None
    fetch: Future[Fetched] | None


@dataclass(slots=True)
class _Walk:
    """A walk under way."""

    web: Web
    read: Reader
    session: Session
    pool: ThreadPoolExecutor
    seen: set[str] = field(default_factory=set)
    count: int = 0
    """Articles and issues handed on so far."""

    def counted(self, links: Iterator[Link | Issue]) -> Iterator[Item]:
        """Iterate over what `links` lead to, up to the limit."""
        for item in self._followed(links):
            self.count += 1
            yield item

    def _room(self) -> int:
        return _AHEAD if self.web.limit is None else min(_AHEAD, self.web.limit - self.count)

    def _followed(self, links: Iterator[Link | Issue]) -> Iterator[Item]:
        """Iterate over what `links` lead to; a listing's links are followed in its place."""
        wanted = filter(self._wanted, links)
        ahead: deque[_Begun | Item] = deque()
        while self._room() > 0:
            while len(ahead) < self._room() and (link := next(wanted, None)) is not None:
                ahead.append(link if isinstance(link, Issue) else self._begun(link))
            if not ahead:
                return
            first = ahead.popleft()
            if isinstance(first, _Begun):
                yield from self._finished(first)
            else:
                yield first

    def _wanted(self, link: Link | Issue) -> bool:
        """Tell whether to follow `link`: once only, and only if it may be recent enough.

        What was last changed before a day was published before it too.
        """
        if isinstance(link, Issue):
            return True
        known = link.url in self.seen
        self.seen.add(link.url)
        if known or (Kind.PAGE in link.expected and not self.web.wanted(link)):
            return False
        return self._is_recent(link.published or edtf.stated(link.changed))

    def _begun(self, link: Link) -> _Begun | Item:
        """Begin to fetch `link`, unless what it gives is known without."""
        is_entry = Kind.PAGE in link.expected
        if is_entry and self.web.own_text:
            return _attempt(link.url, lambda: entry.article(link))
        if is_entry and self.web.dry:
            return Article("", link.url, link.url, link.title, published=link.published)
        before = self.web.memory.recall(link.url)
        if before is not None and before.article is not None and _is_same(link, before):
            return _Begun(link, before, None)
        validators = before.validators if before is not None else None
        return _Begun(link, before, self.pool.submit(self.session.fetch, link.url, validators))

    def _finished(self, begun: _Begun) -> Iterator[Item]:
        """Iterate over what has come of it: an article, an issue, or a listing's many."""
        url = begun.link.url
        try:
            fetched = begun.fetch.result() if begun.fetch else None
            for item in self._made(begun.link, begun.before, fetched):
                if isinstance(item, Issue) or self._is_recent(item.published):
                    yield item
        except StoreError:
            raise
        except SourceError as error:
            yield replace(Issue.of(error, "source"), item=url)
        except Exception as fault:  # noqa: BLE001 one address's failure must not end the run
            reason = f"cannot be read: {type(fault).__name__}: {fault}"
            yield Issue(url, "source", reason, "report this with the address")

    def _is_recent(self, published: str | None) -> bool:
        last = bounds(published)[1]
        return self.web.since is None or last is None or last >= self.web.since

    def _made(
        self, link: Link, before: Remembered | None, fetched: Fetched | None
    ) -> Iterator[Item]:
        """Iterate over the articles at `link`; what it gave `before` counts if that is unchanged.

        Raises SourceError where it has none.
        """
        unchanged = fetched is None or fetched.data is None
        if unchanged and before is not None and before.article is not None:
            # The same text may have been read at another place since.
            yield replace(before.article, location=link.url)
            return
        found = self._document(link, before, fetched)
        reading.expect(link, found.kind)
        if found.is_listing and found.text is not None:
            self._keep(link, fetched, listing_=found.data)
            yield from self._followed(listing.links(found.text, found.kind, found.url))
        else:
            made = reading.article(found, link, self.read)
            self._keep(link, fetched, article=made)
            yield made

    def _document(self, link: Link, before: Remembered | None, fetched: Fetched | None) -> Document:
        if fetched is None or fetched.data is None:
            data = before.listing if before is not None else b""
            return reading.document(data, fetched.url if fetched else link.url)
        data = body.unpacked(fetched.data, self.web.manners.largest)
        return reading.document(data, fetched.url, fetched.media, fetched.charset)

    def _keep(
        self,
        link: Link,
        fetched: Fetched | None,
        *,
        article: Article | None = None,
        listing_: bytes = b"",
    ) -> None:
        """Remember what `link` gave, if that will save anything the next time."""
        if fetched is None or fetched.data is None or not (fetched.validators or link.changed):
            return
        validators = fetched.validators or Validators(fetched.url)
        had = Remembered(validators, fetched.redirects, link.changed, article, listing_)
        self.web.memory.keep(link.url, had)


def _attempt(url: str, make: Callable[[], Article]) -> Item:
    try:
        return make()
    except SourceError as error:
        return replace(Issue.of(error, "source"), item=url)


def _is_same(link: Link, before: Remembered) -> bool:
    """Tell whether the listing says that the page has not changed; a day is not exact enough."""
    return "T" in link.changed and link.changed == before.stamp
