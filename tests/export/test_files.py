"""Whole stores as files: RDF, the table of statements, and where files go."""

from __future__ import annotations

import csv
import os
import threading
from importlib.util import find_spec
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Dataset, Graph
from tests.query.bridge import COURIER, LEDGER, WIRE, iri

from reportedly.errors import ExportError
from reportedly.export import FORMATS, Format, formats, save
from reportedly.export.statements import COLUMNS, rows, write_statements
from reportedly.export.target import opened
from reportedly.network import build, timeline

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.store import Store


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own readers
class TestRdf:
    @pytest.mark.parametrize(("name", "parser"), [("trig", "trig"), ("nq", "nquads")])
    def test_graphs_come_back(self, bridge: Store, tmp_path: Path, name: str, parser: str) -> None:
        save(name, bridge, tmp_path / "out")
        again = Dataset().parse(data=(tmp_path / "out").read_text("utf-8"), format=parser)
        assert len(list(again.quads())) == bridge.counts().quads

    def test_json_ld(self, bridge: Store, tmp_path: Path) -> None:
        save("jsonld", bridge, tmp_path / "out")
        again = Dataset().parse(data=(tmp_path / "out").read_text("utf-8"), format="json-ld")
        assert len(list(again.quads())) == bridge.counts().quads

    def test_turtle_has_all_graphs_in_one(self, bridge: Store, tmp_path: Path) -> None:
        save("ttl", bridge, tmp_path / "out.ttl")
        triples = {q[:3] for q in Dataset().parse(data=dumped(bridge), format="trig").quads()}
        assert len(Graph().parse(tmp_path / "out.ttl")) == len(triples)


NEEDED = {"png": "resvg_py", "parquet": "pyarrow"}


def dumped(store: Store) -> str:
    out = BytesIO()
    store.dump(out, "trig")
    return out.getvalue().decode()


class TestStatements:
    def test_a_row_for_each_in_the_order_of_the_texts(self, bridge: Store) -> None:
        found = [row[0] for row in rows(bridge)]
        order = sorted((LEDGER, WIRE, COURIER), key=lambda article: article.version)
        keys = {COURIER: "s1 s2 s3 s4", LEDGER: "s1 s2 s3", WIRE: "s1 s2 s3"}
        assert found == [iri(article, key) for article in order for key in keys[article].split()]

    def test_cells(self, bridge: Store, tmp_path: Path) -> None:
        save("csv", bridge, tmp_path / "s.csv")
        assert (tmp_path / "s.csv").read_bytes().startswith(b"\xef\xbb\xbfiri,document,")
        text = (tmp_path / "s.csv").read_text(encoding="utf-8-sig")
        by_iri = {row["iri"]: row for row in csv.DictReader(StringIO(text, newline=""))}
        assert by_iri[iri(COURIER, "s2")] == {
            "iri": iri(COURIER, "s2"),
            "document": iri(COURIER, "").rstrip("#"),
            "document_name": "Minister says bridge is safe",
            "publisher": "Northport Courier",
            "published": "2024-05-02",
            "text": "The Lund bridge may close in June 2024.",
            "actor": "officials",
            "actor_type": "unnamed",
            "chain": "Northport Courier ← The Daily Ledger ← officials",
            "depth": "3",
            "mode": "indirect",
            "commitment": "PS+",
            "cue": "according to",
            "start": "100",
            "end": "138",
            "hedges": "may",
            "stances": "",
            "likelihood": "",
            "said_earliest": "",
            "said_latest": "",
            "confidence": "0.88",
        }
        assessment = by_iri[iri(COURIER, "s3")]
        assert (assessment["stances"], assessment["likelihood"]) == ("disputes", "very-unlikely")
        assert by_iri[iri(COURIER, "s1")]["said_earliest"] == "2024-05-01"
        assert by_iri[iri(WIRE, "s1")]["said_latest"] == "2024-12-31"
        assert by_iri[iri(WIRE, "s1")]["depth"] == "5"
        two = by_iri[iri(WIRE, "s2")]
        assert (two["actor"], two["chain"]) == (
            "Ada Brandt; Tom Okafor",
            "Wire Weekly ← Ada Brandt + Tom Okafor",
        )

    def test_words_are_no_formulas(self, bridge: Store, tmp_path: Path) -> None:
        save("csv", bridge, tmp_path / "s.csv")
        assert ",'=2+2 is the ministry's maths 🌉" in (tmp_path / "s.csv").read_text("utf-8")

    def test_standard_output_has_no_byte_order_mark(
        self, bridge: Store, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        save("csv", bridge, "-")
        assert capsysbinary.readouterr().out.startswith(b"iri,document,")

    def test_a_chain_in_a_circle_ends(self) -> None:
        class Circle:
            def graphs(self) -> Any:
                return iter([("g", "v")])

            def query(self, sparql: str) -> Any:
                rep = "https://w3id.org/reportedly#"
                return Rows(
                    [
                        ("d#s", f"{rep}attribution", "a"),
                        ("d#s", f"{rep}attribution", "b"),
                        ("a", f"{rep}relayedBy", "b"),
                        ("b", f"{rep}relayedBy", "a"),
                    ]
                )

        class Rows(list[tuple[str, str, str]]):
            columns = ("s", "p", "o")

        ((*_,),) = rows(Circle())
        out = BytesIO()
        write_statements(Circle(), out, mark=False)
        assert out.getvalue().decode().splitlines()[0] == ",".join(COLUMNS)


def inside(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


class TestTarget:
    def test_a_file_appears_when_it_is_complete(self, tmp_path: Path) -> None:
        file = tmp_path / "out"
        file.write_text("before")
        with opened(file) as out:
            out.write(b"after")
            out.flush()
            assert file.read_text() == "before"
        assert file.read_text() == "after"
        assert inside(tmp_path) == ["out"]

    def test_a_failure_leaves_what_was_there(self, tmp_path: Path) -> None:
        file = tmp_path / "out"
        file.write_text("before")
        with pytest.raises(KeyError), opened(file) as out:
            out.write(b"half")
            raise KeyError
        assert (file.read_text(), inside(tmp_path)) == ("before", ["out"])

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").write_text("before")
        (tmp_path / "link").symlink_to("real")
        with opened(tmp_path / "link") as out:
            out.write(b"after")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "real").read_text() == "after"

    def test_a_file_is_as_readable_as_any(self, tmp_path: Path) -> None:
        (tmp_path / "plain").touch()
        with opened(tmp_path / "out") as out:
            out.write(b"x")
        assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode

    def test_a_pipe_is_written_to(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
        reader.start()
        with opened(pipe) as out:
            out.write(b"x")
        reader.join(5)
        assert got == [b"x"]

    @pytest.mark.parametrize("target", ["missing/out", "."])
    def test_what_cannot_be_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(ExportError, match="cannot be written"), opened(target) as out:
            out.write(b"x")
        assert inside(tmp_path) == []


class TestFormats:
    def test_each_says_what_it_takes(self, bridge: Store, tmp_path: Path) -> None:
        sources = {
            "network": build(bridge, "claims"),
            "timeline": timeline(bridge),
            "store": bridge,
        }
        for each in FORMATS.values():
            if find_spec(NEEDED.get(each.name.rpartition(".")[2], "csv")) is None:
                continue  # tests/export/test_extras.py says so
            source = sources[each.of]
            save(each.name, source, tmp_path / each.name)
            assert (tmp_path / each.name).stat().st_size > 100
            assert each.help

    def test_no_such_format(self, bridge: Store, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match="xlsx: is not one of trig, nq"):
            save("xlsx", bridge, tmp_path / "out")

    def test_plug_ins(self, bridge: Store, tmp_path: Path, plug_in: Any) -> None:
        count = Format("count", "store", "a number", lambda store, out: out.write(b"10"))
        plug_in("count", count)
        save("count", bridge, tmp_path / "out")
        assert (tmp_path / "out").read_bytes() == b"10"

    def test_a_plug_in_takes_none_of_our_names(self, plug_in: Any) -> None:
        plug_in("trig", Format("trig", "store", "other", lambda store, out: None))
        assert formats()["trig"] is FORMATS["trig"]

    def test_a_plug_in_that_is_none(self, plug_in: Any) -> None:
        plug_in("odd", "not a format")
        with pytest.raises(ExportError, match="plug-in odd: is no Format but str"):
            formats()


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Install an entry point as a package would."""

    class Entry:
        def __init__(self, name: str, found: object) -> None:
            self.name = name
            self.load = lambda: found

    def install(name: str, found: object) -> None:
        monkeypatch.setattr(
            "reportedly.export.registry.entry_points", lambda group: [Entry(name, found)]
        )

    formats.cache_clear()
    yield install
    formats.cache_clear()
