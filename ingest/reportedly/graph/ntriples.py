"""RDF terms as N-Triples writes them, built as strings, several times faster than as objects.

What is written here is valid inside SPARQL's `INSERT DATA { GRAPH <g> { ... } }` too. Every code
point is accepted. Those that end a line for some reader, or that a terminal would act on, are
escaped; a lone surrogate, which no UTF-8 can carry, becomes U+FFFD, one for one, so that lengths
hold.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from reportedly.graph.vocabulary import (
    XSD_ANY_URI,
    XSD_DATE,
    XSD_DATE_TIME,
    XSD_DECIMAL,
    XSD_INTEGER,
)

if TYPE_CHECKING:
    from datetime import date, datetime

_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# Well-formed under BCP 47 for every reader: language, script, region. Rarer subtags are not worth
# the rules that parsers disagree about; the document keeps its full tag in dcterms:language.
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?")


def clean(text: str) -> str:
    """Return `text` with U+FFFD for every lone surrogate."""
    return _SURROGATE.sub("\ufffd", text)


def node(iri: str) -> str:
    """Return the term for an IRI."""
    return f"<{iri}>"


def string(text: str) -> str:
    """Return the term for a plain string."""
    return f'"{_ESCAPED.sub(_escape, clean(text))}"'


def worded(text: str, tag: str) -> str:
    """Return the term for a text in the language `tag`, or a plain string if that is empty."""
    return f"{string(text)}@{tag}" if tag else string(text)


def language_tag(language: str | None) -> str:
    """Return `language` as a tag that every RDF reader takes, in lower case; else ""."""
    tag = (language or "").lower().replace("_", "-")
    return tag if _LANGUAGE_TAG.fullmatch(tag) else ""


def integer(number: int) -> str:
    """Return the term for an xsd:integer."""
    return f'"{number}"^^<{XSD_INTEGER}>'


def share(number: float) -> str:
    """Return the term for an xsd:decimal from 0 to 1, to four digits; NaN counts as 0.

    Written as Oxigraph keeps decimals, without a point where nothing follows it, so that what is
    read back is what was written.
    """
    digits = f"{min(1.0, max(0.0, number)):.4f}".rstrip("0").rstrip(".")
    return f'"{digits}"^^<{XSD_DECIMAL}>'


def day(when: date) -> str:
    """Return the term for an xsd:date."""
    return f'"{when.isoformat()}"^^<{XSD_DATE}>'


def moment(when: datetime) -> str:
    """Return the term for an xsd:dateTime, to the second; in UTC, as Oxigraph keeps them."""
    return f'"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"^^<{XSD_DATE_TIME}>'


def link(url: str) -> str:
    """Return the term for a web address as the source gave it, which need not be a valid IRI."""
    return f"{string(url)}^^<{XSD_ANY_URI}>"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"
