"""Values go into queries as terms: what comes out is what went in, and nothing breaks out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Graph

from reportedly.errors import QueryError
from reportedly.query.catalogue import bound
from reportedly.query.question import parse
from reportedly.query.term import READERS, decimal, edtf, integer, iri, string

EVIL = [
    '"',
    '" . } DROP ALL #',
    "\\",
    '\\"',
    "\\\\u0022 } #",
    "\\u0022 } INSERT DATA { <a:a> <a:b> 1 } #",
    "\\\\U00000022",
    "\\U0001F309 \\u00e9",
    "'''\"\"\"",
    "a\nb\rc\td\be\ff",
    'VALUES ?what { "x" }',
    "VALUES ?statement { UNDEF }",
    "} # \x00 \x1b \u2028 🌉 \u202e",
    "$actor ?actor <x:y>",
]
text = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(EVIL)
bits = st.lists(
    st.sampled_from(["\\", "u", "U", "0", "0022", "00000022", '"', "}", "\n", "'", "x"]), max_size=9
)
any_text = text | bits.map("".join)


def back_from_oxigraph(term: str) -> str:
    rows = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    (row,) = rows
    return row["x"].value


def back_from_rdflib(term: str) -> str:
    """Through an engine that expands code points before it parses."""
    (row,) = Graph().query(f"SELECT ({term} AS ?x) {{}}")
    return str(row[0])


@given(any_text)
def test_a_string_comes_back_as_it_was(value: str) -> None:
    assert back_from_oxigraph(string(value)) == value


@pytest.mark.parametrize("value", EVIL)
def test_hostile_strings_come_back_from_either_engine(value: str) -> None:
    assert back_from_oxigraph(string(value)) == value
    assert back_from_rdflib(string(value)) == value


@given(bits.map("".join))
@example("\\u0022")
def test_code_points_in_values_are_no_code_points(value: str) -> None:
    assert back_from_rdflib(string(value)) == value


@given(any_text, any_text)
def test_no_value_reaches_beyond_its_own_block(one: str, two: str) -> None:
    """Given two values, the query differs from the original in these two terms only."""
    text = """# param: one string "x"
# param: two string "y"
SELECT * WHERE { VALUES ?one { "" } VALUES ?two { "" } FILTER(STR(?one) = STR(?two)) }"""
    full = bound(parse("q", text), {"one": one, "two": two})
    before, between, after = re.split(r'(?<={ )""(?= })', text)
    assert full == f"{before}{string(one)}{between}{string(two)}{after}"
    ox.Store().query(full)  # it parses


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="half a character"):
        string("a\ud800")


@given(any_text)
def test_what_is_taken_for_an_iri_is_one(value: str) -> None:
    try:
        term = iri(value)
    except ValueError:
        return
    assert back_from_oxigraph(term) == term[1:-1]


@pytest.mark.parametrize(
    "value", ["", "isw", "<>", "x:", "x:a b", "x:a>b", 'x:"', "x:\\u003e", "1:", "x:\ud800"]
)
def test_no_iri(value: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri(value)


def test_numbers() -> None:
    assert (integer(" +07 "), integer("-3")) == ("7", "-3")
    assert (decimal("0.5"), decimal("1"), decimal(".25")) == ("0.5", "1.0", "0.25")
    for wrong in ("", "1e9", "NaN", "Infinity", "٣", "0.5}", "1 2", "--1"):
        with pytest.raises(ValueError, match="not a number"):
            decimal(wrong)
        with pytest.raises(ValueError, match="not a whole number"):
            integer(wrong)


@given(st.decimals(-(10**12), 10**12, places=6))
def test_decimals_come_back(value: Decimal) -> None:
    assert Decimal(back_from_oxigraph(decimal(format(value, "f")))) == value


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2023-09/2024-03", "2023-09-01", "2024-03-31"),
        ("2023-09/..", "2023-09-01", None),
        ("../2023", None, "2023-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2023-21~", "2023-03-01", "2023-06-20"),
    ],
)
def test_edtf_becomes_bounds(value: str, earliest: str | None, latest: str | None) -> None:
    first, last = edtf(value).split(" ")
    assert [first, last] == [
        f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>' if day else "UNDEF"
        for day in (earliest, latest)
    ]


@pytest.mark.parametrize("value", ["", "yesterday", "2023-13", "2023-02-30", "2023-09 }", "../.."])
def test_no_edtf(value: str) -> None:
    with pytest.raises(ValueError, match="date"):
        edtf(value)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_day_is_its_own_bounds(day: date) -> None:
    term, again = edtf(day.isoformat()).split(" ")
    assert term == again
    assert back_from_oxigraph(term) == day.isoformat()


@given(st.sampled_from(sorted(READERS)), any_text)
def test_whatever_is_given_the_query_still_parses(kind: str, value: str) -> None:
    block = "(?x_earliest ?x_latest) { (UNDEF UNDEF) }" if kind == "edtf" else "?x { UNDEF }"
    text = "SELECT * { VALUES ?y { 1 } } LIMIT 9 # x" if kind == "limit" else ""
    asked = parse("q", f'# param: x {kind} "anything"\n{text or f"SELECT * {{ VALUES {block} }}"}')
    try:
        query = bound(asked, {"x": value})
    except QueryError:
        return
    assert len(list(ox.Store().query(query))) == 1
