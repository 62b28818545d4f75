"""What quotation marks add to the attributions that the parse shows.

A quotation that touches a content belongs to it whole. One that no content touches goes to the
reporting verb beside it, else to the speaker of the sentence before, if that ended in a quotation,
too. Quotations of fewer than four words are left alone: most are terms, titles and scare quotes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract.finding import Finding, merged
from reportedly.extract.lexicon import VERBS
from reportedly.extract.rules import VERB_TAGS, of_verb, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from reportedly.extract.quote import Quote

_QUOTED_WORDS = 4
_REACH = 25  # tokens after a quotation in which its reporting verb is looked for
_NOMINAL = {"PRP", "NN", "NNS", "NNP", "NNPS", "WP"}
_SUBORDINATE = {"relcl", "xcomp", "acl", "pcomp", "amod"}


def widened(found: Sequence[Finding], doc: Doc, quotes: Sequence[Quote]) -> list[Finding]:
    """Return the findings with whole quotations as contents, and those only quotations show."""
    out = [wider for finding in found if (wider := _with_touching(finding, quotes)).content]
    text = doc.text  # spaCy joins it anew at every call
    for quote in quotes:
        taken = (s for f in out if not f.quoted for s in f.content)
        words = doc.char_span(*quote.inside, alignment_mode="expand")
        if (
            words is None
            or len(words) < _QUOTED_WORDS
            or any(quote.span.overlaps(s) for s in taken)
        ):
            continue
        _attach(quote, words, out, text)
    return sorted(out, key=lambda f: (f.start, -f.content[-1].end, f.cue))


def _with_touching(finding: Finding, quotes: Sequence[Quote]) -> Finding:
    """Take in every quotation that the content touches.

    A cue that stands inside a quotation attributes only what is in that quotation.
    """
    content = list(finding.content)
    quoted = False
    for quote in quotes:
        if quote.span.overlaps(finding.cue[0]):
            quoted = True
            content = [inner for s in content if (inner := _clipped(s, quote.inside))]
        elif any(quote.span.overlaps(span) for span in content):
            content.append(quote.span)
    return replace(finding, content=merged(content), quoted=quoted)


def _clipped(span: Span, bounds: Span) -> Span | None:
    start, end = max(span.start, bounds.start), min(span.end, bounds.end)
    return Span(start, end) if start < end else None


def _attach(quote: Quote, words: Words, found: list[Finding], text: str) -> None:
    """Give an unattributed quotation to the cue beside it or to the speaker just before."""
    token = _cue_beside(words)
    at = _of_cue(token, found) if token is not None else _speaker_before(words, found, text)
    if at is not None:
        verb = VERBS.get(found[at].lemma)
        wider = found[at].content if verb is None or verb.stance is None else ()
        found[at] = replace(found[at], content=merged([*wider, quote.span]), clausal=True)
    elif token is not None:
        verb = VERBS.get(token.lower_)
        lemma = verb.lemma if verb else "say"
        found.append(of_verb(token, lemma, (quote.span,), _speaker(token, quote)))


def _cue_beside(words: Words) -> Token | None:
    """Return the verb that follows or introduces the quotation in the sentences it touches.

    A reporting verb first; before a colon any main verb will do ("He put it this way: ...").
    """
    doc = words.doc
    first = doc[words.start].sent.start
    last = min(doc[words.end - 1].sent.end, words.end + _REACH)
    around: list[Token] = [*doc[words.end : last], *reversed(doc[first : words.start])]
    for token in around:
        verb = VERBS.get(token.lower_) if token.tag_ in VERB_TAGS else None
        if verb is not None and verb.clause and token.dep_ not in _SUBORDINATE:
            return token
    at = _before(words.start, doc)
    if at < 0 or doc[at].text != ":":
        return None
    root: Token = doc[at].sent.root
    main: list[Token] = [root, *root.children]
    for token in main:
        if token.tag_ in VERB_TAGS and token.i < at and subject(token) is not None:
            return token
    return None


def _speaker(token: Token, quote: Quote) -> Token | None:
    """Return the verb's subject, or the nominal right beside it where the parse has none."""
    who = subject(token)
    if who is not None and not quote.span.start <= who.idx < quote.span.end:
        return who
    for near in _around(token):
        if near.tag_ in _NOMINAL and not quote.span.start <= near.idx < quote.span.end:
            inner = near.dep_ == "compound" and near.i < near.head.i < near.i + 5
            return near.head if inner else near
    return None


def _around(token: Token) -> Iterator[Token]:
    yield from token.doc[token.i + 1 : token.i + 4]
    yield from reversed(token.doc[max(token.i - 2, 0) : token.i])


def _of_cue(token: Token, found: Sequence[Finding]) -> int | None:
    end = token.idx + len(token)
    for at, finding in enumerate(found):
        if any(span.start < end and token.idx < span.end for span in finding.cue):
            return at
    return None


def _speaker_before(words: Words, found: Sequence[Finding], text: str) -> int | None:
    """Return the quoting finding of the sentence before, if the quotation goes on with it."""
    doc = words.doc
    at = _before(doc[words.start].sent.start, doc)
    if at < 0 or "\n" in text[doc[at].idx : doc[words.start].idx]:
        return None
    former = doc[at].sent
    for number in range(len(found) - 1, -1, -1):
        finding = found[number]
        here = former.start_char <= finding.cue[-1].start < former.end_char
        if here and text[finding.content[-1].end - 1] in "\"”»’'":
            return number
    return None


def _before(at: int, doc: Doc) -> int:
    """Return the last token before `at` that is no white space and no quotation mark."""
    at -= 1
    while at >= 0 and (doc[at].is_space or doc[at].is_quote):
        at -= 1
    return at
