"""What stands beside a name and says what it names: "Corbin Hale, an energy company".

An organisation's noun is remembered, so that "the truck builder" can be it later on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span
from reportedly.extract.house import HOUSES, MAKERS

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = HOUSES | MAKERS
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_DETERMINED = (
    r"(?:[Tt]he|[Tt]h(?:at|is)|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ne\s+of"
    r"|[A-Z][\w.&-]+['’]s?)\s+"
)
_WORDS = r"(?:(?!of\b)[\w’'&-]+\s+)"
_ENDING = (
    r"(?=[,;:.()\n]|\s(?:of|in|for|at|to|from|based|behind|called|that|which|with|whose"
    r"|backed|owned|led|run|founded|set)\b|\s[–—-]\s)"
)
_AFTER = re.compile(
    rf"(?:,\s+|\s+\(|\s+[–—-]\s+)(?P<phrase>{_DETERMINED}{_WORDS}{{0,5}}?(?P<kind>{_KIND})s?){_ENDING}"
)
_AHEAD = re.compile(
    rf"(?:^|[\s\"“(])(?P<phrase>{_DETERMINED}{_WORDS}{{0,4}}?(?P<kind>{_KIND})),\s+"
    r"(?:the\s+(?:[a-z]\w*\s+){1,3})?$"
)
_NO_PERSON = (
    r"(?:day|week|month|year|decade|hour|minute|moment|lot|bit|move|decision|claim|result|fact|sign"
    r"|time)\b"
)
_ASIDE = re.compile(
    rf",\s+(?P<phrase>an?\s+(?:(?!{_NO_PERSON}|(?:of|in|at|that|who|to|and|is|was)\b)[\w’'-]+\s+){{0,3}}?"
    rf"(?!{_NO_PERSON})[A-Za-z][\w’'-]+(?:\s+(?:of|from|in|at|for)\s[^,;.\n]{{2,60}})?)"
    r"(?=,|\s+whose?\b[^,.\n]{2,80},)"
)
_BACK = 90  # characters before a name


class Kind(NamedTuple):
    """What an organisation is called beside its name; `phrase` where it is a phrase of its own.

    `behind` tells whether it follows the name.
    """

    noun: str
    phrase: Span | None
    behind: bool = False


def kinds(text: str, name: Span) -> Iterator[Kind]:
    """Yield what stands beside an organisation's name for what it is."""
    start = max(name.start - _BACK, 0)
    ahead = text[start : name.start]
    before = ahead.casefold().removesuffix("the ").split()[-1:]
    if before and before[0] in _KINDS and ahead[-1:].isspace():
        yield Kind(before[0], None)
    apposed = _AHEAD.search(text, start, name.start) if ", " in ahead else None
    for behind, found in ((False, apposed), (True, _AFTER.match(text, name.end))):
        if found is not None:
            yield Kind(found["kind"].casefold(), Span(*found.span("phrase")), behind)


def aside(text: str, name: Span) -> Span | None:
    """Return what a comma adds to a person's name: "a Republican", "a mother of three"."""
    found = _ASIDE.match(text, name.end)
    return Span(*found.span("phrase")) if found is not None else None
