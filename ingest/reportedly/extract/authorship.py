"""Texts that speak: "the report" is the one cited before, "the document" of those who wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.extract.lexicon import WORK_NOUNS
from reportedly.extract.reference import INDEFINITE, KNOWN
from reportedly.extract.roster import folded
from reportedly.extract.stage import nucleus
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from reportedly.extract.cast import Cast
    from reportedly.extract.finding import Speaker
    from reportedly.extract.stage import Stage
    from reportedly.statement import Actor, Work

_AUTHORED = re.compile(
    rf"\b(?:sent|written|signed|drafted|authored|posted|filed|{'|'.join(sorted(WORK_NOUNS))}),?"
    r"\s+by\s+(?:[\w’'-]+\s+){0,4}?$"
)


def work(text: str, cast: Cast, noun: str, speaker: Speaker) -> Work | None:
    """Return the work in the phrase, or for "the report" the last one of that kind."""
    before = [w for w in cast.works if w.span.start < speaker.phrase.end]
    inside = [w for w in before if speaker.phrase.overlaps(w.span)]
    alike = [w for w in before if w.label.casefold().endswith(noun)]
    words = speaker.phrase.of(text)
    if inside or INDEFINITE.match(words) or len(words.split()) > 3:
        return inside[-1] if inside else None
    return alike[-1] if alike else None


def author(text: str, cast: Cast, stage: Stage, noun: str, speaker: Speaker) -> Actor | None:
    """Return who wrote a text by its phrase, or for "the document" the one spoken of before."""
    for span, actor in cast.mentions.within(speaker.phrase):
        if _AUTHORED.search(text, speaker.phrase.start, span.start):
            return actor
    if not KNOWN.match(speaker.phrase.of(text)) or cast.mentioned_in((speaker.phrase,)):
        return None

    def fits(actor: Actor) -> bool:
        words = {word.removesuffix("s") for word in folded(nucleus(actor.name)).split()}
        return actor.type is ActorType.UNNAMED and bool(
            words & ({noun} if noun != "document" else WORK_NOUNS)
        )

    return stage.last(speaker.head.start, fits)
