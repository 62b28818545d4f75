"""Where nodes go, so that a file opens looking like something.

Small networks are laid out by forces (Fruchterman and Reingold, 1991): edges pull, nodes push.
Beyond that each community is a disc, its best-connected nodes in the middle, and the discs lie
around the largest: rough, but it takes a second for a hundred thousand nodes, and Gephi's own
layouts have something to begin with. The same network always gets the same places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from reportedly.network.fast import arrays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.network.build import Network

_FORCES: Final = 1_000  # nodes up to which forces take seconds; they grow with the square
_STEPS: Final = 300
_GOLDEN: Final = np.pi * (3 - 5**0.5)
_SPACE: Final = 60.0  # Gephi's own unit; its nodes have sizes of 4 to 100
_PLACED: Final = 300  # discs that look for a gap; the rest are rings around them


def layout(network: Network, groups: Sequence[set[Any]]) -> dict[Any, tuple[float, float]]:
    """Return where each node goes; `groups` are communities that cover the network."""
    nodes = list(network)
    if not nodes:
        return {}
    place = {node: number for number, node in enumerate(nodes)}
    at = _discs(network, groups, place)
    if len(nodes) <= _FORCES:
        at = _pulled(network, at)
    at -= at.mean(axis=0)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, at, strict=True)}


def _sunflower(count: int) -> Any:
    """Return `count` points that fill a disc evenly, from the middle outwards, about 1 apart."""
    steps = np.arange(count)
    radius, angle = 0.8 * np.sqrt(steps), steps * _GOLDEN
    return np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)


def _discs(network: Network, groups: Sequence[set[Any]], place: dict[Any, int]) -> Any:
    """Put every community into a disc of its own."""
    at = np.zeros((len(place), 2))
    degrees = dict(network.degree)
    centres = _centres([len(group) for group in groups])
    for centre, group in zip(centres, groups, strict=True):
        ranked = sorted(group, key=lambda node: (-degrees[node], place[node]))
        at[[place[node] for node in ranked]] = centre + _sunflower(len(ranked))
    return at * _SPACE


def _centres(sizes: Sequence[int]) -> Any:
    """Return centres of discs for so many nodes each, largest first, so that none overlap."""
    radii = 0.8 * np.sqrt(np.asarray(sizes, float)) + 1.5
    centres = np.zeros((len(radii), 2))
    for number in range(1, min(len(radii), _PLACED)):
        centres[number] = _gap(centres[:number], radii[:number], radii[number])
    if len(radii) > _PLACED:
        reach = (np.hypot(*centres[:_PLACED].T) + radii[:_PLACED]).max() + radii[_PLACED]
        area = np.cumsum((2 * radii[_PLACED:]) ** 2) / np.pi
        ring, angle = np.sqrt(reach**2 + area), np.arange(len(area)) * _GOLDEN
        centres[_PLACED:] = np.stack((ring * np.cos(angle), ring * np.sin(angle)), axis=1)
    return centres


def _gap(centres: Any, radii: Any, radius: float) -> Any:
    """Return the first place on a spiral where a disc meets no other."""
    turns = np.arange(0, 4_000) * 0.35
    spiral = np.stack((turns * np.cos(turns), turns * np.sin(turns)), axis=1) * 0.16
    spiral *= max(1.0, float(radii.max()) / 12)
    apart = np.hypot(*(spiral[:, None] - centres[None]).transpose(2, 0, 1))
    free = (apart >= radii + radius).all(axis=1)
    found = int(free.argmax()) if free.any() else len(spiral) - 1
    return spiral[found]


def _pulled(network: Network, at: Any) -> Any:
    """Let edges pull and nodes push, ever less, from where the nodes are."""
    source, target, weight = arrays(network)
    size = len(at)
    strength = 1 + np.log1p(np.maximum(weight, 0))
    degrees = np.bincount(np.concatenate((source, target)), minlength=size)
    mass = 1 + 0.35 * np.sqrt(degrees)
    for step in range(_STEPS):
        gap = at[:, None] - at[None]
        distance = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1e-3)
        push = _SPACE**2 * mass[:, None] * mass[None] / distance**2
        force = (gap * push[..., None]).sum(axis=1)
        pull = (at[target] - at[source]) * (strength / _SPACE)[:, None]
        pull *= np.hypot(*pull.T)[:, None] ** 0.3
        for axis in (0, 1):
            force[:, axis] += np.bincount(source, pull[:, axis], minlength=size)
            force[:, axis] -= np.bincount(target, pull[:, axis], minlength=size)
        force -= at * 0.06 * mass[:, None]  # what hangs on nothing stays near
        length = np.maximum(np.hypot(*force.T), 1e-9)
        most = 4 * _SPACE * (1 - step / _STEPS) ** 1.5 + 0.5
        at = at + force * (np.minimum(length, most) / length)[:, None]
    return at
