"""Outlets that heard what somebody said, or saw the text that says it, and pass it on.

"Lee told the BBC", "in an interview with Le Monde", "she told it", "a memo seen by the Post".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.extract import outlet
from reportedly.extract.kind import ends_like_firm
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.article import Span
    from reportedly.extract.mention import Mentions
    from reportedly.extract.stage import Stage
    from reportedly.statement import Actor

_ADDRESS = 60  # characters between a cue and the outlet that it was said to
_TO_OUTLET = re.compile(
    r"\s+(?:to\s+|on\s+)?(?:the\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"|.{0,40}?\b(?:interviews?|comments?|remarks|statement|column|article|op-ed|speaking)"
    r"\s+(?:with|to|on|in|for|by)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?"
)
# Bodies and platforms that people speak before or on, and that do not pass on what they hear.
_ASSEMBLY = re.compile(
    r"\b(?:court|committee|parliament|council|congress|senate|commission|ministry|police|board|union"
    r"|assembly|facebook|instagram|linkedin|telegram|threads|tiktok|truth\s+social|twitter|vk|weibo"
    r"|whatsapp|x|youtube|bluesky|mastodon|jury|inquiry|tribunal|house|nato|nations|bundestag"
    r"|knesset|duma|rada|department|cabinet|party)\b",
    re.IGNORECASE,
)
_TO_IT = re.compile(
    rf"\s+(?:it|(?:the|that|this)\s+(?:news\s+)?(?:{'|'.join(sorted(outlet.NOUNS))}))"
    r"(?=[\s,.:;]|$)(?!\s+[A-Z\d])"
)
_TELLING = ("told", "tell", "tells")


class Hearers:
    """Finds the outlets of one document that others speak to."""

    def __init__(self, text: str, mentions: Mentions, stage: Stage) -> None:
        self._text = text
        self._mentions = mentions
        self._stage = stage
        introduced = set(outlet.introduced(text))
        self._introduced = {actor.key for span, actor in mentions if span in introduced}

    def told(self, cue: Span, content: Sequence[Span]) -> str | None:
        """Return the outlet to which something was said, by the words right behind the cue."""
        again = _TO_IT.match(self._text, cue.end)
        if again is not None and cue.of(self._text).casefold().endswith(_TELLING):
            found = self._stage.last(cue.end, self._is_outlet)
            return found.key if found is not None else None
        for span, actor in self._mentions.behind(cue.end):
            between = self._text[cue.end : span.start]
            if len(between) > _ADDRESS or "\n" in between or any(s.overlaps(span) for s in content):
                return None
            if actor.type is ActorType.ORGANIZATION and _TO_OUTLET.fullmatch(between):
                deaf = _ASSEMBLY.search(actor.name) or ends_like_firm(actor.name)
                return actor.key if self._is_outlet(actor) or not deaf else None
        return None

    def shown(self, source: Sequence[Span]) -> str | None:
        """Return the outlet that a source was shown to: "a memo seen by the Post"."""
        for phrase in source:
            for span, actor in self._mentions.within(phrase):
                organization = actor.type is ActorType.ORGANIZATION
                if organization and outlet.hears(self._text, phrase, span):
                    return actor.key
        return None

    def _is_outlet(self, actor: Actor) -> bool:
        return actor.type is ActorType.ORGANIZATION and (
            outlet.is_outlet(actor.name) or actor.key in self._introduced
        )
