"""Chains: what is said, with everybody who passed it on, against our own nested gold.

A gold attribution that says little but that somebody else said something (the inner one fills
three quarters of its content) is a link of the chain and no statement of its own. A statement is
right where its content agrees with a gold one's (Jaccard at least 0.5) and its hops have the same
sources in the same order, the document's publisher aside.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from training.corpus import Gold
from training.score import Text, agree, pairs

if TYPE_CHECKING:
    from reportedly.statement import Reading, Statement
    from training.corpus import Spans
    from training.passages import Passage

_SHELL = 0.75


def score_chains(passage: Passage, reading: Reading) -> Counter[str]:
    """Count statements whose content is found, and whose whole chain is."""
    text = Text(passage.text)
    wanted = [chain for n in range(len(passage.gold)) if (chain := _chain(passage.gold, n))]
    had = [_found(statement) for statement in reading.statements]
    matched = pairs(
        [text.attribution(chain[0]) for chain in wanted],
        [text.attribution(chain[0]) for chain in had],
    )
    right = sum(_same(text, wanted[i], had[j]) for i, j in matched)
    out: Counter[str] = Counter()
    for name, hits in (("statement", len(matched)), ("chain", right)):
        out.update({f"{name} hit": hits, f"{name} gold": len(wanted), f"{name} found": len(had)})
    return out


def _chain(gold: list[Gold], n: int) -> list[Gold]:
    """Return an attribution with those that hold it, inner to outer; nothing if it is a shell."""
    inner = [m for m in range(len(gold)) if m != n and _holds(gold[n], gold[m])]
    if any(_extent(gold[m]) >= _SHELL * _size(gold[n].content) for m in inner):
        return []
    holders = [m for m in range(len(gold)) if m != n and _holds(gold[m], gold[n])]
    return [gold[n], *(gold[m] for m in sorted(holders, key=lambda m: _size(gold[m].content)))]


def _holds(outer: Gold, inner: Gold) -> bool:
    start, end = inner.cue[0]
    return any(a <= start and end <= b for a, b in outer.content)


def _extent(one: Gold) -> int:
    spans = [*one.source, *one.cue, *one.content]
    return max(end for _, end in spans) - min(start for start, _ in spans)


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _found(statement: Statement) -> list[Gold]:
    content = [tuple(span) for span in statement.spans]
    hops = []
    hop = statement.hops[0]
    while hop.relayed_by is not None:  # of parallel hops, which share their source, the first
        hops.append(hop)
        hop = statement.hops[hop.relayed_by]
    if hop.cue or hop.source:
        hops.append(hop)
    chain = [Gold(*([tuple(s) for s in spans] for spans in (h.source, h.cue, ()))) for h in hops]
    first = chain[0] if chain else Gold([], [], [])
    return [first._replace(content=content), *chain[1:]]


def _same(text: Text, wanted: list[Gold], had: list[Gold]) -> bool:
    return len(wanted) == len(had) and all(
        agree(text.attribution(a), text.attribution(b)) for a, b in zip(wanted, had, strict=True)
    )
