"""One question: SPARQL whose leading comments say what it asks, what it takes and how to show it.

    # title: Who said what
    # help: Every statement with its innermost speaker.
    #   A line that is indented goes on with the one before.
    # param: actor string "part of the speaker's name"
    # param: statement iri required "the statement"
    # param: speaker actor "who says it"
    # param: what words "what is said"
    # param: said edtf "when it was said"
    # chain: chain
    # list: aliases, hedges
    # example: actor=ISW said=2024-01

A parameter stands in the query as a VALUES block that holds its default, `VALUES ?actor { "" }` or
`VALUES ?statement { UNDEF }` for any; an EDTF date as its two bounds, `VALUES (?said_earliest
?said_latest) { (UNDEF UNDEF) }`; an actor as all IRIs of the party, `VALUES ?speaker { UNDEF }`;
words as the statements that say them and their ranks, `VALUES (?what ?what_rank) { (UNDEF UNDEF)
}`; a limit as `LIMIT 1000 # most`, where `most` is its name. Columns named by `chain` and `list`
hold lines to be put in order. `example` says how the catalogue page asks it over the sample.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.errors import QueryError
from reportedly.query.answer import chain, listed
from reportedly.query.term import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ENTRY = re.compile(r"#\s?(\w+):\s*(.*)")
_MORE = re.compile(r"#\s{2,}(.*)")
_PARAMETER = re.compile(r'([A-Za-z_]\w*)\s+(\w+)(\s+required)?\s+"([^"]*)"\s*')
_COLUMNS = re.compile(r"[\s,]+")
_TERM = r'(?:UNDEF|"(?:[^"\\\n]|\\.)*"(?:\^\^[^\s(){}]+)?|<[^<>\s]*>|[-+.\w]+)'
_ANYTHING = frozenset({"UNDEF", '""'})
_PAIRS = {"edtf": ("_earliest", "_latest"), "words": ("", "_rank")}  # types of two variables each


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question takes.

    `type` is string, iri, integer, decimal, limit, edtf, actor or words; `default` is as the query
    writes it, empty where leaving the parameter out means anything.
    """

    name: str
    type: str
    help: str
    required: bool = False
    default: str = ""

    @property
    def block(self) -> str:
        """A pattern for its VALUES block; the group `name` holds the default."""
        if self.type == "limit":
            return rf"LIMIT\s+(?P<{self.name}>[0-9]+)(?=\s*#\s*{self.name}\b)"
        if self.type in _PAIRS:
            one, two = _PAIRS[self.type]
            variables = rf"\(\s*\?{self.name}{one}\s+\?{self.name}{two}\s*\)"
            return rf"VALUES\s*{variables}\s*{{\s*\(\s*(?P<{self.name}>{_TERM}\s+{_TERM})\s*\)\s*}}"
        return rf"VALUES\s+\?{self.name}\s*{{\s*(?P<{self.name}>{_TERM})\s*}}"

    def __str__(self) -> str:
        kind = f"{self.type}, required" if self.required else self.type
        after = f"; {self.default} if not given" if self.default else ""
        return f"{self.name} ({kind}): {self.help}{after}"


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says; `name` is what people call it."""

    name: str
    title: str
    help: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()
    chains: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    def most(self, params: Mapping[str, object]) -> int | None:
        """Return how many rows the question lists at most; None where it lists all."""
        limits = [it for it in self.parameters if it.type == "limit"]
        return min((int(str(params.get(it.name, it.default))) for it in limits), default=None)

    @property
    def folds(self) -> Mapping[str, Callable[[str], str]]:
        """How the lines in a column become one text, by column."""
        return dict.fromkeys(self.chains, chain) | dict.fromkeys(self.lists, listed)


def parse(name: str, text: str) -> Question:
    """Return the question in `text`; entries of the header that mean nothing to us are left alone.

    Raises QueryError where a parameter is declared in a way that nobody could give it.
    """
    entries = list(_header(text))

    def all_of(key: str) -> tuple[str, ...]:
        return tuple(value for entry, value in entries if entry == key)

    def columns(key: str) -> tuple[str, ...]:
        return tuple(filter(None, _COLUMNS.split(" ".join(all_of(key)))))

    return Question(
        name=name,
        title=next(iter(all_of("title")), name),
        help=" ".join(all_of("help")),
        sparql=text,
        parameters=tuple(_parameter(name, text, value) for value in all_of("param")),
        chains=columns("chain"),
        lists=columns("list"),
        examples=all_of("example"),
    )


def _header(text: str) -> Iterator[tuple[str, str]]:
    """Yield the entries of the leading comments: key and value."""
    key, value = "", ""
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#"):
            break
        if more := _MORE.fullmatch(line):
            value = f"{value} {more[1]}"
            continue
        if key:
            yield key, value.strip()
        entry = _ENTRY.fullmatch(line)
        key, value = (entry[1], entry[2]) if entry else ("", "")
    if key:
        yield key, value.strip()


def _parameter(question: str, text: str, declared: str) -> Parameter:
    found = _PARAMETER.fullmatch(declared)
    if found is None or found[2] not in TYPES:
        raise QueryError(
            question,
            f"cannot read its parameter: {declared}",
            f'# param: name {"|".join(TYPES)} [required] "what it is"',
        )
    parameter = Parameter(found[1], found[2], found[4], required=bool(found[3]))
    block = re.search(parameter.block, text)
    if block is None:
        raise QueryError(
            question,
            f"has no place for its parameter {parameter.name}",
            f"LIMIT 1000 # {parameter.name}"
            if parameter.type == "limit"
            else f"VALUES ?{parameter.name} {{ UNDEF }}",
        )
    default = block[parameter.name]
    anything = _ANYTHING.issuperset(default.split())
    return parameter if anything else Parameter(found[1], found[2], found[4], False, default)
