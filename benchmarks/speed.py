"""What extraction and ingestion cost beside the bare language model, on the same texts.

    python benchmarks/speed.py FOLDER [ROUNDS]

FOLDER holds .txt files: any articles will do (our figures: the 84 of PolNeAR's dev part). Every
round runs four things one after the other on the same texts, on one core where the system can
bind a process to one: `nlp.pipe` of the same spaCy model as it comes; our attribution model alone,
with what it finds inside contents; our extraction; and the whole of `reportedly ingest` into a
new store. Read the ratios: absolute times are those of the machine at the moment.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import spacy

from reportedly.article import Article
from reportedly.extract import DEFAULT_MODEL, ArticleExtractor
from reportedly.extract.network import AttributionModel
from reportedly.ingestion import ingest
from reportedly.resources import folder as folder_of
from reportedly.store import open_store


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(folder: Path, rounds: int) -> None:
    """Print seconds and speed relative to nlp.pipe, medians over the rounds."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = [
        Article(p.read_bytes().decode(errors="replace"), name=p.name)
        for p in sorted(folder.glob("*.txt"))
    ]
    if not articles:
        sys.exit(f"{folder}: no .txt files")
    texts = [article.text for article in articles]
    words = sum(len(text.split()) for text in texts)
    nlp = spacy.load(DEFAULT_MODEL)
    begin = time.perf_counter()
    model = AttributionModel()
    model.read("She said it rained.")
    loaded = time.perf_counter() - begin
    extractor = ArticleExtractor()

    def whole_line() -> None:
        with tempfile.TemporaryDirectory() as place, open_store(place, create=True) as store:
            ingest(iter(articles), store, extractor, now=datetime.now(UTC))

    ways: dict[str, Callable[[], object]] = {
        "nlp.pipe": lambda: list(nlp.pipe(texts)),
        "model": lambda: [model.read(text) for text in texts],
        "extract": lambda: list(extractor.extract(iter(articles))),
        "ingest": whole_line,
    }
    for work in ways.values():  # warm up
        work()
    seconds = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            seconds[name].append(timed(work))
    print(f"{len(articles)} articles, {words} words, {rounds} rounds")
    for name, runs in seconds.items():
        ratio = statistics.median(b / a for a, b in zip(runs, seconds["nlp.pipe"], strict=True))
        middle = statistics.median(runs)
        rates = f"{len(articles) / middle:6.1f} articles/s  {words / middle:7.0f} words/s"
        print(f"{name:9} {middle:6.1f} s  {rates}  {ratio:5.2f} x nlp.pipe")
    size = sum(file.stat().st_size for file in folder_of("model").iterdir()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the model: {size:.1f} MB, loads in {loaded:.2f} s; peak memory {peak:.0f} MiB")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 3)
