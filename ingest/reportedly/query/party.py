"""Who a name means: from what people type to the IRIs of one party, merged ones included.

A name is looked up as it is spelt, which takes a moment in a store of any size; only if nobody is
called so, all names are gone through, for other spellings and for names that it is part of. Of
several that fit, those whole names win that are the same in all documents. A description such as
"officials" belongs to each document alone; where nothing else fits, it means all who are described
so. Two parties of one name are for the person to choose from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.graph.iri import KG, curation_iri
from reportedly.query.answer import rows
from reportedly.query.term import iri, string

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.query.answer import Queryable

_PREFIX: Final = "actor:"
_SHARED: Final = f"{KG}actor/"
_CURATION: Final = f"<{curation_iri()}>"
_SHOWN = 6  # of those that a name may mean
_NEAR = 70  # of 100, the likeness of a name that may be meant
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
    if spelt := [*rows(store, _SPELT % _spellings(name)), *_labelled(store, name)]:
        return _chosen(store, _parties(spelt, merged))
    every = _parties([*rows(store, _ALL), *rows(store, _CHOSEN)], merged)
    for fits in (_is_called, _has):
        if found := [party for party in every if fits(party, name)]:
            return _chosen(store, found)
    raise ValueError(f"nobody is called so{_nearly(every, name)}")


def _spellings(name: str) -> str:
    """Return the literals that a name as it is spelt can be: descriptions have a language."""
    return f"{string(name)} {string(name)}@en"


def _labelled(store: Queryable, name: str) -> list[tuple[str, str]]:
    """Return whom people have given this name."""
    found = ((str(who), str(called)) for who, called in rows(store, _CHOSEN))
    return [(who, called) for who, called in found if called == name]


def _parties(found: Iterable[tuple[object, ...]], merged: Mapping[str, str]) -> list[_Party]:
    names: dict[str, set[str]] = defaultdict(set)
    for who, name in found:
        names[merged.get(str(who), str(who))].add(str(name))
    return [_Party(who, tuple(sorted(called))) for who, called in sorted(names.items())]


def _is_called(party: _Party, name: str) -> bool:
    return any(name.casefold() == called.casefold() for called in party.names)


def _has(party: _Party, name: str) -> bool:
    """Tell whether whole words of one of its names are `name`."""
    part = re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)")
    return any(part.search(called.casefold()) for called in party.names)


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


def _nearly(every: Iterable[_Party], name: str) -> str:
    """Return names that are spelt much like `name`, those of all documents first."""
    from rapidfuzz import fuzz, process

    names = {called: not party.shared for party in every for called in party.names}
    close = process.extract(
        name.casefold(),
        {called: called.casefold() for called in names},
        scorer=fuzz.WRatio,
        score_cutoff=_NEAR,
        limit=4 * _SHOWN,
    )
    best = sorted(close, key=lambda hit: (names[hit[2]], -hit[1], hit[2]))[:_SHOWN]
    return f"; did you mean {', '.join(hit[2] for hit in best)}?" if best else ""
