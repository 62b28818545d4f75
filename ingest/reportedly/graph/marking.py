"""The marks of what stands in an article's graph, and which of them another mark means.

A correction outlives the reading that it was made of, so its statement has to be found again, by
what a person would go by. The same words are the same statement where cue, speaker or context
agree; in the same text the same place is. Words that were edited a little are so only where no
figure and no "not" has changed and the cue or the speaker has stayed. Where two would do equally
well it is neither: a correction that is reported as lost does less harm than a misplaced one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.correction import Mark
from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import version_of
from reportedly.graph.ntriples import node
from reportedly.graph.sheet import iri_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.graph.sheet import Sheet

_PLACE = re.compile(r"#char=(\d+),(\d+)$")
_WORD = re.compile(r"\w+")
_NOT = frozenset("no not never nobody none nothing neither nor".split())
_LONG = 8  # words that nobody writes twice by chance
_NEAR = 0.8  # of the words, in order, for an edited quote to be the same
_OVERLAP = 0.6  # of the characters, where another reading cuts the same text otherwise


def statement_marks(sheet: Sheet) -> list[Mark]:
    """Return the marks of all statements, by IRI."""
    return [_statement(sheet, this) for this in sheet.pointing(terms.TYPE, node(terms.STATEMENT))]


def event_marks(sheet: Sheet) -> list[Mark]:
    """Return the marks of all events, by IRI."""
    return [_placed(sheet, this) for this in sheet.pointing(terms.TYPE, node(terms.EVENT))]


def hops(sheet: Sheet, statement: str) -> list[str]:
    """Return a statement's hops; the innermost come first."""
    every = sheet.all(statement, terms.HAS_ATTRIBUTION)
    return sorted(every, key=lambda hop: (bool(sheet.pointing(terms.RELAYED_BY, hop)), hop))


def innermost(sheet: Sheet, statement: str) -> list[str]:
    """Return the hops that relay no other."""
    every = hops(sheet, statement)
    return [hop for hop in every if not sheet.pointing(terms.RELAYED_BY, hop)]


def name_of(sheet: Sheet, actor: str) -> str:
    """Return what an actor is called."""
    return text_of(sheet.one(actor, terms.NAME) or sheet.one(actor, terms.LABEL))


def _statement(sheet: Sheet, this: str) -> Mark:
    inner = innermost(sheet, this)
    names = sorted(name_of(sheet, sheet.one(hop, terms.ATTRIBUTED_TO)) for hop in inner)
    cues = [text_of(sheet.one(hop, terms.CUE)) for hop in inner]
    source, cue = _roles(sheet, inner)
    return replace(
        _placed(sheet, this),
        actor=" + ".join(names),
        cue=" + ".join(filter(None, cues)),
        source=source,
        cues=cue,
    )


def _roles(sheet: Sheet, inner: Iterable[str]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Tell where a hop's speaker stands from where its cue does: the graph has both as anchors."""
    roles: tuple[set[Span], set[Span]] = (set(), set())
    for hop in inner:
        cue = set(text_of(sheet.one(hop, terms.CUE)).split(" … "))
        for span, exact, *_ in _anchors(sheet, hop):
            roles[" ".join(exact.split()) in cue].add(span)
    return tuple(sorted(roles[0])), tuple(sorted(roles[1]))


def _placed(sheet: Sheet, this: str) -> Mark:
    places = sorted(_anchors(sheet, this))
    spans, quote = tuple(p[0] for p in places), tuple(p[1] for p in places)
    prefix, suffix = (places[0][2], places[-1][3]) if places else ("", "")
    return Mark(iri_of(this), spans, quote, prefix, suffix)


def _anchors(sheet: Sheet, this: str) -> list[tuple[Span, str, str, str]]:
    """Return where a node's words stand, the words, and what is before and after them."""
    found = []
    for anchor in sheet.all(this, terms.ANCHOR):
        place = _PLACE.search(iri_of(anchor))
        for selector in sheet.all(anchor, terms.HAS_SELECTOR):
            if place and (exact := sheet.one(selector, terms.EXACT)):
                before = text_of(sheet.one(selector, terms.PREFIX))
                after = text_of(sheet.one(selector, terms.SUFFIX))
                span = Span(int(place[1]), int(place[2]))
                found.append((span, text_of(exact), before, after))
    return found


# -------------------------------------------------------------------------------- finding it again


def found_again(mark: Mark, among: Sequence[Mark]) -> Mark | None:
    """Return which of the marks is the one that `mark` was; None where that is not certain."""
    same_text = bool(among) and version_of(mark.node) == version_of(among[0].node)
    if same_text and (there := _best(mark, among, lambda it: it.spans == mark.spans)):
        return there
    return _best(mark, among, lambda it: _is_same(mark, it)) or _best(
        mark, among, lambda it: _overlaps(mark, it) if same_text else _is_near(mark, it)
    )


def _best(mark: Mark, among: Iterable[Mark], fits: Callable[[Mark], bool]) -> Mark | None:
    """Return the one that fits and agrees most; None where none does, or two agree as much."""
    ranked = sorted(((_agreement(mark, it), it) for it in among if fits(it)), key=lambda r: r[0])
    if not ranked or (len(ranked) > 1 and ranked[-2][0] == ranked[-1][0]):
        return None
    return ranked[-1][1]


def _agreement(mark: Mark, other: Mark) -> tuple[int, float, bool]:
    """Return how much else agrees than the words: voice, context, and the name of the node."""
    voice = _same_cue(mark, other) + _same_actor(mark, other)
    return voice, round(_context(mark, other), 2), mark.node == other.node


def _is_same(mark: Mark, other: Mark) -> bool:
    words = _words(mark)
    if words != _words(other):
        return False
    voice = _same_cue(mark, other) or _same_actor(mark, other)
    return voice or len(words) >= _LONG or _context(mark, other) >= _NEAR


def _overlaps(mark: Mark, other: Mark) -> bool:
    """Tell whether two readings of one text cut the same statement a little differently."""
    one, two = ({at for s in m.spans for at in range(s.start, s.end)} for m in (mark, other))
    voice = _same_cue(mark, other) or _same_actor(mark, other)
    return voice and len(one & two) >= _OVERLAP * len(one | two) > 0


def _is_near(mark: Mark, other: Mark) -> bool:
    """Tell whether the words were edited a little, and neither a figure nor a "not" in them."""
    one, two = _words(mark), _words(other)
    decisive = [[w for w in words if w.isdigit() or w in _NOT] for words in (one, two)]
    if decisive[0] != decisive[1] or not (_same_cue(mark, other) or _same_actor(mark, other)):
        return False
    alike = SequenceMatcher(None, one, two, autojunk=False)
    return alike.quick_ratio() >= _NEAR and alike.ratio() >= _NEAR


def _words(mark: Mark) -> list[str]:
    return _WORD.findall(" ".join(mark.quote).casefold())


def _same_cue(mark: Mark, other: Mark) -> bool:
    return bool(mark.cue) and mark.cue.casefold() == other.cue.casefold()


def _same_actor(mark: Mark, other: Mark) -> bool:
    return bool(mark.actor) and mark.actor.casefold() == other.actor.casefold()


def _context(mark: Mark, other: Mark) -> float:
    """Return how alike what stands before and after is, from 0 to 1."""
    before = _shared(mark.prefix[::-1], other.prefix[::-1])
    return (before + _shared(mark.suffix, other.suffix)) / 2


def _shared(one: str, two: str) -> float:
    """Return how much of two texts is a beginning that they share."""
    longest = max(len(one), len(two))
    same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False))])
    return same / longest if longest else 1.0
