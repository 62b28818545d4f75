"""Web archives: the pages in them, as servers send them and as crawlers keep them."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.source.formats.build import (
    BODY,
    TEXT,
    TITLE,
    answer,
    articles,
    issues,
    members,
    page,
    warc_record,
)

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import read
from reportedly.source.formats import http

INFO = warc_record(b"software: a crawler\r\n", kind="warcinfo", media="application/warc-fields")
REQUEST = warc_record(b"GET /2024/ferry HTTP/1.1\r\n\r\n", kind="request")
PAGE = warc_record(answer(page().encode()))


def from_file(path: Path, content: bytes) -> list[Article | Issue]:
    path.write_bytes(content)
    return list(read([str(path)]))


def test_the_pages_of_an_archive_are_articles(tmp_path: Path) -> None:
    other = warc_record(answer(page("Second").encode()), "https://post.example/2024/02/05/second")
    for name, content in (("a.warc", b"".join), ("a.warc.gz", members)):
        first, second = articles(from_file(tmp_path / name, content([INFO, REQUEST, PAGE, other])))
        assert first.text == TEXT
        assert first.url == "https://post.example/2024/ferry"
        assert (first.name, second.name) == ("a.warc:3", "a.warc:4")
        assert first.location == f"{tmp_path / name}:3"


def test_a_page_cannot_take_the_address_of_another_site(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://gazette.example/news/9">'
    for url in ("https://post.example/news/1", "https://post.example/"):
        record = warc_record(answer(page(head=head).encode()), url)
        (found,) = articles(from_file(tmp_path / "a.warc", record))
        assert found.url == url


def test_when_it_was_fetched_is_no_date_but_its_address_may_have_one(tmp_path: Path) -> None:
    dated = warc_record(answer(page().encode()), "https://post.example/2024/02/05/second")
    first, second = articles(from_file(tmp_path / "a.warc", PAGE + dated))
    assert (first.published, second.published) == (None, "2024-02-05")


def test_an_archive_that_is_one_gzip_member_is_read_too(tmp_path: Path) -> None:
    assert len(articles(from_file(tmp_path / "a.warc.gz", gzip.compress(INFO + PAGE + PAGE)))) == 2


@pytest.mark.parametrize(
    "record",
    [
        warc_record(answer(b"", "301 Moved")),
        warc_record(answer(page().encode(), "404 Not Found")),
        warc_record(answer(b"\xff\xd8\xff", Content_Type="image/jpeg")),
        warc_record(answer(page().encode()), kind="revisit"),
        warc_record(b"metadata: x", kind="metadata", media="application/warc-fields"),
        warc_record(b"\0\1", kind="response", media="text/dns"),
    ],
)
def test_what_is_no_page_is_left_out_without_a_word(tmp_path: Path, record: bytes) -> None:
    (item,) = from_file(tmp_path / "a.warc", record + PAGE)
    assert isinstance(item, Article)
    assert item.name == "a.warc:2"


def test_a_page_kept_without_its_answer_is_read(tmp_path: Path) -> None:
    record = warc_record(page().encode(), kind="resource", media="text/html; charset=utf-8")
    assert articles(from_file(tmp_path / "a.warc", record))[0].text == TEXT


def chunked(data: bytes) -> bytes:
    pieces = [data[i : i + 300] for i in range(0, len(data), 300)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (chunked, {"Transfer_Encoding": "chunked"}),
        (gzip.compress, {"Content_Encoding": "gzip"}),
        (zlib.compress, {"Content_Encoding": "deflate"}),
        (raw_deflate, {"Content_Encoding": "deflate"}),
        (
            lambda data: chunked(gzip.compress(data)),
            {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
        ),
        # a crawler that has unpacked the body and left the header as it was
        (bytes, {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (bytes, {"Content_Encoding": "br"}),
    ],
)
def test_bodies_are_unpacked_as_they_were_sent(
    tmp_path: Path, sent: Callable[[bytes], bytes], headers: dict[str, str]
) -> None:
    record = warc_record(answer(sent(page().encode()), **headers))
    assert articles(from_file(tmp_path / "a.warc", record))[0].text == TEXT


def test_the_encoding_is_the_one_that_the_server_states(tmp_path: Path) -> None:
    html = page(TITLE, (BODY[0], BODY[2], "Київ: він сказав так.")).encode("koi8-u")
    record = warc_record(answer(html, Content_Type="text/html; charset=koi8-u"))
    assert "Київ: він сказав так." in articles(from_file(tmp_path / "a.warc", record))[0].text


def test_a_page_without_an_article_is_an_issue_with_its_address(tmp_path: Path) -> None:
    items = from_file(tmp_path / "a.warc", warc_record(answer(b"<html><p>Menu</p></html>")) + PAGE)
    assert len(articles(items)) == 1
    (found,) = issues(items)
    assert found.item == f"{tmp_path}/a.warc:1"
    assert "https://post.example/2024/ferry" in found.reason


def test_a_bomb_in_an_answer_is_an_issue(tmp_path: Path) -> None:
    for coding, packed in (
        ("gzip", gzip.compress(b"0" * 40_000_000)),
        ("deflate", zlib.compress(b"0" * 40_000_000)),
    ):
        record = warc_record(answer(packed, Content_Encoding=coding))
        tracemalloc.start()
        items = from_file(tmp_path / "a.warc", record + PAGE)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(articles(items)) == len(issues(items)) == 1
        assert peak < 90_000_000


# -- damage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        b"rubbish\r\n\r\n",
        PAGE.replace(b"Content-Length: ", b"Content-Length: x"),
        b"WARC/1.0\r\n" + b"a: b\r\n" * 500 + b"\r\n",
    ],
)
def test_a_broken_record_is_named_and_the_next_is_read(tmp_path: Path, damage: bytes) -> None:
    for name, content in (("a.warc", b"".join), ("a.warc.gz", members)):
        items = from_file(tmp_path / name, content([PAGE, damage, PAGE]))
        assert len(articles(items)) == 2
        (found,) = issues(items)
        assert found.item == f"{tmp_path / name}:2"
        assert f"a broken record at byte {len(PAGE):,}" in found.reason


def test_a_damaged_member_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    packed = bytearray(members([PAGE, PAGE, PAGE]))
    at = len(members([PAGE])) + 60
    packed[at : at + 40] = b"\xff" * 40
    items = from_file(tmp_path / "a.warc.gz", bytes(packed))
    assert len(articles(items)) == 2
    assert "gzip-compressed, and is damaged" in issues(items)[0].reason


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_cut_short_gives_what_was_whole(tmp_path: Path, name: str) -> None:
    content = PAGE * 3 if name == "a.warc" else members([PAGE] * 3)
    items = from_file(tmp_path / name, content[:-100])
    assert len(articles(items)) == 2
    assert len(issues(items)) == 1


def test_memory_is_flat_however_many_records(tmp_path: Path) -> None:
    # about 1 MB each that is no page, and 4,000 small ones
    large = warc_record(answer(b"x" * 1_000_000, Content_Type="image/jpeg"))
    with (tmp_path / "a.warc").open("wb") as out:
        for _ in range(60):
            out.write(large)
        for _ in range(4_000):
            out.write(REQUEST)
        out.write(PAGE)
    assert list(read([str(tmp_path / "a.warc")]))
    tracemalloc.start()
    (item,) = read([str(tmp_path / "a.warc")])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(item, Article)
    assert item.name == "a.warc:4061"
    assert peak < 5_000_000


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_any_answer_is_read_or_refused(body: bytes, more: bytes) -> None:
    heads = [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.0 200\n" + more + b"\n\n",
    ]
    for head in heads:
        try:
            assert isinstance(http.body(http.answer(head + body)), bytes)
        except http.AnswerError as error:
            assert str(error)


def test_an_archive_on_standard_input() -> None:
    (item,) = read(["-"], stdin=BytesIO(members([PAGE])))
    assert isinstance(item, Article)
    assert item.name == "stdin:1"
