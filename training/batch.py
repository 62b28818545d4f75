"""Windows as tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor

from reportedly.extract.linking import KINDS, Layout
from reportedly.extract.tagging import CONTENT, CUE, SOURCE
from training.corpus import UNKNOWN

if TYPE_CHECKING:
    import random

    from training.corpus import Window

BUDGET = 2560  # pieces in a batch, padding included
_MIXED = 30  # pieces by which windows in one batch may differ, or always the same would meet


class Pairs(NamedTuple):
    """Choices of one kind: of a source for every cue, or of a cue for every content.

    `rows` choose among `columns`, both (n, 3): place in the batch, first and last word. The
    candidate pairs have a row, a column and their features; `answer` is the right pair of each
    row, -1 where there is none.
    """

    rows: Tensor
    columns: Tensor
    row_of: Tensor
    column_of: Tensor
    features: Tensor
    answer: Tensor


class Batch(NamedTuple):
    """Windows, padded at the end.

    `mask` is added to attention scores. `unary` (batch, words, tags) and `moves`
    (batch, words - 1, tags, tags) are the chances of tags and of neighbouring tags, all 0 in the
    padding. `names` and `stances` (batch, words) are numbers, `UNKNOWN` where nobody knows.
    """

    pieces: Tensor
    looks: Tensor
    heads: Tensor
    mask: Tensor
    unary: Tensor
    moves: Tensor
    names: Tensor
    stances: Tensor
    lengths: Tensor
    sources: Pairs
    contents: Pairs


def batches(windows: list[Window], chance: random.Random) -> list[list[Window]]:
    """Return the windows in batches of like sizes, in random order."""

    def size(window: Window) -> float:
        return len(window.input.pieces) + chance.uniform(-_MIXED, _MIXED)

    out: list[list[Window]] = []
    for window in sorted(windows, key=size):
        longest = max(len(w.input.pieces) for w in (*(out[-1] if out else ()), window))
        if out and longest * (len(out[-1]) + 1) <= BUDGET:
            out[-1].append(window)
        else:
            out.append([window])
    chance.shuffle(out)
    return out


def collated(windows: list[Window]) -> Batch:
    """Pad and stack windows."""
    inputs = [window.input for window in windows]
    lengths = torch.tensor([len(given.heads) for given in inputs])
    mask = _padded([[0.0] * len(given.pieces) for given in inputs], -1e9)
    return Batch(
        pieces=_padded([given.pieces for given in inputs]),
        looks=_padded([given.looks for given in inputs]),
        heads=_padded([given.heads for given in inputs]),
        mask=mask[:, None, None],
        unary=_padded([window.unary for window in windows]),
        moves=_padded([window.moves for window in windows]),
        names=_padded([window.names for window in windows], UNKNOWN),
        stances=_padded([window.stances for window in windows], UNKNOWN),
        lengths=lengths,
        sources=_pairs(windows, CUE, SOURCE),
        contents=_pairs(windows, CONTENT, CUE),
    )


def _padded(rows: list, filling: float = 0) -> Tensor:
    tensors = [torch.as_tensor(row) for row in rows]
    return torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=filling)


def _pairs(windows: list[Window], choosing: int, chosen: int) -> Pairs:
    rows, columns, row_of, column_of, features, answer = [], [], [], [], [], []
    for place, window in enumerate(windows):
        layout = Layout(window.words, window.part, window.fragments)
        mine = [n for n, f in enumerate(window.fragments) if f.role == choosing]
        theirs = [n for n, f in enumerate(window.fragments) if f.role == chosen]
        linked = {frozenset(link) for link in window.links}
        for one in mine:
            right = -1
            for column, other in enumerate(theirs):
                if right < 0 and frozenset((one, other)) in linked:
                    right = len(row_of)
                row_of.append(len(rows))
                column_of.append(len(columns) + column)
                cue, fragment = (one, other) if choosing == CUE else (other, one)
                pair = window.fragments[fragment], window.fragments[cue]
                features.append(layout.features(*pair))
            answer.append(right)
            rows.append((place, *window.fragments[one][1:]))
        columns += [(place, *window.fragments[n][1:]) for n in theirs]
    return Pairs(
        torch.tensor(rows, dtype=torch.long).reshape(-1, 3),
        torch.tensor(columns, dtype=torch.long).reshape(-1, 3),
        torch.tensor(row_of, dtype=torch.long),
        torch.tensor(column_of, dtype=torch.long),
        torch.tensor(features, dtype=torch.long).reshape(-1, KINDS),
        torch.tensor(answer, dtype=torch.long),
    )
