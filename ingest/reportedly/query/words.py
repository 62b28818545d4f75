"""Which statements say something: from words to the IRIs of statements, best first.

The store's index answers where there is one. Anything else is searched statement by statement, for
words as they are spelt, so that a question says much the same on any endpoint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from reportedly.graph.iri import KG
from reportedly.query.answer import rows
from reportedly.query.term import iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportedly.query.answer import Queryable

_MOST = 100_000  # statements; a query that lists so many takes seconds to read
_NOTHING: Final = f"<{KG}nothing> 0"
_TEXT: Final = """
SELECT DISTINCT ?statement ?text
WHERE { GRAPH ?graph { ?statement <https://w3id.org/reportedly#text> ?text } }"""
_SIGN = re.compile(r"\w")


@runtime_checkable
class Searchable(Protocol):
    """What has an index of words."""

    def search(self, words: str, limit: int = _MOST) -> tuple[str, ...] | None:
        """Return the statements that say `words`, best first; None where there is no index."""
        ...


def statements(store: Queryable, value: str) -> str:
    """Return the statements that say the words in `value` with their rank, as rows of VALUES.

    Raises ValueError where no word is asked for, or too many statements say it.
    """
    if not _SIGN.search(value):
        raise ValueError("no word")
    found = store.search(value, _MOST + 1) if isinstance(store, Searchable) else None
    found = tuple(_scanned(store, value)) if found is None else found
    if len(found) > _MOST:
        raise ValueError(f"more than {_MOST:,} statements say so; add a word")
    return ") (".join(f"{iri(one)} {rank}" for rank, one in enumerate(found, 1)) or _NOTHING


def _scanned(store: Queryable, value: str) -> Iterator[str]:
    """Yield the statements that say so, looking at every one."""
    says = _test(value)
    for statement, text in rows(store, _TEXT):
        if says(str(text).casefold()):
            yield str(statement)


def _test(value: str) -> Callable[[str], bool]:
    """Return what tells whether a text in lower case says what `value` asks for."""
    from reportedly.store.wording import Asked

    asked = Asked.of(value)
    either = [list(map(_pattern, terms)) for terms in asked.alternatives]
    unwanted = list(map(_pattern, asked.unwanted))

    def says(text: str) -> bool:
        wanted = any(all(term.search(text) for term in terms) for terms in either)
        return wanted and not any(term.search(text) for term in unwanted)

    return says


def _pattern(words: str) -> re.Pattern[str]:
    end = "" if words.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(words.rstrip('*').casefold())}{end}")
