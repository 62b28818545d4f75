"""Furniture: the lines of a news page that are not the article.

"Read also: ...", photo credits, newsletter calls, share buttons. Such a paragraph is recognised by
how it starts (or, for credits, ends) and by being short; nothing in it is ever a statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.article import Span

_MAX = 240  # characters; longer paragraphs are prose whatever they start with
_START = re.compile(
    r"""\s*[\[(*•·►▶»>-]*\s*(?:
      (?:read|see|watch|listen)\s+(?:also|more|next|now|on|here)\b
    | (?:also|more)\s+(?:read|on\s+this|from|in)\b
    | (?:related|recommended|trending|most\s+read|editor[’']?s[’']?\s+choice)\b[^.]{0,40}[:|]
    | related\s+(?:stories|articles|news|content)\b
    | don[’']?t\s+miss\b | in\s+case\s+you\s+missed
    | (?:subscribe|sign\s+up|register|log\s+in|donate|join\s+(?:our|us))\b
    | (?:follow|like|find|contact)\s+us\b
    | (?:share|tweet|print|email|save|comment)\s+(?:this|on|via|article|story)\b
    | click\s+here | tap\s+here | scroll\s+down | advertisement\b | sponsored\b
    | (?:photo|image|picture|video|illustration|graphic|caption)
      (?:\s+(?:by|credit|courtesy))?\s*[:/|©]
    | (?:photo|photograph|image)\s+by\b
    | © | \(c\)\s*(?:19|20)\d\d | copyright\b | all\s+rights\s+reserved
    | get\s+(?:the|our)\s+.{0,40}\b(?:newsletter|app|inbox)\b
    | this\s+(?:story|article|post)\s+(?:was|has\s+been)\s+
      (?:originally|first|updated|published|corrected)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(
    r"(?:getty\s+images|all\s+rights\s+reserved\.?|\bvia\s+(?:ap|reuters|afp)\b\)?"
    r"|/(?:ap|afp|reuters|epa))\s*$",
    re.IGNORECASE,
)


def furniture(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """Return those of the paragraphs of `text` that are furniture."""
    return [part for part in paragraphs if _is_furniture(part.of(text))]


def _is_furniture(paragraph: str) -> bool:
    if len(paragraph) > _MAX:
        return False
    return _START.match(paragraph) is not None or _END.search(paragraph) is not None
