"""Networks from the gists of a store's graphs: what `links` asks of it in SPARQL, as arrays.

The gists have who has what from whom as numbers (`store.gist`). Joined end to end, with numbers
that hold across documents, they are sorted and counted by numpy, and only what is in the network is
turned into text. What people judged since, mergers of actors and which text is a copy of which, is
asked of the graphs. The tests hold the two ways to the same networks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, runtime_checkable

import numpy as np

from reportedly.store.gist import ALWAYS, LISTS, NEVER, NOTHING, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from reportedly.network.window import Window

Array: TypeAlias = Any
"""A numpy array."""
_COLUMNS: Final = (*LISTS, *WIDTHS)
_BEGIN, _END = 2, 3  # where the days are in all tables but "outlets"


@runtime_checkable
class Gisted(Protocol):
    """What has the gists of its graphs."""

    def gists(self, columns: Sequence[str]) -> Iterator[tuple[str | bytes, ...]] | None:
        """Iterate over columns of all gists, by graph; None where there are none."""
        ...


@dataclass(frozen=True)
class Tables:
    """The gists of all graphs that count, end to end.

    `main` is who stands for a merged actor, `copies` the documents that are not to count.
    """

    columns: Mapping[str, Sequence[Any]]
    store: Gisted
    window: Window
    main: Mapping[str, str]
    copies: frozenset[str]

    @classmethod
    def of(
        cls, store: object, window: Window, main: Mapping[str, str], copies: Iterable[str]
    ) -> Tables | None:
        """Return the tables of `store`; None where it has no gists."""
        if not isinstance(store, Gisted) or (rows := store.gists(_COLUMNS)) is None:
            return None
        cells = list(rows)
        columns = dict(
            zip(_COLUMNS, zip(*cells, strict=True) if cells else [()] * 99, strict=False)
        )
        return cls(columns, store, window, main, frozenset(copies))

    # --------------------------------------------------------------------- numbers across documents

    @cached_property
    def _size(self) -> int:
        return len(self.columns["nodes"])

    def _lines(self, column: str) -> tuple[list[str], Array]:
        """Return the lines of a list of all graphs, and at which each graph's begin."""
        cells = self.columns[column]
        counts = [cell.count("\n") + 1 if cell else 0 for cell in cells]
        lines = "\n".join(filter(None, cells)).split("\n") if any(counts) else []
        return lines, np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    @cached_property
    def statements(self) -> tuple[list[str], Array]:
        """All statements, and where those of each graph begin."""
        return self._lines("statements")

    @cached_property
    def _interned(self) -> tuple[list[str], Array, Array]:
        """All different nodes; where each graph's begin; and which node each line is."""
        lines, starts = self._lines("nodes")
        if self.main:
            lines = [self.main.get(line, line) for line in lines]
        known: dict[str, int] = {}
        numbers = [known.setdefault(line, len(known)) for line in lines]
        return list(known), starts, np.array(numbers, np.int64)

    @property
    def nodes(self) -> list[str]:
        """All different nodes; a merged one goes by who stands for it."""
        return self._interned[0]

    @cached_property
    def _counting(self) -> Array:
        """Which graphs count."""
        if not self.copies:
            return np.ones(self._size, bool)
        return np.array(
            [self.copies.isdisjoint(cell.split("\n")) for cell in self.columns["documents"]], bool
        )

    def _table(self, name: str, statement: int | None, nodes: Iterable[int]) -> tuple[Array, Array]:
        """Return a table with numbers that hold across documents, and the graph of each row.

        `statement` and `nodes` are the columns that have such numbers.
        """
        cells, width = self.columns[name], WIDTHS[name]
        table = np.frombuffer(b"".join(cells), "<i4").reshape(-1, width).astype(np.int64)
        graph = np.repeat(np.arange(self._size), [len(cell) // (4 * width) for cell in cells])
        kept = self._kept(table, graph)
        table, graph = table[kept], graph[kept]
        _, starts, interned = self._interned
        for column in nodes:
            place = table[:, column]
            there = place != NOTHING
            number = np.full(len(place), NOTHING, np.int64)
            number[there] = interned[starts[graph[there]] + place[there]]
            table[:, column] = number
        if statement is not None:
            table[:, statement] += self.statements[1][graph]
        return table, graph

    def _kept(self, table: Array, graph: Array) -> Array:
        """Tell which rows count: not those of copies, nor outside the window."""
        kept = self._counting[graph] if self.copies else np.ones(len(graph), bool)
        window = self.window
        if not window.limited or table.shape[1] <= _END:
            return kept
        begin, end = table[:, _BEGIN], table[:, _END]
        kept &= (begin != NEVER) | (end != ALWAYS)
        if window.since:
            kept &= (end == ALWAYS) | (end >= number_of(window.since))
        if window.until:
            kept &= (begin == NEVER) | (begin <= number_of(window.until))
        return kept

    # ------------------------------------------------------------------------------------- links

    def relays(self, *, committed: bool = False) -> Iterator[tuple[Any, ...]]:
        """Yield who passes on, whom from, if `committed` how, and what `links.counted` gives."""
        table, graph = self._table("relays", 4, (0, 1, 6))
        if committed:
            there = table[:, 6] != NOTHING
            table, graph = table[there], graph[there]
        keys = [table[:, 0], table[:, 1], *([table[:, 6]] if committed else [])]
        hop = graph * (table[:, 5].max(initial=0) + 1) + table[:, 5]
        return self._linked(keys, hop, graph, table[:, 4], table)

    def judgements(self) -> Iterator[tuple[Any, ...]]:
        """Yield who judges, whom, the stance, and what `links.counted` gives."""
        table, graph = self._table("judged", 4, (0, 1, 5))
        keys = [table[:, 0], table[:, 1], table[:, 5]]
        return self._linked(keys, table[:, 4], graph, table[:, 4], table)

    def _linked(
        self, keys: list[Array], each: Array, graph: Array, example: Array, table: Array
    ) -> Iterator[tuple[Any, ...]]:
        """Group rows by `keys`; count each different `each` in them, and the graphs."""
        if not len(graph):
            return iter(())
        order = np.lexsort((each, graph, *reversed(keys)))
        keys, each, graph = [key[order] for key in keys], each[order], graph[order]
        new = changes(*keys)
        starts = np.flatnonzero(new)
        names = [[self.nodes[number] for number in key[starts].tolist()] for key in keys]
        data = _dressed(
            np.add.reduceat(new | changes(each), starts).tolist(),
            np.add.reduceat(new | changes(graph), starts).tolist(),
            day_names(np.minimum.reduceat(table[order, _BEGIN], starts)),
            day_names(np.maximum.reduceat(table[order, _END], starts)),
            [self.statements[0][number] for number in example[order[starts]].tolist()],
        )
        if self.window.spells:
            data = self._with_spells(data, table[order, _BEGIN], table[order, _END], starts)
        return zip(*names, data, strict=True)

    def _with_spells(
        self, data: Iterable[dict[str, Any]], begin: Array, end: Array, starts: Array
    ) -> Iterator[dict[str, Any]]:
        bounds = [*starts.tolist(), len(begin)]
        for place, link in enumerate(data):
            some = slice(bounds[place], bounds[place + 1])
            if found := _spells(begin[some].tolist(), end[some].tolist()):
                link["spells"] = found
            yield link

    # --------------------------------------------------------------------------------- statements

    def spoken_together(self) -> Iterator[tuple[list[str], int, str, str]]:
        """Yield whom a statement is about, its graph, and its first and last day."""
        table, graph = self._table("about", 0, (1,))
        if not len(graph):
            return
        order = np.argsort(table[:, 0], kind="stable")
        table, graph = table[order], graph[order]
        starts = np.flatnonzero(changes(table[:, 0]))
        begins = iso(np.minimum.reduceat(table[:, _BEGIN], starts))
        ends = iso(np.maximum.reduceat(table[:, _END], starts))
        names = [self.nodes[number] for number in table[:, 1].tolist()]
        bounds = [*starts.tolist(), len(names)]
        for place, start in enumerate(bounds[:-1]):
            about = names[start : bounds[place + 1]]
            yield about, int(graph[start]), begins[place], ends[place]

    def said(self) -> Sayings:
        """Return who says what, each once, by statement and speaker."""
        table, _ = self._table("begun", 0, (1, 4))
        texts = self._texts()
        worded = np.array([text is not None for text in texts], bool)
        table = table[(table[:, 4] != NOTHING) & worded[table[:, 0]]]
        statements, nodes = (_ranks(names) for names in (self.statements[0], self.nodes))
        one, who, begin, end, how = table.T
        keys = (end, begin, nodes[how], nodes[who], statements[one])
        table = table[np.lexsort(keys)]
        return Sayings(table[changes(*table.T)], self.statements[0], self.nodes, texts)

    def _texts(self) -> list[str | None]:
        return list(self._flat("texts"))

    def _cells(self, column: str) -> list[Any]:
        """Return what is in a column of JSON, read in one go."""
        rows = self.store.gists([column]) or ()
        return list(json.loads(f"[{','.join(str(cell) for (cell,) in rows)}]"))

    def spoken_of(self) -> dict[str, list[str]]:
        """Return whom each statement is about."""
        table, _ = self._table("about", 0, (1,))
        found: dict[str, set[str]] = {}
        for one, whom in np.unique(table[:, :2], axis=0).tolist():
            found.setdefault(self.statements[0][one], set()).add(self.nodes[whom])
        return {statement: sorted(actors) for statement, actors in found.items()}

    def assessed(self) -> list[Sequence[str]]:
        """Return rows as `gist.Assessed`, by statement, what it assesses, stance and words."""
        cells = compress(self._cells("assessed"), self._counting.tolist())
        return sorted(chain.from_iterable(cells), key=itemgetter(0, 1, 2, 5))

    def titles(self) -> dict[str, str]:
        """Return the headline of each document, or the name of its file."""
        return {document: title or file for (document, file, title) in self._flat("titles")}

    def _flat(self, column: str) -> Iterator[Any]:
        return chain.from_iterable(self._cells(column))

    def begun(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield speakers with days and the number of statements said then."""
        table, _ = self._table("begun", 0, (1,))
        rows = np.unique(table[:, [1, _BEGIN, _END, 0]], axis=0)
        if not len(rows):
            return
        starts = np.flatnonzero(changes(rows[:, 0], rows[:, 1], rows[:, 2]))
        numbers = np.diff([*starts, len(rows)]).tolist()
        begins, ends = iso(rows[starts, 1]), iso(rows[starts, 2])
        who = [self.nodes[number] for number in rows[starts, 0].tolist()]
        yield from zip(who, begins, ends, numbers, strict=True)

    # ------------------------------------------------------------------------------------- actors

    def counts(self, table: str) -> dict[str, int]:
        """Return how many statements begin with ("begun") or are about ("about") each actor."""
        rows, _ = self._table(table, 0, (1,))
        pairs = np.sort(rows[:, 1] * (len(self.statements[0]) + 1) + rows[:, 0])
        pairs = pairs[changes(pairs)]  # np.unique takes ten times as long
        who = pairs // (len(self.statements[0]) + 1)
        numbers = np.bincount(who, minlength=len(self.nodes))
        some = np.flatnonzero(numbers)
        return {
            self.nodes[n]: count
            for n, count in zip(some.tolist(), numbers[some].tolist(), strict=True)
        }

    def outlets(self) -> set[str]:
        """Return who publishes a document that was read or is cited."""
        cells = self.columns["outlets"]
        places = np.frombuffer(b"".join(cells), "<i4").astype(np.int64)
        graph = np.repeat(np.arange(self._size), [len(cell) // 4 for cell in cells])
        _, starts, interned = self._interned
        return {self.nodes[n] for n in np.unique(interned[starts[graph] + places]).tolist()}

    def named(self) -> tuple[dict[str, Collection[str]], dict[str, Collection[str]]]:
        """Return all names that actors go by, and all classes that they have."""
        nodes, starts, interned = self._interned
        places = interned.tolist()
        known: dict[int, list[Any]] = {}
        for start, cell in zip(starts.tolist(), self._cells("named"), strict=False):
            for actor in cell:
                number = places[start + actor[0]]
                before = known.setdefault(number, actor)
                # Most are called what they are called elsewhere.
                if before is not actor and (before[1] != actor[1] or before[2] != actor[2]):
                    more = (sorted({*before[part], *actor[part]}) for part in (1, 2))
                    known[number] = [0, *more]
        classes = {nodes[number]: kinds for number, (_, kinds, _) in known.items()}
        return {nodes[number]: names for number, (*_, names) in known.items() if names}, classes


@dataclass(frozen=True, slots=True)
class Sayings:
    """Rows of statement, speaker, first and last day, commitment; and what their numbers mean."""

    rows: Array
    statements: Sequence[str]
    nodes: Sequence[str]
    texts: Sequence[Any]

    def __iter__(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """Yield speaker, statement, its text, commitment, first and last day."""
        begins, ends = iso(self.rows[:, _BEGIN]), iso(self.rows[:, _END])
        one, who, how = (self.rows[:, column].tolist() for column in (0, 1, 4))
        for statement, speaker, commitment, begin, end in zip(
            one, who, how, begins, ends, strict=True
        ):
            yield (
                self.nodes[speaker], self.statements[statement], self.texts[statement],
                self.nodes[commitment], begin, end,
            )  # fmt: skip


def _ranks(names: Sequence[str]) -> Array:
    """Return the place of each name in the alphabet."""
    ranks = np.empty(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def changes(*columns: Array) -> Array:
    """Tell which rows differ from the one before in any of `columns`."""
    new = np.ones(len(columns[0]), bool)
    new[1:] = False
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def number_of(day: date) -> int:
    """Return a day as gists have it."""
    return day.year * 10_000 + day.month * 100 + day.day


def _iso(day: int) -> str:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"


def iso(days: Array) -> list[str]:
    """Return days as ISO 8601 has them."""
    each = days.tolist()
    names = {day: _iso(day) for day in set(each)}
    return [names[day] for day in each]


def day_names(days: Array) -> list[str]:
    """Return days as ISO 8601 has them, "" for those that nobody knows."""
    each = days.tolist()
    names = {day: "" if day in {NEVER, ALWAYS} else _iso(day) for day in set(each)}
    return [names[day] for day in each]


def _dressed(
    weights: list[int],
    documents: list[int],
    firsts: list[str],
    lasts: list[str],
    examples: list[str],
) -> Iterator[dict[str, Any]]:
    """Yield the attributes of links, as `links.counted` has them."""
    for weight, number, first, last, example in zip(
        weights, documents, firsts, lasts, examples, strict=True
    ):
        data: dict[str, Any] = {"weight": weight, "documents": number}
        if first:
            data["first"] = first
        if last:
            data["last"] = last
        data["example"] = example
        yield data


def _spells(begins: list[int], ends: list[int]) -> list[str]:
    known = {pair for pair in zip(begins, ends, strict=True) if pair != (NEVER, ALWAYS)}
    return sorted(
        "/".join(".." if day in {NEVER, ALWAYS} else _iso(day) for day in pair) for pair in known
    )
