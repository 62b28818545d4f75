"""Making corrections: what somebody wants put right becomes entries in the store's books."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from reportedly import identity
from reportedly.actors import find, roll
from reportedly.actors.roll import full
from reportedly.correction import NOTHING, Act, Correction, standing
from reportedly.corrections.finding import find_statement, page_of
from reportedly.errors import QueryError, SourceError
from reportedly.graph import vocabulary as terms
from reportedly.graph.correcting import Misfit, corrected, meant_evaluations, meant_hop
from reportedly.graph.iri import KG, escaped, version_iri, version_of
from reportedly.graph.marking import innermost, name_of
from reportedly.graph.ntriples import node
from reportedly.graph.sheet import Sheet, iri_of, text_of
from reportedly.source.edtf import checked
from reportedly.statement import ActorType, Commitment, Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportedly.actors import Hand
    from reportedly.corrections.finding import Page
    from reportedly.store import Store, View

_LIST = "reportedly corrections"
_COMMITMENTS: Final = {terms.scale_term(it): it.value for it in Commitment}
_CLASSES: Final = {iri: kind for kind, iri in terms.ACTOR_CLASS.items()}


@dataclass(frozen=True, slots=True)
class Party:
    """An actor that a hop is to be given: by IRI, name and type."""

    iri: str
    name: str
    type: ActorType


def correct(
    store: Store,
    statement: str,
    hand: Hand,
    *,
    actor: str | None = None,
    kind: str | None = None,
    of: str = "",
    reject: bool = False,
    stance: str | None = None,
    target: str = "",
    commitment: str | None = None,
    said: str | None = None,
    merge: str | None = None,
) -> tuple[Correction, ...]:
    """Put a statement right; it is given by its IRI or how its id or its words begin.

    `actor` is who said it instead, a name or an IRI, of type `kind` if no article has that actor
    yet; `of` names the actor whose hop is meant where that is not the innermost. `commitment` is
    FactBank's (CT+), `said` an EDTF date, `stance` what it does to `target`, another statement;
    "none" takes a date or a stance away. `merge` is another statement of the article that is this
    one once more. Each is recorded as a correction of its own, all or none. Raises QueryError where
    something is not what it should be, or nothing is to be done.
    """
    page = page_of(store, iri := find_statement(store, statement))
    if iri not in page.marks:
        raise QueryError(iri, "no statement that was extracted")
    made = []
    asked = _Asked(store, page, iri, hand, of)
    try:
        if actor is not None:
            made.append(asked.actor(actor, kind))
        if commitment is not None:
            made.append(asked.commitment(commitment))
        if said is not None:
            made.append(asked.said(said))
        if stance is not None:
            made.append(asked.stance(stance, target))
        if merge is not None:
            made.append(asked.merge(merge))
        if reject:
            made.append(asked.made(Act.REJECT))
        _try_out(store, page, made)
    except Misfit as misfit:
        raise QueryError(iri, str(misfit), "--of NAME, the actor whose hop is meant") from misfit
    if not made:
        raise QueryError(iri, "nothing was said of what is wrong", "--actor NAME, --reject, ...")
    return store.correct(made)


def _try_out(store: Store, page: Page, made: list[Correction]) -> None:
    """Raise Misfit where a new correction would be lost at once."""
    before = [it for it in standing(store.corrections()) if it.version == page.version]
    new = [replace(it, number=-place) for place, it in enumerate(made, 1)]
    lost = corrected(page.own, page.version, [*before, *new]).lost
    for it in new:
        if it.number in lost:
            raise Misfit(lost[it.number])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of one statement, and by whom."""

    store: View
    page: Page
    iri: str
    hand: Hand
    of: str

    def made(self, act: Act, **more: str) -> Correction:
        hand, mark = self.hand, self.page.mark(self.iri)
        by_when = Correction(act, hand.by, hand.when, hand.why, self.page.version, mark=mark)
        return replace(by_when, **more)  # type: ignore[arg-type]

    def _hop(self) -> str:
        return meant_hop(self.page.seen, node(self.iri), self.of)

    def actor(self, name: str, kind: str | None) -> Correction:
        seen, hop = self.page.seen, self._hop()
        was = seen.one(hop, terms.ATTRIBUTED_TO)
        party = _party(self.store, self.page, name, kind)
        before = {"was": iri_of(was), "was_name": name_of(seen, was)}
        if iri_of(was) == party.iri:
            raise QueryError(party.name, "has said it already, as the store has it", _LIST)
        after = {"value": party.iri, "value_name": party.name, "kind": party.type.value}
        return self.made(Act.ACTOR, of=self.of, **before, **after)

    def commitment(self, value: str) -> Correction:
        known = {it.value.casefold(): it.value for it in Commitment}
        if value.casefold() not in known:
            raise QueryError(value, "is no commitment", f"one of {', '.join(Commitment)}")
        seen, hop = self.page.seen, self._hop()
        was = _COMMITMENTS.get(iri_of(seen.one(hop, terms.FACTUALITY)), "")
        return self._of_hop(Act.COMMITMENT, hop, known[value.casefold()], was)

    def said(self, value: str) -> Correction:
        seen, hop = self.page.seen, self._hop()
        time = seen.one(hop, terms.STATED_AT)
        was = text_of(seen.one(time, terms.EDTF)) or text_of(seen.one(time, terms.LABEL))
        return self._of_hop(Act.SAID, hop, _edtf(value), was)

    def _of_hop(self, act: Act, hop: str, value: str, was: str) -> Correction:
        """Return a correction of a hop: of several speakers, the name tells which."""
        seen = self.page.seen
        several = len(innermost(seen, node(self.iri))) > 1
        name = name_of(seen, seen.one(hop, terms.ATTRIBUTED_TO)) if several else ""
        return self.made(act, of=self.of or name, value=value, was=was)

    def stance(self, value: str, target: str) -> Correction:
        if value not in {*Stance, NOTHING}:
            raise QueryError(value, "is no stance", f"one of {', '.join([*Stance, NOTHING])}")
        seen, this = self.page.seen, node(self.iri)
        wanted = node(self._on_page(target)) if target else ""
        found = meant_evaluations(seen, this, wanted)
        if len(found) != 1 and not (wanted and value != NOTHING):
            reason = f"judges {len(found)} things" if found else "judges nothing"
            raise QueryError(self.iri, reason, "--target STATEMENT, what it judges")
        judged = wanted or seen.one(found[0], terms.TARGET)
        if iri_of(judged) not in self.page.marks:
            raise QueryError(self.iri, "what it judges is neither statement nor event")
        was = iri_of(seen.one(found[0], terms.STANCE)).removeprefix(terms.SC) if found else ""
        other = self.page.mark(iri_of(judged))
        return replace(self.made(Act.STANCE, value=value, was=was), other=other)

    def merge(self, statement: str) -> Correction:
        return replace(self.made(Act.MERGE), other=self.page.mark(self._on_page(statement)))

    def _on_page(self, statement: str) -> str:
        """Return another statement of the same article."""
        other = find_statement(self.store, statement)
        if other == self.iri:
            raise QueryError(statement, "is the same statement")
        if version_of(other) != self.page.version:
            reason = "stands in another article, and a statement is what one article says"
            raise QueryError(statement, reason)
        return other


def _edtf(value: str) -> str:
    if value == NOTHING:
        return value
    try:
        return checked(value)
    except SourceError as fault:
        raise QueryError(value, fault.reason, fault.advice) from fault


# ------------------------------------------------------------------------------------ who it was


def _party(view: View, page: Page, name: str, kind: str | None) -> Party:
    """Return the actor of this name: of the article, of the store, or a new one of type `kind`."""
    here = [it for it in _actors(page.seen) if full(name) == it.iri or _called(page, it, name)]
    if len(here) == 1:
        return here[0]
    try:
        known = find(roll(view), name)
    except QueryError as fault:
        if kind is None or "are called so" in fault.reason:
            advice = fault.advice if "are called so" in fault.reason else _NEW
            raise QueryError(fault.item, fault.reason, advice) from fault
        return _new(page, name, ActorType(kind))
    if version_of(known.iri) not in {"", page.version}:
        return _new(page, known.name, known.type)
    return Party(known.iri, known.name, known.type)


_NEW: Final = "--type person (organization, place, group, unnamed), for one that is in no article"


def _new(page: Page, name: str, kind: ActorType) -> Party:
    key = identity.key(name, kind)
    own = f"{version_iri(page.version)}#actor-{escaped(f'by-hand-{name}')}"
    return Party(f"{KG}actor/{key}" if key else own, name, kind)


def _actors(sheet: Sheet) -> Iterator[Party]:
    for this in sheet.pointing(terms.TYPE, node(terms.ACTOR)):
        kinds = [_CLASSES.get(iri_of(it)) for it in sheet.all(this, terms.TYPE)]
        kind = next(filter(None, kinds), ActorType.GROUP)
        yield Party(iri_of(this), name_of(sheet, this), kind)


def _called(page: Page, party: Party, name: str) -> bool:
    others = page.seen.all(node(party.iri), terms.ALTERNATE_NAME)
    return name.casefold() in {it.casefold() for it in (party.name, *map(text_of, others))}


# ----------------------------------------------------------------------------------- taking it back


def undo(store: Store, number: int, hand: Hand) -> Correction:
    """Take a correction or grade back.

    Raises QueryError where there is none of this number, or none that holds.
    """
    found = {it.number: it for it in standing(store.corrections())}.get(number)
    if found is None:
        raise QueryError(str(number), "no correction or grade of this number holds", _LIST)
    made = Correction(Act.UNDO, hand.by, hand.when, hand.why, found.version, undoes=number)
    return store.correct([made])[0]
