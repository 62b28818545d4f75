"""Statements are linked with those of other articles as articles arrive, change and leave."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.fakes import MODEL, NOW, FakeExtractor, article, entry, make_older

from reportedly import claim
from reportedly.claim import Claim, Relation, Verdict
from reportedly.claim import keys as claim_keys
from reportedly.graph import claims_in, triples, violations
from reportedly.graph.iri import links_graph_iri, version_iri
from reportedly.ingestion import ingest
from reportedly.inspection import inspect
from reportedly.statement import Model
from reportedly.store import open_snapshot, open_store
from reportedly.store.oxigraph import Graphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.article import Article
    from reportedly.store import Store, View

PORT = "The port of Velm will reopen in May after repairs to the main pier"
SHORT = "Velm's port will reopen in May after repairs to its pier"
NEVER = "The port of Velm will not reopen in May after repairs to the main pier"
KARSK = "The port of Karsk will reopen in May after repairs to the main pier"
STRIKE = "Coal miners in the Ruhn basin ended their strike on Friday after a 12 percent raise"
LINES = [PORT, SHORT, NEVER, KARSK, STRIKE, "Yes."]

LINKS = """
SELECT ?one ?kind ?other WHERE { GRAPH ?g {
  ?link a rdf:Statement ; rdf:subject ?one ; rdf:predicate ?kind ; rdf:object ?other .
} }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, create=True) as store:
        yield store


def page(outlet: str, *lines: str) -> Article:
    return article("\n".join(lines), f"{outlet}.html", url=f"https://{outlet}.example/velm")


def put(store: Store, *pages: Article, model: Model = MODEL) -> None:
    for it in pages:
        store.put([entry(it, model)], NOW)


def links(store: View) -> set[tuple[str, str, str]]:
    """The links: later article, what, earlier article."""
    return {
        (str(one).partition("#")[0], str(kind).rpartition("#")[2], str(other).partition("#")[0])
        for one, kind, other in store.query(LINKS)
    }


def linked(*found: tuple[Article, str, Article]) -> set[tuple[str, str, str]]:
    return {(version_iri(a.version), kind, version_iri(b.version)) for a, kind, b in found}


def dump(view: View) -> bytes:
    out = io.BytesIO()
    view.dump(out, "nq")
    return out.getvalue()


WIRE, POST, ECHO = page("wire", PORT), page("post", SHORT, STRIKE), page("echo", NEVER)


def test_what_is_said_again_restates_and_the_contrary_contradicts(store: Store) -> None:
    put(store, WIRE, POST, ECHO, page("alone", KARSK))
    found = links(store)
    assert linked((POST, "restates", WIRE), (ECHO, "contradicts", WIRE)) <= found
    assert {one for one, _, _ in found} <= {version_iri(p.version) for p in (POST, ECHO)}


def test_a_link_has_a_score_a_method_and_both_directions(store: Store) -> None:
    put(store, WIRE, page("twin", f"{PORT}."))
    rows = list(
        store.query(
            """SELECT ?score ?method { GRAPH ?g {
            ?l rdf:subject ?a ; rdf:object ?b ; rep:modelConfidence ?score ; rdfs:label ?method .
            ?a rep:restates ?b . ?b rep:restates ?a } }"""
        )
    )
    assert [(float(score), method) for score, method in rows] == [(1.0, "same words")]


def test_the_articles_own_graphs_know_nothing_of_it(store: Store) -> None:
    put(store, WIRE, POST)
    for name, version in store.graphs():
        assert store.ntriples(name) == sorted(triples_of(store.article(version)))
    assert store.ntriples(links_graph_iri(POST.version)) != []
    assert store.ntriples(links_graph_iri(WIRE.version)) == []


def triples_of(of: Article) -> tuple[str, ...]:
    return entry(of).triples


def test_within_an_article_a_claim_is_restated_but_a_part_of_it_is_not(store: Store) -> None:
    own = page("wire", PORT, STRIKE, f"{PORT}.")
    put(store, own)
    assert links(store) == linked((own, "restates", own))


def test_when_the_first_leaves_its_links_go_and_others_are_found(store: Store) -> None:
    put(store, WIRE, POST, page("twin", PORT))
    put(store, page("wire", STRIKE))
    wire, twin = page("wire", STRIKE), page("twin", PORT)
    assert links(store) == linked((twin, "restates", POST), (POST, "restates", wire))


def test_a_text_that_comes_back_has_its_links_again(store: Store) -> None:
    put(store, WIRE, POST)
    before = dump(store)
    put(store, page("wire", KARSK), WIRE)
    assert dump(store) == before


def test_read_anew_by_another_model_the_links_are_found_anew(store: Store) -> None:
    put(store, WIRE, POST)
    before = links(store)
    put(store, WIRE, POST, model=Model("reportedly/0.2", "fake", "2", "1" * 64))
    assert links(store) == before != set()
    put(store, WIRE)
    assert links(store) == before


@given(st.lists(st.tuples(st.integers(0, 3), st.sets(st.sampled_from(LINES))), max_size=8))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_links_lead_from_current_to_earlier_articles_whatever_happened_before(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, set[str]]]
) -> None:
    last: dict[int, Article] = {}
    root = tmp_path_factory.mktemp("any")
    with open_store(root / "store", create=True) as store:
        for where, lines in edits:
            it = page(f"outlet{where}", *(sorted(lines) or ["Nothing."]))
            put(store, it)
            last[where] = it
        found = links(store)
        current = {version_iri(version) for _, version in store.graphs()}
    assert {end for one, _, other in found for end in (one, other)} <= current
    with open_store(root / "sound", create=True) as sound:
        put(sound, *last.values())  # a page keeps the place in which it first arrived
        assert links(sound) == found


def test_the_links_conform_and_are_checked(store: Store) -> None:
    put(store, WIRE, POST, ECHO)
    assert [found.violations for found in inspect(store)] == [(), (), ()]
    lines = store.ntriples(links_graph_iri(POST.version))
    assert violations(lines) == []
    assert violations([line for line in lines if "modelConfidence" not in line]) != []


def test_a_store_of_an_older_version_is_linked_when_it_is_next_written_to(path: Path) -> None:
    with open_store(path, create=True) as store:
        put(store, WIRE, POST, ECHO)
        expected = dump(store)
    make_older(path, 3)
    with open_store(path) as store:
        assert dump(store) == expected
        assert store._records.unlinked() == []
    with open_snapshot(path) as view:
        assert dump(view) == expected


def test_links_of_other_rules_stay_until_the_next_ingestion_finds_them_anew(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(claim, "RULES", 1)
        older.setattr(claim, "keys", lambda stated: claim_keys(stated)[:3])
        older.setattr(claim, "compare", lambda *_: Verdict(Relation.CONTRADICTS, 1.0, "by chance"))
        with open_store(path, create=True) as store:
            put(store, WIRE, POST, ECHO, page("alone", KARSK))
    with open_store(path) as store:
        assert {kind for _, kind, _ in links(store)} == {"contradicts"}
        told: list[tuple[int, int]] = []
        ingest([], store, FakeExtractor(), now=NOW, on_linking=lambda *done: told.append(done))
        assert told == [(4, 4)]
        with open_store(tmp_path / "sound", create=True) as sound:
            put(sound, WIRE, POST, ECHO, page("alone", KARSK))
            assert dump(store) == dump(sound)
        store.relink(lambda *_: pytest.fail("they were linked"))


def test_a_graph_of_links_tells_by_which_rules_they_were_found(store: Store) -> None:
    put(store, WIRE, POST)
    name = links_graph_iri(POST.version)
    (line,) = [line for line in store.ntriples(name) if line.startswith(f"<{name}>")]
    assert line.endswith(f'softwareVersion> "{claim.RULES}" .')


@pytest.mark.parametrize("step", range(5))
def test_a_writer_that_dies_before_the_graphs_are_changed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    pages = [WIRE, POST, ECHO, page("wire", STRIKE), page("post", PORT)]
    with open_store(path, create=True) as store:
        put(store, *pages[:step])
        with monkeypatch.context() as patch, pytest.raises(KeyError):
            patch.setattr(Graphs, "apply", _died)
            put(store, pages[step])
    with open_store(path) as store, open_store(tmp_path / "sound", create=True) as sound:
        put(sound, *pages[: step + 1])
        assert dump(store) == dump(sound)


def _died(*_: object) -> None:
    raise KeyError("killed")  # no error that anybody expects


def test_a_claim_is_read_out_of_a_graph_as_it_was_put_in() -> None:
    from dataclasses import replace

    from tests.graph.factory import OPENING, READING

    quoted = replace(OPENING, plain='The "port" of [Velm]\nwill \\open in May é')
    found = claims_in(triples(replace(READING, statements=(quoted,))))
    actor = "https://w3id.org/reportedly/kg/doc/"
    (stated,) = found
    assert stated.claim.text == 'The "port" of [Velm]\nwill \\open in May é'
    assert [who.startswith(actor) for who in stated.claim.speakers] == [True]
    assert stated.claim.day == READING.times[0].earliest.toordinal()
    assert (stated.start, stated.end) == OPENING.spans[0]
    assert isinstance(stated.claim, Claim)
    german = replace(READING, article=replace(READING.article, language="de"))
    assert claims_in(triples(german)) == []
