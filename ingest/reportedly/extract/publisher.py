"""Who publishes an article: what its source says, else what the text itself gives away.

An agency dateline ("KYIV, Feb 1 (Reuters) -") names the publisher. So does an outlet that the text
credits near its start ("..., according to Ukrinform") when the input's own name begins with it.
Where neither is there the publisher stays an unnamed actor of this document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.outlet import is_outlet
from reportedly.extract.roster import folded, slug
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.article import Article

UNKNOWN = "publisher not stated"
_LEAD = 800  # characters in which an article says where it comes from
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
    for actor in named:
        if folded(name) in {folded(spelling) for spelling in (actor.name, *actor.aliases)}:
            return actor, tuple(named)
    own = [actor for actor in named if _is_short_for(actor, name)]
    owner = Actor(
        slug(name),
        name,
        ActorType.ORGANIZATION,
        tuple(sorted({span for actor in own for span in actor.mentions})),
        tuple(sorted({alias for actor in own for alias in (actor.name, *actor.aliases)} - {name})),
    )
    return owner, (*(actor for actor in named if actor not in own), owner)


def _is_short_for(actor: Actor, name: str) -> bool:
    """Tell whether an organisation's name is the beginning or the end of the publisher's."""
    short, long = folded(actor.name).split(), folded(name).split()
    return (
        actor.type is ActorType.ORGANIZATION
        and len(short) < len(long)
        and short in (long[: len(short)], long[-len(short) :])
        and is_outlet(actor.name)
    )


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
