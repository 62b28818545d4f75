"""Who said what in 84 news articles, beside other tools: the dev part of PolNeAR.

    python -m benchmarks.attribution PolNeAR/data/dev [PLOT.svg]
    pip install textacy sayswho rapidfuzz      # the peers; those that are missing are left out

The corpus (Newell, Margolin and Ruths, LREC 2018) is on GitHub, networkdynamics/PolNeAR, and is not
part of this project. Our model learnt from its training part. What counts is said in
`training/score.py`. The peers find quotations, with or without marks, and no attitudes, so recall
tells more about their task than about their quality. The last table tells how far our confidence
can be trusted: of attributions with a confidence of about 0.8, about 80 % should be right.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from benchmarks.plot import Bin, reliability_plot
from training.calibration import calibration_error, judged
from training.corpus import Gold, documents
from training.score import score

from reportedly.article import Article
from reportedly.extract import DEFAULT_MODEL, ArticleExtractor
from reportedly.statement import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Doc

    Finder = Callable[[list[str]], Iterator[list[Gold]]]

MEASURES = ("source tokens", "cue tokens", "content tokens", "content", "who said what", "exact")
BINS = 10


def readings(texts: list[str]) -> Iterator[Reading]:
    """Yield what we read in each text."""
    for reading in ArticleExtractor().extract(Article(text, name="text.txt") for text in texts):
        assert isinstance(reading, Reading), reading
        yield reading


def ours(texts: list[str]) -> Iterator[list[Gold]]:
    """Yield our attributions in each text."""
    yield from map(as_gold, readings(texts))


def as_gold(reading: Reading) -> list[Gold]:
    """Return a reading's attributions as those of the corpus."""
    return [
        Gold(*([tuple(span) for span in spans] for spans in (a.source, a.cue, a.content)))
        for a in reading.attributions
    ]


def _parsed(texts: list[str]) -> Iterable[Doc]:
    return spacy.load(DEFAULT_MODEL).pipe(texts)


def textacy(texts: list[str]) -> Iterator[list[Gold]]:
    """Yield what `textacy.extract.direct_quotations` finds in each text.

    It finds nothing in a text that has an odd number of quotation marks.
    """
    from textacy.extract import direct_quotations

    for doc in _parsed(texts):
        try:
            yield [_quotation(found) for found in direct_quotations(doc)]
        except ValueError:
            yield []


def sayswho(texts: list[str]) -> Iterator[list[Gold]]:
    """Yield what `sayswho` finds in each text, with the quotation marks and breaks it wants."""
    from sayswho.quote_finder import quote_finder

    plain = [_plain(text) for text in texts]
    for doc, (_, places) in zip(_parsed([text for text, _ in plain]), plain, strict=True):
        found = (_quotation(quote) for quote in quote_finder(doc))
        yield [Gold(*([(places[a], places[b]) for a, b in spans] for spans in q)) for q in found]


def _plain(text: str) -> tuple[str, list[int]]:
    """Return a text with single line breaks and marks, and where its characters come from."""
    parts = [
        ("\n" if match[2] else '"' if match[1] else match[0], match.start())
        for match in re.finditer(r"('')|(\s*\n\s*)|.", text, re.DOTALL)
    ]
    return "".join(part for part, _ in parts), [*(place for _, place in parts), len(text)]


def _quotation(found: Any) -> Gold:
    content = found.content.start_char, found.content.end_char
    return Gold(_tokens(found.speaker), _tokens(found.cue), [content])


def _tokens(tokens: Iterable[spacy.tokens.Token]) -> list[tuple[int, int]]:
    return [(token.idx, token.idx + len(token)) for token in tokens]


def table(texts: list[str], gold: list[list[Gold]], finders: dict[str, Finder]) -> None:
    """Print F1 of every measure, and recall of direct quotations, for every tool."""
    print(f"{'':12}" + "".join(f"{name:>15}" for name in (*MEASURES, "direct recall", "words/s")))
    words = sum(len(text.split()) for text in texts)
    for name, finder in finders.items():
        start = time.perf_counter()
        totals: Counter[str] = Counter()
        for text, wanted, had in zip(texts, gold, finder(texts), strict=True):
            totals += score(text, wanted, had)
        speed = words / (time.perf_counter() - start)
        row = [f1(totals, measure) for measure in MEASURES]
        row.append(100 * totals["direct hit"] / totals["direct gold"])
        print(f"{name:12}" + "".join(f"{value:15.1f}" for value in row) + f"{speed:15.0f}")


def f1(totals: Counter[str], measure: str) -> float:
    """Return the F1 of a measure in percent."""
    hit, wanted, had = (totals[f"{measure} {what}"] for what in ("hit", "gold", "found"))
    return 200 * hit / max(wanted + had, 1)


def reliability(texts: list[str], gold: list[list[Gold]]) -> list[Bin]:
    """Print how often attributions of like confidence are right."""
    chances, right = [], []
    for reading, wanted in zip(readings(texts), gold, strict=True):
        chances += [a.confidence for a in reading.attributions]
        right += judged(reading.article.text, wanted, as_gold(reading))
    sure, hits = np.array(chances), np.array(right)
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [
        Bin(int(mine.sum()), float(sure[mine].mean()), float(hits[mine].mean()))
        for n in range(BINS)
        if (mine := place == n).any()
    ]
    print(f"\nconfidence   found   right   (calibration error {calibration_error(sure, hits):.3f})")
    for one in bins:
        print(f"{one.confidence:10.2f} {one.count:7} {one.right:7.0%}")
    return bins


def main(folder: Path, plot: Path | None) -> None:
    """Print the tables."""
    found = documents(folder)
    texts, gold = [d.text for d in found.values()], [d.gold for d in found.values()]
    finders: dict[str, Finder] = {"reportedly": ours}
    finders |= {
        name: finder
        for name, finder in (("textacy", textacy), ("sayswho", sayswho))
        if find_spec(name)
    }
    print(f"{len(texts)} articles, {sum(map(len, gold))} attributions")
    table(texts, gold, finders)
    bins = reliability(texts, gold)
    if plot is not None:
        plot.write_text(reliability_plot(bins, "PolNeAR dev: who said what"), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None)
