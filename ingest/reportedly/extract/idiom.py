"""Wordings that say by themselves what is done to a claim, whatever the cue.

Its grounds go, it gets another meaning, it is weighed without a side; or a set phrase praises or
rejects. The network has met few of these phrases and reads them word by word, so they decide.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.statement import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.article import Span

_IS = r"(?:is|are|was|were|['’]s|['’]re)"
_NOT = r"(?:not|n['’]t|never|nowhere\s+near|far\s+from|hardly|barely|scarcely)"
_SHOWN = (
    r"(?:demonstrated|prove[dn]|established|confirmed|verified|substantiated|corroborated|replicated"
    r"|authenticated)"
)
_GROUNDS = r"(?:evidence|proof|basis|grounds|data|trace)"
_WORDINGS = (
    (
        Stance.UNDERCUTS,
        rf"(?:no|nothing|little|scant|not\s+enough|insufficient)\s+(?:\w+\s+)?(?:{_GROUNDS}"
        r"|to\s+(?:show|suggest|prove|support|back|indicate))",
        r"(?:can(?:not|['’]t)|could\s+not|couldn['’]t|impossible\s+to|unable\s+to)\s+(?:be\s+)?"
        r"(?:independently\s+)?(?:verif\w+|confirm\w*|corroborat\w+|prove[dn]?|substantiat\w+)",
        r"(?:do(?:es)?\s+not|don['’]t|doesn['’]t|did\s+not|didn['’]t|cannot)\s+"
        r"(?:tell|show|prove|demonstrate|establish)",
        r"rest(?:s|ed)?\s+on\s+(?:an?|one|two|three|a\s+handful\s+of)",
        r"(?:no|little|scant|hardly\s+any)\s+(?:\w+\s+)?(?:signs?|indications?)\s+(?:of|that)",
        r"every\s+reason\s+to\s+(?:doubt|be\s+s[ck]eptical)"
        r"|no\s+(?:good\s+)?reason\s+to\s+(?:think|believe|suppose|assume)",
        r"not\s+(?:quite\s+)?the\s+same\s+(?:thing\s+)?as",
        r"unsubstantiated|unproven|unverified|uncorroborated|anecdotal|inconclusive|guesswork|hearsay",
        r"(?:evidence|case|data|sourcing|basis)\s+(?:\w+\s+)?(?:thin|weak|patchy|flimsy)",
        r"(?:thin|weak|flimsy|shaky)\s+(?:evidence|grounds|case|data)",
        rf"{_NOT}\s+(?:yet\s+)?(?:been\s+)?(?:fully\s+|independently\s+|properly\s+)?{_SHOWN}",
        rf"(?:yet|remains?|remained|still|has|have)\s+to\s+be\s+{_SHOWN}",
        rf"(?:has|have|had)\s+(?:yet\s+to|not|never)\s+(?:seen?|produced?|provided?|offer(?:ed)?"
        rf"|present(?:ed)?|shown?)\s+(?:any|the|a\s+\w+\s+of)\s+(?:\w+\s+)?{_GROUNDS}",
        rf"(?:produced|provided|offered|presented|shown|seen)\s+no\s+(?:\w+\s+)?{_GROUNDS}",
        rf"(?:where|what)\s+{_IS}\s+(?:the|your|their|his|her)\s+(?:evidence|proof|source)",
        r"no\s+way\s+of\s+(?:knowing|checking|verifying|telling)",
        r"(?:a|very|too|awfully)\s+big\s+if",
        r"prove[sd]?\s+nothing|says?\s+nothing\s+about|with\s+a\s+(?:large\s+|big\s+)?(?:pinch|grain)"
        r"\s+of\s+salt",
        r"read(?:ing)?\s+too\s+much\s+into|jump(?:ing)?\s+to\s+conclusions",
        r"too\s+(?:small|tiny|few|short|patchy)\s+(?:an?\s+)?(?:\w+\s+)?to\s+(?:say|tell|conclude|prove"
        r"|draw|support|establish)",
        r"(?:sample|sources?)\s+(?:\w+\s+)?(?:too\s+)?(?:small|tiny|unreliable|doubtful)",
        r"correlation\s+(?:is|was|does)\s?(?:not|n['’]t)",
    ),
    (
        Stance.REFRAMES,
        r"(?:had|have|has)\s+(?:more|less)\s+to\s+do\s+with\b.{1,80}\bthan",
        r"(?:is|are|was|were|be)\b[^.;]{1,60}\brather\s+than",
        r"(?:is|are|was|were)(?:\s+not|n['’]t)\s+[^.;,]{2,60}[,;:]\s*"
        r"(?:but|it['’]s|it\s+is|they['’]re|that['’]s)",
        r"(?:less|more)\s+(?:an?\s+|about\s+)[^.;]{2,80}\bthan\s+(?:an?|about)",
        r"more\s+likely\s+(?:to\s+(?:be|have\s+been)\s+)?an?\s+[^.;]{2,60}\bthan",
        r"[a-z]+,\s+not\s+(?!if\b|yet\b|now\b|only\b|just\b)(?:an?\s+|the\s+|by\s+)?[a-z]+[\"”’'.,]*$",
        r"amount(?:s|ed)?\s+to|dressed\s+up\s+as|(?:is|are|was|were)\s+really\s+(?:about|an?)",
        r"(?:is|are|was|were)\s+(?:primarily\s+|mainly\s+|mostly\s+|largely\s+)?"
        r"(?:aimed|designed|meant|intended|calculated)\s+(?:primarily\s+|mainly\s+)?(?:at|to|for)",
        r"(?:this|these|those|such|both|all)\s+(?:\w+\s+){1,2}"
        r"(?:reflect|mask|serve|signal|betray|conceal)(?:s|ed)?",
        r"(?<!effort\s)(?<!efforts\s)(?<!attempt\s)(?<!attempts\s)(?<!bid\s)(?<!plan\s)(?<!plans\s)"
        r"to\s+(?:discourage|deter|distract|mislead|redirect|divert|deceive|manipulate|confuse|stall"
        r"|buy\s+time|save\s+face|play\s+for\s+time|sow\s+\w+"
        r"|achieve\s+(?:an?|the)\s+(?:\w+\s+)?effect)",
        r"should\s+(?:not\s+)?be\s+(?:read|seen|understood|viewed)\s+as",
        r"(?:an?|the)\s+(?:\w+\s+)?(?:ploy|tactic|stunt|pretext|smokescreen|distraction|fig\s+leaf"
        r"|cover\s+for|excuse\s+for|bargaining\s+chip|publicity\s+exercise|diversion)",
        r"nothing\s+(?:more|other)\s+than\s+an?|under\s+the\s+guise\s+of|disguised\s+as|masquerad\w+\s+as",
        r"for\s+(?:show|(?:a|the)\s+(?:\w+\s+)?(?:cameras?|audience|galler(?:y|ies)))"
        r"|domestic\s+consumption|playing\s+to\s+the\s+\w+",
        r"the\s+real\s+(?:reason|aim|target|goal|motive|purpose|issue|story|question)\s+(?:is|was|here)",
        r"says?\s+more\s+about|speaks?\s+volumes|symptoms?\s+of",
        r"(?:is|was|as|are)\s+(?:\w+\s+)?(?:an?|another|the\s+clearest)\s+(?:\w+\s+)?signs?\s+(?:of|that)",
    ),
    (
        Stance.NEUTRAL,
        r"too\s+(?:early|soon)\s+to|remain(?:s|ed)?\s+to\s+be\s+seen",
        r"(?:hard|difficult|impossible)\s+to\s+(?:say|tell|judge|know|predict)",
        r"(?:roughly|about)\s+even|even\s+odds|could\s+go\s+either\s+way|open\s+question"
        r"|jury\s+is\s+(?:still\s+)?out",
        rf"(?:odds|chances?)\b[^.;]{{1,80}}\b(?:at|{_IS})\s+[\"“‘']?even",
        r"too\s+close\s+to\s+call|toss[\s-]?up|one\s+way\s+or\s+the\s+other|cuts?\s+both\s+ways|(?:only\s+)?time\s+will\s+tell"
        r"|may\s+or\s+may\s+not|might\s+or\s+might\s+not|both\s+are\s+possible",
        r"(?:nobody|no\s+one|none\s+of\s+us)\s+(?:yet\s+|really\s+|can\s+)?knows?(?:\s+yet)?\s+"
        r"(?:whether|if|how|what|who|when|why)",
        r"(?:do\s+not|don['’]t|does\s+not|doesn['’]t|cannot|can['’]t)\s+(?:yet\s+)?know"
        r"(?:\s+yet|\s+(?:yet\s+)?(?:whether|if)|(?=,\s+and\s+neither))",
        r"(?:may|might|could)\s+(?:well\s+)?(?:be|have\s+been)\s+[^.;]{2,60}\bor\s+(?:it|they|he|she)"
        r"\s+(?:may|might|could)",
        r"but\s+not\s+(?:yet\s+)?(?:decisive|conclusive|definitive)",
        r"(?:unclear|unknown|uncertain|not\s+clear)\s+(?:whether|if|how|what|who|why|when)",
        r"(?:do(?:es)?\s+not|did\s+not|(?:do|does|did)n['’]t|cannot|can['’]t|could\s+not|couldn['’]t"
        r"|not\s+be)\s+(?:be\s+)?rul(?:e|ed|ing)\s+out(?!\s+(?:\w+ing\b|an?\s+(?:\w+\s+)?(?:run|bid)\b))",
        r"(?:is|was|were|are|has\s+been|have\s+been)\s+(?:a\s+)?mixed(?:\s+(?:bag|picture|blessing))?(?=[.,;]|$)",
    ),
    (
        Stance.DISPUTES,
        r"(?:do(?:es)?\s+not|don['’]t|doesn['’]t|did\s+not|didn['’]t)\s+add\s+up",
        r"(?:further\s+from\s+the\s+truth|wide\s+of\s+the\s+mark|more\s+wrong|beggars?\s+belief"
        r"|def(?:y|ies)\s+(?:belief|logic|common\s+sense))",
        rf"{_IS}(?:\s+simply|\s+just)?(?:\s+not|n['’]t)\s+(?:true|so|the\s+case|good\s+enough|acceptable"
        r"|credible|fit\s+for)",
        r"(?<!\bi\s)(?<!\bwe\s)should\s+(?:never\s+)?have\s+(?!been\s+(?:able|possible))\w+(?:ed|en|one|ade|ept|old|ought)",
        rf"(?:{_IS}|been)\s+(?:far\s+|much\s+|way\s+|simply\s+)*too\s+(?!early|soon|close|good|much\b|many\b)\w+",
        r"should\s+never\s+have|too\s+little,?\s+(?:and\s+)?too\s+late|(?:a\s+)?far\s+cry\s+from",
        r"no\s+(?:excuse|justification|place\s+(?:in|for))|last\s+thing\s+\w+\s+(?:\w+\s+)?needs?",
        r"falls?\s+(?:far\s+|well\s+)?short\s+of|leaves?\s+much\s+to\s+be\s+desired"
        r"|not\s+worth\s+the\s+paper",
        r"so\s+much\s+for|who\s+do(?:es)?\s+\w+\s+think\s+(?:he|she|they|it)|how\s+dare",
        r"enough\s+is\s+enough|rewrit(?:e|ing)\s+history|make\s+a\s+mockery|makes\s+no\s+sense",
    ),
    (
        Stance.SUPPORTS,
        r"(?:a|the)\s+(?:\w+\s+)?step\s+in\s+the\s+right\s+direction|on\s+the\s+right\s+track"
        r"|second\s+to\s+none|(?:question|matter)\s+of\s+when\b",
        r"could(?:\s+not|n['’]t)\s+(?:be|have\s+been)\s+(?:more\s+)?(?:happier|prouder|better|proud|happy"
        r"|pleased|clearer)",
        r"hats\s+off|stands?\s+by\s+(?:his|her|its|the|their|our)\s+(?:\w+\s+)?"
        r"(?:reporting|story|account|findings?|work|statement|decision|results?|figures?)",
        r"beyond\s+(?:any\s+|all\s+)?(?:reasonable\s+)?doubt|(?:there\s+is|there['’]s|leaves?|has|have"
        r"|had)\s+(?:no|little)\s+(?:doubt|question)\s+that",
        r"as\s+far\s+as\s+(?:we|i|they|he|she)\s+(?:know|knew|can\s+tell|could\s+tell)"
        r"|to\s+the\s+best\s+of\s+(?:my|our|his|her|their)\s+knowledge",
        r"deserves?\s+(?:\w+\s+)?(?:credit|praise|applause)|worth\s+every|long\s+overdue"
        r"|music\s+to\s+(?:my|our)\s+ears",
    ),
)
_READINGS = tuple(
    (stance, re.compile(rf"\b(?:{'|'.join(wordings)})(?!\w)")) for stance, *wordings in _WORDINGS
)
# Possibility of the main clause: what is possible, not what somebody is able or allowed to do.
_POSSIBLE = re.compile(
    r"(?:(?!\b(?:if|whether|who|whom|which|that|what|how|where|when|because|so|to)\b)[^,;:.?!\n]){0,90}?"
    r"(?:(?<!\bI)(?<!\bwe)(?<!\byou)(?<!\bhe)(?<!\bshe)(?<!\bthey)(?<!\bwho)\s+could|\s+(?:may|might))"
    r"\s+(?:(?:well|still|soon|yet|even|also)\s+)?"
    r"(?!not\b|never\b|only\b|have\b|see\b|hear\b|afford\b|no\b)[a-z]+",
)


def reading(text: str, spans: Iterable[Span]) -> Stance | None:
    """Return what the wording of `spans` does to what they speak of, None where it tells nothing.

    What takes a claim's grounds or gives it another meaning is asked before praise and blame.
    """
    parts = [span.of(text).lower() for span in spans]  # a third quicker than to ignore case
    return next((stance for stance, wording in _READINGS if any(map(wording.search, parts))), None)


def is_possible(text: str, spans: Iterable[Span]) -> bool:
    """Tell whether a main clause says that something could be or happen."""
    return any(_POSSIBLE.match(span.of(text)) for span in spans)
