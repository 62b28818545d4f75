"""What the user may name, and what comes of it: articles in order, issues for the rest."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import read
from reportedly.source.formats import input, registry  # noqa: A004 the module's name

TEXT = "Mayor denies ferry sale\r\n\r\nThe mayor said so on Monday.\r\n"
PAGE = (
    "<!DOCTYPE html><html lang=en-GB><head><title>Mayor denies ferry sale</title></head><body>"
    "<article><p>The mayor denied on Monday that the ferry had been sold.</p>"
    "<p>Her deputy said he had seen a contract, according to the Post.</p></article></body></html>"
)


def one(*sources: str, stdin: bytes = b"") -> Article | Issue:
    (item,) = read(sources, stdin=BytesIO(stdin))
    return item


def article(*sources: str, stdin: bytes = b"") -> Article:
    item = one(*sources, stdin=stdin)
    assert isinstance(item, Article), item
    return item


def issue(*sources: str, stdin: bytes = b"") -> Issue:
    item = one(*sources, stdin=stdin)
    assert isinstance(item, Issue), item
    return item


# -- a file ------------------------------------------------------------------------------------


def test_a_text_file_is_its_own_text_untouched(tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_bytes(TEXT.encode())
    read_file = article(str(file))
    with file.open(encoding="utf-8", newline="") as stream:
        assert read_file.text == stream.read()
    assert (read_file.name, read_file.location) == ("ferry.txt", str(file))
    assert read_file.title == "Mayor denies ferry sale"
    assert read_file.published is None


@pytest.mark.parametrize("name", ["ferry", "ferry.md", "ferry.2024-01-26", "FERRY.TXT", "a.b.c"])
def test_any_name_will_do_for_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT.encode())
    assert article(str(tmp_path / name)).text == TEXT


@pytest.mark.parametrize("name", ["ferry.html", "ferry.HTM", "ferry.xhtml", "ferry", "ferry.txt"])
def test_a_page_is_known_by_its_name_or_its_beginning(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    page = article(str(tmp_path / name))
    assert page.text.startswith("Mayor denies ferry sale\n\nThe mayor denied on Monday")
    assert page.language == "en"


@pytest.mark.parametrize(
    "opening", ["\ufeff", "\n \n", "<!-- saved -->\n", '<?xml version="1.0"?>\n<!-- a --> ']
)
def test_what_stands_before_a_page_does_not_hide_it(opening: str) -> None:
    assert article("-", stdin=(opening + PAGE).encode()).language == "en"


def test_html_in_the_middle_of_a_text_does_not_make_it_a_page() -> None:
    text = f"How to write a page:\n\n{PAGE}\n"
    assert article("-", stdin=text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251"])
def test_a_web_archive_is_the_page_in_it(tmp_path: Path, encoding: str) -> None:
    page = PAGE.replace("Her deputy", "Київ: Її заступник")
    body = page.encode(encoding)
    head = (
        "From: <Saved by a browser>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n--xx\r\n'
        f"Content-Type: text/html; charset={encoding}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    (tmp_path / "ferry.mhtml").write_bytes(head.encode() + body + b"\r\n--xx--\r\n")
    assert "Київ: Її заступник said" in article(str(tmp_path / "ferry.mhtml")).text


def test_a_web_archive_without_a_page_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "ferry.mht").write_bytes(b"Content-Type: image/png\r\n\r\nx")
    assert "without a page" in issue(str(tmp_path / "ferry.mht")).reason


@pytest.mark.parametrize("content", [b"", b" \n", b"%PDF-1.4\n", b"He said\0"])
def test_a_file_without_text_is_an_issue_that_names_it(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "ferry.txt"
    file.write_bytes(content)
    found = issue(str(file))
    assert (found.item, found.stage) == (str(file), "source")
    assert found.reason
    assert found.advice


def test_more_than_one_article_may_hold_is_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input, "LARGEST", 1_000_000)
    (tmp_path / "fits.txt").write_bytes(b"a " * 500_000)
    (tmp_path / "long.txt").write_bytes(b"a " * 500_001)
    assert len(article(str(tmp_path / "fits.txt")).text) == 1_000_000
    found = issue(str(tmp_path / "long.txt"))
    assert "more than 1 MB" in found.reason
    assert "split" in found.advice


def test_a_text_too_long_for_a_language_model_is_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "LONGEST", 1000)
    (tmp_path / "fits.txt").write_text("é " * 500, encoding="utf-8")
    (tmp_path / "long.txt").write_text("é " * 501, encoding="utf-8")
    assert len(article(str(tmp_path / "fits.txt")).text) == 1000
    found = issue(str(tmp_path / "long.txt"))
    assert "1,002 characters of text" in found.reason
    assert "split it" in found.advice


def test_one_source_may_be_given_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path("ferry.txt")
    file.write_bytes(TEXT.encode())
    (expected,) = read(["ferry.txt"])
    assert list(read("ferry.txt")) == list(read(file)) == list(read([file])) == [expected]


def test_a_link_to_nothing_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").symlink_to(tmp_path / "gone.txt")
    assert issue(str(tmp_path / "ferry.txt")).reason == "a link to nothing"


def test_a_data_file_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "ferry.ttl").write_text("<a> <b> <c> .")
    assert ".ttl file is no article" in issue(str(tmp_path / "ferry.ttl")).reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_a_pipe_given_by_name_is_read(tmp_path: Path) -> None:
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(TEXT.encode(),))
    writer.start()
    assert article(str(pipe)).text == TEXT
    writer.join()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="names are Unicode on Windows")
def test_a_name_that_is_not_utf8_can_still_be_written_out(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(file)).write_bytes(TEXT.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert article(os.fsdecode(file)).name == "caf\ufffd.txt"
    (found,) = read([str(tmp_path)])
    assert isinstance(found, Article)
    assert found.location.encode()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT)
    (tmp_path / "secret.txt").chmod(0)
    assert "Permission denied" in issue(str(tmp_path / "secret.txt")).reason


# -- what is not there --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"), [("news/fery.txt", "news/ferry.txt"), ("nwes/ferry.txt", "news")]
)
def test_a_missing_path_suggests_a_near_one(tmp_path: Path, typed: str, meant: str) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text(TEXT)
    found = issue(str(tmp_path / typed))
    assert found.reason == "no such file or folder"
    assert found.advice == f"did you mean {tmp_path / meant}?"


def test_a_missing_path_unlike_any_other_suggests_nothing(tmp_path: Path) -> None:
    assert issue(str(tmp_path / "zzz")).advice == "check the path"


@pytest.mark.parametrize("url", ["FTP://post.example", "file:///etc/passwd", "ftp://" + "a" * 999])
def test_an_address_that_is_none_of_the_webs_is_an_issue(url: str) -> None:
    assert issue(url).reason == "not an http or https address"


def test_a_file_may_be_called_like_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "www.post.example.txt").write_bytes(TEXT.encode())
    assert article("www.post.example.txt").text == TEXT


@pytest.mark.parametrize("source", ["", "a\0b", "www.a\0b", "x" * 5000, "nowhere/" * 500])
def test_what_cannot_be_a_path_is_an_issue(source: str) -> None:
    assert issue(source).reason


# -- standard input -----------------------------------------------------------------------------


def test_standard_input_is_text_or_a_page() -> None:
    text = article("-", stdin=TEXT.encode())
    assert (text.name, text.location, text.text) == ("stdin", "", TEXT)
    assert article("-", stdin=PAGE.encode()).language == "en"


def test_empty_standard_input_is_an_issue() -> None:
    assert str(issue("-")) == "standard input: empty (give a file that holds an article's text)"


# -- several, and what the user says of them ----------------------------------------------------


def test_a_bad_item_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "void.txt").touch()
    sources = ["nowhere.txt", str(tmp_path / "void.txt"), str(tmp_path / "good.txt"), "-"]
    kinds = [type(item) for item in read(sources, stdin=BytesIO(TEXT.encode()))]
    assert kinds == [Issue, Issue, Article, Article]


def test_articles_come_one_at_a_time(tmp_path: Path) -> None:
    def sources() -> Iterator[str]:
        yield "-"
        raise AssertionError("the next source was asked for before the first article was used")

    assert isinstance(next(iter(read(sources(), stdin=BytesIO(TEXT.encode())))), Article)


def test_memory_stays_flat_however_many_articles(tmp_path: Path) -> None:
    megabyte = 1_000_000
    for number in range(60):
        (tmp_path / f"{number}.txt").write_bytes(b"He said so. " * (megabyte // 12))
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read([str(tmp_path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < input.LARGEST + 10 * megabyte


def test_publisher_and_date_serve_where_the_source_does_not_say() -> None:
    given_by_user = {"publisher": " The Post ", "published": "2024-01"}
    (text,) = read(["-"], stdin=BytesIO(TEXT.encode()), **given_by_user)
    assert isinstance(text, Article)
    assert (text.publisher, text.published) == ("The Post", "2024-01")


def test_what_a_page_states_wins_over_what_the_user_says() -> None:
    stated = (
        '<meta property="og:site_name" content="The Courier">'
        '<meta property="article:published_time" content="2024-01-26">'
    )
    page = BytesIO(PAGE.replace("<title>", f"{stated}<title>").encode())
    (item,) = read(["-"], stdin=page, publisher="The Post", published="2024-01")
    assert isinstance(item, Article)
    assert (item.publisher, item.published) == ("The Courier", "2024-01-26")


def test_a_page_without_a_named_publisher_has_the_users_or_else_its_host() -> None:
    page = PAGE.replace("<title>", '<link rel=canonical href="https://www.post.example/a"><title>')
    (named,) = read(["-"], stdin=BytesIO(page.encode()), publisher="The Post")
    (unnamed,) = read(["-"], stdin=BytesIO(page.encode()))
    assert isinstance(named, Article)
    assert isinstance(unnamed, Article)
    assert (named.publisher, unnamed.publisher) == ("The Post", "post.example")


def test_a_date_that_is_not_edtf_is_refused_before_anything_is_read() -> None:
    with pytest.raises(SourceError, match="not an EDTF date"):
        read(["-"], published="26 January")


# -- anything at all ----------------------------------------------------------------------------

MARKUP = st.sampled_from(
    (
        "<html>|<body>|<p>|</p>|<div class=|<table><tr><td>|</table>|<br>|<!--|-->|<h1>|</h1>|>|\0|"
        '<article>|<script type="application/ld+json">|</script>|{"@type":"NewsArticle"|&#x0;|'
        "&#xd800;|<meta name=date content=|<link rel=canonical href=|http://[|2024-01-26|"
        "The mayor said on Monday that the ferry had not been sold to anybody at all. "
    ).split("|")
)


@settings(deadline=10_000)
@given(
    st.binary(max_size=300)
    | st.lists(MARKUP | st.text(max_size=8), max_size=60).map(
        lambda parts: ("<!doctype html>" + "".join(parts)).encode("utf-8", "replace")
    )
)
def test_any_bytes_are_an_article_or_an_issue_within_ten_seconds(data: bytes) -> None:
    item = one("-", stdin=data)
    if isinstance(item, Article):
        assert item.text.strip("\ufeff \t\r\n")
        assert all(text.encode() for text in (item.text, item.title or "-", item.publisher or "-"))
    else:
        assert item.item.split(":")[0] == "standard input"  # of records with a number
