"""The header of a .rq file, finding questions, and being told what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from reportedly.errors import QueryError
from reportedly.query import Parameter, Question, cut_at, find, questions, resolve, run
from reportedly.query.answer import chain, has_rows, listed
from reportedly.query.question import parse

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.store import Store

FILE = """# title: Loud voices
# help: Who is quoted
#   more than a bit.
# Author: somebody
#
# param: who string "part of a name"
# param: least integer "how often"
# param: day edtf required "when"
# chain: path
# list: names, others
PREFIX rep: <https://w3id.org/reportedly#>  # not: a header line
SELECT * WHERE {
  VALUES ?who { "x" } VALUES ?least { 3 } VALUES ?who { "x" }
  VALUES (?day_earliest ?day_latest) { (UNDEF UNDEF) }
}
"""


def test_a_header() -> None:
    assert parse("loud", FILE) == Question(
        "loud",
        "Loud voices",
        "Who is quoted more than a bit.",
        FILE,
        (
            Parameter("who", "string", "part of a name", required=False, default='"x"'),
            Parameter("least", "integer", "how often", required=False, default="3"),
            Parameter("day", "edtf", "when", required=True),
        ),
        ("path",),
        ("names", "others"),
    )


def test_a_query_needs_no_header() -> None:
    text = "SELECT * { ?s ?p ?o }"
    assert parse("q", text) == Question("q", "q", "", text)


@pytest.mark.parametrize(
    "header",
    [
        "# param: who",
        "# param: who text 'name'",
        '# param: who text "no such type"',
        '# param: 1st string "no such name"',
        '# param: who string "has no place"',
        '# param: least edtf "has no place of its type"',
        '# param: least limit "has no place of its type"',
    ],
)
def test_a_parameter_that_nobody_could_give(header: str) -> None:
    with pytest.raises(QueryError, match="param"):
        parse("q", f"{header}\nSELECT * {{ VALUES ?least {{ UNDEF }} }}")


def test_every_question_of_the_catalogue_is_complete() -> None:
    assert len(questions()) >= 12
    for question in questions():
        assert question.title != question.name
        assert question.help.endswith(".")
        assert all(parameter.help for parameter in question.parameters)
        columns = [v.value for v in ox.Store().query(question.sparql).variables]
        assert set(question.folds) <= set(columns)
        assert columns == list(dict.fromkeys(columns))


class TestFinding:
    def test_by_name_however_written(self) -> None:
        assert find("who-said-what") is find(" Who said what ")

    def test_in_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "loud.rq"
        file.write_text("\ufeff" + FILE, encoding="utf-8")
        assert find(str(file)).title == "Loud voices"
        assert "2024-05-01" in resolve(str(file), {"day": "2024-05"})

    def test_as_sparql(self) -> None:
        assert resolve("ASK { ?s ?p ?o }") == "ASK { ?s ?p ?o }"

    def test_a_name_that_is_nearly_one(self) -> None:
        with pytest.raises(QueryError, match="did you mean who-said-what") as caught:
            find("who-sayd-what")
        assert caught.value.advice == "reportedly questions"

    def test_no_such_file(self, tmp_path: Path) -> None:
        with pytest.raises(QueryError, match="no such file, did you mean sources"):
            find("source.rq")
        with pytest.raises(QueryError, match="cannot be read"):
            (tmp_path / "folder.rq").mkdir()
            find(str(tmp_path / "folder.rq"))

    def test_a_file_that_is_not_text(self, tmp_path: Path) -> None:
        (tmp_path / "x.rq").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(QueryError, match="cannot be read"):
            find(str(tmp_path / "x.rq"))


def test_a_limit_stands_where_its_name_is(bridge: Store) -> None:
    text = """# param: most limit "so many"
        SELECT ?s { { SELECT ?s { GRAPH ?g { ?s rep:text ?t } } LIMIT 5000 } } LIMIT 2 # most
    """
    asked = resolve(text, {"most": 3})
    assert "LIMIT 3 # most" in asked
    assert "LIMIT 5000 }" in asked
    for wrong in ("0", "-1", "many", "1 # x"):
        with pytest.raises(QueryError, match="not a whole number from 1 on"):
            resolve(text, {"most": wrong})
    for params, given, cut in (({}, 2, 2), ({"most": 1}, 1, 1), ({"most": 1000}, 10, None)):
        answer = run(bridge, text, params)
        assert has_rows(answer)
        assert cut_at(answer) is None  # nothing has been given yet
        assert (len(list(answer)), cut_at(answer)) == (given, cut)


class TestParameters:
    def test_fill_every_block_and_leave_the_rest(self) -> None:
        asked = {"who": "y", "day": "2024"}
        filled = resolve_text(FILE, asked)
        assert filled.count('VALUES ?who { "y" }') == 2
        assert "VALUES ?least { 3 }" in filled
        assert filled.startswith(FILE[: FILE.index("SELECT")])

    def test_what_allows_anything_is_left_out_and_defaults_stay(self) -> None:
        filled = resolve_text(FILE, {"day": "../2024"})
        assert 'VALUES ?who { "x" }' in filled
        assert "VALUES ?least { 3 }" in filled
        assert "UNDEF" not in resolve("who-said-what")
        assert "UNDEF" in find("who-said-what").sparql

    def test_all_faults_in_one_message_with_what_the_question_takes(self) -> None:
        with pytest.raises(QueryError) as caught:
            resolve("who-said-what", {"actr": "x", "said": "Tuesday"})
        message = str(caught.value)
        assert "no parameter actr, did you mean actor?" in message
        assert "said=Tuesday: not an EDTF date" in message
        assert "actor (actor): who says it" in message

    def test_a_missing_one(self) -> None:
        with pytest.raises(QueryError, match="chain: needs statement"):
            resolve("chain")

    def test_a_mistyped_one_says_its_default(self) -> None:
        with pytest.raises(QueryError, match="below=half: not a number") as caught:
            resolve("uncertain", {"below": "half"})
        assert "0.5 if not given" in str(caught.value)

    def test_none_are_taken_by_plain_sparql(self) -> None:
        with pytest.raises(QueryError, match="no parameter x") as caught:
            resolve("SELECT * { ?s ?p ?o }", {"x": 1})
        assert "takes no parameters" in str(caught.value)

    def test_values_may_be_python_s(self, bridge: Store) -> None:
        from datetime import date

        answer = run(bridge, "who-said-what", {"said": date(2024, 5, 1)})
        assert has_rows(answer)
        assert len(list(answer)) == 2


def resolve_text(text: str, params: dict[str, object]) -> str:
    from reportedly.query.catalogue import bound

    return bound(parse("q", text), params)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("2 B\n1 A\n10 J\n3 C", "A ← B ← C ← J"),
        ("1 A\n2 C\n2 B", "A ← B + C"),
        ("1 A", "A"),
        ("", ""),
        ("2 New\nYork  Times\n1 7 News", "7 News ← New York Times"),
    ],
)
def test_chains_are_put_in_order(lines: str, text: str) -> None:
    assert chain(lines) == text


def test_lists_are_put_in_order() -> None:
    assert listed("b\n\na\nb") == "a; b"
