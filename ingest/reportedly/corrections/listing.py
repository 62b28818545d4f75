"""What was corrected and graded, and what has become of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.correction import Act, Correction, State, latest_grades, standing
from reportedly.graph.iri import remark_iri
from reportedly.identity.judgement import standing as standing_merges
from reportedly.store import Solutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.store import View

_APPLIED: Final = """
SELECT ?it ?statement WHERE {
  GRAPH <https://w3id.org/reportedly/kg/graph/curation> { ?it prov:endedAtTime ?when }
  GRAPH ?graph { ?it prov:used ?statement }
} ORDER BY ?statement"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction or grade with its state, and the statements, or source, that it concerns now."""

    correction: Correction
    state: State
    about: tuple[str, ...]


def listed(view: View) -> tuple[Listed, ...]:
    """Return the corrections and grades, oldest first, without the undos themselves."""
    corrections = view.corrections()
    applied: dict[str, list[str]] = defaultdict(list)
    answer = view.query(_APPLIED)
    for it, statement in answer if isinstance(answer, Solutions) else ():
        applied[str(it)].append(str(statement))
    merged = standing_merges(view.judgements()).canonical()
    counting = _counting(corrections, applied, merged)
    holding = {it.number for it in standing(corrections)}
    return tuple(
        Listed(
            it, _state(it, found, holding, counting), found or ((it.subject,) * bool(it.subject))
        )
        for it in corrections
        if it.act is not Act.UNDO
        for found in (tuple(applied[_iri(it)]),)
    )


def _iri(it: Correction) -> str:
    return remark_iri(it.number, grade=it.is_grade)


def _counting(
    corrections: Iterable[Correction],
    applied: Mapping[str, list[str]],
    merged: Mapping[str, str],
) -> set[int]:
    """Return the numbers of the grades in whose place no later one counts."""
    every = tuple(corrections)
    last = {
        statement: it.number
        for it in standing(every)
        if it.act is Act.CREDIBILITY
        for statement in applied.get(_iri(it), ())
    }
    return {*last.values(), *(it.number for it in latest_grades(every, merged).values())}


def _state(it: Correction, found: tuple[str, ...], holding: set[int], counting: set[int]) -> State:
    if it.number not in holding:
        return State.UNDONE
    if it.mark and not found:
        return State.LOST
    if it.is_grade and it.number not in counting:
        return State.REPLACED
    return State.MOVED if it.mark and it.mark.node not in found else State.APPLIES
