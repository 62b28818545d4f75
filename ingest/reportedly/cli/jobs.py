"""`reportedly jobs`: read what is due, see how it stands."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportedly import upgrading
from reportedly.cli import options, terminal
from reportedly.cli.overview import overview, source_rows
from reportedly.errors import ConfigError, QueryError, StoreBusyError

if TYPE_CHECKING:
    from reportedly.job.config import Config
    from reportedly.job.due import Report
    from reportedly.job.event import Event, Tell
    from reportedly.job.run import Means
    from reportedly.job.supply import Window

F = TypeVar("F", bound=Callable[..., Any])

_SHOWN = {"run-ends", "watch-begins", "watch-ends", "reloaded", "problem-over"}

_config = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default="reportedly.toml",
    show_default=True,
    envvar="REPORTEDLY_CONFIG",
    show_envvar=True,
    metavar="FILE",
    help="What is read, and when.",
)
_store = click.option(
    "--store",
    type=click.Path(path_type=Path),
    envvar="REPORTEDLY_STORE",
    show_envvar=True,
    metavar="PATH",
    help="Another store than the one that the configuration names.",
)
_log = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What stderr gets: lines for people, or an object a line.",
)
_form = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)


def _running(command: F) -> F:
    for decorate in (_log, _store, _config):
        command = decorate(command)
    return command


@click.group("jobs")
def command() -> None:
    """Read sources when they are due, as reportedly.toml says.

    "reportedly init" writes one. "due" runs what is due and ends, for cron, systemd, Kubernetes,
    Airflow and the like; "watch" stays and does it by itself.

    \b
    Example:
      reportedly jobs check
      reportedly jobs due
      reportedly jobs status
    """


@command.command("check")
@_config
@_store
def checked(config: Path, store: Path | None) -> None:
    """Say everything that is wrong with the configuration; exit code 2 then.

    \b
    Example:
      reportedly jobs check --config desk.toml
    """
    found = _loaded(config, store)
    from reportedly.job.reader import unset

    for name in unset(found):
        terminal.note(f"{config}: the environment has no {name}; what needs it will not work")
    sources = terminal.count(len(found.sources), "source")
    terminal.note(f"{config}: {sources}, {terminal.count(len(found.jobs), 'job')}, no mistakes")


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of reportedly.toml, for editors.

    \b
    Example:
      reportedly jobs schema > reportedly.schema.json
    """
    from reportedly.job.keys import schema as made

    click.echo(json.dumps(made(), indent=2))


@command.command("due")
@_running
def due(config: Path, store: Path | None, log_format: str) -> None:
    """Run what is due, and end. Call it as often as you like: what is done is not done again.

    Where another process writes to the store, it says which and ends with exit code 0; the next
    call goes on. Exit code 1: a source could not be read, or there is a problem (see "status").
    A single page that fails is a recorded issue (see "reportedly issues") and no more.

    \b
    Example:
      */5 * * * *  reportedly jobs due --config /srv/news/reportedly.toml --log-format json
    """
    from reportedly.job.due import do_due

    found = _loaded(config, store)
    with _means(found, log_format) as means:
        try:
            report = do_due(found, means)
        except StoreBusyError as busy:
            from reportedly.job.event import Event

            means.tell(Event("busy", f"{busy.item}: {busy.reason}; nothing done", "notice"))
            sys.exit(0)
    _end(report, log_format)


@command.command("run")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_running
def run(names: tuple[str, ...], config: Path, store: Path | None, log_format: str) -> None:
    """Run jobs or read sources now, due or not.

    \b
    Example:
      reportedly jobs run gazette
    """
    _now(names, config, store, log_format, None)


@command.command("backfill")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--since", required=True, metavar="DATE", help="From this day on: 2024-01-26.")
@click.option("--until", metavar="DATE", help="Up to this day or month.")
@_running
def backfill(
    names: tuple[str, ...],
    since: str,
    until: str | None,
    config: Path,
    store: Path | None,
    log_format: str,
) -> None:
    """Read what sources still list from a range of dates, known pages too.

    What nobody dates is read as well. A feed lists the latest only; a sitemap, all there is.

    \b
    Example:
      reportedly jobs backfill courier --since 2024-01 --until 2024-03
    """
    from reportedly.edtf import bounds
    from reportedly.job.supply import Window
    from reportedly.source.edtf import checked as edtf

    last = bounds(edtf(until))[1] if until else None
    _now(names, config, store, log_format, Window(edtf(since), last, again=True))


@command.command("watch")
@_running
def watch(config: Path, store: Path | None, log_format: str) -> None:
    """Stay, and run what is due when it is due; each run is a process of its own.

    SIGTERM ends it within ten seconds, SIGHUP makes it read the configuration again.

    \b
    Example:
      reportedly jobs watch --log-format json
    """
    from reportedly.job.watch import Watch

    words = [sys.executable, "-m", "reportedly", "jobs", "due", "--config", str(config)]
    words += ["--log-format", log_format, *(["--store", str(store)] if store else [])]
    _loaded(config, store)
    Watch(config, store, words, _teller(log_format)).run()


@command.command("install")
@click.option("--systemd", "form", flag_value="systemd", help="A service and a timer.")
@click.option("--cron", "form", flag_value="cron", help="A line for crontab.")
@click.option(
    "--every",
    type=click.IntRange(1, 59),
    default=5,
    show_default=True,
    metavar="MINUTES",
    help="How often to ask what is due.",
)
@_config
@_store
def install(form: str | None, every: int, config: Path, store: Path | None) -> None:
    """Print what the system's scheduler needs; it installs nothing.

    \b
    Example:
      reportedly jobs install --cron
    """
    from reportedly.job import install as units

    if form is None:
        raise click.UsageError("say which: --systemd or --cron")
    found = _loaded(config, store)
    text = units.systemd(found, every) if form == "systemd" else units.cron(found, every)
    click.echo(text, nl=False)


@command.command("list")
@_config
@_store
@_form
def listed(config: Path, store: Path | None, form: str) -> None:
    """Print the jobs: when they run, what they read, when they are due next.

    \b
    Example:
      reportedly jobs list
    """
    found = overview(_loaded(config, store), datetime.now(UTC))
    columns = ("job", "cron", "zone", "sources", "last run", "outcome", "next")
    _print(form, columns, found["jobs"], found["jobs"])


@command.command("status")
@_config
@_store
@_form
def status(config: Path, store: Path | None, form: str) -> None:
    """Print how it stands with every source, and what is wrong; exit code 1 if anything is.

    Lag is for how long the source has not been read.

    \b
    Example:
      reportedly jobs status --format json
    """
    found = overview(_loaded(config, store), datetime.now(UTC))
    columns = ("source", "state", "last run", "new", "changed", "failed", "lag", "next")
    _print(form, columns, source_rows(found), found)
    if form == "table":
        for problem in found["problems"]:
            name = problem["source"] or "store"
            terminal.note(f"problem: {name}: {problem['reason']} ({problem['advice']})")
    sys.exit(1 if found["problems"] else 0)


@command.command("history")
@click.argument("source", required=False)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N")
@_config
@_store
@_form
def history(source: str | None, limit: int, config: Path, store: Path | None, form: str) -> None:
    """Print the last runs, or the last readings of one source; the latest first.

    \b
    Example:
      reportedly jobs history gazette --limit 100
    """
    from reportedly.cli.overview import past

    columns, rows = past(_loaded(config, store), source, limit)
    _print(form, columns, rows, rows)


@command.command("reset")
@click.argument("source")
@click.option("--since", metavar="DATE", help="Forget only what was looked at since, UTC.")
@_config
@_store
def reset(source: str, since: str | None, config: Path, store: Path | None) -> None:
    """Forget a source's failures and what was read of it: the next run asks for all of it anew.

    Its articles stay in the store, and none gets there twice.

    \b
    Example:
      reportedly jobs reset gazette --since 2024-05-01
    """
    from reportedly.job import due as jobs

    count = jobs.reset(_loaded(config, store), source, _moment(since))
    terminal.note(f"{source}: failures forgotten, {terminal.count(count, 'place')} will be read")


# ------------------------------------------------------------------------------------------- parts


def _loaded(config: Path, store: Path | None) -> Config:
    """Return the configuration; print everything that is wrong with it, and end."""
    from reportedly.job.reader import load

    try:
        return load(config, store)
    except ConfigError as error:
        terminal.note(error)
        terminal.note(terminal.count(len(error.problems), "mistake"))
        sys.exit(2)


def _now(
    names: tuple[str, ...],
    config: Path,
    store: Path | None,
    log_format: str,
    window: Window | None,
) -> None:
    from reportedly.job.due import do_now

    found = _loaded(config, store)
    with _means(found, log_format) as means:
        report = do_now(found, names, means, window)
    _end(report, log_format)


def _end(report: Report, log_format: str) -> None:
    if not report.runs and log_format == "text":
        terminal.note("nothing is due")
    sys.exit(0 if report.good else 1)


@contextmanager
def _means(config: Config, log_format: str) -> Iterator[Means]:
    """Yield what a run works with; SIGTERM has it stop after the articles in hand."""
    from reportedly.job.event import Event
    from reportedly.job.run import Means

    setup = config.extraction
    means = Means(
        lambda: options.extractors(setup.model, setup.min_confidence, setup.scale, setup.workers),
        tell=_teller(log_format),
    )
    before = signal.signal(signal.SIGTERM, lambda *_: means.stop.set())
    upgrade = partial(
        terminal.upgrade, say=lambda line: means.tell(Event("upgrade", line, "notice"))
    )
    try:
        with upgrading.watched(upgrade):
            yield means
    finally:
        signal.signal(signal.SIGTERM, before)


def _teller(log_format: str) -> Tell:
    def tell(event: Event) -> None:
        if log_format == "json":
            click.echo(event.line(datetime.now(UTC)), err=True)
        elif event.level != "info" or event.what in _SHOWN:
            terminal.note(event.message)

    return tell


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"--since {text}", "not a date", "--since 2024-05-01") from error
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _print(form: str, columns: tuple[str, ...], rows: list[dict[str, Any]], whole: object) -> None:
    if form == "json":
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        terminal.table(columns, ([row[column] for column in columns] for row in rows))
