"""A folder as a list of files to read: everything below it, in sorted order.

Left out without a word: hidden files and folders, a folder reached before (a link that loops),
and the images and scripts that a browser saves beside a page. Everything else is read or
reported.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportedly.errors import Issue

PAGES = {".html", ".htm", ".xhtml", ".xht"}
ARCHIVES = {".mht", ".mhtml"}
# Text, but no article: code, data and markup that travels with articles (brat's annotations).
DATA = {
    *(".ann", ".bib", ".cfg", ".conf", ".css", ".csv", ".geojson", ".ini", ".js", ".json"),
    *(".jsonl", ".jsonld", ".log", ".map", ".mjs", ".n3", ".nq", ".nt", ".ndjson", ".opml"),
    *(".py", ".rdf", ".rq", ".rss", ".atom", ".sh", ".sql", ".srt", ".svg", ".toml", ".trig"),
    *(".ts", ".tsv", ".ttl", ".vtt", ".xml", ".xsl", ".yaml", ".yml"),
}
DANGLING = ("a link to nothing", "restore its target or remove it")
DATA_ADVICE = "to read one as plain text all the same: reportedly ingest - < FILE"
# What browsers append to a page's name, by their language, for the folder of its images.
_COMPANIONS = (
    *("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_pliki"),
    *("_soubory", "_ficheiros", "_arquivos", "-filer", "_tiedostot", "_dosyalar", "_elemei"),
)


class Found(NamedTuple):
    """A file to read; `name` tells it from its neighbours on any machine."""

    path: Path
    name: str


def files(root: Path) -> Iterator[Found | Issue]:
    """Yield the files below `root`, each named by its path relative to `root` with "/".

    Files that hold data rather than an article are counted by ending and reported at the end.
    """
    data: Counter[str] = Counter()
    empty = True
    for path in _walk(root, set()):
        if isinstance(path, Issue):
            yield path
        elif path.suffix.lower() in DATA:
            data[path.suffix.lower()] += 1
        else:
            yield Found(path, path.relative_to(root).as_posix())
        empty = False
    yield from (_left_out(root, *counted) for counted in sorted(data.items()))
    if empty:
        yield _issue(root, "an empty folder", "give a folder that holds articles")


def printable(path: str) -> str:
    """Return a path as text that can be written out; a name may hold bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _issue(path: Path | str, reason: str, advice: str) -> Issue:
    return Issue(printable(str(path)), "source", reason, advice)


def _left_out(root: Path, ending: str, count: int) -> Issue:
    reason = f"{count} data file{'s' if count > 1 else ''} left out, not articles"
    return _issue(f"{root}/**/*{ending}", reason, DATA_ADVICE)


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path | Issue]:
    """Yield the files below `folder`; `seen` holds device and inode of folders already entered.

    Depth is bounded by the length of a path, some 2,000 folders, so a stack stands for recursion.
    """
    pending = [folder]
    while pending:
        path = pending.pop()
        try:
            if not path.is_dir():
                yield _file(path)
            elif _first_visit(path, seen):
                pending.extend(reversed(_entries(path)))
        except OSError as error:
            yield _issue(path, error.strerror or str(error), "check its permissions")


def _file(path: Path) -> Path | Issue:
    if path.is_file():
        return path
    if path.is_symlink():
        return _issue(path, *DANGLING)
    return _issue(path, "not a regular file", "give files and folders")


def _first_visit(folder: Path, seen: set[tuple[int, int]]) -> bool:
    status = folder.stat()
    key = (status.st_dev, status.st_ino)
    known = key in seen
    seen.add(key)
    return not known


def _entries(folder: Path) -> list[Path]:
    """Return what is in `folder`, sorted, without hidden entries and pages' companion folders."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    pages = [Path(name).stem for name in names if Path(name).suffix.lower() in PAGES]
    companions = {stem + ending for stem in pages for ending in _COMPANIONS}
    return [folder / name for name in names if name not in companions]
