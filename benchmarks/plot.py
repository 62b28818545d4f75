"""A reliability plot as SVG: how often attributions of like confidence are right."""

from __future__ import annotations

from typing import NamedTuple

_SIZE, _LEFT, _TOP = 320, 56, 24


class Bin(NamedTuple):
    """Attributions of like confidence: how many, how sure on average, how often right."""

    count: int
    confidence: float
    right: float


def reliability_plot(bins: list[Bin], title: str) -> str:
    """Return the plot; a circle's area is the number of attributions in its bin."""
    most = max(one.count for one in bins)
    bottom, right = _TOP + _SIZE, _LEFT + _SIZE
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" '
        'stroke="#999"/>',
        f'<line x1="{_LEFT}" y1="{bottom}" x2="{right}" y2="{_TOP}" stroke="#999" '
        'stroke-dasharray="4 4"/>',
        f'<text x="{_LEFT + _SIZE / 2}" y="{bottom + 38}" text-anchor="middle">confidence</text>',
        f'<text x="16" y="{_TOP + _SIZE / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {_TOP + _SIZE / 2})">share that is right</text>',
        f'<text x="{_LEFT + _SIZE / 2}" y="15" text-anchor="middle">{title}</text>',
    ]
    for tick in range(0, 11, 2):
        share = tick / 10
        parts += [
            f'<text x="{_x(share):.0f}" y="{bottom + 18}" text-anchor="middle">{share:.1f}</text>',
            f'<text x="{_LEFT - 8}" y="{_y(share) + 4:.0f}" text-anchor="end">{share:.1f}</text>',
        ]
    for one in bins:
        radius = 3 + 12 * (one.count / most) ** 0.5
        parts.append(
            f'<circle cx="{_x(one.confidence):.1f}" cy="{_y(one.right):.1f}" r="{radius:.1f}" '
            f'fill="#1f6f8b" fill-opacity="0.75"><title>{one.count} attributions, '
            f"{one.right:.0%} right</title></circle>"
        )
    body = "\n".join(parts)
    width, height = right + 20, bottom + 50
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="13">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )


def _x(share: float) -> float:
    return _LEFT + _SIZE * share


def _y(share: float) -> float:
    return _TOP + _SIZE * (1 - share)
