"""A second run over a source with nothing new writes nothing, and asks only whether that is so."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.source.formats.build import (
    BODY,
    TITLE,
    answer,
    docx,
    letter,
    members,
    odt,
    page,
    pdf,
    warc_record,
    zipped,
)
from tests.source.web import site as web
from tests.source.web.conftest import PLAN
from tests.source.web.site import Site, serving
from tests.store.fakes import NOW, FakeExtractor, contents

from reportedly.ingestion import Summary, ingest, memory_of
from reportedly.source import read
from reportedly.store import open_store

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

RECORD = {"headline": TITLE, "body": "\n\n".join(BODY), "date": "2024-02-05"}
LINES = "".join(json.dumps({**RECORD, "body": f"{n}. {RECORD['body']}"}) + "\n" for n in range(3))
TABLE = "headline,body\n" + "".join(f'Story {n},"Carla Voss said {n}."\n' for n in range(3))
WARC = [warc_record(answer(page(f"Story {n}").encode()), f"https://p.example/{n}") for n in (1, 2)]
FILES: dict[str, bytes] = {
    "a.txt": "\n\n".join(BODY).encode(),
    "a.md": f"# {TITLE}\n\n{BODY[0]}\n".encode(),
    "a.html": page().encode(),
    "a.pdf": pdf([[TITLE, "", *BODY]]),
    "a.docx": docx(),
    "a.odt": odt(),
    "a.eml": letter(),
    "a.mbox": b"From x Mon Feb  5 06:30:00 2024\n" + letter() + b"\n",
    "a.json": json.dumps([RECORD]).encode(),
    "a.jsonl": LINES.encode(),
    "a.csv": TABLE.encode(),
    "a.tsv": TABLE.replace(",", "\t").encode(),
    "a.warc": b"".join(WARC),
    "a.warc.gz": members(WARC),
    "a.zip": zipped({"a.txt": BODY[0].encode(), "b.jsonl": LINES.encode()}),
    "a.txt.gz": gzip.compress(BODY[1].encode()),
    "a.jsonl.zst": zstd.compress(LINES.encode()),
}

Source = Callable[[], tuple[list[str], dict[str, object]]]


def run(path: Path, sources: list[str], days: int, **named: object) -> Summary:
    """Read `sources` into the store in `path`, on a day of its own."""
    lines = named.pop("stdin", None)
    with open_store(path, create=True) as store, closing(memory_of(store)) as memory:
        items = read(
            sources,
            web=replace(PLAN, memory=memory, own_text=bool(named.pop("own", False))),
            stdin=io.BytesIO(lines) if isinstance(lines, bytes) else None,
            **named,  # type: ignore[arg-type]
        )
        now = NOW + timedelta(days=days)
        return ingest(items, store, FakeExtractor(), now=now, asked=sources)


def check(path: Path, sources: list[str], **named: object) -> int:
    """Run twice; return how many articles there are."""
    first = run(path, sources, 0, **named)
    assert first.failed == 0
    before = contents(path)
    second = run(path, sources, 1, **named)
    assert (second.new, second.changed, second.failed) == (0, 0, 0)
    assert contents(path) == before
    return second.unchanged


@pytest.mark.parametrize("name", FILES)
def test_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    assert check(tmp_path / "store", [str(tmp_path / name)]) >= 1


def test_a_folder_of_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    for name, data in FILES.items():
        (tmp_path / "all" / name).write_bytes(data)
    assert check(tmp_path / "store", [str(tmp_path / "all")]) > len(FILES)


def test_standard_input(tmp_path: Path) -> None:
    assert check(tmp_path / "store", ["-"], stdin=LINES.encode()) == 3


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that says of everything when it has not changed."""
    with serving() as running:
        running.add("/robots.txt", "User-agent: *\nAllow: /\n", "text/plain", etag='"r"')
        for n in range(3):
            running.add(f"/{n}", web.page(f"Story {n}", "2024-01-26"), etag=f'"{n}"')
        running.routes["/moved"] = web.redirect("/0")
        content = "<![CDATA[<p>Carla Voss said the harbour was closed.</p>]]>"
        own = f"<content:encoded>{content}</content:encoded>"
        items = (web.item(f"/{n}", f"Story {n}", more=own) for n in range(3))
        listings(running, web.rss(*items))
        yield running


def listings(site: Site, rss: str) -> None:
    atom = "".join(
        f'<entry><title>Story {n}</title><link href="{site.url}/{n}"/></entry>' for n in range(3)
    )
    loc = "".join(f"<url><loc>{site.url}/{n}</loc></url>" for n in range(3))
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    for path, data in {
        "/rss": rss,
        "/atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title>{atom}</feed>',
        "/json": json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"id": str(n), "url": f"{site.url}/{n}"} for n in range(3)],
            }
        ),
        "/sitemap": f'<urlset xmlns="{space}">{loc}</urlset>',
        "/index": f'<sitemapindex xmlns="{space}"><sitemap><loc>{site.url}/sitemap</loc></sitemap>'
        "</sitemapindex>",
        "/opml": f'<opml version="2.0"><body><outline xmlUrl="{site.url}/rss"/>'
        f'<outline xmlUrl="{site.url}/atom"/></body></opml>',
    }.items():
        media = "application/feed+json" if path == "/json" else "application/xml"
        site.add(path, data, media, etag=f'"{path}"')


@pytest.mark.parametrize(
    ("path", "articles"),
    [
        *(("/0", 1), ("/moved", 1), ("/rss", 3), ("/atom", 3), ("/json", 3)),
        *(("/sitemap", 3), ("/index", 3), ("/opml", 3)),
    ],
)
def test_an_address(site: Site, tmp_path: Path, path: str, articles: int) -> None:
    run(tmp_path / "store", [site.url + path], 0)
    site.log.clear()
    assert check(tmp_path / "store", [site.url + path]) == articles
    assert {asked.path for asked in site.log if not asked.conditional} <= {"/moved"}
    assert {asked.status for asked in site.log} <= {304, 302}


def test_a_feeds_own_text(site: Site, tmp_path: Path) -> None:
    run(tmp_path / "store", [site.url + "/rss"], 0, own=True)
    site.log.clear()
    assert check(tmp_path / "store", [site.url + "/rss"], own=True) == 3
    assert {(asked.path, asked.status) for asked in site.log} == {
        ("/robots.txt", 304),
        ("/rss", 304),
    }


def test_a_list_of_addresses_and_a_listing_on_the_disk(site: Site, tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(
        f'<opml version="2.0"><body><outline xmlUrl="{site.url}/rss"/></body></opml>'
    )
    urls = [f"{site.url}/{n}" for n in range(3)]
    assert check(tmp_path / "urls", [], urls=urls) == 3
    site.log.clear()
    run(tmp_path / "urls", [], 2, urls=urls)
    assert {asked.status for asked in site.log} == {304}
