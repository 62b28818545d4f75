"""Who is the same in different documents, by name alone: keys, the register, likely pairs.

`key` is what an actor's IRI ends in, so that two documents that name one party agree without
knowing of each other. `match` finds pairs that a key keeps apart and a person may join; a
`judgement` records that they did. Nothing here reads a document or a store.
"""

from __future__ import annotations

from reportedly.identity.name import body_key, body_words, joined_key, person_key
from reportedly.identity.register import Known, known
from reportedly.statement import ActorType

__all__ = ["Known", "key", "known"]


def key(name: str, type: ActorType) -> str:  # noqa: A002 as Actor has it
    """Return what all documents call the party of this name and type.

    Empty where the name does not tell it from others: a bare surname, "the Supreme Court".
    """
    if type is ActorType.UNNAMED:
        return ""
    if type is ActorType.PERSON:
        return person_key(name)
    party = known(name, type)
    return joined_key(body_words(party.name)) if party else body_key(name)
