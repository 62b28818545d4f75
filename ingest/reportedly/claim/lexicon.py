"""Words that say little, words that say the same, and words that say the opposite.

The lists are of the language of news, written by hand. A synonym that is missing costs a
restatement; one too many makes two claims one, so words that are synonyms only here and there
("support" and "fund") are left out.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import combinations, product
from typing import Final

STOP: Final = frozenset(
    """after before once like per a an the this that these those there here it its itself he him
    his himself she her hers herself they them their theirs themselves i me my mine myself we us
    our ours ourselves you your yours who whom whose which what when where why how and or but
    nor so yet if then than as at by for from in into of off on onto out over to up with within
    via amid amidst among about against between through during until upon toward towards under
    along across around also too very just only even still already again ever both each such
    same own other another some any all most more much many few several every half is am are was
    were be been being do does did doing done have has had having will would shall should can
    could may might must ought not no never none nobody nothing neither without cannot dont
    doesnt didnt wont isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt cant
    say says said saying tell tells told according report reports reported reportedly alleged
    allegedly claim claims claimed state stated states statement statements add added adds note
    noted notes stress stressed underscore underscored mr mrs ms dr sir per cent percent pct
    percentage use uses used using possibly perhaps probably likely apparently seemingly
    certainly indeed however therefore thus meanwhile because since while whether though
    although despite well quite rather almost nearly roughly approximately least today yesterday
    tomorrow tonight now currently later earlier ago recent recently new one ones go goes going
    get gets got make makes made making take takes took taken taking let us s t re ve ll d
    m""".split()
)

NEGATORS: Final = frozenset(
    """not no never none nobody nothing neither nor cannot dont doesnt didnt wont isnt arent wasnt
    werent hasnt havent hadnt couldnt wouldnt shouldnt cant hardly unable false untrue baseless
    unfounded""".split()
)
NEGATING: Final = frozenset(
    """deny denies denied denying denial refuse refuses refused refusing refusal reject rejects
    rejected rejecting rejection""".split()
)
DUTY: Final = frozenset("should ought shouldnt".split())
"""What opens words on what would be right, whether or not it is so."""
CONDITIONS: Final = frozenset("if unless provided".split())
UNREAL: Final = frozenset(
    """consider considers considered considering believe believes believed think thinks thought
    fear fears feared hope hopes hoped expect expects expected want wants wanted wish wishes
    seek seeks sought propose proposes proposed proposal suggest suggests suggested threaten
    threatens threatened threat ask asks asked urge urges urged urging demand demands demanded
    try tries tried trying attempt attempts attempted doubt doubts doubted suspect suspects
    suspected assume assumes assumed assumption chance possibility risk whether""".split()
)
"""What opens words that nobody has said are true."""
ANAPHORIC: Final = frozenset("this that these those it they he she such".split())
"""What points back to words that are not there."""
FIRST_PERSON: Final = frozenset("i me my mine myself we us our ours ourselves".split())
THIRD_PERSON: Final = frozenset("he she it they him her them his its their".split())
QUANTIFIERS: Final = {
    "all": "all", "every": "all", "each": "all", "entire": "all", "whole": "all",
    "most": "most", "majority": "most", "some": "some", "several": "some", "few": "few",
    "none": "none", "both": "all", "dozens": "dozens", "hundreds": "hundreds",
    "thousands": "thousands", "scores": "dozens", "millions": "millions",
}  # fmt: skip
SHARES: Final = {
    "half": "half", "halved": "half", "third": "third", "thirds": "thirds", "quarter": "quarter",
    "twice": "twice", "double": "twice", "doubled": "twice", "triple": "thrice", "tripled":
    "thrice",
}  # fmt: skip
"""What says how much without a number."""
TITLES: Final = frozenset(
    """candidate nominee presidential democratic republican conservative senior former president
    minister prime chancellor king queen prince princess general colonel mayor governor senator
    secretary chief head leader director spokesman spokeswoman spokesperson commissioner
    ambassador judge professor chairman chairwoman deputy vice foreign defense interior finance
    transport health economy education justice trade energy""".split()
)
LOOSE: Final = frozenset(
    """government state republic kingdom country city town village district province region island
    people number majority minority part total group series dozens hundreds thousands millions
    scores pair couple kind lot rest""".split()
)
"""What may as well be left out before an "of": "the government of", "a group of"."""
MONTHS: Final = tuple(
    """january february march april may june july august september october november
    december""".split()
)
WEEKDAYS: Final = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
SEASONS: Final = frozenset("spring summer autumn winter".split())

_IRREGULAR = """
say said|go went gone|rise rose risen|fall fell fallen|grow grew grown|begin began begun|win won
lose lost|leave left|meet met|hold held|keep kept|give gave given|send sent|spend spent|sell sold
buy bought|build built|break broke broken|shoot shot|strike struck|hit hit|cut cut|lead led
see saw seen|know knew known|find found|bring brought|think thought|fight fought|pay paid
speak spoke spoken|write wrote written|drive drove driven|fly flew flown|choose chose chosen
steal stole stolen|withdraw withdrew withdrawn withdrawal|become became|come came|run ran
sink sank sunk|flee fled|seek sought|teach taught|catch caught|sign signed
die died dead death dies dying|use used using uses|decide decided decision decisions
arrive arrived arrival|freeze froze frozen|shrink shrank shrunk|produce produced production
reduce reduced reduction|destroy destroyed destruction|explode exploded explosion explosions
expand expanded expansion|extend extended extension|invade invaded invasion
permit permitted permission|man men|woman women|child children|person people|life lives|wife wives
resign resigned resignation|propose proposed proposal|lie lies lying lied|refuse refused refusal
deny denied denial|approve approved approval|arrest arrested|survive survivor
argue argued argument|grew growth|lose loss losses|sale sales|fly flight flights|weigh weight
pollute pollution|bear born|describe described description|receive received receipt
agree agreed agreement|guarantee guaranteed|free freed
"""

_SYNONYMS = """
kill slay dead die perish fatality|injure wound hurt injury|begin start commence launch kick
end finish conclude|stop halt cease suspend|build construct erect construction
buy purchase acquire acquisition|close shut closure|resign quit|arrest detain
reduce lower slash decrease cut trim fall drop decline slump
raise increase hike lift rise climb grow|talk negotiate negotiation
pact deal agreement accord treaty|election poll vote ballot|ship vessel|company firm
police officer|troop soldier|aid assistance help|ceasefire truce armistice|victory triumph
protest demonstration demonstrate rally protester demonstrator|fire blaze
ban prohibit outlaw forbid|reject refuse|want seek wish
ready willing readiness willingness prepared interest|phone telephone|slow ease
lawmaker legislator deputy|deliberate intentional|speed accelerate|send dispatch dispatching
show demonstrate reveal|warn caution warning|destroy demolish|big large huge major|town city
home house|doctor physician medic|pupil student|teacher educator|school classroom
car vehicle automobile|plane aircraft airplane jet|job post position|money fund funding cash
price cost|worker employee staff|answer respond reply response|ask request|allow permit let
need require|try attempt|choose select pick elect|replace substitute|happen occur
plan intend intention scheme|quick fast rapid|ill sick|illness disease|flee escape|rescue save
hurricane storm|flooding flood|court tribunal|lawyer attorney|prison jail
delay postpone postponement|cancel scrap abandon|accuse blame|attack strike assault raid hit
border frontier|capture seize|citizen resident inhabitant|civilian noncombatant|damage harm
dangerous unsafe hazardous|demand insist|error mistake|evidence proof|expand enlarge widen
explode blast explosion detonate|family household|farmer grower|finance bankroll|food meal
freedom liberty|gas methane|goal aim objective|harbour port|hide conceal|hospital clinic
intermediary middleman mediator|invade invasion|journalist reporter|kremlin moscow
leader head chief|legal lawful|mandatory compulsory obligatory|nation country|novel book
oppose object opposition|parliament legislature|partner ally|peace peaceful|petrol gasoline
poor impoverished|power electricity|probe investigate investigation inquiry enquiry
promise pledge vow|protect defend safeguard|publish release|railway railroad rail
recover recuperate|repair fix mend|river stream|road highway street|rule govern|salary wage pay
sanction penalty|secret clandestine covert|shoot fire|steal rob theft|tax levy duty|test trial
train railway|trip journey visit|vaccine jab|victim casualty|wealthy rich|weapon arms
withdraw pull retreat|work labor|year annual|yearly annually|frontline front|open reopen
shortage scarcity|deposit|survey questionnaire|evacuate evacuation|film movie|fuel petrol
garbage rubbish waste|holiday vacation|hire recruit employ|sack dismiss fire|layoff redundancy
lead top|merge merger|outage blackout|owner proprietor|pass adopt|premier prime|profit earnings
quake earthquake tremor|refugee|restart resume|retail shop store|scientist researcher|stay remain
strike walkout|suspect|tourist visitor|underway ongoing|unveil present|verdict ruling
wildfire blaze|worsen deteriorate
"""

# Too many meanings in the lines above: a stem in two groups belongs to the first only.

_OPPOSITES = """
rise fall|increase decrease|increase reduce|raise cut|raise lower|gain lose|win lose
support oppose|approve reject|accept reject|agree refuse|open close|begin end|begin stop
guilty innocent|true false|alive dead|strengthen weaken|improve worsen|expand shrink|allow ban
arrive leave|enter leave|join leave|stay leave|stay go|safe dangerous|safe unsafe|legal illegal
lawful unlawful|success failure|succeed fail|advance retreat|release arrest|confirm deny
keep scrap|keep cancel|hire sack|buy sell|import export|majority minority|war peace|victory defeat
possible impossible|likely unlikely|better worse|friend enemy|ally enemy|rich poor|strong weak
upheld overturned|uphold overturn|acquit convict|acquitted convicted|extend shorten
surplus deficit|profit loss|optimistic pessimistic|voluntary mandatory|temporary permanent
domestic foreign|attack defend|build destroy|cheap expensive|cheaper costlier|deny admit
denied admitted|dismiss appoint|easier harder|faster slower|include exclude|optional mandatory
reveal hide|rising falling|shorter longer|tighten loosen|tighten ease|toughen ease|withdraw deploy
deploy withdraw|resume suspend|resume stop|restart stop|survive die|recover worsen|pass fail
adopt reject|return leave|land depart|land crash|accelerate slow|call cancel|sentence acquit
announce cancel|hide publish|praise criticize|praise condemn|welcome condemn|cheap dear
create destroy|genuine fake|genuine forge|genuine forgery|positive negative|higher lower|keep lose
highest lowest|above below|double halve|deliberate accidental|conscious unconscious|uphold quash
impose abolish|unanimous divided|present absent|victory loss|win defeat|full empty
"""

_ELSEWHERE = """
up down|before after|later earlier|with without|on off|north south|northern southern|east west
eastern western|public private|ahead behind|early late|old young|first last|hot cold|wet dry
maximum minimum|best worst|more less|more fewer|high low|left right|for against
upper lower|outside inside|new old|large small|big small|heavy light
inner outer|major minor|senior junior|male female|boy girl|urban rural
employer employee|landlord tenant|lender borrower|driver passenger|uncle aunt|morning afternoon
first second third fourth fifth sixth|gold silver bronze|one both
red blue green yellow black white brown orange
summer winter|son daughter|brother sister|father mother|man woman
wife husband|morning evening|buyer seller
"""

_SPELLINGS = {
    "defence": "defense", "offence": "offense", "licence": "license", "centre": "center",
    "metre": "meter", "kilometre": "kilometer", "litre": "liter", "theatre": "theater",
    "programme": "program", "labour": "labor", "harbour": "harbor", "neighbour": "neighbor",
    "colour": "color", "favour": "favor", "behaviour": "behavior", "honour": "honor",
    "rumour": "rumor", "tonne": "ton", "cheque": "check", "tyre": "tire", "grey": "gray",
    "ukrainian": "ukraine", "russian": "russia", "american": "america", "israeli": "israel",
    "iranian": "iran", "syrian": "syria", "german": "germany", "italian": "italy",
    "european": "europe", "canadian": "canada", "mexican": "mexico", "indian": "india",
    "egyptian": "egypt", "korean": "korea", "australian": "australia", "belarusian": "belarus",
}  # fmt: skip


@cache
def irregular() -> dict[str, str]:
    """Return the basic form of each form that no rule derives."""
    out: dict[str, str] = {}
    for line in _lines(_IRREGULAR):
        for form in line[1:]:
            out.setdefault(form, line[0])
    return out


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what the forms of a word have in common; `word` is in lower case."""
    word = _SPELLINGS.get(word, word)
    word = irregular().get(word, word)
    return _trimmed(_singular(word))


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "xes", "zes", "ches", "shes")) else word[:-1]


_ENDINGS = ("ation", "ing", "ed", "ion", "ment", "ly")


def _trimmed(word: str) -> str:
    word = _SPELLINGS.get(word, word)
    word = irregular().get(word, word)
    for ending in _ENDINGS:
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= (4 if ending == "ment" else 3) and _sounds(base):
            if word.endswith("eed"):
                break
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in "sl" else base
            break
    word = word.replace("isat", "izat")
    if word.endswith("ise") and len(word) > 5:
        word = f"{word[:-3]}ize"
    return word.removesuffix("e") if len(word) > 3 else word


def _sounds(base: str) -> bool:
    return any(letter in "aeiouy" for letter in base)


@cache
def negating() -> frozenset[str]:
    """Return the stems of the verbs that say "not"."""
    return frozenset(map(stem, NEGATING))


@cache
def same() -> dict[str, str]:
    """Return the stem that stands for each stem of a group of synonyms."""
    out: dict[str, str] = {}
    for line in _lines(_SYNONYMS):
        stems = [stem(word) for word in line]
        group = out.get(stems[0], stems[0])
        for found in stems:
            out.setdefault(found, group)
    return out


def canonical(word: str) -> str:
    """Return the stem that stands for `word`, in lower case, and its synonyms."""
    own = stem(word)
    return same().get(own, own)


@cache
def opposite() -> dict[str, frozenset[str]]:
    """Return the opposites of each stem: of two claims that differ in these, one is untrue."""
    return _pairs(_OPPOSITES)


@cache
def elsewhere() -> dict[str, frozenset[str]]:
    """Return what each stem is kept apart from: another place, time or party, and no contrary."""
    return _pairs(_ELSEWHERE)


def _pairs(text: str) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for line in _lines(text):
        for one, other in combinations(line, 2):
            for a, b in product(_group(stem(one)), _group(stem(other))):
                out.setdefault(a, set()).add(b)
                out.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in out.items()}


def _group(word: str) -> set[str]:
    """Return the stems that `word` may go by: itself and what stands for its group."""
    return {word, same().get(word, word)}


def _lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.replace("\n", "|").split("|") if line.strip()]


PREPOSITIONS: Final = frozenset(
    """in on at by for from of with within without after before since until during outside inside
    near over under because even although despite according that when while if as through across
    between among amid to it there""".split()
)
"""What opens a clause that does not begin with its subject."""
