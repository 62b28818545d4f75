"""N-Triples lines as we and the store write them, read back without an RDF library.

That takes a tenth of the time of one, and a re-extraction compares two graphs for every article.
Languages and datatypes of literals are left out: who compares knows what to expect where.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Nodes: TypeAlias = "Mapping[str, Mapping[str, list[str]]]"
"""What is said of each subject: predicate to objects."""

_LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)".*) \.$', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def nodes(lines: Iterable[str]) -> Nodes:
    """Return what N-Triples lines say, by subject; raise ValueError for one that is none."""
    out: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        found = _LINE.match(line)
        if found is None:
            raise ValueError(line)
        subject, predicate, iri, literal = found.groups()
        out[subject][predicate].append(iri if literal is None else _ESCAPE.sub(_plain, literal))
    return {subject: dict(said) for subject, said in out.items()}


def _plain(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _SHORT.get(found[3], found[3])
