"""Scheduled jobs over months, with many feeds, and idle: what is promised, measured.

    python benchmarks/jobs.py months [--sources 300] [--days 90] [--kills 100]
    python benchmarks/jobs.py crowd [--feeds 2000]
    python benchmarks/jobs.py idle [--seconds 60]

`months` turns a clock through 90 days. The sources are hosts on this machine: plain, flaky, slow,
moved, dying, returning and duplicating ones. The runner is killed (-9) at random instants and run
again. Afterwards every article that was up in at least two polls must be in the store once, none
twice; no source may have waited longer than it should; and no host may have been asked sooner
after the last time than its pause. `crowd` has all feeds due at once and looks at memory, `idle`
at what `jobs watch` takes while nothing is due. Extraction is left out: it is measured elsewhere.

The hosts are 127.1.0.1 and so on, which Linux has without being asked.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import random
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.store.fakes import FakeExtractor  # noqa: E402 the checkout is not installed

from reportedly.job.config import Config  # noqa: E402
from reportedly.job.due import do_due  # noqa: E402
from reportedly.job.reader import load  # noqa: E402
from reportedly.job.run import Means  # noqa: E402
from reportedly.source import Web  # noqa: E402
from reportedly.source.web.plan import Manners  # noqa: E402
from reportedly.store import open_snapshot  # noqa: E402

START = datetime(2024, 1, 1, tzinfo=UTC)
HALF = 43_200.0  # seconds between two polls
DAY = 86_400.0
PAUSE = 1.0
CHARACTERS = ("plain", "plain", "plain", "flaky", "slow", "moved", "dying", "returning", "double")


class Clock:
    """A clock that several processes see; who sleeps turns it."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(struct.pack("d", 0.0))
        with path.open("r+b") as file:
            self._face = mmap.mmap(file.fileno(), 8)

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return float(struct.unpack("d", self._face[:8])[0])

    def turn(self, to: float) -> None:
        """Put the clock forward."""
        if to > self.seconds():
            self._face[:8] = struct.pack("d", to)

    def now(self) -> datetime:
        """Return the time of day."""
        return START + timedelta(seconds=self.seconds())

    def sleep(self, seconds: float) -> None:
        """Put the clock forward, and let others work."""
        self.turn(self.seconds() + seconds)
        time.sleep(0)

    def wake(self) -> None:
        """Nobody waits long here."""


# ---------------------------------------------------------------------------------------- the sites


@dataclass(frozen=True)
class Outlet:
    """A host with a character, and what it publishes when."""

    number: int
    days: float

    @property
    def character(self) -> str:
        """What becomes of it."""
        return CHARACTERS[self.number % len(CHARACTERS)]

    @property
    def host(self) -> str:
        """Its address in this machine."""
        return f"127.1.{self.number // 200}.{self.number % 200 + 1}"

    @property
    def every(self) -> float:
        """Seconds between two articles."""
        return DAY * (2 + self.number % 3)

    @property
    def window(self) -> float:
        """Seconds for which an article is up: from a little more than a poll to ten."""
        return HALF * (1.2, 2.5, 5, 10)[self.number % 4]

    def moved(self, now: float) -> bool:
        """Tell whether it has other addresses by now."""
        return self.character == "moved" and now > self.days * DAY / 2

    def down(self, now: float, path: str) -> bool:
        """Tell whether the host fails to answer for `path` in this half of a day."""
        if self.character == "dying":
            return now > self.days * DAY * 0.45
        if self.character == "returning":
            return 0.3 < now / (self.days * DAY) < 0.5
        if self.character == "flaky":
            return zlib.crc32(f"{self.number} {path} {now // HALF}".encode()) % 5 == 0
        return False

    def listed(self, now: float) -> list[int]:
        """Return the numbers of the articles that are up."""
        first = (self.number * 7919) % int(self.every)
        last = int((now - first) // self.every)
        return (
            [n for n in range(last, -1, -1) if now - (first + n * self.every) < self.window]
            if now >= first
            else []
        )

    def up(self, article: int, now: float) -> bool:
        """Tell whether an article can be had."""
        return article in self.listed(now) and not (
            self.down(now, f"/{article}") or self.down(now, "/feed")
        )

    def address(self, article: int, now: float, port: int) -> str:
        """Return where an article is; what was published before a move keeps its address."""
        first = (self.number * 7919) % int(self.every)
        late = self.moved(first + article * self.every) and self.moved(now)
        return f"http://{self.host}:{port}/{'new/' if late else ''}{article}"

    def feed(self, now: float, port: int) -> str:
        """Return its feed."""
        items = []
        for article in self.listed(now):
            link = self.address(article, now, port)
            items.append(_item(link, self.number, article))
            if self.character == "double":
                items.append(_item(f"{link}?utm_source=rss", self.number, article))
        return f'<rss version="2.0"><channel><title>Outlet</title>{"".join(items)}</channel></rss>'

    def page(self, article: int, port: int) -> tuple[str, str]:
        """Return an article and its media type."""
        title = f"Story {self.number}-{article}"
        lines = [f"The mayor said on day {n} that {title} had not been told." for n in range(3)]
        if self.character != "double":
            return "\n\n".join([title, *lines]), "text/plain"
        link = f'<link rel="canonical" href="http://{self.host}:{port}/{article}">'
        body = "".join(f"<p>{line}</p>" for line in lines)
        page = f"<article><h1>{title}</h1>{body}</article>"
        return (
            f"<html><head><title>{title}</title>{link}</head><body>{page}</body></html>",
            "text/html",
        )


def _item(link: str, number: int, article: int) -> str:
    return f"<item><title>Story {number}-{article}</title><link>{link}</link></item>"


@dataclass
class Sites:
    """All hosts in one server, which writes down what it was asked, when."""

    outlets: list[Outlet]
    clock: Clock
    asked: list[tuple[float, str, str, int]] = field(default_factory=list)

    def answer(self, host: str, path: str, port: int) -> tuple[int, dict[str, str], str]:
        """Return the status, headers and text for a request."""
        now = self.clock.seconds()
        high, low = (int(part) for part in host.split(".")[2:])
        outlet = self.outlets[high * 200 + low - 1]
        bare = path.partition("?")[0]
        if bare == "/robots.txt":
            return 404, {}, ""
        if outlet.down(now, bare):
            return 503, {}, ""
        if not bare.startswith("/new/") and outlet.moved(now):
            return 301, {"Location": f"/new{path}"}, ""
        bare = bare.removeprefix("/new")
        if outlet.character == "slow":
            time.sleep(0.03)
        if bare == "/feed":
            return 200, {"Content-Type": "application/rss+xml"}, outlet.feed(now, port)
        article = int(bare[1:])
        if article not in outlet.listed(now):
            return 404, {}, ""
        text, media = outlet.page(article, port)
        return 200, {"Content-Type": f"{media}; charset=utf-8"}, text


def serve(sites: Sites, told: Callable[[int], None]) -> None:
    """Answer until killed; "/log" gives what was asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"].partition(":")[0]
            if self.path == "/log":
                self.give(200, {}, json.dumps(sites.asked))
                return
            now = sites.clock.seconds()
            code, headers, text = sites.answer(host, self.path, self.server.server_address[1])
            tag = f'"{zlib.crc32(text.encode()):x}"'
            if code == 200 and self.headers.get("If-None-Match") == tag:
                code, text = 304, ""
            sites.asked.append((now, host, self.path, code))
            self.give(code, {**headers, **({"ETag": tag} if code == 200 else {})}, text)

        def give(self, code: int, headers: dict[str, str], text: str) -> None:
            data = text.encode()
            with suppress(OSError):
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                if code != 304:
                    self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 512

        def handle_error(self, *_: object) -> None:
            pass

    with Server(("0.0.0.0", 0), Handler) as server:
        told(server.server_address[1])
        server.serve_forever()


def start(sites: Sites) -> tuple[int, int]:
    """Start the server in a process of its own; return the process and the port."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        serve(sites, lambda port: os.write(writing, f"{port}\n".encode()) and None)
        os._exit(0)
    return child, int(os.read(reading, 20))


# --------------------------------------------------------------------------------------- the months


def configured(folder: Path, outlets: list[Outlet], port: int, cron: str) -> Config:
    """Write a configuration of all outlets; return it."""
    text = f'[jobs.all]\ncron = "{cron}"\nsources = "*"\ntimeout = "10m"\n[health]\ndisk_free = 0\n'
    for outlet in outlets:
        url = f"http://{outlet.host}:{port}/feed"
        recheck = "400d" if outlet.number % 2 else "3d"
        text += f'[sources.s{outlet.number}]\nkind = "feed"\nurl = "{url}"\nprivate = true\n'
        text += f'recheck = "{recheck}"\n'
    path = folder / "reportedly.toml"
    path.write_text(text)
    return load(path)


def run_once(config: Config, clock: Clock, kill_after: float | None) -> tuple[bool, float]:
    """Do what is due in a process; tell whether it was killed, and how long it took."""
    began = time.monotonic()
    child = os.fork()
    if not child:
        code = 3
        try:
            means = Means(
                lambda: nullcontext(FakeExtractor()),
                lambda: clock,
                Web(manners=Manners(connect=5, silence=10, total=20)),
            )
            report = do_due(config, means)
            code = 0 if all(run.outcome == "done" for run in report.runs) else 4
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    if not killed and os.WEXITSTATUS(status):
        raise SystemExit(f"a run failed with {os.WEXITSTATUS(status)}")
    return killed, time.monotonic() - began


def loaded() -> None:
    """Load what runs need, so that it is in all the processes that are forked from this one."""
    for name in ("feedparser", "trafilatura", "pyoxigraph", "py3langid", "reportedly.ingestion"):
        import_module(name)
    import_module("reportedly.source.web.walk")
    import_module("reportedly.source.page")


def months(sources: int, days: int, kills: int, seed: int = 1) -> bool:
    """Run for `days` with at least so many kills; tell whether everything is as it should be."""
    chance, began = random.Random(seed), time.monotonic()
    loaded()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = Clock(folder / "clock")
        outlets = [Outlet(number, days) for number in range(sources)]
        server, port = start(Sites(outlets, clock))
        config = configured(folder, outlets, port, "0 */12 * * *")
        done, usual, polls = 0, 1.0, days * 2
        try:
            for poll in range(polls):
                clock.turn(poll * HALF + 1)
                while done < kills * (poll + 1) / polls:
                    killed, _ = run_once(config, clock, chance.uniform(0.0, usual))
                    done += killed
                    if not killed:
                        break
                _, took = run_once(config, clock, None)
                usual = 0.8 * usual + 0.2 * took
                if poll % 20 == 19:
                    print(
                        f"day {poll // 2 + 1}: {done} kills, {time.monotonic() - began:.0f} s",
                        flush=True,
                    )
            with urlopen(f"http://127.0.0.1:{port}/log") as answer:
                asked = [tuple(row) for row in json.load(answer)]
        finally:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
        good = judged(outlets, asked, config, days)
    print(
        f"{sources} sources, {days} days, {done} kills, {len(asked):,} requests,"
        f" {time.monotonic() - began:.0f} s"
    )
    return good and done >= kills


def judged(outlets: list[Outlet], asked: list, config: Config, days: int) -> bool:
    """Print what was found; tell whether it is as it should be."""
    with open_snapshot(config.store) as view:
        titles = Counter(article.text.split("\n")[0] for article in view.articles())
        graphs = sum(1 for _ in view.graphs())
    wanted = {
        f"Story {outlet.number}-{article}"
        for outlet in outlets
        for article, count in polled(outlet, asked).items()
        if count >= 2
    }
    twice = sorted(title for title, count in titles.items() if count > 1)
    missing = sorted(wanted - titles.keys())
    impolite = hurried(asked)
    starved = longest_waits(outlets, asked, days)
    print(
        f"articles up in two polls: {len(wanted):,}; in the store: {len(titles):,}"
        f" ({graphs:,} graphs)"
    )
    print(f"missing: {len(missing)} {missing[:5]}; twice: {len(twice)} {twice[:5]}")
    print(f"requests too soon after another: {len(impolite)} {impolite[:3]}")
    print(f"sources that waited too long: {len(starved)} {starved[:5]}")
    return not (missing or twice or impolite or starved) and graphs == sum(titles.values())


def polled(outlet: Outlet, asked: list) -> Counter:
    """Return in how many polls (halves of a day) each article was up."""
    slots = {
        now // HALF: now
        for now, host, path, code in asked
        if host == outlet.host and path in {"/feed", "/new/feed"} and code in {200, 304}
    }
    return Counter(n for now in slots.values() for n in outlet.listed(now) if outlet.up(n, now))


def hurried(asked: list) -> list[tuple[str, float, float]]:
    """Return the requests that came too soon after the last one to the same host."""
    by_host = defaultdict(list)
    for now, host, _, _ in asked:
        by_host[host].append(now)
    return [
        (host, first, second)
        for host, times in by_host.items()
        for first, second in pairwise(sorted(times))
        if second - first < PAUSE - 1e-3
    ]


def longest_waits(outlets: list[Outlet], asked: list, days: int) -> list[tuple[str, int, float]]:
    """Return the sources that were not asked for longer than they should be, in days."""
    by_host = defaultdict(list)
    for now, host, path, _ in asked:
        if path == "/feed":
            by_host[host].append(now)
    found = []
    for outlet in outlets:
        times = [0.0, *by_host[outlet.host], days * DAY]
        most = max(later - first for first, later in pairwise(times)) / DAY
        failing = outlet.character in {"dying", "returning", "flaky"}
        if most > (1.6 if failing else 0.6):
            found.append((outlet.character, outlet.number, round(most, 2)))
    return found


# ------------------------------------------------------------------------------- crowd, and idling


def megabytes(process: int) -> float:
    """Return the memory of a process now."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def crowd(feeds: int, most: float = 400.0) -> bool:
    """Have so many feeds due at once; tell whether memory stays in bounds and all are read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = Clock(folder / "clock")
        clock.turn(20 * DAY)
        outlets = [Outlet(number, 1000) for number in range(feeds)]
        server, port = start(Sites(outlets, clock))
        config = configured(folder, outlets, port, "0 0 * * *")
        began, peaks = time.monotonic(), [0.0]
        child = os.fork()
        if not child:
            try:
                run_in_here(config, clock)
            finally:
                os._exit(0)
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            with suppress(OSError, IndexError):
                peaks.append(megabytes(child))
            time.sleep(0.2)
        took = time.monotonic() - began
        with open_snapshot(config.store) as view:
            articles = view.counts().articles
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        wanted = sum(outlet.up(n, 20 * DAY) for outlet in outlets for n in outlet.listed(20 * DAY))
    print(
        f"{feeds:,} feeds due at once: {articles:,} articles of {wanted:,} in {took:.0f} s,"
        f" {max(peaks):.0f} MB at the peak"
    )
    return articles >= 0.98 * wanted and max(peaks) < most


def run_in_here(config: Config, clock: Clock) -> None:
    """Do what is due in this process."""
    means = Means(lambda: nullcontext(FakeExtractor()), lambda: clock, Web())
    do_due(config, means)


def idle(seconds: int) -> bool:
    """Let `jobs watch` idle; tell whether it takes less than 100 MB and 1 % of a core."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        (folder / "in" / "a.txt").write_text("Anna Lind said no.\n")
        (folder / "reportedly.toml").write_text(
            '[sources.a]\nkind = "folder"\npath = "in"\n'
            '[jobs.a]\ncron = "0 0 1 1 *"\nsources = "*"\n'
        )
        words = [sys.executable, "-m", "reportedly", "jobs", "watch"]
        with subprocess.Popen(words, cwd=folder) as process:
            time.sleep(45)  # the first run, and a look after it
            before = busy(process.pid)
            time.sleep(seconds)
            share = (busy(process.pid) - before) / seconds
            memory = megabytes(process.pid)
            asked = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait()
    ended = time.monotonic() - asked
    print(f"watch, idle: {memory:.0f} MB, {share:.2%} of a core; stopped within {ended:.1f} s")
    return memory < 100 and share < 0.01 and ended < 10


def busy(process: int) -> float:
    """Return the seconds for which a process has had a core."""
    parts = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parts = parser.add_subparsers(dest="part", required=True)
    long = parts.add_parser("months")
    long.add_argument("--sources", type=int, default=300)
    long.add_argument("--days", type=int, default=90)
    long.add_argument("--kills", type=int, default=100)
    parts.add_parser("crowd").add_argument("--feeds", type=int, default=2000)
    parts.add_parser("idle").add_argument("--seconds", type=int, default=60)
    given = vars(parser.parse_args())
    part = {"months": months, "crowd": crowd, "idle": idle}[given.pop("part")]
    sys.exit(0 if part(**given) else 1)


if __name__ == "__main__":
    main()
