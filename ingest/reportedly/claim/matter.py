"""Whether contrary words are said of the same thing: without that, they contradict nothing.

"The outbreak in the camps is not under control" leaves the outbreak under control: who denies
more than was claimed may deny only what is added. What was so in 1970 or is said of another thing
on the side does not come near what was so on Sunday; nor is what could be contrary to what is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.claim.difference import are_anchored, is_negative, opposites, sharing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportedly.claim.wording import Claim, Wording

_MORE = 0.6  # what words may say that a denial has and the claim has not


def is_one_matter(
    one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether two claims share a name or a speaker, have none apart, and mean one occasion."""
    return (
        sharing(a, b, pairs) == 1.0
        and are_anchored(one, other, a, b, pairs)
        and is_one_occasion(a, b)
        and _possible(a) == _possible(b)
        and not _denies_more(one, other, a, b, pairs)
    )


def is_one_occasion(a: Wording, b: Wording) -> bool:
    """Tell whether nothing says that one is of former times, or dates them by another calendar."""
    if bool(a.raw & _FORMER) != bool(b.raw & _FORMER):
        return False
    here, there = ({kind for kind, _ in times} for times in (a.times, b.times))
    return not (here and there) or bool(here & there)


def _possible(of: Wording) -> frozenset[str]:
    """Return what says that something is only possible: what may be may not be as well."""
    is_month = ("month", "may") in of.times
    return of.raw & _POSSIBLE - ({"may"} if is_month else frozenset())


_POSSIBLE: Final = frozenset("may might could possib perhap".split())  # stems
_FORMER: Final = frozenset("ago previous former original initial onc".split())  # stems


def _denies_more(
    one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether the one that says "not" also says more than the other."""
    if is_negative(one, a) == is_negative(other, b):
        return False
    known = {*pairs, *pairs.values(), *opposites(a, b)}
    return _added(a if is_negative(one, a) else b, known) > _MORE


def _added(of: Wording, known: Collection[str]) -> float:
    return sum(
        said
        for stem, said in of.weights.items()
        if stem not in known and stem not in of.joined and stem not in of.denying
    )
