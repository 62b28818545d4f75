"""Claims read out of an article's graph, and the graph that links them with other articles'.

Which statements restate or contradict each other depends on the store and not on the article, whose
graph is the same wherever it is read; so links have a graph of their own for every article, which
holds what its statements are to those of articles that came before it. Either direction is
written, so that a query need not ask for both; and one rdf:Statement a pair, with score and method.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from reportedly.claim import Claim, Relation
from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import link_iri
from reportedly.graph.ntriples import node, share, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PREDICATE: Final = {
    Relation.RESTATES: terms.RESTATES,
    Relation.CONTRADICTS: terms.CONTRADICTS,
}
_WANTED = frozenset(
    {
        terms.TEXT, terms.LABEL, terms.HAS_ATTRIBUTION, terms.RELAYED_BY, terms.ATTRIBUTED_TO,
        terms.FACTUALITY, terms.ANCHOR, terms.WHEN, terms.EARLIEST, terms.ISSUED,
    }
)  # fmt: skip
_DENIED = frozenset(f"{terms.SC}{name}" for name in ("CTminus", "PRminus"))
_LITERAL = re.compile(r'"(.*)"(?:@([\w-]+)|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_PLACE = re.compile(r"#char=(\d+),(\d+)$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with the IRI of its statement and where in the text its words begin and end."""

    iri: str
    claim: Claim
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """What two statements, by IRI, are to each other."""

    one: str
    other: str
    kind: Relation
    score: float
    method: str


def link_triples(links: Iterable[Link]) -> tuple[str, ...]:
    """Return the triples of links: sorted, unique N-Triples lines."""
    return tuple(sorted({line for link in links for line in _lines(link)}))


def rules_triple(graph: str, rules: int) -> str:
    """Return the line that tells by which edition of the rules the links in a graph were found."""
    return f"{node(graph)} <{terms.SOFTWARE_VERSION}> {string(str(rules))} ."


def _lines(link: Link) -> Iterator[str]:
    one, other, term = node(link.one), node(link.other), _PREDICATE[link.kind]
    this = node(link_iri(link.one, link.other))
    yield f"{one} <{term}> {other} ."
    yield f"{other} <{term}> {one} ."
    yield f"{this} <{terms.TYPE}> <{terms.LINK}> ."
    yield f"{this} <{terms.SUBJECT}> {one} ."
    yield f"{this} <{terms.PREDICATE}> <{term}> ."
    yield f"{this} <{terms.OBJECT}> {other} ."
    yield f"{this} <{terms.MODEL_CONFIDENCE}> {share(link.score)} ."
    yield f"{this} <{terms.LABEL}> {string(link.method)} ."


# ------------------------------------------------------------------------ out of an article's graph


@dataclass(slots=True)
class _Facts:
    """What was read in a graph: values by predicate and subject."""

    values: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def all(self, predicate: str, subject: str) -> list[str]:
        return self.values[predicate].get(subject, [])

    def first(self, predicate: str, subject: str) -> str:
        return next(iter(self.all(predicate, subject)), "")


def claims_in(triples: Iterable[str]) -> list[Stated]:
    """Return the claims of an article's graph in English, in the order of its text."""
    facts = _facts(triples)
    outer = {hop for hops in facts.values[terms.RELAYED_BY].values() for hop in hops}
    day = _day(facts)
    found = [
        stated
        for iri, texts in facts.values[terms.TEXT].items()
        if (stated := _stated(facts, iri, texts[0], outer, day))
    ]
    return sorted(found, key=lambda stated: (stated.start, stated.end, stated.iri))


def _facts(triples: Iterable[str]) -> _Facts:
    facts = _Facts()
    for line in triples:
        subject, predicate, thing = line.split(" ", 2)
        if predicate[1:-1] in _WANTED:
            facts.values[predicate[1:-1]][subject[1:-1]].append(_bare(thing[:-2].rstrip()))
    return facts


def _bare(thing: str) -> str:
    return thing[1:-1] if thing.startswith("<") else thing


def _stated(facts: _Facts, iri: str, text: str, outer: set[str], day: int | None) -> Stated | None:
    words, language = _literal(facts.first(terms.LABEL, iri) or text)
    if language and not language.startswith("en"):
        return None
    inner = [hop for hop in facts.all(terms.HAS_ATTRIBUTION, iri) if hop not in outer]
    speakers = frozenset(who for hop in inner for who in facts.all(terms.ATTRIBUTED_TO, hop))
    stances = {how for hop in inner for how in facts.all(terms.FACTUALITY, hop)}
    places = [_PLACE.search(place) for place in facts.all(terms.ANCHOR, iri)]
    spans = [(int(found[1]), int(found[2])) for found in places if found]
    return Stated(
        iri,
        Claim(words, speakers, day, bool(stances) and stances <= _DENIED),
        min((start for start, _ in spans), default=0),
        max((end for _, end in spans), default=0),
    )


def _literal(thing: str) -> tuple[str, str]:
    """Return the text and the language of a literal as N-Triples writes it."""
    found = _LITERAL.fullmatch(thing)
    if found is None:
        return "", ""
    return _ESCAPE.sub(_unescaped, found[1]), found[2] or ""


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _PLAIN.get(found[3], found[3])


def _day(facts: _Facts) -> int | None:
    """Return the ordinal of the day on which the document was printed, at the earliest."""
    issued = facts.values[terms.ISSUED]
    documents = [iri for iri, dates in issued.items() if _literal(dates[0])[0] != "unknown"]
    moments = (m for document in documents for m in facts.all(terms.WHEN, document))
    days = [_literal(facts.first(terms.EARLIEST, moment))[0] for moment in moments]
    try:
        return next((date.fromisoformat(day).toordinal() for day in days if day), None)
    except ValueError:
        return None
