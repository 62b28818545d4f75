"""Newsletters: one as it was sent, and mailboxes of them."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from tests.source.formats.build import BODY, TEXT, TITLE, articles, issues, letter, page

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import read
from reportedly.source.formats import mail

ENVELOPE = b"From news@post.example Mon Feb  5 06:30:00 2024\n"


def one(data: bytes) -> Article:
    (item,) = read(["-"], stdin=BytesIO(data))
    assert isinstance(item, Article), item
    return item


def mailbox(*letters: bytes) -> bytes:
    return b"".join(ENVELOPE + one.replace(b"\nFrom ", b"\n>From ") + b"\n" for one in letters)


def test_a_newsletter_is_its_subject_and_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(letter())
    (found,) = articles(read([str(tmp_path / "a.eml")]))
    assert found.text == TEXT
    assert (found.title, found.publisher, found.name) == (TITLE, "The Post", "a.eml")


def test_it_was_published_when_it_was_sent() -> None:
    assert one(letter()).published == "2024-02-05T06:30:00+01:00"
    assert one(b"Received: by x; Tue, 6 Feb 2024 08:00:00 +0000\n" + letter()).published == (
        "2024-02-05T06:30:00+01:00"
    )


def test_its_publisher_is_the_sender_by_name_or_else_by_host() -> None:
    assert one(letter(sender="news@post.example")).publisher == "post.example"
    assert one(letter(sender='"Post, The" <news@post.example>')).publisher == "Post, The"


def test_headers_are_decoded() -> None:
    data = letter().replace(b"Subject: " + TITLE.encode(), b"Subject: =?utf-8?q?F=C3=A4hre?= sold")
    assert one(data).title == "Fähre sold"
    assert one(letter().replace(b"Subject: ", b"Subject: =?no-such?b?x?= ")).text


def test_the_page_in_it_counts_and_not_its_short_companion() -> None:
    found = one(letter("View this mail in a browser: https://post.example/1", page()))
    assert found.text == TEXT


def test_the_plain_text_counts_where_the_page_says_little() -> None:
    plain = "\n\n".join(BODY)
    assert one(letter(plain, "<html><body><img src=a><p>Not shown?</p></body></html>")).text == TEXT


def test_broken_lines_are_joined_and_links_and_signatures_left_out() -> None:
    plain = (
        "Mayor Anna Lind denied on Monday that the ferry had been sold to a\n"
        "company abroad. <https://post.example/a>\n\n[https://post.example/b]\n\n- one\n- two\n"
        "\n-- \nUnsubscribe here\n"
    )
    assert one(letter(plain)).text == (
        f"{TITLE}\n\nMayor Anna Lind denied on Monday that the ferry had been sold to a company "
        "abroad.\n\n- one\n- two"
    )


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
def test_a_mail_says_its_encoding(charset: str) -> None:
    head = (
        f"From: a@b.example\nSubject: Fähre\nDate: Mon, 05 Feb 2024 06:30:00 +0100\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
        "Content-Transfer-Encoding: 8bit\n\n"
    )
    assert "José Peña" in one((head + "José Peña said so.\n").encode(charset)).text


def test_attachments_are_not_read() -> None:
    data = letter().replace(
        b"Content-Type: text/plain", b"Content-Disposition: attachment\nContent-Type: text/plain"
    )
    (found,) = read(["-"], stdin=BytesIO(data))
    assert isinstance(found, Issue)
    assert found.reason == "a message without text"


def test_where_it_is_on_the_web_may_be_said() -> None:
    found = one(letter(Archived_At="<https://post.example/mail/1>"))
    assert found.url == "https://post.example/mail/1"


def test_a_mailbox_is_its_messages_in_order(tmp_path: Path) -> None:
    quoted = letter("From now on, she said, the ferry sails.\n\nFrom a to b\n")
    (tmp_path / "news.mbox").write_bytes(mailbox(letter(), quoted, letter(subject="Third letter")))
    found = articles(read([str(tmp_path / "news.mbox")]))
    assert [a.name for a in found] == ["news.mbox:1", "news.mbox:2", "news.mbox:3"]
    assert found[2].title == "Third letter"
    assert found[0].location == f"{tmp_path}/news.mbox:1"


def test_a_message_without_text_does_not_end_the_mailbox() -> None:
    items = list(read(["-"], stdin=BytesIO(mailbox(letter(), letter(" ", "", "x"), letter()))))
    assert len(articles(items)) == 2
    assert [i.item for i in issues(items)] == ["standard input:2"]


def test_a_message_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "LARGEST", 3000)
    data = mailbox(letter(), letter("He said so. " * 1000), letter())
    items = list(read(["-"], stdin=BytesIO(data)))
    assert len(articles(items)) == 2
    assert "more than" in issues(items)[0].reason


def test_memory_is_flat_however_long_the_mailbox(tmp_path: Path) -> None:
    one = mailbox(letter("He said so, and she said so.\n\n" * 1_000))
    with (tmp_path / "a.mbox").open("wb") as out:
        for _ in range(60):
            out.write(one)
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read([str(tmp_path / "a.mbox")]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 800_000


def test_a_text_about_mail_is_no_mail() -> None:
    for text in ("From: here\n\nHe said so.", "Dear all,\n\nFrom: a\nTo: b\n", "From dusk to dawn"):
        assert one(text.encode()).text == text


def test_nesting_without_end_is_no_crash() -> None:
    part = b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"
    data = letter().partition(b"\n\n")[0] + b"\n" + part * 3000
    assert list(read(["-"], stdin=BytesIO(data)))
