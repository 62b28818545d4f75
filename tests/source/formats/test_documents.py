"""DOCX, ODT and PDF: paragraphs and headline, what the file says of itself, and hostile files."""

from __future__ import annotations

import signal
import tracemalloc
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from tests.source.formats.build import BODY, TEXT, TITLE, docx, odt, pdf, unzipped, zipped

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import read
from reportedly.source.formats import pdf as pdfs

ENTITY = '<!DOCTYPE x [<!ENTITY a "{}">{}]><x>&{};</x>'
LAUGHS = ENTITY.format(
    "ha" * 10,
    "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    ),
    "j",
)


def given(path: Path, content: bytes) -> Article | Issue:
    path.write_bytes(content)
    (item,) = read([str(path)])
    return item


def article(path: Path, content: bytes) -> Article:
    item = given(path, content)
    assert isinstance(item, Article), item
    return item


def issue(path: Path, content: bytes) -> Issue:
    item = given(path, content)
    assert isinstance(item, Issue), item
    assert item.item == str(path)
    assert item.advice
    return item


# -- word processors -------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "made"), [("a.docx", docx()), ("a.odt", odt()), ("a", docx())])
def test_a_document_is_its_headline_and_its_paragraphs(
    tmp_path: Path, name: str, made: bytes
) -> None:
    found = article(tmp_path / name, made)
    assert found.text == TEXT
    assert (found.title, found.name, found.published) == (TITLE, name, None)


def test_what_a_document_says_of_itself(tmp_path: Path) -> None:
    said = (
        "<dc:title>Draft 3</dc:title><dc:creator>Bo Ek</dc:creator><dc:language>en-GB</dc:language>"
    )
    core = f'{said}<dcterms:created xmlns:x="x">2024-02-05T10:00:00Z</dcterms:created>'
    for made in (docx(core=core), odt(meta=said)):
        found = article(tmp_path / "a", made)
        assert (found.title, found.authors, found.language) == (TITLE, ("Bo Ek",), "en")
        assert found.published is None  # when the file was made says nothing of when it was out


def test_a_stated_title_counts_where_the_text_shows_it(tmp_path: Path) -> None:
    shown = docx((TITLE, *BODY), "", f"<dc:title>{TITLE}</dc:title>")
    assert article(tmp_path / "a.docx", shown).title == TITLE
    template = docx(BODY, "", "<dc:title>Company letter</dc:title>")
    assert article(tmp_path / "b.docx", template).title is None


def test_what_was_deleted_or_is_an_instruction_is_not_said(tmp_path: Path) -> None:
    extra = (
        "<w:p><w:del><w:r><w:delText>not</w:delText></w:r></w:del><w:r><w:t>He said</w:t><w:tab/>"
        "<w:instrText>HYPERLINK</w:instrText><w:t>so.</w:t><w:br/><w:t>Twice.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a table.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    text = article(tmp_path / "a.docx", docx(extra=extra)).text
    assert text.endswith("He said\tso.\nTwice.\n\nIn a table.")


def test_spaces_and_notes_of_open_documents(tmp_path: Path) -> None:
    paragraph = (
        'A<text:s text:c="2"/>B<text:tab/>C<text:note><text:p>a note</text:p></text:note>'
        "<office:annotation><text:p>a comment</text:p></office:annotation>"
    )
    parts = unzipped(odt())
    ending = f"<text:p>{paragraph}</text:p></office:text>".encode()
    parts["content.xml"] = parts["content.xml"].replace(b"</office:text>", ending)
    assert article(tmp_path / "a.odt", zipped(parts)).text.endswith("A  B\tC")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    tracemalloc.start()
    for entities in (LAUGHS, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'):
        found = issue(tmp_path / "a.docx", zipped({"word/document.xml": entities.encode()}))
        assert "declares XML entities" in found.reason
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_document_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    made = zipped({"word/document.xml": b"<a>" + b" " * 50_000_000 + b"</a>"})
    tracemalloc.start()
    assert "200 times" in issue(tmp_path / "a.docx", made).reason
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_encrypted_documents_are_called_so(tmp_path: Path) -> None:
    word = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert "encrypted" in issue(tmp_path / "a.docx", word).reason
    manifest = b"<manifest:encryption-data/>"
    kind = b"application/vnd.oasis.opendocument.text"
    parts = {"mimetype": kind, "content.xml": b"\x01", "META-INF/manifest.xml": manifest}
    assert "encrypted" in issue(tmp_path / "a.odt", zipped(parts)).reason


def test_a_document_packed_in_an_unknown_way_is_named(tmp_path: Path) -> None:
    made = bytearray(docx())
    directory = made.find(b"PK\1\2")
    for at in (8, directory + 10, made.find(b"PK\1\2", directory + 1) + 10):
        made[at] = 99
    made[made.find(b"PK\3\4", 4) + 8] = 99
    assert "not supported" in issue(tmp_path / "a.docx", bytes(made)).reason


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/document.xml": b"<a><b></a>"}, "damaged"),
        ({"word/document.xml": b"<a/>"}, "without text"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "a spreadsheet"),
        ({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}, "a presentation"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "a spreadsheet"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "damaged"),
    ],
)
def test_what_is_no_article_is_named(tmp_path: Path, parts: dict[str, bytes], reason: str) -> None:
    assert reason in issue(tmp_path / "a.docx", zipped(parts)).reason


def test_an_old_office_document_is_named(tmp_path: Path) -> None:
    found = issue(tmp_path / "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "old Office" in found.reason


# -- PDF -------------------------------------------------------------------------------------------

LINES = [
    TITLE,
    "",
    "Mayor Anna Lind denied on Monday that the ferry had been sold to a com-",
    "pany abroad. “Nobody has made an offer,” Lind said at the quay where",
    "the Aurora lies, and she said it twice.",
    "Two members of the council said a contract had been drafted in a very",
    "short time, according to the Post.",
]
SHOWN = (
    f"{TITLE}\n\n"
    "Mayor Anna Lind denied on Monday that the ferry had been sold to a company abroad. "
    "“Nobody has made an offer,” Lind said at the quay where the Aurora lies, and she said it "
    "twice.\n\n"
    "Two members of the council said a contract had been drafted in a very short time, "
    "according to the Post."
)


def test_lines_become_paragraphs_again(tmp_path: Path) -> None:
    found = article(tmp_path / "a.pdf", pdf([LINES]))
    assert found.text == SHOWN
    assert (found.title, found.published) == (TITLE, None)


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    names = ["Anna Lind", "Bo Ek", "The council", "A member of the council"]
    pages = [
        ["The Harbour Report 2024", f"{name} said the ferry was sold.", f"Page {n} of 4"]
        for n, name in enumerate(names, 1)
    ]
    assert article(tmp_path / "a.pdf", pdf(pages)).text == "\n\n".join(
        f"{name} said the ferry was sold." for name in names
    )


def test_a_paragraph_may_go_on_over_the_page(tmp_path: Path) -> None:
    pages = [LINES[:3], LINES[3:]]
    assert article(tmp_path / "a.pdf", pdf(pages)).text == SHOWN


def test_what_a_pdf_says_of_itself(tmp_path: Path) -> None:
    info = f"/Title ({TITLE}) /Author (Bo Ek) /CreationDate (D:20240205063000Z)"
    found = article(tmp_path / "a.pdf", pdf([LINES], info, "/Lang (en-GB)"))
    assert (found.title, found.authors, found.language) == (TITLE, ("Bo Ek",), "en")
    assert found.published is None


def test_a_scan_is_called_one(tmp_path: Path) -> None:
    found = issue(tmp_path / "a.pdf", pdf([[], []]))
    assert "without a text layer" in found.reason
    assert "ocrmypdf" in found.advice


def test_an_encrypted_pdf_is_called_so(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf([LINES])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert "encrypted" in issue(tmp_path / "a.pdf", out.getvalue()).reason


def test_a_pdf_encrypted_by_a_newer_way_is_called_so_too(tmp_path: Path) -> None:
    words = f"/O <{'00' * 48}> /U <{'00' * 48}> /OE <{'00' * 32}> /UE <{'00' * 32}>"
    way = f"/Filter /Standard /V 5 /R 6 /Length 256 /P -4 /Perms <{'00' * 16}> {words}"
    filters = "/CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF"
    data = pdf([LINES]).replace(b"/Root", f"/Encrypt << {way} {filters} >> /Root".encode())
    assert "encrypted" in issue(tmp_path / "a.pdf", data).reason


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf([LINES])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert article(tmp_path / "a.pdf", out.getvalue()).text == SHOWN


@pytest.mark.parametrize("content", [b"%PDF-1.4", pdf([LINES])[:300], b"%PDF-1.7\n" + b"\0" * 5000])
def test_a_damaged_pdf_is_named(tmp_path: Path, content: bytes) -> None:
    assert issue(tmp_path / "a.pdf", content).reason


def test_a_pdf_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfs, "_PROGRAM", "import time; time.sleep(60)")
    monkeypatch.setattr(pdfs, "PATIENCE", 0.5)
    assert "took more than" in issue(tmp_path / "a.pdf", pdf([LINES])).reason


@pytest.mark.skipif(not hasattr(signal, "SIGXCPU"), reason="limits of this kind are a Unix thing")
def test_a_pdf_that_computes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited = "import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    monkeypatch.setattr(pdfs, "_PROGRAM", limited)
    assert "took more than" in issue(tmp_path / "a.pdf", pdf([LINES])).reason


def test_a_pdf_that_kills_its_reader_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdfs, "_PROGRAM", "import os; os.abort()")
    assert "too much memory" in issue(tmp_path / "a.pdf", pdf([LINES])).reason


def test_a_pdf_of_too_many_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportedly.source.formats import pdf_text

    monkeypatch.setattr(pdf_text, "MOST_PAGES", 1)
    assert pdf_text.taken(pdf([LINES, LINES])) == {"fault": "pages"}
