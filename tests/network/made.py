"""A small graph written by hand, with what the bridge articles have not.

Three documents of three outlets. The Post (1 May) has it from the Agency, which has it from the
Minister; the Echo (2 May) prints the same article again; the Star (June) has the same claim from
the Agency's other name, and from the Post, and disputes it. The Agency is graded B.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from reportedly.store import PREFIXES
from reportedly.store.oxigraph import Graphs

if TYPE_CHECKING:
    from pathlib import Path

KG = "https://w3id.org/reportedly/kg/"
POST, ECHO, STAR = (f"{KG}doc/{name}" for name in ("post", "echo", "star"))
ACTORS = f"{KG}actor/"


def article(name: str, publisher: str, day: str, statements: str) -> str:
    return f"""
GRAPH <{KG}graph/doc/{name}> {{
  doc:{name} a rep:Document , schema:NewsArticle ; schema:publisher actor:{publisher} ;
    schema:headline "The {name}'s story" ; schema:sha256 "{name}" ; rep:when <{KG}doc/{name}#t> .
  <{KG}doc/{name}#t> a rep:TemporalExtent ; sem:hasEarliestBeginTimeStamp "{day}"^^xsd:date ;
    sem:hasLatestEndTimeStamp "{day}"^^xsd:date .
  actor:{publisher} a rep:Actor , schema:Organization ; schema:name "The {publisher.title()}" .
  actor:agency a rep:Actor , schema:Organization ; schema:name "Agency" .
  actor:agency-ltd a rep:Actor , schema:Organization ; schema:name "Agency Ltd" .
  actor:minister a rep:Actor , schema:Person ; schema:name "Minister" .
  {statements}
}}"""


def statement(doc: str, key: str, text: str, *actors: str, more: str = "") -> str:
    """A statement whose chain is `actors`, the innermost first."""
    this = f"<{KG}doc/{doc}#{key}>"
    lines = [f'{this} a rep:Statement ; rep:text "{text}"@en {more} .']
    for number, actor in enumerate(actors):
        hop = f"<{KG}doc/{doc}#{key}-a{number + 1}>"
        outer = f"<{KG}doc/{doc}#{key}-a{number + 2}>"
        relayed = f"; rep:relayedBy {outer}" if number + 1 < len(actors) else ""
        factuality = "sc:CTplus" if number == 0 else "sc:Uu"
        lines.append(
            f"{this} rep:attribution {hop} . {hop} a rep:Attribution ; "
            f"rep:attributedTo actor:{actor} ; rep:factuality {factuality} {relayed} ."
        )
    return "\n".join(lines)


def trig(**more: str) -> str:
    prefixes = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())
    about = "; rep:about actor:minister , actor:agency"
    same = f"; rep:restates <{POST}#s1>"
    judged = (
        f"; rep:evaluation <{STAR}#s2-e1> . <{STAR}#s2-e1> rep:target <{STAR}#s1> ; "
        "rep:stance sc:disputes"
    )
    taxes = statement("post", "s1", "Taxes fall.", "minister", "agency", "post", more=about)
    parts = [
        article("post", "post", "2024-05-01", taxes),
        article(
            "echo",
            "echo",
            "2024-05-02",
            statement("echo", "s1", "Taxes fall.", "minister", "agency", "echo", more=about),
        ),
        article(
            "star",
            "star",
            "2024-06-10",
            statement("star", "s1", "Taxes will fall.", "agency-ltd", "post", "star", more=same)
            + statement("star", "s2", "That is untrue.", "star", more=judged),
        ),
        f"GRAPH <{KG}graph/copy/echo> {{ doc:echo prov:wasDerivedFrom doc:post ;"
        " prov:alternateOf doc:post . }",
        f"GRAPH <{KG}graph/curation> {{ actor:agency-ltd dcterms:isReplacedBy actor:agency ."
        ' actor:agency skos:prefLabel "The Agency" ; rep:reliability sc:B . }',
    ]
    return prefixes + "\n".join(parts)


def made(folder: Path) -> Graphs:
    graphs = Graphs(folder / "graph")
    graphs.store.load(trig().encode(), ox.RdfFormat.TRIG)
    return graphs
