"""A process that corrects an article and reads it anew, and tells what was acknowledged.

Run as a program it forks one for every line, which is the path of a store, to be killed meanwhile.
Both write to its standard output.
"""

from __future__ import annotations

from pathlib import Path

from tests.corrections.factory import Line, entry, version
from tests.store.fakes import NOW
from tests.store.forking import forking, say

from reportedly.actors import Hand
from reportedly.corrections import correct, undo
from reportedly.store import Entry, Store, open_store

MANY = 60
ANNA = Hand("anna", NOW)
LINES = [Line("Ana Kovac", f"ship number {word} is late") for word in "one two three four".split()]
SPEAKERS = ("Harbour Union", "Northern Herald", "Jo Lind")
TYPES = {"Jo Lind": "person"}


def edition(number: int) -> Entry:
    """Return the article as it is read for the `number`-th time: another model each, or a text."""
    lines = LINES if number % 2 else [Line("Jo Lind", "this is new"), *LINES]
    return entry(lines, model=version(number))


def step(store: Store, number: int) -> None:
    """Make what is the store's `number`-th correction; every fifth takes one back."""
    if number % 5 == 0:
        undo(store, number - 1, ANNA)
        return
    who = SPEAKERS[number % 3]
    words = LINES[number % 4].words
    commitment = "PS+" if number % 7 else "CT-"
    if number % 2:
        correct(store, words, ANNA, actor=f"{who} {number}", kind=TYPES.get(who, "organization"))
    else:
        correct(store, words, ANNA, commitment=commitment)


def run(path: Path) -> None:
    """Correct on from where the store is, reading the article anew after every third correction."""
    with open_store(path) as store:
        for number in range(len(store.corrections()) + 1, MANY + 1):
            step(store, number)
            say(f"{number}")
            if number % 3 == 0:
                store.put([edition(number)], NOW)
    say("done")


if __name__ == "__main__":
    forking(lambda line: run(Path(line)))
