"""What a polite reader does on the web, over real connections, and what it does not put up with."""

from __future__ import annotations

import gzip
import socket
import tracemalloc
import zlib
from dataclasses import replace
from itertools import pairwise
from threading import Thread
from time import monotonic
from typing import Any

import pytest
from tests.source.web.conftest import PLAN, QUICK, articles, issue, reading
from tests.source.web.site import (
    Hourglass,
    Site,
    answer,
    endless,
    item,
    page,
    redirect,
    rss,
    several,
)

import reportedly
from reportedly.article import Article
from reportedly.errors import Issue

# -- who we are, and what we leave alone -------------------------------------------------------


def test_says_who_it_is(site: Site) -> None:
    articles(site.add("/1", page("One")))
    for asked in site.log:
        assert asked.headers["User-Agent"] == (
            f"reportedly/{reportedly.__version__} (+https://w3id.org/reportedly)"
        )


def test_robots_is_asked_once_and_heeded(site: Site) -> None:
    site.add("/robots.txt", "User-agent: *\nDisallow: /private\n", media="text/plain")
    open_pages = [site.add(f"/{n}", page(f"Story {n}")) for n in range(3)]
    closed = site.add("/private/1", page("Secret"))
    items = reading(*open_pages, closed)
    assert site.paths.count("/robots.txt") == 1
    assert "/private/1" not in site.paths
    assert [type(found) for found in items] == [Article, Article, Article, Issue]
    assert "robots.txt of 127.0.0.1 does not allow it" in str(items[-1])


def test_rules_for_us_by_name_count_before_those_for_all(site: Site) -> None:
    rules = "User-agent: *\nDisallow:\n\nUser-agent: reportedly\nDisallow: /\n"
    site.add("/robots.txt", rules, media="text/plain")
    assert "does not allow" in issue(site.add("/1", page("One"))).reason
    assert site.pages() == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_robots_everything_is_allowed(site: Site, status: int) -> None:
    site.add("/robots.txt", status=status)
    assert len(articles(site.add("/1", page("One")))) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_where_robots_cannot_be_had_nothing_is_fetched(site: Site, status: int) -> None:
    site.add("/robots.txt", status=status)
    assert "robots.txt cannot be read" in issue(site.add("/1", page("One"))).reason
    assert site.pages() == []


def test_robots_of_the_place_a_redirect_leads_to_counts(site: Site, other: Site) -> None:
    other.add("/robots.txt", "User-agent: *\nDisallow: /\n", media="text/plain")
    site.routes["/go"] = redirect(other.add("/1", page("One")))
    there = other.add("/2", page("Two"))
    first, second = reading(site.url + "/go", there)
    assert "does not allow" in str(first)
    assert "does not allow" in str(second)
    assert other.paths == ["/robots.txt"]


def test_a_pause_after_each_request_and_one_at_a_time(site: Site) -> None:
    plan = replace(PLAN, manners=replace(QUICK, pause=0.15))
    articles(*(site.add(f"/{n}", page(f"Story {n}")) for n in range(4)), plan=plan)
    assert len(site.log) == 5
    for before, after in pairwise(sorted(site.log, key=lambda asked: asked.began)):
        assert after.began - before.began >= 0.15


def test_crawl_delay_is_kept_up_to_a_minute(site: Site) -> None:
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", media="text/plain")
    clock = Hourglass()
    articles(*(site.add(f"/{n}", page(f"Story {n}")) for n in range(3)), clock=lambda: clock)
    assert clock.slept == [7, 7, 7]
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 86400\n", media="text/plain")
    clock = Hourglass()
    articles(site.url + "/1", site.url + "/2", clock=lambda: clock)
    assert clock.slept == [60, 60]


def test_hosts_do_not_wait_for_each_other(site: Site, other: Site) -> None:
    plan = replace(PLAN, manners=replace(QUICK, pause=0.3))
    here = [site.add(f"/{n}", page(f"Here {n}")) for n in range(3)]
    there = [
        other.add(f"/{n}", page(f"There {n}")).replace("127.0.0.1", "localhost") for n in range(3)
    ]
    found = articles(*here, *there, plan=plan)
    assert min(asked.began for asked in other.log) < max(asked.began for asked in site.log)
    assert [article.location for article in found] == [*here, *there]


# -- being asked to wait -----------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["30", "Thu, 01 Feb 2024 12:00:30 GMT"])
def test_a_wait_that_is_asked_for_is_kept(site: Site, status: int, after: str) -> None:
    busy = answer(status=status, headers={"Retry-After": after})
    site.routes["/1"] = several(busy, answer(page("One")))
    clock = Hourglass()
    assert articles(site.url + "/1", clock=lambda: clock)[0].title == "One"
    assert sum(clock.slept) == pytest.approx(30, abs=0.1)


@pytest.mark.parametrize("after", ["7200", "Thu, 01 Feb 2024 14:00:00 GMT"])
def test_after_a_longer_wait_the_user_is_told_when(site: Site, after: str) -> None:
    site.add("/1", status=429, headers={"Retry-After": after})
    second = site.add("/2", page("Two"))
    first, rest = reading(site.url + "/1", second, clock=Hourglass)
    for told in (first, rest):
        assert isinstance(told, Issue)
        assert "not to be asked again before 2024-02-01 14:00:0" in told.reason
    assert site.pages() == ["/1"]


def test_who_stays_busy_is_asked_three_times(site: Site) -> None:
    assert "503" in issue(site.add("/1", status=503), clock=Hourglass).reason
    assert site.pages() == ["/1"] * 3


@pytest.mark.parametrize("after", ["soon", "-5", "Thu, 99 Feb 2024", "9" * 400, "²"])
def test_a_retry_after_that_means_nothing_is_no_failure(site: Site, after: str) -> None:
    busy = answer(status=503, headers={"Retry-After": after.encode().decode("latin-1")})
    site.routes["/1"] = several(busy, answer(page("One")))
    items = reading(site.url + "/1", clock=Hourglass)
    assert len(items) == 1


# -- redirects ---------------------------------------------------------------------------------


def test_the_article_is_known_by_where_redirects_end(site: Site) -> None:
    site.add("/final", page("One"))
    site.routes["/b"] = redirect("/final#top", 301)
    site.routes["/a"] = redirect("b", 308)
    (article,) = articles(site.url + "/a")
    assert (article.url, article.location) == (site.url + "/final", site.url + "/a")
    assert site.pages() == ["/a", "/b", "/final"]


def test_a_circle_is_seen(site: Site) -> None:
    site.routes["/a"] = redirect("/b")
    site.routes["/b"] = redirect("/a")
    assert "redirected 3 times" in issue(site.url + "/a").reason


def test_a_page_may_send_to_itself_with_a_cookie(site: Site) -> None:
    site.routes["/a"] = several(
        answer(status=302, headers={"Location": "/a", "Set-Cookie": "seen=1"}),
        answer(page("One")),
    )
    assert articles(site.url + "/a")[0].title == "One"
    assert site.log[-1].headers["Cookie"] == "seen=1"


def test_an_endless_chain_is_given_up(site: Site) -> None:
    for n in range(30):
        site.routes[f"/{n}"] = redirect(f"/{n + 1}")
    assert "redirected 11 times" in issue(site.url + "/0").reason


@pytest.mark.parametrize(
    "target",
    ["ftp://example.org/", "file:///etc/passwd", "http://", "//", "http://a:b@example.org/"],
)
def test_a_redirect_to_no_web_address_is_refused(site: Site, target: str) -> None:
    site.routes["/a"] = redirect(target)
    assert "redirected" in issue(site.url + "/a").reason


@pytest.mark.parametrize(
    "target",
    [
        *("http://169.254.169.254/latest/meta-data/", "http://localhost:{port}/", "http://[::1]/"),
        *("http://10.0.0.1/", "http://2130706433:{port}/", "http://[::ffff:127.0.0.1]:{port}/"),
        *("http://0.0.0.0:{port}/", "http://127.1:{port}/", "http://[64:ff9b::7f00:1]:{port}/"),
    ],
)
def test_a_redirect_into_a_private_network_is_refused(site: Site, other: Site, target: str) -> None:
    other.add("/", page("Secret"))
    site.routes["/a"] = redirect(target.format(port=other.port))
    assert "in a private network" in issue(site.url + "/a").reason
    assert other.log == []


def test_nothing_private_is_asked_without_leave(site: Site) -> None:
    found = issue(site.add("/1", page("One")), private=False)
    assert "in a private network" in found.reason
    assert "--allow-private" in found.advice
    assert site.log == []


def test_a_name_that_points_here_is_refused_too(site: Site) -> None:
    url = site.add("/1", page("One")).replace("127.0.0.1", "localhost")
    assert "localhost is in a private network" in issue(url, private=False).reason
    assert site.log == []


def test_a_name_that_changes_its_number_gains_nothing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked up once, it is public; looked up again, it would be this machine."""
    looked_up: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *arguments: Any, **options: Any) -> Any:
        if host == "rebind.example":
            looked_up.append(host)
            host = "93.184.216.34" if len(looked_up) == 1 else "127.0.0.1"
        return real(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.add("/1", page("Secret"))
    found = issue(f"http://rebind.example:{site.port}/1", private=False)
    assert "93.184.216.34" in found.reason  # which no test may connect to
    assert looked_up == ["rebind.example"]
    assert site.log == []


# -- what is not put up with -------------------------------------------------------------------


@pytest.mark.parametrize("sized", [False, True])
def test_an_endless_answer_is_given_up_at_the_limit(site: Site, sized: bool) -> None:
    headers = {"Content-Length": str(5 * 10**9)} if sized else {"Connection": "close"}
    site.routes["/big"] = endless(b"x" * 100_000, headers=headers)
    tracemalloc.start()
    try:
        assert issue(site.url + "/big").reason == "more than 2 MB"
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_given_up_at_the_limit(site: Site, encoding: str) -> None:
    packing = zlib.compressobj(9, wbits=31 if encoding == "gzip" else 15)
    zeros = bytes(1_000_000)
    bomb = b"".join(packing.compress(zeros) for _ in range(300)) + packing.flush()
    assert len(bomb) < 400_000
    site.add("/bomb", bomb, headers={"Content-Encoding": encoding})
    tracemalloc.start()
    try:
        assert issue(site.url + "/bomb").reason == "more than 2 MB once unpacked"
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_in_a_file_is_given_up_too(site: Site) -> None:
    url = site.add("/sitemap.xml.gz", gzip.compress(bytes(10**8)), media="application/gzip")
    assert issue(url).reason == "more than 2 MB once unpacked"


def test_packed_pages_are_unpacked(site: Site) -> None:
    bare = zlib.compressobj(wbits=-15)
    html = page("One").encode()
    site.add("/gzip", gzip.compress(html), headers={"Content-Encoding": "gzip"})
    site.add("/zlib", zlib.compress(html), headers={"Content-Encoding": "deflate"})
    site.add("/bare", bare.compress(html) + bare.flush(), headers={"Content-Encoding": "deflate"})
    site.add(
        "/two",
        gzip.compress(html[:50]) + gzip.compress(html[50:]),
        headers={"Content-Encoding": "x-gzip"},
    )
    found = articles(*(site.url + path for path in ("/gzip", "/zlib", "/bare", "/two")))
    assert [article.title for article in found] == ["One"] * 4
    assert len({article.text for article in found}) == 1


def test_packed_data_that_breaks_off_is_no_page(site: Site) -> None:
    packed = gzip.compress(page("One").encode())[:-20]
    site.add("/cut", packed, headers={"Content-Encoding": "gzip"})
    assert issue(site.url + "/cut").reason == "packed data that breaks off"


def test_packed_data_that_is_none(site: Site) -> None:
    site.add("/odd", page("One"), headers={"Content-Encoding": "gzip"})
    assert "damaged" in issue(site.url + "/odd").reason
    site.add("/brotli", b"\x8b\x02\x80", headers={"Content-Encoding": "br"})
    assert "did not ask for" in issue(site.url + "/brotli").reason


def test_an_answer_shorter_than_announced_is_no_page(site: Site) -> None:
    html = page("One")
    length = {"Content-Length": str(len(html) + 500), "Connection": "close"}
    site.add("/short", html, headers=length)
    assert "broke off" in issue(site.url + "/short").reason


@pytest.mark.parametrize("media", ["image/png", "video/mp4", "audio/mpeg", "font/woff2"])
def test_what_cannot_be_an_article_is_not_loaded(site: Site, media: str) -> None:
    site.routes["/media"] = endless(b"x" * 1000, headers={"Content-Type": media})
    assert issue(site.url + "/media").reason == f"{media}, not an article"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 451, 500, 304, 302, 206])
def test_a_status_that_is_no_page_is_named(site: Site, status: int) -> None:
    assert str(status) in issue(site.add("/1", "sorry", status=status)).reason


def test_a_silent_host(site: Site) -> None:
    site.routes["/slow"] = endless(b"<p>", pause=30)
    assert issue(site.url + "/slow").reason == "the host has stopped sending"


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "1000000"}])
def test_a_host_that_sends_a_byte_now_and_then(site: Site, headers: dict[str, str]) -> None:
    site.routes["/drip"] = endless(b"x", pause=0.1, headers=headers)
    began = monotonic()
    assert issue(site.url + "/drip").reason == "not all there after 3 seconds"
    assert monotonic() - began < 60


def test_a_host_that_never_ends_its_headers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        thread = Thread(target=_dripping_headers, args=(server,), daemon=True)
        thread.start()
        began = monotonic()
        found = issue(f"http://127.0.0.1:{port}/1")
        assert "robots.txt cannot be read: not all there after 3 seconds" in found.reason
        assert monotonic() - began < 60
    thread.join(5)


def _dripping_headers(server: socket.socket) -> None:
    try:
        line, _ = server.accept()
        with line:
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                line.sendall(b"X-More: 1\r\n")
                line.settimeout(0.1)
                try:
                    line.recv(1000)
                except TimeoutError:
                    continue
    except OSError:
        return


def test_a_dead_host() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = issue(f"http://127.0.0.1:{port}/1")
    assert "Connection refused" in found.reason


def test_a_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "there is no such host" in issue("https://nowhere.example/1").reason


def test_no_tls_where_tls_is_asked_for(site: Site) -> None:
    site.add("/1", page("One"))
    found = issue(f"https://127.0.0.1:{site.port}/1")
    assert "no secure connection" in found.reason


def test_noise_instead_of_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def noise() -> None:
            for _ in range(3):
                try:
                    line, _ = server.accept()
                except OSError:
                    return
                with line:
                    line.recv(1000)
                    line.sendall(b"\x00\xff noise \r\n" * 20)

        thread = Thread(target=noise, daemon=True)
        thread.start()
        assert "broke off" in issue(f"http://127.0.0.1:{server.getsockname()[1]}/1").reason
    thread.join(5)


def test_one_failure_is_not_the_end(site: Site) -> None:
    good = [site.add(f"/{n}", page(f"Story {n}")) for n in range(2)]
    feed = site.add("/feed", rss(item("/0"), item("/gone"), item("/1")), media="text/xml")
    first, broken, last = reading(feed)
    assert isinstance(broken, Issue)
    assert (broken.item, broken.stage) == (site.url + "/gone", "source")
    assert [first.location, last.location] == good  # type: ignore[union-attr]
