"""PolNeAR in brat standoff, as windows of words with their tags and links.

The layout is the corpus's own: `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`. Where several
people annotated a text, the first by name counts.
"""

from __future__ import annotations

import json
import random
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportedly.extract.tagging import NAMES, ROLES, STANCES, Fragment, Input, Pieces, Tag, encoded
from reportedly.extract.words import Words, windows, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from training.teaching import Taught

    Floats = npt.NDArray[np.float32]

Spans = list[tuple[int, int]]
_ENTITY = re.compile(r"(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")


class Gold(NamedTuple):
    """An attribution as character spans."""

    source: Spans
    cue: Spans
    content: Spans


class Document(NamedTuple):
    """A text with its attributions.

    Names are (start, end, kind) where they are known; stances, of `tagging.STANCES`, go by where
    their cue begins.
    """

    text: str
    gold: list[Gold]
    names: list[tuple[int, int, str]] | None = None
    stances: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Window:
    """What the model learns from: pieces, features, tags, fragments and who belongs to which cue.

    `unary` (words, tags) and `moves` (words - 1, tags, tags) are the chances of tags and of
    neighbouring tags: 0 or 1 by the gold alone, else mixed with what is taught. `links` pairs
    fragments (source or content) with cues, both as positions in `fragments`.
    """

    words: Words
    part: range
    input: Input
    unary: Floats
    moves: Floats
    fragments: list[Fragment]
    links: list[tuple[int, int]]
    names: list[int]
    """Tags of names, `UNKNOWN` where nobody looked for any."""
    stances: list[int]
    """Numbers of stances at the first words of cues, those of their contents' words behind
    `STANCES`, `UNKNOWN` elsewhere."""


UNKNOWN = -100


def documents(folder: Path) -> dict[str, Document]:
    """Return every document in `folder`, by name."""
    found = {}
    notes = sorted((folder / "attributions").glob("*.ann"))
    for file in sorted((folder / "text").glob("*.txt")):
        mine = [note for note in notes if note.stem.rpartition("_")[0] == file.stem]
        text = file.read_bytes().decode("utf-8")
        found[file.stem] = Document(text, read(mine[0]) if mine else [])
    if not found:
        raise SystemExit(f"{folder}: no text/*.txt, this is not a part of PolNeAR")
    return found


def plain(file: Path) -> dict[str, Document]:
    """Return the articles in `file`, in which nobody marked anything.

    One a line: the text itself or, in a file that ends in .jsonl, an object with a `text`.
    """
    lines = file.read_bytes().decode("utf-8").split("\n")
    if file.suffix == ".jsonl":
        lines = [json.loads(line)["text"] if line else "" for line in lines]
    return {
        f"{file.stem}-{number}": Document(line, []) for number, line in enumerate(lines) if line
    }


def split(names: Iterable[str], aside: int) -> tuple[list[str], list[str]]:
    """Return `aside` of the names, to choose and calibrate by, and the others, to learn from."""
    order = sorted(names, key=lambda name: random.Random(name).random())
    return order[:aside], order[aside:]


def read(file: Path) -> list[Gold]:
    """Return the attributions in a brat file; without content there is none."""
    spans: dict[str, Spans] = {}
    events = []
    for line in file.read_bytes().decode("utf-8").split("\n"):
        if entity := _ENTITY.match(line):
            pairs = (part.split() for part in entity[2].split(";"))
            spans[entity[1]] = [(int(start), int(end)) for start, end in pairs]
        elif line.startswith("E"):
            events.append([argument.split(":") for argument in line.split("\t")[1].split()[1:]])
    found = []
    for arguments in events:
        roles: dict[str, Spans] = {role: [] for role in ROLES}
        for name, entity_id in arguments:
            role = name.rstrip("0123456789").lower()
            if role in roles:
                roles[role] += spans[entity_id]
        if roles["content"]:
            found.append(Gold(*(sorted(roles[role]) for role in ROLES)))
    return found


def prepared(
    document: Document, pieces: Pieces, most: int, taught: Taught | None = None
) -> list[Window]:
    """Return a document's windows of at most `most` pieces."""
    found = words(document.text)
    labels = _Labels(
        *_labelled(found, document.gold),
        _named(found, document.names),
        _judging(found, document),
    )
    return [
        _window(found, part, encoded(found, part, pieces), labels, taught)
        for part in windows(found, [len(pieces.of(form)) for form in found.forms], most)
    ]


class _Labels(NamedTuple):
    """Of a whole document: tags, fragments, links between them, tags of names, and stances."""

    tags: list[int]
    fragments: list[Fragment]
    links: list[tuple[int, int]]
    names: list[int]
    stances: list[int]


def _judging(found: Words, document: Document) -> list[int]:
    """Return stances at the first words of cues, and behind `STANCES` at the words of contents."""
    numbers = [UNKNOWN] * len(found)
    for one in document.gold:
        stance = document.stances.get(one.cue[0][0]) if one.cue else None
        for start, end in one.content if stance is not None else ():
            first, last = bisect_right(found.ends, start), bisect_left(found.starts, end)
            numbers[first:last] = [len(STANCES) + STANCES.index(str(stance))] * (last - first)
    for start, stance in document.stances.items():
        numbers[bisect_right(found.ends, start)] = STANCES.index(stance)
    return numbers


def _named(found: Words, names: list[tuple[int, int, str]] | None) -> list[int]:
    tags = [UNKNOWN if names is None else 0] * len(found)
    for start, end, kind in names or ():
        first = bisect_right(found.ends, start)
        last = bisect_left(found.starts, end) - 1
        tags[first : last + 1] = [Tag.inside(NAMES.index(kind))] * (last + 1 - first)
        if first <= last:
            tags[first] = Tag.begin(NAMES.index(kind))
    return tags


def _labelled(
    found: Words, gold: list[Gold]
) -> tuple[list[int], list[Fragment], list[tuple[int, int]]]:
    """Return a tag for every word, the fragments, and links of fragments with cues.

    A word has one role; a fragment that lies where another is already is left out, unless it is
    the same one (a source may serve several cues).
    """
    tags = [int(Tag.OUTSIDE)] * len(found)
    fragments: dict[Fragment, int] = {}
    links = []
    for attribution in gold:
        placed = [
            [n for span in spans if (n := _placed(found, role, span, tags, fragments)) is not None]
            for role, spans in enumerate(attribution)
        ]
        sources, cues, contents = placed
        links += [(fragment, cue) for cue in cues[:1] for fragment in (*sources, *contents)]
    return tags, list(fragments), links


def _placed(
    found: Words,
    role: int,
    span: tuple[int, int],
    tags: list[int],
    fragments: dict[Fragment, int],
) -> int | None:
    first = bisect_right(found.ends, span[0])
    last = bisect_left(found.starts, span[1]) - 1
    fragment = Fragment(role, first, last)
    if fragment in fragments:
        return fragments[fragment]
    if first > last or any(tags[first : last + 1]):
        return None
    tags[first : last + 1] = [Tag.inside(role)] * (last + 1 - first)
    tags[first] = Tag.begin(role)
    return fragments.setdefault(fragment, len(fragments))


def _window(
    found: Words,
    part: range,
    given: Input,
    labels: _Labels,
    taught: Taught | None,
) -> Window:
    tags, fragments, links = labels[:3]
    mine: dict[int, Fragment] = {}
    own = tags[part.start : part.stop]
    for number, fragment in enumerate(fragments):
        if fragment.first < part.stop and fragment.last >= part.start:
            first = max(fragment.first, part.start) - part.start
            last = min(fragment.last, part.stop - 1) - part.start
            mine[number] = Fragment(fragment.role, first, last)
            own[first] = Tag.begin(fragment.role)
    at = {number: place for place, number in enumerate(mine)}
    kept = [(at[one], at[cue]) for one, cue in links if one in at and cue in at]
    unary = np.eye(Tag.COUNT, dtype=np.float32)[own]
    moves = unary[:-1, :, None] * unary[1:, None]
    if taught is not None:
        theirs = taught.unary[part.start : part.stop].copy()
        for role in range(len(ROLES)):  # a fragment that goes on from before begins here
            theirs[0, Tag.begin(role)] += theirs[0, Tag.inside(role)]
            theirs[0, Tag.inside(role)] = 0
        unary = unary + taught.trust * (theirs - unary)
        moves = moves + taught.trust * (taught.moves[part.start : part.stop - 1] - moves)
    return Window(
        found,
        part,
        given,
        unary,
        moves,
        list(mine.values()),
        kept,
        labels.names[part.start : part.stop],
        labels.stances[part.start : part.stop],
    )
