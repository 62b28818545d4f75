"""What is due is done once; what fails is tried again; what is known is not asked for again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.job.conftest import START, Desk
from tests.source.web.site import Site, answer, item, page, rss

from reportedly.article import Article
from reportedly.errors import ConfigError, StoreBusyError
from reportedly.job.due import reset
from reportedly.job.reader import load
from reportedly.job.supply import Window
from reportedly.source import read
from reportedly.store import open_snapshot, open_store

XML = "application/rss+xml"


def config(
    site: Site, more: str = "", job: str = "", kind: str = "feed", path: str = "/feed"
) -> str:
    return f"""
[sources.gazette]
kind = "{kind}"
url = "{site.url}{path}"
private = true
pause = "0.01s"
{more}
[jobs.news]
cron = "0 * * * *"
sources = "*"
{job}
"""


def publish(site: Site, *numbers: int, etag: str = "") -> None:
    """Have the site list these stories, each on its page."""
    for number in numbers:
        site.add(f"/{number}", page(f"Story {number}", "2024-01-26"))
    feed = rss(*(item(f"/{number}", f"Story {number}") for number in numbers))
    site.add("/feed", feed, XML, etag=etag)


def stories(*numbers: int) -> list[str]:
    return [f"Story {number}" for number in numbers]


# -------------------------------------------------------------------------------------------- due


def test_what_is_due_is_done_once(desk: Desk, site: Site) -> None:
    publish(site, 1, 2)
    desk.write(config(site))
    first = desk.due()
    assert str(first.runs[0].counts) == "2 new, 0 changed, 0 unchanged, 0 failed"
    assert first.good
    site.log.clear()
    assert desk.due().runs == ()
    assert site.log == []
    desk.wait(minutes=59)
    assert desk.due().runs == ()
    desk.wait(minutes=1)
    publish(site, 1, 2, 3)
    assert desk.due().runs[0].counts.new == 1
    assert desk.titles() == stories(1, 2, 3)


def test_missed_moments_count_once(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site))
    desk.due()
    desk.wait(days=3)
    assert len(desk.due().runs) == 1
    assert desk.due().runs == ()


def test_a_run_that_is_too_late_may_be_left_out(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site, job='grace = "10m"'))
    desk.due()
    desk.wait(hours=1, minutes=30)
    assert desk.due().runs == ()
    with desk.state() as state:
        assert [run.outcome for run in state.runs()] == ["missed", "done"]
    desk.wait(minutes=35)
    assert len(desk.due().runs) == 1


def test_a_clock_that_is_put_back_doubles_nothing(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site))
    desk.due()
    desk.wait(hours=-2)
    assert desk.due().runs == ()
    desk.wait(hours=2, minutes=1)
    assert desk.due().runs == ()
    desk.wait(hours=1)
    assert len(desk.due().runs) == 1


def test_a_clock_that_was_years_ahead_stops_nothing_for_good(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site))
    desk.wait(days=4000)
    desk.due()
    desk.wait(days=-4000)
    desk.due()
    desk.wait(hours=1)
    assert len(desk.due().runs) == 1


def test_jitter_puts_a_run_off_by_the_same_time_whenever_it_is_asked(
    desk: Desk, site: Site
) -> None:
    publish(site, 1)
    desk.write(config(site, job='jitter = "30m"'))
    desk.due()
    begun = []
    for _ in range(90):
        desk.wait(minutes=3)
        begun += [run.began for run in desk.due().runs]
    assert len(begun) == 4
    assert all(moment.minute <= 33 for moment in begun)
    assert len({moment.minute for moment in begun}) > 1


def test_while_another_writes_nothing_is_done_and_readers_go_on(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site))
    with open_store(desk.store, create=True):
        with pytest.raises(StoreBusyError, match="is writing to it"):
            desk.due()
        with open_snapshot(desk.store) as view:
            assert list(view.articles()) == []
    assert len(desk.due().runs) == 1


def test_the_source_asked_longest_ago_comes_first(desk: Desk, site: Site) -> None:
    publish(site, 1)
    text = config(site, job="concurrency = 1")
    more = f'[sources.a]\nkind = "feed"\nurl = "{site.url}/feed"\nprivate = true\n'
    desk.write(text.replace("[sources.gazette]", more + 'pause = "0.01s"\n[sources.gazette]'))
    desk.now("gazette")
    desk.wait(minutes=1)
    desk.due()
    with desk.state() as state:
        first, second = reversed([visit.source for visit in state.visits()][:2])
    assert (first, second) == ("a", "gazette")


def test_a_job_that_is_not_there_is_named(desk: Desk, site: Site) -> None:
    desk.write(config(site))
    with pytest.raises(ConfigError, match="did you mean 'gazette'"):
        desk.now("gazete")


# -------------------------------------------------------------------------------- what is asked for


def test_a_known_page_is_asked_for_when_a_day_has_passed(desk: Desk, site: Site) -> None:
    publish(site, 1, 2)
    desk.write(config(site))
    desk.due()
    site.log.clear()
    desk.wait(hours=1)
    desk.due()
    assert site.pages() == ["/feed"]
    site.add("/1", page("Story 1 corrected", "2024-01-26"))
    desk.wait(days=1)
    assert desk.due().runs[0].counts.changed == 1
    assert desk.titles() == ["Story 1 corrected", "Story 2"]


def test_a_listing_that_says_a_page_has_changed_is_believed(desk: Desk, site: Site) -> None:
    def listed(stamp: str) -> None:
        entry = f"<url><loc>{site.url}/1</loc><lastmod>{stamp}</lastmod></url>"
        xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
        site.add("/map", f'<urlset xmlns="{xmlns}">{entry}</urlset>', "application/xml")

    publish(site, 1)
    listed("2024-01-26T10:00:00Z")
    desk.write(config(site, kind="sitemap", path="/map"))
    desk.due()
    desk.wait(hours=1)
    site.add("/1", page("Story 1 corrected", "2024-01-26"))
    listed("2024-02-01T12:30:00Z")
    assert desk.due().runs[0].counts.changed == 1


def test_a_page_that_fails_is_tried_again_and_then_seldom(desk: Desk, site: Site) -> None:
    publish(site, 1)
    site.add("/feed", rss(item("/gone", "Gone"), item("/1", "Story 1")), XML)
    desk.write(config(site))
    asked = []
    for hour in range(40):
        site.log.clear()
        desk.due()
        asked += [hour] * site.pages().count("/gone")
        desk.wait(hours=1)
    assert asked == [0, 1, 2, 4, 8, 16, 32]
    with desk.state() as state:
        assert state.source("gazette").failures == 0


def test_only_what_fits_the_filters_is_fetched_and_kept(desk: Desk, site: Site) -> None:
    titles = {"/world/a": "Lind on dams", "/world/b": "Horoscope", "/sport/c": "Lind wins"}
    for path, title in titles.items():
        site.add(path, page(title, "2024-01-26"))
    site.add(
        "/world/d",
        page("Sports page", "2024-01-26", '<meta property="article:section" content="Sport">'),
    )
    site.add("/feed", rss(*(item(path, "") for path in [*titles, "/world/d"])), XML)
    filters = 'include.url = "*/world/*"\nexclude = { title = "horoscope", section = "sport" }'
    desk.write(config(site, filters))
    desk.due()
    assert desk.titles() == ["Lind on dams"]
    assert "/sport/c" not in site.pages()


def test_publisher_and_language_are_as_the_source_says(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site, 'publisher = "The Gazette"\nlanguage = "de"'))
    desk.due()
    with open_snapshot(desk.store) as view:
        (article,) = view.articles()
    assert (article.publisher, article.language) == ("The Gazette", "de")


def test_entries_own_text_is_read_without_asking_for_pages(desk: Desk, site: Site) -> None:
    content = "<content:encoded>&lt;p&gt;Anna Lind said no.&lt;/p&gt;</content:encoded>"
    site.add("/feed", rss(item("/1", "Story 1", more=content)), XML)
    desk.write(config(site, 'text = "entry"'))
    assert desk.due().runs[0].counts.new == 1
    assert site.pages() == ["/feed"]


def test_a_backfill_reads_known_pages_in_its_range(desk: Desk, site: Site) -> None:
    for number, date in enumerate(("2023-12-31", "2024-01-10", "2024-02-10")):
        site.add(f"/{number}", page(f"Story {number}", date))
    site.add("/feed", rss(*(item(f"/{n}", f"Story {n}") for n in range(3))), XML)
    desk.write(config(site, "since = '2024-02-01'"))
    desk.due()
    assert desk.titles() == stories(2)
    until = datetime(2024, 1, 31, tzinfo=UTC).date()
    desk.now("gazette", window=Window("2024-01", until, again=True))
    assert desk.titles() == stories(1, 2)


# ---------------------------------------------------------------------------------- kinds of source


def test_records_of_an_endpoint_stay_themselves_when_others_come_before(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN", "Bearer abc")

    def give(*numbers: int) -> None:
        rows = [{"head": f"Story {n}", "story": f"Anna Lind said {n}."} for n in numbers]
        site.add("/json", json.dumps({"rows": rows}), "application/json", etag=f'"{numbers}"')

    more = (
        'map = { text = "story", title = "head", records = "rows" }\n'
        'headers = { Authorization = "env:TOKEN" }'
    )
    desk.write(config(site, more, kind="json", path="/json"))
    give(1, 2)
    assert desk.due().runs[0].counts.new == 2
    give(3, 1, 2)
    desk.wait(hours=1)
    counts = desk.due().runs[0].counts
    assert (counts.new, counts.changed, counts.unchanged) == (1, 0, 2)
    desk.wait(hours=1)
    site.log.clear()
    assert desk.due().runs[0].counts.fetched == 0
    asked = [asked for asked in site.log if asked.path == "/json"]
    assert [one.status for one in asked] == [304]
    assert asked[0].headers["Authorization"] == "Bearer abc"


def test_a_folder_is_read_where_it_has_changed(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Anna Lind said yes.\n")
    (folder / "b.txt").write_text("Bo Ek said no.\n")
    desk.write(
        '[sources.desk]\nkind = "folder"\npath = "in"\n[jobs.all]\ncron = "@hourly"\nsources="*"\n'
    )
    assert desk.due().runs[0].counts.new == 2
    (folder / "b.txt").write_text("Bo Ek said nothing.\n")
    desk.wait(hours=1)
    counts = desk.due().runs[0].counts
    assert (counts.fetched, counts.changed) == (1, 1)
    assert desk.titles() == ["Anna Lind said yes.", "Bo Ek said nothing."]


def test_the_web_archives_in_a_folder_are_read_and_nothing_else(desk: Desk) -> None:
    folder = desk.folder / "crawls"
    folder.mkdir()
    html = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page('Story 1', '2024-01-26')}"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\n"
        "WARC-Date: 2024-02-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(html.encode())}\r\n\r\n"
    )
    (folder / "a.warc").write_bytes(f"{head}{html}\r\n\r\n".encode())
    (folder / "notes.txt").write_text("Bo Ek said no.\n")
    desk.write(
        '[sources.c]\nkind = "warc"\npath = "crawls"\n[jobs.all]\ncron = "@hourly"\nsources="*"\n'
    )
    desk.due()
    assert desk.titles() == stories(1)
    desk.wait(hours=1)
    assert desk.due().runs[0].counts.fetched == 0


def test_every_feed_of_an_opml_list_is_read(desk: Desk, site: Site) -> None:
    publish(site, 1, 2)
    outlines = (
        f'<outline text="a" xmlUrl="{site.url}/feed"/><outline text="b" xmlUrl="{site.url}/no"/>'
    )
    site.add("/list.opml", f"<opml><body>{outlines}</body></opml>", "text/x-opml")
    desk.write(config(site, kind="opml", path="/list.opml"))
    report = desk.due()
    assert report.good
    assert (report.runs[0].counts.new, report.runs[0].counts.failed) == (2, 1)
    assert desk.titles() == stories(1, 2)


def test_a_limit_puts_the_rest_off_to_the_next_run(desk: Desk, site: Site) -> None:
    publish(site, 1, 2, 3)
    desk.write(config(site, "limit = 2"))
    assert desk.due().runs[0].counts.new == 2
    desk.wait(hours=1)
    assert desk.due().runs[0].counts.new == 1
    assert desk.titles() == stories(1, 2, 3)


def test_a_run_that_is_out_of_time_goes_on_with_who_waited_longest(desk: Desk, site: Site) -> None:
    publish(site, 1)
    text = "[jobs.news]\ncron = '0 * * * *'\nsources = '*'\ntimeout = 0\nconcurrency = 1\n"
    for name in "abc":
        text += f"[sources.{name}]\nkind = 'feed'\nurl = '{site.url}/feed?{name}'\nprivate = true\n"
        site.routes[f"/feed?{name}"] = site.routes["/feed"]
    desk.write(text)
    for _ in range(60):
        (run,) = desk.due().runs
        assert run.outcome == "out of time"
        with desk.state() as state:
            if len(state.asked_last()) == 3:
                return
        desk.wait(hours=1)
    pytest.fail("a source was never read")


def test_a_folder_that_has_gone_is_a_failure_of_the_source(desk: Desk) -> None:
    desk.write(
        '[sources.desk]\nkind = "folder"\npath = "in"\n[jobs.all]\ncron = "@hourly"\nsources="*"\n'
    )
    report = desk.due()
    assert report.failing == ("desk",)
    assert not report.good


def test_a_list_of_pages_may_be_a_file(desk: Desk, site: Site, tmp_path: Path) -> None:
    publish(site, 1, 2)
    (tmp_path / "list.txt").write_text(f"# two\n{site.url}/1\n{site.url}/2\n")
    text = config(site, kind="pages").replace(f'url = "{site.url}/feed"', 'path = "list.txt"')
    desk.write(text)
    desk.due()
    assert desk.titles() == stories(1, 2)
    site.log.clear()
    desk.wait(hours=1)
    desk.due()
    assert site.pages() == []


# ----------------------------------------------------------------------------------------- failures


def test_a_failing_source_is_asked_less_and_less_and_comes_back(desk: Desk, site: Site) -> None:
    site.routes["/feed"] = answer("", status=500)
    desk.write(config(site))
    asked = []
    for hour in range(24 * 4):
        site.log.clear()
        report = desk.due()
        if "/feed" in site.pages():
            asked.append(hour)
            assert report.failing == ("gazette",)
        desk.wait(hours=1)
    assert asked[:8] == [0, 1, 2, 3, 5, 9, 17, 33]
    assert asked[8:] == [57, 81]
    publish(site, 1)
    desk.wait(days=1)
    assert desk.due().failing == ()
    with desk.state() as state:
        assert state.source("gazette").failures == 0
    assert desk.titles() == stories(1)


def test_a_source_that_is_reset_is_asked_at_once_and_for_everything(desk: Desk, site: Site) -> None:
    publish(site, 1, 2, etag='"f"')
    desk.write(config(site))
    desk.due()
    site.log.clear()
    assert reset(load(desk.path), "gazette", None) == 2
    desk.wait(hours=1)
    counts = desk.due().runs[0].counts
    assert (counts.new, counts.unchanged) == (0, 2)
    assert {asked.path: asked.status for asked in site.log}["/feed"] == 200


def test_a_reset_from_a_day_on_leaves_what_was_looked_at_before(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site))
    desk.due()
    desk.wait(hours=2)
    publish(site, 1, 2)
    desk.due()
    assert reset(load(desk.path), "gazette", START + timedelta(hours=1)) == 1


def test_a_host_that_asked_for_rest_gets_it_from_later_runs_too(desk: Desk, site: Site) -> None:
    site.routes["/feed"] = answer("", status=503, headers={"Retry-After": str(3 * 3600)})
    desk.write(config(site))
    desk.due()
    publish(site, 1)
    for _ in range(2):
        desk.wait(hours=1)
        site.log.clear()
        assert desk.due().failing == ("gazette",)
        assert site.log == []
    desk.wait(hours=2)
    assert desk.due().failing == ()


def test_the_pause_at_a_host_is_kept_from_one_run_to_the_next(desk: Desk, site: Site) -> None:
    publish(site, 1)
    desk.write(config(site).replace('"0.01s"', '"20s"'))
    desk.now("gazette")
    before = desk.clock.moment
    desk.now("gazette")
    assert desk.clock.moment - before >= timedelta(seconds=40)  # robots.txt and the feed


def test_each_run_is_in_the_books_of_the_store_too(desk: Desk, site: Site) -> None:
    publish(site, 1)
    site.add("/feed", rss(item("/1", "Story 1"), item("/gone", "Gone")), XML)
    desk.write(config(site))
    (run,) = desk.due().runs
    assert run.counts.failed == 1
    with open_snapshot(desk.store) as view:
        assert {logged.run for logged in view.issues()} == {run.id}


def test_each_run_that_brings_something_is_recorded_once_with_what_it_brought(
    desk: Desk, site: Site
) -> None:
    publish(site, *range(1, 21))  # more than one load
    desk.write(config(site))
    desk.due()
    desk.wait(hours=1)
    desk.due()
    with open_snapshot(desk.store) as view:
        (run,) = view.runs()
        assert run.run.asked == (f"{site.url}/feed",)
        assert (run.ending, run.totals["new"]) == ("finished", 20)


def test_what_a_server_answers_is_kept_where_the_source_says_so(
    desk: Desk, site: Site, tmp_path: Path
) -> None:
    publish(site, 1, 2)
    desk.write(config(site, more='archive = "raw"\narchive_size = "10 MB"'))
    desk.due()
    kept = list(read([tmp_path / "raw" / "gazette"]))
    assert sorted(a.text.split("\n")[0] for a in kept if isinstance(a, Article)) == stories(1, 2)


def test_sources_of_one_host_take_turns_at_it(desk: Desk, site: Site) -> None:
    text = "[jobs.news]\ncron = '0 * * * *'\nsources = '*'\n"
    for number in range(5):
        site.add(f"/page{number}", page(f"Story {number}", "2024-01-26"))
        site.add(f"/feed{number}", rss(item(f"/page{number}", f"Story {number}")), XML)
        text += f"[sources.s{number}]\nkind = 'feed'\nurl = '{site.url}/feed{number}'\n"
        text += "private = true\npause = '5s'\n"
    desk.write(text)
    assert desk.due().runs[0].counts.new == 5
    assert site.paths.count("/robots.txt") == 1
    spans = sorted((asked.began, asked.ended) for asked in site.log)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert desk.clock.moment - START >= timedelta(seconds=5 * 10)
