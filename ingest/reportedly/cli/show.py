"""`reportedly show`: an article with its spans, or a statement with its chain."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from reportedly.cli import options, terminal
from reportedly.errors import Issue, ReportedlyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportedly.article import Article
    from reportedly.extract import Extractor
    from reportedly.statement import Reading
    from reportedly.store import View

_COLOURS = {"content": "green", "attribution": "cyan"}


@click.command("show")
@click.argument("what", metavar="IRI|FILE")
@options.store
@options.publisher
@options.published
@options.model
@options.min_confidence
@options.scale
def command(
    what: str,
    *,
    store: str,
    publisher: str | None,
    published: str | None,
    model: str | None,
    min_confidence: float,
    scale: str,
) -> None:
    """Show a FILE with [contents] and {sources and cues} marked, read on the spot.

    With the IRI of an article in the store, show the stored text with what its graph points at;
    with that of a statement, its words in context, its chain and its assessments. The numbers
    behind the marks are those of the statements listed below the text.

    \b
    Example:
      reportedly show article.txt
      reportedly show https://w3id.org/reportedly/kg/doc/539b8c6f337465b3
    """
    from reportedly.graph.iri import KG
    from reportedly.store import open_snapshot

    if not what.startswith(KG):
        from reportedly.source import read

        articles = read([what], publisher=publisher, published=published)
        _show_file(articles, partial(options.extractor, model, min_confidence, scale))
        return
    with open_snapshot(store) as view:
        if "#" in what:
            _show_statement(view, what)
        else:
            _show_article(view, what)


def _styled(sign: str, role: str) -> str:
    return click.style(sign, fg=_COLOURS[role], bold=True)


def _show_file(items: Iterable[Article | Issue], extractor: Callable[[], Extractor]) -> None:
    from reportedly.passage import marked, marks_of

    good = []
    for item in items:
        if isinstance(item, Issue):
            raise ReportedlyError(item.item, item.reason, item.advice)
        good.append(item)
    for reading in extractor().extract(good):
        if isinstance(reading, Issue):
            raise ReportedlyError(reading.item, reading.reason, reading.advice)
        text = marked(terminal.same_length(reading.article.text), marks_of(reading), _styled)
        click.echo(f"{text}\n")
        _list_reading(reading)


def _list_reading(reading: Reading) -> None:
    names = {actor.key: actor.name for actor in reading.actors}
    rows = (
        (
            number,
            " ← ".join(names[hop.actor] for hop in reversed(statement.hops)),
            " … ".join(statement.quote),
        )
        for number, statement in enumerate(reading.statements, 1)
    )
    terminal.table(("", "chain", "statement"), rows)


def _show_article(view: View, iri: str) -> None:
    from reportedly.graph.iri import graph_iri, version_of
    from reportedly.passage import marked, marks_in

    article = view.article(version_of(iri))
    marks, statements = marks_in(view, graph_iri(article))
    click.echo(f"{marked(terminal.same_length(article.text), marks, _styled)}\n")
    terminal.table(("", "statement"), sorted(statements.items()))


def _show_statement(view: View, iri: str) -> None:
    from reportedly.graph.iri import version_of
    from reportedly.passage import corrections, in_context, judgements, marked, statement_marks
    from reportedly.query import run, table

    marks = statement_marks(view, iri)
    if not marks:
        raise StoreError(iri, "no such statement in the store", "reportedly query who-said-what")
    article = view.article(version_of(iri))
    passage, here = in_context(terminal.same_length(article.text), marks)
    click.echo(f"{article.title or article.name}\n\n{marked(passage, here, _styled)}\n")
    columns, hops = table(run(view, "chain", {"statement": iri}))
    for hop in hops:
        click.echo(terminal.plain(_hop_line(dict(zip(columns, hop, strict=True)))))
    for judgement in judgements(view, iri):
        click.echo(terminal.plain(_judgement_line(*judgement)))
    for what, by, when, why in corrections(view, iri):
        reason = f": {why}" if why else ""
        click.echo(terminal.plain(f"corrected: {what} ({by}, {when}{reason})"))


def _hop_line(hop: dict[str, str]) -> str:
    """Return a hop as one line, deeper ones further in."""
    depth = int(hop["depth"])
    arrow = "  " * (depth - 2) + "← " if depth > 1 else ""
    cue = f" “{hop['cue']}”" if hop["cue"] else ""
    said = f", said {hop['said']}" if hop["said"] else ""
    work = f", in the {hop['work']}" if hop["work"] and hop["mode"] != "document-level" else ""
    return f"{arrow}{hop['actor']}{cue} ({hop['mode']}, {hop['commitment']}{said}{work})"


def _judgement_line(*row: object) -> str:
    direction, stance, likelihood, hedge, other = (terminal.plain(cell) for cell in row)
    words = f" “{hedge}”" if hedge else ""
    degree = f" ({likelihood})" if likelihood else ""
    verb = stance if direction == "judges" else f"{direction} a statement that {stance} it:"
    return f"{verb}{degree}{words}: {other}"
