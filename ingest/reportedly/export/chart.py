"""A timeline as a table and as a picture: bars for periods, a colour for each actor."""

from __future__ import annotations

from math import ceil
from typing import IO, TYPE_CHECKING, Final

from reportedly.export.drawing import page, save_picture, shortened, width, words
from reportedly.export.tables import write_table
from reportedly.network.dress import OTHER, PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.network.timeline import Timeline

_SHOWN: Final = 10  # actors with a colour of their own
_LEFT, _TOP, _RIGHT, _BOTTOM = 60.0, 50.0, 240.0, 70.0
_HIGH: Final = 320.0


def write_timeline(timeline: Timeline, out: IO[bytes]) -> None:
    """Write a timeline as CSV, a row for each actor and period."""
    write_table(timeline.columns, timeline.rows(), out)


def write_chart(timeline: Timeline, out: IO[bytes], *, png: bool = False) -> None:
    """Write a timeline as a picture, SVG or PNG."""
    save_picture(chart(timeline), out, png=png)


def chart(timeline: Timeline) -> str:
    """Return a timeline as SVG."""
    periods = timeline.periods()
    step = min(max(900.0 / max(len(periods), 1), 4.0), 60.0)
    size = (_LEFT + max(step * len(periods), 300) + _RIGHT, _TOP + _HIGH + _BOTTOM)
    return page(size, f"statements by {timeline.each}", _parts(timeline, periods, step, size))


def _parts(
    timeline: Timeline, periods: Sequence[str], step: float, size: tuple[float, float]
) -> Iterator[str]:
    yield words(16, 28, f"statements by {timeline.each}", 16, more=' font-weight="bold"')
    stacks = list(_stacks(timeline))
    totals = [sum(counts.get(when, 0) for _, _, counts in stacks) for when in periods]
    ceiling = _ceiling(max(totals, default=0))
    yield from _scale(ceiling, size[0] - _RIGHT)
    for number, when in enumerate(periods):
        x, y = _LEFT + number * step, _TOP + _HIGH
        for colour, _, counts in stacks:
            high = counts.get(when, 0) / ceiling * _HIGH
            y -= high
            if high:
                yield _bar(x + step * 0.08, y, step * 0.84, high, colour)
    yield from _days(periods, step)
    for number, (colour, name, counts) in enumerate(stacks):
        x, y = size[0] - _RIGHT + 18, _TOP + 10 + number * 20
        yield _bar(x, y - 9, 11, 11, colour)
        yield words(x + 18, y + 1, f"{shortened(name, 24)} ({sum(counts.values())})", 11)
    vague = sum(counts.get("", 0) for _, _, counts in stacks)
    if vague:
        note = f"{vague} more of no certain {timeline.each}"
        yield words(_LEFT, size[1] - 10, note, 11, more=' fill="#666666"')


def _stacks(timeline: Timeline) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Yield colour, name and counts of those who said most, then of all others together."""
    actors = list(timeline.counts)
    for colour, actor in zip(PALETTE, actors[:_SHOWN], strict=False):
        yield colour, timeline.names[actor], dict(timeline.counts[actor])
    rest: dict[str, int] = {}
    for actor in actors[_SHOWN:]:
        for when, number in timeline.counts[actor].items():
            rest[when] = rest.get(when, 0) + number
    if rest:
        yield OTHER, f"{len(actors) - _SHOWN} others", rest


def _bar(x: float, y: float, wide: float, high: float, colour: str) -> str:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f'<rect {box} fill="{colour}"/>\n'


def _ceiling(most: int) -> int:
    """Return a round number that is not below the largest bar."""
    unit: int = 10 ** (len(str(max(most, 1))) - 1)
    return max(unit * ceil(most / unit), 1)


def _scale(ceiling: int, right: float) -> Iterator[str]:
    lines = sorted({round(ceiling * part / 4) for part in range(5)})
    for number in lines:
        y = _TOP + _HIGH * (1 - number / ceiling)
        yield f'<path d="M{_LEFT:.1f} {y:.1f}H{right:.1f}" stroke="#dddddd"/>\n'
        yield words(_LEFT - 8, y + 4, f"{number:,}", 11, more=' text-anchor="end"')


def _days(periods: Sequence[str], step: float) -> Iterator[str]:
    """Name as many periods as there is room for, slanted."""
    apart = max(ceil(18 / step), ceil(width("2024-01-01", 11) * 0.3 / step))
    for number in range(0, len(periods), apart):
        x, y = _LEFT + (number + 0.5) * step, _TOP + _HIGH + 14
        turn = f' text-anchor="end" transform="rotate(-40 {x:.1f} {y:.1f})"'
        yield words(x + 4, y, periods[number], 11, more=turn)
