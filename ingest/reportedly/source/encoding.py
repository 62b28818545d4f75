"""Bytes to text: which encoding a file is in, and whether it is text at all.

UTF-8 first, because bytes that are valid UTF-8 and not plain ASCII are almost never anything
else; then a byte order mark, then what the file declares of itself, and a guess only at the end.
Nothing is normalised: newlines stay as they are and a UTF-8 byte order mark stays the first
character, because offsets are counted in the file read as UTF-8 with no newline translation.
"""

from __future__ import annotations

import codecs
import re

from reportedly.errors import SourceError

# Checked before the UTF-8 test: the header of some of these formats is plain ASCII.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "convert it to text first: pdftotext FILE.pdf FILE.txt"),
    (b"{\\rtf", "an RTF document", "save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save it as plain text first"),
    (b"PK\x03\x04", "a zip archive or an Office document", "unpack it, or save it as plain text"),
    (b"\x1f\x8b", "gzip-compressed", "unpack it first: gunzip FILE"),
    (b"BZh", "bzip2-compressed", "unpack it first: bunzip2 FILE"),
    (b"\xfd7zXZ", "xz-compressed", "unpack it first: unxz FILE"),
    (b"(\xb5/\xfd", "zstd-compressed", "unpack it first: unzstd FILE"),
    (b"\x89PNG", "an image", "give the article's text, not a picture of it"),
    (b"\xff\xd8\xff", "an image", "give the article's text, not a picture of it"),
    (b"GIF8", "an image", "give the article's text, not a picture of it"),
)
BINARY = ("not text (binary data)", "give a text or HTML file in UTF-8")
# The UTF-32 marks come first: UTF-32-LE begins with the mark of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text has; form feed, escape sequences and DOS's end of file occur.
_CONTROL = re.compile(r"[\x00-\x07\x0e-\x19\x1c-\x1f]")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
# Codecs that encode characters of the world's scripts; Python's other "encodings" (rot13, idna,
# unicode_escape, utf_7 with its lone surrogates) are nothing a page may ask for.
_LEGACY = re.compile(r"(?:iso8859|iso2022|cp|koi8|mac|gb|big5|euc|shift_ji|tis|hz|kz|ptcp|johab)")
# As browsers do (WHATWG Encoding, section 4.2): pages that say Latin-1 mean Windows-1252.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Sixteen bits a character without a byte order mark is not a text file that anybody writes, and
# EBCDIC neither; the guesser offers them for short inputs ("café" in Latin-1 as UTF-16-BE).
_NEVER_GUESSED = [
    *("utf_7", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"),
    *("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"),
]
# Equal guesses are settled by how common an encoding is on the web; charset-normalizer itself
# puts cp1250 before cp1252, which turns "José Peña" in a Western file into "José Peńa".
_COMMON = ("cp1252", "cp1251", "cp1250")
# A text with no more than a few characters beyond ASCII is Windows-1252: those are an English
# text's quotation marks, dashes and accents. Of 84 news articles, written in Windows-1252, the
# guesser misreads 9 of the 41 that have any ("“" as "ō", "é" as "ķ"). They have 2 in 100 at most;
# Polish and Romanian have 5, Czech, Hungarian and Turkish 12.
_FEW = 4
_FEW_PERCENT = 3
_GUESSED_FROM = 64 * 1024  # bytes; a guess from the whole of 20 MB is no better and takes 0.7 s


def decode(data: bytes, item: str, declared: str = "") -> str:
    """Return the text that `data` holds; `declared` is what its wrapper says the encoding is.

    Raises SourceError, about `item`, where it is empty, binary, or in no encoding we can tell.
    """
    _refuse_formats(data, item)
    text = _unicode(data)
    if text is None:
        known = _damaged(data) or _legacy(data, declared or _declared(data))
        text = known or _western(data) or _guessed(data)
    if text is None or _looks_binary(text):
        raise SourceError(item, *BINARY)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise SourceError(item, "empty", "give a file that holds an article's text")
    return text


def _refuse_formats(data: bytes, item: str) -> None:
    for magic, kind, advice in _MAGIC:
        if data.startswith(magic):
            raise SourceError(item, f"{kind}, not text", advice)


def _unicode(data: bytes) -> str | None:
    """Return `data` as UTF-8, or as the UTF-16 or UTF-32 that its byte order mark announces."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return _strict(data, marked)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _declared(data: bytes) -> str:
    """Return the encoding that a `<meta charset>` or XML declaration in `data` names, or ""."""
    match = _DECLARED.search(data, 0, 4096)
    return match[1].decode("ascii", "replace") if match else ""


def _legacy(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return _strict(data, _MEANT.get(name, name)) if _LEGACY.match(name) else None


def _damaged(data: bytes) -> str | None:
    """Return UTF-8 with a few broken bytes, each replaced by U+FFFD; None if it is not UTF-8.

    A page cut in mid-character or with one stray Latin-1 byte in an advertisement is still UTF-8.
    Text in twelve other encodings, read as UTF-8, has at most 0.43 sound characters beyond ASCII
    for each broken one (EUC-JP; single-byte encodings at most 0.07).
    """
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(re.sub(r"[\x00-\x7f\ufffd]+", "", text))
    return text if sound >= 2 * broken else None


def _western(data: bytes) -> str | None:
    """Return `data` as Windows-1252, None where it has more beyond ASCII than English has."""
    beyond = len(data) - len(data.translate(None, bytes(range(128, 256))))
    few = beyond <= _FEW or 100 * beyond <= _FEW_PERCENT * len(data)
    return _strict(data, "cp1252") if few and b"\0" not in data else None


def _guessed(data: bytes) -> str | None:
    """Return `data` in the likeliest encoding that decodes all of it."""
    import charset_normalizer  # here: UTF-8 input need not wait for it

    if b"\0" in data:
        return None
    matches = charset_normalizer.from_bytes(data[:_GUESSED_FROM], cp_exclusion=_NEVER_GUESSED)
    scores = [(match.chaos, -match.coherence) for match in matches]
    tied = [
        match.encoding for match, score in zip(matches, scores, strict=True) if score == scores[0]
    ]
    ranked = [name for name in _COMMON if name in tied] + [match.encoding for match in matches]
    return next((text for name in ranked if (text := _strict(data, name)) is not None), None)


def _looks_binary(text: str) -> bool:
    """Tell whether `text` has more than one control character in a hundred."""
    return 100 * _CONTROL.subn("", text)[1] > len(text)


def likely(head: bytes) -> str:
    """Return the name of the encoding that a long text which begins with `head` is in.

    For what is too long to be decoded at once; `head` may end within a character.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeError:
        if _damaged(head) is not None:
            return "utf-8"
        return "cp1252" if _western(head) is not None else _guess(head) or "utf-8"
    return "utf-8"


def _guess(head: bytes) -> str | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(head, cp_exclusion=_NEVER_GUESSED).best()
    return best.encoding if best else None
