"""Small real files of every format, made from a headline and paragraphs."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from html import escape

from reportedly.article import Article
from reportedly.errors import Issue

TITLE = "Mayor denies ferry sale"
BODY = (
    "Mayor Anna Lind denied on Monday that the ferry had been sold to a company abroad.",
    "“Nobody has made an offer,” Lind said. “The Aurora will sail in spring as she always has.”",
    "Two members of the council said a contract had been drafted, according to the Post.",
)
TEXT = "\n\n".join((TITLE, *BODY))


def articles(items: Iterable[Article | Issue]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def issues(items: Iterable[Article | Issue]) -> list[Issue]:
    return [item for item in items if isinstance(item, Issue)]


def zipped(members: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def unzipped(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def inside(archive: bytes, name: str) -> bytes:
    return unzipped(archive)[name]


# -- office documents ----------------------------------------------------------------------------

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


def docx(
    paragraphs: Iterable[str] = BODY, title: str = TITLE, core: str = "", extra: str = ""
) -> bytes:
    """Return a DOCX; each paragraph is cut into two runs, as editing leaves them."""
    head = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>'
    rest = "".join(f"<w:p>{_run(p[:7])}{_run(p[7:])}</w:p>" for p in paragraphs)
    body = f"<w:body>{head * bool(title)}{rest}{extra}</w:body>"
    document = f'<w:document xmlns:w="{_W}">{body}</w:document>'
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": document.encode(),
            "docProps/core.xml": _CORE.format(core).encode(),
        }
    )


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def odt(paragraphs: Iterable[str] = BODY, title: str = TITLE, meta: str = "") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = f'xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0"'
    rest = "".join(f"<text:p>{escape(p)}</text:p>" for p in paragraphs)
    head = f'<text:h text:outline-level="1">{title}</text:h>'
    content = (
        f"<office:document-content {names}><office:body><office:text>{head}{rest}"
        "</office:text></office:body></office:document-content>"
    )
    said = (
        f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<office:meta>{meta}</office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": said.encode(),
        }
    )


# -- PDF -----------------------------------------------------------------------------------------


def pdf(pages: Iterable[Iterable[str]], info: str = "", catalog: str = "") -> bytes:
    """Return a PDF that shows `pages`, each a list of lines, in one column."""
    drawn = [_drawn(page) for page in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(drawn)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(drawn)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(drawn):
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources "
            f"<< /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects += [
            page.encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    objects.append(f"<< {info} >>".encode("cp1252"))
    return _written(objects)


def _drawn(lines: Iterable[str]) -> bytes:
    shown = [b"BT /F1 11 Tf 14 TL 72 720 Td"]
    for line in lines:
        text = (
            line.encode("cp1252")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        shown.append(b"(%s) Tj T*" % text)
    return b"\n".join([*shown, b"ET"])


def _written(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, len(objects), start)
    )
    return out.getvalue()


# -- e-mail --------------------------------------------------------------------------------------


def letter(
    plain: str = "\n\n".join(BODY), html: str = "", subject: str = TITLE, **headers: str
) -> bytes:
    message = EmailMessage()
    message["From"] = headers.pop("sender", "The Post <news@post.example>")
    message["Subject"] = subject
    message["Date"] = "Mon, 05 Feb 2024 06:30:00 +0100"
    message["Message-ID"] = "<1@post.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if plain:
        message.set_content(plain)
    if html and plain:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()


# -- pages and web archives ------------------------------------------------------------------------


def page(title: str = TITLE, body: Iterable[str] = BODY, head: str = "") -> str:
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in body)
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "</body></html>"
    )


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    said = {"Content-Type": "text/html; charset=utf-8"}
    said.update({name.replace("_", "-"): value for name, value in headers.items()})
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in said.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def warc_record(
    content: bytes,
    url: str = "https://post.example/2024/ferry",
    kind: str = "response",
    media: str = "application/http; msgtype=response",
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-03-01T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        f"Content-Type: {media}",
        f"Content-Length: {len(content)}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + content + b"\r\n\r\n"


def members(records: Iterable[bytes]) -> bytes:
    """Return records as Common Crawl has them: each a gzip member of its own."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def endless(block: bytes, count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield block
