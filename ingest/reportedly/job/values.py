"""The kinds of value in a configuration: what they look like, and what becomes of them.

Every kind reads what TOML gave and raises `Wrong` with a reason and a suggestion; its `schema` is
the same in JSON Schema, for editors.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SIZES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhdw])\s*")
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)\s*")
_SECRET = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")


class Wrong(Exception):  # noqa: N818 a value is wrong, nothing has failed
    """A value that cannot be meant: the reason, and what to write instead."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value."""

    read: Callable[[Any], Any]
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Secret:
    """The name of the environment variable that holds a secret."""

    variable: str

    def value(self) -> str | None:
        """Return the secret, None where the variable is not set."""
        return os.environ.get(self.variable) or None


def near(name: str, known: object) -> str:
    """Return "did you mean ...?" for the nearest of `known`, else the list of them."""
    names = [str(one) for one in known] if isinstance(known, list | tuple | set | dict) else []
    close = get_close_matches(name, names, 1)
    if close:
        return f"did you mean {close[0]!r}?"
    return "one of " + ", ".join(sorted(names)) if 0 < len(names) <= 25 else ""


def _typed(value: Any, kinds: type | tuple[type, ...], wanted: str, example: str) -> None:
    # bool is an int in Python; nobody means 1 by true.
    if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
        raise Wrong(f"{_said(value)} where {wanted} should be", f"for example {example}")


def _said(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text"}
    return {**names, list: "a list", dict: "a table"}.get(type(value), "a date")


def text(value: Any) -> str:
    """Return a text that is not empty."""
    _typed(value, str, "text", '"The Gazette"')
    if not value.strip():
        raise Wrong("an empty text", "leave the line out if there is nothing to say")
    return str(value)


def texts(value: Any) -> tuple[str, ...]:
    """Return one or several texts."""
    if isinstance(value, str):
        return (text(value),)
    _typed(value, list, "a list of texts", '["one", "two"]')
    return tuple(text(one) for one in value)


def flag(value: Any) -> bool:
    """Return true or false."""
    _typed(value, bool, "true or false", "true")
    return bool(value)


def whole(value: Any) -> int:
    """Return a whole number from 1 on."""
    _typed(value, int, "a whole number", "8")
    if value < 1:
        raise Wrong(f"{value} is less than 1", "give 1 or more")
    return int(value)


def number(value: Any) -> float:
    """Return a number from 0 on."""
    _typed(value, (int, float), "a number", "2.5")
    if not 0 <= value < 1e12:
        raise Wrong(f"{value} is out of range", "give 0 or more")
    return float(value)


def duration(value: Any) -> timedelta:
    """Return how long "90s", "5m", "6h", "2d" or a number of seconds is."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return timedelta(seconds=number(value))
    _typed(value, str, "a duration", '"5m"')
    match = _DURATION.fullmatch(value)
    if match is None:
        raise Wrong(f"{value!r} is no duration", 'a number and s, m, h, d or w: "90s", "6h"')
    seconds = float(match[1]) * _UNITS[match[2]]
    if seconds > 10 * 365 * 86_400:
        raise Wrong(f"{value!r} is more than ten years", 'for example "1d"')
    return timedelta(seconds=seconds)


def size(value: Any) -> int:
    """Return how many bytes "500 MB" is."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int(number(value))
    _typed(value, str, "a size", '"1 GB"')
    match = _SIZE.fullmatch(value)
    if match is None:
        raise Wrong(f"{value!r} is no size", 'a number and kB, MB, GB or TB: "500 MB"')
    return int(float(match[1]) * _SIZES[match[2]])


def secret(value: Any) -> Secret:
    """Return where a secret is; it may only stand in the environment."""
    _typed(value, str, "a secret", '"env:REPORTEDLY_TOKEN"')
    match = _SECRET.fullmatch(value)
    if match is None:
        reason = "a secret written into the file"
        raise Wrong(reason, 'put it into an environment variable and write "env:NAME"')
    return Secret(match[1])


def zone(value: Any) -> ZoneInfo:
    """Return a time zone by its name in the tz database."""
    _typed(value, str, "a time zone", '"Europe/Kyiv"')
    try:
        return ZoneInfo(value)
    except (KeyError, ValueError, OSError) as fault:
        raise Wrong(f"no time zone {value!r}", near(value, available_timezones())) from fault


def cron(value: Any) -> str:
    """Return a cron expression that some moment fits."""
    from reportedly.job.calendar import fault

    _typed(value, str, "a cron expression", '"*/30 * * * *"')
    if wrong := fault(value):
        raise Wrong(*wrong)
    return " ".join(value.split())


def web_address(value: Any) -> str:
    """Return an address on the web."""
    from reportedly.errors import SourceError
    from reportedly.source.web.address import address

    _typed(value, str, "an address", '"https://gazette.example/feed.xml"')
    try:
        return address(value).url
    except SourceError as fault:
        raise Wrong(fault.reason, fault.advice) from fault


def web_addresses(value: Any) -> tuple[str, ...]:
    """Return one or several addresses on the web."""
    if isinstance(value, list):
        return tuple(web_address(one) for one in value)
    return (web_address(value),)


def edtf(value: Any) -> str:
    """Return a date, be it vague: "2024", "2024-01"."""
    from reportedly.errors import SourceError
    from reportedly.source.edtf import checked

    _typed(value, str, "a date in quotes", '"2024-01"')
    try:
        return checked(value)
    except SourceError as fault:
        raise Wrong(fault.reason, fault.advice) from fault


def mapping(value: Any) -> dict[str, str]:
    """Return which fields of a record are which parts of an article."""
    from reportedly.errors import SourceError
    from reportedly.source.formats.fields import mapping as parsed

    _typed(value, dict, "a table", '{ text = "story.body", title = "headline" }')
    pairs = {name: text(path) for name, path in value.items()}
    try:
        parsed(f"{name}={path}" for name, path in pairs.items())
    except SourceError as fault:
        raise Wrong(fault.reason, fault.advice) from fault
    return pairs


def headers(value: Any) -> dict[str, str | Secret]:
    """Return headers of a request; what is secret about them stands in the environment."""
    _typed(value, dict, "a table", '{ Authorization = "env:GAZETTE_TOKEN" }')
    return {name: _header(name, text(said)) for name, said in value.items()}


def _header(name: str, said: str) -> str | Secret:
    telling = re.search(r"auth|key|token|secret|cookie|password", name, re.IGNORECASE)
    return secret(said) if telling or said.startswith("env:") else said


def choice(*choices: str) -> Kind:
    """Return the kind of which these are the only values."""

    def read(value: Any) -> str:
        _typed(value, str, "text", f'"{choices[0]}"')
        if value not in choices:
            raise Wrong(f"{value!r} is none of the choices", near(value, choices))
        return str(value)

    return Kind(read, {"enum": list(choices)})


_STRING = {"type": "string", "minLength": 1}
_STRINGS = {"anyOf": [_STRING, {"type": "array", "items": _STRING}]}
_TABLE = {"type": "object", "additionalProperties": {"type": "string"}}

TEXT = Kind(text, _STRING)
TEXTS = Kind(texts, _STRINGS)
FLAG = Kind(flag, {"type": "boolean"})
WHOLE = Kind(whole, {"type": "integer", "minimum": 1})
NUMBER = Kind(number, {"type": "number", "minimum": 0})
DURATION = Kind(
    duration,
    {
        "anyOf": [
            {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[smhdw]\s*$"},
            {"type": "number", "minimum": 0},
        ]
    },
)
SIZE = Kind(
    size,
    {
        "anyOf": [
            {"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*(B|kB|MB|GB|TB)\s*$"},
            {"type": "integer", "minimum": 0},
        ]
    },
)
SECRET = Kind(secret, {"type": "string", "pattern": "^env:[A-Za-z_][A-Za-z0-9_]*$"})
ZONE = Kind(zone, _STRING)
CRON = Kind(cron, _STRING)
ADDRESS = Kind(web_address, {"type": "string", "format": "uri"})
ADDRESSES = Kind(web_addresses, _STRINGS)
DATE = Kind(edtf, _STRING)
MAPPING = Kind(mapping, _TABLE)
HEADERS = Kind(headers, _TABLE)
