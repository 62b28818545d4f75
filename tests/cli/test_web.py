"""The web from the command line: what a second run asks and writes, lists, and a dry run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.source.web.site import CHANGED, Site, item, page, rss, serving

from reportedly.source.web import plan

XML = "application/rss+xml"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask a site of one's own without pauses."""
    monkeypatch.setattr(plan.Manners.__init__, "__defaults__", (0.01, 2, 2, 5, 1, 5, 10**7))


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with a feed of three pages: one known by a tag, one by a date, one by neither."""
    with serving() as running:
        running.add("/robots.txt", "User-agent: *\nAllow: /\n", "text/plain", etag='"r"')
        running.add("/0", page("Story 0", "2024-01-20"), etag='"0"')
        running.add("/1", page("Story 1", "2024-01-26"), modified=CHANGED)
        running.add("/2", page("Story 2", "2023-06-01"))
        feed = rss(*(item(f"/{n}", f"Teaser {n}") for n in range(3)))
        running.add("/feed", feed, XML, etag='"f"')
        yield running


def counts(run: Run, *words: str) -> str:
    result = run("ingest", *words, "--allow-private")
    assert result.exit_code == 0, result.output
    return result.stderr.splitlines()[-1]


def state(folder: Path) -> dict[str, bytes]:
    """Return the bytes of everything in the store that stays."""
    store = folder / "reportedly-data"
    files = [path for path in store.rglob("*") if path.is_file()]
    kept = [path for path in files if path.suffix == ".sqlite"]
    return {path.name: path.read_bytes() for path in kept}


def test_the_second_time_only_changes_are_asked_for(run: Run, folder: Path, site: Site) -> None:
    feed = site.url + "/feed"
    assert counts(run, feed) == "3 new, 0 changed, 0 unchanged, 0 failed"
    before, graph = state(folder), run("export", "nq", "-").stdout
    site.log.clear()
    assert counts(run, feed) == "0 new, 0 changed, 3 unchanged, 0 failed"
    statuses = {asked.path: asked.status for asked in site.log}
    assert statuses == {"/robots.txt": 304, "/feed": 304, "/0": 304, "/1": 304, "/2": 200}
    assert {asked.path for asked in site.log if not asked.conditional} == {"/2"}
    assert state(folder) == before
    assert run("export", "nq", "-").stdout == graph


def test_what_has_changed_is_read_anew(run: Run, site: Site) -> None:
    counts(run, site.url + "/feed")
    site.add("/0", page("Story 0 corrected"), etag='"0b"')
    assert counts(run, site.url + "/feed") == "0 new, 1 changed, 2 unchanged, 0 failed"
    assert counts(run, site.url + "/feed") == "0 new, 0 changed, 3 unchanged, 0 failed"


def test_a_text_that_never_reached_the_store_is_fetched_again(
    run: Run, folder: Path, site: Site
) -> None:
    counts(run, site.url + "/0")
    remembered = (folder / "reportedly-data" / "web.sqlite").read_bytes()
    counts(run, site.url + "/0", "--store", "other")
    (folder / "third").mkdir()
    counts(run, "articles", "--store", "third/store")
    (folder / "third" / "store" / "web.sqlite").write_bytes(remembered)
    assert counts(run, site.url + "/0", "--store", "third/store").startswith("1 new")


def test_a_stamp_in_a_sitemap_saves_the_request(run: Run, site: Site) -> None:
    stamped = f"<url><loc>{site.url}/2</loc><lastmod>2024-01-01T10:00:00Z</lastmod></url>"
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{stamped}</urlset>'
    site.add("/sitemap.xml", sitemap, "application/xml", etag='"s"')
    counts(run, site.url + "/sitemap.xml")
    site.log.clear()
    assert counts(run, site.url + "/sitemap.xml").startswith("0 new, 0 changed, 1 unchanged")
    assert site.pages() == ["/sitemap.xml"]
    changed = sitemap.replace("10:00", "11:00")
    site.add("/sitemap.xml", changed, "application/xml", etag='"t"')
    counts(run, site.url + "/sitemap.xml")
    assert site.pages() == ["/sitemap.xml", "/sitemap.xml", "/2"]


def test_a_damaged_memory_is_named(run: Run, folder: Path, site: Site) -> None:
    counts(run, site.url + "/0")
    (folder / "reportedly-data" / "web.sqlite").write_bytes(b"nonsense" * 1000)
    result = run("ingest", site.url + "/0", "--allow-private")
    assert result.exit_code == 1
    assert "web.sqlite" in str(result.exception)


def test_a_dry_run_writes_and_extracts_nothing(run: Run, folder: Path, site: Site) -> None:
    result = run("ingest", site.url + "/feed", "articles", "--dry-run", "--allow-private")
    assert result.exit_code == 0
    names = [line.split("\t")[0] for line in result.stdout.splitlines()]
    assert names == [*(f"{site.url}/{n}" for n in range(3)), "dam.txt"]
    assert result.stderr.splitlines()[-1] == "4 articles would be read, 0 failed"
    assert site.pages() == ["/feed"]
    assert not (folder / "reportedly-data").exists()


def test_since_and_limit(run: Run, site: Site) -> None:
    assert counts(run, site.url + "/feed", "--since", "2024") == (
        "2 new, 0 changed, 0 unchanged, 0 failed"
    )
    assert counts(run, site.url + "/feed", "--limit", "1", "--store", "one").startswith("1 new")


def test_a_list_of_addresses_from_standard_input(run: Run, site: Site) -> None:
    lines = f"# mine\n{site.url}/0\n\n{site.url}/1\n"
    result = run("ingest", "--urls", "-", "--allow-private", input=lines)
    assert result.stderr.splitlines()[-1] == "2 new, 0 changed, 0 unchanged, 0 failed"


def test_without_leave_a_private_address_is_an_issue(run: Run, site: Site) -> None:
    result = run("ingest", site.url + "/0")
    assert result.exit_code == 1
    assert "--allow-private" in result.stderr
    assert site.log == []
    assert "private network" in run("issues").stdout


def test_something_must_be_named(run: Run) -> None:
    result = run("ingest")
    assert result.exit_code == 2
    assert "--urls" in result.stderr


def test_extract_reads_the_web_too(run: Run, site: Site) -> None:
    result = run("extract", site.url + "/0", "--allow-private")
    assert result.exit_code == 0, result.output
    assert '"doc": "http://127.0.0.1:' in result.stdout
