"""Names are stable, valid, readable where they can be, and shared only where they may be."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from rdflib.term import _is_valid_uri
from tests.graph.factory import ARTICLE, READING, any_text

from reportedly.article import Article, Span
from reportedly.graph import iri
from reportedly.statement import Actor, ActorType

OTHER = Article("Another text.", "other.txt")


def actor(name: str, kind: ActorType = ActorType.PERSON, scoped: bool = False) -> Actor:
    return Actor("key", name, kind, scoped=scoped)


def test_a_document_and_its_graph_are_named_after_its_version() -> None:
    version = ARTICLE.version
    assert iri.document_iri(ARTICLE) == f"https://w3id.org/reportedly/kg/doc/{version}"
    assert iri.graph_iri(ARTICLE) == f"https://w3id.org/reportedly/kg/graph/doc/{version}"


def test_what_belongs_to_a_document_is_a_fragment_of_it() -> None:
    document = iri.document_iri(ARTICLE)
    statement = iri.statement_iri(READING, "st-10-20")
    assert statement == f"{document}#st-10-20"
    assert iri.hop_iri(statement, 0) == f"{document}#st-10-20-a1"
    assert iri.evaluation_iri(statement, 1) == f"{document}#st-10-20-e2"
    assert iri.extraction_iri(document) == f"{document}#x"
    assert iri.anchor_iri(document, Span(10, 20)) == f"{document}#char=10,20"


def test_the_version_is_read_back_from_any_iri_of_a_document() -> None:
    for name in (
        iri.document_iri(ARTICLE),
        iri.graph_iri(ARTICLE),
        iri.statement_iri(READING, "st-10-20"),
    ):
        assert iri.version_of(name) == ARTICLE.version
    assert iri.version_of("https://w3id.org/reportedly/kg/actor/isw") == ""
    assert iri.version_of("https://elsewhere.example/doc/1#x") == ""


@pytest.mark.parametrize(
    ("name", "kind", "end"),
    [
        (
            "Institute for the Study of War",
            ActorType.ORGANIZATION,
            "institute-for-the-study-of-war",
        ),
        ("Ana Kovač", ActorType.PERSON, "ana-kovac"),
        ("Sinéad O’Connor", ActorType.PERSON, "sinead-oconnor"),
        ("Володимир Зеленський", ActorType.PERSON, "володимир-зеленський"),
        ("AC/DC & Co.", ActorType.ORGANIZATION, "ac-dc.other"),
        ("Groß", ActorType.PLACE, "gross"),
        ("हिन्दुस्तान", ActorType.ORGANIZATION, "हिन्दुस्तान"),
        ("2nd  Army", ActorType.GROUP, "2nd-army"),
    ],
)
def test_a_full_name_gives_a_readable_name_in_any_script(
    name: str, kind: ActorType, end: str
) -> None:
    found = iri.actor_iri(actor(name, kind), ARTICLE)
    assert found == f"https://w3id.org/reportedly/kg/actor/{end}"


def test_the_same_full_name_is_the_same_actor_in_every_document() -> None:
    composed, decomposed = "Ana Kovač", "ana kovac\u030c"
    assert iri.actor_iri(actor(composed), ARTICLE) == iri.actor_iri(actor(decomposed), OTHER)


@pytest.mark.parametrize("kind", [ActorType.UNNAMED, ActorType.PERSON])
def test_a_document_s_own_actor_is_never_another_document_s(kind: ActorType) -> None:
    here = iri.actor_iri(actor("officials", kind, scoped=True), ARTICLE)
    there = iri.actor_iri(actor("officials", kind, scoped=True), OTHER)
    assert here == f"{iri.document_iri(ARTICLE)}#actor-key"
    assert here != there


def test_two_groups_of_equal_description_stay_two() -> None:
    ours = Actor("officials-1", "officials", ActorType.UNNAMED)
    theirs = Actor("officials-2", "officials", ActorType.UNNAMED)
    assert iri.actor_iri(ours, ARTICLE) != iri.actor_iri(theirs, ARTICLE)


@pytest.mark.parametrize("name", ["…", "❤️", "", "\ud800", "Kovač", "Mr. Kovač", "A. Kovač"])
def test_less_than_a_full_name_stays_in_its_document(name: str) -> None:
    assert iri.actor_iri(actor(name), ARTICLE) == f"{iri.document_iri(ARTICLE)}#actor-key"


@given(any_text, any_text)
def test_every_name_is_a_valid_iri(name: str, key: str) -> None:
    for kind in ActorType:
        it = iri.actor_iri(Actor(key, name, kind), ARTICLE)
        pyoxigraph.Store().add(
            pyoxigraph.Quad(*[pyoxigraph.NamedNode(it)] * 3)  # raises ValueError if it is not one
        )
        assert _is_valid_uri(it)


@given(any_text, any_text)
def test_different_keys_are_different_nodes(one: str, other: str) -> None:
    assert (iri.escaped(one) == iri.escaped(other)) == (one == other)


@pytest.mark.parametrize("key", ["x", "actor-isw", "st-1-2-a1", "st-1-2-e12"])
def test_keys_that_other_nodes_are_named_by_are_reserved(key: str) -> None:
    assert iri.reserved(key)


@pytest.mark.parametrize("key", ["st-1-2", "s01", "t-pub", "x1", "work-isw-report", "ev-3-9"])
def test_ordinary_keys_are_free(key: str) -> None:
    assert not iri.reserved(key)
