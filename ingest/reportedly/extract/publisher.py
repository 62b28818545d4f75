"""Who publishes an article: what its source says, else what the text itself gives away.

An agency dateline ("KYIV, Feb 1 (Reuters) -") names the publisher. So does an outlet that the text
credits near its start ("..., according to Ukrinform") when the input's own name begins with it.
Where neither is there the publisher stays an unnamed actor of this document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span, SpanIndex
from reportedly.extract.outlet import is_outlet
from reportedly.extract.roster import folded, slug
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.article import Article

UNKNOWN = "publisher not stated"
_LEAD = 800  # characters in which an article says where it comes from
_THE = re.compile(r"[Tt]he\s+")
_DATELINE = re.compile(
    r"^\s*[A-Z][\w’'.,/ -]{1,40}?\s*\(\s*(?P<agency>[A-Z][\w.&’' -]{1,30}?)\s*\)\s*[-–—]",
    re.MULTILINE,
)


def publisher(article: Article, named: Sequence[Actor]) -> tuple[Actor, tuple[Actor, ...]]:
    """Return the publishing actor, and `named` with it among them.

    "The Gazette" in the Ribblesdale Gazette is the paper itself.
    """
    name = article.publisher or _in_dateline(article.text) or _credited(article, named)
    if name is None:
        owner = Actor("publisher", UNKNOWN, ActorType.UNNAMED, scoped=True)
        return owner, (*named, owner)
    same = [a for a in named if folded(name) in {folded(word) for word in (a.name, *a.aliases)}]
    own = same[:1] or [a for a in named if _is_short_for(article.text, a, name)]
    others = [actor for actor in named if actor not in own]
    seen = {span for actor in own for span in actor.mentions}
    taken = SpanIndex([*seen, *(span for actor in others for span in actor.mentions)])
    seen |= {span for span in _named(article.text, name) if not taken.near(span)}
    spelt = {alias for actor in own for alias in (actor.name, *actor.aliases)}
    owner = Actor(
        same[0].key if same else slug(name),
        same[0].name if same else name,
        ActorType.ORGANIZATION,
        tuple(sorted(seen)),
        tuple(sorted(spelt - {same[0].name if same else name})),
    )
    return owner, (*others, owner)


def _named(text: str, name: str) -> Iterator[Span]:
    """Yield where the publisher's whole name stands, with the article that is a part of it."""
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        lead = _THE.match(found[0])
        yield Span(found.start() + (lead.end() if lead else 0), found.end())


def _is_short_for(text: str, actor: Actor, name: str) -> bool:
    """Tell whether a name is the beginning or the end of the publisher's: "the Beacon"."""
    short, long = folded(actor.name).split(), folded(name).split()
    if len(short) >= len(long) or actor.type is ActorType.PERSON:
        return False
    if actor.type is ActorType.ORGANIZATION and is_outlet(actor.name):
        return short in (long[: len(short)], long[-len(short) :])
    the = [
        text[max(span.start - 4, 0) : span.start].casefold() == "the " for span in actor.mentions
    ]
    return short == long[-len(short) :] and all(the)


def dateline(text: str) -> Span | None:
    """Return where an agency dateline stands with its dash, which is no part of any content."""
    found = _DATELINE.search(text, 0, _LEAD)
    return Span(*found.span()) if found else None


def _in_dateline(text: str) -> str | None:
    found = _DATELINE.search(text, 0, _LEAD)
    return found["agency"] if found else None


def _credited(article: Article, named: Sequence[Actor]) -> str | None:
    file = slug(article.name.rsplit("/", maxsplit=1)[-1].rpartition(".")[0] or article.name)
    for actor in named:
        starts = f"{file}-".startswith(f"{actor.key}-")
        if actor.type is ActorType.ORGANIZATION and starts and _is_credited(article.text, actor):
            return actor.name
    return None


def _is_credited(text: str, actor: Actor) -> bool:
    for span in actor.mentions:
        before = text[max(span.start - 20, 0) : span.start]
        after = text[span.end : span.end + 12]
        says = re.match(r"\s+(?:reports|reported|said|has learned)\b", after)
        if span.start < _LEAD and (
            re.search(r"\b(?:according to|told)\s+(?:the\s+)?$", before) or says
        ):
            return True
    return False
