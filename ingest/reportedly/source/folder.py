"""A folder as a list of files to read: everything below it, in sorted order.

Left out without a word: hidden files and folders, a folder reached before (a link that loops), the
images and scripts that a browser saves beside a page, and stores of ours, as `ingest .` makes one
where it reads. Everything else is read or reported.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from reportedly.errors import Issue

PAGES = {".html", ".htm", ".xhtml", ".xht"}
ARCHIVES = {".mht", ".mhtml"}
# Text, but no article: code, data and markup that travels with articles (brat's annotations).
DATA = {
    *(".ann", ".bib", ".cfg", ".conf", ".css", ".geojson", ".ini", ".js", ".jsonld", ".log"),
    *(".map", ".mjs", ".n3", ".nq", ".nt", ".opml", ".py", ".rdf", ".rq", ".rss", ".atom", ".sh"),
    *(".sql", ".srt", ".svg", ".toml", ".trig", ".ts", ".ttl", ".vtt", ".xml", ".xsl", ".yaml"),
    ".yml",
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


_OF_STORE = ("reportedly.json", "articles.sqlite")


def files(root: Path, data: Counter[str]) -> Iterator[Found | Issue]:
    """Yield the files below `root`, each named by its path relative to `root` with "/".

    Files that hold data rather than an article are counted in `data` by ending.
    """
    empty = True
    for path in _walk(root, set()):
        if isinstance(path, Issue):
            yield path
        elif path.suffix.lower() in DATA:
            data[path.suffix.lower()] += 1
        else:
            yield Found(path, path.relative_to(root).as_posix())
        empty = False
    if empty:
        yield _issue(root, "an empty folder", "give a folder that holds articles")


def printable(path: str) -> str:
    """Return a path as text that can be written out; a name may hold bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _issue(path: Path | str, reason: str, advice: str) -> Issue:
    return Issue(printable(str(path)), "source", reason, advice)


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
            elif _first_visit(path, seen) and not _is_store(path):
                pending.extend(reversed(_entries(path)))
        except OSError as error:
            yield _issue(path, error.strerror or str(error), "check its permissions")


def _file(path: Path) -> Path | Issue:
    if path.is_file():
        return path
    if path.is_symlink():
        return _issue(path, *DANGLING)
    return _issue(path, "not a regular file", "give files and folders")


def _is_store(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _OF_STORE)


def _first_visit(folder: Path, seen: set[tuple[int, int]]) -> bool:
    status = folder.stat()
    key = (status.st_dev, status.st_ino)
    known = key in seen
    seen.add(key)
    return not known


def _entries(folder: Path) -> list[Path]:
    """Return what is in `folder`, sorted, without hidden entries and pages' companion folders."""
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    without = companions(names)
    return [folder / name for name in names if name not in without]


def companions(names: Iterable[str]) -> set[str]:
    """Return what the folders are called that browsers save beside the pages among `names`."""
    pages = [(name, PurePath(name).suffix) for name in names]
    stems = [name.removesuffix(ending) for name, ending in pages if ending.lower() in PAGES]
    return {stem + ending for stem in stems for ending in _COMPANIONS}
