"""What a text and general knowledge tell about a person: roles and grammatical gender.

Roles are read off the words beside a name ("Health Minister Ann Lee", "Ann Lee, the minister"), so
that "the minister" can be her later on. Gender only says which of "he" and "she" can refer to
somebody; where neither a title nor a common given name tells, both can.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportedly.article import Span
from reportedly.extract.given_names import FEMALE, MALE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLE_NOUNS = frozenset(
    """academic accountant activist actor actress adviser advisor agent aide alderman
    ambassador analyst anchor appellant apprentice archaeologist archbishop architect
    artist assemblyman assemblywoman astronaut astronomer astrophysicist athlete attorney
    attorney-general auditor aunt author bailiff baker banker barber barmaid barman
    baroness barrister bartender batsman beekeeper biologist bishop blogger bookkeeper
    bookmaker boss bowler boxer boyfriend bricklayer bride bridegroom broker brother
    butcher campaigner candidate captain cardinal caretaker carpenter chair chairman
    chairperson chairwoman champion chancellor chef chemist chief claimant cleaner clerk
    climatologist clinician co-author co-chair co-founder coach cofounder colonel
    columnist comedian commander commissioner complainant composer congressman
    congresswoman constable consultant coordinator coroner corporal correspondent
    cosmonaut councillor councilor councilwoman counsel courier cousin cricketer critic
    crofter curator cyclist dad dancer daughter dean decorator defendant defender delegate
    dentist deputy designer detective developer dietitian diplomat director
    director-general docker doctor driver duke ecologist economist editor electrician
    engineer entrepreneur envoy epidemiologist executive expert farmer father fiance
    fiancee fiancé fiancée filmmaker financier firefighter fisherman fisherwoman
    footballer forward founder friend fullback gamekeeper gardener general geologist
    girlfriend goalkeeper golfer governor graduate grandfather grandmother groom gunner
    gymnast hairdresser headmaster headmistress headteacher historian hubby husband
    influencer insider inspector inspector-general investigator investor janitor jockey
    journalist judge justice king landlady landlord lawmaker lawyer leader lecturer
    legislator librarian lieutenant linesman lobbyist locksmith logger lord magistrate
    major manager marathoner marshal mathematician mayor mechanic mediator meteorologist
    midfielder midwife miner minister monk mother mp mum musician negotiator neighbor
    neighbour nephew neurologist newsreader niece notary novelist nurse obstetrician
    officer official ombudsman opposition optician organiser organizer owner paramedic
    partner passenger pastor patient patriarch pensioner petitioner pharmacist philosopher
    photographer physician physicist physiotherapist pilot plaintiff plasterer playmaker
    plumber pm poet policeman policewoman politician pope porter premier presenter
    president priest prince princess principal producer professor programmer prosecutor
    psychiatrist psychologist psychotherapist publican publicist queen rabbi rancher
    rapper rapporteur rector referee reporter representative researcher resident
    respondent restaurateur retiree rider rower runner sailor scholar schoolteacher
    scientist sculptor secretary secretary-general senator sergeant shareholder shepherd
    sheriff shopkeeper singer sister skier skipper sociologist soldier solicitor son
    songwriter speaker specialist spokesman spokesperson spokeswoman sprinter statistician
    stepfather stepmother steward stockbroker strategist striker student superintendent
    supervisor surgeon surveyor suspect swimmer tailor taoiseach teacher technician tenant
    theologian therapist trader trainer trawlerman treasurer trustee umpire uncle
    undersecretary undertaker vet veteran vicar victim virologist volunteer waiter
    waitress warden welder whistleblower wicketkeeper widow widower wife winger winner
    witness worker wrestler writer""".split()
)
# What people with a role are called as well, by that: a senator is a lawmaker.
_NARROWER = {
    "lawmaker": "senator representative mp msp congressman congresswoman assemblyman deputy",
    "legislator": "senator representative mp msp congressman congresswoman assemblyman deputy",
    "congressman": "representative",
    "congresswoman": "representative",
    "politician": "senator representative mp congressman congresswoman minister mayor councillor",
    "lawyer": "attorney barrister solicitor counsel advocate",
    "attorney": "lawyer counsel",
    "boss": "manager coach executive chairman director",
    "coach": "manager",
    "doctor": "physician surgeon consultant psychiatrist neurologist epidemiologist",
    "scientist": "physicist chemist biologist geologist virologist ecologist researcher",
    "researcher": "scientist professor",
    "academic": "professor lecturer historian scholar",
    "historian": "professor",
    "detective": "inspector sergeant superintendent constable",
    "officer": "constable sergeant inspector detective superintendent colonel major captain",
    "husband": "hubby",
    "father": "dad",
    "mother": "mum",
    "player": "striker forward midfielder defender goalkeeper winger",
}  # fmt: skip
_WIDER: dict[str, frozenset[str]] = {
    narrow: frozenset(wide for wide, several in _NARROWER.items() if narrow in several.split())
    for narrow in {word for several in _NARROWER.values() for word in several.split()}
}
_AGENT = re.compile(
    r"(?:ologist|chemist|physicist|economist|grapher|iatrist|trician|woman|keeper|monger)$"
)
# Roles of which a story mostly has one.
OFFICES = frozenset(
    """archbishop captain chairman chairwoman chancellor coroner governor judge king magistrate
    mayor ombudsman pope premier president prosecutor queen rapporteur rector taoiseach""".split()
)
_WHOLE_OFFICES = {"prime": "premier", "vice": "vice-president", "general": "secretary-general"}
_WHOLE_OFFICE = re.compile(
    r"\b(prime|vice|general)[ -](?:minister|president|secretary)$", re.IGNORECASE
)
_ROLE = "|".join(
    [*sorted(ROLE_NOUNS, key=len, reverse=True), "[a-z]{3,}(?:ologist|icist|iatrist|grapher)"]
)
_TITLES = (
    r"(?:(?:[A-Z][a-z]{0,4}\.|Sir|Dame|Lord|Lady|Baroness|Dr|Prof|Professor|Mr|Mrs|Ms|Cllr|Rev|Fr|Rep|Sen|Gov|Gen"
    r"|Col|Maj|Capt|Lt|Sgt|Insp|Supt|Det)\s+)?"
)
_BEFORE = re.compile(
    rf"\b({_ROLE})(?:\s+of\s+[a-z]+)?(?!\s*\n\s*\n)"
    rf"(?:,?\s+{_TITLES}|\s+[\"“]?)$",
    re.IGNORECASE,
)
_SHORT = {
    "adm": "admiral", "amb": "ambassador", "capt": "captain", "cllr": "councillor",
    "col": "colonel", "det": "detective", "dr": "doctor", "gen": "general",
    "gov": "governor", "insp": "inspector",
    "lt": "lieutenant", "maj": "major", "prof": "professor", "rep": "representative",
    "rev": "reverend", "sen": "senator", "sgt": "sergeant", "supt": "superintendent",
}  # fmt: skip
_TITLE = re.compile(rf"\b(?P<short>{'|'.join(_SHORT)})\.?\s+$", re.IGNORECASE)
_LETTERS = re.compile(r",?\s(KC|QC|SC|MP|MSP|MEP|TD)(?!\w)")
_WHOSE = re.compile(
    rf"(?:^|[\s\"“(])(?P<phrase>(?:the|an?|its|their|his|her|[A-Z][\w.&-]+['’]s?)\s+"
    rf"(?:[\w’'&-]+\s+){{0,4}}?(?:{_ROLE})),\s+{_TITLES}$",
    re.IGNORECASE,
)
_NO_PHRASE = r"(?!(?:who(?!\s+is\b)|whose|which|that|when|where|while|but|and|as|because)\b)"
_BELONGING = (
    r"\s+(?:of|at|for|with|from|in)\s+[^,;:.()\n\"“]{2,80}?(?=[,;:.()\n]|\s+who\b|\s+[–—-]\s)"
)
_ENDING = (
    r"(?=\s*(?:[,;:.()\n\"“]|$)|\s+[–—-]\s"
    r"|\s+(?:of|at|for|with|from|in|on|who|whose|and|said|says|told|has|had|was|is)\b)"
)
_AFTER = re.compile(
    r"(?:,\s+(?:\d\d,\s+|aged\s+\d\d,\s+)?|\s+\(|\s+[–—-]\s+)"
    rf"(?P<phrase>{_NO_PHRASE}(?:(?:the|an?|its|their|his|her|one\s+of|who\s+is)\s+)?"
    rf"(?:[\w’'&-]+\s+){{0,5}}?(?P<role>{_ROLE}|head(?=\s+of\b))(?:-[\w-]+)?"
    rf"(?:{_BELONGING}|{_ENDING}))(?![\w’'-])",
    re.IGNORECASE,
)
_MALE_WORDS = frozenset(
    """mr sir lord king prince duke chairman spokesman congressman policeman fisherman actor father
    brother son husband hubby dad uncle nephew grandfather stepfather boyfriend businessman
    pope monk baron count emperor sheikh imam patriarch cardinal archbishop""".split()
)
_FEMALE_WORDS = frozenset(
    """mrs ms miss lady dame queen princess duchess baroness chairwoman spokeswoman congresswoman
    policewoman actress mother sister daughter wife mum aunt niece grandmother stepmother
    girlfriend widow landlady businesswoman countess empress""".split()
)


class Role(NamedTuple):
    """A role beside a name; `phrase` is where it stands as a phrase of its own."""

    noun: str
    phrase: Span | None


def roles(text: str, name: Span) -> Iterator[Role]:
    """Yield the roles that stand right before or right behind a name."""
    near = text[max(name.start - 30, 0) : name.start].casefold().replace(",", " ").split()
    known = any(is_role(word.strip('"“')) for word in near)
    before = _BEFORE.search(text, max(name.start - 30, 0), name.start) if known else None
    if before is not None:
        whose = _WHOSE.search(text, max(name.start - 80, 0), name.start)
        phrase = Span(*whose.span("phrase")) if whose else None
        yield Role(office(text, before[1].lower(), before.start(1)), phrase)
    if (title := _TITLE.search(text, max(name.start - 8, 0), name.start)) is not None:
        yield Role(_SHORT[title["short"].lower()], None)
    if (letters := _LETTERS.match(text, name.end)) is not None:
        yield Role("lawyer" if letters[1] in {"KC", "QC", "SC"} else "lawmaker", None)
    after = _AFTER.match(text, name.end)
    if after is not None:
        noun = office(text, after["role"].lower(), after.start("role"))
        yield Role(noun, Span(*after.span("phrase")))


def wider(noun: str) -> frozenset[str]:
    """Return what somebody with a role can be called as well: a senator is a lawmaker."""
    return _WIDER.get(noun, frozenset())


def office(text: str, noun: str, start: int) -> str:
    """Return a role's noun with what makes it another: a prime minister is a premier."""
    if noun == "pm":
        return "premier"
    whole = _WHOLE_OFFICE.search(f"{text[max(start - 8, 0) : start]}{noun}")
    return _WHOLE_OFFICES[whole[1].casefold()] if whole is not None else noun


def gender(text: str, name: Span) -> str:
    """Return "m", "f" or "" for a person by title and given name at one mention."""
    before = text[max(name.start - 25, 0) : name.start].casefold().split()
    last = before[-1].rstrip(".") if before else ""
    words = name.of(text).casefold().split()
    for word in (last, words[0].rstrip(".")):
        if word in _MALE_WORDS:
            return "m"
        if word in _FEMALE_WORDS:
            return "f"
    if len(words) > 1:
        first = words[0].split("-")[0]
        if (first in MALE) != (first in FEMALE):
            return "m" if first in MALE else "f"
    return ""


def is_role(word: str) -> bool:
    """Tell whether a word is what somebody is: "geochemist", "goalkeeper"."""
    return word in ROLE_NOUNS or _AGENT.search(word) is not None


def is_given_name(word: str) -> bool:
    """Tell whether a word is one of the common given names known here."""
    return (plain := word.casefold()) in MALE or plain in FEMALE


def gender_of_noun(noun: str) -> str:
    """Return "m" or "f" for a noun that says it ("spokeswoman"), else ""."""
    if noun in _FEMALE_WORDS or noun.endswith("woman"):
        return "f"
    return "m" if noun in _MALE_WORDS or noun.endswith("sman") else ""
