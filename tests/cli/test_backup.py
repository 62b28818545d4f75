"""`backup`, `restore`, `compact` and `ingest --archive` from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.source.web.site import Site, item, page, rss, serving

from reportedly.errors import StoreError
from reportedly.source.web import plan


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(plan.Manners.__init__, "__defaults__", (0.01, 2, 2, 5, 1, 5, 10**7))
    with serving() as running:
        for n in range(2):
            running.add(f"/{n}", page(f"Story {n}"), etag=f'"{n}"')
        feed = rss(*(item(f"/{n}", f"Teaser {n}") for n in range(2)))
        running.add("/feed", feed, "application/rss+xml")
        yield running


def test_there_and_back(run: Run, filled: Path) -> None:
    store = str(filled)
    made = run("backup", "b.tar.zst", "--store", store)
    assert made.exit_code == 0, made.output
    assert made.stderr.startswith("b.tar.zst written: 1 article, ")
    assert run("restore", "b.tar.zst", "--verify").stderr.startswith("b.tar.zst is whole: 1 art")
    back = run("restore", "b.tar.zst", "--store", "again")
    assert back.stderr.startswith("b.tar.zst restored to again: 1 article, of 20")
    dumps = [run("export", "nq", "-", "--store", place).stdout for place in (store, "again")]
    assert dumps[0] == dumps[1] != ""


def test_nothing_is_overwritten(run: Run, filled: Path) -> None:
    run("backup", "b.tar.zst", "--store", str(filled))
    for words in (("backup", "b.tar.zst"), ("restore", "b.tar.zst")):
        result = run(*words, "--store", str(filled))
        assert isinstance(result.exception, StoreError)
        assert "nothing is overwritten" in str(result.exception)


def test_what_needs_a_folder_says_so(run: Run) -> None:
    for words in (("backup", "b"), ("restore", "b"), ("compact",)):
        result = run(*words, "--store", "https://example.org/sparql")
        assert result.exit_code == 2
        assert "this needs a store in a folder" in result.stderr


def test_compact(run: Run, folder: Path) -> None:
    run("ingest", "articles")
    before = run("export", "nq", "-").stdout
    result = run("compact")
    assert result.exit_code == 0, result.output
    assert result.stderr.startswith("reportedly-data: ")
    assert run("export", "nq", "-").stdout == before


def test_what_was_fetched_can_be_ingested_again_without_a_server(
    run: Run, folder: Path, site: Site
) -> None:
    words = ["ingest", site.url + "/feed", "--allow-private", "--archive", "kept"]
    first = run(*words)
    assert first.stderr.splitlines()[-1].startswith("2 new"), first.output
    (file,) = (folder / "kept").glob("*.warc.gz")
    size = file.stat().st_size
    assert run(*words).stderr.splitlines()[-1].startswith("0 new, 0 changed, 2 unchanged")
    assert [(one, one.stat().st_size) for one in (folder / "kept").glob("*.warc.gz")] == [
        (file, size)
    ]
    site.routes.clear()
    offline = run("ingest", "kept", "--store", "other")
    assert offline.stderr.splitlines()[-1] == "2 new, 0 changed, 0 unchanged, 0 failed"
    said = [
        run("query", "SELECT ?u ?t { ?d schema:url ?u . ?s rep:text ?t } ORDER BY ?u ?t", *more)
        for more in (("--format", "csv"), ("--format", "csv", "--store", "other"))
    ]
    assert said[0].stdout == said[1].stdout != ""
    run_ = json.loads(run("runs", "show", "last", "--format", "jsonl").stdout.splitlines()[0])
    assert run_["totals"]["fetched"] == 3, "the feed and two pages; there is no robots.txt"


def test_an_archive_may_not_be_too_small(run: Run) -> None:
    assert run("ingest", "articles", "--archive", "a", "--archive-size", "1").exit_code == 2
