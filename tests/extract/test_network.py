"""The attribution model as it ships."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.article import Article, Span
from reportedly.errors import ModelError
from reportedly.extract import ArticleExtractor
from reportedly.extract.network import AttributionModel
from reportedly.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "“The valve,” she said, “was never meant to carry that much pressure.”"
LONG = " ".join(f"The mayor said on day {n} that the bridge would open soon." for n in range(90))


@pytest.fixture(scope="module")
def model() -> AttributionModel:
    return AttributionModel()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(folder("model"), tmp_path / "model")


def test_source_cue_and_both_parts_of_the_content(model: AttributionModel) -> None:
    (found,) = model.outermost(TEXT).attributions
    assert found.source is not None
    assert found.source.of(TEXT) == "she"
    assert found.cue.of(TEXT) == "said"
    assert [span.of(TEXT) for span in found.content] == [
        "“The valve,”",
        "“was never meant to carry that much pressure.”",
    ]
    assert 0.5 < found.confidence < 1


def test_a_text_longer_than_a_window(model: AttributionModel) -> None:
    found = model.outermost(LONG).attributions
    assert len(found) == 90
    assert {one.cue.of(LONG) for one in found} == {"said"}


@pytest.mark.parametrize("text", ["", " \n ", "…", "word " * 2000, "x" * 5000, "🙂" * 700])
def test_texts_that_are_none(model: AttributionModel, text: str) -> None:
    assert model.outermost(text).attributions == []


@given(st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_any_text(model: AttributionModel, text: str) -> None:
    for one in model.read(text).attributions:
        for span in (one.cue, *one.content, *([one.source] if one.source else [])):
            assert 0 <= span.start < span.end <= len(text)


def test_what_is_inside_a_content_is_found_too(model: AttributionModel) -> None:
    text = "The minister said that the army had warned that the dam was mined."
    found = model.read(text).attributions
    assert [one.cue.of(text) for one in found] == ["said", "had warned"]
    assert found[1].source == Span(text.index("the army"), text.index(" had"))


def test_company_changes_nothing(extractor: ArticleExtractor) -> None:
    texts = [TEXT, LONG, "Rain is expected.", TEXT.replace("she", "Ann Lee")]
    alone = [next(extractor.extract([Article(text, name="a.txt")])) for text in texts]
    together = list(extractor.extract(Article(text, name="a.txt") for text in texts))
    assert alone == together


def test_the_model_is_named_in_the_reading(extractor: ArticleExtractor) -> None:
    manifest = json.loads((folder("model") / "manifest.json").read_text(encoding="utf-8"))
    assert extractor.model.name.endswith(manifest["name"])
    assert extractor.model.version.endswith(manifest["version"])


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no attribution model"):
        AttributionModel(tmp_path)


@pytest.mark.parametrize("file", ["encoder.onnx", "heads.npz", "vocab.txt"])
def test_a_damaged_model(copied: Path, file: str) -> None:
    (copied / file).write_bytes(b"no such thing")
    with pytest.raises(ModelError, match="cannot be loaded"):
        AttributionModel(copied).read(TEXT)


def test_the_manifest_has_the_files_hashes() -> None:
    import hashlib

    place = folder("model")
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == digest
