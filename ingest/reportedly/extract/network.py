"""The learned attribution model: the one module that loads onnxruntime.

Texts go through window by window, each on its own, so that what is found in one does not hang on
what it was read with. How the model is made is in `training/`; what it is good for, in the card
beside the weights.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

import reportedly
from reportedly.article import Span
from reportedly.errors import ModelError
from reportedly.extract.judging import Judging
from reportedly.extract.lexicon import REPORTING
from reportedly.extract.linking import Heads, Layout
from reportedly.extract.tagging import (
    CUE,
    IMPOSSIBLE,
    NAMES,
    SOURCE,
    STANCES,
    Pieces,
    Tag,
    best_tags,
    combined_looks,
    encoded,
    fragments,
)
from reportedly.extract.words import Quoted, windows, words
from reportedly.resources import folder
from reportedly.statement import Model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    from onnxruntime import InferenceSession

    from reportedly.extract.tagging import Fragment
    from reportedly.extract.words import Words

    Floats = npt.NDArray[np.float32]

PIECES = 192  # in a window: attention to more costs time and gains nothing
_DEPTH = 3  # how often contents are read again
_FEWEST = 5  # words in a content that is read again
_ADVICE = "reinstall reportedly, or name a folder that training/export.py wrote"
_EPSILON = 1e-6  # chances nearer to 0 or 1 count as this near
# An attribution less likely than this to be right is left out, unless it is a quotation. On the
# documents that training leaves out: who said what 73.3 instead of 72.2, content 77.5 for 78.4.
_DOUBTFUL = 0.3
_MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|''|``")
# Words of reporting that mostly mean something else; in 30 articles 110 contents had one of these
# and no other, and no attribution.
_AMBIGUOUS = frozenset(
    """answer answers attack attacks back backs charges comment comments concern concerns continue
    detail details favor favour issue issues order orders plan point points protest question
    questions remarks request requests rule rules state states support supports""".split()
)
_TELLING = REPORTING - _AMBIGUOUS
_THAT = re.compile(r"that\s+(?=\S)", re.IGNORECASE)


class Tagged(NamedTuple):
    """An attribution as spans of the text, with how likely it is right in source and content."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    confidence: float
    stance: str = "none"
    """What the speaker does to what he speaks of, one of `tagging.STANCES`."""

    def shifted(self, by: int) -> Tagged:
        """Return the same attribution with every offset moved by `by`."""
        return Tagged(
            None if self.source is None else self.source.shifted(by),
            self.cue.shifted(by),
            tuple(span.shifted(by) for span in self.content),
            self.confidence,
            self.stance,
        )


class Found(NamedTuple):
    """What stands in a text: attributions, and names with their kinds, one of `NAMES`."""

    attributions: list[Tagged]
    names: list[tuple[Span, str]]


class AttributionModel:
    """The model in the folder `place`, by default the one that comes with the package.

    Attributions less likely than `least` to be right are left out, with all that stands in them.
    `model` says what it is. Raises ModelError where the folder lacks a file or holds a network of
    another kind.
    """

    def __init__(self, place: Path | None = None, least: float = 0.0) -> None:
        self._folder = folder("model") if place is None else place
        self._least = least
        try:
            manifest = json.loads((self._folder / "manifest.json").read_text(encoding="utf-8"))
            version = str(manifest["version"])
            self.model = Model(
                software=f"reportedly {reportedly.__version__}",
                name=str(manifest["name"]),
                version=f"{version} from {least:g}" if least else version,
                sha256=hashlib.sha256(json.dumps(manifest["files"]).encode()).hexdigest(),
            )
        except (OSError, ValueError, KeyError, TypeError) as fault:
            reason = f"no attribution model: {fault}"
            raise ModelError(str(self._folder), reason, _ADVICE) from fault

    @cached_property
    def _loaded(self) -> _Loaded:
        try:
            return _Loaded(self._folder)
        except Exception as fault:
            # onnxruntime has its own exceptions, and says in words what is wrong with a file.
            raise ModelError(str(self._folder), f"cannot be loaded: {fault}", _ADVICE) from fault

    def read(self, text: str) -> Found:
        """Return what stands in `text`, with the attributions inside contents behind the others.

        The corpus that the model learnt from marks only the outermost ones, so contents are read
        again by themselves.
        """
        found = self.outermost(text)
        level, attributions = found.attributions, found.attributions
        for _ in range(_DEPTH):
            contents = [span for one in level for span in one.content]
            level = [inner for span in contents for inner in self._within(text, span)]
            attributions = attributions + level
        return Found(attributions, found.names)

    def _within(self, text: str, span: Span) -> Iterator[Tagged]:
        """Yield the attributions in a content, which is read as the sentence that it could be."""
        sentence, at = as_sentence(span.of(text))
        if _may_report(sentence):
            for inner in self.outermost(sentence).attributions:
                if inner.content != (Span(0, len(sentence)),):
                    yield inner.shifted(span.start + at)

    def outermost(self, text: str) -> Found:
        """Return the outermost attributions in `text` and its names, in order."""
        model = self._loaded
        found = words(text)
        costs = [len(model.pieces.of(form)) for form in found.forms]
        whole = Found([], [])
        for part in windows(found, costs, PIECES):
            attributions, names = model.read(found, part)
            likely = (a for a in attributions if self._is_likely(a, text))
            whole.attributions.extend(_within_paragraph(a, text) for a in likely)
            whole.names.extend(names)
        return whole

    def _is_likely(self, found: Tagged, text: str) -> bool:
        quoted = _is_quoted(found.content[0], text)
        return found.confidence >= max(self._least, 0.0 if quoted else _DOUBTFUL)


def _is_quoted(content: Span, text: str) -> bool:
    return _MARK.search(text, max(content.start - 2, 0), content.start + 2) is not None


def _within_paragraph(found: Tagged, text: str) -> Tagged:
    """Cut what is not quoted off at the ends of the cue's paragraph; only quotations go on."""
    kept = []
    for span in found.content:
        if not _is_quoted(span, text):
            if "\n" in text[min(span.end, found.cue.end) : max(span.start, found.cue.start)]:
                continue
            start, end = text.rfind("\n", *span) + 1, text.find("\n", *span)
            if found.cue.start >= span.end and start:
                span = Span(start, span.end)  # noqa: PLW2901
            elif end >= 0:
                span = Span(span.start, len(text[:end].rstrip()))  # noqa: PLW2901
        kept.append(span)
    return found._replace(content=tuple(kept) or found.content)


class _Loaded:
    """The network with its heads."""

    def __init__(self, place: Path) -> None:
        import onnxruntime  # 0.2 s, only for commands that read articles

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._encoder: InferenceSession = onnxruntime.InferenceSession(
            place / "encoder.onnx", options, providers=["CPUExecutionProvider"]
        )
        with np.load(place / "heads.npz") as heads:
            weights = {name: heads[name] for name in heads.files}
        self._calibration = weights["calibration"]
        self._heads = Heads(weights)
        with np.load(place / "judging.npz") as given:
            table = given["weights"].astype(np.float32) * given["scale"]
            self._judging = Judging(table, given["constants"])
        self.pieces = Pieces((place / "vocab.txt").read_text(encoding="utf-8").splitlines())

    def read(self, found: Words, part: range) -> Found:
        given = encoded(found, part, self.pieces)
        scores, ends, named, stances = self._encoder.run(
            ["scores", "ends", "names", "stances"],
            {
                "pieces": np.array(given.pieces),
                "looks": combined_looks(given.looks),
                "heads": np.array(given.heads),
            },
        )
        logs = _log_shares(stances)
        out = []
        for choice in decoded(found, part, scores, ends, self._heads):
            certain = float(choice.signs @ self._calibration[:-1] + self._calibration[-1])
            source = None if choice.source is None else _span(found, part, choice.source)
            content = tuple(_span(found, part, fragment) for fragment in choice.contents)
            confidence = round(1 / (1 + math.exp(-certain)), 3)
            stance = self._stance(logs, choice, found.forms[part.start : part.stop])
            out.append(Tagged(source, _span(found, part, choice.cue), content, confidence, stance))
        names = fragments(named.argmax(axis=1).tolist())
        return Found(out, [(_span(found, part, name), NAMES[name.role]) for name in names])

    def _stance(self, logs: Floats, choice: Choice, forms: Sequence[str]) -> str:
        """Return what cue and content together say that the speaker does to what he speaks of."""
        content = [at for part in choice.contents for at in _places(part)]
        both = logs[choice.cue.first] + logs[content].mean(axis=0)
        cue = [forms[at] for at in _places(choice.cue)]
        return STANCES[int(self._judging.joined(both, [forms[at] for at in content], cue).argmax())]


class Choice(NamedTuple):
    """One attribution in a window, with the signs of how sure the network is of it."""

    source: Fragment | None
    cue: Fragment
    contents: list[Fragment]
    signs: Floats


def decoded(found: Words, part: range, scores: Floats, ends: Floats, heads: Heads) -> list[Choice]:
    """Return the attributions that the network's outputs for the words `part` amount to."""
    for n, at in enumerate(part):
        if found.begins[at]:  # only a content may go on in the next paragraph
            scores[n, [Tag.inside(SOURCE), Tag.inside(CUE)]] = IMPOSSIBLE
    tags = best_tags(scores, heads.transitions)
    marked = fragments(tags)
    links = heads.linked(marked, ends, Layout(found, part, marked))
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = (shares[np.arange(len(tags)), tags] / shares.sum(axis=1)).astype(np.float32)
    quoted = [found.quoted[at] != Quoted.OUTSIDE for at in part]
    contents: dict[int, list[int]] = {}
    for at, (cue, _) in links.cues.items():
        contents.setdefault(cue, []).append(at)
    out = []
    for at in sorted(contents):
        source, share = links.sources[at]
        chosen = None if source is None else marked[source]
        signs = _signs(
            [marked[n] for n in contents[at]],
            [marked[at], *([] if chosen is None else [chosen])],
            sure,
            [min(links.cues[n][1] for n in contents[at]), share],
        )
        kinds = (chosen is None, quoted[marked[contents[at][0]].first])
        out.append(
            Choice(
                chosen,
                marked[at],
                [marked[n] for n in contents[at]],
                np.array([*signs, *kinds], dtype=np.float32),
            )
        )
    return out


def _signs(
    contents: Sequence[Fragment],
    others: Sequence[Fragment],
    sure: Floats,
    links: Sequence[float],
) -> Floats:
    """Return what speaks for an attribution: log odds of its tags, then those of its links."""
    first, last = contents[0].first, contents[-1].last
    chances = [
        min(_least(sure, fragment) for fragment in contents),
        sure[first] * (sure[first - 1] if first else 1.0),
        sure[last] * (sure[last + 1] if last + 1 < len(sure) else 1.0),
        *(_least(sure, fragment) for fragment in others),
        *[1.0] * (2 - len(others)),
        *links,
    ]
    clear = np.clip(np.array(chances, dtype=np.float32), _EPSILON, 1 - _EPSILON)
    odds: Floats = np.clip(np.log(clear / (1 - clear)), -6, 6)
    return odds


def as_sentence(content: str) -> tuple[str, int]:
    """Return a content as the sentence that it could be, and how many characters that leaves out.

    "that prices had risen" becomes "Prices had risen".
    """
    that = _THAT.match(content)
    at = that.end() if that else 0
    first = content[at : at + 1]
    return (first.upper() if len(first.upper()) == 1 else first) + content[at + 1 :], at


def _may_report(words_: str) -> bool:
    """Tell whether a content can hold another attribution: it has a word that makes one."""
    forms = re.findall(r"\w+", words_.lower())
    return len(forms) >= _FEWEST and not _TELLING.isdisjoint(forms)


def _least(sure: Floats, fragment: Fragment) -> float:
    return float(sure[fragment.first : fragment.last + 1].min())


def _log_shares(scores: Floats) -> Floats:
    """Return the logarithms of the shares that rows of scores stand for."""
    logs: Floats = scores - scores.max(axis=1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
    return logs


def _places(fragment: Fragment) -> range:
    return range(fragment.first, fragment.last + 1)


def _span(found: Words, part: range, fragment: Fragment) -> Span:
    return Span(found.starts[part[fragment.first]], found.ends[part[fragment.last]])
