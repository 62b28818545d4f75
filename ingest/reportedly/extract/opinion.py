"""Words that judge, by what they do to what they are said of.

Plain data: whole classes of general English, not fitted to any one text. A word counts in any of
its regular forms.
"""

from __future__ import annotations

CLASSES = {
    # Praise and approval.
    "good": """
        able accurate achieve achievement admirable admire advance advantage agree
        amazing applaud appreciate appropriate asset astonishing authoritative balanced
        beautiful beneficial benefit best better blessing bold boon boost brave
        breakthrough bright brilliant calm capable careful celebrate champion charming
        clean clear clever colossal comfort commend competent confidence confident
        congratulate convinced convincing correct courage courageous courteous credible
        credit decency decent dedicated deft delight delighted deserve dignified dignity
        diligent durable effective efficient elegant encourage encouraging endorse enjoy
        essential excellent exceptional exciting exemplary extraordinary fabulous fair
        fairness faithful fantastic faultless favorable favourable fine fit flawless
        fortunate fresh friend fruitful gain generous genius genuine gift glad glorious
        good grateful great guarantee happy hardworking harmless healthy help helpful
        hero heroic historic honest honor honour hope hopeful humane ideal immaculate
        impartial important impressed impressive improve improvement indispensable
        ingenious innovative inspire inspiring instructive integrity intelligent
        invaluable justified kind laud laudable lawful leap legitimate liberating lovely
        loyal lucky magnificent marvellous marvelous masterful masterpiece mature
        memorable milestone miracle modern moving neat necessary nimble noble
        outstanding overdue perfect pioneer plausible pleased pleasure polished popular
        positive pride principled prize professional progress promise promising proper
        proud prudent pure qualified reasonable reassure reassuring refreshing reliable
        relief relieved remarkable remedy rescue resilient respect respected responsible
        reward right rightly rigorous robust safe sane satisfied satisfying save secure
        sensible serious sharp simple sincere skilful skill skilled smart smooth solid
        solution sound special spectacular splendid stable star steady step
        strength strong stronger stunning sturdy succeed success successful suitable
        superb superior support sure talent talented terrific thank thankful thorough
        thoughtful thrilled thriving timely tireless top tremendous tribute triumph true
        trust trusted trustworthy truth unanimous unbeatable upright useful valid
        valuable value versatile victory vindicate vindicated vindication virtue vital
        warm welcome well win winner wisdom wise wonderful worth worthwhile worthy""",
    # Blame and rejection.
    "bad": """
        absurd abuse accuse alarmed alarming amateurish anger angry appalled appalling
        arbitrary arrogant ashamed atrocity attack awful backward bad ban bankrupt
        barbaric betray betrayal bias biased bitter blame blatant blind blow blunder
        bogus botch botched brazen breach break broken brutal bully burden callous
        careless catastrophe catastrophic chaos chaotic charade cheap cheat clumsy
        collapse complacent complain condemn confused confusing contempt corrupt
        corruption cosmetic costly coward cowardly crazy crime criminal cripple crisis
        cruel cruelty curse cynical damage damaging danger dangerous dead deaf debacle
        deceit deceive defeat defective deficient dejected delusion demeaning deny
        deplorable deplore desperate despicable destroy destructive detached devastating
        devious difficult dire dirty disappoint disappointed disappointing
        disappointment disaster disastrous discredit discriminate discriminatory
        disgrace disgraceful disgust disgusting dishonest dismal dismay dismayed
        disproportionate disregard disrespect distort distortion disturbing divisive
        dodge dubious dumb empty endanger error evil exaggerate exaggerated excessive
        excuse expensive exploit fable fabricated fabrication fail failing failure fairy
        fake false falsehood fantasy farce farcical fatal fault faulty fear
        fearmongering fiasco fiction flaw flawed flimsy folly fool foolish forged fraud
        fraudulent frighten frightening frivolous frustrated frustrating futile gamble
        greed greedy grotesque guilty hampered haphazard hard harm harmful harsh hate
        heartless hollow hopeless horrible horrific hostile humiliate humiliating
        humiliation hurt hypocrisy hypocrite hypocritical hysteria idiotic ignorant
        ignore illegal illegitimate illusion immoral impossible improper inaccurate
        inadequate inappropriate incoherent incompetence incompetent incorrect indecent
        indefensible ineffective inefficient inept inexcusable inexplicable inferior
        inhuman inhumane injustice insane insecure insensitive insult insulting
        intimidate intimidation intolerable invented invention irrational irrelevant
        irresponsible jeopardise jeopardize joke lacking lamentable late laughable
        lawless lazy leaky liar lie ludicrous lunacy lying mad madness malicious
        manipulate manipulation mean meddle mediocre mess misguided mislead misleading
        mismanage mismanagement mistake mistaken mistrust misuse mockery monstrous
        muddle murder murky myth naive narrow nasty naïve neglect negligence negligent
        nervous nightmare nonsense nonsensical nowhere obscene odious offensive opaque
        oppose oppressive outdated outrage outraged outrageous overpriced overreach
        painful panic paralysed paralyzed paranoid partisan pathetic penalise penalize
        peril perverse petty pitiful pointless poison poisonous poor populist
        preposterous pretence problem propaganda provocation provocative punish
        punishing punitive puzzling rash reckless recklessness regret regrettable reject
        repression repugnant resent ridicule ridiculous rigged risk risky rotten rubbish
        ruin ruined ruinous rushed ruthless sabotage sad scandal scandalous scapegoat
        scare scaremongering selfish senseless serious setback shabby shady shallow sham
        shambles shame shameful shameless shock shocked shocking shoddy shortsighted
        sick silly sinister slander slap slapdash sleazy sloppy slow slur smear sorry
        spineless squander stain stupid stupidity substandard suffer suspicious swindle
        terrible terrifying terror theft threat threaten thug tired toothless torture
        toxic tragedy tragic traitor travesty treachery trivial trouble troubled
        troubling ugly unacceptable unaffordable unbelievable uncaring unconscionable
        unconstitutional undemocratic undermine undignified undue unethical unfair unfit
        unfortunate unfounded ungrateful unjust unjustified unlawful unnecessary
        unprecedented unprofessional unqualified unrealistic unreasonable unreliable
        unsafe unscrupulous unsustainable untenable untrue unwise unworkable unworthy
        upset useless vague vandalism vicious vile violate violation vulgar waste
        wasteful weak weaken weakness whitewash wicked woeful wooden worried worrying
        worse worst worthless wreck wrong wrongdoing""",
    # What a claim rests on, and how weakly.
    "grounds": """
        alleged ambiguous anecdotal anonymous assume assumption biased conjecture
        contaminated corroborate corroboration data database dated demonstrate doubt
        doubtful estimate evidence extrapolate footage guess guesswork hearsay
        inconclusive inconsistent independently limited margin methodology missing model
        noise partial preliminary premature proof prove proven provisional questionable
        raw recollection replicate reproduce rumor rumour sample sampling scant
        secondhand sketchy sourced sourcing speculate speculation speculative
        statistically study survey tentative thin trial unattributed unclear unconfirmed
        uncorroborated unidentified unproven unreliable unseen unsigned unsourced
        unsubstantiated untested unverified verified verify witness""",
    # What is done for show, or to another end.
    "meant": """
        advert advertisement alibi audience bargaining bluff calculated camouflage
        choreography code cosmetic cover decoy deflect deflection disguise distract
        distraction domestic election eyewash facade façade gesture gimmick headline
        image insurance lever leverage mask message messaging motive negotiate
        negotiating negotiation opening optics pantomime performance ploy pose posture
        posturing presentation pressure pretext proxy publicity reality really rehearsal
        ritual ruse show showmanship signal signaling signalling simply smokescreen
        spectacle spin stage staged stunt symbol symbolic symptom tactic tactical
        theater theatre trick veneer""",
    # Nobody can tell yet.
    "open": """
        bet both decide depend depends either even faith gauge know known mixed
        moot neither neutral open premature question remain says soon speculate split
        tell uncertain unclear undecided unknown unpredictable unsettled verdict wait
        watch whether why""",
    # How likely something is.
    "likely": """
        almost apparently appear believe bound certain certainly chance consistent
        convinced could destined doubtless evidently expect foresee indicate indication
        inevitable inevitably likelihood likely may might odds outlook perhaps
        possibility possible possibly potential potentially predict presumably
        probability probable probably prospect risk seem seemingly sign suggest surely
        suspect tend unlikely would""",
}


def _by_word() -> dict[str, tuple[str, ...]]:
    """Return the classes of every word."""
    out: dict[str, tuple[str, ...]] = {}
    for kind, words in CLASSES.items():
        for word in words.split():
            out[word] = (*out.get(word, ()), kind)
    return out


_KINDS = _by_word()
_ENDINGS = ("'s", "ness", "est", "ing", "ied", "ies", "ed", "es", "er", "ly", "s", "d")
_SHORTEST = 3  # letters of a stem
_BEGINNINGS = frozenset(word[:_SHORTEST] for word in _KINDS)  # asked first: most words have none


def kinds(word: str) -> tuple[str, ...]:
    """Return the classes of a word in small letters, none where it does not judge."""
    if (found := _KINDS.get(word)) is not None:
        return found
    if word[:_SHORTEST] not in _BEGINNINGS:
        return ()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word[: -len(ending)]
            for root in (stem, f"{stem}e", f"{stem}y", stem[:-1]):
                if (found := _KINDS.get(root)) is not None:
                    return found
    return ()
