"""How rightly statements of different articles are linked, and what linking costs.

    python -m benchmarks.claims [--fit] [--articles 10000]

First the pairs in tests/data/claims: precision and recall of restatements and contradictions, for
each part, at thresholds from 0.3 to 0.95; what became of each kind of pair in the part that was
written last; then how many of the restatements the search for candidates brings together at all.
`--fit` prints the weights that suit the half called "dev" best. `--articles` files and links
made-up articles of 20 statements, as a store does but for writing the links into its graphs, and
prints what that is of an ingestion with extraction, which is measured on the articles of
tests/data/copies; in CPU time, since wall time says more of what else is running.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.store import reading

from reportedly import graph
from reportedly.article import Article
from reportedly.claim import THRESHOLDS, Claim, Relation, compare, evidence, keys
from reportedly.claim.comparison import FEATURES, contrary, judged
from reportedly.extract import ArticleExtractor
from reportedly.ingestion import ingest
from reportedly.store import open_store, schema
from reportedly.store.links import Links

GOLD = Path(__file__).resolve().parents[1] / "tests" / "data" / "claims"
PARTS = ("dev", "test", "fresh", "second", "third", "fourth", "fifth", "sixth", "seventh")
_LINE = re.compile(r"([=!-]) ([\w ]+) \| (.*?)(?: \{(.+)\})?")
_RELATIONS = {"=": Relation.RESTATES, "!": Relation.CONTRADICTS, "-": None}
_SIGNS = (1, 1, 1, -1, -1, 0)
_RIDGE = 0.05  # keeps weights small where the pairs do not tell


class Pair(NamedTuple):
    """Two claims, in which half they are, and what they are to each other."""

    half: str
    kind: str
    relation: Relation | None
    one: Claim
    other: Claim


def pairs() -> list[Pair]:
    """Return the gold."""
    found: list[Pair] = []
    text = "\n".join(path.read_text("utf-8") for path in sorted(GOLD.glob("*.txt")))
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        half, first, *rest = block.strip().split("\n")
        one = Claim(first, frozenset({"first"}), 0)
        for line in rest:
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(line)
            sign, kind, text, more = match.groups()
            days = int(more) if more and more.startswith("+") else 0
            speaker = more if more and not days else "first"
            other = Claim(text, frozenset({speaker}), days)
            found.append(Pair(half, kind, _RELATIONS[sign], one, other))
    return found


class Score(NamedTuple):
    """Precision and recall of what was found, and how many that is."""

    precision: float
    recall: float
    found: int


def score(gold: list[Pair], relation: Relation, threshold: float) -> Score:
    """Return how well `relation` is found from a threshold on."""
    wanted = sum(pair.relation is relation for pair in gold)
    found = [pair for pair in gold if is_found(pair, relation, threshold)]
    right = sum(pair.relation is relation for pair in found)
    return Score(
        right / len(found) if found else 1.0, right / wanted if wanted else 0.0, len(found)
    )


def is_found(pair: Pair, relation: Relation, threshold: float) -> bool:
    """Tell whether the pair is taken for what `relation` says."""
    there = evidence(pair.one, pair.other)
    verdict = judged(there) if there else None
    return verdict is not None and verdict.kind is relation and verdict.score >= threshold


def curve(gold: list[Pair]) -> None:
    """Print precision and recall of each part at each threshold."""
    for relation in Relation:
        print(f"{relation}, default {THRESHOLDS[relation]}:")
        print("  threshold" + "".join(f"   {half}: precision recall" for half in PARTS))
        for step in range(30, 100, 5):
            scores = (
                score([p for p in gold if p.half == half], relation, step / 100) for half in PARTS
            )
            cells = (f"{s.precision:17.3f}  {s.recall:.3f}" for s in scores)
            print(f"       {step / 100:.2f}  {''.join(cells)}")


def kinds(gold: list[Pair], part: str) -> None:
    """Print what the pairs of each kind in a part are taken for at the defaults."""
    print(f"{part}, by kind:     pairs   right   restates contradicts neither")
    some = [pair for pair in gold if pair.half == part]
    for relation, kind in sorted({(str(pair.relation or "neither"), pair.kind) for pair in some}):
        of = [p for p in some if (str(p.relation or "neither"), p.kind) == (relation, kind)]
        found = [verdict and verdict.kind for verdict in (compare(p.one, p.other) for p in of)]
        right = sum(there is pair.relation for there, pair in zip(found, of, strict=True))
        each = "".join(f"{found.count(it):10}" for it in (*Relation, None))
        print(f"  {relation:11} {kind:10}{len(of):6}{right:8}{each}")


def candidates(gold: list[Pair]) -> None:
    """Print how many of the pairs share two keys, without which they are never compared."""
    for relation in Relation:
        some = [p for p in gold if p.relation is relation]
        met = sum(len({*keys(p.one)} & {*keys(p.other)}) >= 2 for p in some)
        print(f"{met} of {len(some)} pairs ({relation}) are brought together by the search")


def fit(gold: list[Pair]) -> None:
    """Print the weights that suit the half called "dev" best."""
    for relation in Relation:
        rows, labels = [], []
        for pair in gold:
            there = evidence(pair.one, pair.other)
            if pair.half != "dev" or there is None or not _in_question(there.apart, relation):
                continue
            rows.append([*there.features, 1.0])
            labels.append(float(pair.relation is relation))
        weights = _fitted(np.array(rows), np.array(labels))
        print(f"{relation}: {len(rows)} pairs, {sum(labels):.0f} of them right")
        print(
            "  "
            + ", ".join(f"{n} {w:.1f}" for n, w in zip((*FEATURES, "bias"), weights, strict=True))
        )


def _in_question(apart: frozenset[str], relation: Relation) -> bool:
    if relation is Relation.RESTATES:
        return not apart
    return contrary(apart) != ""


def _fitted(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights, 0 for a feature that would count against its meaning."""
    used = [*range(rows.shape[1])]
    while True:
        found = _logistic(rows[:, used], labels)
        wrong = [i for i, w in zip(used, found, strict=True) if w * _SIGNS[i] < 0]
        if not wrong:
            weights = np.zeros(rows.shape[1])
            weights[used] = found
            return weights
        used = [i for i in used if i not in wrong]


def _logistic(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * _RIDGE
    ridge[-1, -1] = 0.001
    for _ in range(50):
        shares = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (labels - shares) - ridge @ weights
        bend = (rows * (shares * (1 - shares))[:, None]).T @ rows + ridge
        weights += np.linalg.solve(bend, slope)
    return weights


def mistakes(gold: list[Pair], half: str) -> None:
    """Print what is taken for what it is not, and what is missed."""
    for pair in gold:
        there = evidence(pair.one, pair.other)
        verdict = judged(there) if there else None
        found = verdict.kind if verdict and verdict.score >= THRESHOLDS[verdict.kind] else None
        if pair.half == half and found is not pair.relation:
            print(f"{pair.kind}: {pair.relation} taken for {found}")
            print(f"  {pair.one.text}\n  {pair.other.text}\n  {verdict} {there}")


# --------------------------------------------------------------------------------- what it costs


NOW = datetime(2024, 5, 17, tzinfo=UTC)
COPIES = GOLD.parent / "copies" / "pairs.jsonl"
STATEMENTS = 20
BATCH = 16
REAL = 12  # articles that are extracted, of several short ones each
_JOINED = 7  # short ones: about 800 words, of which 250 real articles made 18 statements each
_WORDS = (GOLD.parents[2] / "model" / "vocab.txt").read_text("utf-8").split("\n")[2_000:12_000]


def made_up(count: int) -> Iterator[Article]:
    """Yield articles; a tenth of their lines repeat an earlier one's, half of these reworded."""
    own, told = random.Random(6), list[str]()
    words = [word for word in _WORDS if word.isalpha()]
    ranks = [1 / (rank + 10) for rank in range(len(words))]  # few words are frequent
    for number in range(count):
        lines = []
        for _ in range(STATEMENTS):
            subject, verb, *rest = own.choices(words, ranks, k=16)
            line = f"The {subject} will {verb} {' '.join(rest)}"  # else nothing is claimed
            if told and own.random() < 0.1:
                line = own.choice(told[-2_000:])
                line = line if own.random() < 0.5 else f"{line} {own.choice(words)}"
            lines.append(line)
        told += lines
        yield Article("\n".join(lines), f"{number}.txt", location=f"/news/{number}.txt")


def cost(count: int) -> None:
    """Print what linking takes, as part of a whole ingestion."""
    with tempfile.TemporaryDirectory(prefix="reportedly-benchmark-") as folder:
        path = Path(folder) / "articles.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            schema.create(db)
            db.execute("PRAGMA synchronous=FULL")
            linking = fill(db, count) / count
            (links,) = db.execute("SELECT count(*) FROM link").fetchone()
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = path.stat().st_size
    print(f"  {links:,} links; {size / count / 1024:.1f} KiB of SQLite an article")
    whole = extraction()
    print(f"  an ingestion with extraction takes {whole * 1e3:.0f} ms an article")
    print(f"  linking, {linking * 1e3:.1f} ms, is {linking / (linking + whole):.1%} of both")


def fill(db: sqlite3.Connection, count: int) -> float:
    """File and link made-up articles, printing a line for each tenth; return the seconds taken."""
    items, links, whole, taken = made_up(count), Links(db), 0.0, 0.0
    for number in range(1, count + 1):
        article = next(items)
        lines = graph.triples(reading(article))
        start = time.process_time()
        if number % BATCH == 1:
            db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO arrival (version) VALUES (?)", [article.version])
        links.withdraw([article.version])
        links.settle(article.version, lines)
        if number % BATCH == 0 or number == count:
            db.execute("COMMIT")
        taken += time.process_time() - start
        if number * 10 % count == 0:
            each = (taken - whole) / (count // 10) * 1e3
            print(f"  {number:7,} articles   {each:5.1f} ms an article", flush=True)
            whole = taken
    return taken


def extraction() -> float:
    """Return the seconds that ingesting an article takes, without linking."""
    pairs = [json.loads(line) for line in COPIES.read_text("utf-8").splitlines()]
    short = list(dict.fromkeys(text for pair in pairs for text in (pair["one"], pair["other"])))
    texts = ["\n\n".join(short[n * _JOINED : (n + 1) * _JOINED]) for n in range(REAL)]
    found = [Article(text, f"{n}.txt", location=f"/r/{n}.txt") for n, text in enumerate(texts)]
    extractor = ArticleExtractor()
    list(extractor.extract(found[:1]))  # loads the models
    with (
        tempfile.TemporaryDirectory(prefix="reportedly-benchmark-") as folder,
        open_store(Path(folder) / "store", create=True) as store,
    ):
        start = time.process_time()
        ingest(found, store, extractor, now=NOW)
        whole = time.process_time() - start
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"  {len(texts)} articles of {words:.0f} words were extracted")
    return whole / len(texts)


def main() -> None:
    """Run what is asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--fit", action="store_true")
    options.add_argument("--mistakes", choices=PARTS)
    options.add_argument("--articles", type=int)
    chosen = options.parse_args()
    if chosen.articles:
        cost(chosen.articles)
        return
    gold = pairs()
    if chosen.fit:
        fit(gold)
        return
    if chosen.mistakes:
        mistakes(gold, chosen.mistakes)
        return
    curve(gold)
    kinds(gold, PARTS[-1])
    candidates(gold)


if __name__ == "__main__":
    main()
