"""Full names of people that the network overlooks, told by what stands around them.

"Kayleigh Stopes, 38, said", "the geochemist Ysolde Marchbanks", "Ms Torun Ekberget": an age, a
role or a title beside two capitalised words says that they name a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.person import is_role

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[^\W\d_]"
_PARTICLE = r"(?:(?:de|del|da|di|dos|du|la|le|van|von|der|den|bin|al|el|ten|ter)\s+)*"
_NAME = rf"(?P<name>(?!The\s){_WORD}(?:\s+[A-Z]\.)?(?:\s+{_PARTICLE}{_WORD}){{1,2}})"
_AGED = re.compile(rf"(?<![\w-]){_NAME}(?=,\s+(?:aged\s+)?\d\d(?:,|\s+and\b))")
_AFTER_ROLE = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ff]ormer|[Ff]ellow)\s+(?:[a-z][\w-]*\s+){{0,2}}?(?P<role>[a-z][\w-]+)\s+{_NAME}"
)
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Rev|Judge|Justice|Sgt|Capt|Col|Gen|Lt)\.?\s+{_NAME}"
)


def people(text: str) -> Iterator[Span]:
    """Yield the full names that an age, a role or a title beside them shows to be people's."""
    for pattern in (_AGED, _AFTER_ROLE, _TITLED):
        for found in pattern.finditer(text):
            if pattern is not _AFTER_ROLE or is_role(found["role"]):
                yield Span(*found.span("name"))
