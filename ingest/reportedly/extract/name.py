"""Names as the network saw them, mended by what stands around them.

Names seen in two parts are made whole, and a name's kind gives way where its surroundings say it:
"Calum Strachan, its general secretary" is a person, "analysts at Corbin Hale" work for a company,
what follows "OSLO, June 23" is news from a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span, SpanIndex
from reportedly.extract.house import ANY_HOUSE
from reportedly.extract.kind import Name, is_person, relabelled
from reportedly.extract.unseen import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_JOINED_BEFORE = re.compile(r"(?<![\w-])[A-Z][\w’']+-$")
_JOINED_BEHIND = re.compile(r"(?:(?<=-)|-)[A-Z][\w’']*[^\W\d_](?!\w)")
_DANGLING = re.compile(r"\s(?:of|for|the|and|on|in)$")
_ELIDED, _ONE_LETTER = re.compile(r"['’][A-Z]\w+"), re.compile(r"(?:^|\s)[dDlLO]$")  # d'Arc
_REST = re.compile(
    r"(?:\s+(?:of|for|the|and|on|in)\b)*\s+[A-Z][\w’-]*(?:\s+(?:of\s+)?[A-Z][\w’-]*)*"
)
_OWNED, _OWNER = re.compile(r"['’]s\s+"), re.compile(r"(?:[A-Z][\w-]*\s)*[A-Z][\w-]*$")
_SEVERAL = re.compile(r"[A-Z]{2,4}s")  # "MEPs"
_EPONYM = re.compile(
    r"(?:['’]s?)?\s+(?:disease|syndrome|sarcoma|lymphoma|law|theorem|effect|scale|cup|trophy)\b"
)
_PORTFOLIOS = frozenset(
    """Agriculture Culture Defence Defense Economy Education Employment Energy Environment Finance
    Foreign Health Home Immigration Industry Interior Justice Labor Labour Science Security Shipping
    Sports Tourism Trade Transport Transportation Treasury Welfare""".split()
)
_HOLDER = re.compile(r"\s+(?:Secretar|Minist|secretar|minist|official|spokes|Correspondent|Editor)")
_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’-]+(?:\s[A-Z][A-Z'’-]+)*)(?=(?:,\s[^\n:]{2,40})?(?:\s\([^()\n]+\))?\s[-–—]\s)",
    re.MULTILINE,
)
_FILED = re.compile(
    r"^[A-Z][^\n:()]{2,50}\s\((?P<agency>[A-Z][\w .&’'-]{1,30})\)\s[-–—]\s", re.MULTILINE
)
_KIND = "|".join(sorted(ANY_HOUSE))
_HOUSE = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+(?:[a-z][\w’-]*\s+){{0,2}}?(?:{_KIND})"
    r"\s+(?P<name>[A-Z][\w’&-]*(?:\s(?:of\s|for\s)?[A-Z][\w’&-]*){0,4})"
)
_PARTY = re.compile(
    r"\b[Tt]he\s+(?P<name>(?:(?:Christian|Social|Liberal|Free|National|New|Swiss|Sweden|Democratic)\s)*"
    r"(?:Conservatives|Democrats|Greens|Liberals|Nationalists|Republicans|Socialists|Tories))\b"
)


def mended(text: str, introduced: Iterable[Span], seen: Iterable[Name]) -> list[Name]:
    """Return the names of a text in order: `introduced` ones are organisations', and the `seen`.

    What overlaps an introduced name, or a party's, is taken for a part of it.
    """
    parties = (Span(*found.span("name")) for found in _PARTY.finditer(text))
    firm = [Name(span, "ORG") for span in {*introduced, *parties}]
    index = SpanIndex(name.span for name in firm)
    entire = {_to_hyphens(text, name) for name in seen}
    others = [
        n for n in _joined(text, sorted(_untitled(text, sorted(entire)))) if not index.near(n.span)
    ]
    others += _overlooked(text, [*firm, *others])
    known = SpanIndex(name.span for name in (*firm, *others))
    for label, pattern, part in (
        ("PLACE", _DATELINE, "place"),
        ("ORG", _FILED, "agency"),
        ("ORG", _HOUSE, "name"),
    ):
        spans = (Span(*found.span(part)) for found in pattern.finditer(text))
        firm += [Name(span, label) for span in spans if not known.near(span)]
    kept = [relabelled(text, name) for name in others if not _is_no_name(text, name)]
    return _whole(text, [*firm, *_agreeing(text, others, kept)])


def _agreeing(text: str, seen: Sequence[Name], kept: Sequence[Name]) -> Iterator[Name]:
    """Let what one place says of a name's kind hold for all places: "Quillion's shareholders"."""
    before = {name.span: name.label for name in seen}
    told = {
        name.span.of(text): name.label
        for name in kept
        if name.label == "ORG" and before.get(name.span, name.label) != name.label
    }
    for name in kept if told else ():
        if name.span.of(text) in told and name.label == "PERSON" and is_person(text, name.span):
            del told[name.span.of(text)]
    for name in kept:
        yield Name(name.span, told.get(name.span.of(text), name.label))


def _to_hyphens(text: str, name: Name) -> Name:
    """Return a name with the rest of a word that it is a part of: "Lowe" of "Ferrand-Lowe".

    The whole must follow another name somewhere: "Ann Ferrand-Lowe", not "the Israel-Hamas war".
    """
    before = _JOINED_BEFORE.search(text, max(name.span.start - 30, 0), name.span.start)
    behind = _JOINED_BEHIND.match(text, name.span.end)
    if before is None and behind is None:
        return name
    start = before.start() if before is not None else name.span.start
    whole = Span(start, behind.end() if behind is not None else name.span.end)
    named = re.search(rf"(?!The\b|An?\b)\b[A-Z][\w’']+\s+{re.escape(whole.of(text))}\b", text)
    return Name(whole, name.label) if named is not None or " " in name.span.of(text) else name


def _overlooked(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the people whom the network overlooked."""
    known = SpanIndex(name.span for name in names)
    for span in people(text):
        if not known.near(span) and not _is_title(text, span):
            yield Name(span, "PERSON")


def _untitled(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Cut names in a headline With Capitals All Over down to ones known from elsewhere."""
    known = {name.span.of(text): name.label for name in names}
    for name in names:
        words = name.span.of(text)
        parts = [
            part
            for part in known
            if words.count(" ") > 1
            and part != words
            and (words.endswith(f" {part}") or words.startswith(f"{part} "))
        ]
        if parts and _is_title(text, name.span):
            part = max(parts, key=len)
            start = name.span.start + words.index(part)
            yield Name(Span(start, start + len(part)), known[part])
        else:
            yield name


def _is_title(text: str, span: Span) -> bool:
    """Tell whether all words of a line but small ones are capitalised, and it is no sentence."""
    first = text.rfind("\n", 0, span.start) + 1
    line = text[first : text.find("\n", span.end) % (len(text) + 1)]
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", line) if len(word) > 4]
    return len(words) > 2 and line[-1:] not in '.”"' and all(word[0].isupper() for word in words)


def _joined(text: str, names: Sequence[Name]) -> list[Name]:
    """Join what was taken for two names side by side: "Calum" + "Strachan"."""
    out: list[Name] = []
    for name in names:
        last = out[-1] if out else None
        if last is not None and text[last.span.end : name.span.start] == " ":
            both = Span(last.span.start, name.span.end)
            halves = (last.span.of(text), name.span.of(text))
            if not any(" " in half for half in halves) and is_person(text, both):
                out[-1] = Name(both, "PERSON")
                continue
        out.append(name)
    return out


def _is_no_name(text: str, name: Name) -> bool:
    """Tell whether what looks like a name is in another: "Defence Secretary", "Lee's disease"."""
    words = name.span.of(text)
    titled = words in _PORTFOLIOS and _HOLDER.match(text, name.span.end) is not None
    several = _SEVERAL.fullmatch(words) is not None
    return titled or several or _EPONYM.match(text, name.span.end) is not None


def _whole(text: str, names: list[Name]) -> list[Name]:
    """Mend names that were seen in parts: "Institute for" + "Study", "Statistics" + "Norway"."""
    out: list[Name] = []
    for name in sorted(names):
        last = out[-1] if out else None
        if last is not None and name.span.overlaps(last.span):
            continue
        if last is not None and _goes_on(text, last, name):
            out[-1] = Name(Span(last.span.start, name.span.end), "ORG")
        elif (part := _OWNED.match(name.span.of(text))) is not None:
            owner = _OWNER.search(text, max(name.span.start - 60, 0), name.span.start)
            start = owner.start() if owner is not None else name.span.start + part.end()
            out.append(Name(Span(start, name.span.end), name.label))
        elif (rest := _rest(text, name.span)) is not None:
            out.append(Name(Span(name.span.start, rest.end()), name.label))
        else:
            out.append(name)
    return out


def _goes_on(text: str, last: Name, name: Name) -> bool:
    """Tell whether a place belongs to the organisation before it: "Statistics" + "Norway"."""
    beside = text[last.span.end : name.span.start] == " "
    kinds = (last.label, name.label) == ("ORG", "PLACE")
    return beside and kinds and not _is_title(text, name.span)


def _rest(text: str, name: Span) -> re.Match[str] | None:
    """Return what belongs to a name that breaks off: "Institute for", "Guillaume d"."""
    if _ONE_LETTER.search(name.of(text)):
        return _ELIDED.match(text, name.end)
    return _REST.match(text, name.end) if _DANGLING.search(name.of(text)) else None
