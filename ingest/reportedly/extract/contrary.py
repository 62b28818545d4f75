"""Two kinds of statement that no reporting clause introduces.

"..., despite Lee's public statements to the contrary": Lee has said the opposite of what the
sentence says, in words that are not given. "The institute has analysed the Times article that ...":
the article itself tells that somebody dealt with somebody's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span, SpanIndex
from reportedly.extract.finding import Finding, Speaker
from reportedly.extract.lexicon import WORK_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.extract.mention import Mentions

_CONTRARY = re.compile(
    r"\b(?:despite|notwithstanding|contrary\s+to|in\s+spite\s+of|against)\s+"
    r"(?P<all>(?P<who>(?:the\s+)?[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*){0,4})['’]s?\s+"
    r"(?P<cue>(?:\w+\s+){0,3}?(?:statement|claim|assurance|denial|assertion|comment|remark|promise|pledge"
    r"|declaration|insistence|protestation)s?)\s+to\s+the\s+contrary)",
)
_WORK = "|".join(sorted(map(re.escape, WORK_NOUNS), key=len, reverse=True))
_TREATING = re.compile(
    r"\s+(?:has|have|had)?\s*(?:also\s+)?(?P<cue>analy[sz]ed|examined|reviewed|studied|assessed|dissected"
    r"|commented\s+on|responded\s+to|reacted\s+to)\s+"
)
_OF_THE_WORK = re.compile(rf"(?:['’]s)?\s+(?:\w+\s+){{0,1}}?(?P<noun>{_WORK})\b(?=\s+that\b|[.,;])")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
CONTRARY, TREATING = "contrary", "treat"  # lemmas
_REACH = 40  # characters between the verb and whose text it is


def contrary(text: str) -> Iterator[Finding]:
    """Yield what somebody is said to have said to the contrary."""
    for found in _CONTRARY.finditer(text):
        who = Span(*found.span("who"))
        yield Finding(
            source=(who,),
            cue=(Span(*found.span("cue")),),
            content=(Span(*found.span("all")),),
            lemma=CONTRARY,
            speakers=(Speaker(who, who),),
        )


def treated(text: str, mentions: Mentions, known: SpanIndex) -> Iterator[Finding]:
    """Yield where the article tells that one actor dealt with a text of another.

    Where it goes on with what the text says ("... article that P"), the other says P, and the one
    relays it. Cues that are `known` are left to those who know them.
    """
    for name, _ in mentions:
        verb = _TREATING.match(text, name.end)
        for other, _ in mentions.behind(verb.end()) if verb else ():
            if verb is None or other.start - verb.end() > _REACH:
                break
            if (work := _OF_THE_WORK.match(text, other.end)) is None:
                continue
            who, whose = (_with_article(text, span) for span in (name, other))
            cue = Span(*verb.span("cue"))
            yield Finding((), (cue,), (Span(who.start, work.end()),), TREATING, ())
            end = _SENTENCE_END.search(text, work.end())
            if text.startswith(" that ", work.end()) and end and not known.near(cue):
                said = Span(work.end() + len(" that "), end.start())
                whole = (Span(whose.start, said.end),)
                yield Finding((who,), (cue,), whole, "analyze", (Speaker(who, name),))
                noun = (Span(*work.span("noun")),)
                yield Finding((whose,), noun, (said,), "report", (Speaker(whose, other),))
            break


def _with_article(text: str, name: Span) -> Span:
    """Return a name with the "the" before it."""
    return Span(name.start - 4 * text[: name.start].casefold().endswith("the "), name.end)
