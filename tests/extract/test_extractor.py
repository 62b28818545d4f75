"""The stream of articles: order, issues in their places, batches that do not matter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.extract import ArticleExtractor, parse
from reportedly.source import read
from reportedly.statement import Reading

WORDS = "The bridge will open in May, Anna Lind told reporters."


def test_what_could_not_be_read_is_passed_on_in_its_place(extractor: ArticleExtractor) -> None:
    missing = next(read("no-such-file.txt"))
    items = [missing, Article(WORDS, name="a.txt"), missing, Article(WORDS, name="b.txt"), missing]
    found = list(extractor.extract(items))
    assert [isinstance(item, Issue) for item in found] == [True, False, True, False, True]


def test_only_issues(extractor: ArticleExtractor) -> None:
    missing = next(read("no-such-file.txt"))
    assert list(extractor.extract([missing])) == [missing]


def test_long_texts_are_parsed_few_at_a_time(
    extractor: ArticleExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [WORDS.replace("May", month) for month in ("June", "July", "August")]
    together = [r.statements for r in extractor.extract(Article(t, name="a.txt") for t in texts)]
    drawn: list[str] = []

    def drawing():
        for text in texts:
            drawn.append(text)
            yield Article(text, name="a.txt")

    monkeypatch.setattr(parse, "_CHARACTERS", 1)
    stream = extractor.extract(drawing())
    first = next(stream)
    assert len(drawn) == 2
    assert [first.statements, *(r.statements for r in stream)] == together


def test_a_text_of_several_pieces_is_read_to_its_end(extractor: ArticleExtractor) -> None:
    sentence = "Maria Costa said that the bridge would be closed for the whole winter."
    text = ("\n" * 120_000).join([sentence] * 3)
    (reading,) = extractor.extract([Article(text, name="long.txt")])
    assert isinstance(reading, Reading)
    assert [s.spans[0].start - s.spans[0].start % 120_000 for s in reading.statements] == [
        0,
        120_000,
        240_000,
    ]


def test_the_number_of_threads_and_articles_at_once_changes_nothing(tmp_path: Path) -> None:
    """Every figure of the output is the same to the last digit."""
    seed = next(Path(__file__).parents[2].glob("seeds/*.txt")).read_text(encoding="utf-8")
    for number, text in enumerate((seed, WORDS, f"{WORDS} {seed[:900]}")):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")

    def extracted(threads: int, *sources: str) -> list[str]:
        counts = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
        command = [sys.executable, "-m", "reportedly", "extract", *sources]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **counts}, capture_output=True, check=True
        )
        return done.stdout.decode().splitlines()

    names = ["0.txt", "1.txt", "2.txt"]
    alone = [line for name in names for line in extracted(1, name)]
    assert len(alone) == 3
    assert extracted(1, *names) == extracted(4, *names) == alone
