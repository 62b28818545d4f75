"""Writes docs/questions.md from the files in queries/, so that the page says what the files ask.

    python docs/generate_questions.py

A test compares the page with `page()` and tells you to run this when they differ.
"""

from __future__ import annotations

from pathlib import Path

from rdflib.plugins.sparql import prepareQuery

from reportedly.query import Parameter, Question, questions

PAGE = Path(__file__).resolve().parents[1] / "docs" / "questions.md"

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

**Parameters** stand in the file as `VALUES ?name {{ default }}` blocks, and a `--param` replaces
the default; to ask elsewhere, edit the block. The types:

| type | what is given | example |
|---|---|---|
| string | part of a text, in any case | `actor=putin` |
| iri | an IRI that another question gave | `statement=https://w3id.org/reportedly/kg/doc/…#…` |
| integer, decimal | a number | `below=0.4` |
| edtf | a date or interval in EDTF (ISO 8601-2), vague or open | `said=2023-09`, `said=2023/..` |

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
    contents = "\n".join(f"| [{q.name}](#{q.name}) | {q.title} |" for q in questions())
    introduction = _INTRODUCTION.format(count=len(questions()), contents=contents)
    return "\n".join([introduction, *map(_section, questions())])


def _section(question: Question) -> str:
    columns = ", ".join(f"`{name}`" for name in _columns(question))
    parameters = "\n".join(map(_parameter, question.parameters)) or "| none | | |"
    return f"""\
## {question.name}

**{question.title}.** {question.help}

| parameter | type | what it is |
|---|---|---|
{parameters}

Columns: {columns}.

<details><summary>SPARQL</summary>

```sparql
{question.sparql.strip()}
```

</details>
"""


def _parameter(parameter: Parameter) -> str:
    note = "; required" if parameter.required else ""
    note += f"; `{parameter.default}` if not given" if parameter.default else ""
    return f"| `{parameter.name}` | {parameter.type} | {parameter.help}{note} |"


def _columns(question: Question) -> list[str]:
    return [str(variable) for variable in prepareQuery(question.sparql).algebra["PV"]]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
