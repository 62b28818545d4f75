"""JSON, JSON Lines, CSV and TSV: each record an article, whatever its fields are called."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.source.formats.build import BODY, TEXT, TITLE, articles, issues, page

from reportedly.article import Article
from reportedly.errors import Issue, SourceError
from reportedly.source import read
from reportedly.source.formats import objects, scanner
from reportedly.source.formats.scanner import Scanner
from reportedly.source.formats.stream import Stream

RECORD = {
    "headline": TITLE,
    "body": "\n\n".join(BODY),
    "link": "https://post.example/ferry",
    "date": "2024-02-05T06:30:00+01:00",
    "source": "The Post",
    "author": "Bo Ek",
    "language": "en-GB",
}


def from_file(path: Path, content: object, **options: Any) -> list[Article | Issue]:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
    return list(read([str(path)], **options))


def one(path: Path, content: object, **options: Any) -> Article:
    (item,) = from_file(path, content, **options)
    assert isinstance(item, Article), item
    return item


def only_issue(path: Path, content: object, **options: Any) -> Issue:
    (item,) = from_file(path, content, **options)
    assert isinstance(item, Issue), item
    return item


# -- what a record's fields mean -------------------------------------------------------------------


def test_fields_are_known_by_the_names_that_exports_use(tmp_path: Path) -> None:
    article = one(tmp_path / "ferry.json", RECORD)
    assert article.text == TEXT
    assert (article.title, article.publisher, article.language) == (TITLE, "The Post", "en")
    assert (article.published, article.authors) == ("2024-02-05T06:30:00+01:00", ("Bo Ek",))
    assert article.url == "https://post.example/ferry"
    assert (article.name, article.location) == ("ferry.json", str(tmp_path / "ferry.json"))


@pytest.mark.parametrize(
    "name", ["text", "Body", "articleBody", "full_text", "Full Text", "content"]
)
def test_the_text_goes_by_many_names(tmp_path: Path, name: str) -> None:
    assert one(tmp_path / "a.json", {"title": TITLE, name: "\n\n".join(BODY)}).text == TEXT


def test_a_mapping_says_which_field_is_what(tmp_path: Path) -> None:
    record = {"h": TITLE, "story": {"paragraphs": [{"t": p} for p in BODY]}, "body": "an advert"}
    record["who"] = {"people": [{"n": "Bo Ek"}, {"n": "Ann Lee"}]}
    mapping = {"title": "h", "text": "story.paragraphs.t", "author": "who.people.n"}
    article = one(tmp_path / "a.json", record, mapping=mapping)
    assert article.text == TEXT
    assert article.authors == ("Bo Ek", "Ann Lee")


def test_what_is_not_mapped_is_guessed(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", {**RECORD, "x": "Hers"}, mapping={"publisher": "x"})
    assert (article.publisher, article.text) == ("Hers", TEXT)


@pytest.mark.parametrize("wrong", ["headline", "titel=a", "text=", "=text"])
def test_a_malformed_mapping_is_refused_before_anything_is_read(wrong: str) -> None:
    from reportedly.source.formats.fields import mapping

    with pytest.raises(SourceError, match="--map"):
        mapping([wrong])
    with pytest.raises(SourceError):
        read(["-"], mapping={"titel": "a"})


def test_where_the_text_cannot_be_guessed_the_fields_are_listed(tmp_path: Path) -> None:
    found = only_issue(tmp_path / "a.json", [{"kop": "x", "tekst": {"ruw": "y"}, "auteur": [1]}])
    assert "kop, tekst.ruw, auteur" in found.reason
    assert "--map text=FIELD" in found.advice


def test_a_mapped_field_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert (
        "no field 'story'"
        in only_issue(tmp_path / "a.json", [RECORD], mapping={"text": "story"}).reason
    )


@pytest.mark.parametrize(
    ("stated", "edtf"),
    [
        ("2024-02-05", "2024-02-05"),
        (1707111000, "2024-02-05T05:30:00Z"),
        (1707111000123, "2024-02-05T05:30:00Z"),
        ("1707111000", "2024-02-05T05:30:00Z"),
        ("Mon, 05 Feb 2024 06:30:00 +0100", "2024-02-05T06:30:00+01:00"),
        ("soon", None),
        (7, None),
        (True, None),
        (None, None),
        (1e400, None),
    ],
)
def test_dates_come_as_texts_and_as_seconds(tmp_path: Path, stated: object, edtf: str) -> None:
    assert one(tmp_path / "a.json", {**RECORD, "date": stated}).published == edtf


def test_when_a_record_was_crawled_is_no_publication_date(tmp_path: Path) -> None:
    record = {
        "text": TEXT,
        "crawled": "2024-02-05",
        "updated_at": "2024-02-06",
        "fetched": 1707111000,
    }
    assert one(tmp_path / "a.json", record).published is None


def test_a_publisher_may_be_an_object_and_authors_a_list(tmp_path: Path) -> None:
    record = {
        **RECORD,
        "source": {"id": None, "name": "The Post"},
        "author": ["Bo Ek", {"name": "A"}],
    }
    article = one(tmp_path / "a.json", record)
    assert (article.publisher, article.authors) == ("The Post", ("Bo Ek", "A"))


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "</p><p>".join(BODY) + "</p>",
        "<div><div>" + "<br><br>".join(BODY) + "</div></div><script>alert('<p>no</p>')</script>",
        "<!-- <p>hidden</p> -->" + "".join(f"<p class='a'>{p}</p>\n" for p in BODY),
        page(),
    ],
)
def test_html_in_a_field_becomes_paragraphs(tmp_path: Path, html: str) -> None:
    assert one(tmp_path / "a.json", {"title": TITLE, "content_html": html}).text == TEXT


def test_wordpress_says_rendered(tmp_path: Path) -> None:
    record = {
        "title": {"rendered": "Mayor denies ferry&#8230;"},
        "content": {"rendered": "<p>" + "</p>\n<p>".join(BODY) + "</p>", "protected": False},
    }
    article = one(tmp_path / "a.json", [record])
    assert article.text.startswith("Mayor denies ferry…\n\nMayor Anna Lind")


def test_a_body_that_begins_with_the_headline_has_it_once(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", {"title": TITLE, "text": TEXT})
    assert article.text == TEXT


def test_what_cannot_be_written_is_left_out(tmp_path: Path) -> None:
    content = '[{"title": "A\\u0000 b c", "text": "He\\ud800 said\\u0000 so."}]'
    assert one(tmp_path / "a.json", content).text == "A b c\n\nHe said so."


# -- JSON of any shape ---------------------------------------------------------------------------


def test_a_list_is_numbered_from_one(tmp_path: Path) -> None:
    found = articles(from_file(tmp_path / "dump.json", [RECORD, RECORD]))
    assert [a.name for a in found] == ["dump.json:1", "dump.json:2"]
    assert found[1].location == f"{tmp_path}/dump.json:2"
    assert {a.doc for a in found} == {"dump.json:1", "dump.json:2"}


def test_lines_are_named_by_their_number(tmp_path: Path) -> None:
    line = json.dumps(RECORD)
    found = articles(from_file(tmp_path / "dump.jsonl", f"{line}\n\n{line}\n"))
    assert [a.name for a in found] == ["dump.jsonl:1", "dump.jsonl:3"]


def test_a_list_within_an_object_is_found(tmp_path: Path) -> None:
    content = {"status": "ok", "tags": [{"name": "x"}], "articles": [RECORD, RECORD]}
    assert len(articles(from_file(tmp_path / "dump.json", content))) == 2


TELEGRAM = {
    "name": "Harbour News",
    "type": "public_channel",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-02-05T06:00:00", "action": "pin", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2024-02-05T06:30:00",
            "date_unixtime": "1707111000",
            "text": [
                {"type": "bold", "text": "Mayor denies ferry sale"},
                "\n\nMayor Anna Lind denied it, ",
                {"type": "link", "text": "https://post.example/a"},
                " says.",
            ],
        },
        {"id": 3, "type": "message", "date": "2024-02-06T08:00:00", "text": "The ferry sailed."},
    ],
}


def test_telegram_exports_are_read(tmp_path: Path) -> None:
    items = from_file(tmp_path / "result.json", TELEGRAM)
    first, second = articles(items)
    assert first.text == (
        "Mayor denies ferry sale\n\nMayor Anna Lind denied it, https://post.example/a says."
    )
    assert (first.title, first.publisher) == (TITLE, "Harbour News")
    assert (first.published, second.published) == ("2024-02-05T05:30:00Z", "2024-02-06T08:00:00")
    assert second.name == "result.json:3"
    (left_out,) = issues(items)
    assert left_out.reason == "1 record without a text left out"


def test_a_telegram_export_of_several_chats_is_read(tmp_path: Path) -> None:
    content = {"about": "x", "chats": {"about": "y", "list": [TELEGRAM, TELEGRAM]}}
    found = articles(from_file(tmp_path / "result.json", content))
    assert [a.publisher for a in found] == ["Harbour News"] * 4
    assert len({a.name for a in found}) == 4


def test_a_telegram_export_too_large_for_the_memory_streams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = articles(from_file(tmp_path / "result.json", TELEGRAM))
    monkeypatch.setattr(objects, "LARGEST", 400)
    assert articles(from_file(tmp_path / "result.json", TELEGRAM)) == small


def test_where_the_records_are_can_be_said(tmp_path: Path) -> None:
    content = {
        "a": {"comments": [{"text": "no"}]},
        "b": {"list": [{"c": [RECORD]}, {"c": [RECORD]}]},
    }
    found = from_file(tmp_path / "a.json", content, mapping={"records": "b.list.c"})
    assert [a.text for a in articles(found)] == [TEXT, TEXT]


def test_objects_may_follow_one_another(tmp_path: Path) -> None:
    content = f"{json.dumps(RECORD, indent=2)}\n{json.dumps(RECORD, indent=2)}"
    assert [a.name for a in articles(from_file(tmp_path / "a.json", content))] == [
        "a.json:1",
        "a.json:2",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    content = json.dumps([RECORD], ensure_ascii=False).encode(encoding)
    assert one(tmp_path / "a.json", content).text == TEXT


def test_standard_input_is_known_by_how_it_begins() -> None:
    line = json.dumps(RECORD).encode()
    found = articles(read(["-"], stdin=BytesIO(line + b"\n" + line)))
    assert [(a.name, a.location) for a in found] == [("stdin:1", ""), ("stdin:2", "")]


def test_an_article_that_begins_with_a_bracket_is_text() -> None:
    for text in ("[Corrected] The mayor said so.", "{note} He said so.", "[1] He said so."):
        (item,) = read(["-"], stdin=BytesIO(text.encode()))
        assert isinstance(item, Article)
        assert item.text == text


# -- broken records --------------------------------------------------------------------------------


def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    line = json.dumps(RECORD)
    items = from_file(tmp_path / "dump.jsonl", f'{line}\n{{"text": "cut sho\n{line}\n')
    assert len(articles(items)) == 2
    (broken,) = issues(items)
    assert broken.item == f"{tmp_path}/dump.jsonl:2"
    assert f"not valid JSON at byte {len(line) + 1}" in broken.reason.replace(",", "")
    assert broken.advice


def test_a_broken_item_of_a_list_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    line = json.dumps(RECORD)
    items = from_file(tmp_path / "dump.json", f"[{line}, {{'text': 1}}, {line}]")
    assert [a.name for a in articles(items)] == ["dump.json:1", "dump.json:3"]
    assert issues(items)[0].item.endswith("dump.json:2")


@pytest.mark.parametrize("end", ["", ",", ', {"text": "x', ", ]", "} {"])
def test_a_list_cut_short_is_an_issue_after_what_was_whole(tmp_path: Path, end: str) -> None:
    items = from_file(tmp_path / "dump.json", f"[{json.dumps(RECORD)}{end}")
    assert len(articles(items)) == 1
    assert "not JSON from byte" in issues(items)[0].reason


def test_a_record_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, "LARGEST", 2000)
    long = json.dumps({"text": "x" * 3000})
    for content, name in ((f"[{long}, {json.dumps(RECORD)}]", "a.json"), (f"{long}\n", "a.jsonl")):
        items = from_file(tmp_path / name, content)
        assert "a record of more than" in issues(items)[0].reason
    assert [
        a.text for a in articles(from_file(tmp_path / "b.json", f"[{long}, {json.dumps(RECORD)}]"))
    ]


def test_nesting_without_end_is_no_crash(tmp_path: Path) -> None:
    for content in ("[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000):
        assert issues(from_file(tmp_path / "a.json", content))


def test_a_list_of_other_things_is_given_up_early(tmp_path: Path) -> None:
    content = "\n".join('{"speed": 3}' for _ in range(5000))
    assert "no field that is plainly" in only_issue(tmp_path / "a.jsonl", content).reason


# -- tables ----------------------------------------------------------------------------------------


def table(rows: list[dict[str, str]], **options: Any) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), **options)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "sign"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "|")]
)
def test_tables_are_records_too(tmp_path: Path, name: str, sign: str) -> None:
    found = articles(from_file(tmp_path / name, table([RECORD, RECORD], delimiter=sign)))
    assert [a.text for a in found] == [TEXT, TEXT]
    assert found[0].published == "2024-02-05T06:30:00+01:00"
    # a row is named by the line it begins in: the text has five lines
    assert [a.name for a in found] == [f"{name}:2", f"{name}:7"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    assert one(tmp_path / "a.csv", table([RECORD]).encode(encoding)).text == TEXT


def test_a_table_on_standard_input_is_known_by_its_names() -> None:
    (item,) = read(["-"], stdin=BytesIO(table([RECORD]).encode()))
    assert isinstance(item, Article)
    assert item.name == "stdin:2"


def test_a_table_without_a_text_lists_its_names(tmp_path: Path) -> None:
    found = only_issue(tmp_path / "a.csv", "kop,tekst\nA,B\n")
    assert "it has kop, tekst" in found.reason
    assert one(tmp_path / "a.csv", "kop,tekst\nA,B\n", mapping={"text": "tekst"}).text == "B"


def test_a_quotation_mark_never_closed_is_an_issue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportedly.source.formats import table as tables

    monkeypatch.setattr(tables, "LARGEST", 3000)
    rows = 'title,text\nA,"begun and never\n' + "B,He said so.\n" * 1000
    items = from_file(tmp_path / "a.csv", rows)
    assert "cannot be read" in issues(items)[0].reason
    assert issues(items)[0].item.endswith("a.csv:2")
    assert len(articles(items)) > 500


# -- memory ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dump.json", "dump.jsonl", "dump.csv"])
def test_memory_is_flat_however_long_the_list(tmp_path: Path, name: str) -> None:
    one_mb = {**RECORD, "body": "He said so. " * 80_000}
    with (tmp_path / name).open("w", encoding="utf-8") as out:
        if name.endswith("csv"):
            out.write(table([one_mb] * 60))
        else:
            line = json.dumps(one_mb)
            array = name.endswith("json")
            out.write("[" * array + (",\n" if array else "\n").join([line] * 60) + "]" * array)
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read([str(tmp_path / name)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60
    assert peak < 30_000_000


# -- any JSON at all -----------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.lists(VALUES, max_size=6), st.integers(1, 9), st.sampled_from([None, 0, 2]))
def test_what_is_cut_out_is_what_json_says(values: list[object], block: int, indent: int) -> None:
    data = json.dumps(values, indent=indent).encode()
    pieces = Scanner(Stream(BytesIO(data).read1), 10**6).elements(())
    assert [json.loads(cut.data or b"") for cut in pieces] == values
    slow = BytesIO(data)
    pieces = Scanner(Stream(lambda _: slow.read(block)), 10**6).elements(None)
    assert [json.loads(cut.data or b"") for cut in pieces] == values


@given(st.binary(max_size=60) | st.text('[]{}",:\\ a1', max_size=60).map(str.encode))
def test_any_bytes_are_cut_up_or_refused(data: bytes) -> None:
    for path in (None, (), ("a",)):
        try:
            for cut in Scanner(Stream(BytesIO(data).read1), 1000).elements(path):
                assert cut.data is not None
                assert cut.data in data
        except scanner.BrokenError as error:
            assert str(error)
