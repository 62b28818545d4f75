"""News outlets in a text: what names them, and how they come between a speaker and the reader.

"Lee told the news site Stolytsia", "a report seen by Le Monde", "the Times, citing two officials":
each puts somebody between the words and the article that prints them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

NOUNS = frozenset(
    """agency broadcaster channel daily journal magazine network newspaper outlet paper podcast
    portal programme publication radio site station tabloid website weekly""".split()
)
_KIND = r"(?:news|wire|television|TV|radio|state)"
_NOUN = rf"(?:{_KIND}\s+)?(?:{'|'.join(sorted(NOUNS, key=len, reverse=True))})"
_NAME = (
    r"[A-Z][\w&’'-]*(?:(?:\s+(?:of|the|de|la|le|do|del|di|der|und|y|e))?\s+(?:[A-Z][\w&’'-]*|\d+))*"
)
_INTRODUCED = re.compile(rf"\b{_NOUN}\s+(?P<name>{_NAME})")
_ODD = re.compile(r"\btold\s+(?:the\s+)?(?P<name>[a-z]+[A-Z]\w*|[A-Z]{2,}[A-Z\d]*)(?!\w)")
_HEARD = re.compile(
    r"\b(?:seen|obtained|reviewed|viewed|shared|leaked|provided|sent|shown|verified|heard)\s+(?:exclusively\s+)?(?:by|to|with|in)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,3}?$"
)
# Outlets whose names do not say that they are ones.
_KNOWN = frozenset(
    """abc|afp|agence france-presse|al arabiya|al jazeera|anadolu|ansa|ap|ard|associated press|axios
    bbc|belta|bloomberg|business insider|buzzfeed|cbc|cbs|channel 4|cnbc|cnn|deutsche welle|dpa|dw
    economist|efe|el país|interfax|itar-tass|itv|kyodo|le figaro|le monde|meduza|msnbc|nbc|nhk|npr
    nrk|ntv|novaya gazeta|orf|pap|pbs|politico|press association|propublica|rai|ria novosti|reuters
    rfe/rl|rt|rte|rté|sky|spiegel|sputnik|suspilne|svt|taz|tass|tvn|ukrinform|unian|upi|vox|wired
    xinhua|yle|yonhap|zdf""".replace("\n    ", "|").split("|")
)
_WORDS = frozenset({"sky", "vox", "wired", "politico", "economist", "ap"})  # of other names too
WORD = re.compile(
    r"\b(?:News|Times|Post|Daily|Weekly|Herald|Tribune|Gazette|Journal|Courier|Ledger|Chronicle|Telegraph"
    r"|Guardian|Observer|Mail|Express|Mirror|Globe|Press|TV|Television|Radio|Magazine|Broadcasting"
    r"|Today|Review|Echo|Argus|Standard|Bulletin|Dispatch|Examiner|Inquirer|Sentinel|Register|Monitor"
    r"|Reporter|Zeitung|Blatt|Presse|Pravda|Agency)\b|(?:zeitung|blatt|presse|pravda|posten|bladet)\b"
)


def introduced(text: str) -> Iterator[Span]:
    """Yield the names that an outlet's noun introduces: "the newspaper El Faro"."""
    for pattern in (_INTRODUCED, _ODD):
        yield from (Span(*found.span("name")) for found in pattern.finditer(text))


def is_outlet(name: str) -> bool:
    """Tell whether a name is that of a news outlet, as far as the name says."""
    return is_known(name) or WORD.search(name) is not None


def is_known(name: str) -> bool:
    """Tell whether a name is that of a large outlet, or begins with it: "BBC Verify"."""
    plain = name.casefold().removeprefix("the ")
    return plain in _KNOWN or plain.split()[0] in _KNOWN - _WORDS


def hears(text: str, source: Span, name: Span) -> bool:
    """Tell whether the outlet `name` got to see what the `source` is: "a memo seen by the Post"."""
    return _HEARD.search(text, source.start, name.start) is not None
