"""Each network on three small documents, one a copy, two actors merged: worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from tests.network.made import ACTORS, ECHO, POST, STAR

from reportedly.errors import QueryError
from reportedly.network import NETWORKS, build, cut, parameters, slices

if TYPE_CHECKING:
    from reportedly.store.oxigraph import Graphs

MINISTER, AGENCY, THE_POST, THE_ECHO, THE_STAR = (
    f"{ACTORS}{name}" for name in ("minister", "agency", "post", "echo", "star")
)


def weights(network: Any) -> dict[tuple[str, str], int]:
    return {(source, target): weight for source, target, weight in network.edges(data="weight")}


class TestWhoQuotesWhom:
    def test_copies_say_nothing_again(self, story: Graphs) -> None:
        assert weights(build(story, "who-quotes-whom")) == {
            (THE_POST, AGENCY): 2,
            (AGENCY, MINISTER): 1,
            (THE_STAR, THE_POST): 1,
        }

    def test_unless_they_are_asked_for(self, story: Graphs) -> None:
        network = build(story, "who-quotes-whom", copies=True)
        assert weights(network)[THE_ECHO, AGENCY] == 1
        assert weights(network)[AGENCY, MINISTER] == 2
        assert network.nodes[MINISTER]["count"] == 2

    def test_merged_actors_are_one_and_bear_the_chosen_name(self, story: Graphs) -> None:
        network = build(story, "who-quotes-whom")
        assert f"{ACTORS}agency-ltd" not in network
        assert network.edges[THE_POST, AGENCY] | {"example": ""} == {
            "weight": 2,
            "documents": 2,
            "first": "2024-05-01",
            "last": "2024-06-10",
            "example": "",
        }
        assert network.nodes[AGENCY] == {
            "label": "The Agency",
            "type": "organization",
            "count": 1,
            "reliability": "B",
            "first": "2024-05-01",
            "last": "2024-06-10",
        }

    def test_any_of_their_names_finds_them(self, story: Graphs) -> None:
        found = build(story, "who-quotes-whom", quoted="agency ltd")
        assert set(weights(found)) == {(THE_POST, AGENCY)}
        assert set(weights(build(story, "who-quotes-whom", actor=AGENCY))) == {(AGENCY, MINISTER)}

    def test_spells(self, story: Graphs) -> None:
        network = build(story, "who-quotes-whom", spells=True)
        assert network.edges[THE_POST, AGENCY]["spells"] == [
            "2024-05-01/2024-05-01",
            "2024-06-10/2024-06-10",
        ]


class TestTime:
    def test_a_stretch(self, story: Graphs) -> None:
        june = build(story, "who-quotes-whom", since="2024-06")
        assert weights(june) == {(THE_POST, AGENCY): 1, (THE_STAR, THE_POST): 1}
        assert june.nodes[AGENCY]["count"] == 1
        may = build(story, "who-quotes-whom", until="2024-05")
        assert weights(may) == {(THE_POST, AGENCY): 1, (AGENCY, MINISTER): 1}

    def test_its_ends_belong_to_it(self, story: Graphs) -> None:
        day = build(story, "who-quotes-whom", since="2024-05-01", until="2024-05-01")
        assert len(weights(day)) == 2
        assert not weights(build(story, "who-quotes-whom", since="2024-05-02", until="2024-06-09"))

    def test_a_vague_day_may_be_in_it_and_no_day_is_not(self, bridge: Any) -> None:
        early = build(bridge, "claim-source", until="2024-04-29")
        # "recently", in an article of 2024, can be any day until the end of the year.
        assert [data["last"] for *_, data in early.edges(data=True)] == ["2024-12-31"]

    def test_slices(self, story: Graphs) -> None:
        found = {when: len(weights(part)) for when, part in slices(story, "who-quotes-whom")}
        assert found == {"2024-05": 2, "2024-06": 2}
        weeks = [when for when, _ in slices(story, "co-mention", "week")]
        assert weeks == ["2024-04-29"]

    @pytest.mark.parametrize("wrong", ["soon", "2024-13", "../.."])
    def test_what_is_no_date(self, story: Graphs, wrong: str) -> None:
        with pytest.raises(QueryError):
            build(story, "who-quotes-whom", since=wrong)

    def test_what_is_no_period(self, story: Graphs) -> None:
        with pytest.raises(QueryError, match="day, week, month, year"):
            list(slices(story, "who-quotes-whom", "fortnight"))


class TestWhoAssessesWhom:
    def test_a_statement_is_whose_it_begins_with(self, story: Graphs) -> None:
        network = build(story, "who-assesses-whom")
        assert isinstance(network, nx.MultiDiGraph)
        (edge,) = network.edges(keys=True, data=True)
        assert edge[:3] == (THE_STAR, AGENCY, "disputes")
        assert (edge[3]["stance"], edge[3]["sign"], edge[3]["weight"]) == ("disputes", -1, 1)
        assert edge[3]["example"] == f"{STAR}#s2"


class TestOutlets:
    def test_relays_and_reprints(self, story: Graphs) -> None:
        network = build(story, "outlet-relay")
        assert set(network) == {THE_POST, THE_ECHO, THE_STAR}
        relay = network.edges[THE_STAR, THE_POST]
        assert (relay["weight"], relay["unendorsed"], relay["reprints"]) == (1, 1, 0)
        reprint = network.edges[THE_ECHO, THE_POST]
        assert (reprint["weight"], reprint["unendorsed"], reprint["reprints"]) == (1, 0, 1)

    def test_of_one(self, story: Graphs) -> None:
        assert set(build(story, "outlet-relay", actor="echo")) == {THE_POST, THE_ECHO}


class TestClaims:
    def test_restatements_are_one_claim(self, story: Graphs) -> None:
        network = build(story, "claim-source")
        assert network.nodes[f"{POST}#s1"]["count"] == 2
        assert f"{STAR}#s1" not in network
        assert set(weights(network)) == {
            (MINISTER, f"{POST}#s1"),
            (AGENCY, f"{POST}#s1"),
            (THE_STAR, f"{STAR}#s2"),
        }
        sides = nx.get_node_attributes(network, "bipartite")
        assert nx.is_bipartite(network)
        assert {sides[node] for node in (MINISTER, AGENCY, THE_STAR)} == {0}

    def test_a_statement_of_two_speakers_is_counted_once(self, bridge: Any) -> None:
        network = build(bridge, "claim-source")
        assert max(count for _, count in network.nodes(data="count")) == 2
        claims = [data for _, data in network.nodes(data=True) if data["type"] == "claim"]
        assert {data["count"] for data in claims} == {1}

    def test_a_story_has_what_judges_it_too(self, story: Graphs) -> None:
        network = build(story, "story", about="taxes")
        kinds = {key for *_, key in network.edges(keys=True)}
        assert kinds == {"says", "about", "disputes", "restates"}
        assert network.nodes[f"{STAR}#s2"]["type"] == "assessment"
        assert network.edges[f"{STAR}#s2", f"{STAR}#s1", "disputes"]["first"] == "2024-06-10"

    def test_a_story_by_an_actor(self, story: Graphs) -> None:
        assert set(build(story, "story", about="minister")) == {MINISTER, AGENCY, f"{POST}#s1"}


class TestAttribution:
    def test_from_documents_to_the_claim(self, story: Graphs) -> None:
        network = build(story, "attribution", statement=f"{STAR}#s1")
        claim = f"{POST}#s1"
        assert nx.is_directed_acyclic_graph(network)
        assert nx.is_path(network, [POST, THE_POST, AGENCY, MINISTER, claim])
        assert nx.is_path(network, [STAR, THE_STAR, THE_POST, AGENCY, claim])
        assert network.nodes[STAR]["label"] == "The star's story"
        assert ECHO not in network

    def test_who_everybody_has_it_from(self, story: Graphs) -> None:
        network = build(story, "attribution", statement=f"{STAR}#s1")
        assert len(cut(network, [POST, STAR], f"{POST}#s1")) == 1

    def test_opposite_orders_make_no_circle(self, tmp_path: Any) -> None:
        import pyoxigraph as ox
        from tests.network.made import article, statement

        from reportedly.store import PREFIXES
        from reportedly.store.oxigraph import Graphs

        prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
        same = f"; rep:restates <{POST}#s1>"
        one = statement("post", "s1", "It rains.", "minister", "agency", "post")
        two = statement("star", "s1", "It rains.", "agency", "minister", "star", more=same)
        graphs = Graphs(tmp_path / "graph")
        text = article("post", "post", "2024-05-01", one) + article(
            "star", "star", "2024-05-01", two
        )
        graphs.store.load((prefixes + text).encode(), ox.RdfFormat.TRIG)
        network = build(graphs, "attribution", statement=f"{POST}#s1")
        assert nx.is_directed_acyclic_graph(network)
        assert f"{AGENCY}~2" in network

    @pytest.mark.parametrize("wrong", [f"{POST}#s99", "not an iri", "> } DROP ALL #"])
    def test_no_such_statement(self, story: Graphs, wrong: str) -> None:
        with pytest.raises(QueryError):
            build(story, "attribution", statement=wrong)


def test_networks_that_need_a_parameter(story: Graphs) -> None:
    assert {name: parameters(name) for name in NETWORKS} == {
        "who-quotes-whom": ("actor", "quoted"),
        "who-assesses-whom": ("actor", "target"),
        "co-mention": ("actor",),
        "outlet-relay": ("actor",),
        "claim-source": ("actor",),
        "claims": (),
        "attribution": ("statement",),
        "story": ("about",),
    }
    with pytest.raises(QueryError, match="needs about"):
        build(story, "story")


def test_the_network_agrees_with_its_question(bridge: Any) -> None:
    from reportedly.query import run

    network = build(bridge, "who-quotes-whom")
    answer = run(bridge, "who-quotes-whom")
    places = [answer.columns.index(name) for name in ("outer_iri", "inner_iri", "statements")]
    asked = {tuple(str(row[p]) for p in places) for row in answer}
    assert asked == {(s, t, str(w)) for s, t, w in network.edges(data="weight")}
