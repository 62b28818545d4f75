"""`reportedly.toml`: what it says, and everything that is wrong with it, at once."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import ConfigError
from reportedly.job.keys import JOB, SECTIONS, SOURCE, schema
from reportedly.job.lines import lines
from reportedly.job.reader import load, unset
from reportedly.job.starter import STARTER
from reportedly.job.values import Secret

GOOD = """\
[store]
path = "graph"

[defaults]
timezone = "Europe/Kyiv"
pause = "2s"
publisher = "The Desk"

[sources.gazette]
kind = "feed"
url = "https://gazette.example/feed.xml"
publisher = "The Gazette"
language = "en"
include = { url = ["*/world/*"], title = "Lind" }
exclude.section = ["Sport"]
expected = 5

[sources.wire]
kind = "json"
url = ["https://wire.example/1.json", "https://wire.example/2.json"]
map = { text = "story.body" }
headers = { Authorization = "env:WIRE_TOKEN", Accept-Language = "en" }

[sources.archive]
kind = "warc"
path = "crawls"

[jobs.news]
cron = "*/30 * * * *"
sources = ["gazette", "w*"]
jitter = "90s"

[jobs.night]
cron = "0 3 * * *"
sources = "*"
timezone = "UTC"
timeout = 600
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "reportedly.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[tuple[int, str]]:
    """Return line and text of everything that is wrong with a configuration."""
    with pytest.raises(ConfigError) as caught:
        load(write(folder, text))
    return [(one.line, str(one)) for one in caught.value.problems]


def test_what_it_says(tmp_path: Path) -> None:
    found = load(write(tmp_path, GOOD))
    assert found.store == tmp_path / "graph"
    gazette, wire, archive = found.sources.values()
    assert (gazette.publisher, archive.publisher) == ("The Gazette", "The Desk")
    assert gazette.pause == timedelta(seconds=2)
    assert (gazette.include.url, gazette.include.title) == (("*/world/*",), ("Lind",))
    assert gazette.exclude.section == ("Sport",)
    assert wire.url == ("https://wire.example/1.json", "https://wire.example/2.json")
    assert wire.headers["Authorization"] == Secret("WIRE_TOKEN")
    assert archive.path == tmp_path / "crawls"
    news, night = found.jobs.values()
    assert news.sources == ("gazette", "wire")
    assert (str(news.timezone), str(night.timezone)) == ("Europe/Kyiv", "UTC")
    assert night.sources == ("gazette", "wire", "archive")
    assert night.timeout == timedelta(minutes=10)


def test_all_that_is_wrong_is_told_at_once_with_lines_and_suggestions(tmp_path: Path) -> None:
    text = """\
[defaults]
timezone = "Europe/Kiew"

[source.x]

[sources.gazette]
kind = "fed"
url = "https://gazette.example/feed.xml"
publisherr = "The Gazette"
pause = "2 seconds"
include = { titel = ["x"] }

[sources.wire]
kind = "json"
url = "wire.example"
headers = { Authorization = "abc" }
map = [
  "text",
]
private = 1

[sources.nowhere]
kind = "feed"

[jobs.news]
cron = "*/70 * * *"
sources = ["gazete"]

[jobs.other]
sources = "*"
"""
    found = problems(tmp_path, text)
    expected = [
        (2, "no time zone 'Europe/Kiew' (did you mean 'Europe/Kiev'?)"),
        (4, "no table 'source' (did you mean 'sources'?)"),
        (7, "'fed' is none of the choices (did you mean 'feed'?)"),
        (9, "no key 'publisherr' here (did you mean 'publisher'?)"),
        (10, "'2 seconds' is no duration"),
        (11, "no key 'titel' here (did you mean 'title'?)"),
        (15, "not an http or https address"),
        (16, "a secret written into the file"),
        (17, "a list where a table should be"),
        (20, "a number where true or false should be"),
        (22, "it does not say where it is"),
        (26, "4 fields where 5 should be"),
        (27, "there is no source 'gazete' (did you mean 'gazette'?)"),
        (29, "jobs.other.cron: missing"),
    ]
    assert [line for line, _ in found] == [line for line, _ in expected]
    for (_, said), (_, wanted) in zip(found, expected, strict=True):
        assert wanted in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "warc"\npath', 'kind = "warc"\nurl', "archive.url: not an http"),
        ('path = "crawls"', 'url = "https://a.example/"', "a warc is no address"),
        ('path = "crawls"', 'path = ""', "an empty text"),
        ("expected = 5", "expected = -5", "-5 is out of range"),
        ("expected = 5", 'map = { text = "x" }', "a feed has no fields"),
        ("expected = 5", 'headers = { A = "x" }', 'only for kind = "json"'),
        ("expected = 5", 'since = "yesterday"', "not an EDTF date"),
        ("expected = 5", "since = 2024-01-01", "a date where a date in quotes should be"),
        ("expected = 5", "limit = 0", "0 is less than 1"),
        ("expected = 5", "limit = true", "true or false where a whole number"),
        ('text = "story.body"', 'texd = "story.body"', "did you mean 'text'"),
        ("*/30 * * * *", "61 * * * *", "'61' is no minute"),
        ("*/30 * * * *", "0 0 31 2 *", "no day is ever like that"),
        ("*/30 * * * *", "@often", "no shorthand '@often'"),
        ("[jobs.news]", "[jobs.'the news']", "not a name"),
        ('jitter = "90s"', 'timeout = "90y"', "'90y' is no duration"),
        ("[store]", "[[store]]", "store: not a table"),
        ("[store]", "[health]\ndisk_free = '5 GiB'\n[store]", "'5 GiB' is no size"),
        ("[store]", "[health]\nheartbeat = 'https://x.example'\n[store]", "a secret written"),
        ("[store]", "[health]\nemail = { host = 'x' }\n[store]", "health.email.to: missing"),
    ],
)
def test_what_cannot_be_meant(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = problems(tmp_path, GOOD.replace(old, new, 1))
    assert any(said in text for _, text in found), found


def test_a_file_that_is_not_toml_is_named_with_the_line(tmp_path: Path) -> None:
    found = problems(tmp_path, '[store]\npath = "graph"\nworkers = two\n')
    assert found[0][0] == 3
    assert "not TOML" in found[0][1]
    with pytest.raises(ConfigError, match=r"reportedly init"):
        load(tmp_path / "nowhere.toml")
    (tmp_path / "reportedly.toml").write_bytes(b"[store]\npath = '\xff'\n")
    with pytest.raises(ConfigError, match=r"toml:2: not UTF-8"):
        load(tmp_path / "reportedly.toml")


def test_secrets_that_are_not_set_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WIRE_TOKEN", raising=False)
    found = load(write(tmp_path, GOOD))
    assert unset(found) == ("WIRE_TOKEN",)
    monkeypatch.setenv("WIRE_TOKEN", "x")
    assert unset(found) == ()


def test_the_starter_is_right_with_and_without_its_examples(tmp_path: Path) -> None:
    assert set(load(write(tmp_path, STARTER)).sources) == {"articles"}
    uncommented = "".join(
        line.removeprefix("# ") if " = " in line or "[sources." in line else line
        for line in STARTER.splitlines(keepends=True)
    )
    found = load(write(tmp_path, uncommented))
    assert set(found.sources) == {"articles", "gazette", "courier", "wire", "reading-list"}
    assert found.health.email is not None


def test_the_schema_knows_every_key() -> None:
    made = schema()
    assert set(made["properties"]) == {*SECTIONS, "sources", "jobs"}
    for name, keys in (("sources", SOURCE), ("jobs", JOB)):
        known = made["properties"][name]["additionalProperties"]["properties"]
        assert set(known) == {key.name for key in keys}
        assert all(entry["description"] for entry in known.values())


def test_lines_of_keys_in_every_notation() -> None:
    text = (
        '''\
# [not.a.table]
a = """
b = 1
"""
[t]          # c = 2
"q.r" = [
  1, # ]
  "[x]",
]
s.u = 'it'''
        + "''"
        + """
[t.v]
w = { x = 1 }
[[y]]
z = 1
[[y]]
z = 2
"""
    )
    text = text.replace("'it''", "'it'")
    tomllib.loads(text)
    assert lines(text) == {
        ("a",): 2,
        ("t",): 5,
        ("t", "q.r"): 6,
        ("t", "s", "u"): 10,
        ("t", "v"): 11,
        ("t", "v", "w"): 12,
        ("y", "0"): 13,
        ("y", "0", "z"): 14,
        ("y", "1"): 15,
        ("y", "1", "z"): 16,
    }


VALUES = st.sampled_from(["1", '"a"', "'[b'", "[1,\n 2]", '"""x\n]\n"""', "{ k = 1 }", '"#"'])


@given(st.lists(VALUES, max_size=12))
def test_every_key_is_found_on_its_line(values: list[str]) -> None:
    text, wanted = "", {}
    for number, value in enumerate(values):
        wanted[(f"k{number}",)] = text.count("\n") + 1
        text += f"k{number} = {value}  # [c\n"
    tomllib.loads(text)
    assert lines(text) == wanted
