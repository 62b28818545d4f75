"""The sample article from end to end: what it must say, and what it must not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportedly import graph
from reportedly.article import Article, Span
from reportedly.extract import ArticleExtractor
from reportedly.graph import violations
from reportedly.source import read
from reportedly.statement import DateBasis, Reading, Statement

# Innermost speaker -> words that this speaker must be on record with.
SAID = [
    ("New York Times", "has allegedly been sending signals through backchannels"),
    ("Institute for the Study of War", "is more consistent with Russia’s ongoing efforts"),
    ("Institute for the Study of War", "similar Kremlin efforts to mislead Western policymakers"),
    ("Institute for the Study of War", "This is made to redirect Western focus"),
    ("Institute for the Study of War", "Kremlin is likely using backchannels"),
    ("New York Times", "several possible motivations Putin may have"),
    ("Institute for the Study of War", "All these motivations reflect temporary reasons"),
    ("Institute for the Study of War", "neither the NYT nor its sources offered any reason"),
    ("Vladimir Putin", "his maximalist objectives in Ukraine"),
    ("Institute for the Study of War", "increasingly expressed expansionist rhetoric"),
    (
        "former and current senior Russian, US, and international officials",
        "is using back channels and intermediaries to signal",
    ),
    ("Institute for the Study of War", "Putin sends signals about alleged interest"),
]


@pytest.fixture(scope="module")
def reading(seed: Path) -> Reading:
    (article,) = read([str(seed)], publisher="Ukrinform")
    assert isinstance(article, Article)
    result = next(ArticleExtractor().extract([article]))
    assert isinstance(result, Reading)
    return result


def speaker(reading: Reading, statement: Statement) -> str:
    return next(a.name for a in reading.actors if a.key == statement.hops[0].actor)


@pytest.mark.parametrize(("who", "words"), SAID)
def test_who_said_what(reading: Reading, who: str, words: str) -> None:
    found = [s for s in reading.statements if words in " ".join(s.quote)]
    assert who in {speaker(reading, statement) for statement in found}


def test_the_officials_speak_through_the_times(reading: Reading) -> None:
    names = {actor.key: actor.name for actor in reading.actors}
    chains = [[names[hop.actor] for hop in s.hops] for s in reading.statements]
    assert [
        "former and current senior Russian, US, and international officials",
        "New York Times",
        "Ukrinform",
    ] in chains
    assert ["New York Times", "Institute for the Study of War", "Ukrinform"] in chains


def test_every_chain_ends_with_the_publisher(reading: Reading) -> None:
    assert {s.hops[-1].actor for s in reading.statements} == {reading.publisher}


def test_the_read_also_line_says_nothing(reading: Reading, seed: Path) -> None:
    start = seed.read_text(encoding="utf-8").index("Read also")
    line = Span(start, seed.read_text(encoding="utf-8").index("\n", start))
    spans = [span for s in reading.statements for span in s.spans]
    assert not any(line.overlaps(span) for span in spans)
    assert not any(line.overlaps(span) for a in reading.attributions for span in a.content)


def test_the_day_of_publication_is_bounded_and_marked_as_inferred(reading: Reading) -> None:
    (published,) = (time for time in reading.times if time.key == reading.published)
    assert (published.basis, published.edtf) == (DateBasis.INFERRED, "[2023-09..2024-03]")


def test_estimative_words_and_nothing_else_give_likelihoods(reading: Reading) -> None:
    text = reading.article.text
    found = {
        (evaluation.likelihood.value, tuple(span.of(text) for span in evaluation.hedges))
        for s in reading.statements
        for evaluation in s.evaluations
        if evaluation.likelihood is not None
    }
    assert found == {("likely", ("likely",))}


def test_the_graph_keeps_the_shapes(reading: Reading) -> None:
    assert violations(graph.triples(reading)) == []


def test_the_same_text_gives_the_same_graph(reading: Reading) -> None:
    again = next(ArticleExtractor().extract([reading.article]))
    assert isinstance(again, Reading)
    assert graph.triples(again) == graph.triples(reading)


def test_against_the_gold_graph(reading: Reading, shared: Path) -> None:
    """At least 11 of the gold's 14 sentence-level statements, with the right first speaker."""
    gold = gold_statements(shared / "gold" / "seed-article.ttl")
    assert len(gold) == 14
    found = {key for key, (who, span) in gold.items() if is_found(reading, who, span)}
    assert len(found) >= 11, sorted(gold.keys() - found)


def gold_statements(path: Path) -> dict[str, tuple[set[str], Span]]:
    """Return the gold's statements s01 to s14: names of the innermost actor, and the anchor."""
    from rdflib import Graph, Namespace

    rep, schema = Namespace("https://w3id.org/reportedly#"), Namespace("https://schema.org/")
    rdfs = Namespace("http://www.w3.org/2000/01/rdf-schema#")
    gold = Graph().parse(path)
    out = {}
    for statement in set(gold.subjects(rep.attribution)):
        key = re.search(r"#(s\d\d)$", str(statement))
        if key is None:
            continue
        hops = set(gold.objects(statement, rep.attribution))
        (inner,) = hops - {h for h in hops if any(gold.subjects(rep.relayedBy, h))}
        actor = gold.value(inner, rep.attributedTo)
        names = {
            str(name).removeprefix("The ")
            for term in (schema.name, schema.alternateName, rdfs.label)
            for name in gold.objects(actor, term)
        }
        place = re.search(r"char=(\d+),(\d+)", str(gold.value(statement, rep.anchor)))
        assert place is not None
        out[key[1]] = (names, Span(int(place[1]), int(place[2])))
    return out


def is_found(reading: Reading, names: set[str], span: Span) -> bool:
    """Tell whether some statement by one of `names` covers half of what both cover."""
    wanted = set(range(*span))
    for statement in reading.statements:
        own = {at for part in statement.spans for at in range(*part)}
        alike = len(own & wanted) / len(own | wanted) >= 0.5
        if alike and speaker(reading, statement) in names:
            return True
    return False
