"""Words that refer to somebody without a name: "the minister", "its watchdog", "PM" in a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.house import HIS_HOUSE, HOUSES, MAKERS
from reportedly.extract.person import ROLE_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = re.compile(r"(?:the|this|that|these|those|his|her|their|its|our)\b", re.IGNORECASE)
OFFICE = re.compile(r"(?:[Tt]he|[Ii]ts|[Tt]heir)\s+(?:[\w -]{1,40}['’]s?\s+)?\w+")  # no adjectives
INDEFINITE = re.compile(
    r"(?:an?|some|many|several|most|few|other|another|both|two|three|\d+)\b", re.IGNORECASE
)
# What a paper calls itself.
THIS_PAPER = re.compile(
    r"\b(?:[Tt]his|[Oo]ur)\s+(?:newspaper|paper|column|magazine|website|site|news\s?site|programme|publication)\b"
    r"(?![’'-]\w{2})"
)
# "An Iraqi doctor", "Scotland's largest union": who is first described and named then.
ONE = re.compile(
    r"an?\b|[A-Z][\w-]+['’]s\s+(?:\w+est|central|main|top|national|leading|ruling|only|first)\s",
    re.IGNORECASE,
)
_NOUN = "|".join(sorted(ROLE_NOUNS | HOUSES | MAKERS, key=len, reverse=True))
# What somebody is called who was spoken of before, by age, calling, party or country.
_EPITHET = (
    r"\d\d-year-old|academic|all-rounder|batsman|billionaire|blonde|bowler|brunette|businessman"
    r"|businesswoman|champion|comedian|congressman|congresswoman|defender|economist|forward|full-?back"
    r"|goalkeeper|heiress|historian|influencer|lawmaker|legislator|midfielder|millionaire|novelist"
    r"|pensioner|playmaker|politician|rapper|retiree|rider|scientist|singer|songwriter|sprinter|star"
    r"|striker|teenager|tycoon|veteran|winger"
    r"|(?:Republican|Democrat|Conservative|Liberal|Socialist)"
    r"|(?:[A-Z][a-z]+(?:an|woman|ard|ole|wede|ane|cot|riton))"
)
_FOLLOWED = (
    r"(?=['’]s\b|[,.;:!?\"“”)\n]|\s+(?:[“\"‘']|(?:had|has|was|is|would|will|could|can|did|does|who|also|to|in|at|on"
    r"|for|and|but|as|when|after|from|with|into|[a-z]+ed|said|told|says|tells|never|now|then)\b))"
)
EPITHET = re.compile(
    rf"\b[Tt]he\s+(?:(?:[a-z][\w-]*|\d+|[A-Z][\w-]*)\s+){{0,2}}?(?P<noun>{_EPITHET})(?![\w’-]){_FOLLOWED}",
)
_SMALL = "(?:and|or|but|of|in|to|for|on|at|with|by|from|than|as|that|who|which)"
_ALONE = rf"(?!\s+(?:{_NOUN})s?(?!\w))"  # "trust" of "a hospital trust"
_DEFINITE = re.compile(
    rf"\b(?:the|this)\s+(?:(?!{_SMALL}\b)[\w’'-]+\s+){{0,2}}?(?P<noun>{_NOUN})s?(?!\w){_ALONE}",
    re.IGNORECASE,
)
_ROLE = "|".join(sorted(ROLE_NOUNS, key=len, reverse=True))
_HIS = re.compile(
    rf"\b(?:his|her|their|its)\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{_ROLE})"
    r"(?![\w’'-])",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w’'-])(?P<noun>{_NOUN})(?![\w’'-])(?!\s+(?:of\s+)?(?-i:[A-Z]))", re.IGNORECASE
)
_INDEFINITE = re.compile(
    rf"\b[Aa]n?\s+(?:(?!{_SMALL}\b)[\w’'-]+\s+){{0,3}}?(?P<noun>{_NOUN})(?![\w’'-]){_ALONE}(?!\s+(?:of\s+)?[A-Z])"
)
_STOP = re.compile(r"[.!?][\"”’)]*\s|\n")
_LEAD = 300  # characters of a first sentence
_LONGEST = 200  # characters of a title
# Between a role and who has it: "chairman of selectors Ann Lee", "a partner at Lee & Co, Ann Lee".
# "author and director of X, Ann Lee".
_PLACE = r"(?:\s+of\s+[a-z]+|\s+(?:at|for|from|in|of|on|to|with)\s+[^,;:“”\"\n]{2,70}(?=,))?"
BETWEEN = re.compile(
    rf"(?:-[a-z]+)?{_PLACE}(?:\s+and\s+(?:[\w’'-]+\s+){{0,3}}(?:{'|'.join(sorted(ROLE_NOUNS))}){_PLACE})?,?\s*"
    r"(?:[A-Z][\w.]*\s)*"
)


def references(text: str) -> Iterator[Span]:
    """Yield the phrases that refer to somebody known: "the minister", "its watchdog"."""
    for pattern in (_DEFINITE, HIS_HOUSE, _HIS, EPITHET, THIS_PAPER):
        yield from (Span(*found.span()) for found in pattern.finditer(text))


def in_title(text: str) -> Iterator[Span]:
    """Yield the nouns that stand for somebody in the title: "kitchen maker cuts forecast"."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end - start > _LONGEST or text[:end].rstrip().endswith("."):
        return
    yield from (Span(*found.span()) for found in _BARE.finditer(text, start, end + 1))


def at_first(text: str) -> Iterator[Span]:
    """Yield the indefinite phrases of the first sentence: "A hospital trust", named later."""
    title = text.find("\n", len(text) - len(text.lstrip()))
    if title < 0:
        return
    start = title + len(text[title:]) - len(text[title:].lstrip())
    stop = _STOP.search(text, start)
    end = min(stop.start() if stop else len(text), start + _LEAD)
    yield from (Span(*found.span()) for found in _INDEFINITE.finditer(text, start, end))


def noun_in(text: str, span: Span) -> Span | None:
    """Return where the noun of a phrase of `references` or `in_title` stands."""
    patterns = (_DEFINITE, _HIS, EPITHET, _INDEFINITE, _BARE)
    found = next(filter(None, (pattern.match(text, span.start) for pattern in patterns)), None)
    return Span(*found.span("noun")) if found is not None else None
