"""A record's values as an article: its headline, a blank line, its text; dates as stated."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from reportedly.article import Article
from reportedly.source import edtf, text
from reportedly.source.formats import fields, fragment
from reportedly.source.formats.fields import Mapping, Record
from reportedly.source.formats.input import Input
from reportedly.source.metadata import clean

# Control characters, and the halves of characters that JSON's escapes let through.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")
# Kinds of stretches within a line: Telegram writes a text as a list of such.
_INLINE = set(
    "plain bold italic underline strikethrough spoiler code pre link text_link mention hashtag"
    " mention_name email phone cashtag bot_command custom_emoji blockquote bank_card".split()
)
_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_SECONDS = range(10**8, 10**10)  # 1973 to 2286; a thousand times that are milliseconds
_LONGEST_NAME = 200
_NAMES = ("name", "title", "rendered", "text", "value")
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of its article beside the text, as in `Article`."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None

    def __or__(self, other: Article) -> Said:
        """Return this, and what `other` says where this says nothing."""
        names = [field.name for field in dataclasses.fields(self)]
        return Said(**{name: getattr(self, name) or getattr(other, name) for name in names})


def article(
    source: Input, record: Record, mapped: Mapping, around: Record | None = None
) -> Article | None:
    """Return the article in `record`, None where its text is empty.

    `around` is the object in whose list the record stands: it may name the publisher of all.
    Raises SourceError where the text is a page on which there is none.
    """
    body = prose(fields.find(record, "text", mapped))
    said = _said(record, mapped, around or {})
    if _PAGE.match(body):
        from reportedly.source import page

        read = page.article(body, source.name, source.location)
        return composed(source, body_of(read), said | read)
    return composed(source, fragment.plain(body) if fragment.is_markup(body) else body, said)


def _said(record: Record, mapped: Mapping, around: Record) -> Said:
    publisher = fields.find(record, "publisher", mapped) or _publisher_around(around, mapped)
    return Said(
        title=next(_lines(fields.find(record, "title", mapped)), None),
        publisher=next(_lines(publisher), None),
        published=_date(fields.find(record, "published", mapped)),
        authors=tuple(dict.fromkeys(_lines(fields.find(record, "author", mapped)))),
        language=language(fields.find(record, "language", mapped)),
        url=_address(fields.find(record, "url", mapped)),
    )


def body_of(read: Article) -> str:
    """Return the text of an article without the headline it begins with."""
    title = read.title or ""
    return read.text[len(title) :].strip() if read.text.startswith(title) else read.text


def composed(source: Input, body: str, said: Said) -> Article | None:
    """Return the article of these parts, None where the body is empty.

    A body that begins with the headline keeps it there.
    """
    body, title = writable(body).strip(), said.title
    if not body:
        return None
    begins = title is not None and clean(body[: 2 * len(title) + 100]).startswith(title)
    return Article(
        text=f"{title}\n\n{body}" if title and not begins else body,
        name=source.name,
        location=source.location,
        title=title or text.headline(body),
        publisher=said.publisher,
        published=said.published,
        authors=said.authors,
        language=said.language,
        url=said.url,
    )


def writable(body: str) -> str:
    """Return `body` without what cannot be written in UTF-8 or in a graph."""
    return _UNWRITABLE.sub("", body)


def prose(value: Any, deep: int = _DEEPEST) -> str:
    """Return a text that may be given in pieces: paragraphs, or stretches of a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        inner = next((value[name] for name in fields.INNER if value.get(name)), "")
        return prose(inner, deep - 1) if deep else ""
    if not isinstance(value, list) or not deep:
        return ""
    pieces = [prose(piece, deep - 1) for piece in value]
    return ("" if _is_line(value) else "\n\n").join(piece for piece in pieces if piece)


def _is_line(pieces: list[Any]) -> bool:
    """Tell whether `pieces` are stretches of a running text rather than its paragraphs."""
    kinds = [piece.get("type") if isinstance(piece, dict) else None for piece in pieces]
    if any(kind is not None and str(kind) not in _INLINE for kind in kinds):
        return False
    return any(kind is not None for kind in kinds)


def _publisher_around(around: Record, mapped: Mapping) -> list[Any]:
    """Return what names the publisher of a whole list: Telegram's channel, a JSON feed's title."""
    named = around.get("title" if "jsonfeed" in str(around.get("version")) else "name")
    return fields.find(around, "publisher", mapped) or ([named] if isinstance(named, str) else [])


def _lines(values: Iterable[Any]) -> Iterator[str]:
    """Yield each text in `values` on one line; of an object, its name."""
    for value in values:
        if isinstance(value, dict):
            yield from _lines([next((value[n] for n in _NAMES if value.get(n)), None)])
        elif isinstance(value, list):
            yield from _lines(value)
        elif isinstance(value, str) and (line := clean(fragment.plain(value))):
            yield line[:_LONGEST_NAME]


def _date(values: Iterable[Any]) -> str | None:
    """Return the first date among `values` as EDTF; numbers are seconds since 1970."""
    for value in values:
        number = _number(value)
        found = edtf.stated(value) if isinstance(value, str) and number is None else None
        found = _moment(number) if number is not None else found
        if found:
            return found
    return None


def _number(value: Any) -> float | None:
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.\d+)?", value.strip()):
        return float(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _moment(number: float) -> str | None:
    for seconds in (number, number / 1000):
        if _SECONDS.start <= seconds < _SECONDS.stop:
            return edtf.stated(datetime.fromtimestamp(int(seconds), UTC).isoformat())
    return None


def language(values: Iterable[Any]) -> str | None:
    """Return the ISO 639 code that the first of `values` with one begins with."""
    for value in values:
        match = re.match(r"\s*([a-z]{2,3})(?![a-z])", str(value).lower())
        if match and match[1] not in {"und", "mul", "zxx"}:
            return match[1]
    return None


def _address(values: Iterable[Any]) -> str | None:
    return next((url for value in values if (url := address(str(value)))), None)


def address(stated: str) -> str | None:
    """Return the address of a page on the web, None where `stated` is something else."""
    url = clean(stated)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if (
        parts.scheme not in {"http", "https"}
        or "." not in host
        or re.search(r"[\s<>\"{}|\\^`]", url)
    ):
        return None
    return parts._replace(fragment="").geturl()
