"""Learn the word weights that tell whether a speaker judges, beside the network.

    python -m training.judging MODEL tests/data/attribution/*-train.xml

MODEL is the folder that `training.export` wrote; it gets `judging.npz`, weights as 8-bit integers,
and the file's hash in `manifest.json`. Learns from the marked passages alone, in seconds, the same
weights every time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from reportedly.extract.judging import FEATURES, Judging, numbers
from reportedly.extract.tagging import STANCES
from reportedly.extract.words import words
from training.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.extract.words import Words
    from training.corpus import Spans
    from training.passages import Passage

_STEPS, _RATE = 150, 0.3
_PENALTY = 0.02  # of a weight's square; 0.06 does as well


def examples(found: Iterable[Passage]) -> Iterator[tuple[list[int], int]]:
    """Yield the features and the stance of every attribution whose cue is marked with one."""
    for passage in found:
        seen = words(passage.text)
        for one in passage.gold:
            stance = passage.stances.get(one.cue[0][0]) if one.cue else None
            if stance is not None and one.content:
                features = numbers(_within(seen, one.content), _within(seen, one.cue))
                yield features, STANCES.index(stance)


def _within(seen: Words, spans: Spans) -> list[str]:
    """Return the forms of the words that lie in the spans."""
    places = zip(seen.forms, seen.starts, seen.ends, strict=True)
    return [form for form, a, b in places if any(s <= a and b <= e for s, e in spans)]


def learnt(given: list[tuple[list[int], int]]) -> Judging:
    """Return the weights of a multinomial logistic regression with a penalty on their squares."""
    torch.set_num_threads(1)  # the same sums in the same order everywhere
    rows = torch.tensor([n for features, _ in given for n in features])
    sizes = torch.tensor([len(features) for features, _ in given])
    starts = torch.cumsum(sizes, 0) - sizes
    shares = torch.repeat_interleave(1 / sizes.sqrt(), sizes)
    answers = torch.tensor([answer for _, answer in given])
    table = nn.EmbeddingBag(FEATURES, len(STANCES), mode="sum")
    nn.init.zeros_(table.weight)
    constants = nn.Parameter(torch.zeros(len(STANCES)))
    optimizer = torch.optim.Adam([table.weight, constants], lr=_RATE)
    for step in range(_STEPS):
        optimizer.param_groups[0]["lr"] = _RATE * (1 - step / _STEPS)
        scores = table(rows, starts, per_sample_weights=shares) + constants
        loss = F.cross_entropy(scores, answers)
        loss = loss + _PENALTY * (table.weight**2).sum() / len(answers)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return Judging(table.weight.detach().numpy(), constants.detach().numpy())


def save(judging: Judging, model: Path) -> None:
    """Write `judging.npz` into the folder of a model, and its hash into the manifest."""
    scale = float(np.abs(judging.weights).max()) / 127
    weights = np.round(judging.weights / scale).astype(np.int8)
    place = model / "judging.npz"
    np.savez_compressed(
        place, weights=weights, scale=np.float32(scale), constants=judging.constants
    )
    manifest = json.loads((model / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["judging.npz"] = hashlib.sha256(place.read_bytes()).hexdigest()
    (model / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from the passages in the files given."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("model", type=Path)
    options.add_argument("passages", type=Path, nargs="+")
    chosen = options.parse_args()
    found = sorted(chosen.passages)  # whatever way the shell sorts them
    save(learnt(list(examples(p for file in found for p in passages(file)))), chosen.model)


if __name__ == "__main__":
    main()
