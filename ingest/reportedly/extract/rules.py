"""Attributions by rule over a dependency parse: verbs, "according to", nouns that report.

Three constructions carry most reported speech: a verb of `lexicon.VERBS` with a complement it
allows ("X said that ...", "vowed to ...", "..., X said"); "according to X"; and a noun that names
an utterance and has a clause ("the NYT article that ..."). `quotation` then adds what only the
quotation marks show. Everything here is general English; nothing looks at particular names.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.finding import Finding, Speaker, merged
from reportedly.extract.lexicon import MUTE_NOUNS, REPORT_NOUNS, VERBS, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

VERB_TAGS = {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}
_SUBJECTS = {"nsubj", "csubj"}
_BESIDE_CUE = {"aux", "auxpass", "neg", "prt"}
_NO_SPEAKER = {"it", "there", "you", "that", "which", "this"}
NOUNS = {"NN", "NNS", "NNP", "NNPS", "PRP"}
_DASHES = {"-", "–", "—", "--"}
_TAIL = {"cc", "case", "punct", "appos"}  # what a party's phrase goes without
_EDGE = {",", ";", ":", "…", *_DASHES}


def findings(doc: Doc) -> list[Finding]:
    """Return the attributions that the parse of `doc` shows, nested ones included."""
    found = [finding for token in doc for finding in _at(token)]
    relays = [f for f in found if f.lemma == "according to"]
    return [_before_relay(finding, relays) for finding in found]


def _before_relay(finding: Finding, relays: Sequence[Finding]) -> Finding:
    """Cut a content where it runs into the "according to X" that relays it."""
    for relay in relays:
        start = relay.cue[0].start
        inside = any(span.covers(finding.cue[0]) for span in relay.content)
        if inside and finding.content[0].start < start < finding.content[-1].end:
            end = min(relay.content[-1].end, start)
            cut = (Span(s.start, min(s.end, end)) for s in finding.content if s.start < end)
            return replace(finding, content=tuple(cut))
    return finding


def _at(token: Token) -> Iterator[Finding]:
    if token.tag_ in VERB_TAGS:
        if token.lower_ == "according":
            yield from _according(token)
        elif (verb := VERBS.get(token.lower_)) and token.lower_ != "citing":
            yield from _by_verb(token, verb)
    elif token.tag_ in {"NN", "NNS"} and (lemma := noun_lemma(token)):
        yield from _by_noun(token, lemma)


# ------------------------------------------------------------------------------------- verbs


def _by_verb(token: Token, verb: Verb) -> Iterator[Finding]:
    if token.dep_ in {"amod", "csubj"}:  # "his reported interest"
        return
    content, clausal = _complement(token, verb)
    if content:
        finding = of_verb(token, verb.lemma, content, subject(token), clausal=clausal)
        if finding.source or any(child.dep_ == "auxpass" for child in token.children):
            yield finding


def of_verb(
    token: Token, lemma: str, content: tuple[Span, ...], who: Token | None, *, clausal: bool = True
) -> Finding:
    """Return the finding of the verb `token` whose subject is `who`."""
    if who is not None and who.lower_ == "citing":  # "The Times - citing officials - reported"
        who = next(
            (t for t in reversed(token.doc[who.sent.start : who.i]) if t.tag_ in NOUNS), None
        )
    if who is not None and is_mute(who):
        who = None
    speakers = parties(who, content) if who is not None else ()
    cited, cited_cue = _cited(token, content)
    source = _without(phrase(who, content), cited_cue) if who is not None else ()
    if who is not None and who.i < token.i:  # what the parse hangs on the subject behind the verb
        source = tuple(span for span in source if span.start < token.idx)
    return Finding(
        source=source,
        cue=_cue(token, content),
        content=content,
        lemma=lemma,
        speakers=speakers,
        clausal=clausal,
        negated=any(child.dep_ == "neg" for child in token.children),
        modal=any(child.tag_ == "MD" for child in token.children),
        cited=cited,
        cited_cue=cited_cue,
    )


def is_mute(who: Token) -> bool:
    """Tell whether a subject cannot be a source: "it", "that decision"."""
    word = who.lower_
    return (word in _NO_SPEAKER and who.tag_ != "WP") or (
        not who.ent_type_ and (word in MUTE_NOUNS or word.removesuffix("s") in MUTE_NOUNS)
    )


def _complement(token: Token, verb: Verb) -> tuple[tuple[Span, ...], bool]:
    """Return what the verb attributes, and whether it is a proposition."""
    children = list(token.children)
    clause = next((c for c in children if c.dep_ == "ccomp"), None)
    if clause is not None and verb.clause:
        return _clause(clause, token), True
    if (host := _host(token)) is not None and verb.clause:
        return _outside(host, token), True
    for child in children:
        if child.dep_ == "xcomp" and verb.infinitive and child.i > token.i:
            return _clause(child, token), True
    for child in children:
        if child.dep_ in {"dobj", "nsubjpass"} and verb.object and child.tag_ != "WP":
            own = [child] if verb.stance is None else [child, *_predicates(child, children)]
            return merged(span for part in own for span in _clause(part, token)), False
    for child in children:
        if child.dep_ == "prep" and child.lower_ in verb.prepositions:
            return _spans(t for t in child.subtree if t.i != child.i), False
    return (), False


def _predicates(thing: Token, children: Sequence[Token]) -> list[Token]:
    """Return what is said of the object: "called it [a farce]", "accused him [of lying]"."""
    return [
        c
        for c in children
        if c.i > thing.i
        and (c.dep_ in {"oprd", "ccomp", "xcomp"} or c.lower_ in {"of", "as", "for"})
    ]


def _host(token: Token) -> Token | None:
    """Return the clause that a parenthetical cue interrupts: "Rome, he said, was burning"."""
    inside = token.dep_ == "parataxis" or (token.dep_ in {"ccomp", "advcl"} and _is_fenced(token))
    return token.head if inside and token.head.i != token.i else None


def _is_fenced(token: Token) -> bool:
    """Tell whether punctuation stands around the cue and its subject."""
    own = [t.i for t in token.subtree]
    first, last = own[0], own[-1]
    before = first > 0 and token.doc[first - 1].is_punct
    after = last + 1 == len(token.doc) or token.doc[last + 1].is_punct
    return before and after and last - first < 12


def _clause(child: Token, cue: Token) -> tuple[Span, ...]:
    """Return the child's words, without the reporting clause where that lies inside."""
    return _outside(child, cue) if cue in child.subtree else _spans(child.subtree)


def _outside(whole: Token, part: Token) -> tuple[Span, ...]:
    inner = {t.i for t in part.subtree}
    return _spans(t for t in whole.subtree if t.i not in inner)


def subject(token: Token) -> Token | None:
    """Return who does the verb, through conjunction, control and participles."""
    verb = token
    for _ in range(4):
        passive = any(child.dep_ == "auxpass" for child in verb.children)
        for child in verb.children:
            if child.dep_ == "agent":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.dep_ in _SUBJECTS and not passive:
                return child
        if verb.dep_ == "acl":
            return verb.head
        if passive or verb.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "pcomp"}:
            return None
        if verb.head.i == verb.i or verb.head.tag_ not in VERB_TAGS | {"IN", "MD", "JJ"}:
            return None
        verb = verb.head
    return None


def _cue(token: Token, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the verb with its auxiliaries, an adverb right before it, and its particle."""
    first = last = token.i
    for child in token.children:
        if child.dep_ in _BESIDE_CUE or (child.dep_ == "advmod" and child.i == first - 1):
            first, last = min(first, child.i), max(last, child.i)
    spans = _spans(token.doc[first : last + 1]) if last - first <= 5 else ()
    return spans if spans and not _touch(spans, content) else _spans([token])


def _cited(token: Token, content: Sequence[Span]) -> tuple[tuple[Speaker, ...], Span | None]:
    """Return whom the verb's own source cites: "the Times, citing officials, reported"."""
    for word in token.sent:
        if word.lower_ == "citing" and not _touch(_spans([word]), content):
            stop = word.i + 1
            closers = _DASHES if word.i and word.nbor(-1).text in _DASHES else {",", *_DASHES}
            while stop < token.sent.end and token.doc[stop].text not in closers | {"."}:
                stop += 1
            cited = token.doc[word.i + 1 : stop]
            if len(cited) and (word.i < token.i or word.head == token):
                speaker = Speaker(*(Span(s.start_char, s.end_char) for s in (cited, cited[-1:])))
                return (speaker,), _spans([word])[0]
    return (), None


# -------------------------------------------------------------------- "according to", nouns


def _according(token: Token) -> Iterator[Finding]:
    to = next((c for c in token.children if c.lower_ == "to"), None)
    who = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or who is None:
        return
    head = token.head
    while head.dep_ in {"pobj", "prep", "dobj", "amod", "attr", "acomp"} and head.head.i != head.i:
        head = head.head
    if token.i > head.i:  # behind "X said that ..." it tells who relays X
        while head.dep_ == "ccomp" and head.head.lower_ in VERBS and head.head.i < head.i:
            head = head.head
    if content := _outside(head, token):
        speakers = parties(who, content)
        cue = _spans([token, to])
        yield Finding(phrase(who, content), cue, content, "according to", speakers)


def noun_lemma(token: Token) -> str | None:
    """Return the dictionary form of a noun that names an utterance, else None."""
    word = token.lower_
    return next((w for w in (word, word.removesuffix("s")) if w in REPORT_NOUNS), None)


def _by_noun(token: Token, lemma: str) -> Iterator[Finding]:
    """Find "the X report that ...", "X's claim that ...", "a statement from X that ..."."""
    clause = next((c for c in token.children if c.dep_ in {"acl", "ccomp"} and _is_that(c)), None)
    owner = _owner(token)
    if clause is not None and owner is not None:
        content = _clause(clause, token)
        speakers = parties(owner, content)
        yield Finding(phrase(owner, content), _spans([token]), content, lemma, speakers)


def _is_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _owner(noun: Token) -> Token | None:
    """Return whose utterance the noun names."""
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in {"compound", "nmod"} and child.ent_type_):
            return child
    for child in noun.children:
        if child.lower_ in {"by", "from", "of"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


# -------------------------------------------------------------------------------------- spans


def phrase(head: Token, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the head's phrase with its appositions, or the head alone if that meets `content`."""
    spans = _spans(t for t in head.subtree if not (t.dep_ == "case" and t.head.i == head.i))
    return spans if not _touch(spans, content) else _spans([head])


def parties(head: Token, content: Sequence[Span]) -> tuple[Speaker, ...]:
    """Return each party of a source, taking "A and B" apart and "who" to its antecedent."""
    if head.tag_ in {"WP", "WDT"}:
        verb = head.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head.i != verb.i:
            verb = verb.head
        head = verb.head if verb.dep_ == "relcl" else head
    heads = [head, *(c for c in head.conjuncts if c.i > head.i)]
    others = {t.i for party in heads[1:] for t in party.subtree}
    out = []
    for party in heads:
        own = [t for t in party.subtree if party is not head or t.i not in others]
        kept = [t for t in own if t.i <= party.i or not _hangs_by(t, party, _TAIL)]
        spans = _spans(kept)
        name = _spans([party])
        if spans and name and not _touch(name, content):
            out.append(Speaker(Span(spans[0].start, spans[-1].end), name[0]))
    return tuple(out)


def _hangs_by(token: Token, head: Token, relations: set[str]) -> bool:
    """Tell whether `token` belongs to a dependent of `head` of one of the relations."""
    while token.head.i not in {head.i, token.i} and token.i != head.i:
        token = token.head
    return token.dep_ in relations


def _without(spans: tuple[Span, ...], cue: Span | None) -> tuple[Span, ...]:
    """Cut a source where it goes on with "citing ..."."""
    if cue is None:
        return spans
    kept = (Span(s.start, min(s.end, cue.start)) for s in spans if s.start < cue.start)
    return tuple(kept)


def _spans(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the maximal runs of the tokens, without white space and commas at their ends."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if token.is_space:
            continue
        if runs and token.i - runs[-1][-1].i <= 1 + token.doc[token.i - 1].is_space:
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(span for run in runs if (span := _trimmed(run)))


def _trimmed(run: list[Token]) -> Span | None:
    while run and run[0].text in _EDGE:
        run = run[1:]
    while run and run[-1].text in _EDGE | {"."}:
        run = run[:-1]
    return Span(run[0].idx, run[-1].idx + len(run[-1])) if run else None


def _touch(some: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in some for b in others)
