"""Score extraction against PolNeAR: who said what, in 84 news articles of its dev part.

    python benchmarks/polnear.py PolNeAR/data/dev

The corpus (Newell, Margolin and Ruths, LREC 2018) is on GitHub, networkdynamics/PolNeAR, and is not
part of this project. Only the dev part is used for figures in our documentation; rules were chosen
on the training part.

What counts. Tokens are runs of word characters with a letter or digit; spans are compared by the
tokens they touch. A gold attribution is an event with Content (the first annotator's); Source2,
Content2 and so on are merged into their role. Gold and found attributions are paired one to one,
best first, where the Jaccard index of their content tokens is at least 0.5. "content" counts the
pairs; "who said what" those whose sources agree as well (both absent, or Dice of the source tokens
at least 0.5, determiners aside); "exact" wants the same content and source tokens. Token rows are
per role and document.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from itertools import product
from pathlib import Path
from typing import NamedTuple

from reportedly.article import Article
from reportedly.extract import RuleExtractor
from reportedly.statement import Reading

ROLES = ("source", "cue", "content")
DETERMINERS = {"a", "an", "the", "this", "that", "these", "those"}
Spans = list[tuple[int, int]]
TokenSet = frozenset[int]


class Attribution(NamedTuple):
    """The tokens of each role, and of the source without its determiners."""

    source: TokenSet
    cue: TokenSet
    content: TokenSet
    who: TokenSet


class Text:
    """A text's tokens by character."""

    def __init__(self, text: str) -> None:
        self._at: dict[int, int] = {}
        self._words: list[str] = []
        for match in re.finditer(r"\w+", text):
            if any(c.isalnum() for c in match[0]):
                for at in range(*match.span()):
                    self._at[at] = len(self._words)
                self._words.append(match[0].lower())

    def tokens(self, spans: Spans) -> TokenSet:
        """Return the tokens that the spans touch."""
        return frozenset(
            self._at[at] for start, end in spans for at in range(start, end) if at in self._at
        )

    def attribution(self, roles: dict[str, Spans]) -> Attribution:
        """Return the tokens of each role."""
        source, cue, content = (self.tokens(roles[role]) for role in ROLES)
        who = frozenset(t for t in source if self._words[t] not in DETERMINERS)
        return Attribution(source, cue, content, who or source)


def gold(standoff: str) -> list[dict[str, Spans]]:
    """Read brat standoff as attributions with content."""
    spans: dict[str, Spans] = {}
    events = []
    for line in standoff.split("\n"):
        if text_bound := re.match(r"(T\d+)\t\S+ ([\d ;]+)", line):
            parts = text_bound[2].strip().split(";")
            spans[text_bound[1]] = [(int(a), int(b)) for a, b in (p.split() for p in parts)]
        elif line.startswith("E"):
            events.append(line.split("\t")[1].split()[1:])
    return [roles for event in events if (roles := _roles(event, spans))["content"]]


def _roles(arguments: list[str], spans: dict[str, Spans]) -> dict[str, Spans]:
    roles: dict[str, Spans] = {role: [] for role in ROLES}
    for argument in arguments:
        name, target = argument.split(":")
        role = name.rstrip("0123456789").lower()
        if role in roles:
            roles[role] += spans[target]
    return roles


def found(reading: Reading) -> list[dict[str, Spans]]:
    """Return a reading's attributions in the same form."""
    return [
        {role: [tuple(span) for span in getattr(a, role)] for role in ROLES}
        for a in reading.attributions
    ]


def agree(a: Attribution, b: Attribution) -> bool:
    """Tell whether the sources are the same party."""
    if not a.who or not b.who:
        return not a.who and not b.who
    return 2 * len(a.who & b.who) / (len(a.who) + len(b.who)) >= 0.5


def pairs(wanted: list[Attribution], had: list[Attribution]) -> list[tuple[int, int]]:
    """Pair gold and found attributions by content, best first."""
    candidates = []
    for (i, g), (j, p) in product(enumerate(wanted), enumerate(had)):
        shared = len(g.content & p.content)
        if shared and shared / len(g.content | p.content) >= 0.5:
            candidates.append((-shared / len(g.content | p.content), not agree(g, p), i, j))
    out: list[tuple[int, int]] = []
    for _, _, i, j in sorted(candidates):
        if i not in {a for a, _ in out} and j not in {b for _, b in out}:
            out.append((i, j))
    return out


def score(wanted: list[Attribution], had: list[Attribution]) -> Counter[str]:
    """Count hits, gold and found for every measure in one document."""
    out: Counter[str] = Counter()
    for role in ROLES:
        g, p = (frozenset().union(*(getattr(a, role) for a in side)) for side in (wanted, had))
        out.update({f"{role} tokens hit": len(g & p), f"{role} tokens gold": len(g)})
        out.update({f"{role} tokens found": len(p)})
    matched = pairs(wanted, had)
    who = sum(agree(wanted[i], had[j]) for i, j in matched)
    same = Counter((a.content, a.source) for a in wanted) & Counter(
        (a.content, a.source) for a in had
    )
    for name, hits in (("content", len(matched)), ("who said what", who), ("exact", same.total())):
        out.update({f"{name} hit": hits, f"{name} gold": len(wanted), f"{name} found": len(had)})
    return out


def main(folder: Path) -> None:
    """Print precision, recall and F1 of every measure over the folder."""
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        sys.exit(f"{folder}: no text/*.txt; give a part of PolNeAR, such as PolNeAR/data/dev")
    articles = (Article(p.read_bytes().decode(), name=p.name) for p in texts)
    totals: Counter[str] = Counter()
    for path, reading in zip(texts, RuleExtractor().extract(articles), strict=True):
        assert isinstance(reading, Reading), reading
        text = Text(reading.article.text)
        annotators = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        wanted = gold(annotators[0].read_bytes().decode()) if annotators else []
        totals += score(
            [a for roles in wanted if (a := text.attribution(roles)).content],
            [text.attribution(roles) for roles in found(reading)],
        )
    print(f"{len(texts)} articles\n{'':16}{'P':>7}{'R':>7}{'F1':>7}")
    for name in (*(f"{role} tokens" for role in ROLES), "content", "who said what", "exact"):
        hit, wanted_, had = (totals[f"{name} {what}"] for what in ("hit", "gold", "found"))
        p, r = hit / max(had, 1), hit / max(wanted_, 1)
        print(f"{name:16}{100 * p:7.1f}{100 * r:7.1f}{200 * p * r / max(p + r, 1e-9):7.1f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
