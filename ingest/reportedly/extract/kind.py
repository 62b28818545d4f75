"""Which kind of thing a name names, by what stands around it.

The network has seen few of the names that it meets, and takes "Zuiderwind" for a person and
"Brennauer" for a place. "The truck builder Brennauer" says better what it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reportedly.article import Span
from reportedly.extract import outlet
from reportedly.extract.apposition import kinds
from reportedly.extract.house import ANY_HOUSE
from reportedly.extract.person import is_given_name, roles

_EMPLOYED = re.compile(
    r"\b(?i:analyst|economist|strategist|researcher|scientist|engineer|lawyer|partner|trader|broker|expert"
    r"|manager|adviser|advisor|source|official|executive)s?\s+(?:at|with)\s+(?:the\s+)?$"
)
_CAPITALS = re.compile(r"(?:\s+(?:&\s+)?[A-Z][\w’'-]*)*")
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
_KIND = "|".join(sorted(ANY_HOUSE))
# "Lattiswave, the maker of", "Corbin, an energy company,"
_CALLED = re.compile(
    rf",\s+(?:the|an?)\s+(?:[\w’'-]+\s+){{0,5}}?(?:maker|provider|builder|exporter|importer|producer|{_KIND})"
    r"(?=[,.;)]|\s+(?:of|that|which|behind|in|for|based)\b)"
)
# What ends the names of firms and offices, and hardly any surname.
_OF_NAMES = frozenset(
    """Academy Advisers Advisors Aerospace Agency Airlines Airways Alliance Analytics Assembly
    Assets Associates Association Athletic Authority Banco Bank Banque Breweries Bureau
    Buses Campaign Capital Chemicals Clinic Club Coalition College Commission Committee
    Construction Consulting Council Department Dynamics Electronics Energy Engineering
    Entertainment Estates Exchange FC Federation Ferries Finance Financial Foods Forum
    Foundation Fund Gas Group Holdings Hospital Hotels Industries Inns Institute Insurance
    International Investments Labs Laboratories Lines Logistics Management Markets Media
    Metals Minerals Ministry Mining Mobile Motors Movement Museum Network Networks
    Observatory Office Oil Partners Party Petroleum Pharma Pharmaceuticals Pictures Police
    Properties Rail Railways Records Research Resources Robotics Rovers School Securities
    Semiconductors Shipping Society Software Stores Studios Supermarkets Systems
    Technologies Telecom Telecoms Trust Union United University Ventures Wanderers Water""".split()
)
LETTERS = re.compile(r",?\s(?:KC|QC|SC|MP|MSP|MEP|TD|OBE|CBE|MBE|PhD|Jr\.?)(?!\w)")
_OFFICE_OF = re.compile(r"\b(?:[Ss]ecretary|[Mm]inister)\s+of\s+$")
_STATE = re.compile(r"(?:State|Defen[cs]e|Health|Finance|Energy|Justice|Education)\s+(?=[A-Z])")
_SAYS = re.compile(
    r"\s+(?:(?:has|have|had)\s+)?(?:said|says|told|tells|admit(?:s|ted)|insist(?:s|ed)|claim(?:s|ed)|believes?)"
    r"\s+(?:[A-Za-z]+\s+){0,2}?(?:that\s+)?(?:he|she)\b"
)
# Houses that are called by somebody's name.
_NAMED_FOR = frozenset(
    """allen overy|arthur andersen|austin reed|calvin klein|charles schwab|clifford chance
    edward jones|ernst young|ford foundation|grant thornton|harley davidson|harvey nichols
    henry jackson|hugo boss|jack wills|joseph rowntree|john deere|john lewis|johns hopkins
    jones day|kaiser permanente|karl lagerfeld|kurt geiger|leonard cheshire|marie curie
    marie stopes|max planck|merrill lynch|michael page|morgan stanley|nelson mandela
    norton rose|paul smith|paul weiss|philip morris|ralph lauren|raymond james|robert bosch
    robert koch|rolls royce|ronald mcdonald|russell reynolds|stanley black|thomas cook
    tommy hilfiger|walt disney|warner bros|william hill""".replace("\n    ", "|").split("|")
)
_OPENING = re.compile(r"(?:^|[.!?][\"”’)]*\s|\n\s*)$")
_WHICH = re.compile(r",\s+which\b")
_OWNS = re.compile(
    r"['’]s\s+(?:[a-z-]+\s+){0,2}(?:board|chair(?:man|woman)?|chief\s+executive|customers|directors?"
    r"|earnings|factor(?:y|ies)|fans|headquarters|investors|plants?|profits?|revenues?|shareholders|shares?"
    r"|squad|subsidiar(?:y|ies))\b"
)


class Name(NamedTuple):
    """A name that the model saw: where, and of which kind (`tagging.NAMES`)."""

    span: Span
    label: str


def is_person(text: str, span: Span) -> bool:
    """Tell whether two names or more are a person's by a role beside them, or the given name."""
    words = span.of(text)
    if not _HUMAN.match(words) or outlet.is_outlet(words) or words.casefold() in _NAMED_FOR:
        return False
    return is_given_name(words.split()[0]) or any(
        role.noun not in _OF_FIRMS for role in roles(text, span)
    )


def relabelled(text: str, name: Name) -> Name:
    """Return a name with the kind that its surroundings give it: "analysts at Corbin Hale"."""
    name = _without_office(text, _without_letters(text, name))
    words = name.span.of(text)
    before = text[max(name.span.start - 40, 0) : name.span.start]
    strange = words.count(" ") < 1 and not is_given_name(words)
    called = strange and _CALLED.match(text, name.span.end) is not None
    if name.label != "ORG" and (outlet.is_known(words) or called or _is_firm(text, name)):
        return Name(name.span, "ORG")
    if _is_place(text, name, before):
        return Name(name.span, "PLACE")
    if name.label != "PERSON" and (is_person(text, name.span) or _SAYS.match(text, name.span.end)):
        return Name(name.span, "PERSON")
    if _EMPLOYED.search(text, max(name.span.start - 60, 0), name.span.start):
        return Name(Span(name.span.start, _CAPITALS.match(text, name.span.end).end()), "ORG")  # type: ignore[union-attr]  # matches nothing too
    return name


def _without_office(text: str, name: Name) -> Name:
    """Return a name without what belongs to the office before it: "Secretary of State Ann Lee"."""
    office = _STATE.match(text, *name.span)
    if (
        office is None
        or _OFFICE_OF.search(text, max(name.span.start - 20, 0), name.span.start) is None
    ):
        return name
    return Name(Span(office.end(), name.span.end), "PERSON")


def _without_letters(text: str, name: Name) -> Name:
    """Return a name without the letters behind it, which tell that a person has it: "Lee KC"."""
    words = name.span.of(text)
    if (letters := LETTERS.search(words)) is not None:
        return Name(Span(name.span.start, name.span.start + letters.start()), "PERSON")
    behind = LETTERS.match(text, name.span.end) is not None and " " in words
    return Name(name.span, "PERSON") if behind else name


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


def ends_like_firm(name: str) -> bool:
    """Tell whether the last of several words is one for firms and offices: "Severn Water"."""
    words = name.split()
    return len(words) > 1 and words[-1] in _OF_NAMES


def _is_firm(text: str, name: Name) -> bool:
    """Tell a firm by its name, what it is called, or what it has: "Quillion's shareholders"."""
    told = ends_like_firm(name.span.of(text)) or (
        not is_given_name(name.span.of(text).split()[0]) and _has_signs(text, name)
    )
    return told and not any(roles(text, name.span))


def _has_signs(text: str, name: Name) -> bool:
    person = name.label == "PERSON"
    if any(person or not kind.behind for kind in kinds(text, name.span)):
        return True
    if not person:
        return False
    opens = _OPENING.search(text, max(name.span.start - 5, 0), name.span.start) is not None
    return (opens and _WHICH.match(text, name.span.end) is not None) or (
        _OWNS.match(text, name.span.end) is not None
    )
