"""What was read in one article, for programs: JSON Lines and brat's standoff files.

Offsets count code points of the article's text, ends exclusive. `jsonl` has everything; `brat` has
the attributions in the layout of PolNeAR (Newell, Margolin & Ruths, LREC 2018): an event with the
cue as its trigger and roles Source, Cue and Content, `Attribution-no-source` where nobody is named.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

from reportedly.graph import iri
from reportedly.statement import Actor, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.article import Span
    from reportedly.statement import (
        Attribution,
        Evaluation,
        Event,
        Hop,
        Statement,
        TemporalExtent,
        Work,
    )

_HALF = re.compile("[\ud800-\udfff]")
# A text in a .ann file is one field of one line; each character becomes one blank.
_BREAK = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")

_Json = dict[str, Any]


def jsonl(reading: Reading) -> str:
    """Return `reading` as one line of JSON, without a line end.

    Half a character, which UTF-8 cannot carry, becomes U+FFFD, so that offsets still fit.
    """
    article = reading.article
    names = {actor.key: actor.name for actor in reading.actors}
    dates = {time.key: time.edtf for time in reading.times}
    line = {
        "doc": article.doc,
        "text": article.text,
        "title": article.title,
        "publisher": article.publisher or names.get(reading.publisher),
        "published": article.published or dates.get(reading.published),
        "published_basis": article.published_basis,
        "language": article.language,
        "section": article.section,
        "attributions": [_attribution(each, names) for each in reading.attributions],
        "actors": [_actor(each, reading) for each in reading.actors],
        "times": [_time(each) for each in reading.times],
        "statements": [_statement(each, reading, names) for each in reading.statements],
        "works": [_work(each, names) for each in reading.works],
        "events": [_event(each) for each in reading.events],
        "headline": reading.headline,
        "model": {name: getattr(reading.model, name) for name in type(reading.model).__slots__},
    }
    return _HALF.sub("\ufffd", json.dumps(line, ensure_ascii=False))


def _attribution(attribution: Attribution, names: dict[str, str]) -> _Json:
    return {
        "source": attribution.source,
        "cue": attribution.cue,
        "content": attribution.content,
        "actor": names.get(attribution.actor or ""),
        "confidence": _share(attribution.confidence),
    }


def _actor(actor: Actor, reading: Reading) -> _Json:
    return {
        "key": actor.key,
        "name": actor.name,
        "type": actor.type,
        "iri": iri.actor_iri(actor, reading.article),
        "mentions": actor.mentions,
        "aliases": actor.aliases,
        "scoped": actor.scoped,
        "count": actor.count,
        "side": actor.side,
        "reason": actor.reason,
    }


def _time(time: TemporalExtent) -> _Json:
    return {
        "key": time.key,
        "span": time.span,
        "edtf": time.edtf,
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        "basis": time.basis,
    }


def _statement(statement: Statement, reading: Reading, names: dict[str, str]) -> _Json:
    actors = {actor.key: iri.actor_iri(actor, reading.article) for actor in reading.actors}
    return {
        "key": statement.key,
        "iri": iri.statement_iri(reading, statement.key),
        "spans": statement.spans,
        "quote": statement.quote,
        "plain": statement.plain,
        "contradicts": statement.contradicts,
        "hops": [_hop(hop, names, actors) for hop in statement.hops],
        "about": statement.about,
        "when": statement.when,
        "hedges": statement.hedges,
        "evaluations": [_evaluation(each) for each in statement.evaluations],
        "part_of": statement.part_of,
        "confidence": _share(statement.confidence),
    }


def _hop(hop: Hop, names: dict[str, str], actors: dict[str, str]) -> _Json:
    return {
        "actor": names.get(hop.actor),
        "iri": actors.get(hop.actor),
        "mode": hop.mode,
        "commitment": hop.commitment,
        "relayed_by": hop.relayed_by,
        "source": hop.source,
        "cue": hop.cue,
        "work": hop.work,
        "stated_at": hop.stated_at,
    }


def _evaluation(evaluation: Evaluation) -> _Json:
    return {
        "target": evaluation.target,
        "stance": evaluation.stance,
        "likelihood": evaluation.likelihood,
        "confidence": evaluation.confidence,
        "hedges": evaluation.hedges,
    }


def _work(work: Work, names: dict[str, str]) -> _Json:
    publisher = names.get(work.publisher or "")
    return {"key": work.key, "label": work.label, "publisher": publisher, "span": work.span}


def _event(event: Event) -> _Json:
    return {"key": event.key, "span": event.span, "participants": event.participants}


def _share(number: float) -> float:
    """Return a confidence as the graph has it: 0 to 1, four digits, 0 for what is no number."""
    return round(min(1.0, max(0.0, number)), 4)


def brat(reading: Reading) -> tuple[str, str]:
    """Return the .txt and the .ann file of `reading`'s attributions."""
    text = reading.article.text
    spans = count(1)
    events = count(1)
    lines = (
        line for each in reading.attributions for line in _annotated(each, text, spans, events)
    )
    return _HALF.sub("\ufffd", text), _HALF.sub("\ufffd", "".join(lines))


def _annotated(
    attribution: Attribution, text: str, spans: Iterator[int], events: Iterator[int]
) -> Iterator[str]:
    """Yield the lines of one attribution: its spans as T, then the event that joins them as E."""
    event = "Attribution" if attribution.source else "Attribution-no-source"
    trigger = attribution.cue or attribution.source or attribution.content
    roles = {
        "Source": attribution.source,
        "Cue": attribution.cue,
        "Content": attribution.content,
        event: trigger,
    }
    marks = {role: f"T{next(spans)}" for role, places in roles.items() if places}
    for role, mark in marks.items():
        yield f"{mark}\t{role} {_offsets(roles[role])}\t{_covered(roles[role], text)}\n"
    if trigger:
        arguments = " ".join(f"{role}:{marks[role]}" for role in marks if role != event)
        yield f"E{next(events)}\t{event}:{marks[event]} {arguments}\n"


def _offsets(spans: Iterable[Span]) -> str:
    return ";".join(f"{span.start} {span.end}" for span in spans)


def _covered(spans: Iterable[Span], text: str) -> str:
    return _BREAK.sub(" ", " ".join(span.of(text) for span in spans))
