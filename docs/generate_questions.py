"""Writes docs/questions.md from the files in queries/, so that the page says what the files ask.

    python docs/generate_questions.py

Each question is asked over the sample article, as its `example` says, and over the two articles of
`tests/query/newsroom.py` where the sample has no answer. A test compares the page with `page()` and
tells you to run this when they differ.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib.plugins.sparql import prepareQuery

from reportedly.extract import ArticleExtractor
from reportedly.ingestion import ingest
from reportedly.query import Parameter, Question, questions, run, table
from reportedly.source import read
from reportedly.store import open_store

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.query import newsroom  # noqa: E402 found only now

if TYPE_CHECKING:
    from reportedly.store import Store

PAGE = ROOT / "docs" / "questions.md"
_ROWS, _WIDTH = 4, 90  # what is shown of an answer: rows, and characters of a cell
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]+(?:Z|[+]00:00)")  # what takes how long varies
_FRAGMENT = re.compile(r"https://w3id\.org/reportedly/kg/(?:doc/[0-9a-f]+#?|actor/)")

_INTRODUCTION = """\
# The ready-made questions

<!-- written by docs/generate_questions.py; edit queries/*.rq instead -->

{count} questions that a store answers by name, in the terminal or from Python:

    reportedly query who-said-what --param actor=Putin --param said=2023-09
    reportedly query unnamed-sources --format csv

    from reportedly.query import run
    for row in run(store, "who-said-what", {{"actor": "Putin"}}): ...

| question | what it asks |
|---|---|
{contents}

A question is a file of SPARQL 1.1 in [queries/](../queries) that runs on any endpoint as it is:
every pattern says which graph it is in, so it makes no difference what the default graph holds.
Your own file works in the same way: `reportedly query mine.rq --param name=value`.

**Parameters** stand in the file as `VALUES ?name {{ default }}` blocks (a limit as
`LIMIT 1000 # name`), and a `--param` replaces the default; to ask elsewhere, edit the block. The
types:

| type | what is given | example |
|---|---|---|
| actor | a name that only one bears, or an IRI | `actor=putin`, `actor=actor:isw` |
| words | `"side by side"`, `begin*`, `-without`, `this OR that` | `what=ceasefire` |
| string | part of a text, in any case | `word=likely` |
| iri | an IRI that another question gave | `statement=https://w3id.org/reportedly/kg/doc/…#…` |
| integer, decimal | a number | `below=0.4` |
| limit | how many rows at most; who gets that many is told that there may be more | `most=5000` |
| edtf | a date or interval in EDTF (ISO 8601-2), vague or open | `said=2023-09`, `said=2023/..` |

**Actors** are looked up first, and the question gets the IRIs of the party, those merged with it
included. A name means whoever is called so; if nobody is, whoever's name it is a part of, in whole
words. One who is the same in all documents comes before those that are a document's own, such as
"officials": that means all who are described so. If several are called so, the question is not
asked and they are listed, to choose from by IRI.

Case, diacritics and points make no difference: "jose nunez" is José Núñez. Where nobody is called
so, it may be another way of writing a name: a transliteration (Zelensky, Zelenskyy, Зеленський),
initials ("J. Núñez"), the first letters of a body's name. If only one can be meant and what differs
is what writers leave out or spell differently, that is who; otherwise the question is not asked,
and the names that come near are listed, the likeliest first. A store has an index of names, so this
takes a tenth of a second among 37,000 of them (`benchmarks/questions.py`).

**Words** are looked up in the store's index (SQLite's FTS5), which knows words by their English
stems: "leaking" finds "leaks". `reportedly search WORDS` is the question [search](#search). An
endpoint has no index; there every statement is read, and words must be as they are spelt.

A date asks for all that *may* fall in its period: an open end of a vague time counts as open, and
a time with neither end known is left out as soon as a period is asked for.

**Chains and lists.** SPARQL's GROUP_CONCAT promises no order. Columns named in a header's `chain:`
hold the hops as lines `DEPTH NAME` (1 is the publisher's) and come out as
"publisher ← relayer ← origin", with " + " between those who said it at once; columns named in
`list:` come out sorted, with "; " between. On another endpoint you get the lines.

**Commitment** is FactBank's, from CT+ (certain) over PR+ (probable) and PS+ (possible) to Uu
(uncommitted), and that of the hop's own actor; see [the ontology](ontology.md).
"""


def page() -> str:
    """Return docs/questions.md."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        sample = held.enter_context(_sample(Path(folder) / "sample"))
        made_up = held.enter_context(newsroom.filled(Path(folder) / "newsroom"))
        return _page(sample, made_up)


def _sample(place: Path) -> Store:
    """Return a store with the article that ships with the package."""
    store = open_store(place, create=True)
    articles = read([str(ROOT / "seeds")], publisher="Ukrinform")
    ingest(articles, store, ArticleExtractor(), now=datetime(2024, 1, 1, tzinfo=UTC))
    return store


def _page(sample: Store, made_up: Store) -> str:
    contents = "\n".join(f"| [{q.name}](#{q.name}) | {q.title} |" for q in questions())
    introduction = _INTRODUCTION.format(count=len(questions()), contents=contents)
    return "\n".join([introduction, *(_section(q, sample, made_up) for q in questions())])


def _section(question: Question, sample: Store, made_up: Store) -> str:
    columns = ", ".join(f"`{name}`" for name in _columns(question))
    parameters = "\n".join(map(_parameter, question.parameters)) or "| none | | |"
    return f"""\
## {question.name}

**{question.title}.** {question.help}

| parameter | type | what it is |
|---|---|---|
{parameters}

Columns: {columns}.

{_shown(question, sample, made_up)}

<details><summary>SPARQL</summary>

```sparql
{question.sparql.strip()}
```

</details>
"""


def _shown(question: Question, sample: Store, made_up: Store) -> str:
    """Return what the question answers over the sample, or else over the invented articles."""
    example = next(iter(question.examples), "")
    params = dict(part.split("=", 1) for part in shlex.split(example))
    command = " ".join(
        [
            "reportedly query",
            question.name,
            *(f"--param {shlex.quote(f'{k}={v}')}" for k, v in params.items()),
        ]
    )
    found = _table(sample, question, params)
    if found:
        return f"Over the sample, `{command}`:\n\n{found}"
    if not any(p.required for p in question.parameters) and (
        found := _table(made_up, question, {})
    ):
        return (
            f"The sample has none. Over the two articles of `tests/query/newsroom.py`:\n\n{found}"
        )
    return "Neither the sample nor the articles of `tests/query/newsroom.py` have any."


def _table(store: Store, question: Question, params: dict[str, str]) -> str:
    """Return an answer's first rows as a table; empty where there are none."""
    columns, rows = table(run(store, question.name, params))
    every = list(rows)
    if not every:
        return ""
    lines = [columns, ["---"] * len(columns), *(map(_cell, row) for row in every[:_ROWS])]
    more = len(every) - _ROWS
    note = f"\n\nand {more} more." if more > 0 else ""
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + note


def _cell(text: str) -> str:
    """Return a cell as the page shows it: not too long, without what all IRIs have in common."""
    short = " ".join(_MOMENT.sub(r"\1T…", _FRAGMENT.sub("", text)).replace("|", "\\|").split())
    return short if len(short) <= _WIDTH else f"{short[: _WIDTH - 1].rstrip()}…"


def _parameter(parameter: Parameter) -> str:
    note = "; required" if parameter.required else ""
    note += f"; `{parameter.default}` if not given" if parameter.default else ""
    return f"| `{parameter.name}` | {parameter.type} | {parameter.help}{note} |"


def _columns(question: Question) -> list[str]:
    return [str(variable) for variable in prepareQuery(question.sparql).algebra["PV"]]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
