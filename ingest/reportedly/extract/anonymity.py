"""What a text tells of a source that it does not name: how many, whose side, and why no name.

"Two Kremlin officials, who asked not to be named because they were not authorised to speak": two,
the Kremlin, "they were not authorised to speak".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNT = re.compile(
    r"(?:(?:the|at\s+least|more\s+than|about|some|another|other)\s+)*"
    r"(?P<count>\d[\d,]*|a\s+(?:dozen|few|number|handful)|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|"
    r"scores|hundreds|several|many|most|few|both|multiple|various|numerous)\b",
    re.IGNORECASE,
)
_NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split()
_NAMELESS = re.compile(
    r"\b(?:(?:not\s+(?:to\s+)?be(?:ing)?|remain|stay)\s+(?:named|identified|anonymous|unnamed)"
    r"|(?:condition|promise|guarantee)\s+of\s+anonymity|anonymously|granted\s+anonymity"
    r"|(?:whom|which)\s+(?:\w+\s+){1,3}?did\s+not\s+(?:name|identify)"
    r"|not\s+authori[sz]ed\s+to\s+(?:speak|talk|discuss|comment)|declined\s+to\s+be\s+(?:named|identified))\b",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"[,\s]+(?:because|as|since|citing|for\s+fear\s+of|fearing|given|owing\s+to|due\s+to)\s+",
    re.IGNORECASE,
)
_TO = re.compile(r"\s+to\s+(?=discuss|describe|speak|talk|share|detail)")
_CLAUSE_END = re.compile(r"[.;:!?](?=\s|$|[\"”’])|,\s|\s(?:said|told)\s|\n")
_BESIDE = re.compile(
    r"(?<=\w),?\s+(?:(?<=,\s)(?:who|whom|whose|which)|(?:who|whom|speaking|talking)(?=\s[^,]{0,40}"
    r"(?:anonym|named|identified|authori[sz]ed)))\b"
)
_SHOWN = re.compile(
    r"(?<=\w),?\s+(?:seen|obtained|reviewed|viewed|read)\s+(?:exclusively\s+)?by\s+(?:the\s+|an?\s+)?[A-Z]"
)
_REACH = 160  # characters behind a description in which the text says why there is no name
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘'(]*[A-Z])|\n")


def description(text: str, phrase: Span) -> Span:
    """Return a source's phrase without what is said beside it: ", who asked not to be named".

    Nor with who was shown a text, which is another hop: "documents seen by the Post".
    """
    ends = (found.start() for cut in (_BESIDE, _SHOWN) if (found := cut.search(text, *phrase)))
    return Span(phrase.start, min(ends, default=phrase.end))


def count(description: str) -> str | None:
    """Return how many a description says they are, in digits or its own word."""
    found = _COUNT.match(description)
    if found is None:
        return None
    word = " ".join(found["count"].casefold().split())
    if word == "an":
        word = "a"
    if word in _NUMBERS:
        return str(max(_NUMBERS.index(word), 1))
    return word.replace(",", "")


def reason(text: str, mention: Span) -> Span | None:
    """Return the words that say why somebody goes unnamed, else those that say that he does."""
    stop = _SENTENCE.search(text, mention.start, mention.end + _REACH)
    end = stop.start() if stop else min(mention.end + _REACH, len(text))
    nameless = _NAMELESS.search(text, mention.start, end)
    if nameless is None:
        return None
    because = _BECAUSE.match(text, nameless.end()) or _TO.match(text, nameless.end())
    if because is None and "authori" in nameless[0]:
        return _clause(text, nameless.start())
    return _clause(text, because.end()) if because else Span(*nameless.span())


def _clause(text: str, start: int) -> Span:
    ends: Iterator[re.Match[str]] = _CLAUSE_END.finditer(text, start)
    first = next(ends, None)
    return Span(start, first.start() if first else len(text))
