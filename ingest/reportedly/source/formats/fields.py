"""Records as articles: which of a record's fields is the headline, the text, the date, and so on.

The user says so with a mapping, "title=headline,text=body"; where nothing is said, the names
that exports use for these things are looked for. A field is named by a path: `author.name` is
the name in the author; a list on the way stands for each of its items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from typing import Any

from reportedly.errors import SourceError

Record = dict[str, Any]

TARGETS = ("title", "text", "url", "published", "publisher", "author", "language")
# Names are compared without case, spaces and punctuation, the first that a record has counts.
# "description" and "summary" are missing on purpose: they hold the first lines of a text that is
# elsewhere. So are "crawled", "fetched", "added" and "updated": no publication dates.
GUESSES = {
    "title": "title headline webtitle subject heading",
    "text": "text body articlebody fulltext maintext bodytext articletext content contenttext"
    " contenthtml article story bodyhtml html message transcript plaintext rawtext",
    "url": "url link permalink canonicalurl articleurl weburl sourceurl uri",
    "published": "published datepublished publishedat publishedon publicationdate publishdate"
    " pubdate publishedtime webpublicationdate dateunixtime date datetime createdat"
    " timestamp createdutc",
    "publisher": "publisher publishername outlet newspaper sitename sourcename source website"
    " channel publication medium domain",
    "author": "author authors authorname byline creator writer writers",
    "language": "language lang inlanguage languagecode",
}
INNER = ("text", "content", "value", "rendered")
"""Where an object that stands for a text has it; WordPress says "rendered"."""
_RECORDS = "records"
_EXAMPLE = "--map title=headline,text=body,url=link,published=date"
_MOST_LISTED = 40  # fields that a message names
_DEEPEST = 12  # steps into a value


@dataclass(frozen=True, slots=True)
class Mapping:
    """Where the parts of an article are in a record; `records` is where the records are."""

    paths: dict[str, str] = field(default_factory=dict)
    records: str = ""


def mapping(pairs: Iterable[str]) -> Mapping:
    """Return what "title=headline,text=body" says; several of these add up.

    Raises SourceError where a part of an article is called something else.
    """
    paths: dict[str, str] = {}
    for pair in (part for text in pairs for part in text.split(",") if part.strip()):
        target, equals, path = (piece.strip() for piece in pair.partition("="))
        if not equals or not path:
            raise SourceError(f"--map {pair.strip()}", "not of the form PART=FIELD", _EXAMPLE)
        if target not in (*TARGETS, _RECORDS):
            raise SourceError(f"--map {pair.strip()}", f"{target!r} is no part", _advice(target))
        paths[target] = path
    return Mapping({t: p for t, p in paths.items() if t != _RECORDS}, paths.get(_RECORDS, ""))


def _advice(target: str) -> str:
    near = get_close_matches(target.lower().rstrip("s"), TARGETS, 1)
    listed = ", ".join((*TARGETS, _RECORDS))
    return f"did you mean {near[0]!r}? The parts are {listed}" if near else f"one of {listed}"


def find(record: Record, target: str, mapped: Mapping) -> list[Any]:
    """Return the values of the field that holds `target`, none where there is none."""
    path = mapped.paths.get(target)
    if path is not None:
        return list(_walk(record, path, _DEEPEST))
    folded: dict[str, Any] = {}
    for name, value in record.items():
        folded.setdefault(_folded(name), value)
    values = (folded.get(name) for name in GUESSES[target].split())
    usable = (value for value in values if value and (target != "text" or is_prose(value)))
    return list(islice(usable, 1))


def has_text(record: Record, mapped: Mapping) -> bool:
    """Tell whether `record` has a field for the text, be it empty."""
    if mapped.paths.get("text"):
        return bool(find(record, "text", mapped))
    guesses = set(GUESSES["text"].split())
    return any(is_prose(value) for name, value in record.items() if _folded(name) in guesses)


def is_prose(value: Any) -> bool:
    """Tell whether `value` is a text, or the pieces of one, rather than a list of other records."""
    if isinstance(value, list):
        return all(map(is_prose, value))
    if isinstance(value, dict):
        inner = (value.get(name) for name in INNER)
        return "title" not in value and any(isinstance(text, str | list) for text in inner)
    return value is None or isinstance(value, str)


def names(record: Record, prefix: str = "") -> Iterator[str]:
    """Yield the paths of the fields in `record`, those in objects within it too."""
    for name, value in record.items():
        inner = value[0] if isinstance(value, list) and value else value
        if isinstance(inner, dict) and prefix.count(".") < 2:
            yield from names(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


def unknown(record: Record, mapped: Mapping) -> tuple[str, str]:
    """Return the reason and the advice where no field of `record` holds the text."""
    found = list(names(record))
    listed = ", ".join(found[:_MOST_LISTED]) + (", …" if len(found) > _MOST_LISTED else "")
    has = f"it has {listed}" if found else "it has none at all"
    path = mapped.paths.get("text")
    what = f"no field {path!r}" if path else "no field that is plainly an article's text"
    return f"{what}; {has}", "say which it is: --map text=FIELD,title=FIELD"


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", str(name).lower())


def _walk(value: Any, path: str, deep: int) -> Iterator[Any]:
    """Yield what lies at `path` in `value`; a name with dots, as in tables, is tried whole."""
    if isinstance(value, list) and deep:
        for item in value:
            yield from _walk(item, path, deep - 1)
    elif isinstance(value, dict):
        name = next((name for name in (path, *_like(value, path)) if name in value), None)
        if name is not None:
            yield value[name]
            return
        first, dot, rest = path.partition(".")
        for name in [n for n in (first, *_like(value, first)) if n in value][:1] if dot else ():
            yield from _walk(value[name], rest, deep - 1)


def _like(value: Record, path: str) -> list[str]:
    return [name for name in value if name.casefold() == path.casefold()]
