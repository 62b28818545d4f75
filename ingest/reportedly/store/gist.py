"""What networks are made of, read off every article's graph: who has what from whom.

To carry half a million links out of the graphs takes a minute, most of it for turning numbers into
terms. So each graph's gist is kept in one row, packed: lists of IRIs, a line each, and tables of
numbers that point into them, which numpy takes as they are. A gist is changed in the transaction
that decides about its graph and read off the triples that queries then see, corrections included;
the graphs stay the truth, and gists can be made anew from them at any time.

A store of an older version has graphs without one. `due` names them, and whoever opens the store to
write makes them; until then there is no `all`.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import statement_of, version_of
from reportedly.graph.parsing import nodes
from reportedly.store import naming

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reportedly.graph.parsing import Nodes
    from reportedly.store.change import Change

SCHEMA: Final = """
DROP TABLE IF EXISTS gist;          -- made from the graphs, it can be made anew at any time
DROP TABLE IF EXISTS ungisted;
CREATE TABLE gist (                 -- numbers are 32 bits each, the lowest first
    graph      TEXT PRIMARY KEY,
    documents  TEXT NOT NULL,       -- IRIs, a line each, as in the next two
    nodes      TEXT NOT NULL,       -- actors, commitments, stances
    statements TEXT NOT NULL,
    outlets    BLOB NOT NULL,       -- places in nodes: who publishes
    relays     BLOB NOT NULL,       -- rows as in gist.Relay, and so on
    begun      BLOB NOT NULL,
    about      BLOB NOT NULL,
    judged     BLOB NOT NULL,
    named      TEXT NOT NULL,       -- JSON: [place in nodes, [classes], [names]] of every actor
    texts      TEXT NOT NULL,       -- JSON: the wording of each statement, or null
    titles     TEXT NOT NULL,       -- JSON: [document, file, headline], "" for what there is not
    assessed   TEXT NOT NULL        -- JSON: rows as in gist.Assessed
);
CREATE TABLE ungisted (graph TEXT PRIMARY KEY) WITHOUT ROWID;  -- older than the gists
INSERT INTO ungisted SELECT graph FROM current;
"""
Relay: TypeAlias = tuple[int, int, int, int, int, int, int, int]
"""Outer actor, inner actor, begin, end, statement, inner hop, commitments of outer and inner."""
Begun: TypeAlias = tuple[int, int, int, int, int]
"""Statement, one whom it begins with, begin, end, commitment."""
About: TypeAlias = tuple[int, int, int, int]
"""Statement, whom it is about, begin, end."""
Judged: TypeAlias = tuple[int, int, int, int, int, int]
"""Who judges, who is judged, begin, end, statement, stance."""
Assessed: TypeAlias = tuple[str, str, str, str, str, str]
"""Statement, what it assesses, stance, likelihood or "", its own words, those of the other."""
WIDTHS: Final = {"outlets": 1, "relays": 8, "begun": 5, "about": 4, "judged": 6}
"""How many numbers a row of each table has."""
LISTS: Final = ("documents", "nodes", "statements")
WRITTEN: Final = ("named", "texts", "titles", "assessed")
"""The columns of JSON."""
NEVER, ALWAYS = 99991231, 10101
"""Days are numbers like 20240517; a first day that nobody knows is NEVER, a last one ALWAYS."""
NOTHING: Final = -1
"""The number of a commitment that is not there."""

_WANTED: Final = frozenset(
    f"<{term}>"
    for term in (
        terms.TYPE, terms.SHA256, terms.PUBLISHER, terms.WHEN, terms.EARLIEST, terms.LATEST,
        terms.NAME, terms.LABEL, terms.TEXT, terms.HAS_ATTRIBUTION, terms.ATTRIBUTED_TO,
        terms.FACTUALITY, terms.STATED_AT, terms.RELAYED_BY, terms.ABOUT, terms.HAS_EVALUATION,
        terms.TARGET, terms.STANCE, terms.LIKELIHOOD, terms.HEADLINE, terms.IDENTIFIER,
        terms.ALTERNATE_NAME,
    )
)  # fmt: skip
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BATCH: Final = 1_000


class Gists:
    """The gists in an open database; the caller holds the transaction.

    `lines_of` gives the triples of a graph as they will be.
    """

    def __init__(self, db: sqlite3.Connection, lines_of: Callable[[str], Sequence[str]]) -> None:
        self._db = db
        self._lines_of = lines_of
        self.naming = naming.Naming(db)

    def follow(self, changes: Iterable[Change]) -> None:
        """Do to the gists what `changes` do to the graphs of articles."""
        for change in changes:
            for graph in change.dropped:
                self.forget(graph)
            if version_of(change.graph):
                part = self._knows(change.graph)
                self.enter(change.graph, self._lines_of(change.graph) if part else change.triples)

    def enter(self, graph: str, triples: Iterable[str]) -> None:
        """Take in a graph."""
        self.forget(graph)
        page = _Page(nodes(filter(_is_wanted, triples)))
        marks = ", ".join("?" * (1 + len(LISTS) + len(WIDTHS) + len(WRITTEN)))
        self._db.execute(f"INSERT INTO gist VALUES ({marks})", [graph, *_row(page)])  # noqa: S608
        self.naming.enter(graph, sorted(set(page.called())))

    def forget(self, graph: str) -> None:
        """Take out a graph."""
        self._db.execute("DELETE FROM gist WHERE graph = ?", [graph])
        self._db.execute("DELETE FROM ungisted WHERE graph = ?", [graph])
        self.naming.forget(graph)

    def due(self) -> list[str]:
        """Return the graphs that have no gist yet."""
        return [graph for (graph,) in self._db.execute("SELECT graph FROM ungisted")]

    def all(self, columns: Sequence[str]) -> Iterator[tuple[str | bytes, ...]] | None:
        """Iterate over `columns` of all gists, by graph; None where some are missing."""
        if not self._is_whole():
            return None
        known = [column for column in columns if column in {*LISTS, *WIDTHS, *WRITTEN}]
        found: Iterator[tuple[str | bytes, ...]] = self._db.execute(
            f"SELECT {', '.join(known)} FROM gist ORDER BY graph"  # noqa: S608
        )
        return found

    def _knows(self, graph: str) -> bool:
        found = self._db.execute("SELECT 1 FROM gist WHERE graph = ?", [graph])
        return found.fetchone() is not None

    def names(self, part: str) -> list[naming.Called] | None:
        """Return the names that have `part` in them, as `Naming.find`; None where some miss."""
        return self.naming.find(part) if self._is_whole() else None

    def _is_whole(self) -> bool:
        known = "SELECT 1 FROM pragma_table_info('gist') WHERE name = 'assessed'"
        if self._db.execute(known).fetchone() is None:  # an older store, opened to read it
            return False
        return self._db.execute("SELECT 1 FROM ungisted LIMIT 1").fetchone() is None


def _row(page: _Page) -> list[str | bytes]:
    """Return the gist of a graph: the cells after the graph's name."""
    named = list(page.named())  # before the lists are made: these have all actors
    tables: tuple[Sequence[tuple[int, ...]], ...] = (
        [(page.node(who),) for who in sorted(page.objects_of(terms.PUBLISHER))],
        sorted(page.relays()),
        sorted(page.begun()),
        sorted(page.about()),
        sorted(page.judged()),
    )
    texts = [page.first(one, terms.TEXT) for one in page.statements]
    lists = (page.having(terms.SHA256), page.nodes, page.statements)
    return [
        *map("\n".join, lists),
        *map(_packed, tables),
        *map(_json, (named, texts, list(page.titles()), sorted(page.assessed()))),
    ]


def _is_wanted(line: str) -> bool:
    subject, predicate, thing = line.split(" ", 2)
    return predicate in _WANTED and subject.startswith("<") and not thing.startswith("_")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _packed(rows: Sequence[tuple[int, ...]]) -> bytes:
    numbers = [number for row in rows for number in row]
    return struct.pack(f"<{len(numbers)}i", *numbers)


@dataclass(frozen=True, slots=True)
class _Page:
    """A graph while it is read, with the nodes and statements that have numbers so far."""

    said: Nodes
    nodes: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    relaying: set[str] = field(default_factory=set)
    printed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.relaying.update(self.objects_of(terms.RELAYED_BY))
        for this in self.having(terms.TYPE, terms.NEWS_ARTICLE):
            self.printed.extend(self.of(this, terms.WHEN))

    def of(self, subject: str, predicate: str) -> list[str]:
        return self.said.get(subject, {}).get(predicate, [])

    def first(self, subject: str, predicate: str) -> str | None:
        return next(iter(self.of(subject, predicate)), None)

    def having(self, predicate: str, value: str = "") -> list[str]:
        """Return the subjects that have a predicate, with that value if one is given."""
        return [
            subject
            for subject, parts in self.said.items()
            if predicate in parts and (not value or value in parts[predicate])
        ]

    def objects_of(self, predicate: str) -> set[str]:
        return {thing for parts in self.said.values() for thing in parts.get(predicate, ())}

    def node(self, iri: str) -> int:
        return self.nodes.setdefault(iri, len(self.nodes))

    def statement(self, iri: str) -> int:
        return self.statements.setdefault(iri, len(self.statements))

    def days(self, hop: str) -> tuple[int, int]:
        """Return the days between which a hop was said, or else printed."""
        times = self.of(hop, terms.STATED_AT) or self.printed
        return (
            min(_numbers(self.of(time, terms.EARLIEST) for time in times), default=NEVER),
            max(_numbers(self.of(time, terms.LATEST) for time in times), default=ALWAYS),
        )

    def commitments(self, hop: str) -> list[int]:
        return [self.node(it) for it in self.of(hop, terms.FACTUALITY)] or [NOTHING]

    def innermost(self, statement: str) -> Iterator[tuple[str, str]]:
        """Yield the hops that a statement begins with, and whose they are."""
        for hop in self.of(statement, terms.HAS_ATTRIBUTION):
            if hop not in self.relaying:
                for who in self.of(hop, terms.ATTRIBUTED_TO):
                    yield hop, who

    # ----------------------------------------------------------------------------------- tables

    def relays(self) -> Iterator[Relay]:
        for number, hop in enumerate(self.having(terms.RELAYED_BY)):
            said = (*self.days(hop), self.statement(statement_of(hop)), number)
            for outer in self.of(hop, terms.RELAYED_BY):
                for above in self.of(outer, terms.ATTRIBUTED_TO):
                    for who in self.of(hop, terms.ATTRIBUTED_TO):
                        for pair in product(self.commitments(outer), self.commitments(hop)):
                            yield self.node(above), self.node(who), *said, *pair

    def begun(self) -> Iterator[Begun]:
        for this in self.having(terms.HAS_ATTRIBUTION):
            for hop, who in self.innermost(this):
                said = (self.statement(this), self.node(who), *self.days(hop))
                for commitment in self.commitments(hop):
                    yield *said, commitment

    def about(self) -> Iterator[About]:
        for this in self.having(terms.ABOUT):
            for days in {self.days(hop) for hop, _ in self.innermost(this)}:
                for whom in self.of(this, terms.ABOUT):
                    yield self.statement(this), self.node(whom), *days

    def judged(self) -> Iterator[Judged]:
        for this in self.having(terms.HAS_EVALUATION):
            for hop, who in self.innermost(this):
                said = (*self.days(hop), self.statement(this))
                for evaluation in self.of(this, terms.HAS_EVALUATION):
                    for stance in self.of(evaluation, terms.STANCE):
                        for whom in self._whose(evaluation):
                            yield self.node(who), self.node(whom), *said, self.node(stance)

    def _whose(self, evaluation: str) -> Iterator[str]:
        """Yield whose statement or document is judged, or who."""
        for target in self.of(evaluation, terms.TARGET):
            yield from (who for _, who in self.innermost(target))
            yield from self.of(target, terms.PUBLISHER)
            if terms.ACTOR in self.of(target, terms.TYPE):
                yield target

    def assessed(self) -> Iterator[Assessed]:
        for this in self.having(terms.HAS_EVALUATION):
            for evaluation, words in product(
                self.of(this, terms.HAS_EVALUATION), self.of(this, terms.TEXT)
            ):
                likely = self.of(evaluation, terms.LIKELIHOOD) or [""]
                for target in self.of(evaluation, terms.TARGET):
                    called = [name for each in _CALLED for name in self.of(target, each)]
                    for stance, how in product(self.of(evaluation, terms.STANCE), likely):
                        yield from ((this, target, stance, how, words, it) for it in called)

    def titles(self) -> Iterator[tuple[str, str, str]]:
        for this, parts in self.said.items():
            file, title = (parts.get(term, ()) for term in (terms.IDENTIFIER, terms.HEADLINE))
            if file or title:
                yield this, max(file, default=""), max(title, default="")

    def called(self) -> Iterator[tuple[str, str]]:
        for this in self.having(terms.TYPE, terms.ACTOR):
            for term in (terms.NAME, terms.ALTERNATE_NAME, terms.LABEL):
                yield from ((this, name) for name in self.of(this, term))

    def named(self) -> Iterator[tuple[int, list[str], list[str]]]:
        for this, parts in self.said.items():
            classes, names = parts.get(terms.TYPE, []), list(parts.get(terms.NAME, ()))
            if terms.UNNAMED_ACTOR in classes:
                names += parts.get(terms.LABEL, ())
            kinds = [kind for kind in classes if kind in _KINDS]
            if names or kinds:
                yield self.node(this), kinds, names


_CALLED: Final = (terms.TEXT, terms.LABEL, terms.HEADLINE, terms.NAME)
_KINDS: Final = frozenset({*terms.ACTOR_CLASS.values(), f"{terms.SCHEMA}Country"})


def _numbers(days: Iterable[list[str]]) -> Iterator[int]:
    return (int(day.replace("-", "")) for some in days for day in some if _DAY.fullmatch(day))
