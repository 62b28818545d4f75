"""Whether contrary words are said of the same thing: without that, they contradict nothing.

"The outbreak in the camps is not under control" leaves the outbreak under control: who denies
more than was claimed may deny only what is added. What was so in 1970 or is said of another thing
on the side does not come near what was so on Sunday; nor is what could be contrary to what is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.claim import lexicon
from reportedly.claim.clause import before_verb
from reportedly.claim.denial import denies_another_verb, has_other_object
from reportedly.claim.difference import are_anchored, is_negative, opposites, sharing
from reportedly.claim.figure import figures
from reportedly.claim.lexicon import canonical, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportedly.claim.wording import Claim, Wording

_MORE = 0.35  # what words may say that a denial has and the claim has not


def is_one_matter(
    claims: tuple[Claim, Claim],
    a: Wording,
    b: Wording,
    pairs: Mapping[str, str],
    apart: Collection[str],
) -> bool:
    """Tell whether two claims share a name or a speaker, have none apart, and mean one occasion."""
    one, other = claims
    if not (sharing(a, b, pairs) == 1.0 and are_anchored(one, other, a, b, pairs)):
        return False
    if not _is_one_occasion(a, b, apart) or _possible(a) != _possible(b):
        return False
    if "negation" in apart:
        return not _is_denied_otherwise(claims, a, b, pairs)
    return not _is_turned_otherwise(claims, a, b, pairs)


def _is_denied_otherwise(
    claims: tuple[Claim, Claim], a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether the "not" is of something else, or of more, than the other claims."""
    one, other = claims
    return (
        _denies_more(one, other, a, b, pairs)
        or has_other_object((one.text, other.text), a, b, pairs)
        or denies_another_verb(one.text, b)
        or denies_another_verb(other.text, a)
        or _may_have_changed(one, other, a, b)
        or _denies_only_so(one, a, b)
        or _denies_only_so(other, b, a)
    )


def _is_turned_otherwise(
    claims: tuple[Claim, Claim], a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether opposites or numbers are said of some only: three died, three survived."""
    turned = opposites(a, b)
    known = {*pairs, *pairs.values(), *turned}
    return (
        len(turned) > _ONE_PAIR  # opened lower, closed higher
        or (bool(turned) and any(_is_counted(claim) for claim in claims))
        or any(_is_of_one_of_many(claim.text, turned) for claim in claims)
        or _is_narrower(claims[0], a, known)
        or _is_narrower(claims[1], b, known)
    )


def _is_one_occasion(a: Wording, b: Wording, apart: Collection[str]) -> bool:
    """Tell whether nothing says that one is of former times, or dated by what the other has not.

    Numbers are of one period, or of none, and what opposite words tell of is not told as what had
    gone before: it had suspended flights, it has resumed them.
    """
    if bool(a.raw & _FORMER) != bool(b.raw & _FORMER):
        return False
    if {"other figure", "share"} & {*apart} and _periods(a) != _periods(b):
        return False
    if "opposite" in apart and ("had" in a.raw) != ("had" in b.raw):
        return False
    return a.times <= b.times or b.times <= a.times


def _periods(of: Wording) -> frozenset[object]:
    """Return over what time something is counted, and from which month to which."""
    months = frozenset(value for kind, value in of.times if kind == "month")
    return (of.raw & _PERIODS) | (months if len(months) > 1 else frozenset())


_PERIODS: Final = frozenset(
    stem(word)
    for word in """year yearly annual annually month monthly quarter quarterly week weekly day daily
    hour hourly night season decade century""".split()
)


def _possible(of: Wording) -> frozenset[str]:
    """Return what says that something is only possible: what may be may not be as well."""
    is_month = ("month", "may") in of.times
    return of.raw & _POSSIBLE - ({"may"} if is_month else frozenset())


_POSSIBLE: Final = frozenset("may might could possib perhap".split())  # stems
_FORMER: Final = frozenset("ago previous former original initial".split())  # stems


def _denies_more(
    one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether the one that says "not" also says more than the other."""
    if is_negative(one, a) == is_negative(other, b):
        return False
    known = {*pairs, *pairs.values(), *opposites(a, b)}
    return _added(a if is_negative(one, a) else b, known) > _MORE


def _may_have_changed(one: Claim, other: Claim, a: Wording, b: Wording) -> bool:
    """Tell whether what has not happened may have happened by the day of the other article."""
    if one.day is None or other.day is None or abs(one.day - other.day) <= 1:
        return False
    return bool((a if is_negative(one, a) else b).raw & _SO_FAR)


def _is_of_one_of_many(text: str, turned: Collection[str]) -> bool:
    """Tell whether an opposite is only said of "a law that allows": there may be one that bans."""
    return any(canonical(found[1]) in turned for found in _A_LAW_THAT.finditer(text.casefold()))


_A_LAW_THAT: Final = re.compile(r"\ban?\s+(?:\w+\s+){1,3}(?:that|which|who)\s+(\w+)")


def _is_counted(claim: Claim) -> bool:
    return bool(figures(" ".join(before_verb(claim.text) or ())))


def _is_narrower(claim: Claim, of: Wording, known: Collection[str]) -> bool:
    """Tell whether the subject has words that the other lacks, and no name at its end.

    "Unemployment among women", "Steel maker Dornwerk".
    """
    words = before_verb(claim.text) or ("",)
    last = canonical(words[-1])
    if last in of.names and last in known and not lexicon.PREPOSITIONS & {*words}:
        return False
    return sum(of.weights.get(stem, 0.0) for stem in of.lead if stem not in known) > _NARROWER


def _denies_only_so(claim: Claim, of: Wording, other: Wording) -> bool:
    """Tell whether it is denied of the first, or for a time, and not altogether."""
    return is_negative(claim, of) and bool((of.raw & _ONLY_SO) - other.raw)


_ONE_PAIR: Final = 2
_ONLY_SO: Final = frozenset(
    stem(word)
    for word in """until longer only alone enough fully completely entirely always immediately
    necessarily exactly directly personally officially publicly formally properly first last sole
    main other else because anymore both everything everybody everyone all""".split()
)
_NARROWER: Final = 0.3
_SO_FAR: Final = frozenset("has hav hasnt havent is are isnt arent yet still".split())  # stems


def _added(of: Wording, known: Collection[str]) -> float:
    return sum(
        said
        for stem, said in of.weights.items()
        if stem not in known and stem not in of.joined and stem not in of.denying
    )
