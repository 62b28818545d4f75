"""Articles in, readings out: the seam between what finds attributions and everything after.

An `Extractor` takes a stream of articles and yields a `Reading` for each, in order, or an `Issue`
where one article failed. `ArticleExtractor` is the one that ships: the attribution model, spaCy's
parse with the rules over it, and the layers that turn what they find into actors, chains, times
and assessments.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportedly.article import Article, Span, SpanIndex
from reportedly.errors import Issue
from reportedly.extract.chain import Scene, confidence
from reportedly.extract.contrary import contrary, treated
from reportedly.extract.dates import publication, times
from reportedly.extract.finding import Finding, outermost
from reportedly.extract.furniture import furniture
from reportedly.extract.grammar import Nouns, combined, nouns
from reportedly.extract.headline import echoed, headline_findings
from reportedly.extract.kind import Name
from reportedly.extract.mention import Mentions
from reportedly.extract.network import AttributionModel, Found
from reportedly.extract.parse import DEFAULT_MODEL, Parser, name_entities
from reportedly.extract.part import with_parts
from reportedly.extract.publisher import dateline, publisher
from reportedly.extract.quotation import widened
from reportedly.extract.quote import paragraphs, quotes
from reportedly.extract.roster import folded, named_actors
from reportedly.extract.rules import findings
from reportedly.extract.scale import ICD203, SCALES
from reportedly.extract.speaker import Speakers
from reportedly.extract.target import linked
from reportedly.extract.wording import plain, pronouns
from reportedly.statement import ActorType, Attribution, Model, Reading, SpeechMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.tokens import Doc

    from reportedly.extract.scale import Scale

# Characters: what spaCy needs for one text grows with it, about 2.7 kB a character.
_PIECE = 100_000
_SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]*[A-Z])")
_BLANK = re.compile(r"[^\n]")


class Extractor(Protocol):
    """Turns articles into readings; `model` says what does it, for the record."""

    @property
    def model(self) -> Model:
        """What reads the articles, by name, version and hash."""

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield one reading, or the issue that prevented it, for each article, in order.

        An Issue among the articles, as `source.read` gives, is passed on in its place.
        """


class _Marks(NamedTuple):
    """What one piece of text shows before anybody asks who is who."""

    found: list[Finding]
    names: list[Name]
    nouns: Nouns


class ArticleExtractor:
    """Extraction by the attribution model and a spaCy parse.

    `model` names the spaCy model, an installed package or a folder; `attribution_model` is the
    folder of an attribution model of one's own. Attributions less likely than `min_confidence`
    to be right are left out. Estimative words are read on `scale`, one of `SCALES`. Raises
    ModelError where a model cannot be used.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        attribution_model: Path | None = None,
        min_confidence: float = 0.0,
        scale: str = ICD203.name,
    ) -> None:
        self._scale = SCALES[scale]
        self._least = min_confidence
        self._parser = Parser(model)
        self._tagger = AttributionModel(attribution_model, min_confidence)
        self._model = _both(self._parser.model, self._tagger.model, self._scale)

    @property
    def model(self) -> Model:
        """What reads the articles, by name, version and hash."""
        return self._model

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield one reading for each article, in order, parsing them in batches."""
        waiting: deque[Issue | tuple[Article, list[tuple[Span, Found]]]] = deque()

        def texts() -> Iterator[str]:
            for article in articles:
                if isinstance(article, Issue):
                    waiting.append(article)
                    continue
                text = _without_furniture(article.text)
                pieces = [(p, self._tagger.read(p.of(text))) for p in _pieces(text)]
                waiting.append((article, pieces))
                yield from (_to_parse(piece.of(text), found) for piece, found in pieces)

        docs = self._parser.docs(texts())
        for doc in docs:
            while isinstance(first := waiting.popleft(), Issue):
                yield first
            article, pieces = first
            # One after the other: a Doc lives no longer than its turn.
            marks = []
            for number, (piece, found) in enumerate(pieces):
                marks.append(self._marks(next(docs) if number else doc, piece.start, found))
            yield _read(article, marks, self.model, self._scale)
        yield from (issue for issue in waiting if isinstance(issue, Issue))

    def _marks(self, doc: Doc, offset: int, found: Found) -> _Marks:
        text = doc.text
        name_entities(doc, found.names)
        widest = widened(findings(doc), doc, quotes(text, paragraphs(text)))
        ruled = [finding for finding in widest if confidence(finding) >= self._least]
        findings_ = combined(found.attributions, ruled, doc)
        return _Marks(
            [finding.shifted(offset) for finding in findings_],
            [Name(span.shifted(offset), kind) for span, kind in found.names],
            nouns(doc, offset),
        )


def _without_furniture(text: str) -> str:
    """Return the text with blanks for furniture, so that nothing is read across it."""
    out, at = [], 0
    for line in furniture(text, paragraphs(text)):
        out += [text[at : line.start], _BLANK.sub(" ", line.of(text))]
        at = line.end
    return "".join([*out, text[at:]])


def _to_parse(text: str, found: Found) -> str:
    """Return the text with blanks for the sentences in which nobody says anything.

    Grammar is asked about attributions only, and parsing takes as long as finding them.
    """
    said = SpanIndex(
        span
        for one in found.attributions
        for span in (one.cue, *one.content, *((one.source,) if one.source else ()))
    )
    kept = [
        part for whole in paragraphs(text) for part in _sentences(text, whole) if said.near(part)
    ]
    out, at = [], 0
    for part in kept:
        out += [_BLANK.sub(" ", text[at : part.start]), part.of(text)]
        at = part.end
    return "".join([*out, _BLANK.sub(" ", text[at:])])


def _sentences(text: str, paragraph: Span) -> list[Span]:
    ends = [found.end() for found in _SENTENCE_END.finditer(text, *paragraph)]
    edges = [paragraph.start, *ends, paragraph.end]
    return [Span(a, b) for a, b in pairwise(edges) if a < b]


def _both(parser: Model, tagger: Model, scale: Scale) -> Model:
    """Return what names the parser, the attribution model and a scale other than usual together."""
    other = "" if scale is ICD203 else f" + {scale.name}"
    return replace(
        parser,
        name=f"{parser.name} + {tagger.name}{other}",
        version=f"{parser.version} + {tagger.version}",
        sha256=hashlib.sha256(f"{parser.sha256} {tagger.sha256}".encode()).hexdigest(),
    )


def _read(article: Article, marks: Sequence[_Marks], model: Model, scale: Scale) -> Reading | Issue:
    try:
        return _reading(article, marks, model, scale)
    except Exception as fault:  # noqa: BLE001 one article's failure must not end the run
        reason = f"no reading could be made of it: {type(fault).__name__}: {fault}"
        return Issue(article.name, "extract", reason, "report this with the article")


def _pieces(text: str) -> list[Span]:
    """Cut a very long text at paragraph ends; nearly always this is one piece."""
    pieces = []
    start = 0
    while len(text) - start > _PIECE:
        end = text.rfind("\n", start, start + _PIECE) + 1 or start + _PIECE
        pieces.append(Span(start, end))
        start = end
    return [*pieces, Span(start, len(text))]


def _reading(article: Article, marks: Sequence[_Marks], model: Model, scale: Scale) -> Reading:
    text = article.text
    parts = paragraphs(text)
    clutter = SpanIndex(furniture(text, parts))
    named = named_actors(text, [name for m in marks for name in m.names])
    headline = _headline(article)
    place = dateline(text)
    found = [f.without(place) for m in marks for f in m.found]
    if headline is not None:
        speaking = [a for a in named if a.type is not ActorType.PLACE]
        known = {folded(spelling) for a in speaking for spelling in (a.name, *a.aliases)}
        found += headline_findings(text, headline, known)
        found = echoed(found, text, headline)
    found += contrary(text)
    owner, named = publisher(article, named)
    found += treated(text, Mentions(named), SpanIndex(span for f in found for span in f.cue))
    speakers = Speakers(text, named, found, _joined(m.nouns for m in marks), owner.key)
    published, named_times = times(text, publication(article.published, article.published_basis))
    when = [t for t in named_times if t.span and not clutter.covers(t.span)]
    scene = Scene(
        text,
        found,
        speakers,
        quotes=quotes(text, parts),
        times=when,
        publisher=owner.key,
        scale=scale,
    )
    statements, events = linked(text, *with_parts(text, *scene.statements()))
    meant = pronouns(text, speakers.cast.actors)
    statements = tuple(
        replace(one, plain=plain(text, one.spans, meant, one.hops[0].mode is SpeechMode.DIRECT))
        for one in statements
    )
    return Reading(
        article=article,
        model=model,
        publisher=owner.key,
        published=published.key,
        headline=headline,
        attributions=tuple(
            Attribution(f.source, f.cue, f.content, scene.actor_of(f), confidence(f))
            for f in outermost(found)
        ),
        actors=speakers.cast.actors,
        times=(published, *when),
        works=speakers.cast.works,
        events=events,
        statements=statements,
    )


def _joined(parts: Iterable[Nouns]) -> Nouns:
    plural, beside = zip(*parts, strict=True)
    return Nouns(list(chain(*plural)), list(chain(*beside)))


def _headline(article: Article) -> Span | None:
    """Return where the title stands if the text begins with it."""
    if not article.title:
        return None
    start = len(article.text) - len(article.text.lstrip("\ufeff \t\r\n"))
    span = Span(start, start + len(article.title))
    return span if span.of(article.text) == article.title else None
