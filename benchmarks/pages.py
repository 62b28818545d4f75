"""How well articles are found on web pages: their text and what the pages say of them.

    python -m benchmarks.pages [dev|test] [--each]
    pip install readability-lxml newspaper4k resiliparse  # peers; what is missing is left out

The pages in tests/data/pages/dev and test are invented, in the style of real content management
systems, with gold beside them. The rules were improved with `dev`; `test` was written before, put
aside, and is there to be scored and not to be learnt from. The text is compared as the public
article-extraction benchmark does it: four words in a row are one shingle, shingles are counted,
and every page weighs the same. The headline is no part of the text here.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.article import Article
from reportedly.source import read

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = dict[str, Any]
    Finder = Callable[[Path], Found]

PAGES = Path(__file__).parents[1] / "tests" / "data" / "pages"
FIELDS = ("title", "publisher", "authors", "published", "basis", "language", "url", "section")
SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of the shingles that are in both texts, in the found one alone, in gold alone."""

    both: float
    found: float
    gold: float


def cases(half: str) -> list[tuple[Path, dict[str, Any]]]:
    """Return the pages of `half` ("dev" or "test") with their gold."""
    golds = sorted((PAGES / half).glob("*.json"))
    return [
        (next((PAGES / half).glob(f"{gold.stem}.*html")), json.loads(gold.read_text("utf-8")))
        for gold in golds
    ]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count every four words in a row; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.lower())
    ends = range(max(1, len(words) - SHINGLE + 1)) if words else ()
    return Counter(tuple(words[n : n + SHINGLE]) for n in ends)


def overlap(found: str, gold: str) -> Overlap:
    """Compare two texts."""
    had, wanted = shingles(found), shingles(gold)
    both = (had & wanted).total()
    parts = both, had.total() - both, wanted.total() - both
    return Overlap(*(part / (sum(parts) or 1) for part in parts))


def measures(overlaps: list[Overlap]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all pages."""
    both, found, gold = (sum(getattr(o, name) for o in overlaps) for name in Overlap.__slots__)
    precision, recall = both / ((both + found) or 1), both / ((both + gold) or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def body(text: str, title: str | None) -> str:
    """Return `text` without the headline that it begins with."""
    stripped = text.lstrip("# \n")
    return stripped.removeprefix(title) if title else stripped


def ours(page: Path) -> Found:
    """Read a page as `reportedly` does."""
    article = next(iter(read([str(page)])))
    if not isinstance(article, Article):
        return {"text": ""}
    fields = {name: getattr(article, name) for name in FIELDS if name != "basis"}
    basis = article.published_basis if article.published else "none"
    return {**fields, "authors": list(article.authors), "basis": basis, "text": article.text}


def trafilatura(page: Path) -> Found:
    """Read a page with trafilatura as it comes."""
    from trafilatura import bare_extraction

    found = bare_extraction(_html(page), with_metadata=True, include_comments=False)
    if found is None:
        return {"text": ""}
    names = {"title": "title", "publisher": "sitename", "published": "date", "url": "url"}
    said = {name: getattr(found, theirs) for name, theirs in names.items()}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {**said, "language": found.language, "authors": authors, "text": found.text}


def readability(page: Path) -> Found:
    """Read a page with readability-lxml."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(_html(page))
    parts = fromstring(document.summary()).itertext()
    return {"title": document.title(), "text": " ".join(parts)}


def newspaper4k(page: Path) -> Found:
    """Read a page with newspaper4k."""
    from newspaper import Article as Newspaper

    article = Newspaper("https://unknown.example/", fetch_images=False)
    article.download(input_html=_html(page))
    article.parse()
    date = article.publish_date.date().isoformat() if article.publish_date else None
    url = article.canonical_link or None
    said = {"title": article.title, "authors": article.authors, "published": date, "url": url}
    return {**said, "language": article.meta_lang or None, "text": article.text}


def resiliparse(page: Path) -> Found:
    """Read a page with resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    text = extract_plain_text(_html(page), main_content=True, alt_texts=False, links=False)
    return {"text": text}


FINDERS: dict[str, tuple[str, Finder]] = {
    "reportedly": ("reportedly", ours),
    "trafilatura": ("trafilatura", trafilatura),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper4k),
    "resiliparse": ("resiliparse", resiliparse),
}


def same(field: str, found: Any, gold: Any) -> bool:
    """Tell whether a field is right; of a date the day is enough for tools that give no more."""
    if field == "published" and found and gold and len(found) == 10:
        return bool(found == gold[:10])
    return bool((found or None) == (gold or None))


def result(finder: Finder, half: str) -> list[tuple[str, Overlap, dict[str, bool], Found]]:
    """Return, for every page: its name, how the texts overlap, which fields are right."""
    rows = []
    for page, gold in cases(half):
        found = finder(page)
        wanted = " ".join(gold["paragraphs"])
        compared = overlap(body(found["text"] or "", gold["title"]), wanted)
        right = {name: same(name, found[name], gold[name]) for name in FIELDS if name in found}
        rows.append((page.stem, compared, right, found))
    return rows


def _html(page: Path) -> str:
    data = page.read_bytes()
    stated = re.search(rb"charset=[\"']?([\w-]+)", data[:2000])
    return data.decode(stated[1].decode() if stated else "utf-8", "replace")


def table(half: str) -> None:
    """Print one line a tool: precision, recall and F1 of the text, and right fields of all."""
    count = len(cases(half))
    print(f"{half}: {count} pages")
    print(f"{'':18}{'P':>7}{'R':>7}{'F1':>7}{'ms':>6}" + "".join(f"{n:>11}" for n in FIELDS))
    for name, (module, finder) in FINDERS.items():
        if find_spec(module) is None:
            continue
        start = time.perf_counter()
        rows = result(finder, half)
        spent = 1000 * (time.perf_counter() - start) / count
        line = "".join(f"{100 * value:7.1f}" for value in measures([row[1] for row in rows]))
        right = [
            f"{sum(row[2].get(field, False) for row in rows)}" if any(field in r[2] for r in rows)
            else "" for field in FIELDS
        ]  # fmt: skip
        print(f"{name:18}{line}{spent:6.0f}" + "".join(f"{text:>11}" for text in right))


def each(half: str) -> None:
    """Print what is wrong with our reading of each page."""
    golds = {page.stem: gold for page, gold in cases(half)}
    for name, compared, right, found in result(ours, half):
        f1 = measures([compared])[2]
        wrong = {f: (found[f], golds[name][f]) for f, good in right.items() if not good}
        print(f"{name:26}{100 * f1:6.1f}  {wrong or ''}")


if __name__ == "__main__":
    options = sys.argv[1:]
    for half in [each for each in options if not each.startswith("-")] or ["dev"]:
        each(half) if "--each" in options else table(half)
