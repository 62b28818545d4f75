"""E-mail: newsletters as they arrive (.eml), and mailboxes of them (.mbox).

The subject is the headline, the sender the publisher, and the date of sending the date of
publication: a newsletter is published by being sent. The text is that of the HTML part, unless
the plain one says much more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import edtf, encoding
from reportedly.source.formats import record
from reportedly.source.formats.input import LARGEST, Input, whole
from reportedly.source.formats.record import Said
from reportedly.source.metadata import clean

_HEADER = re.compile(rb"(?:(?:>?From [^\n]*\r?\n)?)((?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3,})")
_NAMES = re.compile(
    rb"^(from|date|subject|message-id|received|return-path|mime-version|to|list-id|delivered-to)"
    rb"[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED_PAGE = re.compile(
    rb"^(?:snapshot-content-location:|from: <saved by )", re.IGNORECASE | re.MULTILINE
)
# The line before each message, as written by programs since Unix: sender, day, month, time, year.
_ENVELOPE = re.compile(rb">?From \S+.* \d\d:\d\d(?::\d\d)?.* \d{4}\s*$|From - ")
_KINDS = ("text/plain", "text/html")
_MOST_PARTS = 500
_SHARE = 2  # the plain text counts where it is so many times as long as the page's
_LINK = re.compile(r"<?https?://\S+>?|\[https?://[^\]\s]+\]")
_FOOTER = re.compile(r"^-- ?$", re.MULTILINE)
_WRAPPED = 60  # characters: a line this long that goes on in the next was broken by the program
_ADVICE = "open it in a mail program, and save its text as a .txt file"


def is_mail(head: bytes) -> bool:
    """Tell whether `head` begins with the header of a message, and not of a saved page."""
    match = _HEADER.match(head)
    if match is None or _SAVED_PAGE.search(match[1]):
        return False
    return len({name.lower() for name in _NAMES.findall(match[1])}) >= 3


def is_mailbox(head: bytes) -> bool:
    """Tell whether `head` begins with the line that stands before each message of a mailbox."""
    return head.startswith(b"From ") and _ENVELOPE.match(head.partition(b"\n")[0]) is not None


def read(source: Input) -> Iterator[Article | Issue]:
    """Yield the newsletter in a message."""
    yield _article(source, whole(source))


def read_mailbox(source: Input) -> Iterator[Article | Issue]:
    """Yield the newsletters in a mailbox, in its order."""
    for number, message in enumerate(_messages(source), 1):
        one = source.record(number)
        if message is None:
            reason = f"a message of more than {LARGEST // 10**6} MB"
            yield one.issue(reason, "save it as a file of its own without its attachments")
            continue
        try:
            yield _article(one, message)
        except SourceError as error:
            yield one.issue(error.reason, error.advice)


def _messages(source: Input) -> Iterator[bytes | None]:
    """Yield each message of a mailbox, None for one that is too long."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while (line := source.stream.line(LARGEST)) != b"":
        if line and blank and _ENVELOPE.match(line):
            if begun:
                yield b"".join(lines) if size <= LARGEST else None
            lines, size, begun = [], 0, True
        else:
            size += LARGEST + 1 if line is None else len(line)
            if size <= LARGEST:
                lines.append(line or b"")
            else:
                lines.clear()
        blank = line in (b"\n", b"\r\n")
    if begun:
        yield b"".join(lines) if size <= LARGEST else None


def _article(source: Input, data: bytes) -> Article:
    try:
        message = message_from_bytes(data)
        title = clean(header(message, "Subject"))
        said = Said(
            title=title or None,
            publisher=_sender(message),
            published=edtf.stated(re.sub(r"\s*\([^)]*\)", "", header(message, "Date"))),
            language=record.language([header(message, "Content-Language")]),
            url=record.address(header(message, "Archived-At").strip("<> ")),
        )
        body = _body(source, message, title)
    except SourceError:
        raise
    except Exception as error:  # whatever the parser trips over concerns this message alone
        raise source.error(f"a message that cannot be parsed ({error!r})", _ADVICE) from error
    article = record.composed(source, body, said)
    if article is None:
        raise source.error("a message without text", _ADVICE)
    return article


def header(message: Message, name: str) -> str:
    """Return a header line decoded, "" where there is none."""
    value = message.get(name)
    if value is None:
        return ""
    text = str(value)
    try:
        pieces = decode_header(text)
    except (ValueError, LookupError, HeaderParseError):  # broken base64 in it
        return text
    return "".join(_piece(piece, name) for piece, name in pieces)


def _piece(piece: bytes | str, name: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(name or "utf-8", "replace")
    except LookupError:
        return piece.decode("utf-8", "replace")


def _sender(message: Message) -> str | None:
    name, address = parseaddr(header(message, "From"))
    return clean(name) or clean(address.rpartition("@")[2]) or None


def _body(source: Input, message: Message, title: str) -> str:
    """Return the text of the HTML part or of the plain one, whichever says what the mail says."""
    pages, plain = _parts(source, message)
    body, fault = "", None
    if pages:
        try:
            body = _of_page(source, pages[0], title)
        except SourceError as error:
            fault = error
    unwrapped = "\n\n".join(map(_unwrapped, plain))
    if len(unwrapped) > _SHARE * len(body):
        return unwrapped
    if fault:
        raise fault
    return body


def _of_page(source: Input, html: str, title: str) -> str:
    from reportedly.source import page

    body = record.body_of(page.article(html, source.name, source.location))
    return body.removeprefix(title).strip()


def _parts(source: Input, message: Message) -> tuple[list[str], list[str]]:
    """Return the HTML parts and the plain parts, attachments left out."""
    pages: list[str] = []
    plain: list[str] = []
    for part in islice(message.walk(), _MOST_PARTS):
        kind = part.get_content_type()
        if kind not in _KINDS or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload.strip():
            text = encoding.decode(payload, source.item, part.get_content_charset(""))
            (plain if kind == "text/plain" else pages).append(text)
    return pages, plain


def _unwrapped(text: str) -> str:
    """Return a plain part as paragraphs: lines joined, links and what is below "-- " left out."""
    text = _FOOTER.split(text.replace("\r\n", "\n"), maxsplit=1)[0]
    blocks = re.split(r"\n[ \t]*\n", text)
    paragraphs = (_joined(_LINK.sub("", block).split("\n")) for block in blocks)
    return "\n\n".join(part for part in paragraphs if re.search(r"\w", part))


def _joined(lines: list[str]) -> str:
    """Join the lines that a mail program broke; short ones, as in a list, stay lines."""
    out: list[str] = []
    broken = False
    for line in (line.strip() for line in lines):
        if out and broken and line:
            out[-1] = f"{out[-1]} {line}"
        elif line:
            out.append(line)
        broken = len(line) >= _WRAPPED
    return "\n".join(out)
