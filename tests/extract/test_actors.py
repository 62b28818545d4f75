"""Who is who: names, short forms, pronouns, roles, and sources without a name."""

from __future__ import annotations

from tests.extract.conftest import Read
from tests.extract.view import chain, one

from reportedly.statement import ActorType


def test_a_surname_joins_the_only_full_name_that_ends_so(read: Read) -> None:
    reading = read("Vladimir Putin spoke in Moscow. Putin said the war would end.")
    assert chain(reading, one(reading, "the war would end"))[0] == "Vladimir Putin"


def test_a_surname_that_two_people_share_joins_neither(read: Read) -> None:
    reading = read("Bill Clinton met Hillary Clinton. Clinton said the talks were useful.")
    statement = one(reading, "the talks were useful")
    actor = next(a for a in reading.actors if a.key == statement.hops[0].actor)
    assert actor.name == "Clinton"
    assert actor.scoped


def test_an_acronym_joins_the_name_it_is_introduced_with(read: Read) -> None:
    reading = read(
        "The Institute for the Study of War (ISW) published a map. ISW said the front had moved."
    )
    assert (
        chain(reading, one(reading, "the front had moved"))[0] == "Institute for the Study of War"
    )


def test_analysts_and_reports_speak_for_their_house(read: Read) -> None:
    reading = read(
        "A report by the Institute for Peace appeared on Monday. Institute for Peace experts said "
        "the front had moved. The war will last, analysts said. “The war is not over,” the report "
        "says."
    )
    speakers = {chain(reading, statement)[0] for statement in reading.statements}
    assert speakers == {"Institute for Peace"}
    assert {hop.work for s in reading.statements for hop in s.hops if hop.work} == {
        "work-institute-for-peace-report"
    }


def test_a_pronoun_goes_to_the_person_last_on_stage(read: Read) -> None:
    reading = read("Maria Costa arrived late. She said the road was flooded.")
    assert chain(reading, one(reading, "the road was flooded"))[0] == "Maria Costa"


def test_unnamed_sources_keep_their_words_and_their_document(read: Read) -> None:
    reading = read("Two senior officials said the talks had failed.")
    statement = one(reading, "the talks had failed")
    actor = next(a for a in reading.actors if a.key == statement.hops[0].actor)
    assert (actor.name, actor.type, actor.scoped) == (
        "Two senior officials",
        ActorType.UNNAMED,
        True,
    )


def test_the_publisher_is_what_the_source_says(read: Read) -> None:
    reading = read("Anna Lind said it rained.", publisher="The Gazette")
    names = {actor.key: actor.name for actor in reading.actors}
    assert names[reading.publisher] == "The Gazette"


def test_the_publisher_is_the_agency_of_the_dateline(read: Read) -> None:
    reading = read("OSLO, Feb 12 (Reuters) - Anna Lind said it rained on the old bridge.")
    names = {actor.key: actor.name for actor in reading.actors}
    assert names[reading.publisher] == "Reuters"
    assert one(reading, "it rained").quote == ("it rained on the old bridge",)


def test_an_unknown_publisher_is_not_guessed(read: Read) -> None:
    reading = read("Anna Lind said it rained, according to Dagbladet.")
    publisher = next(a for a in reading.actors if a.key == reading.publisher)
    assert publisher.type is ActorType.UNNAMED


def test_a_pointer_to_a_person_stays_outside_brackets_and_possessives(read: Read) -> None:
    reading = read("Peter Novak's lawyer, Anna Lind, said he was innocent of the charge.")
    assert chain(reading, one(reading, "innocent"))[0] == "Anna Lind"


def test_a_role_goes_to_whoever_the_text_gave_it(read: Read) -> None:
    reading = read(
        "Health Minister Maria Costa visited the clinic with Peter Novak, a surgeon. The minister "
        "said the roof would be repaired by the summer."
    )
    assert chain(reading, one(reading, "the roof would be repaired"))[0] == "Maria Costa"


def test_a_pronoun_agrees_with_the_name(read: Read) -> None:
    reading = read(
        "Maria Costa met Peter Novak in Lisbon on Monday. He said the bridge would be rebuilt. "
        "She said the town would pay for the work."
    )
    assert chain(reading, one(reading, "the bridge would be rebuilt"))[0] == "Peter Novak"
    assert chain(reading, one(reading, "the town would pay"))[0] == "Maria Costa"


def test_he_in_what_somebody_says_is_mostly_that_somebody(read: Read) -> None:
    reading = read("Peter Novak arrived late. Martin Weiss said he believed the war was over.")
    assert chain(reading, one(reading, "the war was over"))[0] == "Martin Weiss"


def test_pronouns_and_roles_are_mentions(read: Read) -> None:
    text = "Maria Costa, the mayor, arrived late. She said her car had been stolen that morning."
    reading = read(text)
    (costa,) = (actor for actor in reading.actors if actor.name == "Maria Costa")
    assert [span.of(text) for span in costa.mentions] == ["Maria Costa", "the mayor", "She", "her"]


def test_an_outlet_that_was_told_passes_it_on(read: Read) -> None:
    reading = read(
        "Peter Novak told the Daily Mirror that the ship had been repaired.", publisher="Gazette"
    )
    assert chain(reading, one(reading, "the ship had been repaired")) == [
        "Peter Novak",
        "Daily Mirror",
        "Gazette",
    ]


def test_a_parliament_that_was_told_passes_nothing_on(read: Read) -> None:
    reading = read(
        "Peter Novak told the European Parliament that the ship had been repaired.",
        publisher="Gazette",
    )
    statement = one(reading, "the ship had been repaired")
    assert chain(reading, statement) == ["Peter Novak", "Gazette"]


def test_a_capital_stands_for_its_country_unless_it_is_a_place(read: Read) -> None:
    text = (
        "Russia said the talks had failed. Moscow denied that its troops had crossed the river. "
        "Officials in Moscow said the bridge would be closed."
    )
    reading = read(text)
    (russia,) = (actor for actor in reading.actors if actor.name == "Russia")
    assert [span.of(text) for span in russia.mentions][:2] == ["Russia", "Moscow"]
    assert chain(reading, one(reading, "crossed the river"))[0] == "Russia"
    assert text.index("Officials in Moscow") + 13 not in [span.start for span in russia.mentions]


def test_a_ministry_of_a_country_is_not_the_country(read: Read) -> None:
    reading = read("Norway's fisheries ministry said the quota would be halved next year.")
    assert chain(reading, one(reading, "the quota would be halved"))[0] == (
        "Norway's fisheries ministry"
    )
