"""Readings as JSON Lines, brat and RDF; where there is gold, its scorer reads the first two."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph
from tests.graph.factory import READING, TEXT, any_reading, at

from reportedly.article import Article, Span
from reportedly.errors import ExportError
from reportedly.export import READING_FORMATS, brat, jsonl, write_readings
from reportedly.graph import triples
from reportedly.graph.iri import actor_iri, statement_iri
from reportedly.statement import Attribution

if TYPE_CHECKING:
    from pathlib import Path

spans = (
    st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=6, unique=True)
    .map(lambda ends: sorted(ends)[: len(ends) // 2 * 2])
    .map(lambda ends: tuple(Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=True)))
)
attributions = st.lists(
    st.builds(
        Attribution, st.just(()) | spans, st.just(()) | spans, spans, st.none(), st.floats(0, 1)
    ),
    max_size=5,
).map(tuple)


@pytest.fixture(scope="module")
def scorer(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location(
        "scorer", shared / "eval" / "attribution_score.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestJsonl:
    def test_the_contract(self) -> None:
        line = json.loads(jsonl(READING))
        assert line["doc"] == "velm"
        assert line["text"] == TEXT
        assert (line["title"], line["publisher"]) == (READING.article.title, "Coastal Post")
        assert (line["published"], line["language"]) == ("2024-04-18", "en")
        officials, told = at("two officials"), at("told")
        assert line["attributions"] == [
            {
                "source": [list(officials)],
                "cue": [list(told)],
                "content": [list(at("The port of Velm will open in May"))],
                "actor": "two officials",
                "confidence": 0.9,
            }
        ]
        assert line["actors"][1] == {
            "key": "union",
            "name": "Harbour Union",
            "type": "organization",
            "iri": "https://w3id.org/reportedly/kg/actor/harbour-union",
            "mentions": [list(at("Harbour Union"))],
            "aliases": ["HU"],
            "scoped": False,
            "count": None,
            "side": None,
            "reason": None,
        }
        assert line["times"][1] == {
            "key": "t-may",
            "span": list(at("May", 1)),
            "edtf": "2024-05",
            "earliest": "2024-05-01",
            "latest": "2024-05-31",
            "basis": "relative",
        }
        assert line["model"]["name"] == "en_core_web_sm"

    def test_statements_are_complete(self) -> None:
        opening, ready, doubt, part, _ = json.loads(jsonl(READING))["statements"]
        assert opening["iri"] == statement_iri(READING, "st-opening")
        assert opening["hops"][0] == {
            "actor": "two officials",
            "iri": actor_iri(READING.actors[6], READING.article),
            "mode": "indirect",
            "commitment": "CT+",
            "relayed_by": 1,
            "source": [list(at("two officials"))],
            "cue": [list(at("told"))],
            "work": None,
            "stated_at": "t-tuesday",
        }
        assert opening["hops"][2]["relayed_by"] is None
        assert (opening["about"], opening["when"]) == (["velm"], ["t-may"])
        assert ready["quote"] == ["We are  ready", "and so is the crew"]
        assert len(ready["spans"]) == 2
        assert doubt["evaluations"][0] == {
            "target": "st-opening",
            "stance": "disputes",
            "likelihood": "very-unlikely",
            "confidence": "moderate-confidence",
            "hedges": [list(at("very unlikely"))],
        }
        assert part["part_of"] == "st-doubt"

    def test_a_publisher_and_a_date_that_only_the_text_has(self) -> None:
        article = replace(READING.article, publisher=None, published=None)
        line = json.loads(jsonl(replace(READING, article=article)))
        assert (line["publisher"], line["published"]) == ("Coastal Post", "2024-04-18")

    @given(any_reading)
    def test_any_reading_is_one_line_that_utf_8_can_carry(self, reading: Any) -> None:
        line = jsonl(reading)
        assert "\n" not in line
        assert "\r" not in line
        found = json.loads(line.encode())
        assert len(found["text"]) == len(reading.article.text)
        assert len(found["statements"]) == len(reading.statements)

    def test_the_scorer_takes_it(self, scorer: Any, tmp_path: Path) -> None:
        write_readings([READING], "jsonl", tmp_path / "out.jsonl")
        predicted = scorer.read_predictions(tmp_path / "out.jsonl")
        gold = {"velm": (TEXT, {"a": predicted["velm"]})}
        assert scorer.score_corpus(gold, predicted)["exact"]["f1"] == 1


class TestBrat:
    def test_the_layout(self) -> None:
        text, annotations = brat(READING)
        assert text == TEXT
        content = at("The port of Velm will open in May")
        source, cue = at("two officials"), at("told")
        assert annotations == (
            f"T1\tSource {source.start} {source.end}\ttwo officials\n"
            f"T2\tCue {cue.start} {cue.end}\ttold\n"
            f"T3\tContent {content.start} {content.end}\tThe port of Velm will open in May\n"
            f"T4\tAttribution {cue.start} {cue.end}\ttold\n"
            "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
        )

    def test_nobody_named_and_no_cue(self) -> None:
        parts = (at("We are  ready"), at("and so is the crew"))
        _, annotations = brat(of(Attribution((), (), parts, None, 1.0)))
        (a, b), (c, d) = parts
        words = "We are  ready and so is the crew"
        assert annotations == (
            f"T1\tContent {a} {b};{c} {d}\t{words}\n"
            f"T2\tAttribution-no-source {a} {b};{c} {d}\t{words}\n"
            "E1\tAttribution-no-source:T2 Content:T1\n"
        )

    def test_line_ends_in_a_span_become_blanks(self) -> None:
        article = Article("a\r\nb\tc\u2028d", "x.txt")
        whole = Attribution((), (), (Span(0, 8),), None, 1.0)
        _, annotations = brat(replace(READING, article=article, attributions=(whole,)))
        assert "T1\tContent 0 8\ta  b c d\n" in annotations

    @given(attributions)
    def test_the_scorer_reads_the_same_spans(self, scorer: Any, found: Any) -> None:
        _, annotations = brat(replace(READING, attributions=found))
        expected = [
            {role: [tuple(span) for span in getattr(each, role)] for role in scorer.ROLES}
            for each in found
        ]
        order = lambda each: (each["content"], each["cue"], each["source"])  # noqa: E731
        assert scorer.parse_ann(annotations) == sorted(expected, key=order)

    def test_everything_of_polnear_comes_back(self, scorer: Any, shared: Path) -> None:
        gold = scorer.read_gold(shared / "eval" / "polnear" / "dev")
        for text, annotators in list(gold.values())[:20]:
            for marked in annotators.values():
                found = tuple(
                    Attribution(
                        *(tuple(Span(*s) for s in each[role]) for role in scorer.ROLES), None, 1.0
                    )
                    for each in marked
                )
                article = Article(text, "x.txt")
                _, written = brat(replace(READING, article=article, attributions=found))
                assert scorer.parse_ann(written) == marked

    def test_two_files_an_article(self, tmp_path: Path) -> None:
        same = replace(READING, article=replace(READING.article, name="velm.txt"))
        page = "https://x.org/a?b=c/"
        odd = replace(READING, article=replace(READING.article, name=page, url=page))
        assert write_readings([READING, same, odd], "brat", tmp_path / "out") == 3
        names = {file.name for file in (tmp_path / "out").iterdir()}
        assert names == {
            f"{name}.{suffix}"
            for name in ("velm", "velm-2", "https-x.org-a-b-c")
            for suffix in ("txt", "ann")
        }
        assert (tmp_path / "out" / "velm.txt").read_bytes().decode() == TEXT

    def test_standard_output_cannot_hold_two(self) -> None:
        with pytest.raises(ExportError, match="two files for each article"):
            write_readings([READING], "brat", "-")


def of(*attributions: Attribution) -> Any:
    return replace(READING, attributions=attributions)


class TestWriting:
    @pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own reader
    def test_rdf(self, tmp_path: Path) -> None:
        count = len(triples(READING))
        write_readings([READING], "ttl", tmp_path / "a.ttl")
        assert len(Graph().parse(tmp_path / "a.ttl")) == count
        other = replace(READING, article=Article("Other.", "b.txt"), headline=None)
        assert write_readings([READING, other], "trig", tmp_path / "a.trig") == 2
        text = (tmp_path / "a.trig").read_text("utf-8")
        assert len(list(Dataset().parse(data=text, format="trig").quads())) > count

    def test_standard_output(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert write_readings([READING, READING], "jsonl") == 2
        lines = capsysbinary.readouterr().out.splitlines()
        assert [json.loads(line)["doc"] for line in lines] == ["velm", "velm"]

    def test_nothing_to_write(self, tmp_path: Path) -> None:
        for name in READING_FORMATS:
            assert write_readings([], name, tmp_path / name) == 0

    def test_no_such_format(self) -> None:
        with pytest.raises(ExportError, match="xml: is not one of jsonl"):
            write_readings([], "xml")

    def test_a_folder_that_cannot_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(ExportError, match="cannot be a folder"):
            write_readings([READING], "brat", tmp_path / "file")
