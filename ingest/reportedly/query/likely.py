"""Whom a name may mean that nobody is called: other spellings, initials, acronyms, short forms.

How likely two names are one party's is for `identity` to say, which joins actors by it; here it is
asked of the names that look most alike, and of all for what letters cannot show: "A. Brandt" and
"ISW". Names in Cyrillic are compared as English newspapers would write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from reportedly.identity.likeness import SURE, Party, likeness
from reportedly.identity.name import words
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_COMPARED = 60  # names
_LIKE = 60  # of 100, the likeness of names that are compared
_LETTERS = 4  # of initials at most
_ACRONYM = range(2, 8)  # letters
_SMALL: Final = frozenset("of for the and on in to a an at by".split())
_CYRILLIC: Final = str.maketrans(
    dict(zip("абвгґдезийіклмнопрстуфыэёєї", "abvggdeziiiklmnoprstufyeeei", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
    | {"ъ": "", "ь": ""}
)


class Likely(NamedTuple):
    """How likely a name is meant, 0 to 1; whose it is, and how it is spelt."""

    score: float
    iri: str
    name: str

    @property
    def sure(self) -> bool:
        """Whether only what writers leave out or spell differently is between the two names."""
        return self.score >= SURE


def likely(name: str, called: Sequence[tuple[str, str]]) -> list[Likely]:
    """Return who may be meant by `name` among actors with their names, the likeliest first."""
    latin = " ".join(words(name)).translate(_CYRILLIC)
    best: dict[str, Likely] = {}
    for it in (*_short(latin, called), *_alike(latin, called)):
        if it.iri not in best or it.score > best[it.iri].score:
            best[it.iri] = it
    return sorted(best.values(), key=lambda it: (-it.score, it.name, it.iri))


def _short(name: str, called: Iterable[tuple[str, str]]) -> Iterable[Likely]:
    """Yield those of whose name `name` has letters only."""
    *letters, last = name.split() or [""]
    initials = "".join(letters)
    for iri, other in called:
        if other.isupper() or " " not in other:
            continue
        bare = words(other)
        first = "".join(word[0] for word in bare[:-1])
        if initials and last == bare[-1] and len(initials) <= _LETTERS:
            fits = first.startswith(initials)
        else:
            fits = not letters and len(name) in _ACRONYM and name == _acronym(bare)
        if fits:
            yield Likely(SURE, iri, other)


def _acronym(bare: list[str]) -> str:
    return "".join(word[0] for word in bare if word not in _SMALL)


def _alike(name: str, called: Sequence[tuple[str, str]]) -> Iterable[Likely]:
    from rapidfuzz import fuzz, process

    close = process.extract(
        name,
        [other.casefold() for _, other in called],
        scorer=fuzz.WRatio,
        score_cutoff=_LIKE,
        limit=_COMPARED,
    )
    for _, _, place in close:
        iri, other = called[place]
        for kind in (ActorType.PERSON, ActorType.ORGANIZATION):
            if found := likeness(Party("", name, kind), Party(iri, other, kind)):
                yield Likely(found.score, iri, other)
