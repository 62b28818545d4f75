"""What an article says, as values: actors, statements, the chains that carry them, assessments.

A `Reading` is everything that extraction found in one `Article`. It knows nothing of RDF: the
parts refer to each other by `key`, a short string that is unique within its kind in the reading
and the same every time the same text is read. All spans are offsets into `Reading.article.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reportedly.article import Article, Span


class ActorType(StrEnum):
    """What kind of party an actor is; `UNNAMED` sources belong to their document alone."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    UNNAMED = "unnamed"


class SpeechMode(StrEnum):
    """How a hop puts the words forward."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    DOCUMENT = "document-level"


class Commitment(StrEnum):
    """A hop's commitment to the proposition (FactBank, Saurí & Pustejovsky 2009)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    COUNTERFACT = "CT-"
    NOT_PROBABLE = "PR-"
    NOT_CERTAIN = "PS-"
    CERTAIN_UNKNOWN = "CTu"
    UNCOMMITTED = "Uu"


class Stance(StrEnum):
    """What an assessment does to its target."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    UNDERCUTS = "undercuts"
    REFRAMES = "reframes"
    NEUTRAL = "neutral"


class Likelihood(StrEnum):
    """ICD 203 degrees of likelihood (Analytic Standards, 2015, D.6.e.2.a)."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly-even"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class PhiaLikelihood(StrEnum):
    """The probability yardstick of the UK's Professional Head of Intelligence Assessment."""

    REMOTE_CHANCE = "phia-remote-chance"
    HIGHLY_UNLIKELY = "phia-highly-unlikely"
    UNLIKELY = "phia-unlikely"
    REALISTIC_POSSIBILITY = "phia-realistic-possibility"
    LIKELY = "phia-likely"
    HIGHLY_LIKELY = "phia-highly-likely"
    ALMOST_CERTAIN = "phia-almost-certain"


class IpccLikelihood(StrEnum):
    """The IPCC's likelihood scale (Mastrandrea and others, 2010, table 1)."""

    EXCEPTIONALLY_UNLIKELY = "ipcc-exceptionally-unlikely"
    EXTREMELY_UNLIKELY = "ipcc-extremely-unlikely"
    VERY_UNLIKELY = "ipcc-very-unlikely"
    UNLIKELY = "ipcc-unlikely"
    ABOUT_AS_LIKELY_AS_NOT = "ipcc-about-as-likely-as-not"
    MORE_LIKELY_THAN_NOT = "ipcc-more-likely-than-not"
    LIKELY = "ipcc-likely"
    VERY_LIKELY = "ipcc-very-likely"
    EXTREMELY_LIKELY = "ipcc-extremely-likely"
    VIRTUALLY_CERTAIN = "ipcc-virtually-certain"


Degree = Likelihood | PhiaLikelihood | IpccLikelihood
"""A degree of likelihood on one of the scales."""


class AnalyticConfidence(StrEnum):
    """An analyst's own stated confidence; neither a likelihood nor a model's confidence."""

    HIGH = "high-confidence"
    MODERATE = "moderate-confidence"
    LOW = "low-confidence"


class DateBasis(StrEnum):
    """How a date is known."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    INFERRED = "inferred"
    METADATA = "metadata"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A textual attribution as PARC and PolNeAR mark it: who (source), how (cue), what (content).

    Only the outermost attribution of nested ones; each role is a sequence of spans in text order
    and `source` and `cue` may be empty. `actor` is an `Actor.key`.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    actor: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that speaks or is spoken of.

    `name` is the fullest name in the document. `scoped` actors (unnamed sources, a bare surname)
    are known in this document only and are never identified with another document's by name.
    Of an unnamed source the text may say how many they are (`count`: "2", "several"), whom they
    belong to (`side`, an `Actor.key`) and why they have no name (`reason`).
    """

    key: str
    name: str
    type: ActorType
    mentions: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    scoped: bool = False
    count: str | None = None
    side: str | None = None
    reason: Span | None = None


@dataclass(frozen=True, slots=True)
class TemporalExtent:
    """A time as vague as the text leaves it.

    `edtf` is an ISO 8601-2 / EDTF string or None; `earliest` and `latest` bound it inclusively,
    None where the text gives no bound. `span` is None where no words of the text say it.
    """

    key: str
    span: Span | None
    edtf: str | None
    earliest: date | None
    latest: date | None
    basis: DateBasis


@dataclass(frozen=True, slots=True)
class Work:
    """A text that the article cites but that was not read: a report, another outlet's article."""

    key: str
    label: str
    publisher: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """A situation spoken of, possibly hypothetical: the target of an evaluation."""

    key: str
    span: Span
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hop:
    """One relay: this actor put the statement forward.

    `relayed_by` is the position in `Statement.hops` of the next hop outwards, None for the
    outermost, which is the publisher's. A hop without `cue` and `source` is implicit. `work` is
    the `Work.key` in which it happened; None with mode `DOCUMENT` means the article itself.
    """

    actor: str
    mode: SpeechMode
    commitment: Commitment
    relayed_by: int | None = None
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    work: str | None = None
    stated_at: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an assessment does to one target.

    `target` is a `Statement.key` or an `Event.key`. `likelihood` is there only where the text has
    an estimative word, which is then among `hedges`.
    """

    target: str
    stance: Stance
    likelihood: Degree | None = None
    confidence: AnalyticConfidence | None = None
    hedges: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition at one place; an assessment where it has `evaluations`.

    `spans` say where its words stand and `quote` repeats them, one string a span, as the extractor
    read them: ingestion refuses a statement whose quote is not at its offsets. `hops` run inner to
    outer. `about`, `when` and `part_of` are keys of actors, times and another statement,
    `contradicts` those of earlier ones that cannot be right if this one is. `plain` is a wording
    that can be read by itself, with names in square brackets in the place of pronouns, None where
    the words of the text are all that can be said.
    """

    key: str
    spans: tuple[Span, ...]
    quote: tuple[str, ...]
    hops: tuple[Hop, ...]
    confidence: float
    about: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    hedges: tuple[Span, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    part_of: str | None = None
    contradicts: tuple[str, ...] = ()
    plain: str | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """What read the article: software and language model, by name, version and hash."""

    software: str
    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that extraction found in one article.

    `publisher` is the key of the publishing actor, `published` that of the publication time.
    """

    article: Article
    model: Model
    publisher: str
    published: str
    headline: Span | None = None
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[TemporalExtent, ...] = ()
    works: tuple[Work, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
