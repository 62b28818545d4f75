"""Extraction: article text to `Reading`. Knows nothing of RDF, networks or disks."""

from reportedly.extract.extractor import Extractor, RuleExtractor
from reportedly.extract.parse import DEFAULT_MODEL

__all__ = ["DEFAULT_MODEL", "Extractor", "RuleExtractor"]
