"""A reading as RDF: the triples of one article's named graph, as sorted N-Triples lines.

Strings all the way: no RDF library is needed to write, and the store takes the lines as they are.
Nothing depends on when or where it runs, so the same input and version give the same lines.
What the shapes require is not checked here but by `grounding` beforehand and by `check` afterwards:
a reference that leads nowhere is left out, and the shapes then name the node that lacks it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly import identity
from reportedly.graph import iri, vocabulary
from reportedly.graph.ntriples import day, integer, language_tag, link, node, share, string, worded
from reportedly.statement import ActorType, DateBasis, SpeechMode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from reportedly.article import Span
    from reportedly.statement import Actor, Event, Hop, Reading, Statement, TemporalExtent, Work

_CONTEXT = 20  # characters of prefix and suffix in a quote selector
_TOLD = (DateBasis.EXPLICIT, DateBasis.METADATA)
_PRONOUNS = frozenset(
    """he him his himself she her hers herself they them their theirs themselves it its itself
    i me my mine myself we us our ours""".split()
)


def triples(reading: Reading) -> tuple[str, ...]:
    """Return the triples of `reading`: sorted, unique N-Triples lines without line ends.

    Joined by any white space they are also the inside of a SPARQL 1.1 GRAPH block.
    """
    page = _Page.of(reading)
    _write_document(page)
    _write_extraction(page)
    for actor in reading.actors:
        _write_actor(page, actor)
    for time in reading.times:
        _write_time(page, time)
    for work in reading.works:
        _write_work(page, work)
    for event in reading.events:
        _write_event(page, event)
    for statement in reading.statements:
        _write_statement(page, statement)
    for span in page.spans:
        _write_anchor(page, span)
    return tuple(sorted(page.lines))


@dataclass(frozen=True, slots=True)
class _Page:
    """One graph while it is written: the lines so far, and the nodes that keys stand for."""

    reading: Reading
    document: str
    tag: str
    actors: dict[str, str]
    times: dict[str, str]
    works: dict[str, str]
    events: dict[str, str]
    statements: dict[str, str]
    lines: set[str] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading) -> _Page:
        article, document = reading.article, iri.document_iri(reading.article)

        def by_key(parts: Iterable[TemporalExtent | Work | Event | Statement]) -> dict[str, str]:
            return {part.key: node(iri.node_iri(document, part.key)) for part in parts}

        return cls(
            reading,
            document,
            language_tag(article.language),
            actors={actor.key: node(iri.actor_iri(actor, article)) for actor in reading.actors},
            times=by_key(reading.times),
            works=by_key(reading.works),
            events=by_key(reading.events),
            statements=by_key(reading.statements),
        )

    @property
    def extraction(self) -> str:
        return node(iri.extraction_iri(self.document))

    def say(self, subject: str, predicate: str, *objects: str | None) -> None:
        """Add a triple for each object; None, a reference that leads nowhere, adds nothing."""
        for thing in objects:
            if thing is not None:
                self.lines.add(f"{subject} <{predicate}> {thing} .")

    def type(self, subject: str, *classes: str) -> None:
        self.say(subject, vocabulary.TYPE, *map(node, classes))

    def place(self, subject: str, spans: Iterable[Span]) -> None:
        """Anchor `subject` at each of `spans`."""
        for span in spans:
            self.spans.add(span)
            self.say(subject, vocabulary.ANCHOR, node(iri.anchor_iri(self.document, span)))

    def words(self, spans: Iterable[Span]) -> str:
        return _joined(span.of(self.reading.article.text) for span in spans)

    def quote_hedges(self, subject: str, spans: Iterable[Span]) -> None:
        self.say(subject, vocabulary.HEDGE, *(string(self.words([span])) for span in spans))


def _joined(fragments: Iterable[str]) -> str:
    return " … ".join(" ".join(fragment.split()) for fragment in fragments)


def _write_document(page: _Page) -> None:
    reading, article, this = page.reading, page.reading.article, node(page.document)
    page.type(this, vocabulary.DOCUMENT, vocabulary.NEWS_ARTICLE)
    page.say(this, vocabulary.PUBLISHER, page.actors.get(reading.publisher))
    page.say(this, vocabulary.WHEN, page.times.get(reading.published))
    page.say(this, vocabulary.ISSUED, string(_issued(reading)))
    page.say(this, vocabulary.SHA256, string(article.sha256))
    page.say(this, vocabulary.IDENTIFIER, string(article.name))
    page.say(this, vocabulary.AUTHOR, *map(string, article.authors))
    page.say(this, vocabulary.EXTRACTED_BY, page.extraction)
    if article.language:
        page.say(this, vocabulary.LANGUAGE, string(article.language))
    if article.section:
        page.say(this, vocabulary.ARTICLE_SECTION, string(article.section))
    if article.url:
        page.say(this, vocabulary.URL, link(article.url))
    headline = [reading.headline] if reading.headline else []
    page.place(this, headline)
    if title := article.title or page.words(headline):
        page.say(this, vocabulary.HEADLINE, worded(title, page.tag))


def _issued(reading: Reading) -> str:
    """Return the date that the source or the text gives for publication, else "unknown"."""
    times = (t for t in reading.times if t.key == reading.published and t.basis in _TOLD)
    found = next(times, None)
    return reading.article.published or (found.edtf if found else None) or "unknown"


def _write_extraction(page: _Page) -> None:
    model = page.reading.model
    agent = node(iri.agent_iri(model.software))
    read_with = node(iri.model_iri(model.name, model.version))
    page.type(page.extraction, vocabulary.EXTRACTION)
    page.say(page.extraction, vocabulary.USED, node(page.document), read_with)
    page.say(page.extraction, vocabulary.SOFTWARE_VERSION, string(model.software))
    page.say(page.extraction, vocabulary.ASSOCIATED_WITH, agent)
    page.type(agent, vocabulary.SOFTWARE_AGENT)
    page.type(read_with, vocabulary.ENTITY)
    page.say(read_with, vocabulary.NAME, string(model.name))
    page.say(read_with, vocabulary.SOFTWARE_VERSION, string(model.version))
    page.say(read_with, vocabulary.SHA256, string(model.sha256))


def _write_actor(page: _Page, actor: Actor) -> None:
    this = page.actors[actor.key]
    party = None if actor.scoped else identity.known(actor.name, actor.type)
    kind = party.type if party else actor.type
    page.type(this, vocabulary.ACTOR, vocabulary.ACTOR_CLASS[kind])
    if party and party.item:
        page.say(this, vocabulary.SAME_AS, node(party.item))
    if actor.type is ActorType.UNNAMED:
        page.say(this, vocabulary.LABEL, worded(actor.name, page.tag))
        page.say(this, vocabulary.AFFILIATION, page.actors.get(actor.side or ""))
        if actor.count is not None:
            page.say(this, vocabulary.NUMBER_OF_ITEMS, string(actor.count))
        if actor.reason is not None:
            page.say(this, vocabulary.SCOPE_NOTE, worded(page.words([actor.reason]), page.tag))
        others = set(actor.aliases)
    else:
        # Two actors whose names are one once folded share an IRI: the first one names it.
        name = page.names.setdefault(this, actor.name)
        page.say(this, vocabulary.NAME, string(name))
        others = {actor.name, *actor.aliases, *([party.name] if party else [])} - {name}
    page.say(this, vocabulary.ALTERNATE_NAME, *map(string, others))
    # The places of pronouns are a tenth of all triples and tell nobody anything.
    page.place(this, (m for m in actor.mentions if page.words([m]).casefold() not in _PRONOUNS))


def _write_time(page: _Page, time: TemporalExtent) -> None:
    this = page.times[time.key]
    page.type(this, vocabulary.TEMPORAL_EXTENT)
    page.say(this, vocabulary.DATE_BASIS, _scale(time.basis))
    page.say(this, vocabulary.EDTF, string(time.edtf) if time.edtf else None)
    page.say(this, vocabulary.EARLIEST, day(time.earliest) if time.earliest else None)
    page.say(this, vocabulary.LATEST, day(time.latest) if time.latest else None)
    if time.span:
        page.say(this, vocabulary.LABEL, worded(page.words([time.span]), page.tag))
        page.place(this, [time.span])


def _write_work(page: _Page, work: Work) -> None:
    this = page.works[work.key]
    page.type(this, vocabulary.DOCUMENT)
    page.say(this, vocabulary.LABEL, worded(work.label, page.tag))
    page.say(this, vocabulary.PUBLISHER, page.actors.get(work.publisher or ""))
    page.place(this, [work.span])


def _write_event(page: _Page, event: Event) -> None:
    this = page.events[event.key]
    page.type(this, vocabulary.EVENT)
    page.say(this, vocabulary.LABEL, worded(page.words([event.span]), page.tag))
    page.say(this, vocabulary.PARTICIPANT, *map(page.actors.get, event.participants))
    page.place(this, [event.span])


def _write_statement(page: _Page, statement: Statement) -> None:
    name = iri.node_iri(page.document, statement.key)
    this = node(name)
    page.type(this, vocabulary.STATEMENT)
    page.say(this, vocabulary.TEXT, worded(_joined(statement.quote), page.tag))
    if statement.plain is not None:
        page.say(this, vocabulary.LABEL, worded(statement.plain, page.tag))
    page.say(this, vocabulary.CONTRADICTS, *map(page.statements.get, statement.contradicts))
    page.say(this, vocabulary.ABOUT, *map(page.actors.get, statement.about))
    page.say(this, vocabulary.WHEN, *map(page.times.get, statement.when))
    page.say(this, vocabulary.MODEL_CONFIDENCE, share(statement.confidence))
    page.say(this, vocabulary.IS_PART_OF, page.statements.get(statement.part_of or ""))
    page.say(this, vocabulary.EXTRACTED_BY, page.extraction)
    page.quote_hedges(this, statement.hedges)
    page.place(this, statement.spans)
    headline = page.reading.headline
    if headline and all(map(headline.covers, statement.spans)):
        page.say(this, vocabulary.IN_HEADLINE, node(iri.anchor_iri(page.document, headline)))
    for position, hop in enumerate(statement.hops):
        _write_hop(page, name, position, hop)
    _write_evaluations(page, statement)


def _write_hop(page: _Page, statement: str, position: int, hop: Hop) -> None:
    this = node(iri.hop_iri(statement, position))
    page.say(node(statement), vocabulary.HAS_ATTRIBUTION, this)
    page.type(this, vocabulary.ATTRIBUTION)
    page.say(this, vocabulary.ATTRIBUTED_TO, page.actors.get(hop.actor))
    page.say(this, vocabulary.FACTUALITY, _scale(hop.commitment))
    page.say(this, vocabulary.SPEECH_MODE, _scale(hop.mode))
    page.say(this, vocabulary.STATED_AT, page.times.get(hop.stated_at or ""))
    if hop.cue:
        page.say(this, vocabulary.CUE, string(page.words(hop.cue)))
    if hop.work is not None:
        page.say(this, vocabulary.VIA_DOCUMENT, page.works.get(hop.work))
    elif hop.mode is SpeechMode.DOCUMENT:
        page.say(this, vocabulary.VIA_DOCUMENT, node(page.document))
    if hop.relayed_by is not None:
        page.say(this, vocabulary.RELAYED_BY, node(iri.hop_iri(statement, hop.relayed_by)))
    page.place(this, (*hop.source, *hop.cue))


def _write_evaluations(page: _Page, statement: Statement) -> None:
    name = iri.node_iri(page.document, statement.key)
    if statement.evaluations:
        page.type(node(name), vocabulary.ASSESSMENT)
    for position, evaluation in enumerate(statement.evaluations):
        this = node(iri.evaluation_iri(name, position))
        target = page.statements.get(evaluation.target) or page.events.get(evaluation.target)
        page.say(node(name), vocabulary.HAS_EVALUATION, this)
        page.type(this, vocabulary.EVALUATION)
        page.say(this, vocabulary.TARGET, target)
        page.say(this, vocabulary.STANCE, _scale(evaluation.stance))
        if evaluation.likelihood:
            page.say(this, vocabulary.LIKELIHOOD, _scale(evaluation.likelihood))
        if evaluation.confidence:
            page.say(this, vocabulary.ANALYTIC_CONFIDENCE, _scale(evaluation.confidence))
        page.quote_hedges(this, evaluation.hedges)


def _write_anchor(page: _Page, span: Span) -> None:
    """Write a place in the text: its position and its words (Web Annotation 4.2.4 and 4.2.5)."""
    text, (start, end) = page.reading.article.text, span
    place = iri.anchor_iri(page.document, span)
    this, position, quote = node(place), node(f"{place};pos"), node(f"{place};quote")
    page.type(this, vocabulary.SPECIFIC_RESOURCE)
    page.say(this, vocabulary.HAS_SOURCE, node(page.document))
    page.say(this, vocabulary.HAS_SELECTOR, position, quote)
    page.type(position, vocabulary.TEXT_POSITION_SELECTOR)
    page.say(position, vocabulary.START, integer(start))
    page.say(position, vocabulary.END, integer(end))
    page.type(quote, vocabulary.TEXT_QUOTE_SELECTOR)
    page.say(quote, vocabulary.EXACT, string(span.of(text)))
    page.say(quote, vocabulary.PREFIX, string(text[max(0, start - _CONTEXT) : max(0, start)]))
    page.say(quote, vocabulary.SUFFIX, string(text[max(0, end) : max(0, end) + _CONTEXT]))


def _scale(value: StrEnum) -> str:
    return node(vocabulary.scale_term(value))
