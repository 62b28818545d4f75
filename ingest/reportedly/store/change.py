"""What goes into a store and what becomes of it, as values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from reportedly.article import Article
    from reportedly.errors import Issue
    from reportedly.statement import Model


class Standing(StrEnum):
    """How the store stands to an article that is about to be read."""

    SAME = "same"
    """Nothing is to be done."""
    KNOWN = "known"
    """The text has been read already; only where it was found now is news (`Store.adopt`)."""
    UNREAD = "unread"
    """The text, what its source says of it, or the model is new: it must be extracted."""


class Outcome(StrEnum):
    """What an article was to the store."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with the graph that was read from it.

    `graph` is the IRI of its named graph, `triples` are unique N-Triples lines without line ends,
    `statements` how many statements they make.
    """

    article: Article
    model: Model
    graph: str
    triples: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class Change:
    """One step from graphs to graphs: drop those in `dropped`, then put `triples` into `graph`.

    What is in `removed` is taken out of `graph` before; so little may change in a large graph.
    """

    graph: str
    triples: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @classmethod
    def between(cls, graph: str, before: Iterable[str], after: Iterable[str]) -> Change:
        """Return what makes a graph of these triples one of those."""
        old, new = set(before), set(after)
        return cls(graph, tuple(sorted(new - old)), (), tuple(sorted(old - new)))


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a text that was found at a place; `current` if the place has it now."""

    version: str
    graph: str
    recorded: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """An issue as it was recorded: in which run and when."""

    run: str
    when: datetime
    issue: Issue


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds: current article versions, their statements and their quads."""

    articles: int
    statements: int
    quads: int


def described(article: Article) -> tuple[object, ...]:
    """Return what a source says of an article, apart from the name it goes by."""
    return (
        article.title,
        article.publisher,
        article.published,
        article.authors,
        article.language,
        article.url,
        article.section,
        article.published_basis,
    )


def fingerprint(article: Article, model: Model) -> str:
    """Return a hash of all that the article's graph depends on.

    That is everything but `Article.location`, which never enters the graph.
    """
    parts = [article.version, article.name, *described(article), *astuple(model)]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def home_of(article: Article) -> str:
    """Return the place by which the document is known: another text there supersedes this one.

    A text from nowhere, such as standard input, is known by itself and stays for good.
    """
    return plain(article.url or article.location or f"text:{article.version}")


def found_at(article: Article) -> str:
    """Return the place where the text was found."""
    return plain(article.location) or home_of(article)


def plain(text: str) -> str:
    """Return `text` with lone surrogates escaped: undecodable file names have them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
