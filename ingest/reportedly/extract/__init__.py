"""Extraction: article text to `Reading`. Knows nothing of RDF, networks or disks."""

from reportedly.extract.extractor import ArticleExtractor, Extractor
from reportedly.extract.languages import (
    ByLanguage,
    for_every_language,
    is_unread,
    model_for,
    told,
    unread_issue,
)
from reportedly.extract.parallel import ParallelExtractor, Setup
from reportedly.extract.parse import DEFAULT_MODEL

__all__ = [
    "DEFAULT_MODEL",
    "ArticleExtractor",
    "ByLanguage",
    "Extractor",
    "ParallelExtractor",
    "Setup",
    "for_every_language",
    "is_unread",
    "model_for",
    "told",
    "unread_issue",
]
