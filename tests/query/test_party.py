"""Whom a name means, and what is said where that is not clear."""

from __future__ import annotations

import pytest
from tests.query.asking import ask
from tests.query.bridge import ACTOR, COURIER, LEDGER, iri

from reportedly.errors import QueryError
from reportedly.query import resolve
from reportedly.query.party import actor
from reportedly.query.words import statements
from reportedly.store import Store


@pytest.mark.parametrize(
    "name", ["Ada Brandt", "ada brandt", "Minister Brandt", "Ada", "actor:ada-brandt",
             f"{ACTOR}ada-brandt", f"<{ACTOR}ada-brandt>", "  Ada   Brandt "]
)  # fmt: skip
def test_a_name_in_full_or_part_an_alias_or_an_iri(bridge: Store, name: str) -> None:
    assert actor(bridge, name) == f"<{ACTOR}ada-brandt>"


def test_a_description_means_all_who_are_described_so(bridge: Store) -> None:
    own = {f"<{iri(COURIER, 'officials')}>", f"<{iri(LEDGER, 'officials')}>"}
    assert set(actor(bridge, "officials").split()) == own
    assert len(ask(bridge, "who-said-what", actor="officials")) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ada Brant", "did you mean Ada Brandt"),
        ("bridge", "2 actors may be meant"),
        ("actor:nobody", "no such actor"),
        ("  ", "no name"),
    ],
)
def test_unknown_and_ambiguous_names(bridge: Store, name: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        ask(bridge, "who-said-what", actor=name)


def test_the_candidates_are_listed_with_their_iris(bridge: Store) -> None:
    with pytest.raises(ValueError, match="may be meant") as caught:
        actor(bridge, "bridge")
    assert f"Bridge Institute, documents: 2, {ACTOR}bridge-institute" in str(caught.value)


def test_without_a_store_only_an_iri_will_do() -> None:
    assert f"{{ <{ACTOR}ada-brandt> }}" in resolve("sources", {"actor": "actor:ada-brandt"})
    with pytest.raises(QueryError, match="only be looked up in a store"):
        resolve("sources", {"actor": "Ada Brandt"})


class TestWithoutAnIndex:
    @pytest.mark.parametrize(
        "words",
        ["bridge", "BRIDGE safe", '"bridge is safe"', "clos*", "bridge -closure", "x OR safe"],
    )
    def test_the_same_statements_are_found_as_they_are_spelt(
        self, bridge: Store, words: str
    ) -> None:
        class Elsewhere:
            def query(self, sparql: str) -> object:
                return bridge.query(sparql)

        def found(store: object) -> set[str]:
            rows = statements(store, words).split(") (")  # type: ignore[arg-type]
            return {row.split(" ")[0] for row in rows}

        assert found(Elsewhere()) == found(bridge)
