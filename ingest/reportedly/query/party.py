"""Who a name means: from what people type to the IRIs of one party, merged ones included.

A store of ours has an index of names, any other is asked for all of them if nobody's is spelt so.
Whoever is called so comes first: as it is typed, in another case, without diacritics and points.
Else it is part of somebody's name, in whole words. Else it may be another spelling of one (see
`likely`): if that is sure and nobody else may be meant, that is who; if not, the person is told
whom else the name may mean, and never is one of two picked.

Of several that fit, those win that are the same in all documents. A description such as "officials"
belongs to each document alone; where nothing else fits, it means all who are described so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from reportedly.graph.iri import KG, curation_iri
from reportedly.identity.name import words
from reportedly.query.answer import rows
from reportedly.query.likely import likely
from reportedly.query.term import iri, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.query.answer import Queryable

_PREFIX: Final = "actor:"
_SHARED: Final = f"{KG}actor/"
_CURATION: Final = f"<{curation_iri()}>"
_SHOWN = 6  # of those that a name may mean
_NEAR = 70  # of 100, the likeness of a name that may be meant
_RIVAL = 0.8  # the likeness of somebody else from which it is not sure who is meant
_FULL_IRI = re.compile(r"<.*>|https?://.*")

_RDFS = "<http://www.w3.org/2000/01/rdf-schema#label>"
_NAME = f"<https://schema.org/name>|<https://schema.org/alternateName>|{_RDFS}"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_REPLACED = "<http://purl.org/dc/terms/isReplacedBy>"
_ACTOR = "<https://w3id.org/reportedly#Actor>"
_SPELT: Final = f"""
SELECT DISTINCT ?who ?name WHERE {{
  {{ SELECT DISTINCT ?who ?name WHERE {{
    VALUES ?name {{ %s }}
    GRAPH ?graph {{ ?who {_NAME} ?name }}
  }} LIMIT 10000000 }}
  FILTER EXISTS {{ GRAPH ?any {{ ?who a {_ACTOR} }} }}
}}"""
_CHOSEN: Final = f"""
SELECT DISTINCT ?who ?name WHERE {{
  GRAPH {_CURATION} {{ ?who <{_SKOS}prefLabel>|<{_SKOS}hiddenLabel> ?name }}
}}"""
_ALL: Final = f"""
SELECT DISTINCT ?who ?name WHERE {{ GRAPH ?graph {{ ?who a {_ACTOR} ; {_NAME} ?name }} }}"""
_MERGED: Final = f"SELECT ?own ?main WHERE {{ GRAPH {_CURATION} {{ ?own {_REPLACED} ?main }} }}"
_KNOWN: Final = f"SELECT ?graph WHERE {{ GRAPH ?graph {{ %s a {_ACTOR} }} }} LIMIT 1"
_DOCUMENTS: Final = f"""
SELECT (COUNT(DISTINCT ?graph) AS ?documents) WHERE {{
  VALUES ?who {{ %s }} GRAPH ?graph {{ ?who a {_ACTOR} }}
}}"""


@runtime_checkable
class Listed(Protocol):
    """What has an index of names."""

    def names(self, part: str = "") -> list[tuple[str, str, int]] | None:
        """Return actors with names that have the words of `part`, and numbers of documents.

        All if it has none; None where there is no index.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Party:
    """One actor: those it stands for, itself included, and the names that were asked for."""

    iri: str
    names: tuple[str, ...]

    @property
    def shared(self) -> bool:
        return self.iri.startswith(_SHARED)


def actor(store: Queryable, value: str) -> str:
    """Return the IRIs of the party that `value` means, as terms side by side.

    `value` is a name, an IRI or `actor:x`. Raises ValueError where it is nobody's, or several's.
    """
    merged = {str(own): str(main) for own, main in rows(store, _MERGED)}
    if iri_of := named_by_iri(value):
        if not any(rows(store, _KNOWN % f"<{iri_of}>")):
            raise ValueError("no such actor is in the store")
        found = [merged.get(iri_of, iri_of)]
    else:
        found = [party.iri for party in _meant(store, value, merged)]
    everybody = {*found, *(own for own, main in merged.items() if main in found)}
    return " ".join(f"<{one}>" for one in sorted(everybody))


def named_by_iri(value: str) -> str:
    """Return the IRI in `value`, an IRI or `actor:x`; empty where it is a name."""
    bare = value.strip()
    if bare.startswith(_PREFIX):
        return iri(f"{_SHARED}{bare.removeprefix(_PREFIX)}")[1:-1]
    return iri(bare)[1:-1] if _FULL_IRI.fullmatch(bare) else ""


def _meant(store: Queryable, value: str, merged: Mapping[str, str]) -> list[_Party]:
    """Return the one party of this name, or all documents' own who are described so."""
    name = " ".join(value.split())
    if not name:
        raise ValueError("no name")
    labelled = [(str(who), str(called)) for who, called in rows(store, _CHOSEN)]
    called = [*_called(store, name), *labelled]
    for fits in _TIERS:
        if found := [(who, other) for who, other in called if fits(name, other)]:
            return _chosen(store, _parties(found, merged))
    every = [*_every(store), *labelled]
    return _likely(name, every, merged)


def _called(store: Queryable, name: str) -> Iterable[tuple[str, str]]:
    """Return actors and their names, as many as there may be some among them who are called so."""
    found = store.names(name) if isinstance(store, Listed) else None
    if found is not None:
        return [(who, other) for who, other, _ in found]
    spelt = [(str(who), str(other)) for who, other in rows(store, _SPELT % _spellings(name))]
    return spelt or _every(store)


def _every(store: Queryable) -> list[tuple[str, str]]:
    """Return all actors with their names."""
    found = store.names() if isinstance(store, Listed) else None
    if found is None:
        return [(str(who), str(other)) for who, other in rows(store, _ALL)]
    return [(who, other) for who, other, _ in found]


def _spellings(name: str) -> str:
    """Return the literals that a name as it is spelt can be: descriptions have a language."""
    return f"{string(name)} {string(name)}@en"


def _parties(found: Iterable[tuple[str, str]], merged: Mapping[str, str]) -> list[_Party]:
    names: dict[str, set[str]] = defaultdict(set)
    for who, name in found:
        names[merged.get(who, who)].add(name)
    return [_Party(who, tuple(sorted(called))) for who, called in sorted(names.items())]


def _is_spelt(name: str, other: str) -> bool:
    return name == other


def _is_called(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _is_folded(name: str, other: str) -> bool:
    return bool(words(name)) and words(name) == words(other)


def _is_part(name: str, other: str) -> bool:
    """Tell whether whole words of `other` are `name`."""
    part = " ".join(words(name))
    return bool(part) and f" {part} " in f" {' '.join(words(other))} "


_TIERS: Final = (_is_spelt, _is_called, _is_folded, _is_part)


def _likely(name: str, every: Sequence[tuple[str, str]], merged: Mapping[str, str]) -> list[_Party]:
    """Return the only one who may be meant, if that is sure; else raise ValueError with whom."""
    shared = [(merged.get(who, who), other) for who, other in every if who.startswith(_SHARED)]
    found = likely(name, shared)
    sure = {it.iri for it in found if it.sure}
    if len(sure) == 1 and not any(it.score >= _RIVAL for it in found if it.iri not in sure):
        return [_Party(found[0].iri, (found[0].name,))]
    known = [it.name for it in found]
    near = dict.fromkeys([*known, *_nearly(every, name)])
    meant = f"; did you mean {', '.join(list(near)[:_SHOWN])}?" if near else ""
    raise ValueError(f"nobody is called so{meant}")


def _chosen(store: Queryable, found: list[_Party]) -> list[_Party]:
    """Return the one that is the same in all documents, or all that are documents' own."""
    shared = [party for party in found if party.shared]
    if len(shared) == 1:
        return shared
    descriptions = {name.casefold() for party in found for name in party.names}
    if not shared and len(descriptions) == 1:
        return found
    raise ValueError(f"{len(shared or found)} actors may be meant{_listed(store, shared or found)}")


def _listed(store: Queryable, found: list[_Party]) -> str:
    counted = [(_documents(store, party), party) for party in found[: 20 * _SHOWN]]
    counted.sort(key=lambda pair: (-pair[0], pair[1].iri))
    lines = [
        f"\n    {max(party.names, key=len)}, documents: {count}, {party.iri}"
        for count, party in counted[:_SHOWN]
    ]
    more = len(found) - len(lines)
    return "".join([*lines, f"\n    and {more} more" if more > 0 else ""])


def _documents(store: Queryable, party: _Party) -> int:
    for (count,) in rows(store, _DOCUMENTS % f"<{party.iri}>"):
        return int(count)
    return 0


def _nearly(every: Iterable[tuple[str, str]], name: str) -> list[str]:
    """Return names that are spelt much like `name`, those of all documents first."""
    from rapidfuzz import fuzz, process

    names = {called: not who.startswith(_SHARED) for who, called in every}
    close = process.extract(
        name.casefold(),
        {called: called.casefold() for called in names},
        scorer=fuzz.WRatio,
        score_cutoff=_NEAR,
        limit=4 * _SHOWN,
    )
    return [hit[2] for hit in sorted(close, key=lambda hit: (names[hit[2]], -hit[1], hit[2]))]
