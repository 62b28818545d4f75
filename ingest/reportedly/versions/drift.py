"""Certainty drift: where a claim is put forward more firmly than what it rests on.

Four ways to see it, each by the same comparison (`firmness`):

- headline: the headline is firmer than every statement of the body that says the same;
- hop: somebody in a chain is more committed than the one whose words are passed on;
- restatement: another document restates a statement (`rep:restates`) more firmly;
- version: a later version of an article is firmer than an earlier one.

Precision first: a claim that is firmer in one respect and less firm in another is not listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING, Final

from reportedly.article import Span
from reportedly.errors import StoreError
from reportedly.extract.hedge import hedges
from reportedly.graph import vocabulary as v
from reportedly.graph.iri import KG, version_iri, version_of
from reportedly.graph.parsing import nodes
from reportedly.statement import Commitment
from reportedly.store import Solutions
from reportedly.versions.claim import Claim, Voice, claims
from reportedly.versions.comparison import Kind, compare, content_words
from reportedly.versions.firmness import FACTUALITY, shifts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.store import View

_NAME = re.compile(r"\w{3,}")
_STEM = 5  # letters: "closed", "closes" and "closing" are one word
_SHARED = 0.6  # of a headline's words that a statement must have to say the same
_FEWEST = 3  # words that the two must share; of a headline that has no more, all, and two at least
_RESTATING = """
SELECT DISTINCT ?later ?earlier { ?later rep:restates ?earlier } ORDER BY ?later ?earlier
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """A claim that is firmer than the one it rests on; `notes` say in which respects."""

    kind: str
    document: str
    origin: str
    firmer: str
    notes: tuple[str, ...]
    statement: str
    """The IRI of the statement that it rests on."""


def drift(view: View, kinds: Iterable[str] = ()) -> Iterator[Drift]:
    """Yield what is firmer than what it rests on, of these `kinds` or of all, kind by kind."""
    wanted = tuple(kinds) or DRIFTS
    return chain.from_iterable(_FINDERS[kind](view) for kind in wanted)


# ---------------------------------------------------------------------------- within one document


def _in_headlines(view: View) -> Iterator[Drift]:
    for graph, version in view.graphs():
        lines = view.ntriples(graph)
        body = [claim for claim in claims(lines) if not claim.in_headline]
        for head in _headlines(lines, version):
            yield from _overstated(head, body, version)


def _headlines(lines: Sequence[str], version: str) -> list[Claim]:
    """Return what the headline claims, or the whole of it where nobody is quoted in it."""
    found = [claim for claim in claims(lines) if claim.in_headline]
    graph = nodes(lines)
    document = version_iri(version)
    text = min(graph.get(document, {}).get(v.HEADLINE, ("",)))
    if found or not text:
        return found
    publisher = min(graph[document].get(v.PUBLISHER, ("",)))
    name = min(graph.get(publisher, {}).get(v.NAME, (publisher,)))
    actor = publisher if publisher.startswith(f"{KG}actor/") else name.casefold()
    voice = Voice(actor, name, Commitment.UNCOMMITTED, 1)
    words = tuple(sorted({s.of(text).casefold() for s in hedges(text, [Span(0, len(text))])}))
    return [Claim(document, text, 0, (voice,), words)]


def _overstated(head: Claim, body: Sequence[Claim], version: str) -> Iterator[Drift]:
    told = [claim for claim in body if _tells(claim, head)]
    if not told or not all(_is_firmer(claim, head) for claim in told):
        return
    closest = max(told, key=lambda claim: (_overlap(claim, head), -claim.start))
    yield _drift("headline", version, closest, head)


def _tells(claim: Claim, head: Claim) -> bool:
    words = len(_stems(head))
    least = max(2, words) if words <= _FEWEST else max(_FEWEST, _SHARED * words)
    return _overlap(claim, head) >= least


def _overlap(claim: Claim, head: Claim) -> int:
    return len(_stems(claim) & _stems(head))


def _stems(claim: Claim) -> set[str]:
    return {word[:_STEM] for word in content_words(claim)}


def _along_chains(view: View) -> Iterator[Drift]:
    for graph, version in view.graphs():
        for claim in claims(view.ntriples(graph)):
            for outer, inner in product(claim.voices, claim.voices):
                if inner.depth == outer.depth + 1 and _outdoes(outer, inner):
                    notes = (f"{inner.name} {inner.commitment} → {outer.name} {outer.commitment}",)
                    yield Drift("hop", version, claim.text, claim.text, notes, claim.iri)


def _outdoes(outer: Voice, inner: Voice) -> bool:
    return FACTUALITY[outer.commitment] > FACTUALITY[inner.commitment]


# ------------------------------------------------------------------------ across documents and time


def _in_restatements(view: View) -> Iterator[Drift]:
    known: dict[str, dict[str, Claim]] = {}
    answer = view.query(_RESTATING)
    for later, earlier in answer if isinstance(answer, Solutions) else ():
        after, before = (_claim(view, str(iri), known) for iri in (later, earlier))
        if before and after and _is_firmer(before, after):
            yield _drift("restatement", version_of(str(later)), before, after)


def _claim(view: View, iri: str, known: dict[str, dict[str, Claim]]) -> Claim | None:
    version = version_of(iri)
    if version not in known:
        lines = view.ntriples(f"{KG}graph/doc/{version}")
        known[version] = {claim.iri: claim for claim in claims(lines)}
    return known[version].get(iri)


def _between_versions(view: View) -> Iterator[Drift]:
    for place in view.changed_places():
        for before, after in pairwise(view.editions(place)):
            try:
                lines = [view.read_in(edition.version) for edition in (before, after)]
            except StoreError:  # replaced before former versions were kept
                continue
            for pair in compare(*map(claims, lines)):
                if pair.kind is Kind.HARDENED and pair.before and pair.after:
                    yield _drift("version", after.version, pair.before, pair.after)


def _is_firmer(before: Claim, after: Claim) -> bool:
    """Tell whether `after` is firmer; a headline that names the speaker keeps the attribution."""
    found = shifts(before, after)
    if _names(after, before.speaker):
        found = tuple(shift for shift in found if shift.what != "attribution")
    return {shift.sign for shift in found} - {0} == {1}


def _names(claim: Claim, speaker: str) -> bool:
    words = {word.casefold() for word in _NAME.findall(speaker)}
    return bool(words & {word.casefold() for word in _NAME.findall(claim.text)})


def _drift(kind: str, version: str, before: Claim, after: Claim) -> Drift:
    notes = tuple(str(shift) for shift in shifts(before, after) if shift.sign > 0)
    return Drift(kind, version, before.text, after.text, notes, before.iri)


_FINDERS: Final = {
    "headline": _in_headlines,
    "hop": _along_chains,
    "restatement": _in_restatements,
    "version": _between_versions,
}
DRIFTS: Final = tuple(_FINDERS)
