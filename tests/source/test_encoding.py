"""Which bytes are text, and which text they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import SourceError
from reportedly.source.encoding import decode

# What the text of a file may hold: any character but NUL, other controls and lone surrogates.
WRITTEN = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n\r"), min_size=1
).filter(lambda text: text.strip("\ufeff \t\r\n"))
FRENCH = "Le ministre a déclaré à l’agence que « la situation est très grave »."
UKRAINIAN = "Київ відкидає чутки про перемир’я, заявив речник міністерства."


@given(WRITTEN)
def test_utf8_comes_back_unchanged_character_for_character(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"BZh", b"GIF8")):
        assert decode(data, "f") == text


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\r", "\u2028"])
def test_newlines_stay_as_they_are(newline: str) -> None:
    assert decode(f"one{newline}{newline}two".encode(), "f") == f"one{newline}{newline}two"


def test_a_utf8_byte_order_mark_counts_as_a_character_because_offsets_count_it() -> None:
    assert decode(b"\xef\xbb\xbfHe said", "f") == "\ufeffHe said"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-32-be"])
def test_utf16_and_utf32_are_known_by_their_byte_order_mark(encoding: str) -> None:
    mark = "" if encoding in {"utf-16", "utf-32"} else "\ufeff"
    assert decode((mark + UKRAINIAN).encode(encoding), "f") == UKRAINIAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("El señor Muñoz dijo que “no habrá acuerdo” mañana, según José Peña.", "cp1252"),
        ("It’s a plain English file with one curly apostrophe.", "cp1252"),
        (UKRAINIAN, "cp1251"),
        ("Об этом сообщает агентство. Переговоры продолжаются, заявил министр.", "koi8-r"),
        ("外交部发言人表示，谈判仍在继续。", "gb18030"),
    ],
)
def test_older_encodings_are_recognised(text: str, encoding: str) -> None:
    news = f"{text}\n" * 10  # one sentence is too little to tell Russian from Japanese
    assert decode(news.encode(encoding), "f") == news


@pytest.mark.parametrize(
    "text",
    [
        "The minister said “we will not yield”, café owners said.\n",
        "Rosé prices – up 4 % since May – worry nobody, said José Peña.\n",
        "The dam held all night. " * 40 + "“It’s the mayor’s café,” Peña said – twice…\n",
    ],
)
def test_english_in_windows_1252_is_never_taken_for_anything_rarer(text: str) -> None:
    assert decode(text.encode("cp1252"), "f") == text


def test_what_a_page_declares_wins_over_a_guess() -> None:
    page = f'<html><meta charset="koi8-u"><p>{UKRAINIAN}'.replace("’", "'")
    assert decode(page.encode("koi8-u"), "f") == page


def test_latin_1_means_windows_1252_as_in_browsers() -> None:
    page = f"<html><meta charset=iso-8859-1><p>{FRENCH}"
    assert decode(page.encode("cp1252"), "f") == page


@pytest.mark.parametrize("label", ["rot13", "hex", "utf-7", "idna", "unicode_escape", "nonsense"])
def test_a_declared_codec_that_is_no_script_encoding_is_ignored(label: str) -> None:
    page = f"<html><meta charset={label}><p>{FRENCH}"
    assert decode(page.encode("cp1252"), "f") == page


def test_utf8_with_a_broken_byte_is_still_utf8() -> None:
    damaged = decode(UKRAINIAN.encode() + b"\xa9 " + UKRAINIAN.encode()[:-1], "f")
    assert damaged.startswith(f"{UKRAINIAN}\ufffd {UKRAINIAN[:20]}")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 plain so far", "PDF"),
        (b"{\\rtf1\\ansi He said}", "RTF"),
        (b"PK\x03\x04" + b"x" * 40, "zip"),
        (b"\x1f\x8b\x08" + b"x" * 40, "gzip"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "image"),
        (b"He said\0nothing", "binary"),
        (b"\x01\x02\x03\x04", "binary"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_what_is_not_text_is_refused_by_kind_and_with_advice(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=kind) as refused:
        decode(data, "f")
    assert refused.value.advice


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n", "\ufeff ".encode("utf-16")])
def test_what_is_empty_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="empty"):
        decode(data, "f")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_that_can_be_written_again_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "f")
    except SourceError:
        return
    assert text.encode()
