"""The index of words: which statements say something, in SQLite's FTS5.

Every statement's text is in it, with the wording that can be read by itself (`rdfs:label`) where
there is one. It is changed in the transaction that decides about the graphs, from the same changes,
so it knows of a statement exactly when its graph is due. Words are compared by their stems
(Porter's, English), without case and diacritics.

A store of an older version has graphs that are not in the index yet. `due` names them, and whoever
opens the store to write puts them in; until then the index is not `whole` and gives no answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from reportedly.graph.vocabulary import LABEL, TEXT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from reportedly.store.change import Change

SCHEMA: Final = """
DROP TABLE IF EXISTS wording;       -- made from the graphs, it can be made anew at any time
DROP TABLE IF EXISTS worded;
DROP TABLE IF EXISTS unworded;
CREATE VIRTUAL TABLE wording USING fts5(
    text, plain, statement UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TABLE worded (               -- which rows of wording a graph has
    graph TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE unworded (graph TEXT PRIMARY KEY) WITHOUT ROWID;  -- older than the index
INSERT INTO unworded SELECT graph FROM current;
"""
Said: TypeAlias = tuple[str, str, str]
"""A statement's text, its plain wording or nothing, and its IRI."""
OF_GRAPH: Final = f"""
SELECT ?text (COALESCE(?label, "") AS ?plain) ?statement WHERE {{ GRAPH <%s> {{
  ?statement <{TEXT}> ?text OPTIONAL {{ ?statement <{LABEL}> ?label }}
}} }}"""
"""What the statements of a graph say, as a query."""
_LITERAL: Final = re.compile(rf'<([^>]*)> <({re.escape(TEXT)}|{re.escape(LABEL)})> "(.*)"[^"]*\.')
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ASKED: Final = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_LETTER: Final = re.compile(r"\w")


class Wording:
    """The index in an open database; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def follow(self, changes: Iterable[Change]) -> None:
        """Do to the index what `changes` do to the graphs."""
        for change in changes:
            for graph in change.dropped:
                self.forget(graph)
            if said := list(texts(change.triples)):
                self.enter(change.graph, said)

    def enter(self, graph: str, said: Iterable[Said]) -> None:
        """Take in what the statements of a graph say."""
        self.forget(graph)
        put = "INSERT INTO wording VALUES (?, ?, ?)"
        numbers = [self._db.execute(put, one).lastrowid for one in said]
        if numbers:
            self._db.execute(
                "INSERT INTO worded VALUES (?, ?, ?)", [graph, numbers[0], numbers[-1]]
            )

    def forget(self, graph: str) -> None:
        """Take out the statements of a graph."""
        found = self._db.execute("SELECT first, last FROM worded WHERE graph = ?", [graph])
        if rows := found.fetchone():
            self._db.execute("DELETE FROM wording WHERE rowid BETWEEN ? AND ?", rows)
            self._db.execute("DELETE FROM worded WHERE graph = ?", [graph])
        self._db.execute("DELETE FROM unworded WHERE graph = ?", [graph])

    def due(self) -> list[str]:
        """Return the graphs that are not in the index yet."""
        return [graph for (graph,) in self._db.execute("SELECT graph FROM unworded")]

    def find(self, words: str, limit: int) -> tuple[str, ...] | None:
        """Return the statements that say `words`, best first; None where not all are in here yet.

        `words` as `Asked` has them.
        """
        if not self._is_whole():
            return None
        if not (asked := expression(Asked.of(words))):
            return ()
        rows = self._db.execute(
            "SELECT statement FROM wording WHERE wording MATCH ? ORDER BY rank, rowid LIMIT ?",
            [asked, limit],
        )
        return tuple(statement for (statement,) in rows)

    def _is_whole(self) -> bool:
        known = "SELECT 1 FROM sqlite_master WHERE name = 'unworded'"
        if self._db.execute(known).fetchone() is None:  # an older store, opened to read it
            return False
        return self._db.execute("SELECT 1 FROM unworded LIMIT 1").fetchone() is None


def texts(triples: Iterable[str]) -> Iterator[Said]:
    """Yield what the statements among N-Triples lines say."""
    said: dict[str, str] = {}
    plain: dict[str, str] = {}
    for line in triples:
        if found := _LITERAL.match(line):
            (said if found[2] == TEXT else plain)[found[1]] = _unescaped(found[3])
    for statement, text in said.items():
        yield text, plain.get(statement, ""), statement


def _unescaped(literal: str) -> str:
    def sign(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _SIGNS.get(found[3], found[3])

    return _ESCAPED.sub(sign, literal) if "\\" in literal else literal


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for: words and phrases, each of an alternative; some must not be there.

    All words must be there, `"words in quotes"` side by side, `port*` begins a word, `-word` must
    not be there, and OR stands between alternatives.
    """

    alternatives: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> Asked:
        """Read what a person typed; signs without a letter or figure are left out."""
        wanted: list[list[str]] = [[]]
        unwanted: list[str] = []
        for minus, phrase, word in _ASKED.findall(words):
            term = (phrase or word).replace('"', " ").strip()
            if term == "OR" and not minus:
                wanted.append([])
            elif _LETTER.search(term):
                (unwanted if minus else wanted[-1]).append(term)
        return cls(tuple(tuple(terms) for terms in wanted if terms), tuple(unwanted))


def expression(asked: Asked) -> str:
    """Return a question as FTS5 has it (3, "Full-text Query Syntax"); empty for no word."""
    either = " OR ".join(f"({' AND '.join(map(_term, terms))})" for terms in asked.alternatives)
    return f"({either})" + "".join(f" NOT {_term(t)}" for t in asked.unwanted) if either else ""


def _term(words: str) -> str:
    return f'"{words.rstrip("*")}" *' if words.endswith("*") else f'"{words}"'
