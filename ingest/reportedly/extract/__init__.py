"""Extraction: article text to `Reading`. Knows nothing of RDF, networks or disks."""

from reportedly.extract.extractor import ArticleExtractor, Extractor
from reportedly.extract.parse import DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "ArticleExtractor", "Extractor"]
