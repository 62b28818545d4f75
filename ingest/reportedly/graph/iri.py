"""Names for everything in a graph: the same reading gives the same IRIs, and nothing is blank.

A document is named after its version (`Article.version`), and what belongs to it is a fragment of
that name: statements, times, works and events under their own keys, hops and evaluations under
their statement's key and position, places in the text as RFC 5147 has it (`#char=12,30`). Only
actors with a full name live outside documents, because they are meant to be the same wherever they
speak.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote

from reportedly import identity

if TYPE_CHECKING:
    from datetime import datetime

    from reportedly.article import Article, Span
    from reportedly.statement import Actor, Reading

KG = "https://w3id.org/reportedly/kg/"
RUN_GRAPHS = f"{KG}graph/run/"
"""How the names of the graphs begin that say what runs of ingestion brought."""

_IN_DOCUMENT = re.compile(rf"{re.escape(KG)}(?:graph/)?doc/([^#]+)(?:#|$)")
_RESERVED = re.compile(r"x$|actor-|.*-[ae][0-9]+$", re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[^\w.~-]")


def document_iri(article: Article) -> str:
    """Return the IRI of this version of the article."""
    return version_iri(article.version)


def version_iri(version: str) -> str:
    """Return the IRI of the document that is this article version."""
    return f"{KG}doc/{version}"


def copy_graph_iri(version: str) -> str:
    """Return the name of the graph that says of what this article version is a copy."""
    return f"{KG}graph/copy/{version}"


def links_graph_iri(version: str) -> str:
    """Return the name of the graph that links this version's statements with earlier articles'."""
    return f"{KG}graph/links/{version}"


def link_iri(one: str, other: str) -> str:
    """Return the IRI of the link between two statements."""
    return f"{KG}link/{one.removeprefix(f'{KG}doc/')}/{other.removeprefix(f'{KG}doc/')}".replace(
        "#", "-"
    )


def graph_iri(article: Article) -> str:
    """Return the name of the graph that holds what was read in this version of the article."""
    return f"{KG}graph/doc/{article.version}"


def version_of(iri: str) -> str:
    """Return the article version in the IRI of a document, of its graph, or of a node in it.

    Empty where `iri` is none of these.
    """
    match = _IN_DOCUMENT.match(iri)
    return match[1] if match else ""


def statement_iri(reading: Reading, key: str) -> str:
    """Return the IRI of the statement (or time, work or event) with this key."""
    return node_iri(document_iri(reading.article), key)


def node_iri(document: str, key: str) -> str:
    """Return the IRI of what the document's reading calls `key`."""
    return f"{document}#{escaped(key)}"


def hop_iri(statement: str, position: int) -> str:
    """Return the IRI of a statement's hop, by the hop's position in `Statement.hops`."""
    return f"{statement}-a{position + 1}"


def statement_of(iri: str) -> str:
    """Return the IRI of the statement that a hop belongs to; any other IRI as it is."""
    statement, _, number = iri.rpartition("-a")
    return statement if number.isdecimal() else iri


def evaluation_iri(statement: str, position: int) -> str:
    """Return the IRI of an assessment's evaluation, by its position in `Statement.evaluations`."""
    return f"{statement}-e{position + 1}"


def extraction_iri(document: str) -> str:
    """Return the IRI of the extraction that read the document."""
    return f"{document}#x"


def anchor_iri(document: str, span: Span) -> str:
    """Return the IRI of a place in the text of `document` (RFC 5147, section 2.2.1)."""
    return f"{document}#char={span.start},{span.end}"


def actor_iri(actor: Actor, article: Article) -> str:
    """Return the IRI of an actor: shared by all documents if named in full, else this one's own.

    What "in full" means, and which names are one name, `identity` knows.

    A document's own actor goes by its key and not by its description, so that two different groups
    of "officials" in one article stay two.
    """
    shared = "" if actor.scoped else identity.key(actor.name, actor.type)
    if not shared:
        return node_iri(document_iri(article), f"actor-{actor.key}")
    return f"{KG}actor/{shared}"


def curation_iri() -> str:
    """Return the name of the graph that holds people's judgements; ingestion never writes it."""
    return f"{KG}graph/curation"


def correction_iri(number: int) -> str:
    """Return the IRI of the judgement of this number in the store's books."""
    return f"{KG}correction/{number}"


def run_iri(began: datetime) -> str:
    """Return the IRI of the run of ingestion that began at that moment."""
    return f"{KG}run/{_stamp(began)}"


def run_graph_iri(began: datetime) -> str:
    """Return the name of the graph that says what the run of that moment brought."""
    return f"{RUN_GRAPHS}{_stamp(began)}"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}"


def remark_iri(number: int, *, grade: bool) -> str:
    """Return the IRI of the correction of a statement, or the grade, of this number in the books.

    They are counted apart from judgements of who is who, hence the letter.
    """
    return f"{KG}grade/{number}" if grade else f"{KG}correction/s{number}"


def agent_iri(software: str) -> str:
    """Return the IRI of a version of the software that reads, such as "reportedly/0.1.0"."""
    return f"{KG}agent/{escaped(software.replace('/', '-'))}"


def model_iri(name: str, version: str) -> str:
    """Return the IRI of a version of a language model."""
    return f"{KG}model/{escaped(name)}-{escaped(version)}"


def reserved(key: str) -> bool:
    """Tell whether a node of this key would pass for an actor, hop, evaluation or extraction."""
    return _RESERVED.match(key) is not None


def escaped(key: str) -> str:
    """Return `key` with all percent-encoded but letters and digits of any script and `._~-`."""
    return _NOT_IN_NAMES.sub(lambda odd: quote(odd[0], safe="", errors="surrogatepass"), key)
