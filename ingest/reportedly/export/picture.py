"""A network as a picture, for those who have no Gephi at hand.

Nodes are where and as `network.dress` puts them, scaled to the page. Names are set from the most
important node downwards, each where it covers no other name: a large network has names for those
who stand out, and a small one for all. Long ones are cut.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

from reportedly.export.drawing import page, save_picture, shortened, width, words
from reportedly.network.dress import OTHER, PALETTE, TYPES, dress

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARGIN: Final = 60.0
_LETTERS: Final = 30  # of a name
_ARROWS: Final = 600  # edges up to which arrow heads are more help than ink
_TEXT: Final = 11.0
_MOST_NAMES: Final = 400
_ANCHORS: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class _Dot:
    x: float
    y: float
    radius: float
    colour: str
    label: str


@dataclass(frozen=True, slots=True)
class _Free:
    """Which parts of the page are taken; in squares, so that few are compared."""

    across: float
    down: float
    taken: dict[tuple[int, int], list[tuple[float, float, float, float]]] = field(
        default_factory=dict
    )

    def squares(self, box: tuple[float, float, float, float]) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = (int(side // 80) for side in box)
        return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))

    def take(self, box: tuple[float, float, float, float]) -> None:
        for square in self.squares(box):
            self.taken.setdefault(square, []).append(box)

    def has_room(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 2 or top < 2 or right > self.across - 2 or bottom > self.down - 2:
            return False
        near = (other for square in self.squares(box) for other in self.taken.get(square, ()))
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in near
        )


def write_svg(network: Any, out: IO[bytes]) -> None:
    """Write a picture of `network` as SVG."""
    save_picture(draw(network), out, png=False)


def write_png(network: Any, out: IO[bytes]) -> None:
    """Write a picture of `network` as PNG; raise ExportError where that cannot be done."""
    save_picture(draw(network), out, png=True)


def draw(network: Any) -> str:
    """Return a picture of `network` as SVG; it is dressed if nobody did so."""
    if any("viz" not in data for _, data in network.nodes(data=True)):
        dress(network)
    size = _page_size(network.number_of_nodes())
    dots = _dots(network, size)
    title = str(network.graph.get("name", "")) or "network"
    return page(size, title, _parts(network, dots, size, title))


def _page_size(nodes: int) -> tuple[float, float]:
    """Return a page that grows with the network: room for a name and a node, up to a limit."""
    across = min(max(700.0, 110 * math.sqrt(nodes)), 2600.0)
    return round(across), round(across * 0.72) + 40.0


def _parts(
    network: Any, dots: dict[Any, _Dot], size: tuple[float, float], title: str
) -> Iterator[str]:
    arrows = network.is_directed() and network.number_of_edges() <= _ARROWS
    yield '<g fill="none" stroke-linecap="round">\n'
    for source, target, data in network.edges(data=True):
        yield _edge(dots[source], dots[target], data, arrow=arrows)
    yield '</g>\n<g stroke="#ffffff" stroke-width="1">\n'
    for dot in sorted(dots.values(), key=lambda dot: -dot.radius):
        shape = f'<circle cx="{dot.x:.1f}" cy="{dot.y:.1f}" r="{dot.radius:.1f}"'
        yield f'{shape} fill="{dot.colour}"/>\n'
    yield "</g>\n"
    yield from _names(list(dots.values()), size)
    yield from _key(network, dots, size, title)


def _dots(network: Any, size: tuple[float, float]) -> dict[Any, _Dot]:
    """Return the nodes on the page, the layout stretched to fill it."""
    looks = {node: data["viz"] for node, data in network.nodes(data=True)}
    if not looks:
        return {}
    across, down = size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN - 40
    xs = [look["position"]["x"] for look in looks.values()]
    ys = [look["position"]["y"] for look in looks.values()]
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    largest = max(look["size"] for look in looks.values())
    scale = min(22.0, 0.22 * math.sqrt(across * down / len(looks))) / largest
    return {
        node: _Dot(
            _MARGIN + (look["position"]["x"] - min(xs)) / wide * across,
            _MARGIN + 40 + (max(ys) - look["position"]["y"]) / high * down,
            max(look["size"] * scale, 1.2),
            _hex(look["color"]),
            shortened(str(network.nodes[node].get("label", node)), _LETTERS),
        )
        for node, look in looks.items()
    }


def _hex(color: dict[str, int]) -> str:
    return f"#{color['r']:02x}{color['g']:02x}{color['b']:02x}"


def _edge(source: _Dot, target: _Dot, data: dict[str, Any], *, arrow: bool) -> str:
    look = data.get("viz") or {}
    colour = _hex(look["color"]) if "color" in look else OTHER
    thick = 0.6 * look.get("thickness", 1.0)
    stroke = f'stroke="{colour}" stroke-opacity="0.42" stroke-width="{thick:.2f}"'
    gap = math.hypot(target.x - source.x, target.y - source.y)
    if source is target or gap < 1e-6:
        x, y, r = source.x, source.y, source.radius
        loop = f"M{x:.1f} {y:.1f}c{r * 3:.1f} {-r * 3:.1f} {-r * 3:.1f} {-r * 3:.1f} 0 0"
        return f'<path d="{loop}" {stroke}/>\n'
    across, down = (target.x - source.x) / gap, (target.y - source.y) / gap
    # A slight bend keeps an edge apart from the one that comes back.
    bend = min(0.09 * gap, 26)
    middle = ((source.x + target.x) / 2 - down * bend, (source.y + target.y) / 2 + across * bend)
    ahead = math.atan2(target.y - middle[1], target.x - middle[0])
    reach = target.radius + 1.5
    end = (target.x - reach * math.cos(ahead), target.y - reach * math.sin(ahead))
    line = f"M{source.x:.1f} {source.y:.1f}Q{middle[0]:.1f} {middle[1]:.1f} "
    drawn = f'<path d="{line}{end[0]:.1f} {end[1]:.1f}" {stroke}/>\n'
    return drawn + (_head(end, ahead, colour, 4 + 1.2 * thick) if arrow else "")


def _head(end: tuple[float, float], ahead: float, colour: str, length: float) -> str:
    back = [
        (end[0] + length * math.cos(ahead + side), end[1] + length * math.sin(ahead + side))
        for side in (2.7, -2.7)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (end, *back))
    return f'<polygon points="{points}" fill="{colour}" fill-opacity="0.75"/>\n'


def _names(dots: list[_Dot], size: tuple[float, float]) -> Iterator[str]:
    """Set names, the largest nodes' first, beside or below their nodes, where there is room."""
    free = _Free(*size)
    for dot in dots:
        half = dot.radius * 0.7
        free.take((dot.x - half, dot.y - half, dot.x + half, dot.y + half))
    halo = ' paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-opacity="0.85"'
    yield f"<g{halo}>\n"
    ranked = sorted(dots, key=lambda dot: -dot.radius)[:_MOST_NAMES]
    for dot in ranked:
        yield _named(dot, free)
    yield "</g>\n"


def _named(dot: _Dot, free: _Free) -> str:
    """Return a node's name where there is room, shortened if need be; "" if there is none."""
    points = _TEXT + min(dot.radius, 16) / 5
    for label in dict.fromkeys((dot.label, shortened(dot.label, _LETTERS // 2))):
        wide = width(label, points)
        for x, y, anchor in _places(dot, points):
            left = x - wide * _ANCHORS[anchor]
            box = (left, y, left + wide, y + points)
            if free.has_room(box):
                free.take(box)
                more = f' text-anchor="{anchor}"'
                return words(x, y + points * 0.75, label, round(points, 1), more=more)
    return ""


def _places(dot: _Dot, high: float) -> Iterator[tuple[float, float, str]]:
    """Yield where a name can go: right, left, below, above, and between these."""
    near = dot.radius + 2
    slant = near * 0.72
    yield dot.x + near, dot.y - high / 2, "start"
    yield dot.x - near, dot.y - high / 2, "end"
    yield dot.x, dot.y + near, "middle"
    yield dot.x, dot.y - near - high, "middle"
    yield dot.x + slant, dot.y + slant, "start"
    yield dot.x + slant, dot.y - slant - high, "start"
    yield dot.x - slant, dot.y + slant, "end"
    yield dot.x - slant, dot.y - slant - high, "end"


def _key(
    network: Any, dots: dict[Any, _Dot], size: tuple[float, float], title: str
) -> Iterator[str]:
    """Say what it is, how large, and what the colours mean."""
    about = f"{network.number_of_nodes():,} nodes, {network.number_of_edges():,} edges"
    yield words(16, 28, title, 18, more=' font-weight="bold"')
    yield words(16 + width(title, 19.5) + 14, 28, about, 12, more=' fill="#666666"')
    x = 16.0
    for colour, meaning in _meanings(network, dots):
        text = shortened(meaning, 34)
        if x + width(text, 11) > size[0] - 30:
            break
        yield f'<circle cx="{x + 5:.1f}" cy="46" r="5" fill="{colour}"/>\n'
        yield words(x + 14, 50, text, 11)
        x += width(text, 11) + 34


def _meanings(network: Any, dots: dict[Any, _Dot]) -> Iterator[tuple[str, str]]:
    """Yield colours with their types, or with the largest node of their community."""
    if network.graph.get("colours") == "type":
        kinds = {str(kind) for _, kind in network.nodes(data="type")}
        by_colour: dict[str, list[str]] = {}
        for kind in sorted(kinds):
            by_colour.setdefault(TYPES.get(kind, OTHER), []).append(kind)
        yield from ((colour, ", ".join(names)) for colour, names in by_colour.items())
        return
    for colour in PALETTE:
        of_it = [dot for dot in dots.values() if dot.colour == colour]
        if of_it:
            chief = max(of_it, key=lambda dot: dot.radius)
            others = f" and {len(of_it) - 1} more" if len(of_it) > 1 else ""
            yield colour, f"{shortened(chief.label, 22)}{others}"
