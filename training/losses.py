"""What training makes small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional as F

from reportedly.extract.tagging import CONTENT, CUE, SOURCE, STANCES
from training.corpus import UNKNOWN

if TYPE_CHECKING:
    from torch import Tensor

    from training.batch import Batch, Pairs
    from training.network import Network

_TAGS, _LINKS, _NAMES, _STANCES = 10.0, 0.3, 2.0, 0.3  # weights: the others are learnt soon


def loss(network: Network, batch: Batch) -> Tensor:
    """Return the loss of a batch: tags, links, names and stances."""
    with torch.autocast(batch.pieces.device.type, dtype=torch.bfloat16):
        scores, ends, names, stances = network(batch.pieces, batch.looks, batch.heads, batch.mask)
    ends = ends.float()
    total = _TAGS * crf_loss(scores.float(), network.steps(), batch)
    total = total + _LINKS * link_loss(network, ends, batch.sources, SOURCE)
    total = total + _LINKS * link_loss(network, ends, batch.contents, CONTENT)
    known = batch.names != UNKNOWN
    if known.any():
        total = total + _NAMES * F.cross_entropy(names.float()[known], batch.names[known])
    cues = (batch.stances != UNKNOWN) & (batch.stances < len(STANCES))
    for known in (cues, batch.stances >= len(STANCES)):
        if known.any():
            answers = batch.stances[known] % len(STANCES)
            total = total + _STANCES * F.cross_entropy(stances.float()[known], answers)
    return total


def crf_loss(scores: Tensor, steps: Tensor, batch: Batch) -> Tensor:
    """Return the cross entropy of the tags' distribution against the gold or taught one, a word's.

    `scores` is (batch, words, tags). Where the chances are 0 or 1 this is the negative log
    likelihood of the gold tags.
    """
    body, first = steps[:-1], steps[-1]
    expected = (
        (batch.unary * scores).sum((1, 2))
        + (batch.unary[:, 0] * first).sum(1)
        + (batch.moves * body).sum((1, 2, 3))
    )
    alpha = first + scores[:, 0]
    for at in range(1, scores.shape[1]):
        ahead = torch.logsumexp(alpha[:, :, None] + body, dim=1) + scores[:, at]
        alpha = torch.where((at < batch.lengths)[:, None], ahead, alpha)
    return (torch.logsumexp(alpha, 1) - expected).sum() / batch.lengths.sum()


def link_loss(network: Network, ends: Tensor, pairs: Pairs, role: int) -> Tensor:
    """Return the mean cross entropy of the choices of one kind."""
    if not len(pairs.row_of):
        return ends.sum() * 0
    linker = network.linkers["source" if role == SOURCE else "content"]
    choosing, chosen = (CUE, SOURCE) if role == SOURCE else (CONTENT, CUE)
    rows, columns = _seen(ends, pairs.rows, choosing), _seen(ends, pairs.columns, chosen)
    one, other = rows[pairs.row_of], columns[pairs.column_of]
    fragment, cue = (other, one) if role == SOURCE else (one, other)
    scores = linker(fragment, cue, pairs.features)
    has = pairs.answer >= 0
    right = scores[pairs.answer.clamp(min=0)]
    # A cue may have no source; contents without a cue are cut off by a window and do not count.
    table = torch.full((len(pairs.rows), len(pairs.columns) + 1), -1e9)
    table[pairs.row_of, pairs.column_of] = scores
    if role == SOURCE:
        nothing = linker.nothing(rows).squeeze(-1)
        table[:, -1] = nothing
        return (torch.logsumexp(table, 1) - torch.where(has, right, nothing)).mean()
    if not has.any():
        return ends.sum() * 0
    return (torch.logsumexp(table, 1) - right)[has].mean()


def _seen(ends: Tensor, at: Tensor, role: int) -> Tensor:
    return ends[at[:, 0], at[:, 1], 2 * role] + ends[at[:, 0], at[:, 2], 2 * role + 1]
