"""Names as the network saw them, mended by what stands around them.

Names seen in two parts are made whole, and a name's kind gives way where its surroundings say it:
"Calum Strachan, its general secretary" is a person, "analysts at Corbin Hale" work for a company,
what follows "OSLO, June 23" is news from a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span, SpanIndex
from reportedly.extract import outlet
from reportedly.extract.house import ANY_HOUSE
from reportedly.extract.person import is_given_name, roles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DANGLING = re.compile(r"\s(?:of|for|the|and|on|in)$")
_ELIDED, _ONE_LETTER = re.compile(r"['’][A-Z]\w+"), re.compile(r"(?:^|\s)[dDlLO]$")  # d'Arc
_REST = re.compile(
    r"(?:\s+(?:of|for|the|and|on|in)\b)*\s+[A-Z][\w’-]*(?:\s+(?:of\s+)?[A-Z][\w’-]*)*"
)
_OWNED, _OWNER = re.compile(r"['’]s\s+"), re.compile(r"(?:[A-Z][\w-]*\s)*[A-Z][\w-]*$")
_EMPLOYED = re.compile(
    r"\b(?i:analyst|economist|strategist|researcher|scientist|engineer|lawyer|partner|trader|broker|expert"
    r"|manager|adviser|advisor|source|official|executive)s?\s+(?:at|with)\s+(?:the\s+)?$"
)
_CAPITALS = re.compile(r"(?:\s+(?:&\s+)?[A-Z][\w’'-]*)*")
_EPONYM = re.compile(
    r"(?:['’]s?)?\s+(?:disease|syndrome|sarcoma|lymphoma|law|theorem|effect|scale|cup|trophy)\b"
)
_PORTFOLIOS = frozenset(
    """Agriculture Culture Defence Defense Economy Education Employment Energy Environment Finance
    Foreign Health Home Immigration Industry Interior Justice Labor Labour Science Security Shipping
    Sports Tourism Trade Transport Transportation Treasury Welfare""".split()
)
_HOLDER = re.compile(r"\s+(?:Secretar|Minist|secretar|minist|official|spokes|Correspondent|Editor)")
# Roles that companies, clubs and states have as well: "Corbin Hale, a broker".
_OF_FIRMS = frozenset(
    """boss broker champion consultant defender developer driver expert farmer forward founder
    investor landlord leader manager opposition organiser organizer owner partner principal
    producer publisher specialist striker supplier trader trainer victim winger winner""".split()
)
_HUMAN = re.compile(r"[A-Z][\w’'-]+(?:\s(?:[A-Z]\.|[a-z]{2,3}))*\s[A-Z][\w’'-]+$")
_WHERE = re.compile(r"(?:^|\s)(?:in|near)\s$")
_SITE = (
    r"city|town|village|suburb|settlement|hamlet|port|province|district|region|county|governorate"
    r"|oblast|island|isle|peninsula|mountains?|hills?|valley|forests?|desert|river|lake|coast|bay"
    r"|refugee\s+camp|airport|airbase"
)
_PLACE_OF = re.compile(rf"\b(?:{_SITE})\s+of\s+$")
_PLACE_KIND = re.compile(
    rf"\s+(?:{_SITE}|area|neighbou?rhood|front|axis)\b(?!\s+(?:council|police|court))"
)
_DISTRICT = re.compile(
    r"\s+(?:district|province|governorate|oblast|valley|village|river|island)\b(?!\s+[a-z]+(?:or|er|s)\b)"
)
_TRUST = re.compile(
    r"\b(?:belief|believe|believed|believes|confidence|faith|interest|interested|pride|trust)\s+in\s$"
)
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
# "Lattiswave, the maker of", "Corbin, an energy company,"
_CALLED = re.compile(
    rf",\s+(?:the|an?)\s+(?:[\w’'-]+\s+){{0,5}}?(?:maker|provider|builder|exporter|importer|producer|{_KIND})"
    r"(?=[,.;)]|\s+(?:of|that|which|behind|in|for|based)\b)"
)
_PARTY = re.compile(
    r"\b[Tt]he\s+(?P<name>(?:(?:Christian|Social|Liberal|Free|National|New|Swiss|Sweden|Democratic)\s)*"
    r"(?:Conservatives|Democrats|Greens|Liberals|Nationalists|Republicans|Socialists|Tories))\b"
)


class Name(NamedTuple):
    """A name that the model saw: where, and of which kind (`tagging.NAMES`)."""

    span: Span
    label: str


def mended(text: str, introduced: Iterable[Span], seen: Iterable[Name]) -> list[Name]:
    """Return the names of a text in order: `introduced` ones are organisations', and the `seen`.

    What overlaps an introduced name, or a party's, is taken for a part of it.
    """
    parties = (Span(*found.span("name")) for found in _PARTY.finditer(text))
    firm = [Name(span, "ORG") for span in {*introduced, *parties}]
    index = SpanIndex(name.span for name in firm)
    others = [
        n for n in _joined(text, sorted(_untitled(text, sorted(seen)))) if not index.near(n.span)
    ]
    known = SpanIndex(name.span for name in (*firm, *others))
    for label, pattern, part in (
        ("PLACE", _DATELINE, "place"),
        ("ORG", _FILED, "agency"),
        ("ORG", _HOUSE, "name"),
    ):
        spans = (Span(*found.span(part)) for found in pattern.finditer(text))
        firm += [Name(span, label) for span in spans if not known.near(span)]
    kept = (_relabelled(text, name) for name in others if not _is_no_name(text, name))
    return _whole(text, [*firm, *kept])


def _untitled(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Cut names in a headline With Capitals All Over down to ones known from elsewhere."""
    known = {name.span.of(text): name.label for name in names}
    for name in names:
        words = name.span.of(text)
        parts = [
            part
            for part in known
            if part != words and (words.endswith(f" {part}") or words.startswith(f"{part} "))
        ]
        if parts and words.count(" ") > 1 and _is_title(text, name.span):
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
            if not any(" " in half for half in halves) and _is_person(text, both):
                out[-1] = Name(both, "PERSON")
                continue
        out.append(name)
    return out


def _is_person(text: str, span: Span) -> bool:
    """Tell whether two names or more are a person's by a role beside them, or the given name."""
    words = span.of(text)
    if not _HUMAN.match(words) or outlet.is_outlet(words):
        return False
    return is_given_name(words.split()[0]) or any(
        role.noun not in _OF_FIRMS for role in roles(text, span)
    )


def _relabelled(text: str, name: Name) -> Name:
    """Return a name with the kind that its surroundings give it: "analysts at Corbin Hale"."""
    words = name.span.of(text)
    before = text[max(name.span.start - 40, 0) : name.span.start]
    if name.label != "ORG" and outlet.is_known(words):
        return Name(name.span, "ORG")
    strange = words.count(" ") < 1 and not is_given_name(words)
    if name.label != "ORG" and strange and _CALLED.match(text, name.span.end):
        return Name(name.span, "ORG")
    if _is_place(text, name, before):
        return Name(name.span, "PLACE")
    if name.label != "PERSON" and _is_person(text, name.span):
        return Name(name.span, "PERSON")
    if _EMPLOYED.search(text, max(name.span.start - 60, 0), name.span.start):
        return Name(Span(name.span.start, _CAPITALS.match(text, name.span.end).end()), "ORG")  # type: ignore[union-attr]  # matches nothing too
    return name


def _is_place(text: str, name: Name, before: str) -> bool:
    """Tell a place by the words around it: "in Selm", "the city of Selm", "the Selm valley"."""
    words = name.span.of(text).removeprefix("the ")
    if name.label != "PLACE" and words.count(" ") < 3 and _PLACE_OF.search(before):
        return True
    if name.label == "ORG" and words.count(" ") < 2 and _DISTRICT.match(text, name.span.end):
        return True
    if name.label != "PERSON" or words.count(" ") > 1 or is_given_name(words.split()[0]):
        return False
    where = _WHERE.search(before) is not None and _TRUST.search(before) is None
    return where or _PLACE_KIND.match(text, name.span.end) is not None


def _is_no_name(text: str, name: Name) -> bool:
    """Tell whether what looks like a name is in another: "Defence Secretary", "Lee's disease"."""
    words = name.span.of(text)
    titled = words in _PORTFOLIOS and _HOLDER.match(text, name.span.end) is not None
    return titled or _EPONYM.match(text, name.span.end) is not None


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
