"""Who is meant by words that are no name, and where a chain says so in a roundabout way."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Read
from tests.extract.view import chain, one

from reportedly.statement import ActorType, Reading, Stance


def mentions(reading: Reading, name: str) -> list[str]:
    (actor,) = [actor for actor in reading.actors if actor.name == name]
    return [span.of(reading.article.text) for span in actor.mentions]


def test_a_doctor_of_the_first_sentence_is_the_one_doctor_named_after_it(read: Read) -> None:
    reading = read(
        "A Syrian doctor says he was kept from boarding a flight on Monday.\n\n"
        "Dr Amir Haddad, who lives in Leeds, said nobody had told him why."
    )
    assert chain(reading, one(reading, "kept from boarding"))[0] == "Amir Haddad"


def test_a_prime_minister_is_not_the_minister(read: Read) -> None:
    reading = read(
        "Prime Minister Tomas Berg met Health Minister Ana Ruiz on Monday. The minister said that "
        "the clinics would stay open. The prime minister said that money was short."
    )
    assert chain(reading, one(reading, "clinics"))[0] == "Ana Ruiz"
    assert chain(reading, one(reading, "money"))[0] == "Tomas Berg"


def test_bare_nouns_of_the_title_are_whom_the_text_names(read: Read) -> None:
    reading = read(
        "Lender denies wrongdoing as watchdog calls PM to account\n\n"
        "Prime Minister Tomas Berg was asked on Monday by the Financial Conduct Authority about a "
        "loan. Mr Berg said that the loan was paid back."
    )
    assert "PM" in mentions(reading, "Tomas Berg")
    assert "watchdog" in mentions(reading, "Financial Conduct Authority")


def test_they_may_be_people_who_are_nobody_here(read: Read) -> None:
    reading = read(
        "The Coastal Agency said that residents had left their homes and would not say when "
        "they would return."
    )
    assert mentions(reading, "Coastal Agency") == ["Coastal Agency"]


def test_the_unions_are_not_the_one_union_that_has_a_name(read: Read) -> None:
    reading = read(
        "Bill Marsh of the Dockers Union said that the ports would close. The unions said that "
        "they would not give in."
    )
    assert "The unions" not in mentions(reading, "Dockers Union")


def test_a_description_is_known_again_by_its_own_noun(read: Read) -> None:
    reading = read(
        "An official in the ministry said that the plan was dead. The ministry said that it "
        "was not."
    )
    speakers = {chain(reading, s)[0] for s in reading.statements}
    assert len(speakers) == 2, speakers


def test_the_police_station_is_not_the_police(read: Read) -> None:
    reading = read(
        "Anna Lind said that the police station had been hit. The police said that it was empty."
    )
    police = [a for a in reading.actors if "police" in a.name.casefold()]
    found = [span.of(reading.article.text) for a in police for span in a.mentions]
    assert found.count("The police") == 1
    assert "the police" not in found


def test_analysts_with_no_article_stand_for_no_company(read: Read) -> None:
    reading = read(
        "Brannock Plc said that profits would rise. Analysts said that this was too hopeful."
    )
    assert chain(reading, one(reading, "too hopeful"))[0] == "Analysts"


def test_who_is_spoken_of_does_not_speak(read: Read) -> None:
    reading = read(
        "Two senior traders said that prices would fall. A rise was sure to hurt the Grain Board "
        "and the Farm Council, they said."
    )
    assert chain(reading, one(reading, "sure to hurt"))[0] == "Two senior traders"


def test_a_side_is_no_part_of_a_name(read: Read) -> None:
    reading = read("Officials in pro-Western Zaire said that the talks with Belgium had failed.")
    assert "Zaire" in {actor.name for actor in reading.actors}


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lind said that troops had entered the city of Tavrin.",
        "Anna Lind said that shells had struck the Tavrin district.",
    ],
)
def test_what_is_called_a_city_is_a_place(read: Read, text: str) -> None:
    (actor,) = [a for a in read(text).actors if "Tavrin" in a.name]
    assert actor.type is ActorType.PLACE


def test_a_verb_that_is_joined_to_another_has_its_speaker(read: Read) -> None:
    reading = read(
        'Former captain Ann Lee called the vote "a disgrace" and asked whether members counted '
        "for anything."
    )
    assert chain(reading, one(reading, "whether members"))[0] == "Ann Lee"


def test_a_quotation_in_the_title_is_whose_it_is_below(read: Read) -> None:
    title = "'The government is counting on our patience'"
    reading = read(
        f"{title}\n\nUnion leader Ann Lee was not impressed. “The government is counting on our "
        "patience,” she said.",
        title=title,
    )
    first = reading.statements[0]
    assert first.spans[0].end <= len(title)
    assert chain(reading, first)[0] == "Ann Lee"


def test_who_was_shown_a_text_is_no_part_of_its_description(read: Read) -> None:
    reading = read(
        "The licence of the ferry had run out in March, according to documents seen by The Velm "
        "Observer."
    )
    assert chain(reading, one(reading, "licence"))[:2] == ["documents", "Velm Observer"]


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("the chance of a second flood at one in four", Stance.DISPUTES),
        ("the odds of a second flood at 50-50", Stance.NEUTRAL),
        ("the probability of a second flood at about 80 per cent", Stance.SUPPORTS),
    ],
)
def test_odds_in_figures_take_sides(read: Read, words: str, stance: Stance) -> None:
    text = f"Analysts at Corbin Hale put {words}."
    reading = read(text)
    (evaluation,) = one(reading, "second flood").evaluations
    assert evaluation.stance is stance
    assert evaluation.likelihood is None
    assert len(evaluation.hedges) == 1


def test_a_partys_name_is_whole(read: Read) -> None:
    reading = read(
        "The coalition trembled after the Social Democrats (SPD) threatened to leave it. Quaas, of "
        "the SPD, said that the Christian Democrats (CDU) had broken their word."
    )
    names = {actor.name for actor in reading.actors}
    assert {"Social Democrats", "Christian Democrats"} <= names


def test_a_spokesperson_alone_speaks_for_whoever_was_last_heard(read: Read) -> None:
    reading = read(
        "The Northern Bank denied that any customer had left. “Our order book is full,” a "
        "spokesperson said."
    )
    assert chain(reading, one(reading, "order book"))[0] == "Northern Bank"


def test_a_maker_is_a_firm(read: Read) -> None:
    reading = read("Lattisol, the maker of optical cables, said that it would cut 640 jobs.")
    (actor,) = [a for a in reading.actors if a.name == "Lattisol"]
    assert actor.type is ActorType.ORGANIZATION
