"""What a larger network, or several, would answer: chances of tags to learn from beside the gold.

    python -m training.teaching PolNeAR/data/train TEACHINGS --base MPNet RUN/weights.pt [...]

Writes one file a document: the chance of every tag of every word, and of every two neighbouring
tags, averaged over the networks. With `--unseen` a network is only asked about documents that it
has not learnt from (`learnt.json` beside the weights).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from reportedly.extract.network import PIECES
from reportedly.extract.tagging import Tag, encoded
from reportedly.extract.words import windows, words
from training.corpus import documents, plain
from training.network import initial, vocabulary

if TYPE_CHECKING:
    import numpy.typing as npt
    from torch import Tensor

    from reportedly.extract.tagging import Pieces
    from training.network import Network

    Floats = npt.NDArray[np.float32]


class Taught:
    """Chances for one document: `unary` (words, tags) and `moves` (words - 1, tags, tags)."""

    def __init__(self, unary: Floats, moves: Floats, trust: float) -> None:
        self.unary = unary
        self.moves = moves
        self.trust = trust


class Teachings:
    """The folder that this module wrote; `trust` is the weight of the taught beside the gold."""

    def __init__(self, folder: Path, trust: float) -> None:
        self._folder = folder
        self._trust = trust

    def of(self, name: str, trust: float | None = None) -> Taught | None:
        """Return what is taught about a document, None where nothing is."""
        file = self._folder / f"{name}.npz"
        if not file.exists():
            return None
        with np.load(file) as found:
            parts = (found[part].astype(np.float32) for part in ("unary", "moves"))
            return Taught(*parts, self._trust if trust is None else trust)


def chances(scores: Tensor, steps: Tensor) -> tuple[Floats, Floats]:
    """Return a window's chances of tags and of neighbouring tags, from (words, tags) scores.

    They are the slopes of the logarithm of the sum over all sequences.
    """
    scores = scores.double().requires_grad_()
    body = steps[:-1].double()
    count = len(scores)
    moves = body.repeat(max(count - 1, 0), 1, 1).requires_grad_()
    alpha = steps[-1].double() + scores[0]
    for at in range(1, count):
        alpha = torch.logsumexp(alpha[:, None] + moves[at - 1], dim=0) + scores[at]
    total = torch.logsumexp(alpha, 0)
    slopes = torch.autograd.grad(total, (scores, moves), allow_unused=True)
    unary, pairs = (
        np.zeros((0, Tag.COUNT, Tag.COUNT)) if slope is None else slope.numpy() for slope in slopes
    )
    return unary.astype(np.float32), pairs.astype(np.float32)


def taught(network: Network, pieces: Pieces, text: str) -> tuple[Floats, Floats]:
    """Return a document's chances; across the windows' ends tags are taken to be independent."""
    found = words(text)
    unary = np.zeros((len(found), Tag.COUNT), dtype=np.float32)
    moves = np.zeros((max(len(found) - 1, 0), Tag.COUNT, Tag.COUNT), dtype=np.float32)
    possible = ~network.forbidden[:-1].numpy()
    steps = network.steps().detach()
    for part in windows(found, [len(pieces.of(form)) for form in found.forms], PIECES):
        given = encoded(found, part, pieces)
        tensors = (torch.tensor([v]) for v in (given.pieces, given.looks, given.heads))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores = network(*tensors, None)[0][0].float()
        unary[part.start : part.stop], moves[part.start : part.stop - 1] = chances(scores, steps)
        if part.start:
            apart = np.outer(unary[part.start - 1], unary[part.start]) * possible
            moves[part.start - 1] = apart / apart.sum()
    return unary, moves


def main() -> None:
    """Write what the networks answer."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("weights", type=Path, nargs="+")
    options.add_argument("--base", type=Path, required=True)
    options.add_argument("--layers", type=int, help="as in training")
    options.add_argument("--plain", type=Path, nargs="*", default=[], help="texts without gold")
    options.add_argument("--unseen", action="store_true")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    pieces = vocabulary(chosen.base)
    sums: dict[str, list] = {}
    found = documents(chosen.data)
    for file in chosen.plain:
        found |= plain(file)
    for weights in chosen.weights:
        network = initial(chosen.base, chosen.layers).eval()
        network.load_state_dict(torch.load(weights))
        learnt = set(json.loads((weights.parent / "learnt.json").read_text())["learnt"])
        for name, (text, *_) in found.items():
            if chosen.unseen and name in learnt:
                continue
            unary, moves = taught(network, pieces, text)
            former = sums.get(name, [0, 0.0, 0.0])
            sums[name] = [former[0] + 1, former[1] + unary, former[2] + moves]
    for name, (count, unary, moves) in sums.items():
        parts = {"unary": unary / count, "moves": moves / count}
        halves = {part: values.astype(np.float16) for part, values in parts.items()}
        np.savez_compressed(chosen.out / f"{name}.npz", **halves)
    print(f"{len(sums)} documents")


if __name__ == "__main__":
    main()
