"""How far two people agree on who said what: texts of PolNeAR that were annotated twice.

    python -m benchmarks.agreement PolNeAR/data/train

The second annotator is scored against the first, as a tool would be.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from training.corpus import documents, read
from training.score import figures, score


def main(folder: Path) -> None:
    """Print F1 of every measure, and recall of direct quotations."""
    totals: Counter[str] = Counter()
    twice = 0
    for name, document in documents(folder).items():
        notes = sorted((folder / "attributions").glob(f"{name}_*.ann"))
        mine = [note for note in notes if note.stem.rpartition("_")[0] == name]
        if len(mine) > 1:
            twice += 1
            totals += score(document.text, document.gold, read(mine[1]))
    print(f"{twice} texts annotated twice")
    for measure, value in figures(totals).items():
        print(f"{measure:15} {value:5.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
