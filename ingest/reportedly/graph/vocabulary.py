"""The terms that our graphs are made of, as constants: ours, the scales', and other people's.

`ontology/reportedly.ttl` and `ontology/scales.ttl` define the first two; a test holds the constants
against the files in both directions, so neither can drift. A term is a full IRI in a plain string:
code that builds N-Triples, SPARQL or rdflib terms can all use it. The values of `statement` become
scale terms through `scale_term`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from reportedly.statement import (
    ActorType,
    AnalyticConfidence,
    Commitment,
    DateBasis,
    IpccLikelihood,
    Likelihood,
    PhiaLikelihood,
    SpeechMode,
    Stance,
)

REP: Final = "https://w3id.org/reportedly#"
SC: Final = "https://w3id.org/reportedly/scale/"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
OA: Final = "http://www.w3.org/ns/oa#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "rep": REP,
    "sc": SC,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sem": SEM,
    "skos": SKOS,
    "xsd": XSD,
}
"""What Turtle, TriG and SPARQL abbreviate; queries may rely on these names."""

# ---------------------------------------------------------------------------- our classes

DOCUMENT: Final = f"{REP}Document"
ACTOR: Final = f"{REP}Actor"
UNNAMED_ACTOR: Final = f"{REP}UnnamedActor"
STATEMENT: Final = f"{REP}Statement"
ASSESSMENT: Final = f"{REP}Assessment"
EVALUATION: Final = f"{REP}Evaluation"
ATTRIBUTION: Final = f"{REP}Attribution"
EVENT: Final = f"{REP}Event"
TEMPORAL_EXTENT: Final = f"{REP}TemporalExtent"
EXTRACTION: Final = f"{REP}Extraction"
CORRECTION: Final = f"{REP}Correction"
SCALE_TERM: Final = f"{REP}ScaleTerm"

# ------------------------------------------------------------------------- our properties

HAS_ATTRIBUTION: Final = f"{REP}attribution"
ATTRIBUTED_TO: Final = f"{REP}attributedTo"
RELAYED_BY: Final = f"{REP}relayedBy"
VIA_DOCUMENT: Final = f"{REP}viaDocument"
CUE: Final = f"{REP}cue"
SPEECH_MODE: Final = f"{REP}speechMode"
FACTUALITY: Final = f"{REP}factuality"
STATED_AT: Final = f"{REP}statedAt"

TEXT: Final = f"{REP}text"
ABOUT: Final = f"{REP}about"
WHEN: Final = f"{REP}when"
RESTATES: Final = f"{REP}restates"
CONTRADICTS: Final = f"{REP}contradicts"
HEDGE: Final = f"{REP}hedge"

HAS_EVALUATION: Final = f"{REP}evaluation"
TARGET: Final = f"{REP}target"
STANCE: Final = f"{REP}stance"
LIKELIHOOD: Final = f"{REP}likelihood"
ANALYTIC_CONFIDENCE: Final = f"{REP}analyticConfidence"
RELIABILITY: Final = f"{REP}reliability"
CREDIBILITY: Final = f"{REP}credibility"

ANCHOR: Final = f"{REP}anchor"
PARTICIPANT: Final = f"{REP}participant"
EDTF: Final = f"{REP}edtf"
DATE_BASIS: Final = f"{REP}dateBasis"

EXTRACTED_BY: Final = f"{REP}extractedBy"
MODEL_CONFIDENCE: Final = f"{REP}modelConfidence"
CORRECTS: Final = f"{REP}corrects"
VERDICT: Final = f"{REP}verdict"
REPLACEMENT: Final = f"{REP}replacement"

# ------------------------------------------------------- other people's terms that we write

TYPE: Final = f"{RDF}type"
LINK: Final = f"{RDF}Statement"
"""A link between two statements of different articles, with its score and its method."""
SUBJECT: Final = f"{RDF}subject"
PREDICATE: Final = f"{RDF}predicate"
OBJECT: Final = f"{RDF}object"
COMMENT: Final = f"{RDFS}comment"
LABEL: Final = f"{RDFS}label"
SEE_ALSO: Final = f"{RDFS}seeAlso"

DESCRIPTION: Final = f"{DCTERMS}description"
"""In the curation graph: the words that a correction is about, which may not be seen elsewhere."""
IDENTIFIER: Final = f"{DCTERMS}identifier"
IS_PART_OF: Final = f"{DCTERMS}isPartOf"
ISSUED: Final = f"{DCTERMS}issued"
IS_REPLACED_BY: Final = f"{DCTERMS}isReplacedBy"
"""In the curation graph: from an actor that was merged to the one that stands for it."""
LANGUAGE: Final = f"{DCTERMS}language"

ALTERNATE_NAME: Final = f"{SCHEMA}alternateName"
AFFILIATION: Final = f"{SCHEMA}affiliation"
NUMBER_OF_ITEMS: Final = f"{SCHEMA}numberOfItems"
SCOPE_NOTE: Final = f"{SKOS}scopeNote"
ARTICLE_SECTION: Final = f"{SCHEMA}articleSection"
AUTHOR: Final = f"{SCHEMA}author"
HEADLINE: Final = f"{SCHEMA}headline"
IN_HEADLINE: Final = f"{SCHEMA}isPartOf"
"""From a statement whose words stand in the headline to the anchor of that headline."""
NAME: Final = f"{SCHEMA}name"
NEWS_ARTICLE: Final = f"{SCHEMA}NewsArticle"
ORGANIZATION: Final = f"{SCHEMA}Organization"
PERSON: Final = f"{SCHEMA}Person"
PLACE: Final = f"{SCHEMA}Place"
PUBLISHER: Final = f"{SCHEMA}publisher"
RATING: Final = f"{SCHEMA}Rating"
"""A grade that a person gave, with who, when and why; what it says is rep:reliability's."""
ITEM_REVIEWED: Final = f"{SCHEMA}itemReviewed"
RATING_VALUE: Final = f"{SCHEMA}ratingValue"
SHA256: Final = f"{SCHEMA}sha256"
SOFTWARE_VERSION: Final = f"{SCHEMA}softwareVersion"
URL: Final = f"{SCHEMA}url"

GROUP: Final = f"{FOAF}Group"

HAS_SELECTOR: Final = f"{OA}hasSelector"
HAS_SOURCE: Final = f"{OA}hasSource"
SPECIFIC_RESOURCE: Final = f"{OA}SpecificResource"
TEXT_POSITION_SELECTOR: Final = f"{OA}TextPositionSelector"
TEXT_QUOTE_SELECTOR: Final = f"{OA}TextQuoteSelector"
START: Final = f"{OA}start"
END: Final = f"{OA}end"
EXACT: Final = f"{OA}exact"
PREFIX: Final = f"{OA}prefix"
SUFFIX: Final = f"{OA}suffix"

SAME_AS: Final = f"{OWL}sameAs"
HIDDEN_LABEL: Final = f"{SKOS}hiddenLabel"
PREF_LABEL: Final = f"{SKOS}prefLabel"

SOFTWARE_AGENT: Final = f"{PROV}SoftwareAgent"
ENTITY: Final = f"{PROV}Entity"
USED: Final = f"{PROV}used"
ASSOCIATED_WITH: Final = f"{PROV}wasAssociatedWith"
DERIVED_FROM: Final = f"{PROV}wasDerivedFrom"
"""From a copy to the earliest document that is the same text."""
ALTERNATE_OF: Final = f"{PROV}alternateOf"
"""Between two documents that are one text in two editions."""
ENDED_AT: Final = f"{PROV}endedAtTime"
AGENT: Final = f"{PROV}Agent"
ACTIVITY: Final = f"{PROV}Activity"
"""In the graph of a run of ingestion, as are the next five."""
COLLECTION: Final = f"{PROV}Collection"
GENERATED: Final = f"{PROV}generated"
INVALIDATED: Final = f"{PROV}invalidated"
REVISION_OF: Final = f"{PROV}wasRevisionOf"
STARTED_AT: Final = f"{PROV}startedAtTime"

EARLIEST: Final = f"{SEM}hasEarliestBeginTimeStamp"
LATEST: Final = f"{SEM}hasLatestEndTimeStamp"

XSD_ANY_URI: Final = f"{XSD}anyURI"
XSD_DATE: Final = f"{XSD}date"
XSD_DATE_TIME: Final = f"{XSD}dateTime"
XSD_DECIMAL: Final = f"{XSD}decimal"
XSD_INTEGER: Final = f"{XSD}integer"

# ------------------------------------------------------------------------------ the scales


class Verdict(StrEnum):
    """What a correction decides about the node it judges."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    REPLACED = "replaced"
    MERGED = "merged"
    SPLIT = "split"


class Reliability(StrEnum):
    """Admiralty grades of a source, A (completely reliable) to F (cannot be judged)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty grades of an item, 1 (confirmed) to 6 (cannot be judged)."""

    CONFIRMED = "cred1"
    PROBABLY_TRUE = "cred2"
    POSSIBLY_TRUE = "cred3"
    DOUBTFUL = "cred4"
    IMPROBABLE = "cred5"
    UNKNOWN = "cred6"


SCHEMES: Final[dict[str, type[StrEnum]]] = {
    f"{SC}icd203": Likelihood,
    f"{SC}phia": PhiaLikelihood,
    f"{SC}ipcc": IpccLikelihood,
    f"{SC}analytic-confidence": AnalyticConfidence,
    f"{SC}factbank": Commitment,
    f"{SC}stances": Stance,
    f"{SC}modes": SpeechMode,
    f"{SC}bases": DateBasis,
    f"{SC}verdicts": Verdict,
    f"{SC}admiralty-reliability": Reliability,
    f"{SC}admiralty-credibility": Credibility,
}
"""Each concept scheme of scales.ttl with the enumeration of its terms."""


def scale_term(value: StrEnum) -> str:
    """Return the IRI of a member of one of the `SCHEMES`' enumerations.

    FactBank's signs are spelt out, since a local name cannot hold them: CT+ is sc:CTplus.
    """
    if isinstance(value, Commitment):
        return SC + value.replace("+", "plus").replace("-", "minus")
    return SC + value


ACTOR_CLASS: Final = {
    ActorType.PERSON: PERSON,
    ActorType.ORGANIZATION: ORGANIZATION,
    ActorType.PLACE: PLACE,
    ActorType.GROUP: GROUP,
    ActorType.UNNAMED: UNNAMED_ACTOR,
}
"""The class that stands beside rep:Actor. A group is FOAF's (a collection of agents): Republicans
or doctors are not an organisation."""
