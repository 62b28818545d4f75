"""Grounded or refused: nothing enters the graph that the stored text does not bear out.

A reading is held against the article that will be stored, not the one it says it read. A statement
whose words are not where it says is dropped, and so is one whose chain does not hold together: a
hop of an actor who is not there, a chain that does not end at the publisher. Lesser things are
taken away from what carries them: a mention outside the text from its actor, a likelihood that no
word expresses from its evaluation. Each loss is an `Issue`; what depended on it is mended in
silence, since the loss itself has been told.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from reportedly.errors import ExtractionError, Issue
from reportedly.graph.iri import reserved
from reportedly.statement import DateBasis, TemporalExtent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.article import Article, Span
    from reportedly.statement import (
        Actor,
        Attribution,
        Evaluation,
        Event,
        Hop,
        Reading,
        Statement,
        Work,
    )

_ADVICE = "extract the article again from the stored text"


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_Part = TypeVar("_Part", bound=_Keyed)


def grounded(reading: Reading, article: Article) -> tuple[Reading, tuple[Issue, ...]]:
    """Return what of `reading` holds in `article`, bound to `article`, and what was lost.

    Grounding the result again loses nothing more. Raises ExtractionError if the publisher is not
    among the actors, since then no chain can end.
    """
    if reading.publisher not in {actor.key for actor in reading.actors}:
        reason = f"its publisher {reading.publisher!r} is not among its actors"
        raise ExtractionError(article.name, reason, _ADVICE)
    losses = _Losses(article)
    kept = _with_statements(_with_parts(reading, losses), losses)
    return _with_references(kept, _References(reading, kept, losses)), tuple(losses.issues)


@dataclass(frozen=True, slots=True)
class _Losses:
    """The article that decides, and what was lost to it so far."""

    article: Article
    issues: list[Issue] = field(default_factory=list)
    nodes: set[str] = field(default_factory=set)

    def lose(self, what: str, reason: str) -> None:
        self.issues.append(Issue(self.article.name, "ground", f"{what} {reason}", _ADVICE))

    def sift(
        self, kind: str, parts: Iterable[_Part], fault: Callable[[_Part], str | None]
    ) -> tuple[_Part, ...]:
        """Return the parts without fault that are the first to use their key in the document."""
        kept = []
        for part in parts:
            taken = part.key in self.nodes or reserved(part.key)
            if reason := "has a key that another node uses" if taken else fault(part):
                self.lose(f"{kind} {part.key!r}", reason)
            else:
                kept.append(part)
                self.nodes.add(part.key)
        return tuple(kept)

    def spans(self, what: str, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return those of `spans` that hold words of the text."""
        kept = []
        for span in spans:
            if reason := _fault_of_spans([span], self.article.text):
                self.lose(what, reason)
            else:
                kept.append(span)
        return tuple(kept)


# ------------------------------------------------------------------------------ what is wrong


def _fault_of_spans(spans: Iterable[Span], text: str) -> str | None:
    """Tell what is wrong with spans that should hold words of `text`, in its order."""
    reached = 0
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            return f"has no words at {span.start}-{span.end}"
        if span.start < reached:
            return f"has its words at {span.start}-{span.end} out of order or twice"
        reached = span.end
    return None


def _fault_of_quote(statement: Statement, text: str) -> str | None:
    found = tuple(span.of(text) for span in statement.spans)
    if found != statement.quote:
        places = ", ".join(f"{span.start}-{span.end}" for span in statement.spans)
        return f"has a quote that is not at {places}"
    return None if any(map(str.strip, found)) else "has no words"


def _fault_of_chain(hops: tuple[Hop, ...], actors: set[str], publisher: str) -> str | None:
    """Tell what is wrong with a chain; hops run inner to outer, so each is relayed further on."""
    if strangers := {hop.actor for hop in hops} - actors:
        return f"has a hop of {min(strangers)!r}, who is not among the actors"
    outermost = [hop for hop in hops if hop.relayed_by is None]
    if len(outermost) != 1 or outermost[0].actor != publisher:
        return "has a chain that does not end once, at the publisher"
    relays = (
        (place, hop.relayed_by) for place, hop in enumerate(hops) if hop.relayed_by is not None
    )
    if not all(place < relay < len(hops) for place, relay in relays):
        return "has a hop that no hop further out relays"
    return None


def _fault_of_statement(statement: Statement, reading: Reading, text: str) -> str | None:
    """Tell why a statement must not enter the graph, None if it may."""
    marks = [*statement.hedges]
    for hop in statement.hops:
        marks += (*hop.source, *hop.cue)
    for evaluation in statement.evaluations:
        marks += evaluation.hedges
    actors = {actor.key for actor in reading.actors}
    return (
        _fault_of_spans(statement.spans, text)
        or _fault_of_quote(statement, text)
        or _fault_of_chain(statement.hops, actors, reading.publisher)
        or next(filter(None, (_fault_of_spans([mark], text) for mark in marks)), None)
    )


# ------------------------------------------------------------------------------ what is kept


def _with_parts(reading: Reading, losses: _Losses) -> Reading:
    """Return `reading` bound to the article, with those parts that its text bears out."""
    text = losses.article.text

    def in_text(part: Work | Event) -> str | None:
        return _fault_of_spans([part.span], text)

    def time_in_text(time: TemporalExtent) -> str | None:
        return _fault_of_spans([time.span] if time.span else [], text)

    headline = losses.spans("the headline", [reading.headline] if reading.headline else [])
    times = losses.sift("time", reading.times, time_in_text)
    return replace(
        reading,
        article=losses.article,
        headline=headline[0] if headline else None,
        attributions=_attributions(reading.attributions, losses),
        actors=_actors(reading.actors, losses),
        times=_with_publication(times, reading, losses),
        works=losses.sift("work", reading.works, in_text),
        events=losses.sift("event", reading.events, in_text),
    )


def _attributions(
    attributions: tuple[Attribution, ...], losses: _Losses
) -> tuple[Attribution, ...]:
    kept = []
    for attribution in attributions:
        roles = (attribution.source, attribution.cue, attribution.content)
        faults = (_fault_of_spans(role, losses.article.text) for role in roles)
        if reason := next(filter(None, faults), None):
            losses.lose("an attribution", reason)
        else:
            kept.append(attribution)
    return tuple(kept)


def _actors(actors: tuple[Actor, ...], losses: _Losses) -> tuple[Actor, ...]:
    """Return the first actor of each key, with those mentions that are in the text."""
    kept: dict[str, Actor] = {}
    for actor in actors:
        who = f"actor {actor.key!r}"
        if actor.key in kept:
            losses.lose(who, "has a key that another actor has")
        else:
            kept[actor.key] = replace(actor, mentions=losses.spans(who, actor.mentions))
    return tuple(kept.values())


def _with_publication(
    times: tuple[TemporalExtent, ...], reading: Reading, losses: _Losses
) -> tuple[TemporalExtent, ...]:
    """Return `times` with one for the publication: an unknown one if it was lost or not there."""
    key = reading.published
    if key in {time.key for time in times}:
        return times
    if key not in {time.key for time in reading.times}:
        losses.lose("the publication", f"refers to the time {key!r}, which is not there")
    return (*times, TemporalExtent(key, None, None, None, None, DateBasis.UNKNOWN))


def _with_statements(reading: Reading, losses: _Losses) -> Reading:
    def fault(statement: Statement) -> str | None:
        return _fault_of_statement(statement, reading, losses.article.text)

    return replace(reading, statements=losses.sift("statement", reading.statements, fault))


# -------------------------------------------------------------------- what refers to what is kept


class _References:
    """Follows keys: those of lost parts are dropped in silence, those of nothing with an issue."""

    def __init__(self, given: Reading, kept: Reading, losses: _Losses) -> None:
        self.given = _keys(given)
        self.kept = _keys(kept)
        self.losses = losses

    def many(self, owner: str, kind: str, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those of `keys` that lead to a part of this kind."""
        return tuple(key for key in keys if self.one(owner, kind, key) is not None)

    def one(self, owner: str, kind: str, key: str | None) -> str | None:
        """Return `key` if it leads to a part of this kind, else None."""
        if key is None or key in self.kept[kind]:
            return key
        if key not in self.given[kind]:
            self.losses.lose(owner, f"refers to the {kind} {key!r}, which is not there")
        return None


def _keys(reading: Reading) -> dict[str, set[str]]:
    parts: dict[str, Iterable[_Keyed]] = {
        "actor": reading.actors,
        "time": reading.times,
        "work": reading.works,
        "target": (*reading.statements, *reading.events),
        "statement": reading.statements,
    }
    return {kind: {part.key for part in them} for kind, them in parts.items()}


def _with_references(reading: Reading, references: _References) -> Reading:
    """Return `reading` without keys that lead nowhere."""
    one, many = references.one, references.many
    return replace(
        reading,
        attributions=tuple(
            replace(a, actor=one("an attribution", "actor", a.actor)) for a in reading.attributions
        ),
        actors=tuple(
            replace(a, side=one(f"actor {a.key!r}", "actor", a.side)) for a in reading.actors
        ),
        works=tuple(
            replace(w, publisher=one(f"work {w.key!r}", "actor", w.publisher))
            for w in reading.works
        ),
        events=tuple(
            replace(e, participants=many(f"event {e.key!r}", "actor", e.participants))
            for e in reading.events
        ),
        statements=tuple(_mended(statement, references) for statement in reading.statements),
    )


def _mended(statement: Statement, references: _References) -> Statement:
    owner = f"statement {statement.key!r}"
    targets = references.many(owner, "target", (e.target for e in statement.evaluations))
    return replace(
        statement,
        about=references.many(owner, "actor", statement.about),
        when=references.many(owner, "time", statement.when),
        part_of=references.one(owner, "statement", statement.part_of),
        contradicts=references.many(owner, "statement", statement.contradicts),
        hops=tuple(
            replace(
                hop,
                work=references.one(owner, "work", hop.work),
                stated_at=references.one(owner, "time", hop.stated_at),
            )
            for hop in statement.hops
        ),
        evaluations=tuple(
            _worded(evaluation, owner, references.losses)
            for evaluation in statement.evaluations
            if evaluation.target in targets
        ),
    )


def _worded(evaluation: Evaluation, owner: str, losses: _Losses) -> Evaluation:
    """Return the evaluation without a likelihood that no word of the text expresses."""
    if evaluation.likelihood is None or evaluation.hedges:
        return evaluation
    losses.lose(owner, "has a likelihood that no word expresses")
    return replace(evaluation, likelihood=None)
