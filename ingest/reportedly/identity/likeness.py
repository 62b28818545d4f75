"""How likely two names that make different keys are one party's, and why; `match` finds the pairs.

A score is not a probability. From `SURE` on, a pair differs only in what writers leave out or spell
differently of one name: in the pairs of `tests/data/actors/pairs.tsv` such a pair was never two
parties. Below that a person should look. Nothing is likely that would join a person and a body,
persons of different first names, or a parent's name and a child's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from reportedly.identity.name import SPELLINGS, body_words, is_generic, person_words, words
from reportedly.identity.register import parties
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of some documents: its IRI, what it is called, and in how many it occurs."""

    iri: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    documents: int = 1

    @property
    def is_person(self) -> bool:
        """Tell whether it is a person."""
        return self.type is ActorType.PERSON


class Likeness(NamedTuple):
    """How alike two parties are called, 0 to 1, and in what they differ."""

    score: float
    reason: str


def likeness(one: Party, other: Party) -> Likeness | None:
    """Return how likely two parties with different keys are the same; None where they are not."""
    if one.is_person != other.is_person:
        return None
    rules = _PERSONS if one.is_person else _BODIES
    found = [it for rule in rules if (it := rule(one, other) or rule(other, one))]
    return max(found, default=None)


# ---------------------------------------------------------------------------------------- persons

_GENERATIONS = frozenset("jr sr ii iii iv v vi vii viii ix x".split())
_PARTICLES = frozenset("von van der den de di da del della dos bin ibn la le du zu zur ter".split())
_SLAVIC = re.compile(r"(?:ov|ev|in|yn|sky|skaya|enko|chuk|uk|ova|eva|ina|vich|ych|ets|iak|yak)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
# With these, a first name and a surname are no proof: Michael Jordan is not Michael B. Jordan.
_COMMON = frozenset(
    """smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez
    gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris
    sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill
    flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips
    evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers
    gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson
    watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez castillo
    sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell
    coleman butler henderson barnes fisher vasquez simmons jordan hamilton graham reynolds wallace
    west cole hayes chen li wang zhang liu ivanov petrov muller schmidt schneider fischer meyer
    weber singh khan ali ahmed hassan mohammed rossi silva santos jensen hansen larsen olsen
    novak""".split()
)
# Forms of one given name: the first of a line is the full one.
_FORMS = """
joseph joe|william bill will billy|robert bob rob bobby|richard dick rick|james jim jimmy
john jack johnny|michael mike mick|thomas tom|anthony tony|edward ed ted|charles charlie chuck
elizabeth liz beth|margaret maggie|katherine kate kathy|christopher chris|daniel dan danny
david dave|donald don|kenneth ken|benjamin ben|samuel sam|andrew andy drew|alexander alex sasha
vladimir volodya|steven steve|stephen steve|timothy tim|gregory greg|matthew matt|nicholas nick
patrick pat|peter pete|ronald ron|lawrence larry|gerald gerry jerry|frederick fred|jeffrey jeff
douglas doug|susan sue|deborah debbie|jennifer jen|rebecca becky|victoria vicky
"""
_SOFT: Final = tuple(
    (re.compile(pattern), spelling)
    for pattern, spelling in (
        (r"i[yij]a$|[yij]a", "a"),
        (r"[yij]u", "u"),
        (r"[yij]o", "o"),
        (r"[yij]e", "e"),
        (r"s?ch|shch|cz|tch", "c"),
        (r"sh|sz", "s"),
        (r"kh|gh", "h"),
        (r"zh", "z"),
        (r"ts|tz", "c"),
        (r"ph|ff", "f"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"q", "k"),
        (r"[yj]", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@cache
def _formal() -> dict[str, frozenset[str]]:
    """Return each given name with the full ones that it may be a form of."""
    out: dict[str, set[str]] = {}
    for line in re.split(r"[|\n]", _FORMS.strip()):
        full, *short = line.split()
        for name in (full, *short):
            out.setdefault(name, set()).add(full)
    return {name: frozenset(fulls) for name, fulls in out.items()}


def given_forms(given: str) -> frozenset[str]:
    """Return the full given names that `given` may stand for, itself included."""
    return _formal().get(given, frozenset()) | {given}


@lru_cache(maxsize=100_000)
def soft(word: str) -> str:
    """Return a word as all ways of writing it in Latin letters have it, more or less."""
    for pattern, spelling in _SOFT:
        word = pattern.sub(spelling, word)
    return word


class _Person(NamedTuple):
    given: str
    middle: tuple[str, ...]
    family: str
    generation: frozenset[str]


@lru_cache(maxsize=100_000)
def _person(name: str) -> _Person | None:
    bare = person_words(name)
    core = [word for i, word in enumerate(bare) if i == 0 or word not in _GENERATIONS]
    if len(core) < 2:
        return None
    middle = tuple(word for word in core[1:-1] if word not in _PARTICLES)
    return _Person(core[0], middle, core[-1], frozenset(bare) & _GENERATIONS)


def _two(one: Party, other: Party) -> tuple[_Person, _Person] | None:
    """Return both persons, unless one is named as another generation."""
    here, there = _person(one.name), _person(other.name)
    if here is None or there is None or here.generation != there.generation:
        return None
    return here, there


def _agree(here: Sequence[str], there: Sequence[str]) -> Likeness | None:
    """Compare middle names: left out or only their first letters on one side, else no match."""
    if here == there:
        return Likeness(0.95, "a particle more or less")
    if not here or not there:
        return Likeness(0.9, "a middle name left out")
    pairs = list(zip(here, there, strict=False))
    if len(here) == len(there) and all(a[0] == b[0] and 1 in {len(a), len(b)} for a, b in pairs):
        return Likeness(0.95, "a middle name by its first letter")
    return None


def _middle(one: Party, other: Party) -> Likeness | None:
    both = _two(one, other)
    if both is None:
        return None
    here, there = both
    if (here.given, here.family) != (there.given, there.family):
        return None
    found = _agree(here.middle, there.middle)
    if found and not (here.middle and there.middle) and here.family in _COMMON:
        return Likeness(0.8, f"{found.reason}, and the surname is common")
    return found


def _umlaut(one: Party, other: Party) -> Likeness | None:
    written = one.name.casefold().translate(_UMLAUTS)
    if person_words(written) == person_words(other.name) != person_words(one.name):
        return Likeness(0.95, "an umlaut written out")
    return None


def _transliterated(one: Party, other: Party) -> Likeness | None:
    both = _two(one, other)
    if both is None or not _agree(both[0].middle, both[1].middle):
        return None
    here, there = both
    if (soft(here.given), soft(here.family)) != (soft(there.given), soft(there.family)):
        return None
    if _SLAVIC.search(here.family) and _SLAVIC.search(there.family):
        return Likeness(0.93, "another transliteration")
    if here.given == there.given or here.family == there.family:
        return Likeness(0.75, "spelt a little differently")
    return None


def _form(one: Party, other: Party) -> Likeness | None:
    both = _two(one, other)
    if both is None or not _agree(both[0].middle, both[1].middle):
        return None
    here, there = both
    same = here.family == there.family and here.given != there.given
    if same and given_forms(here.given) & given_forms(there.given):
        return Likeness(0.85, "a short form of the first name")
    return None


def _second_name(one: Party, other: Party) -> Likeness | None:
    both = _two(one, other)
    if both and both[0].family == both[1].family and both[0].given in both[1].middle:
        return Likeness(0.8, "known by a middle name")
    return None


def _reversed(one: Party, other: Party) -> Likeness | None:
    here, there = person_words(one.name), person_words(other.name)
    if len(here) == len(there) == 2 and here == there[::-1] and here != there:
        return Likeness(0.85, "surname first")
    return None


def _misspelt(one: Party, other: Party) -> Likeness | None:
    both = _two(one, other)
    if both is None or both[0].given != both[1].given or both[0].middle != both[1].middle:
        return None
    if min(len(p.family) for p in both) >= 6 and _ratio(both[0].family, both[1].family) >= 85:
        return Likeness(0.7, "surnames nearly alike")
    return None


def _ratio(one: str, other: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(one, other) if one != other else 0.0


# ----------------------------------------------------------------------------------------- bodies

_FORMS_OF_FIRMS = frozenset("ag sa se as ab kg oy sl ltda eg ev".split())
_OF_STATE = frozenset(
    """ministry ministries department parliament government embassy police army navy court senate
    intelligence prosecutor prosecutors president presidency""".split()
)
_POSSESSIVE = re.compile(r"['’]s\b")
_DEMONYMS = """
ukrainian=ukraine russian=russia british=united_kingdom german=germany french=france
american=united_states chinese=china israeli=israel iranian=iran turkish=turkiye polish=poland
italian=italy spanish=spain japanese=japan indian=india pakistani=pakistan canadian=canada
australian=australia dutch=netherlands belgian=belgium swiss=switzerland austrian=austria
swedish=sweden norwegian=norway danish=denmark finnish=finland greek=greece hungarian=hungary
czech=czechia slovak=slovakia romanian=romania bulgarian=bulgaria serbian=serbia croatian=croatia
armenian=armenia azerbaijani=azerbaijan belarusian=belarus kazakh=kazakhstan syrian=syria
iraqi=iraq egyptian=egypt saudi=saudi_arabia qatari=qatar lebanese=lebanon mexican=mexico
brazilian=brazil argentine=argentina chilean=chile colombian=colombia venezuelan=venezuela
cuban=cuba nigerian=nigeria kenyan=kenya ethiopian=ethiopia afghan=afghanistan latvian=latvia
lithuanian=lithuania estonian=estonia moldovan=moldova portuguese=portugal irish=ireland
"""


@cache
def _countries() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for countries in folded names, and each one's own name as one word."""
    names = {
        " ".join(body_words(alias)): "_".join(words(party.name))
        for party in parties()
        if party.kind == "country"
        for alias in (party.name, *party.aliases)
    }
    names |= dict(pair.split("=") for pair in _DEMONYMS.split())
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest))})(?!\S)"), names


@lru_cache(maxsize=100_000)
def of_state(name: str) -> str:
    """Return a state body's words in one order, its country by its name; empty for other names.

    "Ukraine's Ministry of Defence" and "the Ukrainian Defense Ministry" are the same then.
    """
    bare = " ".join(body_words(_POSSESSIVE.sub("", name)))
    pattern, names = _countries()
    alike, found = pattern.subn(lambda country: names[country[0]], bare)
    parts = [SPELLINGS.get(w, w) for w in alike.split() if w not in {"of", "for", "the", "and"}]
    if found != 1 or not _OF_STATE & set(parts):
        return ""
    return " ".join(sorted(w.removesuffix("s") for w in parts))


def _state_body(one: Party, other: Party) -> Likeness | None:
    if (here := of_state(one.name)) and here == of_state(other.name):
        return Likeness(0.93, "the same words in another order")
    return None


@lru_cache(maxsize=100_000)
def without_form(name: str) -> str:
    """Return the folded name without what firms put behind theirs."""
    bare = body_words(name)
    while len(bare) > 1 and bare[-1] in _FORMS_OF_FIRMS:
        bare = body_words(" ".join(bare[:-1]))
    return " ".join(bare)


def _firm(one: Party, other: Party) -> Likeness | None:
    here, there = without_form(one.name), without_form(other.name)
    if here != there or is_generic(here.split()) or body_words(one.name) == body_words(other.name):
        return None
    return Likeness(0.92, "a legal form left out")


def is_acronym(name: str) -> bool:
    """Tell whether a name is the first letters of another one."""
    letters = name.replace(".", "").replace("-", "").replace("&", "")
    return 3 <= len(letters) <= 8 and letters.isalpha() and sum(map(str.isupper, letters)) >= 3


def _acronym(one: Party, other: Party) -> Likeness | None:
    spelt = {" ".join(words(alias)) for alias in other.aliases if is_acronym(alias)}
    if is_acronym(one.name) and not is_acronym(other.name) and " ".join(words(one.name)) in spelt:
        return Likeness(0.95, "an acronym that a document spells out")
    return None


def _nearly(one: Party, other: Party) -> Likeness | None:
    here, there = body_words(one.name), body_words(other.name)
    if len(here) != len(there) or len(here) < 2:
        return None
    apart = [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]]
    countries = _countries()[1]
    if len(apart) == 1 and not {*apart[0]} & set(countries) and min(map(len, apart[0])) >= 6:
        return Likeness(0.7, "one word nearly alike") if _ratio(*apart[0]) >= 85 else None
    return None


_PERSONS: Final[tuple[Callable[[Party, Party], Likeness | None], ...]] = (
    _middle,
    _umlaut,
    _transliterated,
    _form,
    _second_name,
    _reversed,
    _misspelt,
)
_BODIES: Final[tuple[Callable[[Party, Party], Likeness | None], ...]] = (
    _state_body,
    _firm,
    _acronym,
    _nearly,
)
