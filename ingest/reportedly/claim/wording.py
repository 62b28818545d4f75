"""A claim taken apart into what is compared: what it is about, how much, when, and whether not."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from reportedly.claim import lexicon
from reportedly.claim.clause import before_verb, is_clause
from reportedly.claim.figure import NUMBER_WORDS, Figure, figures, times
from reportedly.claim.lexicon import canonical
from reportedly.claim.weight import weight

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PAUSE = re.compile(r"[.!?:;…“”\"«»]\s*$|^$")
_BRACKETS = re.compile(
    r"\[(?:[^\s\]]+\s+){5,}[^\]]*\]|[\[\]]"
)  # a long name for a pronoun says too much
_NO_COMMA = re.compile(r"(?<![^\W\d_])\s*\b(?:no|yes|well|look),\s", re.IGNORECASE)
_GIVEN = re.compile(r"\[[^\]]*\]")
_ASIDE = re.compile(
    r",?\s+\b(?:despite|although|even though|notwithstanding|in spite of)\b[^,.;]*", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ck|nt|lt|ld|it|ut|un|ot|ght|id|ft|nd|pt|ung|de|ne)\b"
    r".*?\bby\b"
)
_PASSIVE_TAIL = re.compile(r"^\W*(?:the\s+)?[\w\s]{0,40}?\b\w+(?:ed|en)\s+by\b")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|may|might|could|(?:is|are)\s+(?:not\s+)?(?:set\s+|due\s+|going\s+|expected\s+|likely\s+)?to"
    r"|plans?\s+to|intends?\s+to|intention\s+(?:of|to))\b"
)
_TAIL = re.compile(
    r",\s+(?:according\s+to\b[^,]*|[^,]{3,60}\s(?:found|says?|said|showed|shows|reported))\s*\.?$"
)
_RULED_OUT = re.compile(r"\brul(?:e|es|ed|ing)\s+(?:it\s+|that\s+|this\s+)?out\b")
_TURNED_DOWN = re.compile(r"\bturn(?:s|ed|ing)?\s+down\b")
_STEPPED_DOWN = re.compile(r"\bstep(?:s|ped|ping)?\s+(?:down|aside)\b")
_OUT_OF = re.compile(
    r"\bout\s+of\s+(?=(?:control|danger|order|office|work|favou?r|reach|date|touch|sight)\b)"
)
_NO_MORE = re.compile(r"\bnot?\s+more\s+than\b", re.IGNORECASE)
_NO_LESS = re.compile(r"\bnot?\s+(?:less|fewer)\s+than\b", re.IGNORECASE)
_NO_DOUBT = re.compile(r"\bno\s+(?:doubt|question)\b", re.IGNORECASE)
_FAILED_TO = re.compile(r"\bfail(?:s|ed|ing)?\s+to\b")
_TOLD = re.compile(r"\bthat\s+(?:his|her|its|their)\s+([^\W\d_]+)")
_AND = re.compile(r"\b(?:and|or|nor)\s+(?:the\s+|an?\s+)?([^\W\d_]+)")
_ASIDE_NAME = re.compile(r"^[^,]{1,40},\s+(?:the|an?|who|which)\b")
_JOINED = re.compile(r"^(?:\S+\s+){1,4}and\b")
_PASSED_OVER = (
    lexicon.STOP | lexicon.NEGATING | {*lexicon.MONTHS, *lexicon.WEEKDAYS} - {"may"} | NUMBER_WORDS
)
_FEWEST = (
    4  # content words, numbers and times; with fewer, a statement says too little to be found again
)
_FEWEST_UNNAMED = 3  # of these, no names, no titles: "the nominee Hillary Clinton" says nothing
_FEWEST_BARE = 2  # of these, neither names nor numbers
_HEAVY = 7  # words that make keys, two by two
_EXACT = 0.6  # what a number or a time says, to the search
_NAMED = 0.7  # a name says at least so much


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as it is compared.

    `speakers` are the IRIs of those with whom it begins, `day` the ordinal of the day on which it
    was printed; `denied` says that its speaker holds it for untrue.
    """

    text: str
    speakers: frozenset[str] = frozenset()
    day: int | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a claim's words is compared; `stems` in their order, each with what it says.

    Those that are `given` only stand for a pronoun, in brackets.
    """

    stems: tuple[str, ...]
    weights: dict[str, float]
    names: tuple[str, ...]
    given: frozenset[str]
    opening: str
    subject: str
    lead: frozenset[str]
    compound: tuple[str, str]
    belonging: str
    owned: frozenset[tuple[str, str]]
    told: frozenset[str]
    joined: frozenset[str]
    raw: frozenset[str]
    figures: tuple[Figure, ...]
    times: frozenset[tuple[str, str]]
    negations: int
    negated: frozenset[str]
    quantifiers: frozenset[str]
    shares: frozenset[str]
    first_person: bool
    third_person: bool
    anaphoric: bool
    unreal: frozenset[str]
    conditional: bool
    future: frozenset[str]
    passive: bool
    is_clause: bool

    @property
    def total(self) -> float:
        """How much all its words say."""
        return sum(self.weights.values())

    @property
    def denying(self) -> frozenset[str]:
        """Its words that say "not" with a verb: "rejected"."""
        return lexicon.negating() & {*self.weights}

    @property
    def exact(self) -> frozenset[str]:
        """Its numbers and times."""
        return frozenset(
            {*(f"#{f.value:g}" for f in self.figures), *(f"@{t}" for _, t in self.times)}
        )

    @property
    def claims(self) -> bool:
        """Whether it claims something, and enough of it to be found again."""
        bare = len({*self.weights} - {*self.names} - self.given - lexicon.TITLES)
        return (
            self.is_clause
            and len(self.weights) + len(self.exact) >= _FEWEST
            and bare >= _FEWEST_BARE
            and bare + len(self.exact) >= _FEWEST_UNNAMED
        )


@lru_cache(maxsize=4096)  # of some 5 KB each
def worded(text: str) -> Wording:
    """Return what is compared of a claim that reads `text`."""
    plain = _plain(text)
    found = [(m[0], _opens(plain, m.start())) for m in _WORD.finditer(plain)]
    tokens = [(word, _folded(word), opens) for word, opens in found]
    low = [folded for _, folded, _ in tokens]
    stems: list[str] = []
    weights: dict[str, float] = {}
    names: list[str] = []
    opening = ""
    for at, (word, folded, opens) in enumerate(tokens):
        if len(folded) < 2 or folded in _PASSED_OVER:
            continue
        group = canonical(folded)
        following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        has_capital = word[0].isupper() and (not opens or following[:1].isupper())
        is_name = has_capital and folded not in lexicon.TITLES
        opening = group if at == 0 and word[0].isupper() else opening
        stems.append(group)
        said = weight(folded)
        weights[group] = max(weights.get(group, 0.0), said, _NAMED if is_name else 0.0)
        if is_name:
            names.append(group)
    bag = frozenset(low)
    return Wording(
        tuple(stems),
        weights,
        tuple(dict.fromkeys(names)),
        _given(text),
        opening,
        _subject(plain, tokens),
        _lead(text),
        _compound(text),
        _belonging(text),
        frozenset(_owned(tokens)),
        frozenset(canonical(m[1].casefold()) for m in _TOLD.finditer(plain)),
        frozenset(canonical(m[1].casefold()) for m in _AND.finditer(plain)),
        frozenset(lexicon.stem(word) for word in low),
        figures(plain),
        times(plain),
        _negations(low),
        frozenset(_negated(low)),
        frozenset(lexicon.QUANTIFIERS[w] for w in bag & lexicon.QUANTIFIERS.keys()),
        frozenset(lexicon.SHARES[w] for w in bag & lexicon.SHARES.keys()),
        bool(bag & lexicon.FIRST_PERSON),
        bool({*low[:2]} & lexicon.THIRD_PERSON),
        bool({*low[:1]} & lexicon.ANAPHORIC),
        frozenset(canonical(word) for word in bag & lexicon.UNREAL),
        any(b in lexicon.CONDITIONS and a != "even" for a, b in pairwise(["", *low])),
        frozenset(_future(plain)),
        bool(_PASSIVE.search(plain) or _PASSIVE_TAIL.search(plain)),
        is_clause(text),
    )


def _given(text: str) -> frozenset[str]:
    """Return the stems that stand in brackets only."""
    if "[" not in text:
        return frozenset()
    inside = {
        canonical(_folded(m[0])) for part in _GIVEN.findall(text) for m in _WORD.finditer(part)
    }
    return frozenset(inside) - {
        canonical(_folded(m[0])) for m in _WORD.finditer(_GIVEN.sub(" ", text))
    }


def _future(text: str) -> Iterator[str]:
    """Yield the stems of what is said to be to come."""
    for found in _FUTURE.finditer(text):
        words = (_folded(m[0]) for m in _WORD.finditer(text, found.end()))
        yield next((canonical(w) for w in words if len(w) > 1 and w not in _PASSED_OVER), "")


def _subject(text: str, tokens: list[tuple[str, str, bool]]) -> str:
    """Return the stem with which the subject begins; empty where nobody can tell without a parser.

    A genitive is passed over: "Velm's port" begins like "the port of Velm".
    """
    if not tokens or _ASIDE_NAME.match(text) or _JOINED.match(text):
        return ""
    if tokens[0][1] in lexicon.PREPOSITIONS | {"last", "next"} or figures(
        " ".join(text.split()[:2])
    ):
        return ""
    for at, (word, folded, _) in enumerate(tokens):
        following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        if folded in lexicon.TITLES and following[:1].isupper():
            continue
        genitive = word.endswith(("'s", "’s", "s'", "s’"))
        if folded not in _PASSED_OVER and not genitive and len(folded) > 1:
            return canonical(folded)
    return ""


def _lead(text: str) -> frozenset[str]:
    """Return the stems of what is said before the verb, the subject among it."""
    words = (_folded(m[0]) for m in _WORD.finditer(" ".join(before_verb(text) or ())))
    return frozenset(canonical(w) for w in words if len(w) > 1 and w not in _PASSED_OVER)


def _compound(text: str) -> tuple[str, str]:
    """Return the stems of two words in a row with which the subject ends: "Sanders supporters"."""
    first, last = (_folded(word.strip("[]")) for word in ("", "", *(before_verb(text) or ()))[-2:])
    if not (first and last) or {first, last} & _PASSED_OVER or not (first + last).isalpha():
        return "", ""
    return canonical(first), canonical(last)


def _belonging(text: str) -> str:
    """Return the stem of a subject that belongs to another: "the coach of", "Lund's coach"."""
    words = before_verb(text) or ()
    for at, word in enumerate(words[:-1]):
        is_owner = word.rstrip("]").endswith(("'s", "s'"))
        head = words[at + 1] if is_owner else words[at - 1] if word == "of" and at else ""
        if not head:
            continue
        loose = lexicon.LOOSE if is_owner else lexicon.LOOSE | lexicon.TITLES
        return "" if head in _PASSED_OVER | loose or not head.isalpha() else canonical(head)
    return ""


def _owned(tokens: list[tuple[str, str, bool]]) -> Iterator[tuple[str, str]]:
    """Yield the stems of each genitive and of the word that follows it."""
    for (word, owner, _), (_, owned, _) in pairwise(tokens):
        is_genitive = word.endswith(("'s", "’s", "s'", "s’"))
        if is_genitive and owned not in _PASSED_OVER | lexicon.LOOSE:
            yield canonical(owner), canonical(owned)


def keys(claim: Claim) -> tuple[int, ...]:
    """Return the keys under which a claim is to be found; none if it says too little.

    A key is two of the words, numbers and times that say most, so that claims which share three
    of these meet, whatever else they say.
    """
    if not is_clause(claim.text):
        return ()
    own = worded(claim.text)
    if not own.claims:
        return ()
    said = own.weights | dict.fromkeys(own.exact, _EXACT)
    ranked = sorted(said, key=lambda word: (-said[word], word))[:_HEAVY]
    pairs = combinations(sorted(ranked), 2)
    return tuple(sorted({zlib.crc32(" ".join(pair).encode()) for pair in pairs}))


def _plain(text: str) -> str:
    out = _ASIDE.sub(" ", _BRACKETS.sub("", text)) if len(text) > 60 else _BRACKETS.sub("", text)
    out = _NO_COMMA.sub("", _TAIL.sub("", out))
    out = _TURNED_DOWN.sub("rejected", _STEPPED_DOWN.sub("resigned", out))
    out = _NO_DOUBT.sub("", _NO_LESS.sub("at least", _NO_MORE.sub("at most", out)))
    out = _OUT_OF.sub("not in ", _FAILED_TO.sub("not", out))
    return _RULED_OUT.sub("rejected", out)


def _folded(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    if folded.endswith("n't"):
        return folded.replace("'", "")
    return folded.split("'", 1)[0]


def _opens(text: str, at: int) -> bool:
    """Tell whether a word that begins there would have a capital in any case."""
    return _PAUSE.search(text[max(0, at - 3) : at].rstrip(" ") or "") is not None


def _negated(words: list[str]) -> Iterator[str]:
    """Yield the stems that a "not" or a "refuses" stands before, across words that say nothing.

    "Did not deny setting fire" negates nothing.
    """
    for at, word in enumerate(words):
        if word in lexicon.NEGATORS or (
            word in lexicon.NEGATING and not lexicon.NEGATORS & {*words[max(0, at - 2) : at]}
        ):
            rest = (w for w in words[at + 1 :] if w not in lexicon.STOP)
            if (following := next(rest, "")) and following not in lexicon.NEGATING:
                yield canonical(following)


def _negations(words: list[str]) -> int:
    """Return how often the claim says "not"; two in a row ("did not deny") cancel each other."""
    at = [n for n, word in enumerate(words) if word in lexicon.NEGATORS | lexicon.NEGATING]
    at = [n for n in at if not (words[n] == "not" and {*words[n + 1 : n + 2]} & {"only", "just"})]
    count = len(at) - ("neither" in words and "nor" in words)
    return count - 2 * sum(b - a <= 2 for a, b in pairwise(at) if words[b] in lexicon.NEGATING)
