"""A plain text as an article: the text untouched, its headline where it plainly has one."""

from __future__ import annotations

import re

from reportedly.article import Article
from reportedly.errors import SourceError
from reportedly.source.encoding import BINARY

_LONGEST_HEADLINE = 200
_SENTENCE_END = re.compile(r"[.!…:;,][\"'”’»)\]]*$")


def article(text: str, name: str, location: str) -> Article:
    """Return the article that a plain text is.

    Nothing in a plain text says for certain who published it, when, or in which language, so
    these stay unset. Raises SourceError where it holds a NUL, which no text file does and no
    graph format can write; the parser of pages drops them.
    """
    if "\0" in text:
        raise SourceError(name, *BINARY)
    return Article(text, name, location, title=headline(text))


def headline(text: str) -> str | None:
    """Return the headline that `text` plainly begins with: one short line, then a blank line.

    It has two words or more and does not end like a sentence; a question may. A Markdown
    heading's "# " is not part of it.
    """
    opening = text.lstrip("\ufeff \t\r\n")[: _LONGEST_HEADLINE + 100]
    first, blank, rest = [*re.split(r"\r\n|\r|\n", opening, maxsplit=2), "", ""][:3]
    line = first.lstrip("# \t").rstrip()
    if blank.strip() or not rest.strip() or len(line) > _LONGEST_HEADLINE:
        return None
    return line if re.search(r"\w\W+\w", line) and not _SENTENCE_END.search(line) else None
