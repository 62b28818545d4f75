"""Names that are one name make one key, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.identity import key, known
from reportedly.identity.register import WIKIDATA, parties
from reportedly.statement import ActorType

PERSON, BODY, PLACE = ActorType.PERSON, ActorType.ORGANIZATION, ActorType.PLACE


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        (PERSON, ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "VOLODYMYR ZELENSKIY")),
        (
            PERSON,
            ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "President Recep Tayyip Erdogan"),
        ),
        (PERSON, ("J.K. Rowling", "J. K. Rowling", "JK Rowling")),
        (PERSON, ("Sinéad O’Connor", "Sinead O'Connor", "Sinead OConnor")),
        (PERSON, ("Bashar al-Assad", "Bashar Al Assad", "Bashar el-Assad", "Bashar Assad")),
        (BODY, ("The New York Times", "New York Times", "NYT")),
        (BODY, ("Tesla, Inc.", "Tesla", "TESLA Inc")),
        (BODY, ("Marks & Spencer", "Marks and Spencer plc")),
        (BODY, ("National Centre for Ice", "National Center for Ice")),
        (PLACE, ("UK", "U.K.", "Britain", "the United Kingdom")),
        (PLACE, ("Kyiv", "Kiev")),
    ],
)
def test_spellings_of_one_name_have_one_key(kind: ActorType, spellings: tuple[str, ...]) -> None:
    assert len({key(name, kind) for name in spellings}) == 1
    assert key(spellings[0], kind)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (PERSON, "Donald Trump", "Donald Trump Jr."),
        (PERSON, "George W. Bush", "George H. W. Bush"),
        (PERSON, "Brian Adams", "Bryan Adams"),
        (BODY, "Ministry of Health of Poland", "Ministry of Health of Peru"),
        (BODY, "University of Cambridge", "Cambridge"),
        (PLACE, "Niger", "Nigeria"),
    ],
)
def test_different_names_have_different_keys(kind: ActorType, one: str, other: str) -> None:
    assert key(one, kind) != key(other, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Smith", PERSON),
        ("Mr. Smith", PERSON),
        ("President Smith", PERSON),
        ("J. Smith", PERSON),
        ("Smith Jr.", PERSON),
        ("Supreme Court", BODY),
        ("the Ministry of Foreign Affairs", BODY),
        ("officials", ActorType.UNNAMED),
        ("", BODY),
    ],
)
def test_less_than_a_name_has_no_key(name: str, kind: ActorType) -> None:
    assert key(name, kind) == ""


@given(st.text(max_size=40))
def test_a_person_never_shares_a_key_with_anything_else(name: str) -> None:
    person = key(name, PERSON)
    assert not person or person not in {key(name, BODY), key(f"{name} & Co.", BODY)}


@given(st.text(max_size=40), st.sampled_from(list(ActorType)))
def test_case_and_space_never_matter(name: str, kind: ActorType) -> None:
    if not known(name, kind) and not known(name.upper(), kind):
        assert key(name, kind) == key(f"  {name} ", kind)
        assert key(name.casefold(), kind) == key(name, kind)


def test_the_register_knows_countries_and_outlets_by_any_of_their_names() -> None:
    ukraine, times = known("Ukraine", PLACE), known("nytimes.com", BODY)
    assert ukraine and ukraine.item == f"{WIKIDATA}Q212"
    assert times and times.name == "New York Times"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Georgia", PLACE),
        ("Jordan", PLACE),
        ("The Guardian", BODY),
        ("The Who", BODY),
        ("us", BODY),
        ("Paris", PERSON),
        ("Ukrain", PLACE),
    ],
)
def test_the_register_leaves_alone_what_is_not_certain(name: str, kind: ActorType) -> None:
    assert known(name, kind) is None


def test_each_name_in_the_register_is_one_party_s_alone() -> None:
    every = [(alias, p.name) for p in parties() for alias in (p.name, *p.aliases)]
    for alias, name in every:
        found = known(alias, BODY)
        assert found and found.name == name, alias
    keys = [key(p.name, p.type) for p in parties()]
    assert all(keys) and len(set(keys)) == len(keys)
    items = [p.wikidata for p in parties() if p.wikidata]
    assert len(set(items)) == len(items)
