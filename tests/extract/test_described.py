"""Who is meant by descriptions: kin, ages, trades, "the company", and people who are asked."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.test_meant import mentions
from tests.extract.view import chain, one

from reportedly.statement import ActorType

ORG, PERSON = ActorType.ORGANIZATION, ActorType.PERSON


def test_words_that_describe_somebody_mean_somebody_else(read: Read) -> None:
    reading = read(
        "Ann Lee heads the regulator. Two people close to her said that she would leave in May."
    )
    assert {"her", "she"} <= set(mentions(reading, "Ann Lee"))


def test_whoever_is_asked_is_not_who_asks(read: Read) -> None:
    reading = read(
        "The witness Paul Berg wept. The lawyer, Marc Dunn, asked whether he had seen the knife."
    )
    assert "he" in mentions(reading, "Paul Berg")


def test_whoever_is_told_is_not_who_tells(read: Read) -> None:
    reading = read(
        "Anna Lind chairs the board. Her aide Ruth Voss told her that the vote was lost."
    )
    assert "her" in mentions(reading, "Anna Lind")


def test_an_age_is_that_of_whoever_has_it(read: Read) -> None:
    reading = read(
        "Tom Berg, 41, and his neighbour Mark Voss, 29, saw the fire. The 29-year-old said that "
        "the roof had gone first."
    )
    assert chain(reading, one(reading, "the roof"))[0] == "Mark Voss"


def test_a_countryman_is_whoever_comes_from_there(read: Read) -> None:
    reading = read(
        "Hungarian climber Zoltan Feher reached the top before Swiss guide Urs Keel. The Hungarian "
        "said that the ice was thin."
    )
    assert chain(reading, one(reading, "the ice"))[0] == "Zoltan Feher"


def test_a_trade_is_a_firms_by_what_stands_beside_its_name(read: Read) -> None:
    reading = read(
        "The truck builder Brenmark said that orders had fallen. Its rival Volpek Motors said that "
        "sales were up. The truck builder said that it would shut a plant."
    )
    assert chain(reading, one(reading, "a plant"))[0] == "Brenmark"


def test_a_firm_from_a_place_is_the_one_that_the_place_stands_beside(read: Read) -> None:
    reading = read(
        "The cable maker Nordfelt of Finland raised its price on Monday. Corbin Bank said that it "
        "would pay. The Finnish firm said that the price was fair."
    )
    assert chain(reading, one(reading, "the price"))[0] == "Nordfelt"


def test_the_company_is_the_one_that_is_written_about(read: Read) -> None:
    reading = read(
        "The carmaker Velmark is closing two plants. Velmark told staff on Monday. Velmark has "
        "lost money in each of the last five years, and analysts at Corbin Hale said that they "
        "were not surprised. The company said that wages would be paid."
    )
    assert chain(reading, one(reading, "wages"))[0] == "Velmark"


def test_whom_a_union_accuses_is_another(read: Read) -> None:
    reading = read(
        "The carmaker Velmark said that it would cut 400 jobs. The union Unimet accused the "
        "company of breaking its word."
    )
    assert "the company" in mentions(reading, "Velmark")


def test_a_role_in_front_and_letters_behind_belong_to_a_person(read: Read) -> None:
    reading = read(
        "Joan Mercer KC, for the defence, said that the glove was too small. His wife, Cllr Ruth "
        "Voss, said that it was his. The councillor said that she had bought it."
    )
    assert chain(reading, one(reading, "too small"))[0] == "Joan Mercer"
    assert chain(reading, one(reading, "had bought it"))[0] == "Ruth Voss"


def test_a_senator_is_a_lawmaker(read: Read) -> None:
    reading = read(
        "Senator Tom Berg met nurses in Velm. The lawmaker said that the ward would stay open."
    )
    assert chain(reading, one(reading, "the ward"))[0] == "Tom Berg"


def test_a_general_secretary_is_not_any_secretary(read: Read) -> None:
    reading = read(
        "Ruth Voss, its general secretary, said that members were angry. The Education Secretary "
        "said that she would not move."
    )
    assert chain(reading, one(reading, "not move"))[0] != "Ruth Voss"


def test_we_are_the_body_that_an_unnamed_official_works_for(read: Read) -> None:
    reading = read(
        'An official at the Coast Guard said: "We have three boats for 400 miles of coast."'
    )
    assert "We" in mentions(reading, "Coast Guard")


def test_this_newspaper_is_the_publisher(read: Read) -> None:
    reading = read('Ann Lee told this newspaper: "Nobody rang me."', publisher="The Velm Courier")
    assert "this newspaper" in mentions(reading, "The Velm Courier")


def test_a_waitress_is_one_woman(read: Read) -> None:
    reading = read(
        "A former waitress, who asked not to be named because she fears for her job, said "
        "that the kitchen was filthy."
    )
    assert {"she", "her"} <= set(mentions(reading, "A former waitress"))


def test_a_trust_of_the_first_sentence_has_its_name_below(read: Read) -> None:
    reading = read(
        "Ward to close\n\nA hospital trust has been accused of playing with lives.\n\nBrigg NHS "
        "Foundation Trust said that the ward was unsafe."
    )
    assert "A hospital trust" in mentions(reading, "Brigg NHS Foundation Trust")


def test_who_only_has_a_clause_is_known_by_the_noun_before_it(read: Read) -> None:
    reading = read(
        "A mother of two whose son fell ill on Sunday said that she had trusted the school."
    )
    names = {actor.name for actor in reading.actors}
    assert any(name.startswith("A mother of two") for name in names), names


def test_a_demand_for_a_thing_cites_nobody(read: Read) -> None:
    reading = read(
        "Corbin Bank put the chances at 40 per cent, citing the weak pound and Velmark's debts."
    )
    assert "Velmark" not in {name for s in reading.statements for name in chain(reading, s)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("That team, Zuidwind, said that the race was over.", "Zuidwind", ORG),
        ("Pearl Inns, which owns it, said that it was shut.", "Pearl Inns", ORG),
        ("Thiago Berg said that he would not pay.", "Thiago Berg", PERSON),
        ("Secretary of State Lamar Goodwin said that it was late.", "Lamar Goodwin", PERSON),
        ("Analysts at Morgan Stanley said that it was dear.", "Morgan Stanley", ORG),
    ],
)  # fmt: skip
def test_what_kind_of_thing_a_name_names(read: Read, text: str, name: str, kind: ActorType) -> None:
    (actor,) = [actor for actor in read(text).actors if actor.name == name]
    assert actor.type is kind


@pytest.mark.parametrize(
    "text",
    [
        "Furious mum-of-two Kayla Stopes, 38, lay in bed. Stopes said that it was the fish.",
        "A team led by the geochemist Ysolde Marchant dated it. Marchant said that it was old.",
        "Butcher Donal Prendergast is not so sure. Prendergast said that nobody cycles there.",
    ],
)
def test_people_whom_an_age_or_a_calling_gives_away(read: Read, text: str) -> None:
    reading = read(text)
    speaker = chain(reading, reading.statements[-1])[0]
    assert speaker in {"Kayla Stopes", "Ysolde Marchant", "Donal Prendergast"}


def test_a_second_name_in_brackets_is_the_same_house(read: Read) -> None:
    reading = read(
        "The alliance Nova Cesta (New Path) came first. New Path said that talks would begin."
    )
    assert chain(reading, one(reading, "talks"))[0] == "Nova Cesta"


def test_colleagues_speak_as_one(read: Read) -> None:
    reading = read("Ann Lee and her colleagues argue that the bones are older than the cave.")
    assert len(one(reading, "the bones").hops) == 2
