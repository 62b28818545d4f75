"""From a TOML file to a configuration; all that is wrong with it is told at once.

Every table is read key by key, and a key that cannot be meant becomes a `Problem` with its line.
Only a file without problems becomes a `Config`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.errors import ConfigError, Problem
from reportedly.job import config, keys
from reportedly.job.config import ON_THE_WEB, Config, Email, Extraction, Filter, Health, Job, Source
from reportedly.job.keys import Key
from reportedly.job.lines import line_of, lines
from reportedly.job.values import Secret, Wrong, near

_PLACE = re.compile(r"\(at line (\d+), column \d+\)")
_NAMES = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_MOST = 5_000_000  # bytes of a configuration


def load(path: Path, store: Path | None = None) -> Config:
    """Return the configuration in the file `path`; `store` is used instead of the one it names.

    Raises ConfigError with everything that is wrong with it.
    """
    text = _text(path)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise _unparsed(path, text, fault) from fault
    reading = _Reading(path, lines(text))
    made = reading.config(given, store)
    if reading.problems or made is None:
        raise ConfigError(str(path), tuple(sorted(reading.problems, key=lambda one: one.line)))
    return made


def _text(path: Path) -> str:
    advice = f"reportedly init writes one, --config names another than {path}"
    try:
        data = path.read_bytes()
        if len(data) > _MOST:
            raise ConfigError(str(path), (Problem(1, "", "too long for a configuration"),))
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise ConfigError(str(path), (Problem(line, "", "not UTF-8", "save it as UTF-8"),)) from (
            fault
        )
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise ConfigError(str(path), (Problem(1, "", reason, advice),)) from fault


def _unparsed(path: Path, text: str, fault: tomllib.TOMLDecodeError) -> ConfigError:
    said = str(fault)
    place = _PLACE.search(said)
    line = int(place[1]) if place else text.count("\n") + 1
    reason = f"not TOML: {_PLACE.sub('', said).strip()}"
    advice = "text stands in quotes; https://toml.io shows how"
    return ConfigError(str(path), (Problem(line, "", reason, advice),))


@dataclass(slots=True)
class _Reading:
    """A file being read: the lines of its keys and what is wrong with it so far."""

    path: Path
    lines: dict[tuple[str, ...], int]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, where: tuple[str, ...], reason: str, suggestion: str = "") -> None:
        """Note that the key `where` is wrong."""
        line = line_of(where, self.lines)
        self.problems.append(Problem(line, ".".join(where), reason, suggestion))

    def config(self, given: dict[str, Any], store: Path | None) -> Config | None:
        """Return what `given` says; None, with problems, where it is wrong."""
        known = (*keys.SECTIONS, *keys.NAMED)
        for name in given.keys() - set(known):
            self.wrong((name,), f"no table {name!r}", near(name, known))
        here = self.path.parent
        tables = {
            name: self.table((name,), given.get(name, {}), keys.SECTIONS[name])
            for name in keys.SECTIONS
        }
        defaults = tables["defaults"]
        shared = {key.name: defaults[key.name] for key in keys.SHARED if key.name in defaults}
        timed = {key.name: defaults[key.name] for key in keys.TIMED if key.name in defaults}
        sources = {
            name: source
            for name, table in self.named("sources", given).items()
            if (source := self.source(name, table, shared, given["sources"][name])) is not None
        }
        names = tuple(given["sources"]) if isinstance(given.get("sources"), dict) else ()
        jobs = {
            name: job
            for name, table in self.named("jobs", given).items()
            if (job := self.job(name, table, timed, names)) is not None
        }
        for needed in keys.NAMED:
            if not given.get(needed):
                self.wrong((needed,), f"there are no {needed}", f"add a table [{needed}.NAME]")
        if self.problems:
            return None
        place = tables["store"].pop("path", "reportedly-data")
        return Config(
            self.path,
            store or here / place,
            sources,
            jobs,
            _health(tables["health"], here),
            Extraction(**tables["store"]),
        )

    def named(self, section: str, given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """Return the tables of `section` by the names that the user has given them."""
        tables = given.get(section, {})
        if not isinstance(tables, dict):
            self.wrong((section,), "not a table", f"write [{section}.NAME]")
            return {}
        found = {}
        for name, table in tables.items():
            if not _NAMES.fullmatch(name):
                self.wrong((section, name), "not a name", "use letters, digits, - and _")
            found[name] = self.table((section, name), table, keys.NAMED[section])
        return found

    def table(self, where: tuple[str, ...], given: Any, known: Iterable[Key]) -> dict[str, Any]:
        """Return the values of a table, without those that are wrong."""
        by_name = {key.name: key for key in known}
        if not isinstance(given, dict):
            self.wrong(where, "not a table", f"write [{'.'.join(where)}]")
            return {}
        found = {}
        for name, value in given.items():
            if name not in by_name:
                self.wrong((*where, name), f"no key {name!r} here", near(name, by_name))
            elif (read := self.value((*where, name), value, by_name[name])) is not None:
                found[name] = read
        for key in by_name.values():
            if key.required and key.name not in given:
                self.wrong((*where, key.name), "missing", f"add {key.name} = ...: {key.help}")
        return found

    def value(self, where: tuple[str, ...], given: Any, key: Key) -> Any:
        """Return a value; None where it is wrong."""
        if key.name in {"include", "exclude"}:
            return Filter(**self.table(where, given, keys.PARTS))
        if key.name == "email":
            return self.email(where, given)
        try:
            return key.kind.read(given)
        except Wrong as wrong:
            self.wrong(where, wrong.reason, wrong.suggestion)
            return None

    def email(self, where: tuple[str, ...], given: Any) -> Email | None:
        """Return who is written to; None where that is wrong."""
        before = len(self.problems)
        found = self.table(where, given, keys.EMAIL)
        return Email(**found) if len(self.problems) == before else None

    def source(
        self, name: str, table: dict[str, Any], shared: Mapping[str, Any], given: Any
    ) -> Source | None:
        """Return a source; None where something is missing."""
        kind = table.get("kind")
        if kind is None:
            return None
        self._place(("sources", name), kind, set(given))
        if "map" in table and kind not in {"json", "folder"}:
            self.wrong(("sources", name, "map"), f"a {kind} has no fields", "leave it out")
        if "headers" in table and kind != "json":
            self.wrong(("sources", name, "headers"), 'only for kind = "json"', "leave them out")
        if "path" in table:
            table["path"] = self.path.parent / table["path"]
        said = {**shared, **table}
        if "archive" in said:
            said["archive"] = self.path.parent / said["archive"] / name
        return Source(name=name, **said)

    def _place(self, where: tuple[str, ...], kind: str, given: set[str]) -> None:
        """Check that the source says where it is, in the way of its kind."""
        may_url, may_path = kind in ON_THE_WEB, kind != "json"
        if not {"url", "path"} & given:
            advice = 'url = "https://..."' if may_url else 'path = "folder"'
            self.wrong(where, "it does not say where it is", f"add {advice}")
        elif "url" in given and not may_url:
            self.wrong((*where, "url"), f"a {kind} is no address", 'write path = "..."')
        elif "path" in given and not may_path:
            self.wrong((*where, "path"), f"a {kind} endpoint has an address", 'url = "https://..."')
        elif {"url", "path"} <= given:
            self.wrong((*where, "path"), "both url and path", "leave one of them out")

    def job(
        self, name: str, table: dict[str, Any], timed: Mapping[str, Any], known: tuple[str, ...]
    ) -> Job | None:
        """Return a job with the names of its sources; None where something is missing."""
        patterns = table.get("sources", ())
        names: dict[str, None] = {}
        for pattern in patterns:
            found = config.named(pattern, known)
            names.update(dict.fromkeys(found))
            if not found:
                reason = f"there is no source {pattern!r}"
                self.wrong(("jobs", name, "sources"), reason, near(pattern, known))
        if not {"cron", "sources"} <= table.keys():
            return None
        return Job(name=name, **{**timed, **table, "sources": tuple(names)})


def _health(table: dict[str, Any], here: Path) -> Health:
    if "metrics" in table:
        table = {**table, "metrics": here / table["metrics"]}
    return Health(**table)


def unset(found: Config) -> tuple[str, ...]:
    """Return the environment variables that `found` names and that are not set."""
    health = found.health
    secrets = [health.heartbeat, health.webhook, health.email and health.email.password]
    for source in found.sources.values():
        secrets += [value for value in source.headers.values() if isinstance(value, Secret)]
    return tuple(sorted({one.variable for one in secrets if one and one.value() is None}))
