"""What a reader is given, and the one failure that its caller may take lightly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source.formats.fields import Mapping
from reportedly.source.formats.stream import Meter, Stream

# Bytes of one document or record: pages come with scripts, and with images written into them.
LARGEST = 20_000_000
# Characters of one article. A 400-page book has fewer; the language model takes 60 s and 2.5 GB
# of memory for 900,000. More than this is an archive of many articles.
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to be read, and what they are called.

    `item` is how issues call them, `name` how articles do, `location` where they are on this
    machine ("" if nowhere). `file` is set where the same bytes can be had in any order; `meter`
    is then told what is read of it. `depth` counts the archives around them.
    `found` tells that nobody asked for them by name.
    """

    stream: Stream
    item: str
    name: str
    location: str = ""
    mapping: Mapping = field(default_factory=Mapping)
    file: BinaryIO | None = None
    meter: Meter | None = None
    depth: int = 0
    found: bool = False

    def record(self, number: int) -> Input:
        """Return the names of the record `number`: "dump.jsonl:17"."""
        return self._labelled(f":{number}")

    def inside(self, stream: Stream, path: str) -> Input:
        """Return what lies in this archive under `path`: "dump.zip!/a/b.html"."""
        label = f"!/{path}"
        return replace(
            self._labelled(label), stream=stream, file=None, depth=self.depth + 1, found=True
        )

    def unpacked(self, stream: Stream) -> Input:
        """Return this with the bytes that its own stand for; names lose ".gz"."""
        stem, dot, ending = self.name.rpartition(".")
        name = stem if dot and stem and ending.lower() in {"gz", "gzip", "zst", "zstd"} else ""
        return replace(self, stream=stream, name=name or self.name, file=None, depth=self.depth + 1)

    def _labelled(self, label: str) -> Input:
        location = self.location and self.location + label
        return replace(self, item=self.item + label, name=self.name + label, location=location)

    def error(self, reason: str, advice: str = "") -> SourceError:
        """Return the error that says what is wrong with these bytes."""
        return SourceError(self.item, reason, advice)

    def issue(self, reason: str, advice: str = "") -> Issue:
        """Return the same as an issue, for where the reading goes on."""
        return Issue(self.item, "source", reason, advice)


Reader = Callable[[Input], Iterator[Article | Issue]]
"""Yields the articles in an input; what it raises as SourceError ends this input alone."""


class UnfitError(SourceError):
    """Data of which no field is plainly an article's text."""


def whole(source: Input) -> bytes:
    """Return all bytes of `source`; raise SourceError where they are too many for one article."""
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        reason = f"more than {LARGEST // 10**6} MB, too long for one article"
        raise source.error(reason, "split it into one file per article")
    return data
