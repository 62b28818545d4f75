"""Grades of sources and of what they said, by the Admiralty code, one by one or from a table.

A source is graded from A, completely reliable, to F, which says that it cannot be judged; what was
said from 1, confirmed by others, to 6, which says that of it. They are people's judgements: nothing
here is computed, least of all from a model's confidence, and no two are averaged.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reportedly.actors import find, roll
from reportedly.correction import Act, Correction, latest_grades
from reportedly.corrections.finding import find_statement, page_of
from reportedly.errors import Issue, QueryError, ReportedlyError, SourceError
from reportedly.graph import vocabulary as terms
from reportedly.graph.ntriples import node
from reportedly.graph.sheet import iri_of
from reportedly.identity.judgement import standing as standing_merges
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.actors import Hand, Listed
    from reportedly.store import Store, View

_LETTERS: Final = tuple(terms.Reliability)
_FIGURES: Final = tuple("123456")
_PAIRS: Final = (("source", "reliability"), ("statement", "credibility"))
_COLUMNS: Final = frozenset({"source", "reliability", "statement", "credibility", "why", "by"})
_HEADER: Final = "a first line such as: source,reliability,why"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a table's grades: `issues` name each line that is not as it should be."""

    new: int
    changed: int
    unchanged: int
    issues: tuple[Issue, ...]

    def __str__(self) -> str:
        return (
            f"{self.new} new, {self.changed} changed,"
            f" {self.unchanged} unchanged, {len(self.issues)} failed"
        )


def rate(store: Store, what: str, grade: str, hand: Hand) -> Correction:
    """Grade a source with a letter from A to F, or a statement with a figure from 1 to 6.

    A source is given by name or IRI, a statement by IRI or how its id or words begin. The last
    grade counts; those before stay in the books. Raises QueryError where either is not clear.
    """
    return store.correct([_Grading(store).graded(what, grade, hand)])[0]


class _Grading:
    """Grades as corrections, with what counts already; reads the actors once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._actors: tuple[Listed, ...] | None = None
        merged = standing_merges(view.judgements()).canonical()
        grades = latest_grades(view.corrections(), merged)
        self._counts = {iri: it.value for iri, it in grades.items()}

    def graded(self, what: str, grade: str, hand: Hand) -> Correction:
        """Return the grade of a source or a statement as it is to be recorded."""
        value = grade.strip().upper()
        if value in _LETTERS:
            return self.source(what, value, hand)
        if value in _FIGURES:
            return self.statement(what, value, hand)
        raise QueryError(grade, "is no grade", "A to F for a source, 1 to 6 for a statement")

    def source(self, name: str, value: str, hand: Hand) -> Correction:
        if self._actors is None:
            self._actors = roll(self._view)
        actor = find(self._actors, name)
        if actor.type is ActorType.UNNAMED or not actor.shared:
            reason = "a source without a full name is known in its document alone"
            raise QueryError(actor.name, reason, "grade what it said: reportedly rate STATEMENT 3")
        made = Correction(Act.RELIABILITY, hand.by, hand.when, hand.why, value=value)
        was = self._counts.get(actor.iri, "")
        return replace(made, subject=actor.iri, subject_name=actor.name, was=was)

    def statement(self, text: str, value: str, hand: Hand) -> Correction:
        page = page_of(self._view, iri := find_statement(self._view, text))
        if iri not in page.marks:
            raise QueryError(iri, "no statement that was extracted")
        before = iri_of(page.seen.one(node(iri), terms.CREDIBILITY))
        was = before.removeprefix(f"{terms.SC}cred")
        made = Correction(Act.CREDIBILITY, hand.by, hand.when, hand.why, page.version)
        return replace(made, mark=page.mark(iri), value=value, was=was)


# ------------------------------------------------------------------------------ from a table


def import_grades(store: Store, lines: Iterable[str], name: str, hand: Hand) -> Imported:
    """Record the grades in a CSV table; what counts already is left alone.

    Columns are `source` with `reliability`, `statement` with `credibility`, or all four, and `why`
    and `by` if wanted. Every line that is wrong becomes an Issue that names it, and the others are
    recorded, all at once. Raises SourceError where the first line does not name such columns.
    """
    grading, issues = _Grading(store), list[Issue]()
    made: dict[str, tuple[int, Correction]] = {}
    for line, row in _rows(lines, name):
        try:
            for it in _graded(grading, row, hand):
                first = made.setdefault(it.mark.node if it.mark else it.subject, (line, it))[0]
                if first != line:
                    raise QueryError(_called(it), f"line {first} grades it too", "keep one of them")
        except ReportedlyError as fault:
            reason = f"{fault.item}: {fault.reason}"
            issues.append(Issue(f"{name}, line {line}", "correct", reason, fault.advice))
    counts = Counter(_outcome(it) for _, it in made.values())
    store.correct([it for _, it in made.values() if it.value != it.was])
    return Imported(counts["new"], counts["changed"], counts["unchanged"], tuple(issues))


def _outcome(it: Correction) -> str:
    return "new" if not it.was else "unchanged" if it.was == it.value else "changed"


def _called(it: Correction) -> str:
    return it.mark.words if it.mark else it.subject_name


def _rows(lines: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a table that are not empty, with the numbers of their lines."""
    reader = csv.reader(lines)
    try:
        header = [cell.strip().lstrip("\ufeff").casefold() for cell in next(reader, [])]
        _refuse_header(header, name)
        for row in reader:
            if any(map(str.strip, row)):
                cells = dict(zip(header, map(str.strip, row), strict=False))
                yield reader.line_num, {"": "", **cells, **_surplus(row, header)}
    except csv.Error as fault:
        raise SourceError(f"{name}, line {reader.line_num}", f"not CSV: {fault}") from fault


def _surplus(row: Sequence[str], header: Sequence[str]) -> dict[str, str]:
    return {"": "more cells than columns"} if any(map(str.strip, row[len(header) :])) else {}


def _refuse_header(header: Sequence[str], name: str) -> None:
    if unknown := set(header) - _COLUMNS:
        listed = ", ".join(repr(column) for column in sorted(unknown))
        raise SourceError(f"{name}, line 1", f"unknown columns: {listed}", _HEADER)
    if len(set(header)) < len(header):
        raise SourceError(f"{name}, line 1", "a column stands there twice", _HEADER)
    halves = [len({*pair} & {*header}) for pair in _PAIRS]
    if 1 in halves or not any(halves):
        raise SourceError(f"{name}, line 1", "a grade needs what it is of", _HEADER)


def _graded(grading: _Grading, row: dict[str, str], hand: Hand) -> list[Correction]:
    """Return the grades in a row; raise QueryError for the first thing that is wrong with it."""
    if row[""]:
        raise QueryError("the line", row[""], "quote cells that have commas in them")
    hand = replace(hand, by=row.get("by") or hand.by, why=row.get("why") or hand.why)
    made = []
    for (what, grade), known in zip(_PAIRS, (_LETTERS, _FIGURES), strict=True):
        if not row.get(what) and not row.get(grade):
            continue
        if not (row.get(what) and row.get(grade)):
            missing = grade if row.get(what) else what
            raise QueryError(row.get(what) or row[grade], f"has no {missing}")
        if row[grade].upper() not in known:
            advice = f"one of {', '.join(known)}"
            raise QueryError(row[grade], f"is no {grade}", advice)
        made.append(grading.graded(row[what], row[grade], hand))
    if not made:
        raise QueryError("the line", "grades nothing")
    return made
