"""A large web archive: memory and time of reading it, and whether a killed run is made good.

    python benchmarks/warc.py [--read 100000] [--ingest 1500] [--bare 50000]

Writes a WARC as Common Crawl does, one gzip member a record, of invented pages, each behind the
request for it, so there are twice as many records. All of the first is read, without extraction, by
a process whose memory is looked at on the way; the second is ingested by `reportedly ingest`,
killed (-9) when two fifths are in the store, and ingested again: afterwards each page must be there
once, with its text. The third is the same with more pages and an extractor that finds nothing, so
that it ends within the hour. Reading takes about 10 ms a page on one core, and ingesting 0.1 s.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.ingestion import ingest
from reportedly.source import read
from reportedly.statement import (
    Actor,
    ActorType,
    DateBasis,
    Model,
    Reading,
    TemporalExtent,
)
from reportedly.store import open_snapshot, open_store

LIMIT = 1500  # MB that a run may take
PEOPLE = (
    "Anna Lind,Bo Ek,Carla Voss,Dmitri Orel,Ema Nagy,Farid Haddad,Grace Mbeki,Hugo Lange".split(",")
)
ROLES = "mayor,harbour master,minister,spokeswoman,engineer,union leader,judge,economist".split(",")
PLACES = "Lower Town,Port Halden,Nordhavn,the capital,Vessel Bay,the northern district".split(",")
THINGS = "ferry,dam,budget,railway,hospital,harbour,power station,treaty,school,bridge".split(",")
CLAIMS = (
    "the {thing} would be closed before the winter",
    "nobody had been told about the plans for the {thing}",
    "the cost of the {thing} had doubled to {number} million",
    "{number} people had been moved from their homes near the {thing}",
    "a report on the {thing} was likely to be published in {month}",
)
WAYS = (
    "{person}, a {role} in {place}, said that {claim}.",
    "“It is true that {claim},” {person} told reporters in {place} on Monday.",
    "According to {person}, {claim}.",
    "{person} denied that {claim}, and said the {thing} in {place} was safe.",
    "Officials in {place}, who asked not to be named, said {claim}.",
    "It had rained in {place} for {number} days, and the {thing} stood empty.",
)
MONTHS = "January,February,March,April,May,June,July,August".split(",")


def sentence(chance: random.Random) -> str:
    """Return an invented sentence of news."""
    words = {
        "person": chance.choice(PEOPLE),
        "role": chance.choice(ROLES),
        "place": chance.choice(PLACES),
        "thing": chance.choice(THINGS),
        "number": chance.randrange(2, 900),
        "month": chance.choice(MONTHS),
    }
    return chance.choice(WAYS).format(**words, claim=chance.choice(CLAIMS).format(**words))


def page(number: int) -> str:
    """Return the invented page of that number, about 150 words of article among menus."""
    chance = random.Random(number)
    title = f"Report {number}: {chance.choice(THINGS)} in {chance.choice(PLACES)}"
    body = "".join(
        f"<p>{' '.join(sentence(chance) for _ in range(3))}</p>"
        for _ in range(chance.randrange(2, 5))
    )
    links = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title>"
        f"<meta property='article:published_time' content='2024-{1 + number % 12:02}-05'></head>"
        f"<body><nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article>"
        f"<footer><ul>{links}</ul></footer></body></html>"
    )


def address(number: int) -> str:
    """Return where the page was fetched."""
    return f"https://outlet{number % 50}.example/news/{number}.html"


def record(kind: str, url: str, content: bytes) -> bytes:
    """Return a record, packed as a gzip member of its own."""
    media = "application/http; msgtype=" + ("response" if kind == "response" else "request")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2024-12-01T00:00:00Z\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + content + b"\r\n\r\n", 1)


def write(path: Path, pages: int) -> None:
    """Write an archive of so many pages, each behind the request for it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    with path.open("wb") as out:
        for number in range(pages):
            out.write(record("request", address(number), b"GET / HTTP/1.1\r\n\r\n"))
            out.write(record("response", address(number), answer + page(number).encode()))


def megabytes() -> int:
    """Return the peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def reading(path: Path, pages: int) -> None:
    """Read the archive and print what it takes; this runs in a process of its own."""
    start, found = time.process_time(), 0
    for item in read([str(path)]):
        assert isinstance(item, Article), item
        found += 1
        if found in {pages // 10, pages}:
            took = time.process_time() - start
            print(
                f"  {found:9,} pages read   {megabytes():5} MB at the peak"
                f"   {1e3 * took / found:5.1f} ms of processor time a page",
                flush=True,
            )
    assert found == pages, f"{found} of {pages} pages"


def stored(store: Path) -> int:
    """Return how many articles are in the store's books, while it is being written."""
    try:
        with sqlite3.connect(f"file:{store / 'articles.sqlite'}?mode=ro", uri=True) as books:
            return int(books.execute("SELECT count(*) FROM version").fetchone()[0])
    except sqlite3.Error:
        return 0


class Nothing:
    """An extractor that finds nothing but who published an article."""

    model = Model("https://example.org/nothing", "nothing", "1", "0" * 64)

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield a reading without statements for each article."""
        when = TemporalExtent("published", None, None, None, None, DateBasis.UNKNOWN)
        for article in articles:
            if isinstance(article, Issue):
                yield article
                continue
            outlet = Actor("outlet", article.publisher or "Outlet", ActorType.ORGANIZATION)
            yield Reading(
                article, self.model, "outlet", "published", actors=(outlet,), times=(when,)
            )


def bare(path: Path, store: Path) -> None:
    """Ingest without extraction; this runs in a process of its own."""
    with open_store(store, create=True) as target:
        print(ingest(read([str(path)]), target, Nothing(), now=datetime.now(UTC)), file=sys.stderr)


def run(path: Path, store: Path, kill_at: int | None = None, *, plain: bool = False) -> str:
    """Ingest the archive, killing the process when `kill_at` articles are there; print the cost."""
    command = [sys.executable, "-m", "reportedly", "ingest", str(path), "--store", str(store)]
    if plain:
        command = [sys.executable, __file__, "--ingesting", str(path), str(store)]
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stderr=said)
        if kill_at is not None:
            while stored(store) < kill_at and child.poll() is None:
                time.sleep(0.2)
            child.send_signal(signal.SIGKILL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        last = said.read().strip().rpartition("\n")[2]
    end = "killed" if child.returncode == -signal.SIGKILL else last
    memory = used.ru_maxrss >> 10
    assert memory < LIMIT, f"{memory} MB"
    print(f"  {memory:5} MB at the peak   {time.monotonic() - start:5.0f} s   {end}", flush=True)
    return last


def verify(store: Path, pages: int) -> None:
    """Make sure that each page is in the store once, with the text that it has."""
    with open_snapshot(store) as view:
        found = list(view.articles())
        counts = view.counts()
        graphs = sum(1 for _ in view.graphs())
    assert counts.articles == graphs == len(found) == pages, (counts, graphs, len(found))
    assert {article.url for article in found} == {address(number) for number in range(pages)}
    for article in found:
        number = int((article.title or "").partition(":")[0].split()[1])
        assert article.url == address(number)
        assert article.text.startswith(f"Report {number}: ")
    print(f"  each of the {pages:,} pages is there once, with {counts.statements:,} statements")


def ingesting(folder: Path, pages: int, *, plain: bool = False) -> None:
    """Ingest, kill, ingest again, and look."""
    path, store = folder / f"{pages}.warc.gz", folder / f"store-{pages}"
    write(path, pages)
    run(path, store, kill_at=pages * 2 // 5, plain=plain)
    print(f"  {stored(store):9,} articles had been acknowledged")
    run(path, store, plain=plain)
    verify(store, pages)
    again = run(path, store, plain=plain)
    assert again == f"0 new, 0 changed, {pages} unchanged, 0 failed", again


def main() -> None:
    """Run both."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--read", type=int, default=100_000)
    options.add_argument("--ingest", type=int, default=1_500)
    options.add_argument("--bare", type=int, default=50_000)
    options.add_argument("--reading", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--ingesting", type=Path, nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.ingesting:
        bare(*chosen.ingesting)
        return
    if chosen.reading:
        reading(chosen.reading, chosen.read)
        return
    folder = Path(tempfile.mkdtemp(prefix="reportedly-warc-"))
    try:
        if chosen.read:
            path = folder / "read.warc.gz"
            write(path, chosen.read)
            print(f"Reading {path.stat().st_size >> 20} MB:", flush=True)
            command = [sys.executable, __file__, "--reading", str(path), "--read", str(chosen.read)]
            subprocess.run(command, check=True)
        if chosen.ingest:
            print("Ingesting, killed, and again, and once more:", flush=True)
            ingesting(folder, chosen.ingest)
        if chosen.bare:
            print("The same without extraction:", flush=True)
            ingesting(folder, chosen.bare, plain=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
