"""Extraction in several processes: the same in the same order; a death in good order."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from reportedly.article import Article
from reportedly.errors import ExtractionError, Issue, ModelError
from reportedly.extract import ParallelExtractor, Setup

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLES = [
    Article(f"Anna Lind said that bridge {n} would open in May.", name=f"{n}.txt", language="en")
    for n in range(9)
]


def test_several_processes_read_the_same_in_the_same_order() -> None:
    issue = Issue("x", "source", "cannot be read")
    items = [*ARTICLES[:4], issue, *ARTICLES[4:]]
    alone = list(Setup().extractor().extract(items))
    with ParallelExtractor(Setup(), 2) as together:
        assert list(together.extract(items)) == alone
        assert together.model == Setup().extractor().model
    assert alone[4] is issue


def test_no_more_articles_are_drawn_than_keep_the_processes_busy() -> None:
    drawn = 0

    def drawing() -> Iterator[Article]:
        nonlocal drawn
        for article in ARTICLES:
            drawn += 1
            yield article

    with ParallelExtractor(Setup(), 1) as extractor:
        next(extractor.extract(drawing()))
        assert drawn == 3


def test_a_wrong_model_is_told_at_once() -> None:
    with pytest.raises(ModelError), ParallelExtractor(Setup(model="no_such_model"), 2):
        pass


def test_the_death_of_a_process_ends_the_run_with_the_next_step() -> None:
    with ParallelExtractor(Setup(), 1) as extractor:
        list(extractor.extract(ARTICLES[:1]))
        for process in extractor.processes():
            os.kill(process, signal.SIGKILL)
        with pytest.raises(ExtractionError, match="fewer workers"):
            list(extractor.extract(ARTICLES))
