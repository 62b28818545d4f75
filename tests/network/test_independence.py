"""On how many sources a claim rests: chains that share nobody, and whom all of them pass."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from reportedly.network.independence import Party, Step, Telling, independence


def told(document: str, *chain: str, first: str | None = None) -> Telling:
    """A telling whose chain runs outermost first; sources in lower case have no name."""
    steps = []
    for depth, name in reversed(list(enumerate(chain))):
        unnamed = name.islower()
        party = Party(f"{document}/{name}" if unnamed else name, name, unnamed)
        steps.append(
            Step(f"{document}/{depth}", party, f"{document}/{depth - 1}" if depth else None)
        )
    return Telling(f"{document}#st", "words", document, document, tuple(steps), None, first)


def names(parties: tuple[Party, ...]) -> list[str]:
    return [party.name for party in parties]


def test_the_sample_has_two_roots_and_one_independent_chain() -> None:
    found = independence(
        [
            told("a", "Ukrinform", "ISW", "New York Times"),
            told("b", "Ukrinform", "New York Times", "officials"),
        ]
    )
    assert (names(found.named), names(found.unnamed)) == (["New York Times"], ["officials"])
    assert found.independent == found.at_least == found.with_outlets == 1
    assert names(found.bottleneck) == ["New York Times"]


def test_two_ministries_in_one_paper_are_two_sources_and_one_outlet() -> None:
    found = independence([told("a", "Post", "Army"), told("a2", "Post", "Navy")])
    assert (found.independent, found.with_outlets) == (2, 1)
    assert names(found.bottleneck) == ["Army", "Navy"]
    assert names(found.outlets) == ["Post"]


def test_twelve_outlets_with_one_source_are_one() -> None:
    found = independence([told(f"d{n}", f"Outlet {n}", "Agency", "Minister") for n in range(12)])
    assert found.independent == 1
    assert names(found.bottleneck) == ["Minister", "Agency"], "from the origin outwards"
    assert len(found.outlets) == 12


def test_an_outlet_that_is_quoted_elsewhere_is_no_window() -> None:
    found = independence([told("a", "Times", "officials"), told("b", "Post", "Times", "officials")])
    assert found.independent == 1
    assert names(found.bottleneck) == ["Times"]


def test_what_an_outlet_says_itself_begins_with_it() -> None:
    found = independence([told("a", "Post"), told("b", "Herald")])
    assert (found.independent, names(found.named)) == (2, ["Herald", "Post"])


def test_officials_of_two_articles_may_be_the_same_people() -> None:
    found = independence([told("a", "Post", "officials"), told("b", "Herald", "officials")])
    assert (found.independent, found.at_least) == (2, 1)


def test_a_copy_counts_once_with_the_text_that_it_is() -> None:
    wire = told("a", "Wire", "officials")
    copies = [told(f"c{n}", f"Outlet {n}", "officials", first="a") for n in range(5)]
    assert independence([wire, *copies]).independent == 1
    orphans = independence([telling for telling in copies if telling.document != "a"])
    assert orphans.independent == 1, "one stands for all where the first does not tell it"


def test_a_chain_reads_from_the_outside_in() -> None:
    assert told("a", "Post", "Agency", "officials").chain == "Post ← Agency ← officials"


any_chain = st.lists(st.sampled_from("ABCDEFgh"), min_size=1, max_size=4)


@given(st.lists(any_chain, min_size=1, max_size=5))
def test_the_bottleneck_cuts_every_chain_and_nothing_smaller_does(chains: list[list[str]]) -> None:
    """Menger's theorem, checked by trying every set of actors."""
    tellings = [told(f"d{n}", *chain) for n, chain in enumerate(chains)]
    found = independence(tellings)
    assert 1 <= found.with_outlets <= found.independent
    assert 1 <= found.at_least <= found.independent
    parties = {step.party for telling in tellings for step in telling.steps}
    windows = {p for p in parties if _only_prints(p, tellings)}
    size = next(
        size
        for size in range(1, len(parties) + 1)
        if any(_cuts(tellings, set(some)) for some in combinations(parties - windows, size))
    )
    assert found.independent == size
    if size == 1:
        assert all(_cuts(tellings, {party}) for party in found.bottleneck)
    else:
        assert len(found.bottleneck) == size
        assert _cuts(tellings, set(found.bottleneck))


def _only_prints(party: Party, tellings: list[Telling]) -> bool:
    steps = [step for telling in tellings for step in telling.steps if step.party == party]
    begins = any(party in telling.origins for telling in tellings)
    return all(step.outer is None for step in steps) and not begins


def _cuts(tellings: list[Telling], gone: set[Party]) -> bool:
    network = nx.DiGraph()
    network.add_nodes_from(["begin", "end"])
    for telling in tellings:
        at = {step.hop: step.party for step in telling.steps}
        for step in telling.steps:
            if step.party in gone:
                continue
            if step.party in telling.origins and step.hop not in {s.outer for s in telling.steps}:
                network.add_edge("begin", step.party)
            if step.outer is None:
                network.add_edge(step.party, "end")
            elif at[step.outer] not in gone:
                network.add_edge(step.party, at[step.outer])
    return not nx.has_path(network, "begin", "end")
