"""All statements as one table: a row for each, with its chain, its judgement and its place.

Read one article at a time, so memory does not grow with the store; rows come in the order of the
articles' graphs and of their texts. The file begins with a byte order mark, without which Excel
takes UTF-8 for Windows' old code page; standard output has none. What a cell may begin with is in
`tables`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from reportedly.export.tables import write_table
from reportedly.graph import vocabulary as v
from reportedly.query.answer import chain, has_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.query import Answer

COLUMNS: Final = (
    "iri", "document", "document_name", "publisher", "published", "text", "actor", "actor_type",
    "chain", "depth", "mode", "commitment", "cue", "start", "end", "hedges", "stances",
    "likelihood", "said_earliest", "said_latest", "confidence",
)  # fmt: skip
_TRIPLES: Final = "SELECT ?s ?p ?o WHERE { GRAPH <%s> { ?s ?p ?o } }"
_TYPES: Final = {iri: str(kind) for kind, iri in v.ACTOR_CLASS.items()}
_BOM: Final = b"\xef\xbb\xbf"


class Graphs(Protocol):
    """A store's graphs, by name."""

    def graphs(self) -> Iterator[tuple[str, str]]:
        """Iterate over the graphs of the articles: IRI and article version."""
        ...

    def query(self, sparql: str) -> Answer:
        """Answer a query."""
        ...


def write_statements(store: Graphs, out: IO[bytes], *, mark: bool = True) -> None:
    """Write the statements in `store` to `out`, with a byte order mark unless told otherwise."""
    if mark:
        out.write(_BOM)
    write_table(COLUMNS, rows(store), out)


def rows(store: Graphs) -> Iterator[tuple[object, ...]]:
    """Yield a row for each statement in `store`, with the cells of `COLUMNS`."""
    for name, _ in store.graphs():
        answer = store.query(_TRIPLES % name)
        if has_rows(answer):
            yield from _Page.of(answer).rows()


@dataclass(frozen=True, slots=True)
class _Page:
    """One article's graph: the objects by subject and predicate."""

    objects: dict[tuple[str, str], list[Any]]

    @classmethod
    def of(cls, triples: Iterable[tuple[Any, ...]]) -> _Page:
        objects = defaultdict(list)
        for subject, predicate, thing in triples:
            objects[subject, predicate].append(thing)
        return cls({key: sorted(values, key=str) for key, values in objects.items()})

    def all(self, subject: str, predicate: str) -> list[Any]:
        return self.objects.get((subject, predicate), [])

    def one(self, subject: str, *predicates: str) -> Any:
        """Return the first object of the first of `predicates` that `subject` has."""
        return next((self.all(subject, p)[0] for p in predicates if self.all(subject, p)), None)

    def rows(self) -> Iterator[tuple[object, ...]]:
        statements = [s for s, predicate in self.objects if predicate == v.HAS_ATTRIBUTION]
        for _, statement in sorted((self.place(s), s) for s in statements):
            yield self.row(statement)

    def row(self, statement: str) -> tuple[object, ...]:
        document = statement.partition("#")[0]
        hops = self.all(statement, v.HAS_ATTRIBUTION)
        outer = {hop: self.one(hop, v.RELAYED_BY) for hop in hops}
        inner = [hop for hop in hops if hop not in outer.values()]
        actors = [self.one(hop, v.ATTRIBUTED_TO) for hop in inner]
        depths = {hop: _depth(hop, outer) for hop in hops}
        said = [self.one(hop, v.STATED_AT) for hop in inner]
        judged = self.all(statement, v.HAS_EVALUATION)
        start, end = self.place(statement)
        return (
            statement,
            document,
            self.one(document, v.HEADLINE, v.IDENTIFIER),
            self.name(self.one(document, v.PUBLISHER)),
            self.one(document, v.ISSUED),
            self.one(statement, v.TEXT),
            _together(map(self.name, actors)),
            _together(map(self.type, actors)),
            self.chain(depths),
            max(depths.values(), default=0),
            _together(_term(self.one(hop, v.SPEECH_MODE)) for hop in inner),
            _together(_sign(self.one(hop, v.FACTUALITY)) for hop in inner),
            _together(self.one(hop, v.CUE) for hop in inner),
            start,
            end,
            _together(self.all(statement, v.HEDGE)),
            _together(_term(self.one(each, v.STANCE)) for each in judged),
            _together(_term(self.one(each, v.LIKELIHOOD)) for each in judged),
            min(filter(None, (self.one(time, v.EARLIEST) for time in said)), default=None),
            max(filter(None, (self.one(time, v.LATEST) for time in said)), default=None),
            self.one(statement, v.MODEL_CONFIDENCE),
        )

    def place(self, statement: str) -> tuple[int, int]:
        """Return where the first of the statement's words begins and the last ends."""
        selectors = [
            selector
            for anchor in self.all(statement, v.ANCHOR)
            for selector in self.all(anchor, v.HAS_SELECTOR)
        ]
        starts = [start for s in selectors for start in self.all(s, v.START)]
        ends = [end for s in selectors for end in self.all(s, v.END)]
        return min(starts, default=0), max(ends, default=0)

    def name(self, actor: str) -> str | None:
        name = self.one(actor, v.NAME, v.LABEL)
        return None if name is None else str(name)

    def type(self, actor: str) -> str | None:
        classes = (_TYPES.get(iri) for iri in self.all(actor, v.TYPE))
        return next(filter(None, classes), None)

    def chain(self, depths: dict[str, int]) -> str:
        """Return the names along the chain, outermost first."""
        lines = (
            f"{depth} {self.name(self.one(hop, v.ATTRIBUTED_TO))}" for hop, depth in depths.items()
        )
        return chain("\n".join(lines))


def _depth(hop: str, outer: dict[str, str | None]) -> int:
    """Return how many hops there are from the outermost, which is 1; stop in a circle."""
    depth, at = 1, outer[hop]
    while at in outer and depth <= len(outer):
        depth, at = depth + 1, outer[at]
    return depth


def _together(values: Iterable[object]) -> str | None:
    """Return the different values in their order, joined by "; "; None if there are none."""
    return "; ".join(dict.fromkeys(str(value) for value in values if value is not None)) or None


def _term(iri: str | None) -> str | None:
    return None if iri is None else str(iri).removeprefix(v.SC)


def _sign(iri: str | None) -> str | None:
    term = _term(iri)
    return term and term.replace("plus", "+").replace("minus", "-")
