"""One loaded model for all extraction tests, and a short way to read a text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.article import Article
from reportedly.extract import ArticleExtractor
from reportedly.statement import Reading

Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def extractor() -> ArticleExtractor:
    return ArticleExtractor()


@pytest.fixture
def read(extractor: ArticleExtractor) -> Read:
    """Return a function: text and what is known of the article -> its reading."""

    def reading(text: str, name: str = "article.txt", **known: str) -> Reading:
        result = next(extractor.extract([Article(text, name=name, **known)]))
        assert isinstance(result, Reading), result
        return result

    return reading
