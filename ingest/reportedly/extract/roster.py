"""Who is who in one document: mentions of names gathered into actors.

A name is known by its longest form. "Putin" joins "Vladimir Putin" when no other full name in the
document ends so; "ISW" joins "Institute for the Study of War" when brackets introduce it or its
letters are the initials. Nothing is looked up outside the document: a bare surname stays scoped to
it, because surnames are shared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.article import Span, SpanIndex
from reportedly.extract import outlet
from reportedly.extract.capital import ALSO, COUNTRY_OF, is_government
from reportedly.extract.kind import Name
from reportedly.extract.name import mended
from reportedly.extract.person import gender, is_role
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

_TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANIZATION,
    "PLACE": ActorType.PLACE,
}
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,8}$")
_BRACKETED = re.compile(r"\s?\(\s?[\"“]?([A-Z][A-Za-z&.-]{1,9})[\"”]?\s?\)")
_IN_BRACKETS = re.compile(r"\s\(([^\W\d_][^()\n]* [^()\n]{2,40})\)")
_SMALL = {"the", "of", "for", "and", "on", "in", "to", "a", "an", "de", "la", "du", "der", "und"}
_TITLES = frozenset("mr mrs ms miss dr prof sir lord lady president minister senator".split())
_TITLED = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Rev|Fr|Rep|Sen|Gov|Gen|Col|Maj|Capt|Lt|Sgt|Insp"
    r"|Supt|Det|Adm|Amb)\b\.?\s+)+(?=[A-Z])"
)
_CALLING = re.compile(r"([A-Z][a-z]+)\s+(?=[A-Z][\w’'-]+\s+[A-Z][\w’'-]+$)")
_SIDE = re.compile(r"(?:pro|anti|non|ex|post|pre)-\w+\s*")
_COUNTRY_CODES = frozenset({"US", "USA", "UK", "EU", "UN", "UAE"})
_PLACES = frozenset(name.capitalize() for name in (*COUNTRY_OF, *COUNTRY_OF.values(), *ALSO))
# What makes a word a part of another name: a capitalised word beside it that is no title.
_PART = re.compile(
    r"(?<![.!?:\"”’]\s)(?<!\n)\b(?!Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|President|The)[A-Z][\w’'-]*\s$"
)
_NEXT_PART = re.compile(r"(?:-\w|\s[A-Z][a-z])")
_ABOUT = frozenset("commission inquest inquiry tribunal trial hearing review case probe".split())
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


@dataclass(slots=True)
class _Cluster:
    """One actor in the making: each spelling with where it stands."""

    spellings: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def label(self) -> str:
        """The commonest label; that of the full name, since short names mislead the recogniser."""
        own = {label: n for (name, label), n in self.labels.items() if name == self.fullest}
        every: Counter[str] = Counter()
        for (_, label), n in self.labels.items():
            every[label] += n
        counted = own or every
        return max(counted, key=lambda label: (counted[label], label)) if counted else "ORG"

    @property
    def fullest(self) -> str:
        """The longest spelling; the first of equals."""
        return max(
            self.spellings,
            key=lambda s: (
                s.casefold() not in COUNTRY_OF,
                not _ACRONYM.match(s),
                len(s.split()),
                len(s),
            ),
        )

    def gender(self, text: str) -> str:
        """Return "m" or "f" for a person whose name or title says it anywhere, else ""."""
        found = (gender(text, s) for spans in self.spellings.values() for s in spans)
        return next(filter(None, found), "")


def named_actors(text: str, names: Iterable[Name]) -> tuple[Actor, ...]:
    """Return the actors that `names` mention in `text`, by where they are first mentioned."""
    clusters: dict[str, _Cluster] = {}
    seen = [
        (clean, " ".join(clean.of(text).split()), name.label)
        for name in _with_introduced(text, list(names))
        if name.label in _TYPES and (clean := _clean(text, name.span))
    ]
    countries = _countries({spelling for _, spelling, _ in seen})
    for clean, spelling, label in seen:
        key = spelling.casefold()
        country = countries.get(COUNTRY_OF.get(key, ""))
        if country is not None and is_government(text, clean):
            key = country
        cluster = clusters.setdefault(countries.get(spelling, key), _Cluster())
        cluster.spellings[spelling].append(clean)
        cluster.labels[spelling, label] += 1
    _join(clusters, _bracketed(text, clusters))
    _join(clusters, _translated(text, clusters))
    _join(clusters, _initials(clusters))
    _join(clusters, _surnames(text, clusters))
    _join(clusters, _short_names(clusters))
    _add_missed(text, clusters)
    actors = [_actor(cluster) for cluster in {id(c): c for c in clusters.values()}.values()]
    return tuple(sorted(_with_own_keys(actors), key=lambda a: (a.mentions, a.key)))


def _with_introduced(text: str, names: list[Name]) -> list[Name]:
    """Add the names that brackets abbreviate, in the place of any parts of them that were seen.

    The words before "(ISW)" that the letters are the initials of, as Schwartz and Hearst look for
    them (2003).
    """
    introduced = []
    longer = {name.span.end: name.span for name in names if name.label == "ORG"}
    for found in _BRACKETED.finditer(text):
        words = list(re.finditer(r"[\w’'-]+", text[max(found.start() - 120, 0) : found.start()]))
        offset = max(found.start() - 120, 0)
        for first in reversed(words[-2 * len(found[1]) - 2 :]):
            span = Span(offset + first.start(), found.start())
            if first[0][0].isupper() and _abbreviates(found[1], span.of(text)):
                introduced.append(min(span, longer.get(span.end, span)))
                break
    return mended(text, [*introduced, *outlet.introduced(text)], names)


def _countries(spellings: Set[str]) -> dict[str, str]:
    """Return the key of each country that is named, by its name and by what it is called too."""
    out: dict[str, str] = {}
    for country in set(COUNTRY_OF.values()):
        called = [name for name in (country, *ALSO.get(country, ())) if name in spellings]
        if called:
            out |= dict.fromkeys((country, *called), called[0].casefold())
    return out


def folded(name: str) -> str:
    """Return a name in the form that aliases are compared in."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def slug(name: str) -> str:
    """Return a short readable key: letters and digits of any script, joined by hyphens."""
    plain = unicodedata.normalize("NFC", folded(name))
    return "-".join(re.findall(r"\w+", plain.replace("_", " ")))[:80] or "nameless"


def _clean(text: str, span: Span) -> Span | None:
    """Cut articles, possessives and marks off a mention; None where no letter is left."""
    start, end = span
    words = text[start:end]
    words = _POSSESSIVE.sub("", words).rstrip(' \t\r\n,.;:"”’)')
    if words.endswith((" U.S", " Inc", " Jr", " Co", " Corp")) or re.fullmatch(
        r"(?:\w\.)+\w", words
    ):
        words += "." if text.startswith(".", start + len(words)) else ""
    for article in ("The ", "the ", "a ", "an "):
        if words.startswith(article):
            start, words = start + len(article), words[len(article) :]
    if (title := _TITLED.match(words)) is not None:
        start, words = start + title.end(), words[title.end() :]
    if (role := _CALLING.match(words)) is not None and is_role(role[1].casefold()):
        start, words = start + role.end(), words[role.end() :]  # "Butcher Donie Lee"
    if (side := _SIDE.match(words)) is not None:  # "pro-Western Zaire"
        start, words = start + side.end(), words[side.end() :]
    lead = len(words) - len(words.lstrip(' \t\r\n"“‘(-–—'))
    start, words = start + lead, words[lead:]
    words = re.split(r"\s*\n|\s*\(", words, maxsplit=1)[0].rstrip()
    if not any(c.isalpha() for c in words) or words.casefold().rstrip(".") in _TITLES:
        return None
    return Span(start, start + len(words))


def _join(clusters: dict[str, _Cluster], pairs: Mapping[str, str]) -> None:
    """Let each short spelling share the cluster of its long one."""
    for short, long in pairs.items():
        one, other = clusters[short], clusters[long]
        if one is other:
            continue
        for spelling, spans in one.spellings.items():
            other.spellings[spelling] += spans
        other.labels += one.labels
        for key, cluster in clusters.items():
            if cluster is one:
                clusters[key] = other


def _bracketed(text: str, clusters: dict[str, _Cluster]) -> dict[str, str]:
    """Return acronym -> name for every "Name (ACRONYM)"."""
    pairs = {}
    for key, cluster in list(clusters.items()):
        for span in [span for spans in cluster.spellings.values() for span in spans]:
            found = _BRACKETED.match(text, span.end)
            if found and _introduces(found[1], span.of(text), cluster.label):
                short = found[1].casefold()
                fresh = clusters.setdefault(short, _Cluster())
                if not fresh.spellings:
                    fresh.spellings[found[1]].append(Span(*found.span(1)))
                pairs[short] = key
    return pairs


def _translated(text: str, clusters: Mapping[str, _Cluster]) -> dict[str, str]:
    """Return second name -> name for every "Nová Cesta (New Path)"."""
    pairs = {}
    for key, cluster in clusters.items():
        for span in [span for spans in cluster.spellings.values() for span in spans]:
            found = _IN_BRACKETS.match(text, span.end)
            other = clusters.get(found[1].casefold()) if found is not None else None
            if found is None or other is None or found[1] in _PLACES:
                continue
            if cluster.label == "ORG" and other.label != "PERSON" and other.fullest == found[1]:
                pairs[found[1].casefold()] = key
    return pairs


def _introduces(short: str, long: str, label: str) -> bool:
    """Tell whether brackets shorten a name; in a foreign language its letters may be others."""
    foreign = label == "ORG" and re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]", short) is not None
    return _abbreviates(short, long) or (foreign and short not in _COUNTRY_CODES)


def _initials(clusters: Mapping[str, _Cluster]) -> dict[str, str]:
    """Return acronym -> name where just one name in the document has these initials."""
    pairs = {}
    for key, cluster in clusters.items():
        if not _ACRONYM.match(cluster.fullest):
            continue
        longs = [k for k, c in clusters.items() if _abbreviates(cluster.fullest, c.fullest)]
        if len(longs) == 1 and longs[0] != key:
            pairs[key] = longs[0]
    return pairs


def _abbreviates(short: str, long: str) -> bool:
    letters = short.replace(".", "").replace("&", "").upper()
    words = re.findall(r"\w+", long)
    if len(words) < 2:
        return False
    big = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
    every = "".join(w[0] for w in words).upper()
    behind = len(letters) > 2 and big.endswith(letters)  # SMM: OSCE Special Monitoring Mission
    return behind or letters in {big, every, every.removeprefix("T")}


def _surnames(text: str, clusters: Mapping[str, _Cluster]) -> dict[str, str]:
    """Return the last words of full names -> full name: "Vega", "Van Aken".

    Where several people end so, "Mr" and "Ms" may tell which one is always meant.
    """
    by_last: dict[str, set[str]] = defaultdict(set)
    for key, cluster in clusters.items():
        words = cluster.fullest.casefold().split()
        if cluster.label == "PERSON":
            for start in range(1, len(words)):
                by_last[" ".join(words[start:])].add(key)
    found = {
        key: _titled(text, cluster, {id(clusters[full]): full for full in fulls}, clusters)
        for key, cluster in clusters.items()
        if (fulls := by_last.get(key)) and (" " not in key or cluster.label == "PERSON")
    }
    return {key: full for key, full in found.items() if full is not None}


def _titled(
    text: str, short: _Cluster, fulls: Mapping[int, str], clusters: Mapping[str, _Cluster]
) -> str | None:
    """Return the one of the people called so, or the one whom every "Mr" or "Ms" before it fits."""
    if len(fulls) == 1:
        return next(iter(fulls.values()))
    said = [gender(text, span) for spans in short.spellings.values() for span in spans]
    sexes = {sex for sex in said if sex}
    if len(sexes) != 1 or said.count("") > len(said) / 2:
        return None
    sex = sexes.pop()
    fitting = [full for full in fulls.values() if clusters[full].gender(text) in {sex, ""}]
    return fitting[0] if len(fitting) == 1 else None


def _short_names(clusters: Mapping[str, _Cluster]) -> dict[str, str]:
    """Return first name -> person, first words or last -> organisation, where just one has it."""
    by_word: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, cluster in clusters.items():
        words = cluster.fullest.casefold().split()
        if len(words) > 1 and cluster.label == "PERSON":
            by_word["PERSON", words[0]].add(key)
            by_word["PERSON", words[-1]].add(key)
        elif len(words) > 1 and cluster.label == "ORG":
            by_word["ORG", words[-1]].add(key)
            # The Lomax inquiry is not Lomax.
            for end in range(1, len(words) if words[-1] not in _ABOUT else 0):
                by_word["ORG", " ".join(words[:end])].add(key)
    out = {}
    for key, cluster in clusters.items():
        own = by_word.get((cluster.label, key), set())
        if not own and cluster.label != "PERSON" and key.capitalize() not in _PLACES:
            own = by_word.get(("PERSON", key), set())  # "Alden" of Alden Stroud, taken for a place
        # "Brannock" of Brannock Group Plc is easily taken for a person.
        fulls = own or (by_word.get(("ORG", key), set()) if " " not in key else set())
        fulls = _apart(fulls, clusters)
        if len(fulls) == 1 and (own or key.capitalize() not in _PLACES):
            out[key] = next(iter(fulls))
    return out


def _apart(keys: Set[str], clusters: Mapping[str, _Cluster]) -> set[str]:
    """Return one of each cluster, and of "Tallis World" and "Tallis World Inc" the longer."""
    each = {id(clusters[key]): key for key in sorted(keys, key=len)}.values()
    return {k for k in each if not any(o.startswith(f"{k} ") for o in each)}


def _add_missed(text: str, clusters: Mapping[str, _Cluster]) -> None:
    """Find the places where the recogniser overlooked a full name or acronym it knows."""
    owners = {
        spelling: cluster
        for cluster in clusters.values()
        for spelling in cluster.spellings
        if len(spelling.split()) > 1 or _ACRONYM.match(spelling)
    }
    owners |= _telling_surnames(text, clusters)
    if not owners:
        return
    longest_first = sorted(owners, key=lambda spelling: (-len(spelling), spelling))
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    known = SpanIndex(
        {s for c in clusters.values() for spans in c.spellings.values() for s in spans}
    )
    for found in names.finditer(text):
        span = Span(*found.span())
        part = len(found[0].split()) == 1 and _PART.search(
            text[max(span.start - 30, 0) : span.start]
        )
        if not known.near(span) and not part and not _NEXT_PART.match(text, span.end):
            owners[found[0]].spellings[found[0]].append(span)


def _telling_surnames(text: str, clusters: Mapping[str, _Cluster]) -> dict[str, _Cluster]:
    """Return the first and last words of persons' names, and one-word names, if no common words."""
    found: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in {id(c): c for c in clusters.values()}.values():
        words = cluster.fullest.split()
        if cluster.label == "PERSON" and len(words) > 1:
            found[words[-1]].append(cluster)
            if words[0].capitalize() not in _PLACES:
                found[words[0]].append(cluster)
        for spelling in cluster.spellings:
            if " " not in spelling and spelling not in {words[0], words[-1]}:
                found[spelling].append(cluster)
    common = set(re.findall(r"\b[a-z]\w+", text))
    return {
        word: owners[0]
        for word, owners in found.items()
        if len(owners) == 1
        and len(word) > 3
        and word[0].isupper()
        and word.casefold() not in common
    }


def _actor(cluster: _Cluster) -> Actor:
    name = cluster.fullest
    kind = _TYPES[cluster.label]
    spans = sorted({span for spans in cluster.spellings.values() for span in spans})
    return Actor(
        key=slug(name),
        name=name,
        type=kind,
        mentions=tuple(spans),
        aliases=tuple(sorted(spelling for spelling in cluster.spellings if spelling != name)),
        scoped=kind is ActorType.PERSON and len(name.split()) == 1,
    )


def _with_own_keys(actors: Sequence[Actor]) -> list[Actor]:
    """Drop all but the first of actors whose keys coincide, mentions gathered."""
    by_key: dict[str, Actor] = {}
    for actor in actors:
        if (first := by_key.get(actor.key)) is None:
            by_key[actor.key] = actor
            continue
        by_key[actor.key] = Actor(
            first.key,
            first.name,
            first.type,
            tuple(sorted({*first.mentions, *actor.mentions})),
            tuple(sorted({*first.aliases, *actor.aliases, actor.name} - {first.name})),
            first.scoped and actor.scoped,
        )
    return list(by_key.values())
