"""How well attributions come out in our own annotated passages.

    python -m benchmarks.passages [FILE.xml ...]

Without a file: `general-test.xml` (60 passages of all styles) and `nested-test.xml` (50 with
attributions inside others). F1 in percent by what `reportedly extract` prints, direct quotations by
recall; "chain" are whole chains of speakers, by the statements.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from training.chains import score_chains
from training.corpus import Gold
from training.passages import outermost, passages
from training.score import figures, score

from reportedly.article import Article
from reportedly.extract import ArticleExtractor
from reportedly.statement import Reading

if TYPE_CHECKING:
    from reportedly.extract import Extractor

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "attribution"
OURS = (FOLDER / "general-test.xml", FOLDER / "nested-test.xml")


def measured(path: Path, extractor: Extractor) -> dict[str, float]:
    """Return the figures for the passages in a file."""
    gold = list(passages(path))
    totals: Counter[str] = Counter()
    readings = extractor.extract(Article(p.text, name=p.name) for p in gold)
    for passage, reading in zip(gold, readings, strict=True):
        assert isinstance(reading, Reading), reading
        found = [
            Gold(*([tuple(span) for span in spans] for spans in (a.source, a.cue, a.content)))
            for a in reading.attributions
        ]
        totals += score(passage.text, outermost(passage.gold), found)
        totals += score_chains(passage, reading)
    return figures(totals)


def main() -> None:
    """Print a line for each file."""
    extractor = ArticleExtractor()
    for path in map(Path, sys.argv[1:] or OURS):
        found = measured(path, extractor)
        print(f"{path.stem:14}", "  ".join(f"{name} {found[name]:.1f}" for name in sorted(found)))


if __name__ == "__main__":
    main()
