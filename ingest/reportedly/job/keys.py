"""What may stand in a configuration: every key, its kind, and what it is for.

This one table is what files are checked against, what the JSON Schema for editors is made from,
and what docs/jobs.md lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportedly.job import values
from reportedly.job.values import Kind


@dataclass(frozen=True, slots=True)
class Key:
    """A key that may be given: `required` where nothing goes without."""

    name: str
    kind: Kind
    help: str
    required: bool = False


KINDS = ("feed", "sitemap", "pages", "folder", "warc", "opml", "json")

PARTS = (
    Key("url", values.TEXTS, "patterns of addresses: */world/*"),
    Key("title", values.TEXTS, "words in the title"),
    Key("section", values.TEXTS, "sections of the publication"),
    Key("language", values.TEXTS, "codes of languages: en"),
)
"""What a filter may look at."""

_FILTER = Kind(
    lambda value: value,  # read part by part, so that every wrong part is told
    {
        "type": "object",
        "additionalProperties": False,
        "properties": {part.name: {**part.kind.schema, "description": part.help} for part in PARTS},
    },
)

SHARED = (
    Key("publisher", values.TEXT, "who publishes it, where the articles do not say"),
    Key("language", values.TEXT, "the language of its articles, as a code: en"),
    Key("text", values.choice("page", "entry"), "read a feed's pages, or its entries' own text"),
    Key("include", _FILTER, "read only what fits each of these"),
    Key("exclude", _FILTER, "leave out what fits any of these"),
    Key("pause", values.DURATION, "least time between two requests to its host"),
    Key("patience", values.DURATION, "longest wait that a host may ask for"),
    Key("private", values.FLAG, "its address may be in a private network"),
    Key("recheck", values.DURATION, "ask again after this whether a known page has changed"),
    Key("limit", values.WHOLE, "read so many articles a run at most"),
    Key("since", values.DATE, "leave out what was published before"),
    Key("expected", values.NUMBER, "articles a day; fewer are a problem"),
    Key("archive", values.TEXT, "a folder that keeps what its server answers, as WARC"),
    Key("archive_size", values.SIZE, "keep at most this of it; the oldest goes"),
)
"""What a source may say, or the defaults for all of them."""

SOURCE = (
    Key("kind", values.choice(*KINDS), "what it is", required=True),
    Key("url", values.ADDRESSES, "its address, or several"),
    Key("path", values.TEXT, "its file or folder, seen from the configuration"),
    Key("map", values.MAPPING, "which fields of JSON records are what"),
    Key("headers", values.HEADERS, "headers for a JSON endpoint"),
    *SHARED,
)

TIMED = (
    Key("timezone", values.ZONE, "where the cron expression is read"),
    Key("jitter", values.DURATION, "put each run off by up to this"),
    Key("timeout", values.DURATION, "stop a run after this; the next goes on"),
    Key("concurrency", values.WHOLE, "sources read at the same time"),
    Key("grace", values.DURATION, "leave a run out that is later than this"),
)
"""What a job may say, or the defaults for all of them."""

JOB = (
    Key("cron", values.CRON, "when: minute hour day month weekday", required=True),
    Key("sources", values.TEXTS, "names of sources, or patterns such as *", required=True),
    *TIMED,
)

STORE = (
    Key("path", values.TEXT, "the store's folder, seen from the configuration"),
    Key("workers", values.WHOLE, "processes that extract"),
    Key("model", values.TEXT, "another spaCy model than the one that ships"),
    Key("min_confidence", values.NUMBER, "leave out attributions less likely than this"),
    Key("scale", values.choice("icd203", "phia", "ipcc"), "what estimative words stand for"),
)

EMAIL = (
    Key("host", values.TEXT, "the mail server, with its port: mail.example:587", required=True),
    Key("sender", values.TEXT, "who it is from", required=True),
    Key("to", values.TEXTS, "who gets it", required=True),
    Key("user", values.TEXT, "the name to log in with"),
    Key("password", values.SECRET, "the environment variable with the password"),
)

_EMAIL = Kind(
    lambda value: value,
    {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in EMAIL if key.required],
        "properties": {key.name: {**key.kind.schema, "description": key.help} for key in EMAIL},
    },
)

HEALTH = (
    Key("disk_free", values.SIZE, "less than this on the store's disk is a problem"),
    Key("failures", values.WHOLE, "so many failures in a row are a problem"),
    Key("drift", values.NUMBER, "articles shorter, or with fewer statements, by this factor"),
    Key("heartbeat", values.SECRET, "the variable with an address to ask after each good run"),
    Key("webhook", values.SECRET, "the variable with an address that gets problems as JSON"),
    Key("email", _EMAIL, "who is written to about problems"),
    Key("metrics", values.TEXT, "a file for Prometheus' textfile collector"),
)

SECTIONS: dict[str, tuple[Key, ...]] = {
    "store": STORE,
    "defaults": (*SHARED, *TIMED),
    "health": HEALTH,
}
"""Tables of which there is one."""

NAMED: dict[str, tuple[Key, ...]] = {"sources": SOURCE, "jobs": JOB}
"""Tables of tables with names of the user's own."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a configuration."""
    one = {name: _table(keys) for name, keys in SECTIONS.items()}
    many = {
        name: {"type": "object", "additionalProperties": _table(keys)}
        for name, keys in NAMED.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "reportedly.toml",
        "type": "object",
        "additionalProperties": False,
        "required": list(NAMED),
        "properties": {**one, **many},
    }


def _table(keys: tuple[Key, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key.name for key in keys if key.required],
        "properties": {key.name: {**key.kind.schema, "description": key.help} for key in keys},
    }
