"""What sets two claims apart, however many words they share.

Each difference is a function of its own, over the claims, what is compared of them, and which of
their words are the same; `differences` gives the names of those that hold.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from reportedly.claim import lexicon
from reportedly.claim.denial import has_other_object
from reportedly.claim.figure import numbers_conflict, same_moment, same_place, times_conflict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportedly.claim.wording import Claim, Wording

_GENERAL = 6
_MARKS = "“”\"'‘’ .,;"
_QUOTED = 4  # words of one kind that hardly come together twice by chance


def differences(
    one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]
) -> frozenset[str]:
    """Return what sets two claims apart; `pairs` has each word of `a` with its like in `b`."""
    return frozenset(
        name for name, differs in _DIFFERENCES.items() if differs(one, other, a, b, pairs)
    )


def sharing(a: Wording, b: Wording, pairs: Mapping[str, str]) -> float:
    """Return 1 where no name stands on one side only, 0 where each has one of its own."""
    lone_a = sum(n not in pairs and n not in b.weights for n in a.names)
    lone_b = sum(n not in pairs.values() and n not in a.weights for n in b.names)
    if lone_a and lone_b:
        return 0.0
    return 1.0 - 0.5 * (lone_a + lone_b) / max(1, len({*a.names, *b.names}))


def _negation(one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether one says "not" of what the other says, or of a word that both have."""
    if is_negative(one, a) == is_negative(other, b):
        return False
    return _turned(a, b, pairs) or not (a.negated or b.negated)


def _not_of_another(
    one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether a "not" is of another word: neither the same nor contrary.

    "Did not know that they drank", "knew that they did not drink". Of a word that the other claim
    has not, in a clause more behind the rest, it makes no difference.
    """
    if is_negative(one, a) == is_negative(other, b):
        if _turned(a, b, pairs) and a.negations == b.negations:
            return True
        return bool(a.negated & b.negated) and has_other_object((one.text, other.text), a, b, pairs)
    if _negation(one, other, a, b, pairs):
        return False
    is_aside = _is_behind(a, a.negated, {*pairs}) or _is_behind(b, b.negated, {*pairs.values()})
    return not is_aside


def _turned(a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether a word that both have is negated in one of them."""
    return any((x in a.negated) != (y in b.negated) for x, y in pairs.items())


def is_negative(claim: Claim, wording: Wording) -> bool:
    """Tell whether a claim says "not" on the whole, itself or by who denies it."""
    return (wording.negations > 0) != claim.denied


def _negations(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether both say "not", but not as often: nobody can tell what of it they share.

    Of what only goes on where the other breaks off, both have all that the shorter says.
    """
    short, long = sorted((one.text.strip(_MARKS), other.text.strip(_MARKS)), key=len)
    if long.casefold().startswith(short.casefold()):
        return False
    return a.negations > 0 < b.negations and a.negations != b.negations


def _opposite(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether there are opposite words of one time, and no "not" before them in both."""
    return _is_opposite(a, b) and _is_one_moment(one, other, a, b) and not (a.negated and b.negated)


def _opposite_elsewhere(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether there are opposite words that may both be true: prices rose, and fell later."""
    return _is_opposite(a, b) and not _opposite(one, other, a, b, _)


def _is_opposite(a: Wording, b: Wording) -> bool:
    return _in_pairs(a, b, lexicon.opposite())


def _elsewhere(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return _in_pairs(a, b, lexicon.elsewhere())


def opposites(a: Wording, b: Wording) -> set[str]:
    """Return the words of either that are the opposite of one of the other's."""
    known = lexicon.opposite()
    mine, theirs = {*a.weights} - {*b.weights}, {*b.weights} - {*a.weights}
    found = {word: known.get(word, frozenset()) & theirs for word in mine}
    return {word for word, others in found.items() if others}.union(*found.values())


def _in_pairs(a: Wording, b: Wording, known: Mapping[str, frozenset[str]]) -> bool:
    mine = (a.raw | {*a.weights}) - (b.raw | {*b.weights})
    theirs = (b.raw | {*b.weights}) - (a.raw | {*a.weights})
    return any(known.get(word, frozenset()) & theirs for word in mine)


def _share(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return _is_other_share(a, b) and _is_one_moment(one, other, a, b)


def _is_other_share(a: Wording, b: Wording) -> bool:
    return bool(a.shares and b.shares) and a.shares != b.shares


def _tense(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether only one says that it will be; in a clause more, behind the rest, it may."""
    if bool(a.future) == bool(b.future):
        return False
    if a.future:
        return not _is_behind(a, a.future, {*pairs})
    return not _is_behind(b, b.future, {*pairs.values()})


def _is_behind(of: Wording, words: Collection[str], matched: Collection[str]) -> bool:
    """Tell whether `words`, which only this claim has, come after most of what both have."""
    alone = [at for at, stem in enumerate(of.stems) if stem in words]
    common = [at for at, stem in enumerate(of.stems) if stem in matched]
    if not alone or any(of.stems[at] in matched for at in alone):
        return False
    return 2 * sum(at < min(alone) for at in common) > len(common)


def _number(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    if _is_other_share(a, b) and not _is_one_moment(one, other, a, b):
        return True
    if _is_share_for_count(a, b) or _is_share_for_count(b, a):
        return True
    return numbers_conflict(a.figures, b.figures) and not _other_figure(one, other, a, b, _)


def _is_share_for_count(a: Wording, b: Wording) -> bool:
    """Tell whether one has a share where the other counts: "half of the hives", "400 hives"."""
    return bool(a.shares and b.figures) and not (a.figures or b.shares)


def _other_figure(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether there is another number in the same place: "to 4 percent", "to 5 percent".

    Ten missing today and twelve tomorrow are no such thing, but news.
    """
    return (
        numbers_conflict(a.figures, b.figures)
        and same_place(a.figures, b.figures)
        and _is_one_moment(one, other, a, b)
    )


def _is_one_moment(one: Claim, other: Claim, a: Wording, b: Wording) -> bool:
    return same_moment(a.times, b.times, _days(one, other))


def _time(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return times_conflict(a.times, b.times, _days(one, other))


def _days(one: Claim, other: Claim) -> int | None:
    """Return how many days lie between the publications; None if that is not known."""
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def _speaker(one: Claim, other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether "I" or an unresolved "he" may be two different people."""
    if not (a.first_person or b.first_person or (a.third_person and b.third_person)):
        return False
    return not one.speakers & other.speakers


def _reference(one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether "this" or "the bank" may be two: "it was a mistake" is said of many things.

    What points back is one only in a quotation, of the same speaker, of some length; what has
    neither a name nor a number, as "rates must fall", in any longer one, or of the same speaker.
    """
    if a.anaphoric or b.anaphoric:
        return not (one.speakers & other.speakers and _is_quoted(a, b, pairs, _QUOTED))
    if are_anchored(one, other, a, b, pairs) or _is_quoted(a, b, pairs, _GENERAL):
        return False
    return not any(x.value == y.value for x, y in product(a.figures, b.figures))


def are_anchored(
    one: Claim, other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]
) -> bool:
    """Tell whether a speaker or a name says that two claims are about one thing.

    "Profit fell to 3 million" and "profit rose" are no contradiction where two banks say so.
    """
    if one.speakers & other.speakers:
        return True
    return any(
        (x in a.names or y in b.names) and x in {*a.names, a.opening} and y in {*b.names, b.opening}
        for x, y in pairs.items()
    )


def _is_quoted(a: Wording, b: Wording, pairs: Mapping[str, str], least: int) -> bool:
    """Tell whether all words of the shorter claim, and at least so many, are in the longer."""
    is_whole = len(pairs) == len(a.weights) or {*b.weights} <= {*pairs.values()}
    return is_whole and len(pairs) >= least


def _quantity(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return (
        a.quantifiers != b.quantifiers
        and not (a.quantifiers & b.quantifiers)
        and bool(a.quantifiers and b.quantifiers)
    )


def _duty(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    """Tell whether only one says what should be: "resigned", "should resign"."""
    return bool(a.raw & lexicon.DUTY) != bool(b.raw & lexicon.DUTY)


def _condition(_one: Claim, _other: Claim, a: Wording, b: Wording, _: object) -> bool:
    return a.conditional != b.conditional


def _unreal(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether what both say is in one of them what somebody fears, wants or proposes."""
    return _is_governed(a, {*pairs}) or _is_governed(b, {*pairs.values()})


def _is_governed(of: Wording, matched: Collection[str]) -> bool:
    """Tell whether a "fears that" that only this claim has stands before most of what both say."""
    alone = [
        of.stems.index(stem) for stem in of.unreal if stem in of.weights and stem not in matched
    ]
    common = [at for at, stem in enumerate(of.stems) if stem in matched]
    return any(2 * sum(at > word for at in common) > len(common) for word in alone)


def _places(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether two parties have changed places: who did it to whom."""
    if a.subject and b.subject and not (a.passive or b.passive) and _is_turned(a, b):
        return True
    names = [n for n in dict.fromkeys(a.stems) if n in a.names or n == a.opening]
    shared = [n for n in names if pairs.get(n) in {*b.names, b.opening}]
    shared = [n for n in shared if n in a.names or pairs[n] in b.names]
    if len(shared) < 2:
        return False
    first, second = shared[0], shared[-1]
    turned = b.stems.index(pairs[first]) > b.stems.index(pairs[second])
    if not (_act_between(a, first, second) and _act_between(b, pairs[first], pairs[second])):
        return False
    return turned != (a.passive != b.passive)


def _is_turned(a: Wording, b: Wording) -> bool:
    """Tell whether either claim's subject is the other one's object ("Velm port" is not)."""
    if a.subject == b.subject or a.subject not in b.weights or b.subject not in a.weights:
        return False
    return a.stems.index(b.subject) > 1 and b.stems.index(a.subject) > 1


def _act_between(of: Wording, one: str, other: str) -> bool:
    start, end = sorted((of.stems.index(one), of.stems.index(other)))
    return any(s not in of.names and s not in lexicon.TITLES for s in of.stems[start + 1 : end])


def _head(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether one's subject only belongs to the other's: "Sanders supporters", his coach."""
    if _is_owners(a, b, pairs) or _is_owners(b, a, {y: x for x, y in pairs.items()}):
        return True
    if not a.told <= {*pairs} or not b.told <= {*pairs.values()}:
        return True
    if _belongs(a, b, {*pairs}) or _belongs(b, a, {*pairs.values()}):
        return True
    (first, last), (start, end) = a.compound, b.compound
    if last and first in pairs and last not in pairs:
        return True
    return bool(end) and start in pairs.values() and end not in pairs.values()


def _is_owners(of: Wording, other: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether something is said of the brother of somebody of whom the other says it."""
    return any(
        owner in of.names and owner in pairs and owned not in pairs
        for owner, owned in of.owned - other.owned
    )


def _belongs(of: Wording, to: Wording, matched: Collection[str]) -> bool:
    """Tell whether a subject is the coach of somebody who is the other claim's subject."""
    if not of.belonging or of.belonging in matched:
        return False
    return bool(to.lead & of.lead) and of.belonging not in to.lead


def _lead(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    """Tell whether one's subject has no word in common with the other claim: it only mentions it.

    "Images show that the mine is worked" is about the mine.
    """
    return _leads_off(a, {*pairs}) or _leads_off(b, {*pairs.values()})


def _leads_off(of: Wording, matched: Collection[str]) -> bool:
    return bool(of.lead) and not of.lead & {*matched} and "that" not in of.raw


def _party(_one: Claim, _other: Claim, a: Wording, b: Wording, pairs: Mapping[str, str]) -> bool:
    return sharing(a, b, pairs) == 0.0


_DIFFERENCES: Final = {
    "negation": _negation,
    "not of another": _not_of_another,
    "negations": _negations,
    "opposite": _opposite,
    "opposite elsewhere": _opposite_elsewhere,
    "elsewhere": _elsewhere,
    "number": _number,
    "other figure": _other_figure,
    "share": _share,
    "tense": _tense,
    "time": _time,
    "speaker": _speaker,
    "reference": _reference,
    "quantity": _quantity,
    "condition": _condition,
    "duty": _duty,
    "unreal": _unreal,
    "places": _places,
    "lead": _lead,
    "head": _head,
    "party": _party,
}
