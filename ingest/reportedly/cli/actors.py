"""`reportedly actors`: who is in the graph, and who is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportedly.cli import options, terminal

if TYPE_CHECKING:
    from reportedly.identity.judgement import Judgement

_TYPES = ("person", "organization", "place", "group", "unnamed")
_like = click.option("--like", default="", metavar="NAME", help="Part of a name.")


@click.group("actors")
def command() -> None:
    """List the actors; say which are the same, and take it back.

    \b
    Example:
      reportedly actors list --like biden
      reportedly actors merge "Joe Biden" "Joseph R. Biden"
    """


@command.command("list", short_help="List the actors, most frequent first.")
@_like
@click.option("--type", "kind", type=click.Choice(_TYPES), help="Only these.")
@options.listing
@options.store
def names(like: str, kind: str | None, form: str, store: str) -> None:
    """List the actors, those in most documents first; sources without a name only if asked for.

    \b
    Example:
      reportedly actors list --type person --format csv
    """
    from reportedly.actors import roll
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        found = [
            a
            for a in roll(view)
            if a.has(like) and (a.type == kind if kind else a.type != "unnamed")
        ]
    columns = ("name", "type", "statements", "documents", "aliases", "links", "iri")
    rows = (
        (a.name, str(a.type), a.statements, a.documents, list(a.aliases), list(a.links), a.iri)
        for a in found
    )
    terminal.rows(columns, rows, form)


@command.command("merge", short_help="Let one actor stand for another.")
@click.argument("kept", metavar="ACTOR")
@click.argument("other", metavar="OTHER")
@click.option("--anyway", is_flag=True, help="Even a person and something else.")
@options.judging
@options.store
def join(kept: str, other: str, anyway: bool, by: str | None, why: str, store: str) -> None:
    """Let ACTOR stand for OTHER from now on; both are names or IRIs (actor:x for short).

    A name that several actors bear is refused, and they are listed. Nothing in the articles' graphs
    changes, and "actors split" takes it back.

    \b
    Example:
      reportedly actors merge "Joe Biden" "Joseph R. Biden" --why "the president"
    """
    from reportedly.actors import merge
    from reportedly.store import open_store

    with open_store(store) as target:
        made = merge(target, kept, other, options.hand(by, why), anyway=anyway)
    terminal.note(f"{made.number}: {made.kept_name} now stands for {made.other_name}")


@command.command("split", short_help="Take a merge or a link back.")
@click.argument("actor", metavar="ACTOR")
@click.argument("other", metavar="[OTHER]", default="")
@options.judging
@options.store
def part(actor: str, other: str, by: str | None, why: str, store: str) -> None:
    """Take back the merges that name ACTOR, or only those with OTHER, or its link to an item.

    \b
    Example:
      reportedly actors split "Joseph R. Biden"
      reportedly actors split "Joe Biden" Q6279
    """
    from reportedly.actors import split
    from reportedly.store import open_store

    with open_store(store) as target:
        made, undone = split(target, actor, other, options.hand(by, why))
    terminal.note(f"{made.number}: {terminal.count(undone, 'judgement')} taken back")


@command.command("history", short_help="List what was judged, by whom and why.")
@click.argument("actor", required=False)
@options.listing
@options.store
def history(actor: str | None, form: str, store: str) -> None:
    """List the judgements, or those that name ACTOR; "no" where a later one took it back.

    \b
    Example:
      reportedly actors history "Joe Biden"
    """
    from reportedly.identity.judgement import standing
    from reportedly.store import open_snapshot

    with open_snapshot(store) as view:
        judgements = view.judgements()
    holds = standing(judgements)
    standing_now = {it.number for it in (*holds.merges, *holds.links)}
    columns = ("number", "when", "by", "act", "actor", "other", "method", "score", "why", "holds")
    rows = (
        _row(it, it.number in standing_now)
        for it in judgements
        if actor is None or _concerns(it, actor)
    )
    terminal.rows(columns, rows, form)


def _concerns(it: Judgement, actor: str) -> bool:
    from reportedly.actors.roll import full

    names = {it.kept_name.casefold(), it.other_name.casefold()}
    return it.names(full(actor)) or actor.casefold() in names


def _row(it: Judgement, holds: bool) -> tuple[object, ...]:
    decided = {"merge": "yes" if holds else "no", "link": "yes" if holds else "no"}
    return (
        it.number,
        it.when.isoformat(timespec="seconds"),
        it.by,
        str(it.act),
        it.kept_name or it.kept,
        it.other_name or it.other,
        it.method,
        it.score,
        it.why,
        decided.get(it.act, ""),
    )


@command.command("suggest", short_help="List pairs that may be one.")
@_like
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.7,
    show_default=True,
    help="Leave out pairs that are less alike.",
)
@click.option("--accept", is_flag=True, help="Merge those listed that are surely one (0.9).")
@options.listing
@options.judging
@options.store
def pairs(
    like: str, min_score: float, accept: bool, form: str, by: str | None, why: str, store: str
) -> None:
    """List pairs of actors whose names may be one party's, with the reason, likeliest first.

    Nothing is merged without --accept: that merges the pairs that score 0.9 or more, each with a
    judgement of its own. The others are for "actors merge", one by one.

    \b
    Example:
      reportedly actors suggest --like biden
    """
    from reportedly.actors import suggest
    from reportedly.store import open_snapshot, open_store

    if accept:
        from reportedly.actors import accept as merge_all

        with open_store(store) as target:
            made = merge_all(target, options.hand(by, why), like=like, at_least=max(min_score, 0.9))
        terminal.note(f"{terminal.count(len(made), 'pair')} merged")
        return
    with open_snapshot(store) as view:
        found = suggest(view, at_least=min_score, like=like)
    columns = ("score", "actor", "other", "reason", "actor_iri", "other_iri")
    rows = ((c.score, c.one.name, c.other.name, c.reason, c.one.iri, c.other.iri) for c in found)
    terminal.rows(columns, rows, form)


@command.command("reconcile", short_help="Look actors up in Wikidata (needs the network).")
@click.option("--service", metavar="URL", help="Another reconciliation service than Wikidata's.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask about so many at most.")
@click.option("--yes", is_flag=True, help="Record the links; else they are only listed.")
@options.listing
@options.judging
@options.store
def lookup(
    service: str | None,
    limit: int | None,
    yes: bool,
    form: str,
    by: str | None,
    why: str,
    store: str,
) -> None:
    """Look actors up in Wikidata, most frequent first, and link those that are found beyond doubt.

    This sends their names to the service and is the one command here that uses the network. Answers
    are kept beside the store, so that nothing is asked twice within three months.

    \b
    Example:
      reportedly actors reconcile --limit 100
      reportedly actors reconcile --limit 100 --yes
    """
    from pathlib import Path

    from reportedly.actors import link, reconcile
    from reportedly.actors.cache import Cache
    from reportedly.actors.service import DEFAULT, Service
    from reportedly.store import open_snapshot, open_store
    from reportedly.store.folder import existing

    hand, url = options.hand(by, why), service or DEFAULT
    with Cache(existing(Path(store)).lookups, url) as cache, open_snapshot(store) as view:
        found = list(reconcile(view, Service(url), cache, hand.when, limit))
    if yes:
        with open_store(store) as target:
            link(target, found, hand)
    columns = ("score", "actor", "name_there", "item", "iri")
    rows = ((it.score, it.actor.name, it.name, it.item, it.actor.iri) for it in found)
    terminal.rows(columns, rows, form)
    done = "recorded" if yes else "found; --yes records them"
    terminal.note(f"{terminal.count(len(found), 'link')} {done}")
