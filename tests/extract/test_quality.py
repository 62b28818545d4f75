"""Floors for quality on passages of our own that nothing was tuned on; raised when scores rise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.passages import OURS, measured

if TYPE_CHECKING:
    from reportedly.extract import ArticleExtractor

# F1 in percent, recall for "direct". "chain": a statement with everybody who passed it on.
FLOORS = {
    ("general-test", "who said what"): 91.0,
    ("general-test", "exact"): 86.5,
    ("general-test", "direct"): 94.0,
    ("general-test", "chain"): 87.0,
    ("nested-test", "who said what"): 92.5,
    ("nested-test", "exact"): 86.0,
    ("nested-test", "direct"): 98.0,
    ("nested-test", "chain"): 41.0,
}


@pytest.fixture(scope="module")
def scores(extractor: ArticleExtractor) -> dict[tuple[str, str], float]:
    """What `extract` prints, and the statements' chains, on each file."""
    return {
        (path.stem, measure): value
        for path in OURS
        for measure, value in measured(path, extractor).items()
    }


@pytest.mark.parametrize("measure", FLOORS, ids=" ".join)
def test_no_score_falls(scores: dict[tuple[str, str], float], measure: tuple[str, str]) -> None:
    assert scores[measure] >= FLOORS[measure]
