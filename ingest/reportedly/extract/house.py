"""Words for organisations: "the bank", "its watchdog", and which names they can go with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.article import Span
from reportedly.extract import outlet
from reportedly.extract.person import ROLE_NOUNS, roles
from reportedly.statement import ActorType

if TYPE_CHECKING:
    from reportedly.extract.mention import Mentions
    from reportedly.statement import Actor

HOUSES = frozenset(
    """academy administration agency airline alliance army association authority bank bloc board
    brand broadcaster bureau campaign carmaker carrier chain charity chipmaker church clinic
    club coalition commission committee company confederation consortium consultancy
    cooperative corporation council court department drugmaker embassy federation firm force
    foundation fund government group hospital institute institution insurer journal junta
    laboratory league lender magazine manufacturer ministry mission movement museum network
    newspaper office operator organisation organization outlet panel paper parliament party
    police pollster producer publisher regulator retailer school service side society
    start-up startup studio supplier team tribunal trust union university watchdog
    website""".split()
)
# Words for whichever organisation is spoken of; "the government" or "the police" is one of its own.
ANY_HOUSE = frozenset(
    """airline alliance bank bloc brand broadcaster carmaker carrier chain charity chipmaker clinic
    club company consortium consultancy cooperative corporation drugmaker federation firm
    foundation fund group institute institution insurer lender magazine manufacturer
    movement museum network newspaper operator organisation organization outlet panel paper
    party pollster regulator retailer start-up startup studio supplier team think-tank trust
    union university watchdog website""".split()
)
# Of these there is one to a story, even where it has no name.
BODIES = frozenset(
    """administration agency army authority cabinet coalition commission committee council court
    department government journal junta jury ministry panel parliament police regulator
    tribunal""".split()
)
ANY = frozenset("company concern corporation firm group organisation organization outfit".split())
FIRMS = frozenset(
    "company corporation firm manufacturer retailer start-up startup supplier".split()
)
NO_FIRMS = frozenset(
    """agency authority charity committee council foundation government institute ministry party
    regulator think-tank trust union university watchdog""".split()
)
# What companies are called by their trade: "the biscuit maker", "the brewer".
MAKERS = frozenset(
    """brewer brewery brokerage builder developer distiller distributor exporter giant grocer
    importer maker miner newcomer producer provider rival shipbuilder shipper smelter steelmaker
    utility vendor wholesaler winery""".split()
)
# What a name says of its kind.
KINDS = {
    "regulator": re.compile(
        r"\b(?:Authority|Administration|Commission|Agency|Regulator|Office|Inspectorate|Ofcom|Ofgem|Ofsted"
        r"|FDA|FCA|SEC|FTC|FCC|EMA|BaFin|CMA)\b"
    ),
    "watchdog": re.compile(r"\b(?:Authority|Commission|Agency|Inspectorate|Ombudsman|Audit)\b"),
    "bank": re.compile(r"\b(?:Bank|Banca|Banque|Banco|BNP|HSBC|UBS)\b"),
    "club": re.compile(r"\b(?:FC|AFC|CF|United|City|Rovers|Athletic|Wanderers|Real|Sporting)\b"),
    "university": re.compile(
        r"\b(?:University|College|Universit\w+|Institute\s+of\s+Technology)\b"
    ),
    "newspaper": outlet.WORD,
    "paper": outlet.WORD,
    "broadcaster": re.compile(
        r"\b(?:TV|Television|Radio|Broadcasting|BBC|CNN|ITV|NBC|CBS|ARD|ZDF|NRK)\b"
    ),
    "party": re.compile(
        r"\b(?:Party|Democrats|Republicans|Conservatives|Labour|Greens|Alliance|CDU|SPD)\b"
    ),
    "trust": re.compile(r"\bTrust\b"),
    "union": re.compile(
        r"\b(?:Union|Association|Federation|Congress|Unite|Unison|UNISON|GMB|RMT)\b"
    ),
    "hospital": re.compile(
        r"\b(?:Hospitals?|Infirmary|General|Clinic|Medical\s+Cent(?:re|er)|NHS)\b"
    ),
    "agency": re.compile(
        r"\b(?:Agency|Authority|Administration|Service|Inspectorate|Bureau|Reuters|AP|AFP|TASS|DPA|Xinhua)\b"
    ),
    "department": re.compile(r"\b(?:Department|Ministry|Office|Treasury|DWP|DfE|DHSC)\b"),
    "charity": re.compile(r"\b(?:Trust|Foundation|Aid|Relief|Appeal|Oxfam|Shelter|Crisis|Mind)\b"),
    "institute": re.compile(r"\b(?:Institut\w*|Cent(?:re|er|rum))\b"),
    "militia": re.compile(r"\b(?:Forces|Brigades?|Front|Militia|Movement|Army)\b"),
    "group": re.compile(r"\b(?:Group|Grupo|Groupe|Alliance|Coalition|Campaign|Watch|Friends)\b"),
    "station": re.compile(r"\b(?:Radio|TV|Television|FM)\b"),
    "court": re.compile(r"\b(?:Court|Tribunal)\b"),
    "force": re.compile(r"\b(?:Police|Constabulary|Force)\b"),
    "airline": re.compile(r"\b(?:Air|Airlines?|Airways)\b"),
}
# Names of houses whose analysts speak for them.
STUDIES = re.compile(
    r"\b(?:Institut\w*|Cent(?:re|er|rum)|Stud(?:y|ies)|Research|Analys\w+|Assessment\w*|Foundation|Observatory"
    r"|Forum|Initiative|Intelligence|Monitor\w*|Policy|Project|Think\s+Tank)\b"
)
_PRIVATE = frozenset(
    """airline bank brand carrier chain club company corporation firm manufacturer operator retailer
    start-up startup supplier""".split()
)
_OUTLETS = frozenset("broadcaster magazine newspaper outlet paper publisher website".split())

_NO_FIRM = re.compile(
    r"\b(?:Alliance|Association|Charity|Church|College|Council|Court|Department|Federation|Government|Hospital"
    r"|League|Ministry|Parliament|Party|Police|Society|Trust|Union|University)\b",
    re.IGNORECASE,
)
_OWN = "|".join(sorted(ANY_HOUSE | {"government", "ministry", "office"}))
HIS_HOUSE = re.compile(rf"\b(?P<whose>his|her)\s+(?:{_OWN})(?!\w)", re.IGNORECASE)
_ROLE = "|".join(sorted(ROLE_NOUNS, key=len, reverse=True))
_AT = re.compile(r",?\s(?:at|of|from|with)\s(?:the\s)?[A-Z]")
_NEAR = 80  # characters before a name
_OF_HOUSE = re.compile(rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,3}}?(?:{_ROLE}),?\s+", re.IGNORECASE)


def is_house(actor: Actor, noun: str) -> bool:
    """Tell whether an organisation can be what is called "the company"."""
    public = KINDS["regulator"].search(actor.name) or _NO_FIRM.search(actor.name)
    if noun not in {"company", "group"} and outlet.is_outlet(actor.name) != (noun in _OUTLETS):
        return False
    return actor.type is ActorType.ORGANIZATION and not (public and noun in _PRIVATE)


def is_body(actor: Actor) -> bool:
    """Tell whether an organisation has spokespeople that need no other word: no outlet."""
    return actor.type is ActorType.ORGANIZATION and not outlet.is_outlet(actor.name)


def is_called(actor: Actor, noun: str) -> bool:
    """Tell whether an organisation's name says that it is a bank, a union, a party."""
    if noun not in HOUSES or actor.type is not ActorType.ORGANIZATION:
        return False
    kind = KINDS.get(noun)
    return noun in actor.name.casefold().split() or (
        kind is not None and kind.search(actor.name) is not None
    )


def house_of(text: str, mentions: Mentions, name: Span) -> Actor | None:
    """Return whom a person belongs to: "Kremlin spokesman Oleg Brantsev", "Lee, head of X"."""
    if (at := _AT.match(text, name.end)) is not None:
        first = next(iter(mentions.within(Span(at.end() - 1, at.end()))), None)
        if first is not None and first[1].type is ActorType.ORGANIZATION:
            return first[1]
    spans = [Span(max(name.start - _NEAR, 0), name.start)]
    spans += [role.phrase for role in roles(text, name) if role.phrase is not None]
    for part in spans:
        for span, actor in mentions.within(part):
            beside = span.start > name.start or _OF_HOUSE.fullmatch(text, span.end, name.start)
            if actor.type is ActorType.ORGANIZATION and beside:
                return actor
    return None
