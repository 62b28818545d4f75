"""People's judgements as RDF: the one graph that ingestion never touches.

Every judgement is a rep:Correction with who, when and why, whether it still holds or not. What
holds now is said in words that queries can use: a merged actor `dcterms:isReplacedBy` the one
that stands for it, directly and never in steps; that one has a `skos:prefLabel`, and the names of
all it stands for as `skos:hiddenLabel`, for searching; what is known elsewhere is `owl:sameAs` its
item there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.graph import vocabulary as terms
from reportedly.graph.iri import KG, correction_iri, escaped
from reportedly.graph.ntriples import moment, node, string
from reportedly.identity.judgement import Act, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.identity.judgement import Judgement

_VERDICTS: Final = {
    Act.MERGE: terms.Verdict.MERGED,
    Act.SPLIT: terms.Verdict.SPLIT,
    Act.LINK: terms.Verdict.CONFIRMED,
    Act.UNLINK: terms.Verdict.REJECTED,
}


def curation(judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Return the triples of the curation graph: sorted, unique N-Triples lines."""
    now = standing(judgements)
    lines = set(_corrections(judgements))
    for other, kept in now.canonical().items():
        lines.add(_line(other, terms.IS_REPLACED_BY, node(kept)))
        lines.add(_line(other, terms.SAME_AS, node(kept)))
    for iri, name in now.labels().items():
        lines.add(_line(iri, terms.PREF_LABEL, string(name)))
    for iri, name in now.known_as():
        lines.add(_line(iri, terms.HIDDEN_LABEL, string(name)))
    for link in now.links:
        lines.add(_line(link.kept, terms.SAME_AS, node(link.other)))
    return tuple(sorted(lines))


def _corrections(judgements: Iterable[Judgement]) -> Iterator[str]:
    for it in judgements:
        this, agent = correction_iri(it.number), f"{KG}agent/{escaped(it.by)}"
        yield _line(this, terms.TYPE, node(terms.CORRECTION))
        yield _line(this, terms.VERDICT, node(terms.scale_term(_VERDICTS[it.act])))
        yield _line(this, terms.ASSOCIATED_WITH, node(agent))
        yield _line(this, terms.ENDED_AT, moment(it.when))
        yield _line(this, terms.CORRECTS, node(it.other if it.act is Act.MERGE else it.kept))
        if it.act is Act.MERGE:
            yield _line(this, terms.REPLACEMENT, node(it.kept))
        elif it.other:
            yield _line(this, terms.SEE_ALSO, node(it.other))
        score = "" if it.score is None else f", score {it.score:.2f}"
        yield _line(this, terms.LABEL, string(f"{it.act} ({it.method}{score})"))
        if it.why:
            yield _line(this, terms.COMMENT, string(it.why))
        yield _line(agent, terms.TYPE, node(terms.AGENT))


def _line(subject: str, predicate: str, thing: str) -> str:
    return f"{node(subject)} <{predicate}> {thing} ."
