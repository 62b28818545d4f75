"""Every article to the extractor that reads its language.

Ours reads English. Packages may bring extractors for other languages under the entry-point group
`reportedly.extractors`, by ISO 639 code:

    [project.entry-points."reportedly.extractors"]
    uk = "my_package:make_extractor"        # called without arguments, returns an Extractor

An article in a language that nobody here reads becomes a reading that says so: the document with
its publisher and date, and no statements. An article of which nobody knows the language is read as
English.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import entry_points
from itertools import groupby
from typing import TYPE_CHECKING, Final

import reportedly
from reportedly.article import Article
from reportedly.errors import Issue, ModelError
from reportedly.extract.dates import publication
from reportedly.extract.extractor import ArticleExtractor
from reportedly.extract.publisher import publisher
from reportedly.statement import Model, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportedly.extract.extractor import Extractor

GROUP: Final = "reportedly.extractors"
ENGLISH: Final = "en"
_NOBODY = "none"


class Unread:
    """Reads nothing: for languages without an extractor."""

    model = Model(
        f"reportedly {reportedly.__version__}", _NOBODY, "0", hashlib.sha256(b"").hexdigest()
    )

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield a reading without statements for each article."""
        return (a if isinstance(a, Issue) else self._reading(a) for a in articles)

    def _reading(self, article: Article) -> Reading:
        owner, published = (
            publisher(article, ())[0],
            publication(article.published, article.published_basis),
        )
        return Reading(
            article, self.model, owner.key, published.key, actors=(owner,), times=(published,)
        )


class ByLanguage:
    """An extractor for English texts, with others for what they read.

    `others` are extractors by language, in place of those that packages bring.
    """

    def __init__(self, english: Extractor, others: dict[str, Extractor] | None = None) -> None:
        self._readers: dict[str, Extractor] = {ENGLISH: english, **(others or {})}
        self._installed = others is None
        self._unread = Unread()
        self.model = english.model

    def model_for(self, article: Article) -> Model:
        """Return what will read `article`."""
        return self._reader(article).model

    def extract(self, articles: Iterable[Article | Issue]) -> Iterator[Reading | Issue]:
        """Yield one reading, or the issue that prevented it, for each article, in order."""
        for reader, group in groupby(articles, self._reader_of):
            extract = reader.extract if reader else _passed
            yield from extract(group)

    def _reader_of(self, item: Article | Issue) -> Extractor | None:
        return None if isinstance(item, Issue) else self._reader(item)

    def _reader(self, article: Article) -> Extractor:
        language = article.language or ENGLISH
        if language not in self._readers:
            found = _brought(language) if self._installed else None
            self._readers[language] = found or self._unread
        return self._readers[language]


def _passed(items: Iterable[Article | Issue]) -> Iterator[Issue]:
    return (item for item in items if isinstance(item, Issue))


def model_for(extractor: Extractor, article: Article) -> Model:
    """Return what `extractor` will read `article` with."""
    if isinstance(extractor, ByLanguage):
        return extractor.model_for(article)
    return extractor.model


def for_every_language(extractor: Extractor) -> Extractor:
    """Return `extractor` with others beside it, if it is ours, which reads only English."""
    return ByLanguage(extractor) if isinstance(extractor, ArticleExtractor) else extractor


def is_unread(model: Model) -> bool:
    """Tell whether `model` is what stands for nobody who could read an article's language."""
    return model.name == _NOBODY


def told(unread: Mapping[str, int]) -> str:
    """Return how many articles in which languages were not extracted, as a summary ends."""
    counts = ", ".join(f"{count} {language}" for language, count in sorted(unread.items()))
    return f"; not extracted: {counts}" if counts else ""


def unread_issue(article: Article) -> Issue:
    """Return the note that an article was kept without being read."""
    reason = f"not extracted: language {article.language}"
    advice = f"the text is kept; an extractor for it is an entry point of {GROUP!r}"
    return Issue(article.name, "language", reason, advice)


def _brought(language: str) -> Extractor | None:
    """Return the extractor that an installed package brings for `language`, if one does."""
    for point in entry_points(group=GROUP, name=language):
        try:
            made: Extractor = point.load()()
        except Exception as fault:
            reason = f"cannot be used for language {language}: {type(fault).__name__}: {fault}"
            raise ModelError(point.value, reason, "repair or uninstall that package") from fault
        return made
    return None
