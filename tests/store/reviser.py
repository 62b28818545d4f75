"""A process that replaces, withdraws or re-reads and tells what was acknowledged, to be killed.

Run as a program it forks such a process for every line "what number path". Both write to its
standard output.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.store.fakes import MODEL, NOW, FakeExtractor, entry
from tests.store.forking import forking, say

from reportedly.article import Article
from reportedly.rereading import reextract
from reportedly.store import Withdrawal, open_store

if TYPE_CHECKING:
    from reportedly.statement import Model

PLACES = 60


def model(number: int) -> Model:
    return replace(MODEL, version=str(number))


def article(place: int, number: int) -> Article:
    """Return what is at a place in the edition `number`."""
    text = "\n".join(f"{place} said {line} in {number}." for line in range(6))
    return Article(text, f"{place}.txt", location=f"/news/{place}")


def act(version: str, number: int) -> Withdrawal:
    return Withdrawal(version, "anna", NOW, f"day {number}", bool(number % 2))


def run(what: str, number: int, path: Path) -> None:
    """Do `what` to the whole store, the `number`-th time."""
    with open_store(path, create=True) as store:
        if what == "replace":
            for place in range(PLACES):
                found = article(place, number)
                store.put([entry(found)], NOW + timedelta(days=number))
                say(found.version)
        elif what == "withdraw":
            for place in range(PLACES):
                version = article(place, 0).version
                undone = bool(number % 2)
                if undone == bool(_is_withdrawn(store.editions(f"/news/{place}"))):
                    store.withdraw(act(version, number))
                say(version)
        else:
            extractor = FakeExtractor(model(number))
            reextract(store, extractor, now=NOW, on_article=lambda it: say(it.version))
    say("done")


def _is_withdrawn(editions: object) -> bool:
    return any(it.status == "withdrawn" for it in editions)  # type: ignore[attr-defined]


def _asked(line: str) -> None:
    what, number, path = line.split(" ", 2)
    run(what, int(number), Path(path))


if __name__ == "__main__":
    forking(_asked)
