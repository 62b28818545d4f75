"""Whether two statements claim the same, or what cannot both be true, and where to look for them.

    one, other = Claim("The port of Velm will open in May"), Claim("In May Velm's port will open")
    compare(one, other)     # Verdict(kind=<Relation.RESTATES>, score=0.995, method='paraphrase')
    keys(one)               # under which a claim is filed, so that nothing meets everything

Words only: no parser and no neural model, so that tens of thousands of statements can be compared
while articles come in. `docs/claims.md` has what was measured, and what is not found.
"""

from reportedly.claim.comparison import (
    RULES,
    THRESHOLDS,
    Relation,
    Verdict,
    compare,
    evidence,
)
from reportedly.claim.wording import Claim, Wording, keys, worded

__all__ = [
    "RULES",
    "THRESHOLDS",
    "Claim",
    "Relation",
    "Verdict",
    "Wording",
    "compare",
    "evidence",
    "keys",
    "worded",
]
