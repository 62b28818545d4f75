"""What corrections cost: making one, reading articles that have some anew, and asking afterwards.

    python benchmarks/corrections.py [--articles 400] [--corrected 40]

Articles are made up, 8 statements each; nothing is extracted. Queries are asked in a snapshot, as
people ask them, of one store without and one with corrections in turns, and of that after it was
optimised, in processor time; the least of the rounds counts. Ratios hold on a busy machine too.
Takes a few minutes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.store import NOW, articles, batches, clock, entries, folder

from reportedly.actors import Hand
from reportedly.corrections import correct, listed
from reportedly.graph.iri import document_iri
from reportedly.query import run, table
from reportedly.store import open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.store import Entry

ANNA = Hand("anna", NOW, "it was so")
QUESTIONS = ("who-said-what", "sources", "documents", "claims", "publisher-only", "uncertain")
LINES = 8


def corrected(path: Path, some: list[Entry]) -> list[float]:
    """Correct the first statement of each article; return the seconds that each took."""
    took = []
    with open_store(path) as store:
        for number, entry in enumerate(some):
            first = f"{document_iri(entry.article)}#st-0"
            what = {"commitment": "PS+"} if number % 2 else {"said": "2024-04"}
            start = time.perf_counter()
            correct(store, first, ANNA, **what)
            took.append(time.perf_counter() - start)
        store.tidy()
    return took


def read_anew(path: Path, some: list[Entry], number: int) -> float:
    """Put articles as another model would read them; return the seconds an article takes."""
    model = replace(some[0].model, version=str(number))
    again = [replace(entry, model=model) for entry in some]
    with open_store(path) as store:
        return clock(lambda: [store.put(batch, NOW) for batch in batches(again, 16)]) / len(some)


def asked(path: Path) -> dict[str, float]:
    """Return the seconds that each question takes."""
    with open_snapshot(path) as view:
        return {name: _cpu(lambda n=name: table(run(view, n))) for name in QUESTIONS}


def _cpu(act: Callable[[], object]) -> float:
    """Return the seconds of processor time that `act` takes: others' work does not count so."""
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    """Run everything."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=400)
    options.add_argument("--corrected", type=int, default=40)
    options.add_argument("--rounds", type=int, default=6)
    chosen = options.parse_args()
    made = entries(articles(chosen.articles, LINES))
    some = made[:: max(1, len(made) // chosen.corrected)][: chosen.corrected]
    others = [entry for entry in made if entry not in some][: len(some)]
    with folder() as place:
        plain, touched, packed = (place / name for name in ("plain", "touched", "packed"))
        with open_store(plain, create=True) as store:
            for batch in batches(made, 16):
                store.put(batch, NOW)
            store.tidy()
        copytree(plain, touched)
        took = corrected(touched, some)
        early, late = (statistics.median(part) * 1e3 for part in (took[:20], took[-20:]))
        print(f"a correction: {early:.0f} ms among the first, {late:.0f} ms among the last")
        copytree(touched, packed)
        with open_store(packed) as store:
            store._graphs.optimize()  # as `tidy` does when enough was written
        found: dict[Path, list[dict[str, float]]] = {plain: [], touched: [], packed: []}
        for number in range(chosen.rounds):
            order = [*found]
            for path in order[number % 3 :] + order[: number % 3]:
                found[path].append(asked(path))
        for name in QUESTIONS:
            least = [min(each[name] for each in found[path]) for path in found]
            before, after, later = least
            print(
                f"  {name:16} {before * 1e3:7.0f} ms without corrections,"
                f" {after / before:.2f} x with,"
                f" {later / before:.2f} x when the database was optimised again"
            )
        without, having = (read_anew(touched, part, 2) * 1e3 for part in (others, some))
        print(
            f"an article read anew: {without:.1f} ms without corrections, {having:.1f} ms with one"
        )
        with open_snapshot(touched) as view:
            print(f"{sum(it.state == 'applies' for it in listed(view))} corrections apply")


if __name__ == "__main__":
    main()
