"""ZIP, gzip and zstd: what is inside is read as if it lay there open, and bombs are refused."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.source.formats.build import TEXT, articles, docx, issues, members, page, zipped

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import Meter, read
from reportedly.source.formats import archive, compressed
from reportedly.source.formats.compressed import Gunzip, Unzstd
from reportedly.source.formats.stream import Stream

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINE = json.dumps({"text": TEXT, "title": "A"}).encode() + b"\n"
PACKERS = {"gz": gzip.compress, "zst": zstd.compress}


def from_file(path: Path, content: bytes) -> list[Article | Issue]:
    path.write_bytes(content)
    return list(read([str(path)]))


# -- gzip and zstd ---------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_is_called_what_it_was_before(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ferry.txt.{ending}"
    (item,) = articles(from_file(path, PACKERS[ending](TEXT.encode())))
    assert (item.text, item.name, item.location) == (TEXT, "ferry.txt", str(path))


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_list_streams_and_names_its_records(tmp_path: Path, ending: str) -> None:
    found = articles(from_file(tmp_path / f"a.jsonl.{ending}", PACKERS[ending](LINE * 3)))
    assert [a.name for a in found] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]
    assert found[2].location == f"{tmp_path}/a.jsonl.{ending}:3"


@pytest.mark.parametrize("pack", PACKERS.values())
def test_several_members_are_one_file(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    assert len(articles(from_file(tmp_path / "a.jsonl.x", pack(LINE) + pack(LINE * 2)))) == 3


@pytest.mark.parametrize("ending", PACKERS)
def test_a_file_cut_short_gives_what_was_whole(tmp_path: Path, ending: str) -> None:
    lines = b"".join(json.dumps({"text": f"{n} {TEXT}"}).encode() + b"\n" for n in range(9000))
    packed = PACKERS[ending](lines)
    items = from_file(tmp_path / f"a.jsonl.{ending}", packed[: len(packed) * 2 // 3])
    assert len(articles(items)) > 100
    assert "ends in the middle" in issues(items)[-1].reason


@pytest.mark.parametrize("ending", PACKERS)
def test_damage_is_named_with_its_place(tmp_path: Path, ending: str) -> None:
    packed = bytearray(PACKERS[ending](TEXT.encode()))
    packed[20:40] = b"x" * 20
    (found,) = from_file(tmp_path / f"a.txt.{ending}", bytes(packed))
    assert isinstance(found, Issue)
    assert "damaged" in found.reason
    assert "at byte" in found.reason


@pytest.mark.parametrize("ending", PACKERS)
def test_a_bomb_is_refused_and_takes_no_memory(tmp_path: Path, ending: str) -> None:
    zeros = PACKERS[ending](b"0" * 60_000_000)
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(zeros)
    tracemalloc.start()
    items = list(read([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert any("200 times its size" in issue.reason for issue in issues(items))
    assert not articles(items)
    assert peak < 60_000_000


def test_packed_in_itself_without_end_is_refused(tmp_path: Path) -> None:
    data = TEXT.encode()
    for _ in range(9):
        data = gzip.compress(data)
    (found,) = from_file(tmp_path / "a.gz", data)
    assert isinstance(found, Issue)
    assert "an archive in an archive" in found.reason


def test_standard_input_may_be_packed() -> None:
    (item,) = read(["-"], stdin=BytesIO(gzip.compress(TEXT.encode())))
    assert isinstance(item, Article)
    assert (item.name, item.text) == ("stdin", TEXT)


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(1, 70), st.integers(1, 50))
def test_what_is_unpacked_is_what_was_packed(parts: list[bytes], block: int, size: int) -> None:
    for pack, unpack in ((gzip.compress, Gunzip), (zstd.compress, Unzstd)):
        packed = BytesIO(b"".join(map(pack, parts)))
        unpacker = unpack(Stream(lambda _: packed.read(block)), "a")  # noqa: B023 used at once
        found = list(iter(lambda: unpacker(size), b""))  # noqa: B023 used at once
        assert b"".join(found) == b"".join(parts)
        assert all(len(piece) <= size for piece in found)


@given(st.binary(max_size=200))
def test_any_bytes_are_unpacked_or_refused(data: bytes) -> None:
    for magic, unpack in ((compressed.GZIP, Gunzip), (compressed.ZSTD, Unzstd)):
        stream = Stream(BytesIO(magic + data).read1)
        try:
            Stream(unpack(stream, "a")).read(10**6)
        except SourceError as error:
            assert error.item == "a"


def test_a_tar_archive_is_named(tmp_path: Path) -> None:
    import tarfile

    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as made:
        made.add(Path(__file__), "a.py")
    (found,) = read([str(tmp_path / "a.tar.gz")])
    assert isinstance(found, Issue)
    assert "a tar archive" in found.reason


# -- ZIP -------------------------------------------------------------------------------------------


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    content = zipped(
        {
            "a/ferry.txt": TEXT.encode(),
            "a/page.html": page().encode(),
            "a/page_files/site.css": b"p {}",
            "letter.docx": docx(),
            "dump.jsonl": LINE * 2,
            "dump.csv.gz": gzip.compress(b"title,text\nA,He said so.\n"),
            ".hidden/x.txt": b"x",
            "__MACOSX/._ferry.txt": b"x",
            "index.json": b'{"pages": 3}',
            "notes.ann": b"T1",
            "empty/": b"",
        }
    )
    items = from_file(tmp_path / "all.zip", content)
    assert [a.name for a in articles(items)] == [
        "all.zip!/a/ferry.txt",
        "all.zip!/a/page.html",
        "all.zip!/letter.docx",
        "all.zip!/dump.jsonl:1",
        "all.zip!/dump.jsonl:2",
        "all.zip!/dump.csv:2",
    ]
    assert articles(items)[0].location == f"{tmp_path}/all.zip!/a/ferry.txt"
    assert [(i.item, i.reason) for i in issues(items)] == [
        (f"{tmp_path}/all.zip!/**/*.ann", "1 data file left out, not articles"),
        (f"{tmp_path}/all.zip!/**/*.json", "1 data file left out, not articles"),
    ]


def test_a_broken_member_does_not_end_the_archive(tmp_path: Path) -> None:
    members = {"a.txt": TEXT.encode(), "b.pdf": b"%PDF-1.4", "c.txt": TEXT.encode()}
    content = bytearray(zipped(members, zipfile.ZIP_STORED))
    at = content.find(TEXT.encode())
    content[at + 3] ^= 1  # its checksum no longer fits
    items = from_file(tmp_path / "a.zip", bytes(content))
    assert [a.name for a in articles(items)] == ["a.zip!/c.txt"]
    assert [i.item for i in issues(items)] == [
        f"{tmp_path}/a.zip!/a.txt",
        f"{tmp_path}/a.zip!/b.pdf",
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x.txt", "a\nb.txt"])
def test_names_are_labels_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    before = sorted(tmp_path.rglob("*"))
    (item,) = articles(from_file(tmp_path / "in" / "a.zip", zipped({name: TEXT.encode()})))
    assert item.text == TEXT
    assert item.name.startswith("a.zip!/")
    assert "\n" not in item.name
    assert sorted(tmp_path.rglob("*")) == [*before, tmp_path / "in" / "a.zip"]


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    content = TEXT.encode()
    for number in range(3):
        content = zipped({f"{number}.zip" if number else "a.txt": content})
    (item,) = articles(from_file(tmp_path / "a.zip", content))
    assert item.name == "a.zip!/2.zip!/1.zip!/a.txt"
    for number in range(3, 9):
        content = zipped({f"{number}.zip": content})
    assert "an archive in an archive" in issues(from_file(tmp_path / "b.zip", content))[0].reason


def test_a_bomb_of_a_member_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    content = zipped({"a.jsonl": b"0" * 60_000_000, "b.txt": TEXT.encode()})
    tracemalloc.start()
    items = from_file(tmp_path / "a.zip", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "200 times" in issues(items)[0].reason
    assert peak < 60_000_000


def test_an_archive_of_too_many_members_is_not_even_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    content = zipped({f"{n}.txt": TEXT.encode() for n in range(4)})
    (found,) = from_file(tmp_path / "a.zip", content)
    assert isinstance(found, Issue)
    assert "4 members" in found.reason


def test_an_encrypted_member_is_called_so(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    content[6] |= 1
    content[content.find(b"PK\1\2") + 8] |= 1
    items = from_file(tmp_path / "a.zip", bytes(content))
    assert issues(items)[0].reason == "encrypted"
    assert [a.name for a in articles(items)] == ["a.zip!/b.txt"]


def test_a_link_in_an_archive_leads_nowhere(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("a.txt", TEXT)
    assert [a.name for a in articles(from_file(tmp_path / "a.zip", out.getvalue()))] == [
        "a.zip!/a.txt"
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, zipped({})[:-3]])
def test_a_damaged_or_empty_archive_is_an_issue(tmp_path: Path, content: bytes) -> None:
    (found,) = from_file(tmp_path / "a.zip", content)
    assert isinstance(found, Issue)
    assert "archive" in found.reason


def test_an_archive_may_come_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped({"a.txt": TEXT.encode()})
    (item,) = read(["-"], stdin=BytesIO(content))
    assert isinstance(item, Article)
    assert item.name == "stdin!/a.txt"
    monkeypatch.setattr(archive, "LARGEST_HELD", 50)
    (found,) = read(["-"], stdin=BytesIO(content))
    assert isinstance(found, Issue)
    assert "not a file" in found.reason


# -- how far the reading is ------------------------------------------------------------------------


def test_the_meter_ends_where_the_bytes_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "in" / "b.jsonl.gz").write_bytes(gzip.compress(LINE * 9))
    (tmp_path / "c.warc.gz").write_bytes(members([LINE]))
    meter = Meter()
    list(read([str(tmp_path / "in"), str(tmp_path / "c.warc.gz")], meter=meter))
    assert meter.done == meter.total == sum(f.stat().st_size for f in tmp_path.rglob("*.*"))


def test_nobody_knows_how_much_comes_through_a_pipe() -> None:
    meter = Meter()
    list(read(["-"], stdin=BytesIO(TEXT.encode()), meter=meter))
    assert (meter.done, meter.total) == (len(TEXT.encode()), None)
