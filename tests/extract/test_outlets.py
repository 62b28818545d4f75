"""Who comes between a speaker and the reader: outlets that heard, saw or cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.extract.view import chain

from reportedly.extract.outlet import introduced, is_outlet

if TYPE_CHECKING:
    from tests.extract.conftest import Read

    from reportedly.statement import Reading


def told(reading: Reading) -> list[list[str]]:
    """Return the chain of every statement without the publisher."""
    return [chain(reading, statement)[:-1] for statement in reading.statements]


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        (
            "Harald Voss, the mayor, told the news site Stadtblick that the bridge would close.",
            ["Harald Voss", "Stadtblick"],
        ),
        (
            "Harald Voss told Reuters last week that the bridge would close in May.",
            ["Harald Voss", "Reuters"],
        ),
        (
            "Harald Voss told reporters that the bridge would close in May.",
            ["Harald Voss"],
        ),
        (
            "The Harbour Times, citing two engineers, reported on Monday that the bridge would"
            " close in May.",
            ["two engineers", "Harbour Times"],
        ),
        (
            "The Harbour Times reported on Monday, citing two engineers, that the bridge would"
            " close in May.",
            ["two engineers", "Harbour Times"],
        ),
    ],
)
def test_the_outlet_is_a_hop_where_it_passes_something_on(
    read: Read, text: str, relay: list[str]
) -> None:
    assert relay in told(read(text))


def test_the_paper_that_is_told_is_the_one_spoken_of(read: Read) -> None:
    text = (
        "The Harbour Times reported on Monday that the bridge would close in May.\n\n"
        'The mayor, Harald Voss, did not deny it. "We had no choice," he told the paper.'
    )
    assert ["Harald Voss", "Harbour Times"] in told(read(text))


def test_the_publisher_is_no_hop_of_its_own_article(read: Read) -> None:
    text = 'Harald Voss was unmoved. "They can wait until May," he told the Gazette.'
    assert ["Harald Voss"] in told(read(text, publisher="Norbury Gazette"))


def test_an_outlet_s_noun_introduces_a_name() -> None:
    text = "She told the newspaper El Faro and the broadcaster KTV 3, but not a site nobody reads."
    assert [span.of(text) for span in introduced(text)] == ["El Faro", "KTV 3"]


@pytest.mark.parametrize("name", ["BBC", "The New York Times", "Reuters", "BBC Verify", "Axios"])
def test_names_that_outlets_have(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["Kremlin", "Bank of Latvia", "Sky Lanterns Ltd", "Ann Lee"])
def test_names_that_outlets_do_not_have(name: str) -> None:
    assert not is_outlet(name)
