"""The scheduler that stays, and the command line around runs, as processes of their own."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.job.conftest import Desk

from reportedly.job import install
from reportedly.job.reader import load
from reportedly.job.watch import Watch
from reportedly.store import open_snapshot

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals the POSIX way")

FOLDER = """\
[sources.desk]
kind = "folder"
path = "in"
language = "xx"  # nobody reads it, so no model is loaded
[jobs.all]
cron = "{cron}"
sources = "*"
"""


@pytest.fixture
def folder(desk: Desk) -> Desk:
    (desk.folder / "in").mkdir()
    (desk.folder / "in" / "a.txt").write_text("Anna Lind said no.\n")
    desk.write(FOLDER.format(cron="0 0 1 1 *"))
    return desk


@contextmanager
def running(desk: Desk, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run `reportedly jobs ...` in the desk's folder."""
    command = [sys.executable, "-m", "reportedly", "jobs", *words]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=desk.folder, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def until(true: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def articles(desk: Desk) -> int:
    if not (desk.store / "reportedly.json").exists():
        return 0
    with open_snapshot(desk.store) as view:
        return len(list(view.articles()))


def test_it_runs_what_is_due_and_stops_when_told(folder: Desk) -> None:
    with running(folder, "watch", "--log-format", "json") as process:
        until(lambda: articles(folder) == 1)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)
    assert time.monotonic() - began < 10
    assert process.returncode == 0
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert events[0] == "watch-begins"
    assert events[-1] == "watch-ends"


def test_it_reads_the_configuration_again_when_told(folder: Desk) -> None:
    with running(folder, "watch") as process:
        until(lambda: articles(folder) == 1)
        (folder.folder / "more").mkdir()
        (folder.folder / "more" / "b.txt").write_text("Bo Ek said yes.\n")
        more = '[sources.more]\nkind = "folder"\npath = "more"\nlanguage = "xx"\n'
        job = '[jobs.more]\ncron = "@yearly"\nsources = "more"\n'
        folder.write(FOLDER.format(cron="0 0 1 1 *") + more + job)
        process.send_signal(signal.SIGHUP)
        until(lambda: articles(folder) == 2)
        folder.write("[nonsense]\n")
        process.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)
    assert "read again" in said
    assert "watching goes on as before" in said


def test_a_run_that_does_not_end_is_ended_in_time(folder: Desk) -> None:
    mark = folder.folder / "started"
    stubborn = (
        "import signal, pathlib, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pathlib.Path({str(mark)!r}).touch(); time.sleep(60)"
    )
    program = (
        "import sys; from pathlib import Path; from reportedly.job.watch import Watch;"
        f"words = [sys.executable, '-c', {stubborn!r}];"
        f"Watch(Path({str(folder.path)!r}), None, words, print).run()"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as process:
        until(mark.exists)
        began = time.monotonic()
        process.terminate()
        process.wait(timeout=10)
    assert time.monotonic() - began < 10


def test_runs_that_come_to_nothing_are_not_begun_again_at_once(
    folder: Desk, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    words = [sys.executable, "-c", f"open({str(log)!r}, 'a').write('x')"]
    watch = Watch(folder.path, None, words, folder.events.append, look_every=0.01)
    for _ in range(5):
        watch.look()
    assert log.read_text() == "x"


def test_a_stopped_run_is_gone_on_with(folder: Desk) -> None:
    for number in range(400):
        (folder.folder / "in" / f"{number}.txt").write_text(f"Anna Lind said {number}.\n")
    with running(folder, "due") as process:
        until(lambda: articles(folder) > 8)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 1
    assert "(stopped)" in said
    assert articles(folder) < 401
    with running(folder, "due") as process:
        process.communicate()
    assert process.returncode == 0
    assert articles(folder) == 401


def test_who_is_at_it_is_said_and_a_killed_runner_is_in_nobodys_way(folder: Desk) -> None:
    for number in range(1500):
        (folder.folder / "in" / f"{number}.txt").write_text(f"Anna Lind said {number}.\n")
    with running(folder, "due") as first:
        until(lambda: articles(folder) > 8)
        with running(folder, "due") as second:
            _, said = second.communicate()
        assert second.returncode == 0
        assert f"process {first.pid} (" in said
        assert "nothing done" in said
        os.kill(first.pid, signal.SIGKILL)
        first.communicate()
    with running(folder, "due") as third:
        third.communicate()
    assert third.returncode == 0
    with folder.state() as state:
        assert [run.outcome for run in state.runs()] == ["done", "interrupted"]


def test_the_units_name_the_command_whole(folder: Desk, tmp_path: Path) -> None:
    odd = tmp_path / "100 % odd"
    odd.mkdir()
    path = odd / "reportedly.toml"
    path.write_text(folder.path.read_text())
    found = load(path)
    unit = install.systemd(found, 5)
    assert "OnCalendar=*:0/5" in unit
    (line,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    assert f'"{odd}/reportedly.toml"'.replace("%", "%%") in line
    when, _, command = install.cron(found, 10).partition(" * * * * ")
    assert when == "*/10"
    words = shlex.split(command.replace(r"\%", "%").partition(" 2>>")[0])
    assert words == [*install.command(found), "--log-format", "json"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system of its own size")
def test_a_full_disk_stops_cleanly_and_the_next_run_goes_on(folder: Desk, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a file system")
    try:
        text = " ".join(f"word{number}" for number in range(3000))
        for number in range(200):
            name = folder.folder / "in" / f"{number}.txt"
            name.write_text(f"Anna Lind said {number}: {number * 7919} {text[: 9000 + number]}.\n")
        words = ["due", "--store", str(place / "store")]
        with running(folder, *words) as process:
            _, said = process.communicate()
        assert process.returncode == 1
        assert "the disk is full" in said
        subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True)
        with running(folder, *words) as process:
            process.communicate()
        assert process.returncode in {0, 1}  # 1: less is free than there should be
        with open_snapshot(place / "store") as view:
            assert len(list(view.articles())) == 201
    finally:
        subprocess.run(["umount", str(place)], check=False)
