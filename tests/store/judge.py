"""A process that merges actors and tells which merges were acknowledged, to be killed meanwhile.

Run as a program it forks such a process for every line "start path" that it reads. Both write to
its standard output.
"""

from __future__ import annotations

from pathlib import Path

from tests.store.fakes import NOW
from tests.store.forking import forking, say

from reportedly.identity.judgement import Act, Judgement
from reportedly.store import open_store

MANY = 60


def judgement(number: int) -> Judgement:
    """Return the judgement that is made as the store's `number`-th; every fifth takes one back."""
    kept, other = "https://x.example/kept", f"https://x.example/{number}"
    if number % 5 == 0:
        return Judgement(Act.SPLIT, f"https://x.example/{number - 1}", "", "anna", NOW)
    return Judgement(Act.MERGE, kept, other, "anna", NOW, kept_name="Kept", other_name=str(number))


def run(path: Path) -> None:
    """Judge on from where the store is."""
    with open_store(path) as store:
        for number in range(len(store.judgements()) + 1, MANY + 1):
            (made,) = store.judge([judgement(number)])
            say(f"{made.number}")
    say("done")


if __name__ == "__main__":
    forking(lambda line: run(Path(line)))
