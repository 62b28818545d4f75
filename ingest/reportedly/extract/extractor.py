"""Articles in, readings out: the seam between what finds attributions and everything after.

An `Extractor` takes a stream of articles and yields a `Reading` for each, in order, or an `Issue`
where one article failed. `RuleExtractor` is the one that ships: spaCy's parse, the rules over it,
and the layers that turn what they find into actors, chains, times and assessments.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reportedly.article import Article, Span, SpanIndex
from reportedly.errors import Issue
from reportedly.extract.chain import Scene, confidence
from reportedly.extract.dates import publication, times
from reportedly.extract.finding import Finding, outermost
from reportedly.extract.furniture import furniture
from reportedly.extract.headline import headline_findings
from reportedly.extract.parse import DEFAULT_MODEL, Parser
from reportedly.extract.publisher import dateline, publisher
from reportedly.extract.quotation import widened
from reportedly.extract.quote import paragraphs, quotes
from reportedly.extract.roster import Name, folded, named_actors
from reportedly.extract.rules import findings
from reportedly.extract.speaker import Speakers
from reportedly.statement import Attribution, Model, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

# spaCy's parser and entity recogniser take about 1 GB for every 100,000 tokens of one text.
_PIECE = 100_000


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


class RuleExtractor:
    """Extraction by rules over a spaCy parse.

    `model` names the spaCy model, an installed package or a folder. Raises ModelError where it
    cannot be used.
    """

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self._parser = Parser(model)

    @property
    def model(self) -> Model:
        """What reads the articles, by name, version and hash."""
        return self._parser.model

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield one reading for each article, in order, parsing them in batches."""
        waiting: deque[Issue | tuple[Article, list[Span]]] = deque()

        def texts() -> Iterator[str]:
            for article in articles:
                if isinstance(article, Issue):
                    waiting.append(article)
                    continue
                pieces = _pieces(article.text)
                waiting.append((article, pieces))
                yield from (piece.of(article.text) for piece in pieces)

        docs = self._parser.docs(texts())
        for doc in docs:
            while isinstance(first := waiting.popleft(), Issue):
                yield first
            article, pieces = first
            marks = [_marks(doc, pieces[0].start)]
            marks += [_marks(next(docs), piece.start) for piece in pieces[1:]]
            yield _read(article, marks, self.model)
        yield from (issue for issue in waiting if isinstance(issue, Issue))


def _read(article: Article, marks: Sequence[_Marks], model: Model) -> Reading | Issue:
    try:
        return _reading(article, marks, model)
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


def _marks(doc: Doc, offset: int) -> _Marks:
    parts = paragraphs(doc.text)
    found = widened(findings(doc), doc, quotes(doc.text, parts))
    names = [Name(Span(e.start_char + offset, e.end_char + offset), e.label_) for e in doc.ents]
    return _Marks([finding.shifted(offset) for finding in found], names)


def _reading(article: Article, marks: Sequence[_Marks], model: Model) -> Reading:
    text = article.text
    parts = paragraphs(text)
    clutter = SpanIndex(furniture(text, parts))
    names = [n for m in marks for n in m.names if not clutter.covers(n.span)]
    named = named_actors(text, names)
    headline = _headline(article)
    place = dateline(text)
    found = [f.without(place) for m in marks for f in m.found if not clutter.covers(f.cue[0])]
    if headline is not None:
        known = {folded(spelling) for a in named for spelling in (a.name, *a.aliases)}
        found += headline_findings(text, headline, known)
    owner = publisher(article, named)
    speakers = Speakers(text, named if owner in named else (*named, owner), found)
    published = publication(article.published)
    when = [t for t in times(text, published) if t.span and not clutter.covers(t.span)]
    scene = Scene(
        text, found, speakers, quotes=quotes(text, parts), times=when, publisher=owner.key
    )
    statements, events = scene.statements()
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
        actors=speakers.actors,
        times=(published, *when),
        works=speakers.works,
        events=events,
        statements=statements,
    )


def _headline(article: Article) -> Span | None:
    """Return where the title stands if the text begins with it."""
    if not article.title:
        return None
    start = len(article.text) - len(article.text.lstrip("\ufeff \t\r\n"))
    span = Span(start, start + len(article.title))
    return span if span.of(article.text) == article.title else None
