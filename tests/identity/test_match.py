"""Which pairs are suggested, and how sure we are of them."""

from __future__ import annotations

import time

import pytest

from reportedly.identity.likeness import SURE, Party
from reportedly.identity.match import candidates
from reportedly.statement import ActorType

PERSON, BODY = ActorType.PERSON, ActorType.ORGANIZATION


def party(name: str, kind: ActorType = PERSON, *aliases: str, documents: int = 1) -> Party:
    return Party(f"kg {name}", name, kind, aliases, documents)


def found(*parties: Party) -> dict[frozenset[str], float]:
    return {frozenset({c.one.name, c.other.name}): c.score for c in candidates(parties)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Angela Müller-Vogt", "Angela Mueller-Vogt", "an umlaut written out"),
        ("Joseph Biden", "Joseph R. Biden", "a middle name left out"),
        ("Recep T. Erdogan", "Recep Tayyip Erdogan", "a middle name by its first letter"),
        ("Julia Timoshenko", "Yulia Tymoshenko", "another transliteration"),
        ("Ursula von der Leyen", "Ursula Leyen", "a particle more or less"),
    ],
)
def test_persons_who_are_surely_one(one: str, other: str, reason: str) -> None:
    (it,) = candidates([party(one), party(other)])
    assert (it.reason, it.score >= SURE) == (reason, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joe Biden", "Joseph Biden"),
        ("Viktor Orbán", "Orbán Viktor"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan"),
        ("Michael Jordan", "Michael B. Jordan"),
        ("Anna Peterson", "Anna Petersen"),
    ],
)
def test_persons_whom_somebody_should_look_at(one: str, other: str) -> None:
    (it,) = candidates([party(one), party(other)])
    assert 0.5 < it.score < SURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Martin King", "Martin King Jr."),
        ("Anna Lind", "Carl Lind"),
        ("Sean P. Miller", "Sean T. Miller"),
        ("Kim Jong Il", "Kim Jong Un"),
    ],
)
def test_persons_who_are_never_suggested(one: str, other: str) -> None:
    assert candidates([party(one), party(other)]) == []


def test_a_person_and_a_body_are_never_suggested() -> None:
    assert candidates([party("Ford Motor"), party("Ford Motor AG", BODY)]) == []


def test_who_could_be_two_others_is_surely_neither() -> None:
    bushes = [party(name) for name in ("George Bush", "George W. Bush", "George H. W. Bush")]
    assert set(found(*bushes).values()) == {0.6}
    assert max(found(*bushes[:2]).values()) == SURE


def test_an_acronym_is_the_long_form_s_only_where_a_document_says_so() -> None:
    short, long = party("HWBF", BODY), "Harbour Workers Benevolent Fund"
    assert candidates([short, party(long, BODY)]) == []
    (it,) = candidates([short, party(long, BODY, "HWBF")])
    assert it.one.name == long and it.score >= SURE
    others = (party(long, BODY, "HWBF"), party("High Water Boat Festival", BODY, "HWBF"))
    assert max(found(short, *others).values()) < SURE


def test_a_state_s_body_is_known_in_any_order_of_its_words() -> None:
    names = ("Ukraine’s Ministry of Finance", "Ukrainian Finance Ministry")
    assert found(*(party(name, BODY) for name in names))[frozenset(names)] >= SURE
    apart = ("Finance Ministry of Ukraine", "Finance Ministry of Russia")
    assert found(*(party(name, BODY) for name in apart)) == {}


def test_a_pair_that_was_taken_apart_is_not_suggested_again() -> None:
    one, other = party("Joseph Biden"), party("Joseph R. Biden")
    assert candidates([one, other], {frozenset({one.iri, other.iri})}) == []


def test_the_one_that_more_documents_name_comes_first() -> None:
    (it,) = candidates([party("Joseph Biden"), party("Joseph R. Biden", documents=7)])
    assert it.one.name == "Joseph R. Biden"


def test_actors_are_not_compared_all_with_all() -> None:
    """Five thousand take half a second of a core; all 12 million pairs would take an hour."""
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u")]
    people = [
        party(f"{one}{two}n {two}{three}s".title())
        for i, one in enumerate(syllables)
        for j, two in enumerate(syllables)
        for three in syllables[(i + j) % 70 :: 70]
    ]
    assert len(people) > 4_000
    start = time.process_time()
    candidates(people)
    assert time.process_time() - start < 20
