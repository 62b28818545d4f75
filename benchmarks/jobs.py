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
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import nullcontext, suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.outlets import DAY, HALF, Clock, Outlet, Sites, start  # noqa: E402
from tests.store.fakes import FakeExtractor  # noqa: E402 the checkout is not installed

from reportedly.job.config import Config  # noqa: E402
from reportedly.job.due import do_due  # noqa: E402
from reportedly.job.reader import load  # noqa: E402
from reportedly.job.run import Means  # noqa: E402
from reportedly.job.state import State  # noqa: E402
from reportedly.source import Web  # noqa: E402
from reportedly.source.web.plan import Manners  # noqa: E402
from reportedly.store import open_snapshot  # noqa: E402

PAUSE = 1.0


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
            while not has_run(folder / "reportedly-data"):
                time.sleep(0.5)
            time.sleep(5)  # until the run's process has ended
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


def has_run(store: Path) -> bool:
    """Tell whether a run has ended."""
    with State(store, read_only=True) as state:
        return any(run.ended for run in state.runs())


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
