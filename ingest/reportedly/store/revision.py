"""What is done to an article version that is here already: withdrawn, put back, read anew.

Each is a step in the books like those of `Records`, whose other half this is: it returns what was
done and what is due to the graphs, and the caller holds the transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.store.change import Change, fingerprint

if TYPE_CHECKING:
    from datetime import datetime

    from reportedly.store.change import Entry
    from reportedly.store.editions import Withdrawal
    from reportedly.store.records import Records


def withdraw(records: Records, act: Withdrawal) -> tuple[bool, list[Change]]:
    """Take a version out of sight; tell whether it was current."""
    graph = records.graph_of(act.version)
    if graph is None:
        return False, []
    records.editions.keep(act.version, records.read(act.version, graph))
    records.editions.withdraw(act, records._copies.arrival(act.version))
    records.links.withdraw([act.version])  # while it still has its number
    changes = [Change("", (), (graph,)), *records._copies.forget(act.version)]
    changes += records.links.settle(act.version)
    records._note(*changes)
    return True, changes


def restore(records: Records, act: Withdrawal) -> tuple[bool, list[Change]]:
    """Take a withdrawal back; tell whether the version is current now, as some place has it."""
    arrival = records.editions.restore(act)
    graph = records.graph_of(act.version)
    if graph is None:
        return False, []
    own = records.editions.kept(act.version) or ()
    seen = records.curation.corrections.seen(act.version, own, None)
    changes = [Change(graph, seen, (graph,))]
    changes += records._copies.enter(act.version, again=arrival)
    changes += records.links.settle(act.version, seen)
    records._note(*changes)
    return True, changes


def reread(
    records: Records, entry: Entry, run: int, report: str, now: datetime
) -> tuple[bool, list[Change]]:
    """Put what was read anew in the place of what was read before, if the version is current.

    Its places know it by the new reading from now on, so that finding it there again is no news.
    """
    version, graph = entry.article.version, records.graph_of(entry.article.version)
    if graph is None:
        return False, []
    before = fingerprint(entry.article, records.model_of(version))
    records.recognise(version, before, fingerprint(entry.article, entry.model))
    records._keep(entry, now)
    records.editions.report(run, version, report)
    seen = records.curation.corrections.seen(version, entry.triples, now)
    records.links.withdraw([version])
    changes = [Change(entry.graph, seen, (graph,)), *records.links.settle(version, seen)]
    records._note(*changes)
    return True, changes
