"""Names that are not spelt as the store has them: the right actor, or whom they may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from tests.corrections.factory import Line
from tests.corrections.factory import entry as told
from tests.store.fakes import NOW, make_older

from reportedly.actors import Hand, merge
from reportedly.query.party import actor
from reportedly.store import Withdrawal, open_snapshot, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.store import Store

ACTOR = "https://w3id.org/reportedly/kg/actor/"
SPEAKERS = (
    "José Núñez", "Volodymyr Zelenskyy", "Ada Brandt", "Amir Brandt", "William Okafor",
    "Harbour Union", "Institute for the Study of War", "U.S. Coast Guard", "Lena Peč",
)  # fmt: skip
ARTICLE = told([Line(who, "the port is shut") for who in SPEAKERS])
OTHER = told([Line("Ada Brandt", "the port is open")], name="b.txt")


@dataclass
class Endpoint:
    """A store without an index."""

    store: Store

    def query(self, sparql: str) -> Any:
        return self.store.query(sparql)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("names") / "store", create=True) as found:
        found.put([ARTICLE, OTHER], NOW)
        yield found


@pytest.fixture(params=["index", "endpoint"])
def source(store: Store, request: pytest.FixtureRequest) -> Any:
    return store if request.param == "index" else Endpoint(store)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jose nunez", "jose-nunez"),  # diacritics and case
        ("José Nunez", "jose-nunez"),
        ("Nunez", "jose-nunez"),  # part of the name
        ("Lena Pec", "lena-pec"),
        ("US Coast Guard", "us-coast-guard"),  # points
        ("coast guard", "us-coast-guard"),
        ("Volodymyr Zelensky", "volodymyr-zelensky"),  # transliterations
        ("Володимир Зеленський", "volodymyr-zelensky"),
        ("J. Núñez", "jose-nunez"),  # initials
        ("ISW", "institute-for-the-study-of-war"),
    ],
)
def test_who_is_meant(source: Any, typed: str, meant: str) -> None:
    assert actor(source, typed).startswith(f"<{ACTOR}{meant}")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("A. Brandt", "did you mean Ada Brandt, Amir Brandt"),  # two: neither is picked
        ("Brandt", "2 actors may be meant"),
        ("Bill Okafor", "did you mean William Okafor"),  # likely is not sure
        ("Harbor Unoin", "did you mean Harbour Union"),
        ("Xyzzy Plugh", "nobody is called so"),
        ("!?", "nobody is called so"),
    ],
)
def test_what_is_said_where_that_is_not_clear(source: Any, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        actor(source, typed)


def test_the_candidates_come_with_the_documents_they_are_in(store: Store) -> None:
    with pytest.raises(ValueError, match="may be meant") as caught:
        actor(store, "Brandt")
    assert "Ada Brandt, documents: 2" in str(caught.value)


def test_merged_actors_are_no_rivals(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.put([ARTICLE], NOW)
        merge(store, "Ada Brandt", "Amir Brandt", Hand("anna", NOW, "one and the same"))
        both = {f"<{ACTOR}ada-brandt>", f"<{ACTOR}amir-brandt>"}
        assert set(actor(store, "A. Brandt").split()) == both


class TestIndex:
    def test_it_goes_by_what_is_in_the_graphs(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "store", create=True) as store:
            store.put([ARTICLE, OTHER], NOW)
            ada = (f"{ACTOR}ada-brandt", "Ada Brandt")
            assert store.names("ADA  brandt") == [(*ada, 2)]
            store.withdraw(Withdrawal(OTHER.article.version, "anna", NOW, "a hoax"))
            assert store.names("Ada") == [(*ada, 1)]
            store.put([told([Line("Jo Lind", "the port is shut")])], NOW)  # in the article's place
            assert store.names("Ada") == []
            assert [name for _, name, _ in store.names() or ()] == ["Coastal Post", "Jo Lind"]

    def test_an_older_store_has_it_once_it_was_opened_to_write(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "s", create=True) as store:
            store.put([ARTICLE], NOW)
            before = store.names()
        make_older(tmp_path / "s", 9)
        with open_snapshot(tmp_path / "s") as view:
            assert view.names() is None
            assert actor(view, "jose nunez") == f"<{ACTOR}jose-nunez>"
        with open_store(tmp_path / "s") as store:
            assert store.names() == before
