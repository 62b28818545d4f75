"""The graph over time: versions of an article, what changed between them, and who got firmer.

with open_snapshot("reportedly-data") as view:
    for edition in history(view, "https://gazette.example/dam"): ...
    changed = difference(view, "https://gazette.example/dam")
    for pair in changed.pairs: print(pair.kind, pair.before, pair.after, pair.notes)
    for found in drift(view): print(found.kind, found.origin, found.firmer, found.notes)
with open_store("reportedly-data") as store:
    withdraw(store, "https://gazette.example/dam", Act("anna", now, "the outlet took it back"))
"""

from reportedly.versions.claim import Claim, Voice, claims
from reportedly.versions.comparison import KINDS, Kind, Pair, compare, counted
from reportedly.versions.drift import DRIFTS, Drift, drift
from reportedly.versions.firmness import RANGES, Shift, shifts
from reportedly.versions.history import Act, Difference, difference, history, withdraw

__all__ = [
    "DRIFTS",
    "KINDS",
    "RANGES",
    "Act",
    "Claim",
    "Difference",
    "Drift",
    "Kind",
    "Pair",
    "Shift",
    "Voice",
    "claims",
    "compare",
    "counted",
    "difference",
    "drift",
    "history",
    "shifts",
    "withdraw",
]
