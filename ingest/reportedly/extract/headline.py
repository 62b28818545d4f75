"""Attributions in a headline, which has its own grammar: "Rates to fall – bank", "Smith: no deal".

The source stands behind a dash or before a colon, without a verb. It must look like a speaker: a
name that the entity recogniser or the body knows, or a noun for people or texts that speak.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.finding import Finding, Speaker
from reportedly.extract.lexicon import SPOKES_NOUNS, WORK_NOUNS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_AFTER_DASH = re.compile(r"(?P<content>\S.{12,}?)\s+(?P<mark>[–—-]|--)\s+(?P<source>[^–—|]{2,60})$")
_BEFORE_COLON = re.compile(r"(?P<source>[^:“\"‘]{2,50})(?P<mark>:)\s+(?P<content>\S.{8,})$")
_TELLING = 4  # words by which a quotation is known again
_COLLECTIVE = (SPOKES_NOUNS | WORK_NOUNS) | set(
    """agency ambassador army bank candidate ceo chairman chief commander committee court director
    envoy governor government judge king lawmaker mayor media mp party pm police premier president
    press professor regulator secretary senator union watchdog""".split()
)


def headline_findings(text: str, headline: Span, names: Collection[str]) -> list[Finding]:
    """Return the attribution that the headline makes without a verb, if it makes one.

    `names` are the names that the article's body uses, casefolded.
    """
    line = headline.of(text)
    for pattern in (_AFTER_DASH, _BEFORE_COLON):
        found = pattern.match(line)
        if found and _speaks(found["source"], names):
            return [_finding(found, headline.start)]
    return []


def echoed(found: Sequence[Finding], text: str, headline: Span) -> list[Finding]:
    """Return the findings, with the speaker of a quotation in the title from where it stands again.

    "'Nobody asked us'" says nothing of who said so; the text below does.
    """
    said = [(f, " ".join(_words(text, f))) for f in found if f.start >= headline.end and f.speakers]
    out = []
    for one in found:
        words = _words(text, one)
        bare = not one.speakers and headline.covers(one.extent) and len(words) >= _TELLING
        again = [f for f, w in said if " ".join(words) in w] if bare else []
        out.append(replace(one, speakers=again[0].speakers) if again else one)
    return out


def _words(text: str, finding: Finding) -> list[str]:
    return [w for span in finding.content for w in re.findall(r"\w+", span.of(text).casefold())]


def _speaks(source: str, names: Collection[str]) -> bool:
    words = source.split()
    if len(words) > 6:
        return False
    known = source.casefold().removeprefix("the ") in names
    last = words[-1].casefold().rstrip(".")
    return known or last in _COLLECTIVE or last.removesuffix("s") in _COLLECTIVE


def _finding(found: re.Match[str], offset: int) -> Finding:
    source, mark, content = (
        Span(found.start(group) + offset, found.end(group) + offset)
        for group in ("source", "mark", "content")
    )
    last = source.end - len(found["source"].split()[-1])
    speaker = Speaker(source, Span(last, source.end))
    return Finding((source,), (mark,), (content,), "headline", (speaker,))
