"""Floors for quality on passages of our own that nothing was tuned on; raised when scores rise."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from training.chains import score_chains
from training.corpus import Gold
from training.passages import outermost, passages
from training.score import figures, score

from reportedly.article import Article
from reportedly.extract import ArticleExtractor
from reportedly.statement import Reading

if TYPE_CHECKING:
    from pathlib import Path

# F1 in percent, recall for "direct". "chain": a statement with everybody who passed it on.
FLOORS = {
    ("general-test", "who said what"): 89.0,
    ("general-test", "exact"): 84.0,
    ("general-test", "direct"): 93.0,
    ("general-test", "chain"): 85.0,
    ("nested-test", "who said what"): 91.0,
    ("nested-test", "exact"): 86.0,
    ("nested-test", "direct"): 98.0,
    ("nested-test", "chain"): 38.0,
}


@pytest.fixture(scope="module")
def scores(extractor: ArticleExtractor, root: Path) -> dict[tuple[str, str], float]:
    """What `extract` prints, and the statements' chains, on each file."""
    out = {}
    for name in ("general-test", "nested-test"):
        gold = list(passages(root / "tests" / "data" / "attribution" / f"{name}.xml"))
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
        out |= {(name, measure): value for measure, value in figures(totals).items()}
    return out


@pytest.mark.parametrize("measure", FLOORS, ids=" ".join)
def test_no_score_falls(scores: dict[tuple[str, str], float], measure: tuple[str, str]) -> None:
    assert scores[measure] >= FLOORS[measure]
