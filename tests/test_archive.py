"""What was fetched is kept as it was sent, within a limit, and is read again without a server."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.source.web.conftest import PLAN
from tests.source.web.site import Site, item, page, redirect, rss, serving

from reportedly.archive import Archive
from reportedly.article import Article
from reportedly.errors import Issue, StoreBusyError, StoreError
from reportedly.source import Tally, read
from reportedly.source.web.witness import Exchange

NOW = datetime(2024, 5, 17, 12, tzinfo=UTC)
LIMIT = 10**7


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.add("/robots.txt", "User-agent: *\n", "text/plain")
        for n in range(3):
            running.add(f"/{n}", page(f"Story {n}"))
        packed = {"Content-Encoding": "gzip"}
        running.add("/3", gzip.compress(page("Story 3").encode()), headers=packed)
        running.routes["/4"] = redirect("/0")
        feed = rss(*(item(f"/{n}", f"Teaser {n}") for n in range(5)))
        running.add("/feed", feed, "application/rss+xml")
        yield running


def fetched(url: str, archive: Archive | None) -> list[Article | Issue]:
    """Read what is at `url`, keeping it in `archive`."""
    witness = Tally(archive) if archive else Tally()
    return list(read([url], web=replace(PLAN, witness=witness)))


def again(folder: Path) -> list[Article]:
    """Read what an archive has; nothing in it may fail."""
    found = list(read([str(folder)]))
    assert [one for one in found if isinstance(one, Issue)] == []
    return [one for one in found if isinstance(one, Article)]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def exchange(number: int, size: int = 1000) -> Exchange:
    """Return an answer that does not pack."""
    noise = random.Random(number).randbytes(size)
    headers = (("Content-Type", "application/octet-stream"),)
    return Exchange(f"https://post.example/{number}", NOW, 200, "OK", headers, noise)


class TestWhatIsKept:
    def test_the_same_articles_come_out_without_a_server(self, site: Site, tmp_path: Path) -> None:
        with Archive(tmp_path / "kept", LIMIT, NOW) as archive:
            had = fetched(site.url + "/feed", archive)
        assert len(had) == 5
        site.routes.clear()
        found = again(tmp_path / "kept")
        known = {(one.url, one.text, one.title) for one in had if isinstance(one, Article)}
        assert {(one.url, one.text, one.title) for one in found} == known
        (file,) = files(tmp_path / "kept")
        assert file.name == "reportedly-20240517T120000Z-00001.warc.gz"

    def test_every_record_is_packed_alone_and_as_the_standard_has_it(
        self, site: Site, tmp_path: Path
    ) -> None:
        with Archive(tmp_path, LIMIT, NOW) as archive:
            fetched(site.url + "/3", archive)
        (file,) = files(tmp_path)
        text = gzip.decompress(file.read_bytes())
        assert text.startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
        assert text.count(b"WARC-Type: response\r\n") == 2
        record = text[text.rindex(b"WARC/1.1\r\n") :]
        head, _, block = record.partition(b"\r\n\r\n")
        assert f"WARC-Target-URI: {site.url}/3\r\n".encode() in head
        assert b"Content-Type: application/http; msgtype=response\r\n" in head
        length = int(head.partition(b"Content-Length: ")[2])
        assert block[length:] == b"\r\n\r\n"
        http, _, body = block[:length].partition(b"\r\n\r\n")
        assert http.startswith(b"HTTP/1.1 200 OK\r\n")
        assert b"Content-Encoding: gzip" in http
        assert gzip.decompress(body).decode() == page("Story 3")

    def test_other_programs_find_it_valid(self, site: Site, tmp_path: Path) -> None:
        warcio = pytest.importorskip("warcio.archiveiterator")
        with Archive(tmp_path, LIMIT, NOW) as archive:
            fetched(site.url + "/feed", archive)
        (file,) = files(tmp_path)
        with file.open("rb") as stream:
            seen = []
            for record in warcio.ArchiveIterator(stream, check_digests=True):
                record.content_stream().read()
                assert record.digest_checker.passed is not False
                seen.append(record.rec_headers.get_header("WARC-Target-URI"))
        addresses = [f"{site.url}{path}" for path in ("/robots.txt", "/feed", "/0", "/1")]
        assert seen[0] is None
        assert set(addresses) < set(seen)

    def test_what_has_not_changed_is_kept_once(self, site: Site, tmp_path: Path) -> None:
        for _ in range(2):
            with Archive(tmp_path, LIMIT, NOW) as archive:
                fetched(site.url + "/0", archive)
        assert len(files(tmp_path)) == 1
        site.add("/0", page("Story 0 corrected"))
        with Archive(tmp_path, LIMIT, NOW.replace(hour=13)) as archive:
            fetched(site.url + "/0", archive)
        assert [one.title for one in again(tmp_path)] == ["Story 0", "Story 0 corrected"]

    def test_a_run_that_fetches_nothing_makes_no_folder(self, tmp_path: Path) -> None:
        with Archive(tmp_path / "kept", LIMIT, NOW) as archive:
            archive.saw(replace(exchange(1), status=304, sent=b""))
        assert not (tmp_path / "kept").exists()

    def test_a_header_cannot_break_the_record(self, tmp_path: Path) -> None:
        odd = (
            ("X-Odd", "a\r\n\r\nWARC/1.1 b"),
            ("X-Latin", "ü€"),
            ("Transfer-Encoding", "chunked"),
        )
        body = page("One").encode()
        html = (("Content-Type", "text/html"), *odd)
        with Archive(tmp_path, LIMIT, NOW) as archive:
            archive.saw(replace(exchange(1), headers=html, sent=body))
        (found,) = again(tmp_path)
        assert found.title == "One"

    def test_fetches_that_end_after_the_run_are_left_out(self, tmp_path: Path) -> None:
        with Archive(tmp_path / "kept", LIMIT, NOW) as archive:
            pass
        archive.saw(exchange(1))
        assert not (tmp_path / "kept").exists()


class TestTheLimit:
    def test_the_oldest_files_go(self, tmp_path: Path) -> None:
        limit = 80_000
        for run in range(4):
            with Archive(tmp_path, limit, NOW.replace(hour=12 + run)) as archive:
                for number in range(40):
                    archive.saw(exchange(run * 100 + number))
                    assert sum(file.stat().st_size for file in files(tmp_path)) <= limit + 1000
        names = [file.name for file in files(tmp_path)]
        assert len(names) > 4
        assert "T120000Z" not in names[0]
        assert "T150000Z-00001" in "".join(names)

    def test_what_went_with_them_is_kept_again(self, tmp_path: Path) -> None:
        with Archive(tmp_path, 20_000, NOW) as archive:
            for number in range(40):
                archive.saw(exchange(number))
            assert len(files(tmp_path)) < 20
            archive.saw(exchange(39))
            archive.saw(exchange(0))
        assert b"post.example/0\r\n" in b"".join(
            gzip.decompress(file.read_bytes()) for file in files(tmp_path)
        )


class TestWhenARunDies:
    def test_a_record_that_is_half_there_is_cut_off(self, tmp_path: Path) -> None:
        """Whatever byte a kill leaves last, what was whole before it stays and can be read."""
        with Archive(tmp_path / "whole", LIMIT, NOW) as archive:
            for number in range(6):
                body = page(f"Story {number}").encode()
                html = (("Content-Type", "text/html"),)
                archive.saw(replace(exchange(number), headers=html, sent=body))
        (file,) = files(tmp_path / "whole")
        data, cuts = file.read_bytes(), random.Random(3)
        seen = set()
        for number, cut in enumerate([0, 1, len(data), *cuts.sample(range(len(data)), 20)]):
            folder = tmp_path / str(number)
            folder.mkdir()
            (folder / f"{file.name}.open").write_bytes(data[:cut])
            with Archive(folder, LIMIT, NOW.replace(hour=13)) as archive:
                archive.saw(exchange(9))
            kept = [one for one in files(folder) if one.name == file.name]
            titles = [one.title for one in again(folder)] if kept else []
            assert titles == [f"Story {n}" for n in range(len(titles))]
            assert not list(folder.glob("*.open"))
            seen.add(len(titles))
        assert {0, 6} <= seen

    def test_a_full_disk_ends_the_run_and_leaves_whole_records(
        self, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Full:
            """A file on a disk with room for 2,000 more bytes."""

            def __init__(self, file) -> None:
                self.file = file

            def write(self, data: bytes) -> int:
                if self.file.tell() + len(data) > 2_000:
                    self.file.write(data[:10])
                    raise OSError(28, "No space left on device")
                return self.file.write(data)

            def __getattr__(self, name: str):
                return getattr(self.file, name)

        begun = Archive._begun

        def full(self: Archive):
            self._out = Full(begun(self))
            return self._out

        monkeypatch.setattr(Archive, "_begun", full)
        with (
            pytest.raises(StoreError, match="disk is full"),
            Archive(tmp_path, LIMIT, NOW) as archive,
        ):
            for number in range(9):
                archive.saw(exchange(number, 300))
        (file,) = files(tmp_path)
        assert gzip.decompress(file.read_bytes()).count(b"WARC-Type: response") == 2

    def test_two_runs_do_not_share_an_archive(self, tmp_path: Path) -> None:
        with Archive(tmp_path, LIMIT, NOW) as first, Archive(tmp_path, LIMIT, NOW) as second:
            first.saw(exchange(1))
            with pytest.raises(StoreBusyError, match="another run"):
                second.saw(exchange(2))


def test_answers_are_counted(site: Site) -> None:
    site.add("/0", page("Story 0"), etag='"0"')
    tally = Tally()
    web = replace(PLAN, witness=tally)
    list(read([site.url + "/0", site.url + "/4", site.url + "/missing"], web=web))
    assert tally.counts() == {"fetched": 3, "unmodified": 0}, "robots.txt, /0, and /0 for /4"
