"""Corrections of statements and grades as RDF, for the curation graph.

A correction names the statement as it was when somebody judged it, with its words; where it applies
now is said in the article's graph as it is seen, `<correction> prov:used <statement>`. An undo is a
correction of the correction. A grade is a schema:Rating; of the grades of a source the last counts,
which stands on the source as its rep:reliability, and is the one that has `prov:used` it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.correction import NOTHING, Act, latest_grades
from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import KG, escaped, remark_iri
from reportedly.graph.ntriples import moment, node, string
from reportedly.statement import Commitment, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.correction import Correction

_VERDICTS: Final = {
    Act.REJECT: terms.Verdict.REJECTED,
    Act.UNDO: terms.Verdict.REJECTED,
    Act.MERGE: terms.Verdict.MERGED,
}


def ledger(corrections: Sequence[Correction], stands_for: Mapping[str, str]) -> set[str]:
    """Return all that the curation graph says of `corrections`, as N-Triples lines.

    `stands_for` has the actors that were merged, each with the one that stands for it.
    """
    lines = entries(corrections, corrections)
    for iri, grade in latest_grades(corrections, stands_for).items():
        lines.add(_line(iri, terms.RELIABILITY, _grade(grade)))
        lines.add(_line(remark_iri(grade.number, grade=True), terms.USED, node(iri)))
    return lines


def entries(corrections: Iterable[Correction], known: Iterable[Correction]) -> set[str]:
    """Return what each correction adds to the graph; `known` has what the undos among them undo."""
    by_number = {it.number: it for it in known}
    return {line for it in corrections for line in _entry(it, by_number)}


def _entry(it: Correction, by_number: Mapping[int, Correction]) -> Iterator[str]:
    this, agent = remark_iri(it.number, grade=it.is_grade), f"{KG}agent/{escaped(it.by)}"
    about = _about(it, by_number)
    if it.is_grade:
        yield _line(this, terms.TYPE, node(terms.RATING))
        yield _line(this, terms.ITEM_REVIEWED, node(about))
        yield _line(this, terms.RATING_VALUE, _grade(it))
    else:
        verdict = _VERDICTS.get(it.act, terms.Verdict.REPLACED)
        yield _line(this, terms.TYPE, node(terms.CORRECTION))
        yield _line(this, terms.VERDICT, node(terms.scale_term(verdict)))
        yield _line(this, terms.CORRECTS, node(about))
        yield from (_line(this, terms.REPLACEMENT, node(new)) for new in _replacement(it))
    yield _line(this, terms.ASSOCIATED_WITH, node(agent))
    yield _line(agent, terms.TYPE, node(terms.AGENT))
    yield _line(this, terms.ENDED_AT, moment(it.when))
    yield _line(this, terms.LABEL, string(it.told))
    if words := it.mark.words if it.mark else it.subject_name:
        yield _line(this, terms.DESCRIPTION, string(words))
    if it.why:
        yield _line(this, terms.COMMENT, string(it.why))


def _about(it: Correction, by_number: Mapping[int, Correction]) -> str:
    """Return the IRI of what it judges: of a merge the statement that goes."""
    if it.act is Act.UNDO:
        return remark_iri(it.undoes, grade=by_number[it.undoes].is_grade)
    mark = it.other if it.act is Act.MERGE else it.mark
    return mark.node if mark else it.subject


def _replacement(it: Correction) -> Iterator[str]:
    if it.act is Act.MERGE and it.mark:
        yield it.mark.node
    elif it.act is Act.ACTOR:
        yield it.value
    elif it.act is Act.COMMITMENT:
        yield terms.scale_term(Commitment(it.value))
    elif it.act is Act.STANCE and it.value != NOTHING:
        yield terms.scale_term(Stance(it.value))


def _grade(it: Correction) -> str:
    if it.act is Act.RELIABILITY:
        return node(terms.scale_term(terms.Reliability(it.value)))
    return node(terms.scale_term(terms.Credibility(f"cred{it.value}")))


def _line(subject: str, predicate: str, thing: str) -> str:
    return f"{node(subject)} <{predicate}> {thing} ."
