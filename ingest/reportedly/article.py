"""What was read: an article's text as stored, and what its source says about it.

`Article.text` is the one text that every offset in the project refers to. A plain text file's
text is the file's own, decoded and otherwise untouched; a page's text is its headline, a blank
line, and its main text. Offsets count Unicode code points, ends are exclusive.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class PublishedBasis(StrEnum):
    """How the date of publication is known: where it was found, or that the user gave it."""

    METADATA = "metadata"
    URL = "url"
    DATELINE = "dateline"
    TEXT = "text"
    GIVEN = "given"


class Span(NamedTuple):
    """A stretch of an article's text: code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of `text` that this span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """Return the same stretch `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class SpanIndex:
    """Spans by where they lie, so that a long text costs no more per look-up than a short one."""

    _BLOCK = 2_000  # characters; most spans fit in one block

    def __init__(self, spans: Iterable[Span]) -> None:
        self._blocks: dict[int, list[tuple[Span, int]]] = {}
        for number, span in enumerate(spans):
            for block in range(span.start // self._BLOCK, span.end // self._BLOCK + 1):
                self._blocks.setdefault(block, []).append((span, number))

    def near(self, span: Span) -> list[tuple[Span, int]]:
        """Return each (span, its number in the order given) that overlaps `span`, in order."""
        blocks = range(span.start // self._BLOCK, span.end // self._BLOCK + 1)
        found = {(number, s) for b in blocks for s, number in self._blocks.get(b, ())}
        return [(s, number) for number, s in sorted(found) if s.overlaps(span)]

    def covers(self, span: Span) -> bool:
        """Tell whether some span of the index covers `span`."""
        return any(s.covers(span) for s, _ in self.near(span))


@dataclass(frozen=True, slots=True)
class Article:
    """One version of a news text with what its source says about it.

    `name` is what people call the input (a file's name, a page's URL); `url` is set only where
    the source states a canonical URL. `published` is an EDTF string (ISO 8601-2) taken from what
    `published_basis` says, never the date of retrieval or of a change. `section` is the part of
    the publication, such as "World", that the source names. `location` says where the bytes
    came from on this machine and never enters the graph.
    """

    text: str
    name: str
    location: str = ""
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    section: str | None = None
    published_basis: PublishedBasis | None = None

    @property
    def doc(self) -> str:
        """The input's name without its last extension: `doc` in the JSON Lines contract.

        A record's name ("dump.jsonl:17") has none.
        """
        stem, dot, extension = self.name.rpartition(".")
        whole = self.url == self.name or not dot or not stem or ":" in extension
        return self.name if whole else stem

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the text in UTF-8."""
        return hashlib.sha256(_bytes(self.text)).hexdigest()

    @property
    def version(self) -> str:
        """Sixteen hex digits that name this version of this document.

        The text alone decides for a file; a page's canonical URL counts too, so that two outlets
        that print the same wire copy stay two documents.
        """
        if self.url is None:
            return self.sha256[:16]
        return hashlib.sha256(_bytes(f"{self.url}\n{self.text}")).hexdigest()[:16]


def _bytes(text: str) -> bytes:
    """Encode in UTF-8, lone surrogates included: broken feeds have them."""
    return text.encode("utf-8", "surrogatepass")
