"""Who said what: found attributions against gold ones.

Tokens are runs of word characters with a letter or digit; spans are compared by the tokens they
touch. Gold and found attributions are paired one to one, best first, where the Jaccard index of
their content tokens is at least 0.5. "content" counts the pairs; "who said what" those whose
sources agree as well (both absent, or Dice of the source tokens at least 0.5, determiners aside);
"exact" wants the same content and source tokens. "direct" is who said what of contents that begin
with a quotation mark; it has recall only.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from typing import NamedTuple

from training.corpus import Gold

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

    def attribution(self, roles: Gold) -> Attribution:
        """Return the tokens of each role."""
        source, cue, content = map(self.tokens, roles)
        who = frozenset(t for t in source if self._words[t] not in DETERMINERS)
        return Attribution(source, cue, content, who or source)


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


def score(text: str, gold: list[Gold], found: list[Gold]) -> Counter[str]:
    """Count hits, gold and found for every measure in one document."""
    seen = Text(text)
    kept = [(g, a) for g in gold if (a := seen.attribution(g)).content]
    wanted = [a for _, a in kept]
    had = [seen.attribution(f) for f in found]
    out: Counter[str] = Counter()
    for role in ("source", "cue", "content"):
        g, p = (frozenset().union(*(getattr(a, role) for a in side)) for side in (wanted, had))
        out.update({f"{role} tokens hit": len(g & p), f"{role} tokens gold": len(g)})
        out.update({f"{role} tokens found": len(p)})
    matched = pairs(wanted, had)
    right = {i for i, j in matched if agree(wanted[i], had[j])}
    who = len(right)
    direct = {n for n, (g, _) in enumerate(kept) if is_direct(text, g)}
    out.update({"direct hit": len(right & direct), "direct gold": len(direct)})
    same = Counter((a.content, a.source) for a in wanted) & Counter(
        (a.content, a.source) for a in had
    )
    for name, hits in (("content", len(matched)), ("who said what", who), ("exact", same.total())):
        out.update({f"{name} hit": hits, f"{name} gold": len(wanted), f"{name} found": len(had)})
    return out


def is_direct(text: str, attribution: Gold) -> bool:
    """Tell whether the content begins with a quotation mark, or one stands right before it."""
    start = attribution.content[0][0]
    return _QUOTED.search(text[max(start - 2, 0) : start + 2]) is not None


_QUOTED = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|''|``")


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return F1 of every measure and the recall of direct quotations, in percent."""
    out = {}
    for name in sorted({key.rpartition(" ")[0] for key in counts}):
        hit, gold, found = (counts[f"{name} {what}"] for what in ("hit", "gold", "found"))
        whole = gold if name == "direct" else (gold + found) / 2
        out[name] = round(100 * hit / max(whole, 1), 1)
    return out
