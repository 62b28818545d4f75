"""Pictures: every node and name in its place, and nothing on top of a name."""

from __future__ import annotations

import random
import re
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given
from lxml import etree
from tests.export.test_networks import any_network, anything
from tests.network.needs import built

from reportedly.errors import ExportError
from reportedly.export import save
from reportedly.export.chart import chart, write_chart
from reportedly.export.drawing import rendered, shortened, width
from reportedly.export.picture import draw, write_png, write_svg
from reportedly.network import NETWORKS, timeline

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.store import Store

resvg = pytest.mark.skipif(
    find_spec("resvg_py") is None, reason="needs resvg: pip install 'reportedly[picture]'"
)


def quotes(size: int) -> Any:
    """A made-up network like who-quotes-whom: hubs, their sources, and some who quote across."""
    chance = random.Random(3)
    network = nx.DiGraph(name="who-quotes-whom")
    hubs = range(0, size, 25)
    for node in range(size):
        label = f"{chance.choice(['Ana Kovač', 'Harbour Union', 'officials'])} {node}"
        network.add_node(node, label=label, type="person", count=chance.randrange(9))
        network.add_edge(node - node % 25, node, weight=chance.randrange(1, 5))
        if chance.random() < 0.5:
            network.add_edge(node, chance.choice(hubs), weight=1)
    return network


def texts(svg: str) -> list[Any]:
    return list(etree.fromstring(svg.encode()).iter("{*}text"))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_can_be_drawn(bridge: Store, name: str) -> None:
    network = built(bridge, name)
    root = etree.fromstring(draw(network).encode())
    assert len(list(root.iter("{*}circle"))) >= network.number_of_nodes()
    assert len(list(root.iter("{*}path"))) == network.number_of_edges()


def test_two_hundred_nodes_have_names_that_cover_no_other() -> None:
    svg = draw(quotes(200))
    boxes = []
    for text in texts(svg)[2:]:  # after the title and the counts
        if text.get("text-anchor") is None:
            continue  # the key
        size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
        wide = width(text.text, size)
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
        boxes.append((left, y - size * 0.75, left + wide, y + size * 0.25))
    assert len(boxes) >= 180  # nine of ten, at the least
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = left >= other[2] - 0.5 or other[0] >= right - 0.5
            assert apart or top >= other[3] - 0.5 or other[1] >= bottom - 0.5


def test_everything_is_on_the_page() -> None:
    root = etree.fromstring(draw(quotes(120)).encode())
    across, down = float(root.get("width")), float(root.get("height"))
    for circle in root.iter("{*}circle"):
        assert 0 < float(circle.get("cx")) < across
        assert 0 < float(circle.get("cy")) < down


def test_the_same_network_gives_the_same_picture() -> None:
    assert draw(quotes(60)) == draw(quotes(60))


@anything
@given(network=any_network())
def test_is_xml_whatever_is_in_the_network(network: Any) -> None:
    for _, data in network.nodes(data=True):
        for name in ("viz", "count"):
            data.pop(name, None)
    for *_, data in network.edges(data=True):
        for name in ("viz", "weight"):
            data.pop(name, None)
    etree.fromstring(draw(network).encode())


def test_a_colour_says_what_it_means(bridge: Store) -> None:
    shown = {text.text for text in texts(draw(built(bridge, "claims")))}
    assert {"person", "document", "event"} <= shown


class TestPng:
    @resvg
    def test_has_words_and_colours(self) -> None:
        out = BytesIO()
        write_png(quotes(30), out)
        assert out.getvalue().startswith(b"\x89PNG")
        plain = rendered(re.sub("<text.*?</text>", "", draw(quotes(30))))
        assert len(out.getvalue()) > len(plain) + 5_000

    def test_without_resvg_it_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reportedly.export.drawing.find_spec", lambda name: None)
        with pytest.raises(ExportError, match=r"or write \.svg"):
            rendered("<svg/>")

    @resvg
    def test_without_fonts_it_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reportedly.export.drawing._has_font", lambda: False)
        with pytest.raises(ExportError, match="no fonts"):
            rendered("<svg/>")


def test_names_are_cut_between_words() -> None:
    assert shortened("Institute for the Study of War", 24) == "Institute for the Study…"
    assert shortened("a\nb  c", 9) == "a b c"
    assert shortened("x" * 40, 10) == "x" * 9 + "…"


class TestTimeline:
    def test_as_a_table(self, bridge: Store, tmp_path: Path) -> None:
        save("timeline.csv", timeline(bridge, "day"), tmp_path / "t.csv")
        lines = (tmp_path / "t.csv").read_text("utf-8").splitlines()
        assert lines[0] == "period,actor,statements,iri"
        assert any(line.startswith("2024-05-01,Ada Brandt,1,") for line in lines)

    def test_as_a_picture(self, bridge: Store) -> None:
        svg = chart(timeline(bridge, "day"))
        shown = {text.text for text in texts(svg)}
        assert {"2024-04-30", "Ada Brandt (2)", "statements by day"} <= shown
        assert "4 more of no certain day" in shown
        bars = list(etree.fromstring(svg.encode()).iter("{*}rect"))
        assert len(bars) > 7

    def test_of_nothing(self, bridge: Store) -> None:
        etree.fromstring(chart(timeline(bridge, "day", since="1900", until="1901")).encode())

    @resvg
    def test_as_png(self, bridge: Store) -> None:
        out = BytesIO()
        write_chart(timeline(bridge, "month"), out, png=True)
        assert out.getvalue().startswith(b"\x89PNG")


def test_svg_of_nothing() -> None:
    out = BytesIO()
    write_svg(nx.DiGraph(), out)
    etree.fromstring(out.getvalue())
