"""Chains, actors, dates and assessments beside annotated articles of our own.

    python -m benchmarks.meaning [FOLDER ...]

FOLDER holds annotated articles (docs/annotation.md says how); without one all parts of
tests/data/articles are scored. Statements are paired where the Jaccard index of their content words
is at least 0.5, best first. What is counted:

- `statements`: pairs, and pairs with the same innermost speakers;
- `hops`: (statement, position from the innermost, actor), the publisher's included;
- `actors`: B3 over the marked mentions; one that is overlooked stands alone;
- `dates`: a time at the place with the same EDTF string;
- `assessments`: paired statements that judge; then the share of the found with a right stance;
- `targets`: judged statements, where both they and their assessments are found;
- `mode` and `commitment`: accuracy on paired statements.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gold_articles import GoldArticle, GoldStatement, gold_articles

from reportedly.article import Span
from reportedly.extract import ArticleExtractor
from reportedly.statement import Reading, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PARTS = Path(__file__).parent.parent / "tests" / "data" / "articles"
MEASURES = ("statements", "innermost", "hops", "dates", "assessments", "targets")
SHARES = ("stance", "mode", "commitment")
_PUBLISHER = "(publisher)"
_PRONOUNS = frozenset("I He She It We They His Her Its Our My Their".split())


def score(gold: GoldArticle, reading: Reading) -> Counter[str]:
    """Count hits, gold and found for every measure in one article."""
    out: Counter[str] = Counter()
    text = reading.article.text
    same = _same_actors(gold, reading)
    wanted, had = list(gold.statements.values()), list(reading.statements)
    pairs = _pairs(text, wanted, had, same, reading.publisher)
    _count(out, "statements", len(pairs), len(wanted), len(had))
    inner = sum(
        (one.chain[0] if one.chain else {_PUBLISHER}) == _chain(other, same, reading.publisher)[0]
        for one, other in pairs
    )
    _count(out, "innermost", inner, len(wanted), len(had))
    hits = sum(
        len(_hops([*one.chain, {_PUBLISHER}]) & _hops(_chain(other, same, reading.publisher)))
        for one, other in pairs
    )
    _count(
        out,
        "hops",
        hits,
        sum(len(_hops([*one.chain, {_PUBLISHER}])) for one in wanted),
        sum(len(_hops(_chain(other, same, reading.publisher))) for other in had),
    )
    _count_dates(out, gold, reading)
    judging = [(one, other) for one, other in pairs if one.stances and other.evaluations]
    _count(
        out,
        "assessments",
        len(judging),
        sum(bool(one.stances) for one in wanted),
        sum(bool(other.evaluations) for other in had),
    )
    right = sum(other.evaluations[0].stance.value in one.stances for one, other in judging)
    out.update({"stance hit": right, "stance gold": len(judging)})
    _count_targets(out, gold, reading, pairs)
    modes = sum(other.hops[0].mode.value == one.mode for one, other in pairs if one.chain)
    degrees = sum(other.hops[0].commitment.value == one.commitment for one, other in pairs)
    out.update({"mode hit": modes, "mode gold": sum(bool(one.chain) for one, _ in pairs)})
    out.update({"commitment hit": degrees, "commitment gold": len(pairs)})
    out.update(_b3(gold, reading))
    return out


def _count(out: Counter[str], name: str, hit: int, wanted: int, found: int) -> None:
    out.update({f"{name} hit": hit, f"{name} gold": wanted, f"{name} found": found})


def _count_targets(
    out: Counter[str],
    gold: GoldArticle,
    reading: Reading,
    pairs: list[tuple[GoldStatement, Statement]],
) -> None:
    """Count judged statements: the marked ones where both are found, and ours but its parts."""
    ours = {id(one): other.key for one, other in pairs}
    keys = {key: ours.get(id(one)) for key, one in gold.statements.items()}
    wanted, had = set(), set()
    for one, other in pairs:
        if one.stances and other.evaluations:
            wanted |= {(other.key, keys[t]) for t in one.targets if keys.get(t)}
            own = {part.key for part in reading.statements if part.part_of == other.key}
            targets = {e.target for e in other.evaluations if e.target.startswith("st-")}
            had |= {(other.key, target) for target in targets - own}
    _count(out, "targets", len(wanted & had), len(wanted), len(had))


def _words(text: str, spans: Iterable[Span]) -> set[int]:
    return {
        span.start + word.start() for span in spans for word in re.finditer(r"\w+", span.of(text))
    }


def _pairs(
    text: str,
    wanted: list[GoldStatement],
    had: list[Statement],
    same: Mapping[str, str],
    publisher: str,
) -> list[tuple[GoldStatement, Statement]]:
    theirs = [_words(text, one.spans) for one in wanted]
    ours = [_words(text, other.spans) for other in had]
    candidates = []
    for i, a in enumerate(theirs):
        for j, b in enumerate(ours):
            if a & b and len(a & b) / len(a | b) >= 0.5:
                agree = (wanted[i].chain or [{_PUBLISHER}])[0] == _chain(had[j], same, publisher)[0]
                candidates.append((-len(a & b) / len(a | b), not agree, i, j))
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    out = []
    for _, _, i, j in sorted(candidates, key=lambda c: (c[1], c[0], c[2], c[3])):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            out.append((wanted[i], had[j]))
    return out


def _chain(statement: Statement, same: Mapping[str, str], publisher: str) -> list[set[str]]:
    """Return the actors of a chain level by level; hops with the same next hop are one level."""
    levels: list[set[str]] = []
    following: list[int | None] = []
    for hop in statement.hops:
        actor = _PUBLISHER if hop.actor == publisher else same.get(hop.actor, f"? {hop.actor}")
        if following and following[-1] == hop.relayed_by:
            levels[-1].add(actor)
        else:
            levels.append({actor})
            following.append(hop.relayed_by)
    return levels


def _hops(chain: list[set[str]]) -> set[tuple[int, str]]:
    return {(at, actor) for at, level in enumerate(chain) for actor in level}


def _same_actors(gold: GoldArticle, reading: Reading) -> dict[str, str]:
    """Return which marked actor each of ours is: the one whose mentions it shares most.

    "Kingsport" inside "sources at Kingsport" is shared a little, the whole phrase wholly. Pronouns
    only decide where nothing else does: who is meant by "it" does not make one another.
    """
    out = {}
    names = {_plain(name): key for key, name in gold.names.items()}
    text = reading.article.text
    for actor in reading.actors:
        shared = {
            key: sum(_shared(a, b) * _weight(a.of(text)) for a in mentions for b in actor.mentions)
            for key, mentions in gold.mentions.items()
        }
        best = max(shared, key=lambda key: shared[key], default=None)
        if best and shared[best]:
            out[actor.key] = best
        elif _plain(actor.name) in names:
            out[actor.key] = names[_plain(actor.name)]
    return out


def _weight(words: str) -> float:
    """Return what a mention counts for: a pronoun next to nothing."""
    short = len(words) < 5 and words.casefold() == words
    return 0.01 if short or words in _PRONOUNS else 1.0


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _count_dates(out: Counter[str], gold: GoldArticle, reading: Reading) -> None:
    found = [time for time in reading.times if time.span is not None]
    hits = sum(
        any(time.span.overlaps(one.span) and time.edtf == one.edtf for time in found if time.span)
        for one in gold.times
    )
    _count(out, "dates", hits, len(gold.times), len(found))


def _b3(gold: GoldArticle, reading: Reading) -> dict[str, float]:
    """Return B3 sums over the marked mentions; an overlooked one is a cluster of its own."""
    place: dict[Span, str] = {}
    ours = [(span, actor.key) for actor in reading.actors for span in actor.mentions]
    for mentions in gold.mentions.values():
        for span in mentions:
            shared = [(_shared(span, other), key) for other, key in ours if other.overlaps(span)]
            place[span] = max(shared)[1] if shared else f"? {span}"
    clusters: dict[str, set[Span]] = defaultdict(set)
    for span, key in place.items():
        clusters[key].add(span)
    precision = recall = 0.0
    for mentions in gold.mentions.values():
        theirs = set(mentions)
        for span in theirs:
            mine = clusters[place[span]]
            precision += len(mine & theirs) / len(mine)
            recall += len(mine & theirs) / len(theirs)
    return {"b3 precision": precision, "b3 recall": recall, "b3 mentions": len(place)}


def _overlap(a: Span, b: Span) -> int:
    return max(min(a.end, b.end) - max(a.start, b.start), 0)


def _shared(a: Span, b: Span) -> float:
    """Return the Jaccard index of two stretches of text."""
    return _overlap(a, b) / (max(a.end, b.end) - min(a.start, b.start))


def figures(counts: Mapping[str, float]) -> dict[str, float]:
    """Return F1 of every measure, or its accuracy, in percent."""
    out = {}
    for name in MEASURES:
        hit, wanted, found = (counts[f"{name} {what}"] for what in ("hit", "gold", "found"))
        out[name] = 200 * hit / max(wanted + found, 1)
    for name in SHARES:
        out[name] = 100 * counts[f"{name} hit"] / max(counts[f"{name} gold"], 1)
    mentions = max(counts["b3 mentions"], 1)
    precision, recall = counts["b3 precision"] / mentions, counts["b3 recall"] / mentions
    out["actors"] = 200 * precision * recall / max(precision + recall, 1e-9)
    return {name: round(value, 1) for name, value in out.items()}


def scored(folder: Path, extractor: ArticleExtractor) -> tuple[int, Counter[str]]:
    """Return how many articles `folder` has, and their counts."""
    gold = list(gold_articles(folder))
    total: Counter[str] = Counter()
    for one, reading in zip(gold, extractor.extract(g.article for g in gold), strict=True):
        assert isinstance(reading, Reading), reading
        total += score(one, reading)
    return len(gold), total


def main(folders: list[Path]) -> None:
    """Print a row of figures a folder."""
    extractor = ArticleExtractor()
    columns = (*MEASURES[:3], "actors", *MEASURES[3:], *SHARES)
    print(f"{'':8}{'articles':>9}" + "".join(f"{name:>12}" for name in columns))
    for folder in folders:
        count, total = scored(folder, extractor)
        row = figures(total)
        print(f"{folder.name:8}{count:9}" + "".join(f"{row[name]:12.1f}" for name in columns))


if __name__ == "__main__":
    main(
        [Path(name) for name in sys.argv[1:]]
        or [PARTS / part for part in ("dev", "test", "more", "fresh")]
    )
