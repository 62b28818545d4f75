"""PolNeAR's files as windows, our own passages, and what counts as right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from training.corpus import Document, Gold, documents, prepared, read, split
from training.passages import outermost, passages
from training.score import figures, score

from reportedly.extract.tagging import CONTENT, CUE, SOURCE, Pieces, Tag

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Lind said the dam held. “It held,” she wrote, “all night.”"
BRAT = (
    "T1\tSource 0 4\tLind\nT2\tCue 5 9\tsaid\nT3\tContent 10 22\tthe dam held\n"
    "T4\tAttribution 5 9\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    "T5\tSource 35 38\tshe\nT6\tCue 39 44\twrote\n"
    "T7\tContent 24 34;46 58\t“It held,” “all night.”\n"
    "T8\tAttribution 39 44\twrote\nE2\tAttribution:T8 Content:T7 Cue:T6 Source:T5\n"
    "T9\tCue 0 4\tLind\nT10\tAttribution 0 4\tLind\nE3\tAttribution:T10 Cue:T9\n"
)
GOLD = [
    Gold([(0, 4)], [(5, 9)], [(10, 22)]),
    Gold([(35, 38)], [(39, 44)], [(24, 34), (46, 58)]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a_b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "a_b_0001.ann").write_text(BRAT, encoding="utf-8")
    (tmp_path / "attributions" / "a_b_0002.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_the_first_annotators_attributions_with_content(folder: Path) -> None:
    assert documents(folder) == {"a_b": Document(TEXT, GOLD)}
    assert read(folder / "attributions" / "a_b_0002.ann") == []


def test_another_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not a part of PolNeAR"):
        documents(tmp_path)


def test_words_get_tags_and_fragments_their_cue() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]"])
    (window,) = prepared(Document(TEXT, GOLD), pieces, 100)
    marked = {(f.role, window.words.forms[f.first]) for f in window.fragments}
    assert marked == {
        (SOURCE, "Lind"), (CUE, "said"), (CONTENT, "the"),
        (SOURCE, "she"), (CUE, "wrote"), (CONTENT, '"'),
    }  # fmt: skip
    linked = {
        (
            window.words.forms[window.fragments[a].first],
            window.words.forms[window.fragments[b].first],
        )
        for a, b in window.links
    }
    assert linked == {("Lind", "said"), ("the", "said"), ("she", "wrote"), ('"', "wrote")}
    assert window.unary.argmax(axis=1).tolist()[:4] == [
        Tag.begin(SOURCE), Tag.begin(CUE), Tag.begin(CONTENT), Tag.inside(CONTENT),
    ]  # fmt: skip
    assert window.moves.sum() == len(window.unary) - 1


def test_a_cut_fragment_begins_anew() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]"])
    cut = prepared(Document(TEXT, GOLD), pieces, 4)
    assert sum(len(window.unary) for window in cut) == len(cut[0].words)
    inside = [int(window.unary[0].argmax()) for window in cut]
    assert not {Tag.inside(role) for role in range(3)} & set(inside)


def test_the_same_documents_are_left_out_each_time() -> None:
    names = [f"document {n}" for n in range(30)]
    aside, others = split(names, 10)
    assert (aside, others) == split(reversed(names), 10)
    assert len(aside) == 10
    assert sorted(aside + others) == sorted(names)


def test_scores() -> None:
    assert set(figures(score(TEXT, GOLD, GOLD)).values()) == {100.0}
    wrong_source = [GOLD[0]._replace(source=[(35, 38)]), GOLD[1]]
    had = figures(score(TEXT, GOLD, wrong_source))
    assert (had["content"], had["who said what"], had["exact"]) == (100.0, 50.0, 50.0)
    assert figures(score(TEXT, GOLD, GOLD[:1]))["direct"] == 0.0


def test_every_passage_of_ours_is_sound(root: Path) -> None:
    files = sorted((root / "tests" / "data" / "attribution").glob("*.xml"))
    assert len(files) == 8
    for file in files:
        for passage in passages(file):
            assert "  " not in passage.text
            for one in passage.gold:
                assert 1 <= len(one.cue) <= 2
                assert len(one.source) <= 2
                assert one.content
                spans = [span for role in one for span in role]
                assert all(passage.text[a:b] == passage.text[a:b].strip() != "" for a, b in spans)
            assert {tuple(a.cue) for a in outermost(passage.gold)} <= {
                tuple(a.cue) for a in passage.gold
            }
