"""Numbers and times in a claim: two claims that differ in these are two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from reportedly.claim.lexicon import MONTHS, SEASONS, STOP, WEEKDAYS, same, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_TEENS = "fifteen sixteen seventeen eighteen nineteen"
_SMALL = {word: n for n, word in enumerate(f"{_UNITS} {_TEENS}".split())}
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * n for n, word in enumerate(_TEN_WORDS.split(), 2)}
NUMBER_WORDS = frozenset({*_SMALL, *_TENS})
_TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
          "m": 1e6, "bn": 1e9, "k": 1e3, "dozen": 12}  # fmt: skip
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(m|bn|k)?(?:st|nd|rd|th)?$")
_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:m|bn|k|st|nd|rd|th)?(?![\w])|[^\W\d_]+|%")
_MORE = frozenset(
    {"over", "least", "exceeding", "exceed", "exceeds", "exceeded", "topped", "above"}
)
_LESS = frozenset({"under", "below", "most"})
_ABOUT = frozenset(
    {"about", "around", "roughly", "approximately", "some", "nearly", "almost", "circa"}
)
_ROLES = frozenset({"to", "from", "by", "of"})
_SHARE = frozenset({"percent", "per", "pct", "%"})
_PERIODS = {"week": 8, "month": 32, "year": 367, "quarter": 93}
_DAYS = {"today": 1, "yesterday": 1, "tomorrow": 1, "tonight": 1}


_ABOUT_AS_MUCH = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, how exact it is ("=", "~" about, ">" more than, "<"), the "to" before it, its unit.

    The unit is the word behind it, of things that are counted as well as of measures.
    """

    value: float
    bound: str = "="
    role: str = ""
    unit: str = ""

    def agrees(self, other: Figure) -> bool:
        """Tell whether both can be one number."""
        low, high = sorted((self.value, other.value))
        if low == high:
            return True
        if self.bound == other.bound and self.bound in "<>":
            return False
        if "~" in {self.bound, other.bound} and not self._is_beyond(other):
            return low >= _ABOUT_AS_MUCH * high
        return self.may_be(other) and low >= 0.75 * high

    def _is_beyond(self, other: Figure) -> bool:
        """Tell whether one bound shuts the other number out: "below 15" and "about 16"."""
        below, above = (self, other) if self.value <= other.value else (other, self)
        return below.bound == "<" or above.bound == ">"

    def may_be(self, other: Figure) -> bool:
        """Tell whether both can be true of one thing: "at least 7" and "18"."""
        below, above = (self, other) if self.value <= other.value else (other, self)
        return below.value == above.value or below.bound == ">" or above.bound == "<"


def figures(text: str) -> tuple[Figure, ...]:
    """Return the numbers in `text` that are no dates, in its order."""
    tokens = [found[0].lower() for found in _WORD.finditer(text)]
    out, at = [], 0
    while at < len(tokens):
        found = _number(tokens, at)
        if found is None or _is_date(tokens, at, found[0]):
            at += 1
            continue
        before = tokens[max(0, at - 3) : at]
        role = next((word for word in reversed(before) if word in _ROLES), "")
        out.append(Figure(found[0], _bound(before), role, _unit(tokens[found[1] :])))
        at = found[1]
    return tuple(out)


def _unit(following: list[str]) -> str:
    word = following[0] if following else ""
    if word in _SHARE:
        return "%"
    return "" if word in STOP else same().get(stem(word), stem(word))


def _number(tokens: list[str], at: int) -> tuple[float, int] | None:
    """Return the number that begins at a token, and where it ends."""
    value, end = _first(tokens, at)
    if value is None:
        return None
    while end < len(tokens) and tokens[end] in _TIMES:
        value *= _TIMES[tokens[end]]
        end += 1
    return value, end


def _first(tokens: list[str], at: int) -> tuple[float | None, int]:
    word = tokens[at]
    if digits := _DIGITS.match(word):
        times = _TIMES.get(digits[3] or "", 1)
        return float(digits[1].replace(",", "") + (digits[2] or "")) * times, at + 1
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if word in _TENS:
        units = _SMALL.get(following, 0)
        more = 0 < units < 10
        return float(_TENS[word] + (units if more else 0)), at + 1 + more
    if word in _SMALL and (word != "one" or following in {*_TIMES, *_SHARE}):
        return float(_SMALL[word]), at + 1
    if word in {"hundred", "dozen"} and at and tokens[at - 1] == "a":
        return 1.0, at
    return None, at


def _is_date(tokens: list[str], at: int, value: float) -> bool:
    around = {*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]}
    if value <= 31 and around & {*MONTHS}:
        return True
    return _is_year(tokens[at]) and not around & _SHARE


def _bound(before: list[str]) -> str:
    if {*before} & _MORE or before[-2:] == ["more", "than"]:
        return ">"
    if {*before} & _LESS or before[-2:] in (["less", "than"], ["fewer", "than"]):
        return "<"
    return "~" if {*before} & _ABOUT else "="


def numbers_conflict(one: Collection[Figure], other: Collection[Figure]) -> bool:
    """Tell whether each has a number that the other one has not."""
    if not (one and other):
        return False
    return not (_covered(one, other) or _covered(other, one))


def same_place(one: Collection[Figure], other: Collection[Figure]) -> bool:
    """Tell whether a number that the other lacks shuts out one there, of the same unit."""
    lone = [a for a in one if not any(a.agrees(b) for b in other)]
    there = [b for b in other if not any(b.agrees(a) for a in one)]
    return any(
        a.role == b.role and not a.may_be(b) and (a.unit == b.unit or not (a.unit and b.unit))
        for a, b in product(lone, there)
    )


def _covered(some: Collection[Figure], by: Collection[Figure]) -> bool:
    return all(any(a.agrees(b) for b in by) for a in some)


def times(text: str) -> frozenset[tuple[str, str]]:
    """Return what `text` says of when: kind and value."""
    return frozenset(_times(text))


def _times(text: str) -> Iterator[tuple[str, str]]:
    words = [found[0] for found in _WORD.finditer(text)]
    low = [word.lower() for word in words]
    for at, word in enumerate(low):
        before = low[at - 1] if at else ""
        if word in MONTHS and words[at][0].isupper() and (at or word != "may"):
            yield "month", word
            yield from (("day", w) for w in (before, *low[at + 1 : at + 2]) if _is_day(w))
            yield from (
                ("day", str(_SMALL[w.lower()]))
                for w in words[at + 1 : at + 2]
                if w[0].isupper() and w.lower() in _SMALL
            )
        elif word in WEEKDAYS:
            yield "weekday", word
        elif word in SEASONS and before in {"in", "this", "last", "next", "the", "until", "by"}:
            yield "season", word
        elif _is_year(word) and low[at + 1 : at + 2] != ["%"]:
            yield "year", word
        elif word in {"noon", "midnight"}:
            yield "clock", word
        elif word in {"a", "p"} and low[at + 1 : at + 2] == ["m"] and before.isdecimal():
            yield "clock", f"{before} {word}"
        elif word in _DAYS:
            yield "relative", word
        elif word in _PERIODS and before in {"last", "next", "this", "past"}:
            yield "relative", f"{before} {word}"


def _is_day(word: str) -> bool:
    digits = word.rstrip("stndrh")
    return len(digits) <= 2 and digits.isdecimal() and 1 <= int(digits) <= 31


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and 1800 <= int(word) <= 2100


def times_conflict(
    one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]], apart: int | None
) -> bool:
    """Tell whether the two cannot be about one time; `apart` are the days between publications."""
    for kind in ("year", "month", "day", "weekday", "season", "clock"):
        here, there = _of(one, kind), _of(other, kind)
        if here and there and not (here <= there or there <= here):
            return True
    here, there = _of(one, "relative"), _of(other, "relative")
    if any(_against(a, b) for a, b in product(here, there)):
        return True
    if apart is None:
        return False
    spans = [_reach(word) for word in here | there]
    spans += [7] if _of(one, "weekday") | _of(other, "weekday") else []
    return bool(spans) and apart > max(spans)


def same_moment(
    one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]], apart: int | None
) -> bool:
    """Tell whether a count in both was made at one time, so that another one is no later one.

    That is where both were printed within a day, or name the same year or month.
    """
    if _of(one, "clock") != _of(other, "clock"):
        return False
    if apart is not None and apart <= 1:
        return True
    return any(_of(one, kind) & _of(other, kind) for kind in ("year", "month"))


def _of(found: frozenset[tuple[str, str]], kind: str) -> set[str]:
    return {value for name, value in found if name == kind}


def _against(one: str, other: str) -> bool:
    if {one, other} == {"yesterday", "tomorrow"}:
        return True
    (first, _, period), (second, _, same) = one.partition(" "), other.partition(" ")
    return (
        bool(period) and period == same and {first, second} in ({"last", "next"}, {"past", "next"})
    )


def _reach(word: str) -> int:
    return _DAYS.get(word) or _PERIODS.get(word.rpartition(" ")[2], 367)
