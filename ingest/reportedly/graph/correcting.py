"""An article's graph as people have corrected it, made from the one that was extracted.

What extraction found is never changed: corrections are applied, one after the other, to a copy,
which is then the graph that queries see. It is a whole and valid graph again. Each correction that
found its statement leaves a trace, `<correction> prov:used <statement>`; one that did not is lost,
with the reason, until a reading comes that has its statement again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from reportedly.correction import NOTHING, Act, Correction
from reportedly.edtf import bounds
from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import escaped, remark_iri, version_iri, version_of
from reportedly.graph.marking import (
    event_marks,
    found_again,
    innermost,
    name_of,
    statement_marks,
)
from reportedly.graph.ntriples import day, node, string
from reportedly.graph.sheet import Sheet, iri_of
from reportedly.statement import ActorType, Commitment, DateBasis, SpeechMode, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.correction import Mark

_GONE: Final = "its words do not stand there any more, or in more than one place"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A graph after corrections: its triples, and what became of each correction by number.

    `applied` has the IRI of the statement that it now concerns, `lost` the reason.
    """

    lines: tuple[str, ...]
    applied: dict[int, str] = field(default_factory=dict)
    lost: dict[int, str] = field(default_factory=dict)


class Misfit(Exception):  # noqa: N818 it is no error: it becomes the reason why a correction is lost
    """A correction that the statement, as it is now, gives no hold."""


def corrected(lines: Iterable[str], version: str, corrections: Iterable[Correction]) -> Corrected:
    """Return the graph of an article version with corrections applied, the earliest first.

    `lines` are the triples as they were extracted. Without corrections they come back as they are.
    """
    given = tuple(lines)
    sheet, applied, lost = Sheet(given), {}, {}
    statements, events = statement_marks(sheet), event_marks(sheet)
    for it in corrections:
        try:
            this = _found(it.mark, statements)
            other = _found(it.other, [*statements, *events]) if it.other else ""
            _ACTS[it.act](_Case(sheet, version, it, this, other))
        except Misfit as misfit:
            lost[it.number] = str(misfit)
        else:
            applied[it.number] = iri_of(this)
            sheet.add(node(remark_iri(it.number, grade=it.is_grade)), terms.USED, this)
    return Corrected(sheet.lines() if applied else given, applied, lost)


def _found(mark: Mark | None, among: list[Mark]) -> str:
    again = found_again(mark, among) if mark else None
    if again is None:
        raise Misfit(_GONE)
    return node(again.node)


@dataclass(frozen=True, slots=True)
class _Case:
    """One correction of one statement: `this`, and `other` where it concerns two."""

    sheet: Sheet
    version: str
    it: Correction
    this: str
    other: str

    def standing(self) -> None:
        """Raise Misfit where an earlier correction has taken the statement out."""
        if not self.sheet.has(self.this):
            raise Misfit("an earlier correction has taken its statement out")

    def hop(self) -> str:
        """Return the hop that is meant, as `meant_hop` does."""
        self.standing()
        return meant_hop(self.sheet, self.this, self.it.of, self.it.was_name)


def meant_hop(sheet: Sheet, statement: str, of: str, was: str = "") -> str:
    """Return the hop of the actor `of`; if that is empty the innermost, of several that of `was`.

    Raises Misfit where there is none or more than one.
    """
    hops = sheet.all(statement, terms.HAS_ATTRIBUTION) if of else innermost(sheet, statement)
    names = {hop: name_of(sheet, sheet.one(hop, terms.ATTRIBUTED_TO)).casefold() for hop in hops}
    wanted = of or (was if len(hops) > 1 else "")
    found = [hop for hop in hops if not wanted or names[hop] == wanted.casefold()]
    if len(found) != 1:
        reason = f"no hop of {of}" if of else "several speakers"
        raise Misfit(f"its chain has {reason} now")
    return found[0]


# ------------------------------------------------------------------------------- what each act does


def _reject(case: _Case) -> None:
    case.standing()
    _take_out(case.sheet, case.this)


def _take_out(sheet: Sheet, statement: str) -> None:
    """Remove a statement with its hops and evaluations, and what is said of it elsewhere."""
    for evaluation in sheet.pointing(terms.TARGET, statement):
        _take_evaluation(sheet, evaluation)
    for part in (*sheet.all(statement, terms.HAS_ATTRIBUTION), *_evaluations(sheet, statement)):
        _remove(sheet, part)
    _remove(sheet, statement)
    sheet.cut(statement)


def _remove(sheet: Sheet, this: str) -> None:
    """Remove a node, and the places in the text that nothing else points at then."""
    anchors = sheet.all(this, terms.ANCHOR)
    sheet.remove(this)
    for anchor in anchors:
        if not sheet.pointing(terms.ANCHOR, anchor) + sheet.pointing(terms.IN_HEADLINE, anchor):
            for selector in sheet.all(anchor, terms.HAS_SELECTOR):
                sheet.remove(selector)
            sheet.remove(anchor)


def _evaluations(sheet: Sheet, statement: str) -> list[str]:
    return sheet.all(statement, terms.HAS_EVALUATION)


def _take_evaluation(sheet: Sheet, evaluation: str) -> None:
    """Remove an evaluation; a statement that has no other is no assessment any more."""
    owners = sheet.pointing(terms.HAS_EVALUATION, evaluation)
    sheet.remove(evaluation)
    sheet.cut(evaluation)
    for owner in owners:
        if not _evaluations(sheet, owner):
            sheet.remove(owner, terms.TYPE, node(terms.ASSESSMENT))


def _merge(case: _Case) -> None:
    """Let the other statement go, and hand what points at it, and what it judges, to this one."""
    case.standing()
    sheet, this, other = case.sheet, case.this, case.other
    if this == other or not sheet.has(other):
        return
    for mine in meant_evaluations(sheet, this, other):
        _take_evaluation(sheet, mine)  # no statement judges itself
    for predicate in (terms.TARGET, terms.IS_PART_OF, terms.CONTRADICTS, terms.RESTATES):
        for pointing in sheet.pointing(predicate, other):
            sheet.remove(pointing, predicate, other)
            if pointing != this:
                sheet.add(pointing, predicate, this)
    targets = {sheet.one(mine, terms.TARGET) for mine in _evaluations(sheet, this)} | {this}
    for evaluation in _evaluations(sheet, other):
        if sheet.one(evaluation, terms.TARGET) not in targets:
            sheet.remove(other, terms.HAS_EVALUATION, evaluation)
            sheet.add(this, terms.HAS_EVALUATION, evaluation)
            sheet.add(this, terms.TYPE, node(terms.ASSESSMENT))
    _take_out(sheet, other)


def _attribute(case: _Case) -> None:
    sheet, hop = case.sheet, case.hop()
    actor = _actor(case)
    if not sheet.all(hop, terms.RELAYED_BY):
        # The outermost hop is the publisher's and stays so: the speaker comes in before it.
        if sheet.one(hop, terms.ATTRIBUTED_TO) == actor:
            return
        if sheet.pointing(terms.RELAYED_BY, hop):
            raise Misfit("the outermost hop of its chain is the publisher's")
        hop = _hop_within(sheet, case.this, hop)
    sheet.put(hop, terms.ATTRIBUTED_TO, actor)


def _hop_within(sheet: Sheet, statement: str, outer: str) -> str:
    """Return a new innermost hop, which takes over the commitment of the one that relays it."""
    number = len(sheet.all(statement, terms.HAS_ATTRIBUTION)) + 1
    this = f"{statement[:-1]}-a{number}>"
    sheet.add(statement, terms.HAS_ATTRIBUTION, this)
    sheet.add(this, terms.TYPE, node(terms.ATTRIBUTION))
    sheet.add(this, terms.RELAYED_BY, outer)
    sheet.add(this, terms.FACTUALITY, sheet.one(outer, terms.FACTUALITY))
    sheet.add(this, terms.SPEECH_MODE, node(terms.scale_term(SpeechMode.INDIRECT)))
    uncommitted = node(terms.scale_term(Commitment.UNCOMMITTED))
    sheet.put(outer, terms.FACTUALITY, uncommitted)
    return this


def _actor(case: _Case) -> str:
    """Return the node of the actor that a correction names, after making it if need be."""
    it, sheet, kind = case.it, case.sheet, ActorType(case.it.kind)
    if home := version_of(it.value):
        same = [
            a
            for a in sheet.pointing(terms.TYPE, node(terms.ACTOR))
            if version_of(iri_of(a)) and name_of(sheet, a).casefold() == it.value_name.casefold()
        ]
        here = node(it.value.replace(version_iri(home), version_iri(case.version), 1))
        this = here if here in same or not same else same[0]
    else:
        this = node(it.value)
    if not sheet.has(this):
        sheet.add(this, terms.TYPE, node(terms.ACTOR))
        sheet.add(this, terms.TYPE, node(terms.ACTOR_CLASS[kind]))
        called = terms.LABEL if kind is ActorType.UNNAMED else terms.NAME
        sheet.add(this, called, string(it.value_name))
    return this


def _commit(case: _Case) -> None:
    case.sheet.put(case.hop(), terms.FACTUALITY, node(terms.scale_term(Commitment(case.it.value))))


def _say_when(case: _Case) -> None:
    sheet, hop, edtf = case.sheet, case.hop(), case.it.value
    sheet.remove(hop, terms.STATED_AT)
    if edtf == NOTHING:
        return
    this = node(f"{version_iri(case.version)}#{escaped(f't-by-hand-{case.it.number}')}")
    sheet.add(this, terms.TYPE, node(terms.TEMPORAL_EXTENT))
    sheet.add(this, terms.DATE_BASIS, node(terms.scale_term(DateBasis.METADATA)))
    sheet.add(this, terms.EDTF, string(edtf))
    for term, at in zip((terms.EARLIEST, terms.LATEST), bounds(edtf), strict=True):
        if at:
            sheet.add(this, term, day(at))
    sheet.add(hop, terms.STATED_AT, this)


def _judge(case: _Case) -> None:
    case.standing()
    sheet, this, value = case.sheet, case.this, case.it.value
    found = meant_evaluations(sheet, this, case.other)
    if value == NOTHING:
        for evaluation in found:
            _take_evaluation(sheet, evaluation)
        return
    if not found and not sheet.has(case.other):
        raise Misfit("what it judges is not there any more")
    for evaluation in found or [_new_evaluation(sheet, this, case.other)]:
        sheet.put(evaluation, terms.STANCE, node(terms.scale_term(Stance(value))))


def meant_evaluations(sheet: Sheet, statement: str, target: str) -> list[str]:
    """Return the evaluations of a statement, of `target` alone unless that is empty."""
    every = _evaluations(sheet, statement)
    return [it for it in every if target in {"", sheet.one(it, terms.TARGET)}]


def _new_evaluation(sheet: Sheet, statement: str, target: str) -> str:
    taken = set(_evaluations(sheet, statement))
    numbered = (f"{statement[:-1]}-e{number}>" for number in range(1, len(taken) + 2))
    this = next(it for it in numbered if it not in taken)
    sheet.add(statement, terms.TYPE, node(terms.ASSESSMENT))
    sheet.add(statement, terms.HAS_EVALUATION, this)
    sheet.add(this, terms.TYPE, node(terms.EVALUATION))
    sheet.add(this, terms.TARGET, target)
    return this


def _grade(case: _Case) -> None:
    case.standing()
    term = terms.Credibility(f"cred{case.it.value}")
    case.sheet.put(case.this, terms.CREDIBILITY, node(terms.scale_term(term)))


_ACTS: Final[dict[Act, Callable[[_Case], None]]] = {
    Act.REJECT: _reject,
    Act.MERGE: _merge,
    Act.ACTOR: _attribute,
    Act.COMMITMENT: _commit,
    Act.SAID: _say_when,
    Act.STANCE: _judge,
    Act.CREDIBILITY: _grade,
}
