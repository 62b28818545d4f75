"""What grammar adds to the attributions that the model tags.

The model says where source, cue and content stand. The parse says the rest: what kind of cue it is,
whether it is negated, which parties a source names and whom it cites. And where the model sees
nobody inside a content, the rules may ("ISW underscored that Putin has reiterated that ...").
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.extract.finding import Finding, Speaker
from reportedly.extract.lexicon import VERBS
from reportedly.extract.rules import NOUNS, VERB_TAGS, is_mute, noun_lemma, parties, phrase, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from reportedly.extract.network import Tagged

_QUOTED = frozenset("\"“„«‘'`")
_CITING = re.compile(r"[\s,(–—-]+(citing|quoting|which\s+(?:cited|quoted))\s+(?=\S)")
_ACCORDING = re.compile(r"(?P<cue>according\s+to)\s+(?P<rest>\S)", re.IGNORECASE)
# One party: "Lee and her colleagues".
_COLLEAGUES = re.compile(
    r"\sand\s+(?:his|her|their)\s+(?:colleagues|co-?authors|team|collaborators|co-?workers|group)$"
)
_PASSIVE = re.compile(
    r"it\s+(?:is|was|has\s+been|had\s+been)\s+(?:\w+ly\s+|also\s+)?"
    r"(?:\w+ed|said|known|understood|thought|told|held|felt|shown)\b",
    re.IGNORECASE,
)
_HANGING = re.compile(r"\s(?:at|of|from|with|in|for)$")
_CITED_END = re.compile(
    r"[,;:)]|\s[–—-]\s|\.(?=[\s\"”’]|$)|\n|\s(?:as\s+saying|who|whom|that|because)\b"
)
# "Cross-examining her, Rupert Amory suggested"
_LEADING = re.compile(
    r"[A-Z][\w-]*(?:ing|ed)\s[^,]*,\s+(?=[A-Z]|the\s|an?\s|he\s|she\s|it\s|they\s)"
)
_AROUND = 60  # characters between "citing" and the source or cue that it belongs to
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]*[A-Z])|\n")
_TAIL = re.compile(r"\s+(?:of|in|at|from|with|who|that|which|familiar|close|briefed|on|for)\s")
_JOINING = re.compile(r"\s*(?:,|,?\s+and|&)\s+(?:the\s+)?")
_QUOTED_WORDS = 4  # a shorter quotation is a term or a title, not a proposition
_DENYING = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NOBODY = frozenset({"neither", "no", "nobody", "none"})


class Nouns(NamedTuple):
    """Where nouns stand: plural ones that "they" may take up, and ones beside the next noun.

    "The police" of "the police station" is not the police.
    """

    plural: Sequence[Span] = ()
    beside: Sequence[Span] = ()


NO_NOUNS = Nouns()


def combined(tagged: Sequence[Tagged], ruled: Sequence[Finding], doc: Doc) -> list[Finding]:
    """Return the model's attributions as findings, and from the rules what stands inside them."""
    citing = [finding for finding in ruled if finding.cited_cue is not None]
    text = doc.text  # joined from the tokens at every call
    read = [_with_citation(_finding(attribution, doc, text), citing) for attribution in tagged]
    words = SpanIndex(f.cited_cue for f in (*read, *citing) if f.cited_cue is not None)
    found = [finding for finding in read if not words.near(finding.cue[0])]
    return sorted(
        [*found, *_inner(found, ruled)], key=lambda f: (f.start, -f.content[-1].end, f.cue)
    )


def nouns(doc: Doc, offset: int) -> Nouns:
    """Return the nouns of a parse that tell who is meant, `offset` characters further on."""
    plural: list[Span] = []
    beside: list[Span] = []
    number = doc.vocab.strings
    tags, compound = {number[tag] for tag in NOUNS}, number["compound"]
    several, aside = number["NNS"], number["npadvmod"]
    # A token's attributes one by one take three times as long.
    for tag, dep, at, length in doc.to_array(["TAG", "DEP", "IDX", "LENGTH"]).tolist():
        if tag in tags:
            span = Span(at + offset, at + offset + length)
            if dep == compound:
                beside.append(span)
            elif tag == several and dep != aside:
                plural.append(span)
    return Nouns(plural, beside)


def _with_citation(finding: Finding, citing: Sequence[Finding]) -> Finding:
    """Take source and citation of "the Times, citing officials, reported" from the rules."""
    for rule in citing:
        if (
            finding.cited_cue is None
            and rule.source
            and any(a.overlaps(b) for a in rule.cue for b in finding.cue)
        ):
            return replace(
                finding,
                source=rule.source,
                speakers=rule.speakers,
                cited=rule.cited,
                cited_cue=rule.cited_cue,
            )
    return finding


def _inner(found: Sequence[Finding], ruled: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the rules' findings whose cue stands in a content, cut to that content."""
    contents = SpanIndex(span for f in found for span in f.content)
    cues = SpanIndex(span for f in found for span in f.cue)
    for finding in ruled:
        if cues.near(finding.cue[0]):
            continue
        holders = [span for span, _ in contents.near(finding.cue[0]) if span.covers(finding.cue[0])]
        if holders:
            kept = tuple(c for span in finding.content if (c := _common(span, holders[0])))
            if kept:
                yield replace(finding, content=kept)


def _common(a: Span, b: Span) -> Span | None:
    start, end = max(a.start, b.start), min(a.end, b.end)
    return Span(start, end) if start < end else None


def _finding(tagged: Tagged, doc: Doc, text: str) -> Finding:
    tagged = _with_whole_source(tagged, text)
    if tagged.source is not None and (doing := _LEADING.match(text, *tagged.source)) is not None:
        tagged = tagged._replace(source=Span(doing.end(), tagged.source.end))
    cue = _words(doc, tagged.cue)
    head, lemma = _head(cue)
    if tagged.source is None and (shared := _shared_source(head, tagged.content)) is not None:
        tagged = tagged._replace(source=shared)
    own, cited, cited_cue = _citation(text, tagged)
    if cited is not None and any(span.covers(cited) for span in tagged.content[:1]):
        tagged = tagged._replace(content=tagged.content[1:])
    return Finding(
        source=() if own is None else (own,),
        cue=(tagged.cue,),
        content=tagged.content,
        lemma=lemma,
        speakers=() if own is None else _speakers(doc, text, own, tagged.content),
        cited=() if cited is None else (_cited(text, cited),),
        cited_cue=cited_cue,
        clausal=any(_is_clausal(doc, span) for span in tagged.content),
        negated=any(t.lower_ in _DENYING for t in (*cue, *head.children))
        or (tagged.source is not None and _is_nobody(text, tagged.source)),
        modal=any(t.tag_ == "MD" and t.lower_ != "will" for t in (*cue, *head.children)),
        confidence=tagged.confidence,
        stance=tagged.stance,
    )


def _shared_source(head: Token, content: Sequence[Span]) -> Span | None:
    """Return who does the verb before that a cue is joined to: "D'Cruz called it X and asked Y"."""
    if head.dep_ != "conj" or head.tag_ not in VERB_TAGS:
        return None
    who = subject(head)
    if who is None or is_mute(who) or who.tag_ not in NOUNS:
        return None
    spans = phrase(who, content)
    return spans[0] if len(spans) == 1 else None


def _is_nobody(text: str, source: Span) -> bool:
    """Tell whether a source, or the word before it, says that nobody is one."""
    words = (
        text[max(source.start - 10, 0) : source.start].split()[-1:] + source.of(text).split()[:1]
    )
    return any(word.casefold() in _NOBODY for word in words)


def _with_whole_source(tagged: Tagged, text: str) -> Tagged:
    """Give "according to documents seen by the Post" its documents back from the cue."""
    longer = _ACCORDING.match(text, tagged.cue.start, tagged.cue.end)
    if longer is None or tagged.source is None or tagged.source.start < tagged.cue.end:
        return tagged
    return tagged._replace(
        cue=Span(*longer.span("cue")), source=Span(longer.start("rest"), tagged.source.end)
    )


def _citation(text: str, tagged: Tagged) -> tuple[Span | None, Span | None, Span | None]:
    """Return a source without whom it cites, whom it cites, and the word for it.

    "The Times, citing X, reported", "the Times reported on Friday, citing X", "according to the
    Times, which cited X".
    """
    source = tagged.source
    if source is None:
        return None, None, None
    first = tagged.content[0]
    if len(tagged.content) > 1 and (found := _CITING.match(text, first.start - 1)) is not None:
        ending = _CITED_END.search(text, found.end(), first.end)
        end = ending.start() if ending else first.end
        return source, Span(found.end(), end), Span(*found.span(1))
    if (inside := _CITING.search(text, *source)) is not None:
        end = len(text[: source.end].rstrip(" ,–—-)"))
        cited = Span(inside.end(), max(end, inside.end() + 1))
        return Span(source.start, inside.start()), cited, Span(*inside.span(1))
    for behind in sorted((source.end, tagged.cue.end)):
        stop = _SENTENCE_END.search(text, behind)
        found = _CITING.search(text, behind, stop.start() if stop else len(text))
        if found is None or found.start() - behind > _AROUND:
            continue
        ending = _CITED_END.search(text, found.end())
        cited = Span(found.end(), ending.start() if ending else len(text))
        taken = (*tagged.content, tagged.cue)
        if cited.end > cited.start and not any(
            t.overlaps(Span(found.start(), cited.end)) for t in taken
        ):
            return source, cited, Span(*found.span(1))
    return source, None, None


def _cited(text: str, phrase: Span) -> Speaker:
    """Return a cited party with its head: "two officials" of "two officials familiar with it"."""
    noun = _TAIL.split(phrase.of(text), maxsplit=1)[0].rstrip(" ,")
    start = phrase.start + noun.rfind(" ") + 1
    return Speaker(phrase, Span(start, phrase.start + len(noun)))


def _words(doc: Doc, span: Span) -> Words:
    """Return the tokens that `span` touches, at least one."""
    found = doc.char_span(*span, alignment_mode="expand")
    if found is None or not len(found):
        raise ValueError(f"{span} touches no token")
    return found


def _head(cue: Words) -> tuple[Token, str]:
    """Return the word that makes a cue one, and its dictionary form."""
    for token in cue:
        if token.lower_ == "according":
            return token, "according to"
    for token in reversed(cue):
        if (verb := VERBS.get(token.lower_)) is not None and token.tag_ in VERB_TAGS:
            return token, verb.lemma
    for token in cue:
        if (noun := noun_lemma(token)) is not None:
            return token, noun
    return cue.root, cue.root.lower_


def _speakers(doc: Doc, text: str, source: Span, content: Sequence[Span]) -> tuple[Speaker, ...]:
    """Return the parties that the source names, each within it."""
    words = _words(doc, source)
    head = words.root
    if head.tag_ in {"DT", "IN", "CC"}:  # the parse has gone astray
        head = next((t for t in reversed(words) if t.tag_ in NOUNS), head)
    if head.tag_ in VERB_TAGS and (noun := _first_noun(words)) is not None:
        return (Speaker(source, Span(noun.idx, noun.idx + len(noun))),)
    # The model knows which "it" speaks, but for "it is noted that".
    speaks = head.lower_ == "it" and not _PASSIVE.match(text, head.idx)
    if is_mute(head) and not speaks:
        return ()
    if _COLLEAGUES.search(source.of(text)) is not None:
        return (Speaker(source, Span(words[-1].idx, words[-1].idx + len(words[-1]))),)
    if several := _listed(doc, text, words, head):
        return several
    named = parties(head, content)
    inside = (
        Speaker(_unhung(text, phrase, source), party.head)
        for party in named
        if (phrase := _common(party.phrase, source)) is not None and phrase.covers(party.head)
    )
    # The antecedent of "who" stands outside the source.
    whole = Speaker(source, Span(head.idx, head.idx + len(head)))
    return tuple(inside) or named or (whole,)


def _first_noun(words: Words) -> Token | None:
    """Return the noun that a source begins with: "a mother of three whose youngest fell ill"."""
    for token in words:
        if token.tag_ in VERB_TAGS or token.tag_ in {"IN", "WDT", "WP", "WP$"}:
            return None
        after = token.i + 1
        if token.tag_ in NOUNS and (after >= words.end or token.doc[after].tag_ not in NOUNS):
            return token
    return None


def _unhung(text: str, phrase: Span, source: Span) -> Span:
    """Return a phrase that the parse broke off behind a preposition with the rest of its source."""
    return Span(phrase.start, source.end) if _HANGING.search(phrase.of(text)) else phrase


def _listed(doc: Doc, text: str, source: Words, head: Token) -> tuple[Speaker, ...]:
    """Return the names that stand for one plural noun: "the unions CFDT and CGT"."""
    if head.tag_ != "NNS":
        return ()
    names = [ent for ent in doc.ents if source.start <= ent.start and ent.end <= source.end]
    if len(names) < 2 or names[0].start != head.i + 1:
        return ()
    between = (text[a.end_char : b.start_char] for a, b in pairwise(names))
    if not all(_JOINING.fullmatch(words) for words in between):
        return ()
    spans = (Span(name.start_char, name.end_char) for name in names)
    return tuple(Speaker(span, span) for span in spans)


def _is_clausal(doc: Doc, span: Span) -> bool:
    """Tell whether a stretch is a proposition rather than a thing."""
    words = _words(doc, span)
    if words[0].text in _QUOTED and len(words) > _QUOTED_WORDS:
        return True
    root = words.root
    return (
        root.tag_ in VERB_TAGS
        or root.tag_ == "MD"
        or any(child.dep_ in {"nsubj", "nsubjpass", "aux", "cop"} for child in root.children)
        or (words[0].lower_ == "that" and words[0].tag_ == "IN")
    )
