"""A process that puts articles which restate one another into a store, to be killed in between."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tests.store.fakes import NOW, article, entry

from reportedly.store import open_store

if TYPE_CHECKING:
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


def main(path: str, first: int) -> None:
    """Put the articles from number `first` on into the store, telling of each when it is safe."""
    with open_store(path, create=True) as store:
        for number, page in enumerate(pages()[first:], first):
            store.put([entry(page)], NOW)
            os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
