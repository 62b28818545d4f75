"""PDF with a text layer: its lines as paragraphs, without running heads and page numbers.

The parsing (`pdf_text`) happens in a process of its own, because a PDF is a program more than a
text: whoever writes one can make any parser run for hours or fill the memory, and a process can
be told to stop. It takes a second, and reading what was said takes longer. What a PDF says of
when it was made is the date of a file, not of a publication, so there is no date.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import text
from reportedly.source.formats import record
from reportedly.source.formats.input import Input
from reportedly.source.formats.record import Said
from reportedly.source.metadata import clean

MAGIC = b"%PDF-"
LARGEST = 100_000_000  # bytes: pictures are most of a PDF
# Seconds on the clock. The process itself ends after a minute of its own time, of which a busy
# machine gives little; reports of 10 to 60 pages take 1 to 10.
PATIENCE = 600.0
_PROGRAM = "from reportedly.source.formats.pdf_text import main; main()"
_FAULTS = {
    "encrypted": (
        "an encrypted PDF",
        "save it without a password: qpdf --decrypt --password=WORD FILE.pdf OPEN.pdf",
    ),
    "pages": ("a PDF of too many pages for one article", "split it: qpdf --split-pages=100"),
    "memory": ("a PDF that takes too much memory to read", "print it to a new PDF, and give that"),
    "damaged": ("a PDF that cannot be read", "open it in a viewer, and print it to a new PDF"),
}
_SCANNED = ("a PDF without a text layer, as scanners make it", "ocrmypdf FILE.pdf WITH-TEXT.pdf")
_SLOW = "a PDF that took more than a minute to read"
_PAGE_NUMBER = re.compile(
    r"(?i)(?:page|p\.|seite|-|–)?\s*\d{1,4}(?:\s*(?:of|/|von|-|–)\s*\d{0,4})?"
)
_EDGES = 2  # lines at the top and at the foot of a page that may be running heads
_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•▪●◦‣■–—*-]|\d{1,2}[.)])\s")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xAD: ""}
_FULL = 0.75  # of a column's width: a line shorter than this was not broken by the width
_SHORT = 0.6
_OPENING = 500


def read(source: Input) -> Iterator[Article | Issue]:
    """Yield the article in a PDF."""
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        size = LARGEST // 10**6
        raise source.error(f"a PDF of more than {size} MB", "print it to a smaller one")
    yield composed(source, _taken(source, data))


def _taken(source: Input, data: bytes) -> dict[str, Any]:
    """Return what `pdf_text` finds, given a minute."""
    command = [sys.executable, "-c", _PROGRAM]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603 our own program
            command, input=data, capture_output=True, timeout=PATIENCE, env=environment, check=False
        )
        if done.returncode == -getattr(signal, "SIGXCPU", 0):
            raise source.error(_SLOW, _FAULTS["damaged"][1])
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise source.error(_SLOW, _FAULTS["damaged"][1]) from error
    except ValueError as error:  # killed, or out of memory: it has printed nothing
        raise source.error(*_FAULTS["memory"]) from error
    return found


def composed(source: Input, found: dict[str, Any]) -> Article:
    """Return the article of what `pdf_text` found; raise SourceError where that is none."""
    if "fault" in found:
        reason, advice = _FAULTS[found["fault"]]
        detail = f" ({found['detail']})" if found.get("detail") else ""
        raise SourceError(source.item, reason + detail, advice)
    body = record.writable("\n\n".join(paragraphs(found["pages"]))).strip()
    stated = clean(found["title"])
    shown = bool(stated) and clean(body[:_OPENING]).startswith(stated)
    article = record.composed(
        source,
        body,
        Said(
            title=stated if shown else text.headline(body),
            authors=tuple(filter(None, [clean(found["author"])])),
            language=record.language([found["language"]]),
        ),
    )
    if article is None:
        raise source.error(*_SCANNED)
    return article


def paragraphs(pages: list[str]) -> list[str]:
    """Return the paragraphs of a text given as the lines of its pages."""
    lines = [[line.strip() for line in page.translate(_LIGATURES).split("\n")] for page in pages]
    heads = _running_heads(lines)
    kept = [line for page in lines for line in _inner(page, heads)]
    width = _width(kept)
    out: list[str] = []
    broken = False  # whether the last line was broken because the column ended there
    for line in kept:
        if line and broken and out and not _BULLET.match(line):
            out[-1] = _HYPHEN.sub("", out[-1]) + _glue(out[-1], line) + line
        elif line:
            out.append(line)
        broken = _is_broken(line, width) if line else broken and not _END.search(out[-1])
    return out


def _glue(above: str, line: str) -> str:
    return (
        ""
        if _HYPHEN.search(above) and line[:1].islower()
        else "-" * bool(_HYPHEN.search(above)) or " "
    )


def _is_broken(line: str, width: int) -> bool:
    """Tell whether a paragraph goes on after `line`."""
    if len(line) < _SHORT * width:
        return False
    return len(line) >= _FULL * width or not _END.search(line)


def _width(lines: list[str]) -> int:
    """Return how many characters a full line has."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 4 // 5] if lengths else 0


def _running_heads(pages: list[list[str]]) -> set[str]:
    """Return what stands at the edge of at least three pages, and of every third, digits apart."""
    counted = Counter(head for page in pages for head in {*map(_numberless, _edges(page))})
    least = max(3, len(pages) // 3)
    return {head for head, count in counted.items() if head and count >= least}


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return [*lines[:_EDGES], *lines[-_EDGES:]]


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _inner(page: list[str], heads: set[str]) -> list[str]:
    """Return the lines of a page without running heads and numbers at its edges.

    A blank line between two pages is where the page ends and no paragraph need.
    """
    edges = set(_edges(page))
    return [
        line
        for line in page
        if line not in edges or not (_numberless(line) in heads or _PAGE_NUMBER.fullmatch(line))
    ]
