"""Word processors' documents (DOCX, ODT): their paragraphs, read without the rest of the file.

Both are ZIP archives of XML. The XML is read as a stream, and refused where it declares entities:
no program writes any, and a few lines of them can stand for gigabytes. A document says when its
file was made, but not when the text was published, so there is no date.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from reportedly.article import Article
from reportedly.errors import Issue
from reportedly.source import text
from reportedly.source.formats import archive, record
from reportedly.source.formats.compressed import Guard
from reportedly.source.formats.input import LONGEST, Input
from reportedly.source.formats.record import Said
from reportedly.source.metadata import clean

LARGEST_XML = 200_000_000  # bytes of XML, unpacked; a character of text takes 10 to 100 of them
_BLOCK = 64 * 1024
_OPENING = 500  # characters at the beginning where a stated title must stand to be the headline
_SAVE = "save it as plain text, and give that"
_OTHERS = {"xl/": "a spreadsheet", "ppt/": "a presentation"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the elements of a format mean, by their local names.

    `heading` tells from an element's name and attributes whether it makes its paragraph one.
    """

    content: str
    metadata: str
    paragraphs: frozenset[str]
    spaces: dict[str, str]
    left_out: frozenset[str]
    heading: Callable[[str, dict[str, str]], bool]
    text_in: str = ""
    """The element that alone holds text; "" where everything in a paragraph does."""


def _word_heading(name: str, attributes: dict[str, str]) -> bool:
    return name == "pStyle" and bool(
        re.match(r"(?i)title|heading ?1$|headline", attributes.get("val", ""))
    )


def _odt_heading(name: str, attributes: dict[str, str]) -> bool:
    level = attributes.get("outline-level", "1")
    return (name == "h" and level == "1") or attributes.get("style-name") == "Title"


DOCX = Dialect(
    content="word/document.xml",
    metadata="docProps/core.xml",
    paragraphs=frozenset({"p"}),
    spaces={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "‑"},
    # deleted words, instructions of fields, and the second copy of what a text box holds
    left_out=frozenset({"del", "moveFrom", "instrText", "delText", "Fallback"}),
    heading=_word_heading,
    text_in="t",
)
ODT = Dialect(
    content="content.xml",
    metadata="meta.xml",
    paragraphs=frozenset({"p", "h"}),
    spaces={"tab": "\t", "line-break": "\n", "s": " "},
    left_out=frozenset({"tracked-changes", "annotation", "note", "forms", "ruby-text", "desc"}),
    heading=_odt_heading,
)


def dialect(names: set[str], kind: bytes) -> Dialect | None:
    """Tell the format from the members of the archive and what its first one says."""
    if DOCX.content in names:
        return DOCX
    return ODT if kind.startswith(b"application/vnd.oasis.opendocument.text") else None


def other(names: set[str], kind: bytes) -> str | None:
    """Name the kind of office document that holds no running text, if it is one."""
    if b"opendocument" in kind:
        return "a spreadsheet" if b"spreadsheet" in kind else "a presentation or drawing"
    if "[Content_Types].xml" not in names:
        return None
    roots = {f"{name.partition('/')[0]}/" for name in names}
    return next((what for root, what in _OTHERS.items() if root in roots), None)


class _Listener(Protocol):
    def starts(self, name: str, attributes: dict[str, str]) -> None: ...

    def ends(self, name: str) -> None: ...

    def says(self, words: str) -> None: ...


def read(source: Input, opened: zipfile.ZipFile, form: Dialect) -> Iterator[Article | Issue]:
    """Yield the article in a document."""
    _refuse_encrypted(source, opened)
    body = _Body(form)
    _parse(source, opened, form.content, body)
    said = _Said()
    if form.metadata in opened.namelist():
        _parse(source, opened, form.metadata, said)
    paragraphs = body.paragraphs
    joined = record.writable("\n\n".join(paragraphs)).strip()
    title = _title(joined, body.heading, said.values.get("title", ""))
    article = record.composed(
        source,
        joined,
        Said(
            title=title,
            authors=tuple(filter(None, [clean(said.values.get("creator", ""))])),
            language=record.language([said.values.get("language", "")]),
            publisher=clean(said.values.get("publisher", "")) or None,
        ),
    )
    if article is None:
        raise source.error("a document without text", "is it a scan? then its text must be typed")
    yield article


def _title(body: str, heading: str, stated: str) -> str | None:
    """Return the first heading; or the stated title, if the text shows it, as templates' do not."""
    if heading and clean(body).startswith(clean(heading)):
        return clean(heading)
    stated = clean(stated)
    return stated if stated and clean(body[:_OPENING]).startswith(stated) else text.headline(body)


def _refuse_encrypted(source: Input, opened: zipfile.ZipFile) -> None:
    advice = "open it with its password, and save it without"
    if any(entry.flag_bits & 1 for entry in opened.infolist()):
        raise source.error("an encrypted document", advice)
    if "META-INF/manifest.xml" in opened.namelist():
        with opened.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(1_000_000):
                raise source.error("an encrypted document", advice)


def _parse(source: Input, opened: zipfile.ZipFile, member: str, told: _Listener) -> None:
    """Read a member as XML, telling `told` what comes."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, found: told.starts(_local(name), _attributes(found))
    parser.EndElementHandler = lambda name: told.ends(_local(name))
    parser.CharacterDataHandler = told.says
    parser.StartDoctypeDeclHandler = _refuse_doctype
    guard, size = Guard(source.item), 0
    try:
        entry = opened.getinfo(member)
        guard.count(entry.compress_size, 0)
        with opened.open(entry) as file:
            while data := file.read(_BLOCK):
                size += len(data)
                guard.count(0, len(data))
                if size > LARGEST_XML:
                    raise source.error("a document too long for one article", _SAVE)
                parser.Parse(data)
            parser.Parse(b"", True)
    except _DoctypeError as error:
        raise source.error("a document that declares XML entities, as none does", _SAVE) from error
    except (expat.ExpatError, *archive.UNREADABLE, KeyError) as error:
        raise source.error(f"a damaged document ({error})", _SAVE) from error


class _DoctypeError(Exception):
    pass


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _attributes(found: dict[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in found.items()}


@dataclass(slots=True)
class _Body:
    """The paragraphs of a document, as its elements begin and end."""

    form: Dialect
    paragraphs: list[str] = field(default_factory=list)
    heading: str = ""
    _open: list[list[str]] = field(default_factory=list)
    _headed: bool = False
    _hidden: int = 0
    _texts: int = 0
    _size: int = 0

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        if name in self.form.left_out or self._hidden:
            self._hidden += 1
            return
        if name in self.form.paragraphs:
            self._open.append([])
            self._headed = False
        self._headed = self._headed or self.form.heading(name, attributes)
        self._texts += name == self.form.text_in
        if self._open and name in self.form.spaces:
            self._open[-1].append(self.form.spaces[name] * _count(attributes))

    def ends(self, name: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        self._texts -= name == self.form.text_in
        if name in self.form.paragraphs and self._open:
            paragraph = "".join(self._open.pop()).strip()
            if paragraph:
                if self._headed and not self.heading:
                    self.heading = paragraph
                self.paragraphs.append(paragraph)

    def says(self, words: str) -> None:
        self._size += len(words)
        seen = self._open and not self._hidden and (self._texts or not self.form.text_in)
        if seen and self._size <= 2 * LONGEST:
            self._open[-1].append(words)


def _count(attributes: dict[str, str]) -> int:
    """Return how many spaces `<text:s text:c="3"/>` stands for."""
    count = attributes.get("c", "1")
    return min(int(count), 100) if count.isdecimal() else 1


@dataclass(slots=True)
class _Said:
    """What a document says of itself: the text of each element, by its local name."""

    values: dict[str, str] = field(default_factory=dict)
    _name: str = ""

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        self._name = "" if attributes.get("nil") == "true" else name

    def ends(self, name: str) -> None:
        self._name = "" if self._name == name else self._name

    def says(self, words: str) -> None:
        if self._name and len(self.values) < 100:
            self.values[self._name] = (self.values.get(self._name, "") + words)[:1000]
