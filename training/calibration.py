"""How sure is sure: from the network's signs to the chance that an attribution is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.score import Text, agree, pairs

if TYPE_CHECKING:
    import numpy.typing as npt

    from training.corpus import Gold

    Floats = npt.NDArray[np.float64]
    Flags = npt.NDArray[np.bool_]

_ROUNDS = 50
_PENALTY = 1.0


def judged(text: str, gold: list[Gold], found: list[Gold]) -> list[bool]:
    """Tell of each found attribution whether it is right: counts as "who said what"."""
    seen = Text(text)
    wanted = [a for g in gold if (a := seen.attribution(g)).content]
    had = [seen.attribution(one) for one in found]
    matched = {j for i, j in pairs(wanted, had) if agree(wanted[i], had[j])}
    return [at in matched for at in range(len(had))]


def fitted(signs: Floats, right: Flags) -> Floats:
    """Return the weights of a logistic regression, the constant last (Newton's method)."""
    rows = np.hstack([signs, np.ones((len(signs), 1))])
    weights = np.zeros(rows.shape[1])
    penalty = np.diag([*[_PENALTY] * signs.shape[1], 0.0])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + penalty @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def calibration_error(chances: Floats, right: Flags, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal width."""
    place = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [
        abs(chances[place == n].mean() - right[place == n].mean()) * (place == n).mean()
        for n in range(bins)
        if (place == n).any()
    ]
    return float(sum(gaps))
