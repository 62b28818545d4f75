"""Names of people, organisations and places in the training texts, as spaCy finds them.

    python -m training.names PolNeAR/data/train names.jsonl [PASSAGES.xml TEXTS ...]

The network learns to find them too, so that no second network has to run for them. Runs in the
environment of the package itself; the other modules here need PyTorch.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from reportedly.extract import DEFAULT_MODEL
from training.corpus import documents, plain
from training.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


def texts(folder: Path, files: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield every document and passage with its name."""
    yield from ((text, name) for name, (text, *_) in documents(folder).items())
    for file in files:
        if file.suffix == ".xml":
            yield from ((passage.text, passage.name) for passage in passages(file))
        else:
            yield from ((text, name) for name, (text, *_) in plain(file).items())


def main(folder: Path, out: Path, files: list[Path]) -> None:
    """Write one line a text: its name and (start, end, kind) of every name in it."""
    nlp = spacy.load(DEFAULT_MODEL, exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    with out.open("w", encoding="utf-8") as lines:
        for doc, name in nlp.pipe(texts(folder, files), as_tuples=True):
            found = [
                (ent.start_char, ent.end_char, KINDS[ent.label_])
                for ent in doc.ents
                if ent.label_ in KINDS
            ]
            lines.write(json.dumps({"name": name, "names": found}) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(file) for file in sys.argv[3:]])
