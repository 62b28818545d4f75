"""Whether words claim something: whether they have a subject and a finite verb of their own.

"The dam is safe" can be true; "the safety of the dam", "whether the dam is safe", "to repair the
dam" and "who built the dam" cannot, and two of a kind look alike without saying the same. No parser
runs here, so a verb is known by its form and by its neighbours, from left to right: a "who" or a
"which" takes the next verb for itself, and what nobody takes is the claim's own. Where a form may
be a noun or a participle and nothing tells ("the price rises", "five killed in a crash"), it is no
verb: what is left out costs a link, what is let in may make a false one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportedly.claim.lexicon import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

_IS = re.compile(r"\b(it|that|there|here|he|she|what|who|this)['’]s\b", re.IGNORECASE)
_HAVE = re.compile(r"(?<=\w)['’](?:re|ve|ll|d|m)\b")
_TOKEN = re.compile(
    r"\[[^\]]*\](?:['’]s?)?|\d[\d,.:/]*|[^\W\d_]+(?:[-'’.][^\W_]+)*['’]?|[,;:.!?…()–—]|--"
)
_INFINITIVE = re.compile(r"\W*(?:not\s+)?to\s", re.IGNORECASE)
_ENDS = frozenset(".!?;:")
_PAUSES = frozenset(", ( ) – — -- …".split())
_OPENING = _ENDS | _PAUSES | {""}

_AUXILIARY = frozenset("is are was were am has have had do does did".split())
_MODAL = frozenset("will would can could may might must shall should cannot".split())
_PAST = frozenset(
    """went rose fell grew began gave took saw knew spoke wrote drove flew chose stole
    withdrew became came ran sank shrank broke ate drew threw wore swore tore rang sang drank
    swam forgot arose awoke blew shook froze undertook overtook overcame fled sprang""".split()
)
"""Past tenses that are no participles."""
_EITHER = frozenset(
    """said told made left lost won held kept sent spent sold bought built found brought
    thought fought paid repaid led met caught taught sought shot struck hit cut put set beat shut
    quit felt heard meant understood lent swept dealt laid fed hung upheld withheld overthrew
    burst bent bound bred clung crept dug lit shone slid slept spun spread stuck swung
    wept""".split()
)
"""Past tenses or participles, as is most of what ends in "ed"."""
_INTRANSITIVE = frozenset(
    """climbed dropped declined eased slowed erupted exploded resigned arrived happened died
    remained stayed disappeared collapsed continued occurred returned agreed voted appeared
    walked stepped escaped surged jumped plunged slipped talked responded expired vanished
    lived worked failed wanted intended hoped pleaded seemed tended belonged consisted
    depended stood emerged lasted existed resulted amounted rallied marched landed crashed
    retired surrendered rebounded travelled traveled competed intervened gathered complied
    apologised apologized drowned fainted perished succumbed prevailed""".split()
)
"""Pasts that hardly ever follow, as participles, what they say something of."""
_WITH_TO = frozenset("tried decided refused managed agreed started sought promised vowed".split())
_VERBS = frozenset(
    """accept accuse achieve admit adopt affect afford agree allow announce appear apply
    approve argue arrive assume avoid become begin believe belong bring build buy carry
    choose come complain confirm consider consist contain continue contribute convince create
    criticize decide declare defend deliver deny depend describe deserve destroy determine
    develop die disagree discuss earn eat emerge enable encourage ensure enter exceed exist
    expand expect explain express extend fail feel find follow forget get give go grow happen
    hear hide hold ignore imply improve include indicate insist intend introduce involve join
    keep kill know lack learn leave let live lose maintain make mean meet mention obtain
    occur oppose owe own pay permit persuade prefer prevent produce prohibit protect prove
    provide publish put reach receive recommend recognize reduce reflect refuse regret reject
    rely remain remember remind remove repeat replace represent require resist respond retain
    reveal say see seek seem sell send serve sit speak spend stand steal suffer suggest
    survive take teach tell tend think threaten try understand undermine violate want warn
    welcome write""".split()
)
"""Verbs whose forms in "-s" are seldom nouns."""
_NOMINATIVE = frozenset("i we they he she".split())
_DETERMINERS = frozenset(
    """the a an this that these those his her its their our my your no any some each every
    such another all both""".split()
)
_NO_VERB = _MODAL | frozenset("to the a an his its her their our my your no and or but".split())
"""Behind these "will" is a noun, "have" an infinitive, or either goes with a verb before."""
_THESE = frozenset("this that these those".split())
_OBJECTS = _DETERMINERS | frozenset(
    """him them us me it himself herself itself themselves many most more two three four five six
    seven eight nine ten eleven twelve how whether what who nothing nobody everything
    everybody""".split()
)
_PREPOSITIONS = frozenset(
    """in on at by for from of with within without between among amid against under over
    through across during to into onto upon toward towards about above below near off like as
    than per via and or nor but not because after before since until""".split()
)
_NO_SUBJECT = _PREPOSITIONS | _DETERMINERS - _THESE
_TAKES = frozenset("who whom whose which what how why whether where whatever whoever".split())
"""What takes the next verb for itself, however far off."""
_ALL = 1_000  # verbs: a question, or words that have lost their subject
_TAKES_TO_PAUSE = frozenset(
    "if because although though while when once unless since after before until as".split()
)
"""What takes it up to the next comma: it may be a preposition and take none."""
_DATES = frozenset({*MONTHS, *WEEKDAYS})
_ADVERBS = frozenset(
    """also already still even never now almost only ever just always often soon again not
    then further""".split()
)
_NO_ADVERBS = frozenset("family supply assembly monopoly multiply comply butterfly anomaly".split())
_PLURAL = frozenset("people men women children police troops".split())
_NO_PAST = frozenset(
    """named called dubbed titled entitled known based need speed seed feed indeed exceed
    proceed succeed breed greed hundred sacred naked""".split()
)


_PAD = 2  # before the first word, so that each has two before it


class _Word(NamedTuple):
    """A word with its neighbours, all in lower case; the flags tell of names.

    `opened` tells that the word before it has nothing before itself, or an article.
    """

    low: str
    before: str
    after: str
    is_name: bool
    name_before: bool
    capital_before: bool
    name_after: bool
    opened: bool


def is_clause(text: str) -> bool:
    """Tell whether `text` has a subject and a finite verb that no "who" or "which" takes."""
    return before_verb(text) is not None


@lru_cache(maxsize=4096)
def before_verb(text: str) -> tuple[str, ...] | None:
    """Return the words before the verb that makes `text` a clause; None where it is none."""
    if _INFINITIVE.match(text):
        return None
    taken = to_pause = 0
    begins, is_bare = True, False
    passed: list[str] = []
    for word in _words(text):
        if word.low in _ENDS:
            taken = to_pause = 0
            begins = True
            passed = []
        elif word.low in _PAUSES:
            to_pause = 0
        else:
            if begins:
                is_bare = word.low in _DETERMINERS
                taken = _ALL if word.low in _AUXILIARY | _MODAL else 0
            if word.low in _TAKES or (not begins and _is_relative(word, is_bare)):
                taken += 1
            elif _may_take(word, begins):
                to_pause += 1
            elif not begins and _is_finite(word):
                if not taken and not to_pause:
                    return tuple(passed)
                taken, to_pause = (taken, to_pause - 1) if to_pause else (taken - 1, 0)
            begins = False
        passed.append(word.low)
    return None


def _words(text: str) -> Iterator[_Word]:
    found = _TOKEN.findall(_HAVE.sub(" have", _IS.sub(r"\1 is", text)))
    tokens = [*[""] * _PAD, *(token for token in found if not _is_adverb(token)), ""]
    low = [token.lower().replace("’", "'") for token in tokens]
    names = [_is_name(token, before) for before, token in pairwise(tokens)]
    for at in range(_PAD, len(tokens) - 1):
        yield _Word(
            low[at],
            low[at - 1],
            low[at + 1],
            names[at - 1],
            names[at - 2],
            tokens[at - 1][:1].isupper(),
            names[at],
            low[at - 2] in _OPENING or (at == _PAD + 2 and low[_PAD] in _DETERMINERS),
        )


def _is_adverb(token: str) -> bool:
    if token in _ADVERBS:
        return True
    return token.endswith("ly") and len(token) > len("reply") and token not in _NO_ADVERBS


def _is_name(token: str, before: str) -> bool:
    return token[:1] == "[" or (token[:1].isupper() and before not in _ENDS | {""})


def _is_relative(word: _Word, is_bare: bool) -> bool:
    """Tell whether a "that", or a "they" without one, opens what is said of the noun before it."""
    if word.low == "that":
        return word.before not in _PREPOSITIONS | _PAUSES
    if word.is_name and word.low[0] != "[":
        return not _has_name_before(word) and _is_plural(word.before)
    is_subject = word.low in _NOMINATIVE or (word.is_name and not _is_genitive(word.low))
    return (
        is_subject
        and is_bare
        and word.before not in _TAKES | _TAKES_TO_PAUSE | _PAUSES | _PREPOSITIONS | {"that"}
        and not _is_genitive(word.before)
    )


def _may_take(word: _Word, begins: bool) -> bool:
    """Tell whether a word may open a clause: an "as" does within none, "since Friday" is short."""
    if word.low not in _TAKES_TO_PAUSE or word.after in _DATES or word.after[:1].isdigit():
        return False
    return begins or word.low != "as"


def _is_finite(word: _Word) -> bool:
    """Tell whether a word is, by its form and its neighbours, a verb that makes a clause."""
    if word.low.endswith("n't"):
        return True
    if word.low in _AUXILIARY | _MODAL:
        return word.before not in _NO_VERB and not (word.is_name and word.low == "may")
    if word.is_name or not word.low[0].isalpha():
        return False
    if word.before in _NOMINATIVE:
        return word.low not in _PREPOSITIONS
    if word.before in _NO_SUBJECT or word.before[:1].isdigit() or _is_genitive(word.before):
        return False
    return word.low in _PAST or _is_past(word) or _is_present(word)


def _is_past(word: _Word) -> bool:
    is_regular = word.low.endswith("ed") and len(word.low) > len("wed")
    if not (is_regular or word.low in _EITHER) or word.low in _NO_PAST:
        return False
    if word.before in _AUXILIARY:
        return False
    if word.low in _INTRANSITIVE or (word.low in _WITH_TO and word.after == "to"):
        return True
    if _has_object(word) or (word.name_before and word.after != "by"):
        return True
    return (word.capital_before or word.opened) and _is_open(word)


def _is_present(word: _Word) -> bool:
    is_plural = _is_plural(word.before)
    if word.before in _AUXILIARY or word.low in _PREPOSITIONS:
        return False
    if base := _base(word.low):
        has_subject = _has_name_before(word) or word.opened
        return (base in _VERBS and not is_plural) or (has_subject and word.after in _DETERMINERS)
    if word.low in _VERBS:
        return is_plural
    if word.low in _EITHER | _OBJECTS or word.low.endswith(("ed", "ing")):
        return False
    return is_plural and word.after in _DETERMINERS


def _has_name_before(word: _Word) -> bool:
    return word.name_before or word.capital_before


def _is_plural(word: str) -> bool:
    if word in _PLURAL:
        return True
    return word.rstrip("]").endswith("s") and not word.endswith(("ss", "us", "is"))


def _is_genitive(word: str) -> bool:
    return word.rstrip("]").endswith(("'s", "s'"))


def _has_object(word: _Word) -> bool:
    return word.after in _OBJECTS or word.after[:1].isdigit() or word.name_after


def _is_open(word: _Word) -> bool:
    return word.after[:1].isalpha() and word.after not in _PREPOSITIONS


def _base(word: str) -> str:
    """Return what a third person comes from; empty where it is none."""
    if not word.endswith("s") or word.endswith("ss") or word in _THESE:
        return ""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes", "oes")):
        return word[:-2]
    return word[:-1]
