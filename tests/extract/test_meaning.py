"""Floors for chains, actors, dates and assessments on our annotated articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.meaning import figures, scored

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.extract import ArticleExtractor

# F1 in percent; accuracy for stance, mode and commitment. Raised when scores rise.
FLOORS = {
    "statements": 89.0,
    "innermost": 84.5,
    "hops": 84.0,
    "actors": 90.0,
    "dates": 95.0,
    "assessments": 80.0,
    "stance": 81.5,
    "mode": 96.0,
    "commitment": 79.5,
}


@pytest.fixture(scope="module")
def scores(extractor: ArticleExtractor, root: Path) -> dict[str, float]:
    """What the development part gives."""
    count, totals = scored(root / "tests" / "data" / "articles" / "dev", extractor)
    assert count == 24
    return figures(totals)


@pytest.mark.parametrize("measure", FLOORS)
def test_no_score_falls(scores: dict[str, float], measure: str) -> None:
    assert scores[measure] >= FLOORS[measure]
