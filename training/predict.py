"""What a network in training finds in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from reportedly.extract.linking import Heads
from reportedly.extract.network import PIECES, Choice, decoded
from reportedly.extract.tagging import Pieces, encoded
from reportedly.extract.words import Words, windows, words
from training.calibration import judged
from training.corpus import Gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.extract.tagging import Fragment
    from training.calibration import Flags, Floats
    from training.corpus import Document
    from training.network import Network


class Predictor:
    """A network in evaluation mode with its heads in numpy, as it will run when exported."""

    def __init__(self, network: Network, pieces: Pieces) -> None:
        self._network = network.eval()
        self._pieces = pieces
        self._heads = Heads(network.heads())

    def choices(self, text: str) -> Iterator[tuple[Words, range, Choice]]:
        """Yield the attributions in `text` with the window they were found in."""
        found = words(text)
        for part in windows(found, [len(self._pieces.of(form)) for form in found.forms], PIECES):
            given = encoded(found, part, self._pieces)
            tensors = (torch.tensor([v]) for v in (given.pieces, given.looks, given.heads))
            with torch.inference_mode():
                scores, ends, *_ = (out[0].numpy() for out in self._network(*tensors, None))
            for choice in decoded(found, part, scores, ends, self._heads):
                yield found, part, choice

    def attributions(self, text: str) -> list[Gold]:
        """Return the attributions in `text`."""
        return [as_gold(*found) for found in self.choices(text)]


def examples(predictor: Predictor, found: Iterable[Document]) -> tuple[Floats, Flags]:
    """Return the signs of every attribution found in the documents, and whether it is right."""
    signs, right = [], []
    for text, gold, *_ in found:
        choices = list(predictor.choices(text))
        signs += [choice.signs for _, _, choice in choices]
        right += judged(text, gold, [as_gold(*choice) for choice in choices])
    return np.array(signs, dtype=np.float64), np.array(right)


def as_gold(found: Words, part: range, choice: Choice) -> Gold:
    """Return an attribution as character spans."""

    def span(fragment: Fragment) -> tuple[int, int]:
        return found.starts[part[fragment.first]], found.ends[part[fragment.last]]

    source = [] if choice.source is None else [span(choice.source)]
    return Gold(source, [span(choice.cue)], [span(fragment) for fragment in choice.contents])
