"""What asking takes and gives: a store that answers, rows, triples, or yes and no.

Chains and lists come out of SPARQL as lines in no order, since GROUP_CONCAT promises none. A
question names such columns in its header, and `Folded` puts them in order, so that one query says
the same on every engine.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeGuard

from reportedly.store.frame import frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reportedly.store.frame import Library

Row: TypeAlias = tuple[Any, ...]
_HOP = re.compile(r"^([0-9]+) (.*?)(?=\n[0-9]+ |\Z)", re.MULTILINE | re.DOTALL)


class Solutions(Protocol):
    """The rows of a SELECT; they can be had once, as values or serialised."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the variables."""
        ...

    def __iter__(self) -> Iterator[Row]:
        """Iterate over rows of plain Python values, None where nothing is bound."""
        ...

    def serialize(self, format: str) -> bytes:  # noqa: A002 the stores' own name for it
        """Return the rows in a W3C result format."""
        ...


class Triples(Protocol):
    """The triples of a CONSTRUCT or DESCRIBE; they can be had once."""

    def __iter__(self) -> Iterator[Row]:
        """Iterate over triples of plain Python values."""
        ...

    def serialize(self, format: str) -> bytes:  # noqa: A002 the stores' own name for it
        """Return the triples in an RDF format."""
        ...


Answer: TypeAlias = Solutions | Triples | bool


def has_rows(answer: Answer) -> TypeGuard[Solutions]:
    """Tell whether `answer` is what a SELECT gives."""
    return hasattr(answer, "columns")


def cut_at(answer: Answer) -> int | None:
    """Return the limit that an answer, which has been read, may have been cut off at."""
    return answer.most if isinstance(answer, Folded) and answer.full else None


class Queryable(Protocol):
    """Whatever answers SPARQL, with the union of all named graphs as its default graph."""

    def query(self, sparql: str) -> Answer:
        """Answer a query."""
        ...


def rows(store: Queryable, sparql: str) -> Iterator[Row]:
    """Iterate over what a SELECT gives."""
    answer = store.query(sparql)
    return iter(answer) if has_rows(answer) else iter(())


class Folded:
    """Solutions with some columns' lines made into one text each.

    `most` is how many rows the question lists at most.
    """

    def __init__(
        self,
        solutions: Solutions,
        folds: Mapping[str, Callable[[str], str]],
        most: int | None = None,
    ) -> None:
        self._solutions = solutions
        self._folds = folds
        self._given = 0
        self.columns = solutions.columns
        self.most = most

    @property
    def full(self) -> bool:
        """Whether as many rows have been given as there may be, so that there can be more."""
        return self.most is not None and self._given >= self.most

    def __iter__(self) -> Iterator[Row]:
        folds = [self._folds.get(column) for column in self.columns]
        for row in self._solutions:
            self._given += 1
            yield tuple(
                fold(cell) or None if fold and isinstance(cell, str) else cell
                for fold, cell in zip(folds, row, strict=True)
            )

    def to_dataframe(self, library: Library = "pandas") -> Any:
        """Return the rows as a data frame of pandas or polars (the extra `data`)."""
        return frame(self.columns, self, library)

    def serialize(self, format: str) -> bytes:  # noqa: A002 the stores' own name for it
        """Return the rows in a W3C result format; only json keeps what was folded."""
        body = self._solutions.serialize(format)
        if format != "json":
            return body
        results = json.loads(body)
        self._given = len(results["results"]["bindings"])
        for binding in results["results"]["bindings"]:
            self._fold(binding)
        return json.dumps(results, ensure_ascii=False).encode()

    def _fold(self, binding: dict[str, dict[str, str]]) -> None:
        for column in self._folds.keys() & binding.keys():
            binding[column]["value"] = self._folds[column](binding[column]["value"])
            if not binding[column]["value"]:
                del binding[column]


def chain(lines: str) -> str:
    """Return the hops in `lines`, each "DEPTH NAME", outermost first: "A ← B ← C + D".

    Hops of the same depth, two who said it at once, are joined by " + ".
    """
    hops = defaultdict(set)
    for depth, name in _HOP.findall(lines):
        hops[int(depth)].add(" ".join(name.split()))
    return " ← ".join(" + ".join(sorted(names)) for _, names in sorted(hops.items()))


def listed(lines: str) -> str:
    """Return the different lines that are not empty, sorted and joined by "; "."""
    return "; ".join(sorted(set(filter(None, lines.split("\n")))))
