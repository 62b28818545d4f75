"""Elements of SVG as text, with the little that drawing needs to know of letters.

No drawing library: what is drawn are circles, lines and words, and every program shows SVG. PNG is
made of it with resvg (the extra `picture`).
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, Final
from unicodedata import combining, east_asian_width

from reportedly.errors import ExportError
from reportedly.export.markup import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

FONT: Final = "DejaVu Sans, Verdana, Noto Sans, Arial, sans-serif"
_ZOOM: Final = 2.0  # pixels of a PNG for each unit: sharp on screens of today


def width(text: str, size: float) -> float:
    """Return about how wide `text` is, on the safe side."""
    return size * sum(map(_letter, text))


def _letter(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF":
        return 1.05
    return 0.38 if letter in "iljtfrI.,:;'|!() " else 0.95 if letter in "mwMW@%" else 0.64


def shortened(text: str, most: int) -> str:
    """Return `text` in one line of at most so many letters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut, space, _ = line[:most].rpartition(" ")
    whole = space and len(cut) > most // 2
    return (cut if whole else line[: most - 1]).rstrip(" ,;:") + "…"


def words(x: float, y: float, text: str, size: float, *, more: str = "") -> str:
    """Return text with its line's beginning at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{quoted(text)}</text>\n'


def page(size: tuple[float, float], title: str, body: Iterable[str]) -> str:
    """Return a whole picture, white behind."""
    across, down = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across:g}" height="{down:g}"'
        f' viewBox="0 0 {across:g} {down:g}" font-family="{FONT}" fill="#222222">\n'
        f"<title>{quoted(title)}</title>\n"
        f'<rect width="{across:g}" height="{down:g}" fill="#ffffff"/>\n'
        f"{''.join(body)}</svg>\n"
    )


def save_picture(svg: str, out: IO[bytes], *, png: bool) -> None:
    """Write a picture to `out` as SVG, or as PNG; raise ExportError where that cannot be done."""
    out.write(rendered(svg) if png else svg.encode())


def rendered(svg: str) -> bytes:
    """Return a picture as PNG.

    Raises ExportError without resvg, or where no font is installed: all words would be missing.
    """
    if find_spec("resvg_py") is None:
        raise ExportError("PNG", "needs resvg", "pip install 'reportedly[picture]', or write .svg")
    import resvg_py

    if not _has_font():
        raise ExportError(
            "PNG", "this machine has no fonts", "install one (fonts-dejavu), or write .svg"
        )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_ZOOM))


def _has_font() -> bool:
    """Tell whether letters come out: a word on white must leave more than one colour."""
    import resvg_py

    drawn = page((40, 20), "", [words(2, 15, "Aa", 14)])
    empty = page((40, 20), "", [])
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn)) != bytes(
        resvg_py.svg_to_bytes(svg_string=empty)
    )
