"""Annotated articles: text with its chains, actors, dates and assessments marked.

The format and the guideline are in docs/annotation.md, the articles in tests/data/articles.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Article, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class GoldTime(NamedTuple):
    """A marked time: where, and its EDTF string, None where the words alone tell nothing."""

    span: Span
    edtf: str | None


@dataclass
class GoldStatement:
    """A marked statement: its content, speakers from the innermost level out, and stances.

    A target is the id of another statement or words.

    Speakers of one level are a set of actors; the publisher is not among them.
    """

    spans: list[Span] = field(default_factory=list)
    chain: list[set[str]] = field(default_factory=list)
    mode: str = ""
    commitment: str = ""
    stances: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass
class GoldArticle:
    """An article with what people marked in it."""

    article: Article
    names: dict[str, str]
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    statements: dict[str, GoldStatement] = field(default_factory=dict)
    times: list[GoldTime] = field(default_factory=list)
    furniture: list[Span] = field(default_factory=list)


def gold_articles(folder: Path) -> Iterator[GoldArticle]:
    """Yield the annotated articles in `folder`."""
    for file in sorted(folder.glob("*.xml")):
        yield read(file)


def read(file: Path) -> GoldArticle:
    """Return one annotated article."""
    root = ET.fromstring(file.read_bytes())  # our own files
    body = root.find("text")
    assert body is not None, file
    marks: list[tuple[str, dict[str, str], Span]] = []
    text, title = "", None
    for block in body:
        start = len(text)
        text = _written(block, text, marks)
        if block.tag == "h":
            title = text[start:]
        if block.tag == "f":
            marks.append(("f", {}, Span(start, len(text))))
        text += "\n\n"
    article = Article(
        text.rstrip("\n") + "\n",
        name=f"{file.stem}.txt",
        title=title,
        publisher=root.get("publisher") or None,
        published=root.get("published") or None,
    )
    found = GoldArticle(
        article, {a.attrib["id"]: a.attrib["name"] for a in root.iterfind("actors/actor")}
    )
    for one in root.iterfind("statements/statement"):
        found.statements[one.attrib["id"]] = GoldStatement(
            chain=[set(level.split("+")) for level in one.attrib["chain"].split()],
            mode=one.attrib["mode"],
            commitment=one.attrib["commitment"],
            stances=[e.attrib["stance"] for e in one.iterfind("evaluation")],
            targets=[e.attrib["target"] for e in one.iterfind("evaluation")],
        )
    for tag, values, span in sorted(marks, key=lambda mark: mark[2]):
        if tag == "m":
            found.mentions.setdefault(values["a"], []).append(span)
        elif tag == "q":
            found.statements[values["s"]].spans.append(span)
        elif tag == "t":
            found.times.append(GoldTime(span, values.get("edtf") or None))
        else:
            found.furniture.append(span)
    return found


def _written(element: ET.Element, text: str, marks: list[tuple[str, dict[str, str], Span]]) -> str:
    """Return `text` with the words of the element behind it, and note its marks."""
    text = _joined(text, element.text)
    for child in element:
        # White space before a mark belongs outside it.
        start = len(text)
        text = _written(child, text, marks)
        lead = len(text[start:]) - len(text[start:].lstrip())
        marks.append((child.tag, child.attrib, Span(start + lead, len(text.rstrip()))))
        text = _joined(text, child.tail)
    return text.rstrip() if element.tag in {"h", "p", "f"} else text


def _joined(text: str, words: str | None) -> str:
    if not words:
        return text
    clean = re.sub(r"\s+", " ", words)
    if not text or text[-1].isspace():
        clean = clean.lstrip()
    return text + clean
