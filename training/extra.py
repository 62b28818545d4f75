"""What the corpus lacks: short texts, capitals, our own passages, contents read by themselves.

PolNeAR has whole articles of US papers and marks outermost attributions only. Users have headlines
in capitals, single paragraphs and transcripts, and the extractor reads contents again as texts of
their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.network import as_sentence
from reportedly.extract.quote import paragraphs
from training.corpus import Document, Gold
from training.passages import outermost

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Mapping

    from training.corpus import Spans
    from training.passages import Passage

_ALONE = 0.3  # share of the documents of which one paragraph is read alone as well
_CAPITALS = 0.1  # share of those paragraphs that are set in capitals


def paragraphs_alone(found: Iterable[Document], chance: random.Random) -> Iterator[Document]:
    """Yield single paragraphs of some documents, a few of them in capitals."""
    for document in found:
        if chance.random() < _ALONE:
            part = chance.choice(paragraphs(document.text))
            alone = part.of(document.text)
            if chance.random() < _CAPITALS and len(alone.upper()) == len(alone):
                alone = alone.upper()
            yield Document(alone, within(document.gold, part), _names_in(document.names, part))


def ours(
    found: Iterable[Passage], names: Mapping[str, list[tuple[int, int, str]]]
) -> Iterator[Document]:
    """Yield our passages with their outermost attributions, and each content by itself."""
    for passage in found:
        named = names.get(passage.name)
        yield Document(passage.text, outermost(passage.gold), named, passage.stances)
        for one in passage.gold:
            for start, end in one.content:
                sentence, at = as_sentence(Span(start, end).of(passage.text))
                part = Span(start + at, end)
                inner = outermost(within(passage.gold, part))
                stances = {
                    at - part.start: stance
                    for at, stance in passage.stances.items()
                    if part.start <= at < part.end
                }
                yield Document(sentence, inner, _names_in(named, part), stances)


def _names_in(
    names: list[tuple[int, int, str]] | None, part: Span
) -> list[tuple[int, int, str]] | None:
    if names is None:
        return None
    return [
        (start - part.start, end - part.start, kind)
        for start, end, kind in names
        if part.covers(Span(start, end))
    ]


def within(gold: Iterable[Gold], part: Span) -> list[Gold]:
    """Return the attributions whose content and cue lie in `part`, with offsets in it.

    A source outside is none.
    """

    def cut(spans: Spans) -> Spans:
        return [(a - part.start, b - part.start) for a, b in spans if part.covers(Span(a, b))]

    kept = (Gold(*map(cut, one)) for one in gold)
    return [one for one in kept if one.cue and one.content]
