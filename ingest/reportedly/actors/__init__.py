"""Who is who in a store: listing actors, joining and parting them, looking them up elsewhere.

    with open_store("reportedly-data") as store:
        merge(store, "Joe Biden", "Joseph R. Biden", Hand("anna", datetime.now(UTC)))
        for actor in roll(store): print(actor.name, actor.documents)

Every change is a `Judgement` in the store's books, and can be undone.
"""

from reportedly.actors.merging import Hand, accept, merge, split, suggest
from reportedly.actors.reconciliation import Found, link, reconcile
from reportedly.actors.roll import Listed, find, roll

__all__ = [
    "Found",
    "Hand",
    "Listed",
    "accept",
    "find",
    "link",
    "merge",
    "reconcile",
    "roll",
    "split",
    "suggest",
]
