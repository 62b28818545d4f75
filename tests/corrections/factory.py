"""Articles in which parties say things, as an extractor would read them, without one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.store.fakes import MODEL

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.graph.iri import document_iri, graph_iri
from reportedly.statement import (
    Actor,
    ActorType,
    Commitment,
    DateBasis,
    Evaluation,
    Hop,
    Model,
    Reading,
    SpeechMode,
    Stance,
    Statement,
    TemporalExtent,
)
from reportedly.store import Entry

PERSON, BODY, UNNAMED = ActorType.PERSON, ActorType.ORGANIZATION, ActorType.UNNAMED
TYPES = {"officials": UNNAMED, "Harbour Union": BODY, "Northern Herald": BODY}


@dataclass(frozen=True)
class Line:
    """`speaker` `cue` that `words`; `judges` is the number of a line that this one is about."""

    speaker: str
    words: str
    cue: str = "said"
    judges: int | None = None
    stance: Stance = Stance.DISPUTES
    heard_as: str | None = None
    """Whom the extraction takes for the speaker, if not who is written there."""
    relayed: str | None = None
    read: bool = True
    """Whether the extraction finds it."""

    @property
    def text(self) -> str:
        return f"{self.speaker} {self.cue} that {self.words}."


LINES = [
    Line("Ana Kovac", "the port opens in May", cue="told reporters"),
    Line("officials", "the port stays shut", relayed="Northern Herald"),
    Line("Harbour Union", "the date is a fairy tale", judges=0),
    Line("Coastal Post", "the port is old"),
    Line("Ana Kovac", "the port will open in May", cue="repeated"),
]


def version(number: int) -> Model:
    return replace(MODEL, version=str(number))


def reading(
    lines: list[Line], *, name: str = "a.txt", model: Model = MODEL, **more: object
) -> Reading:
    """What an extractor finds in an article with a line for each of `lines`."""
    article = Article("\n".join(line.text for line in lines), name, location=f"/news/{name}")
    article = replace(article, publisher="Coastal Post", **more)  # type: ignore[arg-type]
    names = {"Coastal Post": "post"}
    statements, start, keys = [], 0, {}
    spans = []
    for number, line in enumerate(lines):
        at = start + len(line.text) - len(line.words) - 1
        spans.append(Span(at, at + len(line.words)))
        keys[number] = f"st-{at}-{at + len(line.words)}"
        start += len(line.text) + 1
    start = 0
    for number, line in enumerate(lines):
        who = line.heard_as or line.speaker
        key = names.setdefault(who, f"a{len(names)}")
        source = Span(start, start + len(line.speaker))
        cue = Span(source.end + 1, source.end + 1 + len(line.cue))
        hops = [Hop(key, SpeechMode.INDIRECT, Commitment.CERTAIN, 1, (source,), (cue,))]
        if line.relayed:
            relay = names.setdefault(line.relayed, f"a{len(names)}")
            hops.append(Hop(relay, SpeechMode.INDIRECT, Commitment.UNCOMMITTED, 2))
        hops.append(Hop("post", SpeechMode.DOCUMENT, Commitment.UNCOMMITTED))
        if line.speaker == "Coastal Post":
            hops = [Hop("post", SpeechMode.DOCUMENT, Commitment.CERTAIN)]
        judging = () if line.judges is None else (Evaluation(keys[line.judges], line.stance),)
        quote = (spans[number].of(article.text),)
        one = Statement(
            keys[number], (spans[number],), quote, tuple(hops), 0.9, evaluations=judging
        )
        statements += [one] if line.read else []
        start += len(line.text) + 1
    unknown = TemporalExtent("published", None, None, None, None, DateBasis.UNKNOWN)
    actors = tuple(
        Actor(
            key, who, TYPES.get(who, BODY if key == "post" else PERSON), scoped=who == "officials"
        )
        for who, key in names.items()
    )
    return Reading(
        article,
        model,
        "post",
        "published",
        actors=actors,
        times=(unknown,),
        statements=tuple(statements),
    )


def entry(lines: list[Line], **more: object) -> Entry:
    found = reading(lines, **more)  # type: ignore[arg-type]
    article = found.article
    return Entry(article, found.model, graph_iri(article), graph.triples(found), len(lines))


def iri(of: Entry, words: str) -> str:
    """The statement of these words in an article."""
    at = of.article.text.index(words)
    return f"{document_iri(of.article)}#st-{at}-{at + len(words)}"
