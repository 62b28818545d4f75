"""A process that links articles which restate one another, to be killed in between."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tests.store.fakes import NOW, article, entry

from reportedly.store import embedded, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.article import Article

TOWNS = "Velm Karsk Tarnow Osten Lubin Rawicz Holm Grauberg Ilmen Kupa".split()
ROUNDS = 3


def pages() -> list[Article]:
    """Return what arrives: every outlet reports every round, and each report replaces its last."""
    found = []
    for edition in range(ROUNDS):
        for outlet in range(12):
            towns = [TOWNS[(outlet + edition * n) % len(TOWNS)] for n in range(4)]
            lines = [
                f"The harbour bridge of {town} was closed to lorries after engineers found cracks"
                for town in dict.fromkeys(towns)
            ]
            name = f"{outlet}.html"
            found.append(article("\n".join(lines), name, url=f"https://x.example/{name}"))
    return found


def put(path: Path) -> None:
    """Put all articles into a store."""
    with open_store(path, create=True) as store:
        for page in pages():
            store.put([entry(page)], NOW)


def relink(path: str) -> None:
    """Link anew what other rules have linked, two articles at a time, telling how many are done."""
    embedded._RELINK = 2
    with open_store(path) as store:
        store.relink(lambda done, _: os.write(1, f"{done}\n".encode()))


def main(path: str, first: int) -> None:
    """Put the articles from number `first` on into the store, telling of each when it is safe."""
    with open_store(path, create=True) as store:
        for number, page in enumerate(pages()[first:], first):
            store.put([entry(page)], NOW)
            os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    if sys.argv[2] == "relink":
        relink(sys.argv[1])
    else:
        main(sys.argv[1], int(sys.argv[2]))
