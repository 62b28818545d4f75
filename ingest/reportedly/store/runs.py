"""Which run brought what: each run of ingestion in the books, and its graph.

A run is entered when it first has something to say: an article that is new or changed, a place, an
issue. One that finds everything as it was writes nothing at all, here as elsewhere. What a run
brings is noted in the transaction that brings it, so neither is ever there without the other.

A run is named by the moment when it began, as the issues that it recorded are.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

import reportedly
from reportedly.graph import runs as graphs
from reportedly.graph.iri import run_graph_iri
from reportedly.statement import Model
from reportedly.store.change import Change, Outcome, found_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from reportedly.article import Article

FINISHED: Final = "finished"
INTERRUPTED: Final = "interrupted"

SCHEMA: Final = """
CREATE TABLE run (
    began    TEXT PRIMARY KEY,
    ended    TEXT,                  -- NULL while it goes on, and where it was cut short
    ending   TEXT,
    software TEXT NOT NULL,
    asked    TEXT NOT NULL,         -- JSON: the sources as they were named
    totals   TEXT NOT NULL          -- JSON: how many of what
) WITHOUT ROWID;
CREATE TABLE run_model (            -- what a run read with, JSON: the Model
    run TEXT NOT NULL, model TEXT NOT NULL,
    PRIMARY KEY (run, model)
) WITHOUT ROWID;
CREATE TABLE brought (
    run     TEXT NOT NULL,
    place   TEXT NOT NULL,          -- where it was found
    version TEXT NOT NULL,
    outcome TEXT NOT NULL,
    graph   TEXT NOT NULL,          -- '' where the text had been read before
    former  TEXT NOT NULL,          -- JSON: graphs that went
    PRIMARY KEY (run, place, version)
) WITHOUT ROWID;
CREATE INDEX brought_version ON brought (version);
"""

_NOTE = "INSERT OR REPLACE INTO brought VALUES (?, ?, ?, ?, ?, ?)"
_ADD = "INSERT OR IGNORE INTO brought VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of ingestion that is to be recorded: when it began, and which sources were named."""

    began: datetime
    asked: tuple[str, ...] = ()
    software: str = f"reportedly/{reportedly.__version__}"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A run as the books have it.

    `ending` is "finished", "interrupted" (by Ctrl-C), or None where it goes on or was cut short;
    `totals` are then what is known without its end. `models` are those that it read with.
    """

    run: Run
    ended: datetime | None
    ending: str | None
    models: tuple[Model, ...]
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a run did to the store: a text it found at a place.

    `graph` is what it wrote, "" where the text had been read before; `replaced` are the graphs
    that went.
    """

    place: str
    version: str
    outcome: Outcome
    graph: str
    replaced: tuple[str, ...]


_Row = tuple[str, str | None, str | None, str, str, str]


class Runs:
    """The runs in an open database; the caller holds the transaction.

    What is brought is noted for the run in `current`, if there is one.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._acted = False
        self.current: Run | None = None

    def open(self, run: Run) -> None:
        """Take what is brought from now on for the work of `run`; writes nothing."""
        self.current, self._acted = run, False

    # -------------------------------------------------------------------------------- the one open

    def begun(self) -> list[Change]:
        """Enter the current run unless it is there; return what is due to the graphs."""
        run = self.current
        if run is None or self._acted:
            return []
        self._acted = True
        if self.one(run.began) is not None:
            return []
        self._db.execute(
            "INSERT INTO run VALUES (?, NULL, NULL, ?, ?, '{}')",
            [run.began.isoformat(), run.software, json.dumps(run.asked)],
        )
        return [_change(run.began, graphs.beginning(run.began, run.software))]

    def is_due(self) -> bool:
        """Tell whether there is a current run that has not done anything yet."""
        return self.current is not None and not self._acted

    def brought(
        self,
        article: Article,
        outcome: Outcome,
        graph: str = "",
        replaced: Sequence[str] = (),
        model: Model | None = None,
    ) -> list[Change]:
        """Note what the current run did; return what is due to the graphs."""
        run = self.current
        if run is None:
            return []
        changes = self.begun()
        lines = graphs.bringing(run.began, graph, replaced)
        if model is not None and self._is_first(run, model):
            lines = (*graphs.reading_with(run.began, model), *lines)
        row = [run.began.isoformat(), found_at(article), article.version, outcome, graph]
        self._db.execute(_NOTE if graph else _ADD, [*row, json.dumps(tuple(replaced))])
        return [*changes, *([_change(run.began, lines)] if lines else [])]

    def _is_first(self, run: Run, model: Model) -> bool:
        row = [run.began.isoformat(), json.dumps(asdict(model))]
        return self._db.execute("INSERT OR IGNORE INTO run_model VALUES (?, ?)", row).rowcount > 0

    def closed(self, ending: str, ended: datetime, totals: Mapping[str, int]) -> list[Change]:
        """Note that the current run is over, if it did anything; return what is due to the graphs.

        A run of the same name that is over already goes on where it ended: its graph is made anew.
        """
        run, self.current = self.current, None
        found = self.one(run.began) if run and self._acted else None
        if run is None or found is None:
            return []
        former = found.totals if found.ended else {}
        summed = {name: number + former.get(name, 0) for name, number in totals.items()}
        self._db.execute(
            "UPDATE run SET ended = ?, ending = ?, totals = ? WHERE began = ?",
            [ended.isoformat(), ending, json.dumps(summed), run.began.isoformat()],
        )
        if found.ended:
            return [self._anew(run.began)]
        return [_change(run.began, graphs.ending(run.began, ended, summed))]

    def _anew(self, began: datetime) -> Change:
        """Return the change that writes a run's whole graph from the books."""
        found = self.one(began)
        lines = set(graphs.beginning(began, found.run.software)) if found else set()
        if found and found.ended:
            lines.update(graphs.ending(began, found.ended, found.totals))
        for model in found.models if found else ():
            lines.update(graphs.reading_with(began, model))
        for each in self.what(began):
            lines.update(graphs.bringing(began, each.graph, each.replaced))
        name = run_graph_iri(began)
        return Change(name, tuple(sorted(lines)), (name,))

    # ------------------------------------------------------------------------------------- reading

    def one(self, began: datetime) -> Recorded | None:
        """Return the run that began at that moment."""
        row = self._db.execute("SELECT * FROM run WHERE began = ?", [began.isoformat()]).fetchone()
        return self._recorded(row) if row else None

    def all(self, version: str | None = None) -> Iterator[Recorded]:
        """Iterate over the runs, oldest first; only those that brought a version, if given."""
        rows = self._db.execute(
            "SELECT * FROM run WHERE ? IS NULL OR began IN"
            " (SELECT run FROM brought WHERE version = ? AND graph != '') ORDER BY began",
            [version, version],
        ).fetchall()
        return map(self._recorded, rows)

    def what(self, began: datetime) -> Iterator[Brought]:
        """Iterate over what a run did, by place."""
        rows = self._db.execute(
            "SELECT place, version, outcome, graph, former FROM brought WHERE run = ?"
            " ORDER BY place, version",
            [began.isoformat()],
        )
        for place, version, outcome, graph, former in rows:
            yield Brought(place, version, Outcome(outcome), graph, tuple(json.loads(former)))

    def _recorded(self, row: _Row) -> Recorded:
        began, ended, ending, software, asked, totals = row
        rows = self._db.execute(
            "SELECT model FROM run_model WHERE run = ? ORDER BY model", [began]
        ).fetchall()
        return Recorded(
            Run(datetime.fromisoformat(began), tuple(json.loads(asked)), software),
            datetime.fromisoformat(ended) if ended else None,
            ending,
            tuple(Model(**json.loads(model)) for (model,) in rows),
            json.loads(totals) if ended else self._so_far(began),
        )

    def _so_far(self, began: str) -> dict[str, int]:
        """Count what a run without an end has done."""
        counts = dict.fromkeys(("new", "changed"), 0)
        rows = self._db.execute(
            "SELECT outcome, count(*) FROM brought WHERE run = ? AND outcome != ? GROUP BY outcome",
            [began, Outcome.UNCHANGED],
        )
        return {**counts, **dict(rows.fetchall())}


def _change(began: datetime, lines: tuple[str, ...]) -> Change:
    return Change(run_graph_iri(began), lines)
