"""The words that attribute: reporting verbs, stances, estimative words.

Plain data. A verb's entry says which complement holds what is attributed: a clause ("said that
..."), an infinitive ("vowed to ..."), an object ("announced the plan", "criticised the plan") or a
prepositional phrase ("called for ..."). Lemmas were chosen from general reporting-verb knowledge
and kept where at least half of their uses with that complement are attributions in PolNeAR's
training part. Inflected forms are made here by the regular rules plus a table of irregular ones,
so that no lemmatizer has to run.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.statement import Commitment, Stance

CLAUSE = frozenset(
    """accept accuse acknowledge add admit advise affirm agree allege announce answer argue
    ask assert assess assure aver believe boast brag calculate caution charge claim comment complain
    concede conclude confess confirm contend continue convince counter declare demand deny describe
    detail disclose discuss doubt emphasise emphasize estimate expect explain fear
    find forecast hint hope imply indicate inform insinuate insist joke judge
    lament learn maintain mention muse note notify observe opine order pledge point post posit
    predict promise pronounce propose protest question quip read reason reiterate
    reassure recall reckon recommend reflect remark remind repeat reply report request
    respond restate retort reveal rule say sense share show signal speculate state stipulate
    stress suggest
    suppose surmise suspect swear teach tell testify theorise theorize think tweet underline
    underscore urge vow warn wonder worry write""".split()
)
INFINITIVE = frozenset(
    """agree aim argue ask call claim decide decline demand expect hope intend offer
    plan pledge prefer promise propose recommend refuse request seek suggest swear threaten urge
    vow want warn wish""".split()
)
OBJECT = frozenset(
    """acknowledge admit allege analyse analyze announce articulate assert cite claim
    confirm declare deny describe disclose discuss echo emphasise emphasize explain express
    highlight indicate issue mention note
    observe outline point predict promise propose quote recall recommend reference reiterate repeat
    report retweet reveal show signal state stress suggest threaten tout tweet underline underscore
    urge voice""".split()
)
FAVOURING = frozenset(
    """applaud back commend defend embrace endorse favor favour hail laud praise
    support""".split()
)
OPPOSING = frozenset(
    """accuse assail attack bemoan berate blame blast castigate chide condemn contest criticise
    criticize decry denounce deplore deride disavow dismiss dispute lambast lambaste lament mock
    oppose question rebuff rebuke rebut refute reject repudiate ridicule scold slam""".split()
)
RATING = frozenset("call consider deem describe judge label rate regard see view".split())
"""Verbs that say of a thing what it is: "called a recovery unlikely"."""
WILLING = frozenset(
    """aim decline demand hope intend offer order plan pledge promise propose refuse request seek
    threaten urge vow want wish""".split()
)
"""Verbs of plans, wishes, promises and demands: who does that judges nothing by it."""
ACCUSING = OPPOSING | {"charge", "complain"}
NAMING = frozenset("brand call characterise characterize deem label portray".split())
PREPOSITION = {
    "allude": {"to"}, "apologise": {"for"}, "apologize": {"for"}, "ask": {"about", "for"},
    "boast": {"about", "of"}, "brag": {"about"}, "call": {"for", "on"}, "comment": {"on"},
    "complain": {"about", "of"}, "object": {"to"}, "point": {"to"}, "push": {"for"},
    "rail": {"against"}, "refer": {"to"}, "respond": {"to"}, "speak": {"about", "of"},
    "talk": {"about"}, "vouch": {"for"}, "warn": {"about", "against", "of"}, "write": {"about"},
}  # fmt: skip
REPORT_NOUNS = frozenset(
    """accusation admission allegation announcement argument article assertion assessment belief
    claim comment complaint concern conclusion declaration doubt estimate expectation fear finding
    forecast hope idea opinion prediction promise report rumor rumour speculation statement
    suggestion suspicion testimony threat view vow warning""".split()
)
WORK_NOUNS = frozenset(
    """analysis article assessment book briefing broadcast bulletin column communique
    communiqué complaint dispatch document editorial email essay filing indictment interview
    lawsuit letter memo memorandum note op-ed paper poll post press-release publication release
    report ruling speech
    statement story study summary survey tweet update""".split()
)

# What a cue says about its own actor's commitment; all others assert (CT+).
COMMITMENT = {
    Commitment.COUNTERFACT: "deny refute rebut disavow",
    Commitment.NOT_PROBABLE: "doubt question dispute",
    Commitment.PROBABLE: """believe estimate expect feel forecast predict reckon suppose surmise
    suspect think""",
    Commitment.POSSIBLE: """fear guess hint hope imagine imply insinuate speculate suggest
        theorise theorize worry""",
    Commitment.UNCOMMITTED: """aim ask call decline demand intend like need offer plan prefer
        propose push recommend refuse request seek urge want wish wonder""",
}  # fmt: skip
REFUSING = frozenset({"decline", "refuse"})  # "declined to comment" puts nothing forward
ASSESSING = frozenset(
    "assess calculate conclude deem determine estimate evaluate forecast judge reckon".split()
)

DISTANCING = (
    "allegedly", "alleged", "apparent", "apparently", "ostensibly", "ostensible", "presumably",
    "purported", "purportedly", "reported", "reportedly", "seemingly", "so-called", "supposed",
    "supposedly",
)  # fmt: skip
POSSIBILITY = ("could", "may", "might", "perhaps", "possible", "possibly", "potentially")

# Nouns that stand for whoever issued the text or employs the people.
SPOKES_NOUNS = frozenset(
    """adviser advisor aide analyst author authority campaign diplomat executive expert insider
    lawyer leader member minister ministry observer officer official organiser organizer people
    person
    prosecutor representative reporter researcher scientist source speaker spokesman spokesperson
    spokeswoman staff staffer witness""".split()
)

# Things that a sentence may let "show" or "suggest" something, but that never speak.
MUTE_NOUNS = frozenset(
    """attack attempt chance change crash crisis day deal death decision decline defeat effort
    election event fact failure fall incident increase interest lack law loss majority month move
    opportunity outcome part performance plan policy potential pressure presence reason refusal
    rhetoric rise rule show sign situation success thing time timing trend use victory vote war
    way week win year""".split()
)

_IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "know": "knows knew known knowing", "write": "writes wrote written writing",
    "find": "finds found finding", "hear": "hears heard hearing", "read": "reads read reading",
    "feel": "feels felt feeling", "show": "shows showed shown showing",
    "speak": "speaks spoke spoken speaking", "swear": "swears swore sworn swearing",
    "teach": "teaches taught teaching", "see": "sees saw seen seeing",
    "seek": "seeks sought seeking",
    "quip": "quips quipped quipping", "refer": "refers referred referring",
    "admit": "admits admitted admitting", "plan": "plans planned planning",
    "infer": "infers inferred inferring", "rebut": "rebuts rebutted rebutting",
    "prefer": "prefers preferred preferring", "brag": "brags bragged bragging",
    "slam": "slams slammed slamming", "aver": "avers averred averring",
}  # fmt: skip


def forms(lemma: str) -> tuple[str, ...]:
    """Return the inflected forms of an English verb, itself first."""
    if lemma in _IRREGULAR:
        return (lemma, *_IRREGULAR[lemma].split())
    stem = lemma.removesuffix("e")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return (lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
    ending = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return (lemma, f"{lemma}{ending}", f"{stem}ed", f"{stem}ing")


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb form can do as a cue."""

    lemma: str
    clause: bool
    infinitive: bool
    object: bool
    stance: Stance | None
    prepositions: frozenset[str]
    commitment: Commitment


def _verb(lemma: str, commitments: dict[str, Commitment]) -> Verb:
    stance = (
        Stance.SUPPORTS if lemma in FAVOURING
        else Stance.DISPUTES if lemma in OPPOSING
        else Stance.REFRAMES if lemma in NAMING
        else None
    )  # fmt: skip
    return Verb(
        lemma=lemma,
        clause=lemma in CLAUSE,
        infinitive=lemma in INFINITIVE,
        object=lemma in OBJECT or stance is not None,
        stance=stance,
        prepositions=frozenset(PREPOSITION.get(lemma, ())),
        commitment=commitments.get(lemma, Commitment.CERTAIN),
    )


def _verbs() -> dict[str, Verb]:
    commitments = {lemma: value for value, lemmas in COMMITMENT.items() for lemma in lemmas.split()}
    lemmas = CLAUSE | INFINITIVE | OBJECT | FAVOURING | OPPOSING | NAMING | set(PREPOSITION)
    return {
        form: verb
        for verb in (_verb(lemma, commitments) for lemma in sorted(lemmas))
        for form in forms(verb.lemma)
    }


VERBS = _verbs()

REPORTING = frozenset(VERBS) | REPORT_NOUNS | {f"{noun}s" for noun in REPORT_NOUNS} | {"according"}
"""Words one of which a nested attribution nearly always has, in the forms they have in texts."""
