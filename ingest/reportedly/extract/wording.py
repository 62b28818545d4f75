"""A plain, self-contained wording of a statement, where one can be made without inventing.

What a pronoun stands for goes in its place in square brackets, as newspapers do it: "he would step
down" becomes "[Marian Hudak] would step down". Where a pronoun of the third person stands for
nobody known, or its form does not tell how to put a name there, there is no plain wording and the
words of the text stand for themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.statement import Actor

_THIRD = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|himself|herself|itself|themselves)\b",
    re.IGNORECASE,
)
_OWN = frozenset({"his", "its", "their"})
_PLAIN = frozenset({"he", "him", "she", "it", "they", "them"})
_SELF = frozenset({"himself", "herself", "itself", "themselves"})  # says by itself who is meant
_LEAD = re.compile(r"(?:that|whether|if)\s+", re.IGNORECASE)
# "Her" before one of these, or at the end, is an object; before anything else nobody can tell.
_OBJECT = re.compile(
    r"\s*(?:$|[.,;:!?”\"’)]|(?:to|that|and|or|but|in|on|at|by|for|with|from|as|of)\b)"
)


def plain(
    text: str, spans: Sequence[Span], meant: Mapping[Span, Actor], quoted: bool
) -> str | None:
    """Return the statement in words of its own, None where the text's are all that can be said.

    `meant` tells whom the pronouns of the text stand for. What is `quoted` word for word keeps its
    words, "that" included.
    """
    parts = [_filled(text, span, meant) for span in spans]
    if any(part is None for part in parts):
        return None
    words = " … ".join(" ".join(str(part).split()) for part in parts)
    own = " … ".join(" ".join(span.of(text).split()) for span in spans)
    if not quoted:
        words = _LEAD.sub("", words, count=1) if _LEAD.match(words) else words
    return words if words != own else None


def pronouns(text: str, actors: Iterable[Actor]) -> dict[Span, Actor]:
    """Return whom the pronouns among the actors' mentions stand for."""
    return {
        span: actor for actor in actors for span in actor.mentions if _THIRD.fullmatch(text, *span)
    }


def _filled(text: str, span: Span, meant: Mapping[Span, Actor]) -> str | None:
    """Return a stretch of text with names for its pronouns, None where one has none."""
    out, at = [], span.start
    for found in _THIRD.finditer(text, *span):
        word = found[0].casefold()
        if word in _SELF:
            continue
        actor = meant.get(Span(*found.span()))
        if actor is None:
            return None
        name = _named(word, text, found.end(), actor)
        if name is None:
            return None
        out += [text[at : found.start()], name]
        at = found.end()
    return "".join([*out, text[at : span.end]])


def _named(word: str, text: str, end: int, actor: Actor) -> str | None:
    name = actor.name
    if word in _PLAIN or (word == "her" and _OBJECT.match(text, end)):
        return f"[{name}]"
    if word in _OWN or word == "her":
        return f"[{name}’]" if name.endswith("s") else f"[{name}’s]"
    return None
