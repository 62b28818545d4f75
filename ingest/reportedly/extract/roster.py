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
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.statement import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TYPES = {
    "PERSON": ActorType.PERSON,
    "ORG": ActorType.ORGANIZATION,
    "GPE": ActorType.PLACE,
    "LOC": ActorType.PLACE,
}
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]{1,8}$")
_BRACKETED = re.compile(r"\s?\(\s?[\"“]?([A-Z][A-Za-z&.-]{1,9})[\"”]?\s?\)")
_SMALL = {"the", "of", "for", "and", "on", "in", "to", "a", "an", "de", "la", "du", "der", "und"}
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


class Name(NamedTuple):
    """A name that the entity recogniser saw: where, and as which spaCy label."""

    span: Span
    label: str


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
        return max(self.spellings, key=lambda s: (not _ACRONYM.match(s), len(s.split()), len(s)))


def named_actors(text: str, names: Iterable[Name]) -> tuple[Actor, ...]:
    """Return the actors that `names` mention in `text`, by where they are first mentioned."""
    clusters: dict[str, _Cluster] = {}
    for name in names:
        if name.label in _TYPES and (clean := _clean(text, name.span)):
            spelling = " ".join(clean.of(text).split())
            cluster = clusters.setdefault(spelling.casefold(), _Cluster())
            cluster.spellings[spelling].append(clean)
            cluster.labels[spelling, name.label] += 1
    _join(clusters, _bracketed(text, clusters))
    _join(clusters, _initials(clusters))
    _join(clusters, _surnames(clusters))
    _add_missed(text, clusters)
    actors = [_actor(cluster) for cluster in {id(c): c for c in clusters.values()}.values()]
    return tuple(sorted(_with_own_keys(actors), key=lambda a: (a.mentions, a.key)))


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
        words += text[start + len(words) : start + len(words) + 1].replace(" ", "")
    for article in ("The ", "the ", "a ", "an "):
        if words.startswith(article):
            start, words = start + len(article), words[len(article) :]
    lead = len(words) - len(words.lstrip(' \t\r\n"“‘(-–—'))
    start, words = start + lead, words[lead:]
    words = re.split(r"\s*\n|\s*\(", words, maxsplit=1)[0].rstrip()
    return Span(start, start + len(words)) if any(c.isalpha() for c in words) else None


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
            if found and _abbreviates(found[1], span.of(text)):
                short = found[1].casefold()
                fresh = clusters.setdefault(short, _Cluster())
                if not fresh.spellings:
                    fresh.spellings[found[1]].append(Span(*found.span(1)))
                pairs[short] = key
    return pairs


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
    return letters in {big, every, every.removeprefix("T")}


def _surnames(clusters: Mapping[str, _Cluster]) -> dict[str, str]:
    """Return single word -> full name where just one person in the document ends so."""
    by_last: dict[str, set[str]] = defaultdict(set)
    for key, cluster in clusters.items():
        words = cluster.fullest.split()
        if len(words) > 1 and cluster.label == "PERSON":
            by_last[words[-1].casefold()].add(key)
    return {
        key: next(iter(fulls))
        for key, cluster in clusters.items()
        if len(cluster.fullest.split()) == 1 and len(fulls := by_last.get(key, set())) == 1
    }


def _add_missed(text: str, clusters: Mapping[str, _Cluster]) -> None:
    """Find the places where the recogniser overlooked a full name or acronym it knows."""
    owners = {
        spelling: cluster
        for cluster in clusters.values()
        for spelling in cluster.spellings
        if len(spelling.split()) > 1 or _ACRONYM.match(spelling)
    }
    if not owners:
        return
    longest_first = sorted(owners, key=lambda spelling: (-len(spelling), spelling))
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    known = SpanIndex(
        {s for c in clusters.values() for spans in c.spellings.values() for s in spans}
    )
    for found in names.finditer(text):
        span = Span(*found.span())
        if not known.near(span):
            owners[found[0]].spellings[found[0]].append(span)


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
