"""Throws broken files at every parser: what they make of them is articles or issues, in time.

    python benchmarks/fuzz.py [--inputs 50000] [--seed 1] [--keep FOLDER] [--format NAME ...]

Real small files of every format are mutated: bits flipped, pieces cut, doubled, swapped between
files, numbers made huge. Each must give articles that can be written, or issues that say
something, within ten seconds. What breaks that is kept in FOLDER, named by its hash; it belongs in
tests/data/fuzz, which the tests read through. Takes about ten minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.source.formats import build

from reportedly.article import Article
from reportedly.errors import Issue, ReportedlyError
from reportedly.source.formats import pdf, pdf_text, registry
from reportedly.source.formats.compressed import zstd
from reportedly.source.formats.input import Input
from reportedly.source.formats.stream import stream_of

SECONDS = 10
LINE = json.dumps({"title": build.TITLE, "text": build.TEXT, "date": "2024-02-05"}).encode() + b"\n"
TELEGRAM = {
    "name": "News",
    "messages": [{"text": ["He ", {"type": "bold", "text": "said"}, " so."]}],
}
PAGE = build.warc_record(build.answer(build.page().encode()))
PACKED = build.answer(
    b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(b"<html>")), gzip.compress(b"<html>")),
    Transfer_Encoding="chunked",
    Content_Encoding="gzip",
)
LETTER = build.letter("\n\n".join(build.BODY), build.page())
MAILBOX = b"From a@b.example Mon Feb  5 06:30:00 2024\n" + LETTER + b"\n"
PDF = build.pdf([build.BODY, build.BODY], f"/Title ({build.TITLE})", "/Lang (en)")
SEEDS: dict[str, tuple[bytes, ...]] = {
    "text": (build.TEXT.encode(), build.TEXT.encode("utf-16"), "Київ".encode("cp1251") * 9),
    "html": (build.page().encode(), b'<?xml version="1.0"?>' + build.page().encode()),
    "mhtml": (b"Snapshot-Content-Location: http://a.example\n" + build.letter("", build.page()),),
    "json": (b"[" + LINE + b"," + LINE + b"]", json.dumps(TELEGRAM).encode(), LINE * 2),
    "jsonl": (LINE * 3,),
    "csv": (b'title,text,date\nA,"He said ""so"".",2024\nB,"x\ny",2024-02-05\n',),
    "eml": (LETTER, build.letter()),
    "mbox": (MAILBOX * 2,),
    "docx": (build.docx(core="<dc:title>x</dc:title>"),),
    "odt": (build.odt(meta="<dc:title>x</dc:title>"),),
    "pdf": (PDF,),
    "zip": (
        build.zipped({"a.txt": build.TEXT.encode(), "b.jsonl": LINE, "c.zip": build.zipped({})}),
    ),
    "gz": (gzip.compress(LINE * 3), gzip.compress(b"a") + gzip.compress(b"b")),
    "zst": (zstd.compress(LINE * 3),),
    "warc": (PAGE * 2, build.warc_record(PACKED) + PAGE),
    "warc.gz": (build.members([PAGE, PAGE]),),
}
"""Sound files of each format, by the ending of their names."""
INNER: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "docx": (build.inside(build.docx(), "word/document.xml"), lambda x: _with(build.docx(), x)),
    "odt": (build.inside(build.odt(), "content.xml"), lambda x: _with(build.odt(), x)),
    "zip": (LINE * 2, lambda x: build.zipped({"a.jsonl": x, "b.html": x, "c.csv": x})),
    "gz": (LINE * 3, gzip.compress),
    "zst": (LINE * 3, zstd.compress),
    "warc": (build.page().encode(), lambda x: build.warc_record(build.answer(x)) + PAGE),
    "warc.gz": (PAGE, lambda x: build.members([x, PAGE])),
}
"""What is packed in them: half of the time it is that which is mutated, and then packed soundly."""
PIECES = (
    *(b"\0", b"\xff\xfe", b"\xff" * 9, b"\r\n\r\n", b"\n\n", b"<", b">", b"&", b"&a;", b'"', b"\\"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"[" * 500,
        b'{"a":' * 200,
        b"<div>" * 300,
        b"-1",
        b"0",
        b"4294967295",
    ),
    *(
        b"9" * 30,
        b"99999999999999999999",
        b"\x80\x80\x80\x80",
        b"%s",
        b"\xed\xa0\x80",
        b"=?x?b?x?=",
    ),
    *(b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"stream\n"),
    *(b"1 0 R", b"/Kids [2 0 R]", b"/Length 999999", b"obj", b"WARC/1.0\r\n", b"Content-Length: "),
    *(b"From ", b"--a\n", b"boundary=a", b"multipart/mixed", b"PK\3\4", b"PK\1\2", b"\x1f\x8b\x08"),
)


def _with(document: bytes, content: bytes) -> bytes:
    name = "word/document.xml" if b"word/" in document else "content.xml"
    return build.zipped({**build.unzipped(document), name: content})


def one(chance: random.Random, ending: str, other: bytes) -> bytes:
    """Return a broken file of a format."""
    if ending in INNER and chance.random() < 0.5:
        seed, pack = INNER[ending]
        return pack(mutated(chance, seed, other))
    return mutated(chance, chance.choice(SEEDS[ending]), other)


def mutated(chance: random.Random, seed: bytes, other: bytes) -> bytes:
    """Return `seed` with one to eight things wrong; `other` is a file to take pieces from."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        chance.choice(WAYS)(chance, data, other)
    return bytes(data[:200_000])


def _flip(chance: random.Random, data: bytearray, _: bytes) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(chance: random.Random, data: bytearray, _: bytes) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.choice((0, 1, 10, 32, 127, 128, 254, 255))


def _insert(chance: random.Random, data: bytearray, _: bytes) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice(PIECES)


def _overwrite(chance: random.Random, data: bytearray, _: bytes) -> None:
    piece, at = chance.choice(PIECES), chance.randrange(len(data) + 1)
    data[at : at + len(piece)] = piece


def _cut(chance: random.Random, data: bytearray, _: bytes) -> None:
    start, end = _span(chance, data)
    del data[start:end]


def _double(chance: random.Random, data: bytearray, _: bytes) -> None:
    start, end = _span(chance, data)
    data[start:start] = data[start:end] * chance.choice((1, 2, 50))


def _end(chance: random.Random, data: bytearray, _: bytes) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _graft(chance: random.Random, data: bytearray, other: bytes) -> None:
    start, end = _span(chance, other)
    at = chance.randrange(len(data) + 1)
    data[at:at] = other[start:end]


def _span(chance: random.Random, data: bytes | bytearray) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 4, 16, 100, 1000)))


def _number(chance: random.Random, data: bytearray, _: bytes) -> None:
    """Make a number in the file another: lengths, counts and offsets are what parsers trust."""
    digits = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
    if digits:
        at = chance.choice(digits)
        data[at : at + 1] = chance.choice((b"0", b"-", b"9", b"99999", b"18446744073709551616"))


WAYS: tuple[Callable[[random.Random, bytearray, bytes], None], ...] = (
    *(_flip, _set, _insert, _overwrite, _cut, _double, _end, _graft, _number),
)


class TooSlowError(BaseException):
    """An input took longer than it may; no parser's `except Exception` hides it."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TooSlowError within after so many seconds of this process's own time.

    A busy machine makes every clock run, and is no fault of the parser's.
    """

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def fault(data: bytes, ending: str) -> str | None:
    """Tell what is wrong with what a file gives; None if it is articles and issues as it should."""
    try:
        with limited(SECONDS):
            items = _items(data, ending)
    except TooSlowError:
        return f"more than {SECONDS} seconds"
    except ReportedlyError as error:
        return f"raised {error!r}"
    except Exception as error:  # noqa: BLE001 this is what is looked for
        return f"crashed: {type(error).__name__}: {error}"
    return next((wrong for item in items if (wrong := _wrong(item))), None)


def _items(data: bytes, ending: str) -> list[Article | Issue]:
    file = BytesIO(data)
    source = Input(stream_of(file), f"/x/a.{ending}", f"a.{ending}", f"/x/a.{ending}", file=file)
    if data.startswith(pdf.MAGIC):  # in this process, which is quicker and sees more
        try:
            return [pdf.composed(source, pdf_text.taken(data))]
        except ReportedlyError as error:
            return [Issue.of(error, "source")]
    return list(registry.articles(source))


def _wrong(item: Article | Issue) -> str | None:
    if isinstance(item, Issue):
        if "report this" in item.advice or not item.reason:
            return f"an unforeseen fault: {item.reason}"
        return None if item.item.startswith("/x/a.") else f"an issue of {item.item!r}"
    texts = (item.text, item.name, item.title, item.publisher, item.language, *item.authors)
    try:
        for text in texts:
            (text or "").encode()
    except UnicodeError:
        return "text that cannot be written"
    return None if item.text.strip() and "\0" not in item.text else "an article without text"


def main() -> int:
    """Run; return 1 if anything was found."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--inputs", type=int, default=50_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    options.add_argument("--format", nargs="*", choices=SEEDS, default=list(SEEDS))
    chosen = options.parse_args()
    chance, found = random.Random(chosen.seed), Counter[str]()
    everything = [seed for seeds in SEEDS.values() for seed in seeds]
    spent, start = Counter[str](), time.monotonic()
    for number in range(chosen.inputs):
        ending = chosen.format[number % len(chosen.format)]
        data = one(chance, ending, chance.choice(everything))
        before = time.process_time()
        wrong = fault(data, ending)
        spent[ending] += round(1e6 * (time.process_time() - before))
        if wrong:
            found[wrong[:90]] += 1
            if found[wrong[:90]] <= 3:
                _keep(chosen.keep, data, ending, wrong)
        if number % 5000 == 4999:
            print(f"  {number + 1:,} inputs, {time.monotonic() - start:.0f} s", flush=True)
    each = chosen.inputs / len(chosen.format)
    for ending, micros in spent.most_common():
        print(f"  {ending:8} {micros / each / 1e3:6.1f} ms an input")
    print(f"{chosen.inputs:,} inputs, {sum(found.values())} with faults")
    for wrong, count in found.most_common():
        print(f"  {count:5} x {wrong}")
    return 1 if found else 0


def _keep(folder: Path, data: bytes, ending: str, wrong: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{hashlib.sha256(data).hexdigest()[:12]}.{ending}"
    (folder / name).write_bytes(data)
    print(f"  {folder / name}: {wrong}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
