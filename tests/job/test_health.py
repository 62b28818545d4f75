"""What is wrong though nothing crashed, who is told, and that it is told once."""

from __future__ import annotations

import json
import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from tests.job.conftest import Desk
from tests.job.test_running import XML, config, publish
from tests.source.web.site import Handler, Site, answer, item, page, rss

from reportedly.job.metrics import METRICS
from reportedly.store import open_snapshot

HEALTH = '[health]\ndisk_free = 0\nwebhook = "env:HOOK"\nheartbeat = "env:BEAT"\n'


class Hook:
    """An address that is told of problems."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.told: list[dict[str, object]] = []
        self.works = True
        site.routes["/beat"] = answer("ok")
        monkeypatch.setenv("HOOK", site.url + "/hook")
        monkeypatch.setenv("BEAT", site.url + "/beat")

    def kinds(self, which: str = "begun") -> list[str]:
        return [one["kind"] for body in self.told for one in body[which]]  # type: ignore[attr-defined]


@pytest.fixture
def hook(site: Site, monkeypatch: pytest.MonkeyPatch) -> Hook:
    found = Hook(site, monkeypatch)

    def take(handler: Handler) -> int:
        found.told.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        return answer("", status=200 if found.works else 500)(handler)

    site.routes["/hook"] = take
    return found


def kinds(desk: Desk) -> list[tuple[str, str]]:
    with desk.state() as state:
        return [(one.source, one.kind) for one in state.troubles()]


def hourly(desk: Desk, hours: int) -> None:
    for _ in range(hours):
        desk.wait(hours=1)
        desk.due()


def test_repeated_failures_are_told_once_and_so_is_their_end(
    desk: Desk, site: Site, hook: Hook
) -> None:
    site.routes["/feed"] = answer("", status=500)
    desk.write(config(site) + HEALTH)
    hourly(desk, 2)
    assert kinds(desk) == []
    hourly(desk, 4)
    assert kinds(desk) == [("gazette", "failing")]
    assert hook.kinds() == ["failing"]
    with open_snapshot(desk.store) as view:
        (logged,) = view.issues(stage="health")
    assert "failed 3 times in a row" in logged.issue.reason
    assert "reportedly jobs reset gazette" in logged.issue.advice
    publish(site, 1)
    hourly(desk, 8)
    assert kinds(desk) == []
    assert hook.kinds("ended") == ["failing"]


def test_who_could_not_be_told_is_told_later(desk: Desk, site: Site, hook: Hook) -> None:
    hook.works = False
    site.routes["/feed"] = answer("", status=500)
    desk.write(config(site) + HEALTH)
    hourly(desk, 4)
    assert any(event.what == "webhook-failed" for event in desk.events)
    assert not any(site.url in event.message for event in desk.events if "webhook" in event.what)
    before = len(hook.told)
    hook.works = True
    hourly(desk, 3)
    assert len(hook.told) == before + 1


def test_a_source_gone_quiet_is_a_problem_until_it_speaks(desk: Desk, site: Site) -> None:
    publish(site, 1, 2)
    desk.write(config(site, "expected = 2") + "[health]\ndisk_free = 0\n")
    assert desk.due().good
    hourly(desk, 23)
    assert kinds(desk) == []
    hourly(desk, 2)
    assert kinds(desk) == [("gazette", "quiet")]
    assert not desk.due().good
    publish(site, 3, 4)
    hourly(desk, 1)
    assert kinds(desk) == []


def test_articles_that_become_short_or_say_nothing_are_a_problem(desk: Desk, site: Site) -> None:
    desk.write(config(site) + "[health]\ndisk_free = 0\n")
    for hour in range(6):
        publish(site, *range(hour * 5, hour * 5 + 5))
        desk.due()
        desk.wait(hours=1)
    assert kinds(desk) == []
    for number in range(100, 106):
        site.add(f"/{number}", f"Story {number}", "text/plain")
    site.add("/feed", rss(*(item(f"/{n}", f"Story {n}") for n in range(100, 106))), XML)
    desk.due()
    assert kinds(desk) == [("gazette", "empty"), ("gazette", "short")]


def test_a_disk_that_is_nearly_full_is_a_problem(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site) + '[health]\ndisk_free = "900 TB"\n')
    report = desk.due()
    assert not report.good
    assert kinds(desk) == [("", "disk")]
    desk.write(config(site) + "[health]\ndisk_free = 0\n")
    desk.due()
    assert kinds(desk) == []


def test_the_heartbeat_is_asked_after_a_good_run_only(desk: Desk, site: Site, hook: Hook) -> None:
    publish(site, 1)
    desk.write(config(site) + HEALTH)
    desk.due()
    assert site.pages().count("/beat") == 1
    means = desk.means
    means.stop.set()
    desk.wait(hours=1)
    from reportedly.job.due import do_due
    from reportedly.job.reader import load

    report = do_due(load(desk.path), means)
    assert [run.outcome for run in report.runs] == ["stopped"]
    assert site.pages().count("/beat") == 1
    assert [run.outcome for run in desk.due().runs] == ["done"]


def test_a_secret_that_is_not_set_is_told_and_stops_nothing(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BEAT", raising=False)
    publish(site, 1)
    desk.write(config(site) + HEALTH)
    assert desk.due().good
    (event,) = [event for event in desk.events if event.what == "heartbeat-failed"]
    assert "the environment has no BEAT" in event.message


@contextmanager
def mailbox() -> Iterator[tuple[str, list[str]]]:
    """Run a mail server; yields its address and the letters that it has got."""
    letters: list[str] = []

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    text = b""
                    while (more := self.rfile.readline()) != b".\r\n":
                        text += more
                    letters.append(text.decode())
                self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}", letters
        server.shutdown()
        thread.join()


def test_problems_are_mailed(desk: Desk, site: Site) -> None:
    site.routes["/feed"] = answer("", status=500)
    with mailbox() as (host, letters):
        email = f'email = {{ host = "{host}", sender = "a@desk.example", to = "b@desk.example" }}'
        desk.write(f"{config(site)}[health]\ndisk_free = 0\nfailures = 1\n{email}\n")
        desk.due()
    (letter,) = letters
    assert "To: b@desk.example" in letter
    assert "gazette: failed 1 times in a row" in letter.replace("=\r\n", "").replace("\r\n", " ")


SAMPLE = re.compile(r'(\w+)(?:\{((?:\w+="(?:[^"\\\n]|\\.)*",?)*)\})? (\S+)')


def test_the_metrics_are_what_is_documented(desk: Desk, site: Site, root: Path) -> None:
    publish(site, 1, 2)
    metrics = '[health]\ndisk_free = "900 TB"\nmetrics = "out/reportedly.prom"\n'
    desk.write(config(site) + metrics)
    desk.due()
    text = (desk.folder / "out" / "reportedly.prom").read_text()
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            match = SAMPLE.fullmatch(line)
            assert match, line
            found[match[1], match[2] or ""] = float(match[3])
    assert found["reportedly_articles", 'source="gazette",outcome="new"'] == 2
    assert found["reportedly_job_lag_seconds", 'job="news"'] == 0
    assert found["reportedly_problem", 'source="",kind="disk"'] == 1
    assert {name for name, _ in found} == set(METRICS)
    page_ = (root / "docs" / "jobs.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page_ for name in METRICS)


def test_a_page_is_no_failure_of_its_source(desk: Desk, site: Site) -> None:
    site.add("/1", page("Story 1", "2024-01-26"))
    site.add("/feed", rss(item("/1", "Story 1"), item("/gone", "Gone")), XML)
    desk.write(config(site) + "[health]\ndisk_free = 0\n")
    assert desk.due().good
