"""Names folded so that spellings of one name become equal, and nothing else does.

A key forgives what writers and transliterators differ in: case, diacritics, apostrophes, "the",
titles, legal forms, "&", initials with or without points, a few endings of Slavic names. It never
forgives a different word: a middle name more or less, a father's "Jr." or another country's
ministry makes another key. What a key cannot tell goes to `match`, and there a person decides.

Persons and everything else are kept apart by the key itself. A name that looks like a person's has
the plain key when a person bears it and `.other` behind it when something else does; any other name
the other way round, with `.person`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`´](?=\w)")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_CACHED = 200_000  # names; about as many as 20,000 articles have
_LATIN_END: Final = 0x0250

TITLES: Final = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend president vice prime
    minister premier chancellor secretary senator sen rep representative congressman congresswoman
    governor gov mayor judge justice ambassador general gen colonel col major maj captain capt
    lieutenant lt sergeant sgt admiral adm commander chairman chairwoman deputy former acting mp
    spokesman spokeswoman spokesperson detective inspector officer attorney coach""".split()
)
SUFFIXES: Final = frozenset("jr sr ii iii iv v vi vii viii ix x xi xii".split())
_GENERATIONS = frozenset({"jr", "sr"})
LEGAL_FORMS: Final = frozenset(
    """inc incorporated ltd limited llc llp plc corp corporation co company gmbh nv bv spa srl oao
    ooo pao zao jsc pjsc ojsc oyj abp kgaa sarl pty bhd tbk""".split()
)
_ARTICLES = frozenset({"al", "el"})
SPELLINGS: Final = {
    "defence": "defense",
    "centre": "center",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "saint": "st",
}
_SMALL = frozenset(
    "of for the and on in to a an at by de la le du des der den die das und et".split()
)

# Words that say what kind of body it is but not whose: with nothing else a name is nobody's own.
GENERIC: Final = frozenset(
    """ministry minister ministries department dept office agency bureau commission committee
    council court courts supreme high district appeals appeal circuit constitutional federal
    national state regional local parliament senate house lower upper assembly government cabinet
    administration police army navy military militia forces armed air force guard coast border
    defense foreign interior health finance treasury justice education agriculture transport
    transportation energy economy economic environment culture labor labour trade commerce central
    reserve bank city hall county town village municipal municipality university college school
    hospital party opposition coalition board authority authorities affairs internal external
    security service services intelligence emergency emergencies fire rescue union unions group
    company club team newspaper station agencies prosecutor prosecutors attorney general
    presidency royal public social welfare information digital development planning statistics
    tax customs election electoral elections human rights church embassy consulate""".split()
)
# Words that persons are not called, for telling "Morning Post" from "Morgan Post".
_BODIES: Final = GENERIC | frozenset(
    """institute institution foundation association society federation league alliance network
    organization center centre conference congress times post news daily weekly herald tribune
    gazette journal telegraph courier observer chronicle press radio television tv broadcasting
    media magazine review today online corporation industries holdings partners capital airlines
    airways motors bank oil gas steel energy power electric technologies systems software labs
    united nations north south east west northern southern eastern western new great islamic
    christian american european british german french russian ukrainian chinese international
    world watch movement front brigade army republic kingdom states islands island river
    lake sea bay gulf mount mountain valley street square bridge airport port palace""".split()
)


def words(name: str) -> list[str]:
    """Return the words of `name`, folded, without "the" in front.

    Letters that stand alone and follow each other are one word: "U.S.", "U. S." and "US" are equal.
    """
    bare = _APOSTROPHE.sub("", _unmarked(name).replace("&", " and "))
    if bare.isascii():
        found = _ASCII_WORD.findall(bare)
    else:
        found = "".join(c if _in_word(c) else " " for c in bare).split()
    joined = _joined([w for w in found if any(map(str.isalnum, w))])
    return joined[1:] if len(joined) > 1 and joined[0] == "the" else joined


def _unmarked(name: str) -> str:
    """Return `name` casefolded, Latin letters without their marks; other scripts keep theirs."""
    if name.isascii():
        return name.casefold()
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return "".join(_bare_letter(c) for c in composed).translate(_PLAIN)


def _bare_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1 and parts[0] < chr(_LATIN_END):
        return parts[0]
    return "" if unicodedata.category(letter) == "Mn" and "\u0300" <= letter <= "\u036f" else letter


def _in_word(character: str) -> bool:
    if character.isalnum():
        return True
    return unicodedata.category(character)[0] == "M" and ord(character) < 0x10000


def _joined(found: list[str]) -> list[str]:
    out: list[str] = []
    letters = False
    for word in found:
        single = len(word) == 1 and word.isalpha() and word < chr(_LATIN_END)
        if single and letters:
            out[-1] += word
        else:
            out.append(word)
        letters = single
    return out


# ---------------------------------------------------------------------------------------- persons


@lru_cache(_CACHED)
def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name without titles, transliterations made alike."""
    bare = [w for i, w in enumerate(words(name)) if not (i and w in _ARTICLES)]
    while len(bare) > 1 and bare[0] in TITLES:
        bare = bare[1:]
    return tuple(map(_transliterated, bare))


# Endings and stems that differ between ways of writing one Slavic name in Latin letters; measured
# on nothing: each is a pair of spellings that newspapers use for the same person.
_TRANSLITERATIONS: Final = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"(?<=[scz])k(?:yy|iy|ii|ij|yi|yj|i|y)$", "ky"),
        (r"(?<=[bcdfghjklmnpqrstvwxz])(?:yy|iy|ii|ij|yi|yj)$", "y"),
        (r"^(dmitr|yur|valer|vital|vitaly|grigor|anatol|arkad|gennad|y?evgen|vas[iy]l)i$", r"\1y"),
        (r"^(serg|alex|aleks|andr|matv|timof)e[iyj]$", r"\1ey"),
        (r"^([nm][iy]kol)a[iyj]$", r"\1ay"),
        (r"skai?ja$|skaia$", "skaya"),
        (r"^(natal|mar|yul|anastas|ksen|dar|sof)(?:iya|ija|ya)$", r"\1ia"),
        (r"^aleks", "alex"),
        (r"^yevgen", "evgen"),
    )
)


def _transliterated(word: str) -> str:
    for pattern, spelling in _TRANSLITERATIONS:
        word = pattern.sub(spelling, word)
    return word


def _is_full(bare: Sequence[str]) -> bool:
    """Tell whether a person's words are more than a surname, with or without one initial."""
    if len(bare) == 1:
        return len(bare[0]) > 1 and bare[0] >= "\u3040"  # no spaces between the names there
    core = [word for word in bare if word not in _GENERATIONS]
    return len(core) > 1 and any(len(word) > 1 for word in core[:-1])


# ------------------------------------------------------------------------------------ all the rest


@lru_cache(_CACHED)
def body_words(name: str) -> tuple[str, ...]:
    """Return the words of what is no person: spelling made alike, without legal form."""
    bare = [SPELLINGS.get(word, word) for word in words(name)]
    while len(bare) > 1 and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
        while len(bare) > 1 and bare[-1] in _SMALL:
            bare = bare[:-1]
    return tuple(bare)


def is_generic(bare: Sequence[str]) -> bool:
    """Tell whether the words say what kind of body it is and not whose."""
    return all(word in GENERIC or word in _SMALL for word in bare)


# -------------------------------------------------------------------------------------------- keys


def person_key(name: str) -> str:
    """Return the key of a person's name; empty where it is no more than a surname."""
    bare = person_words(name)
    if not _is_full(bare):
        return ""
    key = "-".join(bare)
    return key if _looks_personal(bare) else f"{key}.person"


def body_key(name: str) -> str:
    """Return the key of what is no person; empty where the name says only what kind it is."""
    bare = body_words(name)
    return "" if not bare or is_generic(bare) else joined_key(bare)


def joined_key(bare: Sequence[str]) -> str:
    """Return the key that the words of what is no person make."""
    key = "-".join(bare)
    return f"{key}.other" if _looks_personal(bare) else key


def _looks_personal(bare: Sequence[str]) -> bool:
    if len(bare) == 1 and _is_full(bare):
        return True
    return 2 <= len(bare) <= 4 and not any(
        word in _BODIES or word in _SMALL or not word.isalpha() for word in bare
    )
