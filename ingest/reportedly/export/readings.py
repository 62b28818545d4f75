"""Readings on their way out: one line an article, two files an article, or RDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from reportedly.errors import ExportError
from reportedly.export.attribution import brat, jsonl
from reportedly.export.target import STDOUT, opened
from reportedly.graph import triples
from reportedly.graph.iri import graph_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from os import PathLike

    from reportedly.statement import Reading

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST = 150  # characters of a file's name: file systems end at 255 bytes


def write_readings(
    readings: Iterable[Reading],
    format: str,  # noqa: A002 the option's own name
    target: str | PathLike[str] | None = None,
) -> int:
    """Write `readings` in one of `READING_FORMATS` and return how many there were.

    `target` is a file, for brat a folder; None or "-" is standard output. Raises ExportError where
    that cannot be done.
    """
    if format == "brat":
        return _write_brat(readings, target)
    if format not in _WRITERS:
        raise ExportError(format, f"is not one of {', '.join(READING_FORMATS)}")
    with opened(STDOUT if target is None else target) as out:
        return _WRITERS[format](readings, out)


def _write_jsonl(readings: Iterable[Reading], out: IO[bytes]) -> int:
    number = 0
    for number, reading in enumerate(readings, 1):  # noqa: B007 the last one is the count
        out.write(f"{jsonl(reading)}\n".encode())
        out.flush()  # whoever reads from a pipe need not wait for the next article
    return number


def _write_rdf(format: str) -> Callable[[Iterable[Reading], IO[bytes]], int]:  # noqa: A002
    def write(readings: Iterable[Reading], out: IO[bytes]) -> int:
        from reportedly.store.oxigraph import write as written

        number = 0

        def graphs() -> Iterator[tuple[str, list[str]]]:
            nonlocal number
            for reading in readings:
                number += 1
                yield graph_iri(reading.article), list(triples(reading))

        written(graphs(), out, format)
        return number

    return write


def _write_brat(readings: Iterable[Reading], target: str | PathLike[str] | None) -> int:
    """Write a .txt and a .ann file for each article into the folder `target`."""
    if target is None or target == STDOUT:
        raise ExportError("brat", "has two files for each article", "name a folder for them")
    folder = Path(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be a folder: {error.strerror}"
        raise ExportError(str(folder), reason, "another folder") from error
    taken: set[str] = set()
    for reading in readings:
        name = _file_name(reading, taken)
        taken.add(name.casefold())
        for suffix, text in zip(("txt", "ann"), brat(reading), strict=True):
            with opened(folder / f"{name}.{suffix}") as out:
                out.write(text.encode())
    return len(taken)


def _file_name(reading: Reading, taken: set[str]) -> str:
    """Return a name for an article's files: its own, with a number where that is taken."""
    name = _NOT_IN_NAMES.sub("-", reading.article.doc).strip("-.")[:_LONGEST]
    number, plain = 1, name or reading.article.version
    name = plain
    while name.casefold() in taken:
        number += 1
        name = f"{plain}-{number}"
    return name


_WRITERS: Final[dict[str, Callable[[Iterable[Reading], IO[bytes]], int]]] = {
    "jsonl": _write_jsonl,
    "ttl": _write_rdf("ttl"),
    "trig": _write_rdf("trig"),
}
READING_FORMATS: Final = (*_WRITERS, "brat")
"""What articles just read can be written as."""
